import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../src/db/database.js';
import { planSummaries } from '../../../src/features/summaries/weekly/service.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';
import { busyWeeks } from './busy-weeks.js';

/** Tuesday, 5 September 2023, 14.20 in Masohi. */
const NOW = '2023-09-05T14:20:00+09:00';
const staff = { id: -1001, title: 'Staf Rutan' };

describe.each(conversations())('/ringkasan on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let db: Db;

  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  beforeEach(async () => {
    bot = await startBot(database, { now: NOW });
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const head = () => bot.person({ id: 11, name: 'Karutan Masohi' }, 'head');
  const officer = () => bot.person({ id: 21, name: 'Petugas Satu' }, 'officer');
  const inGroup = (who: { account: { id: number; name: string } }, group = staff) =>
    bot.as(who.account, group);
  const queue = async () =>
    (await database.own.outbox.findMany({ orderBy: { id: 'asc' } })).map(
      ({ dedupeKey, state, dueAt, cause }) => ({
        ...{ dedupeKey, state, cause },
        dueAt: dueAt.toISOString(),
      }),
    );
  /** The head in the staff group, bound with what is usual. */
  async function bound() {
    const karutan = inGroup(await head());
    await karutan.say('/ringkasan senin 07.30');
    return karutan;
  }

  describe('binding', () => {
    it('takes two taps with what is usual, and plans the next summary with it', async () => {
      const karutan = inGroup(await head());
      await karutan.say('/ringkasan');
      expect(karutan.last().text).toContain('Setiap Senin, 07.30 WIT');
      expect(karutan.last().text).toContain('Seluruh unit');
      await karutan.tap('Aktifkan');
      expect(karutan.last().text).toContain('Ringkasan mingguan aktif di grup ini');
      expect(karutan.last().text).toContain('Berikutnya: Senin, 11 September 2023, 07.30 WIT');
      expect(karutan.buttons()).toEqual([['Ubah', 'Hentikan'], ['Kirim contoh']]);
      expect(karutan.messages()).toHaveLength(1);
      expect(await queue()).toEqual([
        {
          dedupeKey: 'summary:group:1:2023-W37',
          state: 'planned',
          cause: null,
          dueAt: '2023-09-10T22:30:00.000Z',
        },
      ]);
    });

    it('takes day, hour, language and agency by buttons, in one message', async () => {
      await bot.world.agency('Dinas Perikanan');
      const karutan = inGroup(await head());
      await karutan.say('/ringkasan');
      for (const label of [
        'Hari',
        'Jumat',
        'Jam',
        '16.00',
        'Ganti ke Inggris',
        'Isi',
        'Dinas Perikanan',
        'Aktifkan',
      ]) {
        await karutan.tap(label);
      }
      expect(karutan.messages()).toHaveLength(1);
      const group = await database.own.groupChat.findFirstOrThrow();
      expect(group).toMatchObject({
        weekday: 5,
        minute: 960,
        locale: 'en',
        agencyId: 1,
        title: 'Staf Rutan',
      });
      expect(karutan.last().text).toContain('Bagian Dinas Perikanan');
    });

    it('takes one line, keeps the topic, and replaces the planned summary with a new hour', async () => {
      const karutan = inGroup(await head(), { ...staff, topicId: 77 } as typeof staff);
      await karutan.say('/ringkasan jumat jam 3 sore');
      await karutan.say('/ringkasan kamis 08.00');
      const groups = await database.own.groupChat.findMany({ orderBy: { id: 'asc' } });
      expect(
        groups.map(({ weekday, minute, topicId, unboundAt }) => [
          weekday,
          minute,
          topicId,
          unboundAt !== null,
        ]),
      ).toEqual([
        [5, 900, 77, true],
        [4, 480, 77, false],
      ]);
      expect((await queue()).map(({ state, cause, dueAt }) => [state, cause, dueAt])).toEqual([
        ['withdrawn', 'rebound', '2023-09-08T06:00:00.000Z'],
        ['planned', null, '2023-09-06T23:00:00.000Z'],
      ]);
      expect(await database.own.auditEntry.count({ where: { subject: 'group' } })).toBe(2);
    });

    it('does once what a redelivered update asks, and nothing where nothing changes', async () => {
      const karutan = inGroup(await head());
      const update = await karutan.say('/ringkasan senin 07.30');
      await bot.redeliver(update);
      await karutan.say('/ringkasan senin 07.30');
      expect(await database.own.groupChat.count()).toBe(1);
      expect(await queue()).toHaveLength(1);
      expect(karutan.messages()).toHaveLength(3);
    });

    it('is for heads: others are refused politely, by command and by tap', async () => {
      const karutan = inGroup(await head());
      await karutan.say('/ringkasan');
      const card = karutan.last();
      const petugas = inGroup(await officer());
      await petugas.say('/ringkasan');
      expect(petugas.last().text).toContain('hanya Kepala Rutan');
      await petugas.tap('Aktifkan', card);
      expect(bot.queryAnswers.at(-1)).toMatchObject({ alert: true });
      expect(await database.own.groupChat.count()).toBe(0);
    });

    it('leaves a group alone that another unit has', async () => {
      await bound();
      const other = await bot.person({ id: 99, name: 'Karutan Lain' }, 'head');
      const unit = await db.write((tx) =>
        tx.unit.create({ data: { name: 'Lapas Lain', zone: 'Asia/Jakarta', createdAt: new Date(NOW) } }),
      );
      await db.write((tx) =>
        tx.post.updateMany({ where: { person: { telegramId: 99n } }, data: { unitId: unit.id } }),
      );
      const there = inGroup(other);
      await there.say('/ringkasan selasa 09.00');
      expect(there.last().text).toContain('unit lain');
      await there.say('/ringkasan sekarang');
      expect(there.last().text).toContain('belum menerima');
      expect(await database.own.groupChat.findMany({ select: { weekday: true } })).toEqual([{ weekday: 1 }]);
    });

    it('by two heads at the same moment leaves one binding with one summary planned', async () => {
      const one = inGroup(await head());
      const two = inGroup(await bot.person({ id: 12, name: 'Karutan Kedua' }, 'head'));
      await Promise.all([one.say('/ringkasan senin 07.30'), two.say('/ringkasan jumat 15.00')]);
      expect(await database.own.groupChat.count({ where: { unboundAt: null } })).toBe(1);
      expect((await queue()).map(({ state }) => state)).toEqual(['withdrawn', 'planned']);
    });

    it('ends after a second look, withdraws what is planned, and says so to a stale button', async () => {
      const karutan = await bound();
      const card = karutan.last();
      const old = card.keyboard.flat().find(({ text }) => text === 'Hentikan');
      await karutan.tap('Hentikan');
      await karutan.tap('Ya, hentikan');
      expect(card.text).toContain('dihentikan');
      expect((await queue()).map(({ state }) => state)).toEqual(['withdrawn']);
      await karutan.say('/ringkasan senin 07.30');
      if (!old || !('callback_data' in old)) throw new Error('no button');
      await karutan.tapData(old.callback_data, card);
      expect(card.text).toContain('Tombol ini sudah tidak berlaku');
      expect(card.text).toContain('Ringkasan mingguan aktif');
      expect(await database.own.groupChat.count({ where: { unboundAt: null } })).toBe(1);
    });

    it('says what it did not understand, with an example', async () => {
      const karutan = inGroup(await head());
      await karutan.say('/ringkasan senin 25.00');
      expect(karutan.last().text).toContain('/ringkasan senin 07.30');
      await karutan.say(`/ringkasan Salim Pattimura ${'x'.repeat(4000)}`);
      expect(karutan.last().text).not.toContain('Salim');
    });
  });

  it('in private lists the bound groups to heads and tells how to bind one', async () => {
    const karutan = await head();
    await karutan.say('/ringkasan');
    expect(karutan.last().text).toContain('Belum ada grup');
    await inGroup(karutan).say('/ringkasan senin 07.30');
    await karutan.say('/ringkasan');
    expect(karutan.last().text).toContain('• Staf Rutan\n🗓 Setiap Senin, 07.30 WIT\n📊 Seluruh unit');
    expect(karutan.last().text).toContain('masukkan bot ini ke grup');
    const petugas = await officer();
    await petugas.say('/ringkasan');
    expect(petugas.last().text).not.toContain('Staf Rutan');
    await petugas.tap('Lihat ringkasan sekarang');
    expect(petugas.last().text).toContain('Pekan 28 Agustus – 3 September 2023');
  });

  describe('the summary', () => {
    it("holds the week's totals, changes, what comes and what is late, and nobody's name", async () => {
      await busyWeeks(bot, await head());
      const petugas = await officer();
      await petugas.say('/ringkasan sekarang');
      expect(petugas.last().text).toBe(
        [
          'Contoh ringkasan bila dikirim sekarang',
          'Pekan 28 Agustus – 3 September 2023: 3 sesi, kehadiran 66,7 %, 1 kunjungan',
          '',
          'Sesi',
          'Terlaksana 3 (+2)',
          'Kehadiran 66,7 % = 2 ÷ 3 (−33,3 poin)',
          'Hanya dihitung kepala: 1 sesi, 12 orang hadir (di luar persentase)',
          '• Budidaya Ikan Lele: 2 sesi, 2 ÷ 3 = 66,7 %',
          '• Seni Anyaman: 1 sesi, 12 orang hadir',
          '',
          'Kunjungan',
          'Terlaksana 1 (+1) · batal 1 (tetap)',
          '',
          'Peserta',
          'Masuk 1 (−2) · keluar 1 (+1)',
          'Terdaftar pada akhir pekan: 3 orang, 3 kepesertaan (tetap)',
          '',
          'Tujuh hari ke depan',
          '• Kam 7 Sep, 10.00 WIT: Dinas Perikanan, disepakati',
          '• Jum 8 Sep, 10.00 WIT: Dinas Sosial, menunggu jawaban',
          '• Sesi terjadwal: Budidaya Ikan Lele 1',
          '',
          '⚠️ Perlu perhatian: 1 kunjungan belum dijawab · 1 kunjungan belum ada hasilnya · 1 sesi belum dicatat',
          '',
          'ℹ️ kehadiran = (hadir + terlambat) ÷ (hadir + terlambat + menolak + alpa); terdaftar = aktif + jeda; dalam kurung: perubahan dari pekan sebelumnya',
        ].join('\n'),
      );
    });

    it("is an agency's part alone in a group bound to it", async () => {
      const { fisheries } = await busyWeeks(bot, await head());
      const karutan = inGroup(bot.as({ id: 11, name: 'Karutan Masohi' }));
      await karutan.say('/ringkasan senin 07.30');
      await db.write((tx) => tx.groupChat.updateMany({ data: { agencyId: fisheries } }));
      await karutan.tap('Kirim contoh');
      const { text } = karutan.last();
      expect(text).toContain('2 sesi, kehadiran 66,7 %');
      expect(text).toContain('Bagian Dinas Perikanan');
      expect(text).not.toMatch(/Anyaman|Sosial|12/u);
    });

    it('says of an empty week kindly that there was nothing', async () => {
      const petugas = await officer();
      await petugas.say('/ringkasan sekarang');
      expect(petugas.last().text).toBe(
        [
          'Contoh ringkasan bila dikirim sekarang',
          'Pekan 28 Agustus – 3 September 2023: belum ada sesi, kunjungan, atau perubahan peserta yang tercatat.',
          '',
          'Tujuh hari ke depan: belum ada kunjungan atau sesi terjadwal.',
        ].join('\n'),
      );
    });

    it('stays one message with many programmes of long names', async () => {
      const { catfish } = await busyWeeks(bot, await head());
      for (let n = 0; n < 40; n += 1) {
        const id = await bot.world.programme(`${'Pelatihan panjang sekali '.repeat(4)}${n}`);
        const {
          programmeId: _,
          id: __,
          ...like
        } = await database.own.session.findFirstOrThrow({
          where: { programmeId: catfish, state: 'held' },
        });
        for (const [number, startsAt] of [
          new Date('2023-08-30T01:00:00Z'),
          new Date('2023-09-08T01:00:00Z'),
        ].entries()) {
          const state = number === 0 ? ('held' as const) : ('planned' as const);
          await db.write((tx) =>
            tx.session.create({ data: { ...like, programmeId: id, number, startsAt, state } }),
          );
        }
      }
      const petugas = await officer();
      await petugas.say('/ringkasan sekarang');
      expect(petugas.last().text.length).toBeLessThan(4096);
      expect(petugas.last().text).toContain('dan 30 lainnya');
    });
  });

  describe('sending', () => {
    it('goes on Monday 07.30, not before, and plans the next each time', async () => {
      const karutan = await bound();
      const said = () => karutan.messages().filter(({ text }) => text.startsWith('Pekan'));
      for (const [at, sent] of [
        ['2023-09-11T07:29:00+09:00', 0],
        ['2023-09-11T07:30:00+09:00', 1],
        ['2023-09-11T12:00:00+09:00', 1],
        ['2023-09-18T07:31:00+09:00', 2],
        ['2023-09-25T07:30:00+09:00', 3],
      ] as const) {
        bot.clock.set(at);
        await bot.deliver();
        await bot.deliver();
        expect(said()).toHaveLength(sent);
      }
      expect(said().map(({ text }) => text.split(':')[0])).toEqual([
        'Pekan 4–10 September 2023',
        'Pekan 11–17 September 2023',
        'Pekan 18–24 September 2023',
      ]);
    });

    it('sends of several missed ones only the latest, late, and records the others', async () => {
      const karutan = await bound();
      bot.clock.set('2023-10-04T10:00:00+09:00');
      for (let looks = 0; looks < 3; looks += 1) await bot.deliver();
      const said = karutan
        .messages()
        .slice(1)
        .map(({ text }) => text);
      expect(said).toHaveLength(1);
      expect(said[0]).toContain('Terlambat dikirim');
      expect(said[0]).toContain('Pekan 25 September – 1 Oktober 2023');
      expect(
        (await queue()).map(({ dedupeKey, state, cause }) => [dedupeKey.slice(-3), state, cause]),
      ).toEqual([
        ['W37', 'dropped', 'superseded'],
        ['W40', 'sent', null],
        ['W41', 'planned', null],
      ]);
    });

    it('mends a broken chain, makes up for the lost one, and leaves a whole one alone', async () => {
      const karutan = await bound();
      expect(await planSummaries(db, bot.clock.now())).toBe(0);
      await db.write((tx) => tx.outbox.deleteMany({ where: { unitId: bot.unitId } }));
      bot.clock.set('2023-09-12T10:00:00+09:00');
      expect(await planSummaries(db, bot.clock.now())).toBe(1);
      expect(await planSummaries(db, bot.clock.now())).toBe(0);
      await bot.deliver();
      expect(karutan.messages()).toHaveLength(2);
      expect((await queue()).map(({ dedupeKey, state }) => [dedupeKey.slice(-3), state])).toEqual([
        ['W37', 'sent'],
        ['W38', 'planned'],
      ]);
    });

    it('goes on after one that Telegram refuses for good', async () => {
      await bound();
      bot.failures.push(({ method, payload }) =>
        method === 'sendMessage' && String(payload['text']).includes('Pekan') ? new Error('ours') : undefined,
      );
      bot.clock.set('2023-09-11T07:30:00+09:00');
      for (let looks = 0; looks < 8; looks += 1) {
        await bot.deliver();
        bot.clock.advance({ minutes: 20 });
      }
      expect(
        (await queue())
          .filter(({ dedupeKey }) => dedupeKey.startsWith('summary:group'))
          .map(({ state }) => state),
      ).toEqual(['setAside', 'planned']);
    });

    it('tells the heads once when the bot is taken out of the group, and sends nothing there', async () => {
      const karutan = await bound();
      const taken = await bot.handle({
        my_chat_member: {
          chat: { id: staff.id, type: 'supergroup', title: staff.title },
          from: { id: 555, is_bot: false, first_name: 'Admin' },
          date: 0,
          old_chat_member: { status: 'member', user: { id: 4242, is_bot: true, first_name: 'Sambang' } },
          new_chat_member: {
            status: 'kicked',
            until_date: 0,
            user: { id: 4242, is_bot: true, first_name: 'Sambang' },
          },
        },
      });
      await bot.redeliver(taken);
      await bot.deliver();
      const privately = bot.as({ id: 11, name: 'Karutan Masohi' });
      expect(privately.messages().map(({ text }) => text)).toEqual([
        expect.stringContaining('"Staf Rutan" berhenti'),
      ]);
      bot.clock.set('2023-09-11T08:00:00+09:00');
      await bot.deliver();
      expect(karutan.messages()).toHaveLength(1);
      expect(await planSummaries(db, bot.clock.now())).toBe(0);
    });

    it('goes along when the group becomes a supergroup, told by either message', async () => {
      const karutan = await bound();
      const there = { id: -1009, title: staff.title };
      const service = (chat: { id: number; title: string }, more: object) =>
        bot.handle({
          message: { message_id: 5, date: 0, chat: { ...chat, type: 'supergroup' }, ...more } as never,
        });
      await service(staff, { migrate_to_chat_id: there.id });
      await service(there, { migrate_from_chat_id: staff.id });
      bot.clock.set('2023-09-11T07:30:00+09:00');
      await bot.deliver();
      expect(karutan.messages()).toHaveLength(1);
      expect(inGroup(bot.as({ id: 11, name: '' }), there).last().text).toContain('Pekan 4–10 September 2023');
      expect(await database.own.groupChat.findMany({ select: { chatId: true, unboundAt: true } })).toEqual([
        { chatId: -1009n, unboundAt: null },
      ]);
    });
  });
});

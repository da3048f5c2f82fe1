import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';

type Account = Awaited<ReturnType<TestBot['person']>>;

/** Tuesday, 5 September 2023, 11.30 WIT. */
const NOW = '2023-09-05T02:30:00Z';

const [sqlite] = databases();
if (!sqlite) throw new Error('no database to test on');

describe('planned sessions in the chat', () => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Account;
  let contact: Account;
  let trainer: Account;
  let fisheries: number;
  let programme: number;

  beforeAll(async () => {
    database = await sqlite.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database, { now: NOW });
    officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
    fisheries = await bot.world.agency('Dinas Perikanan');
    contact = await bot.person({ id: 21, name: 'Pak Dinas' }, 'agencyContact', fisheries);
    trainer = await bot.person({ id: 31, name: 'Pak Rudi' }, 'humas');
    ({ id: programme } = await bot.world.course({ size: 3, agencyId: fisheries }));
    const { id: personId } = await bot.own.person.findUniqueOrThrow({ where: { telegramId: 31n } });
    await bot.db.write((tx) => tx.programmeTrainer.create({ data: { programmeId: programme, personId } }));
  });

  /** The sweep and delivery at a moment in the unit's zone. */
  async function clock(moment: string): Promise<void> {
    bot.clock.set(new Date(`2023-${moment}:00+09:00`));
    for (const feature of bot.features) await feature.sweep?.(bot.clock.now());
    await bot.deliver();
  }
  const heard = (who: Account, text: string) =>
    who.messages().filter((message) => message.text.includes(text)).length;
  const planned = () =>
    bot.own.session.findMany({ where: { state: 'planned' }, orderBy: { startsAt: 'asc' } });

  async function saveTimetable(line = 'Kamis 09.00–11.00'): Promise<void> {
    await officer.say(`/sesi jadwal lele, ${line}`);
    await officer.tap('Simpan jadwal');
  }

  describe('the weekly timetable', () => {
    it('follows a day that is closed or opened again at once', async () => {
      await saveTimetable();
      const days = async () => (await planned()).map(({ plannedOn }) => plannedOn);
      const before = await days();
      expect(before).toContain('2023-09-14');
      const head = await bot.person({ id: 41, name: 'Pak Karutan' }, 'head');
      await head.say('/kunjungan tutup 14 September 2023, kerja bakti');
      expect(await days()).not.toContain('2023-09-14');
      await head.tap('14 Sep');
      expect(await days()).toEqual(before);
    });

    it('is typed in one line, shown as understood, and saved', async () => {
      await officer.say('/program lele');
      await officer.tap('Jadwal mingguan');
      expect(officer.last().text).toContain('Belum ada jadwal mingguan.');
      await officer.tap('Tambah jadwal');
      await officer.say('Selasa & Kamis 09.00–11.00');
      expect(officer.last().text).toContain('🔁 Setiap Selasa 09.00–11.00 WIT');
      expect(officer.last().text).toContain('🔁 Setiap Kamis 09.00–11.00 WIT');
      expect(officer.last().text).toContain('6 sesi dalam 4 minggu ke depan: Kam 7 Sep 09.00');
      expect(officer.last().text).toContain('• Kam 28 Sep: libur, Maulid Nabi Muhammad S.A.W.');
      expect(await planned()).toEqual([]);
      const update = await officer.tap('Simpan jadwal');
      await bot.redeliver(update);
      expect(officer.last().text).toContain('✅ Jadwal tersimpan. 6 sesi dijadwalkan');
      expect(await planned()).toHaveLength(6);
    });

    it('is tapped: days, then the hour; a typed hour goes with ticked days', async () => {
      await officer.say('/sesi jadwal lele');
      await officer.tap('Tambah jadwal');
      await officer.tap('Selasa');
      await officer.tap('Kamis');
      await officer.tap('Selasa');
      await officer.tap('08.00');
      expect(officer.last().text).toContain('🔁 Setiap Kamis 08.00–10.00 WIT');
      await officer.tap('Ubah hari/jam');
      await officer.tap('Rabu');
      await officer.say('13-14.30');
      expect(officer.last().text).toContain('🔁 Setiap Rabu 13.00–14.30 WIT');
      await officer.tap('Simpan jadwal');
      expect((await planned())[0]?.plannedOn).toBe('2023-09-06');
    });

    it('says what it doesn’t understand, with an example', async () => {
      await officer.say('/sesi jadwal lele, Selasa 9-11 di aula');
      expect(officer.last().text).toContain(
        'Saya belum mengerti jamnya di "di aula". Contoh: Selasa & Kamis',
      );
      await officer.say('/sesi jadwal tenun, Selasa 9-11');
      expect(officer.last().text).toContain('Tidak ada yang cocok dengan "tenun"');
    });

    it('refuses a time that overlaps, and ends one with a way back', async () => {
      await saveTimetable();
      await officer.say('/sesi jadwal lele, Kamis 10-12');
      expect(officer.last().text).toContain('Program ini sudah punya jadwal Kamis 09.00–11.00.');
      await officer.tap('Simpan jadwal');
      expect(await bot.own.timetableSlot.count()).toBe(1);
      await officer.tap('Batal');
      await officer.say('/sesi jadwal lele');
      const before = officer.last();
      const stale = { ...before, keyboard: before.keyboard };
      await officer.tap('Kamis 09.00');
      expect(officer.last().text).toContain('3 sesi terjadwal dari jadwal ini.');
      await officer.tap('Akhiri');
      expect(officer.last().text).toContain('Jadwal diakhiri. 3 sesi terjadwal dihapus dari daftar.');
      await officer.tap('Kamis 09.00', stale);
      expect(bot.queryAnswers.at(-1)?.text).toBe('Jadwal ini sudah berubah.');
      expect(await planned()).toEqual([]);
      const id = (await bot.own.timetableSlot.findFirstOrThrow()).id.toString(36);
      await officer.tapData(`ttback:${id}`);
      expect(officer.last().text).toContain('Jadwal berlaku lagi. 3 sesi dijadwalkan.');
    });

    it('is only looked at by agencies, whatever button they forge', async () => {
      await saveTimetable();
      await contact.say('/sesi jadwal lele, Senin 9-11');
      expect(contact.last().text).toContain('🔁 Kamis 09.00–11.00 WIT');
      expect(contact.buttons()).toEqual([['‹ Program']]);
      const { id } = await bot.own.timetableSlot.findFirstOrThrow();
      for (const name of ['ttslot', 'ttedit', 'ttend']) {
        await contact.tapData(`${name}:${id.toString(36)}`);
        expect(bot.queryAnswers.at(-1)).toMatchObject({ alert: true });
      }
      await contact.tapData(`ttadd:${programme.toString(36)}`);
      expect(bot.queryAnswers.at(-1)?.text).toContain('hanya dapat diatur oleh petugas');
      expect(await bot.own.timetableSlot.count({ where: { endedAt: null } })).toBe(1);
    });
  });

  describe('the day’s chase', () => {
    beforeEach(() => saveTimetable());

    it('reminds the trainer and the agency a day before, and nobody twice', async () => {
      await clock('09-06T07:00');
      expect(heard(contact, 'Besok')).toBe(0);
      await clock('09-06T08:00');
      await clock('09-06T09:00');
      for (const who of [contact, trainer]) {
        expect(heard(who, 'Besok: Budidaya Ikan Lele')).toBe(1);
        expect(who.last().text).toContain('Kamis, 7 September 2023, 09.00–11.00 WIT');
      }
      expect(contact.buttons()).toEqual([
        ['Lihat', 'Berhalangan'],
        ['⏰ Ingatkan lagi 1 jam', '⏰ Waktu lain …'],
      ]);
      expect(trainer.buttons()).toEqual([['Lihat'], ['⏰ Ingatkan lagi 1 jam', '⏰ Waktu lain …']]);
      expect(heard(officer, 'Besok')).toBe(0);
    });

    it('asks at 16.00 and the morning after, until it is recorded', async () => {
      await clock('09-07T15:30');
      expect(heard(officer, 'Belum dicatat: ')).toBe(0);
      await clock('09-07T16:00');
      expect(heard(officer, 'Belum dicatat: Budidaya Ikan Lele')).toBe(1);
      expect(heard(contact, 'Belum dicatat: Budidaya Ikan Lele')).toBe(1);
      expect(heard(trainer, 'Belum dicatat: ')).toBe(0);
      expect(officer.buttons().slice(0, 2)).toEqual([
        ['Isi sekarang'],
        ['Dibatalkan', 'Ditunda ke hari lain'],
      ]);
      expect(contact.buttons().slice(0, 2)).toEqual([['Isi sekarang'], ['Dibatalkan']]);
      const asked = { ...officer.last() };
      await clock('09-08T08:00');
      expect(heard(officer, 'Masih belum dicatat: Budidaya Ikan Lele')).toBe(1);
      expect(heard(contact, 'Masih belum dicatat')).toBe(0);
      await officer.tap('Isi sekarang');
      await officer.tap('Semua hadir');
      await officer.tap('Langsung periksa');
      await officer.tap('Simpan');
      expect(officer.last().text).toContain('Kamis, 7 September 2023, 09.00–11.00 WIT');
      await officer.tap('Isi sekarang', asked);
      expect(bot.queryAnswers.at(-1)?.text).toContain('Sesi ini sudah tercatat.');
      expect(await bot.own.session.count({ where: { state: 'held' } })).toBe(1);
    });

    it('falls silent once recorded', async () => {
      await clock('09-07T12:00');
      await officer.say('/sesi');
      await officer.tap('Catat: Budidaya Ikan Lele 09.00');
      await officer.tap('Semua hadir');
      await officer.tap('Langsung periksa');
      await officer.tap('Simpan');
      await clock('09-07T16:00');
      await clock('09-08T08:00');
      expect(heard(officer, 'elum dicatat: ') + heard(contact, 'elum dicatat: ')).toBe(0);
      const left = await bot.own.outbox.findMany({
        where: { kind: { startsWith: 'session.' }, state: 'withdrawn' },
      });
      expect([...new Set(left.map(({ cause }) => cause))]).toEqual(['recorded']);
    });

    it('goes to the officer who is named, else to who recorded last', async () => {
      const second = await bot.person({ id: 12, name: 'Pak Budi' }, 'officer');
      const { id } = await bot.own.person.findUniqueOrThrow({ where: { telegramId: 12n } });
      await bot.db.write((tx) => tx.programme.update({ where: { id: programme }, data: { officerId: id } }));
      await clock('09-07T16:00');
      expect(heard(second, 'Belum dicatat: ')).toBe(1);
      expect(heard(officer, 'Belum dicatat: ')).toBe(0);
    });

    it('catches up after the bot was down, without what lost its point', async () => {
      await clock('09-08T10:00');
      expect(heard(contact, 'Besok')).toBe(0);
      expect(heard(officer, 'Masih belum dicatat: ')).toBe(1);
      expect(heard(officer, 'Belum dicatat: ')).toBe(0);
    });

    it('can be switched off with the sessions, or with H-1', async () => {
      await contact.say('/pengaturan');
      await contact.tap('Pengingat');
      await contact.tap('H-1');
      await trainer.say('/pengaturan');
      await clock('09-06T08:00');
      expect(heard(contact, 'Besok: ')).toBe(0);
      expect(heard(trainer, 'Besok: ')).toBe(1);
      await contact.say('/pengaturan');
      await contact.tap('Pengingat');
      await contact.tap('Sesi');
      await clock('09-07T16:00');
      expect(heard(contact, 'Belum dicatat: ')).toBe(0);
    });
  });

  describe('a change of plan', () => {
    beforeEach(() => saveTimetable());

    it('by the agency is told once to who was reminded and to the officer, and can be made up for', async () => {
      await clock('09-06T08:00');
      await contact.tap('Berhalangan');
      await contact.tap('Pelatih berhalangan');
      expect(contact.last().text).toContain('❌ Dibatalkan: pelatih berhalangan');
      await bot.deliver();
      await bot.deliver();
      expect(heard(officer, 'Sesi dibatalkan: Budidaya Ikan Lele')).toBe(1);
      expect(heard(trainer, 'Sesi dibatalkan: Budidaya Ikan Lele')).toBe(1);
      expect(heard(contact, 'Sesi dibatalkan: ')).toBe(0);
      await officer.tap('Jadwalkan pengganti');
      await officer.say('jumat');
      await officer.tap('jam semula');
      expect(officer.last().text).toContain('Jumat, 8 September 2023, 09.00–11.00 WIT');
      await officer.tap('Jadwalkan');
      expect(officer.last().text).toContain('🔁 Pengganti sesi Kam 7 Sep 09.00 yang dibatalkan');
      await officer.tap('Lihat sesi yang dibatalkan');
      expect(officer.last().text).toContain('🔁 Diganti: Jum 8 Sep 09.00');
      await clock('09-07T08:00');
      expect(heard(contact, 'Pengganti sesi Kam 7 Sep 09.00 yang dibatalkan')).toBe(1);
    });

    it('with a reason of one’s own keeps the words', async () => {
      await officer.say('/sesi');
      await officer.tap('7 hari ke depan (1)');
      await officer.tap('Kam 7 Sep');
      await officer.tap('Batalkan sesi');
      await officer.say('Kolam sedang dikeringkan');
      expect(officer.last().text).toContain('❌ Dibatalkan: Kolam sedang dikeringkan');
      expect(await bot.own.session.findFirstOrThrow({ where: { state: 'cancelled' } })).toMatchObject({
        ...{ cancelReason: 'other', cancelNote: 'Kolam sedang dikeringkan' },
      });
    });

    it('that was a mistake is taken back, and those told are told again', async () => {
      await clock('09-06T08:00');
      const { id } = (await planned())[0] ?? { id: 0 };
      await officer.say(`/sesi_${id}`);
      const shown = { ...officer.last() };
      await officer.tap('Batalkan sesi');
      await officer.tap('Alasan lain');
      await officer.say('salah ketuk');
      await bot.deliver();
      expect(heard(contact, 'Sesi dibatalkan: ')).toBe(1);
      await officer.tap('Batalkan sesi', shown);
      expect(bot.queryAnswers.at(-1)?.text).toContain('Sesi ini sudah berubah.');
      await officer.say(`/sesi_${id}`);
      const update = await officer.tap('Urungkan pembatalan');
      await bot.redeliver(update);
      expect(officer.last().text).toContain('Pembatalan diurungkan; sesi terjadwal lagi.');
      await bot.deliver();
      expect(heard(contact, 'Sesi jadi diadakan: Budidaya Ikan Lele')).toBe(1);
      await clock('09-07T16:00');
      expect(heard(officer, 'Belum dicatat: ')).toBe(1);
    });

    it('to another day tells who was reminded, and reminds anew', async () => {
      await clock('09-06T08:00');
      const { id } = (await planned())[0] ?? { id: 0 };
      await officer.say(`/sesi_${id}`);
      await officer.tap('Pindahkan');
      await officer.say('Senin jam 13-15');
      expect(officer.last().text).toContain('Senin, 11 September 2023, 13.00–15.00 WIT');
      expect(officer.last().text).toContain('semula Kam 7 Sep 09.00');
      await officer.tap('Pindahkan');
      expect(officer.last().text).toContain('Sesi dipindahkan.');
      await bot.deliver();
      expect(contact.last().text).toContain('Sesi dipindahkan: Budidaya Ikan Lele');
      expect(contact.last().text).toContain('semula Kam 7 Sep 09.00');
      await clock('09-07T16:00');
      expect(heard(officer, 'Belum dicatat: ')).toBe(0);
      await clock('09-10T08:00');
      expect(heard(contact, 'Besok: Budidaya Ikan Lele')).toBe(2);
    });

    it('names who stands in for the trainer, also on the record', async () => {
      const { id } = (await planned())[0] ?? { id: 0 };
      await officer.say(`/sesi_${id}`);
      await officer.tap('Pelatih pengganti');
      await officer.say('Pak Anton');
      expect(officer.last().text).toContain('👤 Pelatih pengganti: Pak Anton');
      await officer.tap('Pelatih pengganti');
      expect(officer.buttons().flat()).toContain('Pelatih program (Pak Rudi)');
      await officer.tap('Batal');
      await clock('09-07T12:00');
      await officer.say('/sesi');
      await officer.tap('Catat: Budidaya');
      expect(officer.last().text).toContain('pelatih: Pak Anton');
      await officer.tap('Semua hadir');
      await officer.tap('Langsung periksa');
      await officer.tap('Simpan');
      expect(await bot.own.session.findFirstOrThrow({ where: { state: 'held' } })).toMatchObject({
        ...{ trainer: 'Pak Anton', number: 1 },
      });
    });
  });

  describe('the lists', () => {
    it('show what is due, overdue, ahead and cancelled', async () => {
      await saveTimetable('Selasa & Kamis 09.00–11.00');
      bot.clock.set('2023-09-14T03:00:00Z');
      await officer.say('/sesi');
      expect(officer.last().text).toContain(
        '1 terjadwal, 0 tercatat; 2 belum dicatat dari hari-hari sebelumnya',
      );
      expect(officer.buttons().slice(0, 4)).toEqual([
        ...[['Catat: Budidaya Ikan Lele 09.00'], ['⚠️ Sel 12 Sep: Budidaya Ikan Lele']],
        ...[['⚠️ Kam 7 Sep: Budidaya Ikan Lele'], ['🗓 7 hari ke depan (2)']],
      ]);
      const { id } = (await planned())[0] ?? { id: 0 };
      await officer.say(`/sesi_${id}`);
      expect(officer.buttons()[0]).toEqual(['Isi sekarang']);
      await officer.tap('Batalkan sesi');
      await officer.tap('Cuaca');
      await officer.say('/sesi lalu');
      expect(officer.buttons().slice(0, 3)).toEqual([
        ['Kam 14 Sep 09.00 · Budidaya Ikan Lele · ⚠️ belum dicatat'],
        ['Sel 12 Sep 09.00 · Budidaya Ikan Lele · ⚠️ belum dicatat'],
        ['Kam 7 Sep 09.00 · Budidaya Ikan Lele · ❌ cuaca atau keadaan kahar'],
      ]);
    });

    it('offer to plan what was typed for a day to come', async () => {
      await officer.say('/sesi lele, besok jam 9-11');
      expect(officer.last().text).toContain('Sesi itu belum berlangsung.');
      await officer.tap('Jadwalkan Rab 6 Sep 09.00');
      expect(officer.last().text).toContain('Jadwalkan sesi Budidaya Ikan Lele');
      await officer.tap('Jadwalkan');
      expect(officer.last().text).toContain('Sesi dijadwalkan.');
      // Planned after the day before’s hour: trainer and agency are told at once.
      await bot.deliver();
      expect(heard(contact, 'Besok: Budidaya Ikan Lele')).toBe(1);
    });

    it('speak English whole', async () => {
      await bot.db.write((tx) => tx.person.updateMany({ data: { locale: 'en' } }));
      await officer.say('/sessions timetable lele, Tuesdays and Thursdays 9-11');
      await officer.tap('Save the timetable');
      expect(officer.last().text).toContain('6 sessions are planned for the next 4 weeks.');
      await clock('09-06T08:00');
      expect(contact.last().text).toContain('Tomorrow: Budidaya Ikan Lele');
      await contact.tap("Can't come");
      await contact.tap('Weather');
      expect(contact.last().text).toContain('❌ Cancelled: weather or force majeure');
      await bot.deliver();
      await officer.tap('Plan a make-up session');
      await officer.say('friday 9-11');
      await officer.tap('Plan it');
      expect(officer.last().text).toContain('The make-up session is planned.');
      await clock('09-08T16:00');
      await officer.tap('Postponed');
      await officer.say('monday 9-11');
      await officer.tap('Move');
      expect(officer.last().text).toContain('The session is moved.');
    });
  });
});

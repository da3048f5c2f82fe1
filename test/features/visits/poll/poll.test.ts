import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';

type Someone = Awaited<ReturnType<TestBot['person']>>;

const LINE = '/kunjungan Dinas Perikanan dan Dinas Sosial, kamis atau jumat jam 10, kerja sama pelatihan';
const THURSDAY = 'Kamis, 31 Agustus 2023, 10.00–11.00 WIT';
const FRIDAY = 'Jumat, 1 September 2023, 10.00–11.00 WIT';

describe.each(databases())('a choice of times on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Someone;
  let kadis: Someone;
  let kadinsos: Someone;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    const fisheries = await bot.world.agency('Dinas Perikanan');
    const social = await bot.world.agency('Dinas Sosial');
    officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    kadis = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', fisheries);
    kadinsos = await bot.person({ id: 22, name: 'Pak Kadinsos' }, 'agencyHead', social);
  });

  async function deliver(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) {
      await bot.deliver();
      bot.clock.advance(2_000);
    }
  }

  async function offer(): Promise<void> {
    await officer.say(LINE);
    await officer.tap('Selasa, 29 Agustus 2023, 16.00 WIT');
    await officer.tap('Kirim pilihan');
    await deliver();
  }

  const planned = async (...kinds: readonly string[]) =>
    (
      await bot.own.outbox.findMany({
        where: { state: 'planned', kind: { in: [...kinds] } },
        orderBy: [{ dueAt: 'asc' }, { kind: 'asc' }],
      })
    ).map(({ kind, dueAt }) => `${kind} ${dueAt.toISOString()}`);

  it('is read from one line, answered by ticks, and the best becomes an agreed visit by one tap', async () => {
    await offer();
    expect(kadis.last().text).toContain(`1. ${THURSDAY}\n2. ${FRIDAY}`);
    expect(await planned('poll.nudge', 'poll.waiting', 'poll.over')).toEqual([
      'poll.nudge 2023-08-28T23:00:00.000Z',
      'poll.nudge 2023-08-28T23:00:00.000Z',
      'poll.waiting 2023-08-28T23:00:00.000Z',
      'poll.over 2023-08-29T07:00:00.000Z',
    ]);
    await kadis.tap('1 ✅');
    await kadis.tap('2 🟡');
    expect(kadis.last().text).toContain(`${FRIDAY} — 🟡 kalau perlu`);
    await kadinsos.tap('Semua ✅ bisa');
    await kadinsos.tap('1 ❌');
    await deliver();
    expect(officer.last().text).toContain('Semua sudah menjawab. Tetapkan waktunya.');
    expect(officer.last().text).toContain(`1. ${THURSDAY}\n✅ Dinas Perikanan · ❌ Dinas Sosial`);
    expect(officer.last().text).toContain('⭐ Terbaik: nomor 2 — 1 bisa, 1 kalau perlu; tidak ada bentrok');
    const stale = kadis.last();
    await officer.tap('Tetapkan 2: Jum 1 Sep 10.00');
    expect(officer.last().text).toContain(`✅ Disepakati`);
    expect(officer.last().text).toContain(FRIDAY);
    await deliver();
    expect(kadis.last().text).toContain(`Disepakati: ${FRIDAY}`);
    expect(kadinsos.last().text).toContain(`Disepakati: ${FRIDAY}`);
    expect(await planned('poll.nudge', 'poll.waiting', 'poll.over', 'poll.closed')).toEqual([]);
    const ahead = [...new Set(await planned('visit.H-1', 'visit.2h', 'visit.outcome'))];
    expect(ahead).toEqual([
      'visit.H-1 2023-08-30T23:00:00.000Z',
      'visit.2h 2023-08-31T23:00:00.000Z',
      'visit.outcome 2023-09-01T02:00:00.000Z',
    ]);
    const visit = await bot.own.visit.findFirstOrThrow({ include: { parties: true, events: true } });
    expect([visit.state, visit.sequence]).toEqual(['confirmed', 1]);
    expect(visit.events.map(({ kind }) => kind)).toEqual(['proposed', 'accepted', 'accepted']);
    const [asked] = await bot.own.visitPollParty.findMany({ orderBy: { id: 'asc' } });
    await kadis.tapData(`vqt:1:${asked?.agencyId.toString(36)}:1:n`, stale);
    expect(
      kadis
        .messages()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('Waktunya sudah ditetapkan');
    expect(
      await bot.own.visitPollParty.findMany({ select: { ticks: true }, orderBy: { id: 'asc' } }),
    ).toEqual([{ ticks: 'ym' }, { ticks: 'ny' }]);
  });

  it('fixed before all have answered, it asks the others; who can’t is told and left out', async () => {
    const farming = await bot.world.agency('Dinas Pertanian');
    const third = await bot.person({ id: 23, name: 'Pak Tani' }, 'agencyHead', farming);
    await officer.say(
      '/kunjungan Dinas Perikanan, Dinas Sosial dan Dinas Pertanian kamis atau jumat jam 10, panen',
    );
    await officer.tap('Selasa, 29 Agustus 2023, 16.00 WIT');
    await officer.tap('Kirim pilihan');
    await deliver();
    await kadis.tap('Semua ✅ bisa');
    await kadinsos.tap('Semua ❌ tidak');
    await deliver();
    expect(officer.last().text).toContain('Belum menjawab lengkap: Dinas Pertanian');
    await officer.tap('Tetapkan 1: Kam 31 Agu 10.00');
    await deliver();
    const { state, parties } = await bot.own.visit.findFirstOrThrow({
      include: { parties: { orderBy: { id: 'asc' } } },
    });
    expect([state, ...parties.map(({ answer }) => answer)]).toEqual(['proposed', 'accepted', 'pending']);
    expect(kadinsos.last().text).toContain('Waktunya sudah ditetapkan');
    expect(third.last().text).toContain(THURSDAY);
    await third.tap('Bersedia');
    await deliver();
    expect(kadis.last().text).toContain(`Disepakati: ${THURSDAY}`);
  });

  it('whoever doesn’t answer is asked again, and the officer hears when the deadline passes', async () => {
    await offer();
    await kadis.tap('Semua ✅ bisa');
    bot.clock.set('2023-08-28T23:00:00Z');
    await deliver();
    expect(kadinsos.last().text).toContain('Masih menunggu jawaban Anda');
    expect(kadis.last().text).not.toContain('Masih menunggu');
    expect(officer.last().text).toContain('Belum menjawab lengkap: Dinas Sosial');
    await officer.tap('Ingatkan yang belum');
    await deliver();
    expect(kadinsos.last().text).toContain('Masih menunggu jawaban Anda');
    bot.clock.set('2023-08-29T07:00:00Z');
    await deliver();
    expect(officer.last().text).toContain('Batas jawaban sudah lewat');
    expect(officer.last().text).toContain('batas lewat, 1 dari 2 belum menjawab');
  });

  it('an ended post neither hears nor answers, and nobody ticks for another agency', async () => {
    await offer();
    await bot.db.write((tx) =>
      tx.post.updateMany({ where: { person: { telegramId: 22n } }, data: { endedAt: bot.clock.now() } }),
    );
    const before = kadinsos.messages().length;
    await kadinsos.tap('1 ✅');
    bot.clock.set('2023-08-28T23:00:00Z');
    await deliver();
    expect(kadinsos.messages()).toHaveLength(before);
    const [fisheries, social] = await bot.own.visitPollParty.findMany({ orderBy: { id: 'asc' } });
    await kadis.tapData(`vqt:1:${social?.agencyId.toString(36)}:1:y`, kadis.last());
    expect([fisheries?.ticks, social?.ticks]).toEqual(['--', '--']);
    expect((await bot.own.visitPollParty.findMany()).every(({ answeredAt }) => answeredAt === null)).toBe(
      true,
    );
  });

  it('an answer by telephone is written down, with who gave it', async () => {
    await offer();
    await officer.tap('Catat jawaban');
    await officer.tap('Dinas Sosial');
    await officer.say('1 bisa; 3 tidak');
    expect(officer.last().text).toContain('Belum terbaca');
    await officer.say('1 bisa; 2 tidak');
    await officer.tap('Telepon');
    await officer.say('Ibu Ani');
    await deliver();
    expect(officer.last().text).toContain('✅ Dinas Sosial');
    expect(officer.last().text).toContain('❌ Dinas Sosial');
    const [, party] = await bot.own.visitPollParty.findMany({ orderBy: { id: 'asc' } });
    expect([party?.ticks, party?.via, party?.saidBy]).toEqual(['yn', 'telephone', 'Ibu Ani']);
    await officer.tap('Tetapkan 1');
    const event = await bot.own.visitEvent.findFirstOrThrow({ where: { kind: 'accepted' } });
    expect([event.via, event.saidBy, event.agencyId]).toEqual(['telephone', 'Ibu Ani', party?.agencyId]);
  });

  it('holds no time: what is taken meanwhile is said, and can’t be fixed', async () => {
    await offer();
    await kadis.tap('Semua ✅ bisa');
    await kadinsos.tap('Semua ✅ bisa');
    await officer.say('/kunjungan Dinas Perikanan, kamis jam 10, bibit');
    await officer.tap('Simpan dan kirim');
    await officer.say('/kunjungan pilihan');
    await officer.tap('Dinas Perikanan');
    expect(officer.last().text).toContain(`1. ${THURSDAY}\n✅ Dinas Perikanan · ✅ Dinas Sosial\n⚠️ bentrok`);
    expect(officer.last().text).toContain('Terbaik: nomor 2');
    await officer.tap('Tetapkan 1');
    expect(officer.last().text).toContain('Waktu itu kini bentrok');
    expect(await bot.own.visitPoll.count({ where: { state: 'open' } })).toBe(1);
  });

  it('is called off after a question, and the agencies hear of it', async () => {
    await offer();
    await officer.tap('Batalkan pilihan waktu');
    await officer.tap('Ya, batalkan');
    expect(officer.last().text).toContain('🚫 dibatalkan');
    await deliver();
    expect(kadis.last().text).toContain('Pilihan waktu ini dibatalkan');
    expect(await bot.own.visit.count()).toBe(0);
    const trail = await bot.own.auditEntry.findMany({ where: { subject: 'visitPoll' } });
    expect(trail.map(({ action }) => action)).toEqual(['visitPoll.cancel']);
  });

  it('is put together from free times, typed ones, and the calendar', async () => {
    await officer.say('/kunjungan pilihan');
    await officer.tap('Tawarkan beberapa waktu');
    await officer.tap('Dinas Perikanan');
    await officer.tap('Kita ke sana');
    await officer.tap('＋ Rab 30 Agu 10.00');
    expect(officer.last().text).toContain('1. Rabu, 30 Agustus 2023, 10.00–11.00 WIT');
    await officer.say('kemarin jam 9');
    expect(officer.last().text).toContain('sudah lewat');
    await officer.tap('Pilih dari kalender');
    await officer.tap('31');
    await officer.say('setengah 3 sore');
    expect(officer.last().text).toContain('2. Kamis, 31 Agustus 2023, 14.30–15.30 WIT');
    await officer.say('minggu jam 10');
    expect(officer.last().text).toContain('⚠️ di luar hari atau jam kerja');
    await officer.tap('✖️ 3');
    await officer.tap('Selesai (2 waktu)');
    await officer.say('panen');
    await officer.say('1 september');
    expect(officer.last().text).toContain('Batas jawaban harus sesudah sekarang');
    await officer.tap('Selasa, 29 Agustus 2023, 16.00 WIT');
    await officer.tap('Kirim pilihan');
    expect(officer.last().text).toContain('menunggu 1 dari 1 jawaban');
  });
});

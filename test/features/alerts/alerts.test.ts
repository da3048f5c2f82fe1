import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/access/actor.js';
import { onRecorded } from '../../../src/features/alerts/service.js';
import { rosterOn } from '../../../src/features/programmes/people/store.js';
import { createSessionCorrections } from '../../../src/features/sessions/correct/service.js';
import { createSessionLog } from '../../../src/features/sessions/log/service.js';
import { type Exceptional, sheetOf } from '../../../src/features/sessions/sheet/rules.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';
import { months } from '../../support/months.js';
import { at } from '../../support/world.js';

type Account = Awaited<ReturnType<TestBot['person']>>;

describe.each(conversations())('alerts on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let head: Account;
  let officer: Account;
  let recorder: Actor;
  let programmeId: number;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    // Tuesday, 1 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-01T09:00:00+09:00' });
    head = await bot.person({ id: 10, name: 'Pak Karutan' }, 'head');
    officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
    recorder = await bot.world.person('officer');
    ({ id: programmeId } = await bot.world.course({ size: 4 }));
    const { id: officerId } = await personOf(11);
    await bot.db.write((tx) => tx.programme.update({ where: { id: programmeId }, data: { officerId } }));
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });

  const personOf = (telegramId: number) =>
    bot.own.person.findUniqueOrThrow({ where: { telegramId: BigInt(telegramId) } });
  const deps = () => ({ db: bot.db, months, rosterOn, onRecorded });
  async function sheetAt(when: Date, marks: Exceptional) {
    const roster = await rosterOn(bot.db.read, { unitId: bot.unitId, programmeId }, when);
    return { kind: 'sheet' as const, at: '', sheet: sheetOf(roster, 'names'), marks };
  }
  /** Records the session of a day, 09.00–11.00, at noon of that day unless said otherwise. */
  async function held(day: string, marks: Exceptional, on = day, noon = '12:00'): Promise<number> {
    bot.clock.set(at(`${on}T${noon}`));
    const startsAt = at(`${day}T09:00`);
    const attendance = await sheetAt(startsAt, marks);
    const rest = { plannedId: undefined, topic: '', trainer: '', notes: '', photos: [] };
    const values = { ...rest, programmeId, startsAt, endsAt: at(`${day}T11:00`), attendance };
    const logged = await bot.db.write((tx) =>
      createSessionLog(deps()).record(tx, recorder, values, bot.clock.now()),
    );
    if (!logged.ok) throw new Error(logged.reason);
    return logged.id;
  }
  async function corrected(sessionId: number, marks: Exceptional): Promise<void> {
    const { version, startsAt } = await bot.own.session.findUniqueOrThrow({ where: { id: sessionId } });
    const attendance = await sheetAt(startsAt, marks);
    const rest = { topic: '', trainer: '', notes: '', reason: '' };
    const done = await bot.db.write((tx) =>
      createSessionCorrections(deps()).correct(
        tx,
        recorder,
        { ...rest, sessionId, version, attendance },
        bot.clock.now(),
      ),
    );
    if (!done.ok) throw new Error(done.reason);
  }
  /** The sweep and delivery at a moment. */
  async function moment(text: string): Promise<void> {
    bot.clock.set(at(text));
    for (const feature of bot.features) await feature.sweep?.(bot.clock.now());
    await bot.deliver();
  }
  const planned = () =>
    bot.own.outbox.findMany({
      where: { kind: { startsWith: 'alert.' } },
      select: { dedupeKey: true, state: true, cause: true },
      orderBy: { id: 'asc' },
    });
  const alerts = (who: Account) =>
    who
      .messages()
      .filter(({ text }) => text.startsWith('⚠️'))
      .map(({ text }) => text);

  it('three absences in a row are told of by name, once, ten minutes after they were recorded', async () => {
    await held('2023-08-08', { 2: 'absent' });
    await held('2023-08-15', { 2: 'refused' });
    await held('2023-08-22', { 2: 'sick' });
    await bot.deliver();
    expect(await planned()).toEqual([]);
    const last = await held('2023-08-29', { 2: 'absent' });
    await bot.deliver();
    expect(alerts(officer)).toEqual([]);
    bot.clock.advance({ minutes: 10 });
    await bot.deliver();
    expect(alerts(officer)).toEqual([
      [
        '⚠️ 3 kali berturut-turut tidak hadir',
        '👤 Peserta 02',
        '📘 Budidaya Ikan Lele',
        '• Sel 8 Agu: alpa',
        '• Sel 15 Agu: menolak',
        '• Sel 29 Agu: alpa',
        'Yang dihitung alpa dan menolak; sakit, izin, dan sidang tidak dihitung.',
        'Sebaiknya tanyakan sebabnya sebelum sesi berikutnya.',
      ].join('\n'),
    ]);
    const [{ id: enrolmentId } = { id: 0 }] = await bot.own.enrolment.findMany({
      where: { programmeId, participant: { name: 'Peserta 02' } },
    });
    const { id: personId } = await personOf(11);
    expect((await planned()).map(({ dedupeKey }) => dedupeKey)).toEqual([
      `alert:absence:enrolment:${enrolmentId}:session:${last}:v1:person:${personId}`,
    ]);
    await held('2023-09-05', { 2: 'absent' });
    await moment('2023-09-05T13:00');
    expect(alerts(officer)).toHaveLength(1);
    expect(alerts(head)).toEqual([]);

    expect(officer.buttons()).toEqual([
      ['Buka data peserta'],
      ['Lihat sesi terakhir'],
      ['Buka program'],
      ['⏰ Ingatkan lagi 1 jam', '⏰ Waktu lain …'],
    ]);
    await officer.tap('Buka data peserta');
    expect(officer.last().text).toContain('Peserta 02');
  });

  it('a new row after somebody came again is told of anew', async () => {
    for (const day of ['08-01', '08-08', '08-15']) await held(`2023-${day}`, { 1: 'absent' });
    await moment('2023-08-15T13:00');
    await held('2023-08-22', {});
    for (const day of ['08-29', '09-05', '09-12']) await held(`2023-${day}`, { 1: 'absent' });
    await moment('2023-09-12T13:00');
    expect(alerts(officer).map((text) => text.split('\n')[1])).toEqual(['👤 Peserta 01', '👤 Peserta 01']);
  });

  it('a slip that is corrected in time is told to nobody, and is told when it comes back', async () => {
    await held('2023-08-08', { 2: 'absent' });
    await held('2023-08-15', { 2: 'absent' });
    const last = await held('2023-08-22', { 2: 'absent' });
    await corrected(last, { 3: 'absent' });
    await moment('2023-08-22T13:00');
    expect(alerts(officer)).toEqual([]);
    expect(await planned()).toMatchObject([{ state: 'withdrawn', cause: 'over' }]);
    await corrected(last, { 2: 'absent' });
    await moment('2023-08-22T13:30');
    expect(alerts(officer)).toHaveLength(1);
  });

  it('a mark far back that is corrected can make a row too', async () => {
    await held('2023-08-08', { 2: 'absent' });
    const middle = await held('2023-08-09', {});
    await held('2023-08-10', { 2: 'absent' });
    await held('2023-08-11', { 2: 'court' });
    expect(await planned()).toEqual([]);
    await corrected(middle, { 2: 'refused' });
    expect(await planned()).toMatchObject([{ state: 'planned' }]);
  });

  it('says nothing of whoever has left the programme meanwhile', async () => {
    for (const day of ['08-08', '08-15', '08-22']) await held(`2023-${day}`, { 2: 'absent' });
    await bot.db.write((tx) =>
      tx.enrolment.updateMany({
        where: { programmeId, participant: { name: 'Peserta 02' } },
        data: { state: 'ended', endReason: 'transferred', endedAt: bot.clock.now() },
      }),
    );
    await moment('2023-08-22T13:00');
    expect(alerts(officer)).toEqual([]);
    expect(await planned()).toMatchObject([{ state: 'dropped', cause: 'over' }]);
  });

  it('a rate under 75 % over four sessions is told of once, and again only after it has recovered', async () => {
    const bad = (day: number): Exceptional => ({
      [(day % 4) + 1]: 'absent',
      [((day + 1) % 4) + 1]: 'refused',
    });
    const days = Array.from({ length: 12 }, (_, n) => `2023-08-${String(n + 1).padStart(2, '0')}`);
    for (const [n, day] of days.entries()) {
      const mended = n >= 6 && n < 10;
      await held(day, mended ? {} : bad(2 * (n % 2)));
      await moment(`${day}T13:00`);
      // Four bad ones until the 4th, still low on the 8th, right on the 9th and 10th, low again on the 12th at the latest.
      const rates = alerts(officer).filter((text) => text.includes('Kehadiran rendah'));
      expect(rates.length, day).toBe(n < 3 ? 0 : 1);
    }
    await held('2023-08-13', bad(0));
    await moment('2023-08-13T13:00');
    const rates = alerts(officer).filter((text) => text.includes('Kehadiran rendah'));
    expect(rates).toHaveLength(2);
    expect(rates[0]).toBe(
      [
        '⚠️ Kehadiran rendah: Budidaya Ikan Lele',
        '4 sesi terakhir: hadir 8 dari 16 yang wajib hadir = 50 %. Batasnya 75 %.',
        '• Sel 1 Agu: 2 dari 4 (50 %)',
        '• Rab 2 Agu: 2 dari 4 (50 %)',
        '• Kam 3 Agu: 2 dari 4 (50 %)',
        '• Jum 4 Agu: 2 dari 4 (50 %)',
        'Hadir dan terlambat dibagi semua yang wajib hadir; sakit, izin, dan sidang tidak dihitung.',
        'Lihat siapa yang sering tidak hadir dan tanyakan sebabnya. Kabar ini tidak diulang selama angkanya belum pulih.',
      ].join('\n'),
    );
    await officer.tap('Lihat sesinya');
    expect(officer.last().text).toContain('Sesi lalu');
  });

  it('a running programme without a session for two weeks is told of once, and recording answers it', async () => {
    await held('2023-08-01', {});
    await moment('2023-08-15T23:00');
    expect(alerts(officer)).toEqual([]);
    await moment('2023-08-16T08:00');
    await moment('2023-08-16T08:20');
    for (const day of ['17', '24', '31']) await moment(`2023-08-${day}T10:00`);
    expect(alerts(officer)).toEqual([
      [
        '⚠️ Sudah 14 hari tanpa sesi: Budidaya Ikan Lele',
        'Sesi terakhir yang tercatat: Selasa, 1 Agustus 2023.',
        'Bila sesinya ada tetapi belum dicatat, catat sekarang.',
      ].join('\n'),
    ]);
    const told = officer.messages().find(({ text }) => text.startsWith('⚠️'));
    await officer.tap('Catat sesi', told);
    expect(officer.last().text).toContain('Tanggal berapa sesinya?');
    await held('2023-08-30', {}, '2023-08-31');
    await moment('2023-09-14T07:00');
    bot.clock.set(at('2023-09-14T08:00'));
    for (const feature of bot.features) await feature.sweep?.(bot.clock.now());
    expect((await planned()).map(({ state }) => state)).toEqual(['sent', 'planned']);
    await held('2023-09-13', {}, '2023-09-14', '08:05');
    expect((await planned()).map(({ state }) => state)).toEqual(['sent', 'withdrawn']);
  });

  it('is silent about programmes that have not begun, are over, or are drafts', async () => {
    const set = (data: { state?: 'draft' | 'finished' | 'running'; startsOn?: string; endsOn?: string }) =>
      bot.db.write((tx) => tx.programme.update({ where: { id: programmeId }, data }));
    for (const state of ['draft', 'finished'] as const) {
      await set({ state });
      await moment('2023-09-01T10:00');
    }
    await set({ state: 'running', startsOn: '2023-08-25' });
    await moment('2023-09-08T10:00');
    expect(await planned()).toEqual([]);
    await moment('2023-09-09T10:00');
    await moment('2023-09-09T10:10');
    expect(alerts(officer)).toEqual([expect.stringContaining('sejak Jumat, 25 Agustus 2023.')]);
  });

  it('goes to the heads where nobody is named or whoever was has left, and says so', async () => {
    await bot.db.write((tx) =>
      tx.post.updateMany({
        where: { person: { telegramId: 11n } },
        data: { endedAt: bot.clock.now() },
      }),
    );
    await moment('2023-08-20T10:00');
    await moment('2023-08-20T10:10');
    expect(alerts(officer)).toEqual([]);
    expect(alerts(head)).toEqual([
      expect.stringContaining('Program ini sedang tanpa petugas penanggung jawab, jadi Anda yang dikabari.'),
    ]);
  });

  it('goes to the heads where whoever was named has left for a partner', async () => {
    const { id: personId } = await personOf(11);
    const startedAt = bot.clock.now();
    await bot.db.write(async (tx) => {
      const name = { name: 'Dinas Perikanan', searchName: 'dinas perikanan' };
      const { id: agencyId } = await tx.agency.create({
        data: { ...name, unitId: bot.unitId, createdAt: startedAt },
      });
      await tx.post.updateMany({ where: { personId }, data: { endedAt: startedAt } });
      const post = { unitId: bot.unitId, personId, agencyId, kind: 'agencyContact' as const, startedAt };
      await tx.post.create({ data: post });
    });
    await moment('2023-08-20T10:00');
    await moment('2023-08-20T10:10');
    expect(alerts(officer)).toEqual([]);
    expect(alerts(head)).toEqual([
      expect.stringContaining('Program ini sedang tanpa petugas penanggung jawab, jadi Anda yang dikabari.'),
    ]);
  });

  it('shows number and initials to an officer of the programme who may not see names', async () => {
    await bot.person({ id: 12, name: 'Humas' }, 'humas');
    const { id: officerId } = await personOf(12);
    await bot.db.write((tx) => tx.programme.update({ where: { id: programmeId }, data: { officerId } }));
    await bot.db.write((tx) =>
      tx.participant.updateMany({
        where: { name: 'Peserta 02' },
        data: { name: 'Peserta Budi Seipatiratu' },
      }),
    );
    for (const day of ['08-08', '08-15', '08-22']) await held(`2023-${day}`, { 2: 'absent' });
    await moment('2023-08-22T13:00');
    const [text] = bot.shown.filter(({ chatId }) => chatId === 12).map((message) => message.text);
    expect(text).toContain('👤 No. 2 (P.B.S.)');
    expect(text).not.toContain('Seipatiratu');
    expect(alerts(officer)).toEqual([]);
  });

  it('can be switched off like any reminder', async () => {
    await officer.say('/pengaturan');
    await officer.tap('Pengingat');
    await officer.tap('✓ Peringatan');
    await moment('2023-08-20T10:00');
    await moment('2023-08-20T10:10');
    expect(alerts(officer)).toEqual([]);
    expect(await planned()).toMatchObject([{ state: 'dropped', cause: 'muted' }]);
  });

  it('comes of what is recorded in the chat', async () => {
    for (const day of ['08-08', '08-15']) await held(`2023-${day}`, { 1: 'absent' });
    bot.clock.set(at('2023-08-22T12:00'));
    await officer.say('/sesi budidaya, hari ini jam 9-11');
    await officer.say('1 alpa');
    await officer.tap('Langsung periksa');
    await officer.tap('Simpan');
    await moment('2023-08-22T13:00');
    expect(alerts(officer)).toEqual([expect.stringContaining('👤 Peserta 01')]);
  });
});

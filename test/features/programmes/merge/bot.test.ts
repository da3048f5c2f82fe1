import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';
import { at } from '../../../support/world.js';

describe.each(conversations())('merging records by bot on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Awaited<ReturnType<TestBot['person']>>;
  let las: number;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database, { now: '2023-09-05T05:20:00Z' });
    officer = await bot.person({ id: 7, name: 'Petugas' }, 'officer');
    las = await bot.world.programme('Las', { state: 'running' });
  });
  afterAll(() => database.close());

  /** What is to be read now, with the buttons. */
  const screen = () => {
    const rows = officer.buttons().map((row) => row.map((label) => `[${label}]`).join(' '));
    return `${[officer.last().text, ...rows].join('\n')}\n`;
  };

  const detainee = () =>
    bot.world.participant({
      ...{ name: 'Ani Latu', registerNumber: 'A.III 7/2023', registerKey: 'AIII7/2023', birthYear: 1991 },
      ...{ registerClass: 'A_III' as const, from: at('2023-08-01T08:00') },
    });
  const convict = () =>
    bot.world.participant({
      ...{ name: 'Ani Latu', registerNumber: 'B.I 1/2023', registerKey: 'BI1/2023', birthYear: 1991 },
      ...{ from: at('2023-09-01T08:00') },
    });
  const enrolments = () =>
    bot.own.enrolment.findMany({
      select: {
        participantId: true,
        state: true,
        endReason: true,
        endedAt: true,
        changes: { select: { state: true, from: true, until: true }, orderBy: { id: 'asc' } },
      },
      orderBy: { id: 'asc' },
    });

  async function mergeThem() {
    await officer.say('/peserta BI1/2023');
    await officer.tap('🔗 Gabungkan…');
    await officer.tap('A.III 7/2023');
  }

  test('one person counts once, is found by either number, and is apart again as they were', async () => {
    const [before, now] = [await detainee(), await convict()];
    await bot.world.enrol({ programmeId: las, participantId: before });
    const stood = await enrolments();
    await mergeThem();
    await expect(screen()).toMatchFileSnapshot('screens/ask.txt');
    expect(officer.last().text).toContain('✓ tahun lahir: 1991');
    await officer.tap('Ya, gabungkan');
    await officer.tap('Nomornya berubah');
    await expect(screen()).toMatchFileSnapshot('screens/merged.txt');
    expect(officer.last().text).toContain('Las: aktif');
    expect(officer.last().text).toContain('Nomor terdahulu: A.III 7/2023');
    for (const query of ['ani latu', '7/2023', '1/2023']) {
      await officer.say(`/peserta ${query}`);
      expect(officer.last().text).toContain('No. register B.I 1/2023');
    }
    await officer.say('/peserta');
    expect(officer.last().text).toContain('1 orang');
    await officer.say('/jumlah');
    expect(officer.last().text).toContain('1 orang');
    expect(officer.last().text).toContain('narapidana');

    // What is entered meanwhile is the record's that it is entered for.
    const batik = await bot.world.programme('Batik', { state: 'running' });
    await officer.say('/peserta ani latu');
    await officer.tap('Daftarkan');
    await officer.tap('Batik');
    await officer.say('/peserta ani latu');
    await officer.tap('Pisahkan lagi');
    await officer.tap('A.III 7/2023');
    expect(officer.last().text).toContain('Sudah dipisahkan');
    const apart = await enrolments();
    expect(apart.filter(({ participantId }) => participantId === before)).toEqual(stood);
    expect(apart.filter(({ participantId }) => participantId === now)).toMatchObject([{ state: 'active' }]);
    expect(await bot.own.enrolment.count({ where: { programmeId: batik, participantId: now } })).toBe(1);
    await officer.say('/peserta');
    expect(officer.last().text).toContain('2 orang');
    const audit = await bot.own.auditEntry.findMany({ select: { action: true, actorId: true } });
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['participant.merge', 'participant.unmerge']),
    );
  });

  test('of two enrolments in one programme it is asked which goes on, and both are back afterwards', async () => {
    const [before, now] = [await detainee(), await convict()];
    await bot.world.enrol({ programmeId: las, participantId: before });
    await bot.world.enrol({ programmeId: las, participantId: now }, ['waiting', at('2023-09-02T08:00')]);
    const stood = await enrolments();
    await mergeThem();
    expect(officer.last().text).toContain('Las: A.III 7/2023: aktif; B.I 1/2023: daftar tunggu');
    await expect(screen()).toMatchFileSnapshot('screens/clash.txt');
    expect(officer.buttons().flat()).not.toContain('Ya, gabungkan');
    await officer.tap('Gabungkan, teruskan yang A.III 7/2023');
    await officer.tap('Tercatat dua kali');
    expect(officer.last().text).toContain('Sudah digabung');
    expect((await enrolments()).map(({ state, endReason }) => [state, endReason])).toEqual([
      ['active', null],
      ['ended', 'merged'],
    ]);
    await officer.tap('Pisahkan lagi');
    await officer.tap('A.III 7/2023');
    expect(await enrolments()).toEqual(stood);
  });

  test('who was said to be another isn’t offered again, and nobody but the unit’s own merges', async () => {
    await detainee();
    await convict();
    await mergeThem();
    await officer.tap('Bukan orang yang sama');
    expect(officer.last().text).toContain('Tidak ditanyakan lagi');
    await officer.tap('🔗 Gabungkan…');
    expect(officer.last().text).toContain('Tidak ada orang lain');
    await officer.tap('🔎 Cari yang lain');
    await officer.say('7/2023');
    await officer.tap('A.III 7/2023');
    expect(officer.last().text).toContain('Pernah dinyatakan bukan orang yang sama');
  });

  test('namesakes on a sheet show what tells them apart', async () => {
    const [one, other] = [await detainee(), await convict()];
    for (const participantId of [one, other]) await bot.world.enrol({ programmeId: las, participantId });
    await officer.say('/sesi Las, tadi jam 9-11');
    expect(officer.last().text).toContain('Ani Latu (…7)');
    expect(officer.last().text).toContain('Ani Latu (…1)');
  });
});

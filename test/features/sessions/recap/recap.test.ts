import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';
import { at } from '../../../support/world.js';

describe.each(conversations())('attendance from a file on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database, { now: '2023-09-05T02:30:00Z' });
  });

  it('is shown beside what is recorded before anything is, and records what is missing', async () => {
    const officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
    const course = await bot.world.course({ size: 2 });
    const [first, second] = await bot.own.participant.findMany({ orderBy: { name: 'asc' } });
    await bot.world.session(course.id, at('2023-09-01T09:00'), { number: 1 });
    const recorded = await bot.own.session.findFirstOrThrow();
    await bot.db.write((tx) =>
      tx.attendance.createMany({
        data: [first, second].map((one, index) => ({
          sessionId: recorded.id,
          participantId: one?.id ?? 0,
          number: index + 1,
          mark: 'present' as const,
        })),
      }),
    );
    const csv = [
      'No;Nama;No Reg;1;2;3;9',
      `1;${first?.name};${first?.registerNumber};H;S;H;H`,
      `2;${second?.name};${second?.registerNumber};A;H;;H`,
      '3;Orang Asing;B.I 999/2023;H;H;H;H',
    ].join('\n');
    await officer.document('rekap.csv', Buffer.from(csv));
    expect(officer.last().text).toContain('rekap.csv: 3 orang, 4 hari.');
    await officer.tap('Budidaya Ikan Lele');
    await officer.say('september 2023');
    if (officer.last().text.includes('Jam berapa')) await officer.say('9-11');
    const { text } = officer.last();
    expect(text).toContain('Akan dicatat: 1 sesi');
    expect(text).toContain('sudah tercatat lain, tidak diubah');
    expect(text).toContain('hadir → alpa');
    expect(text).toContain('1 peserta tidak ada di berkas');
    expect(text).toContain('belum terjadi, dilewati');
    expect(text).toContain('baris 4, Orang Asing: tidak ada di program ini');
    expect(await bot.own.session.count()).toBe(1);
    await officer.tap('Catat 1 sesi');
    expect(officer.last().text).toContain('✅ Tercatat 1 sesi dari berkas.');
    const made = await bot.own.session.findFirstOrThrow({
      where: { startsAt: at('2023-09-02T09:00') },
      include: { attendance: { orderBy: { number: 'asc' } } },
    });
    expect(made.attendance.map(({ mark }) => mark)).toEqual(['sick', 'present']);
    // The file again: all of it is there now, but for what differs.
    await officer.document('rekap.csv', Buffer.from(csv));
    await officer.tap('Budidaya Ikan Lele');
    await officer.say('september 2023');
    if (officer.last().text.includes('Jam berapa')) await officer.say('9-11');
    expect(officer.last().text).toContain('sudah tercatat, sama');
    await officer.tap('Catat 0 sesi');
    expect(officer.last().text).toContain('Tidak ada sesi yang dapat dicatat dari berkas ini.');
  });

  it('a recap as an office has it is offered as attendance, compared with what is recorded', async () => {
    const officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
    const { id: programmeId } = await bot.world.course({ size: 0 });
    for (const [name, registerKey] of [
      ['Yakob Tualena', 'BI1/2023'],
      ['Simon Latuheru', 'BI2/2023'],
    ] as const) {
      const participantId = await bot.world.participant({ name, registerKey });
      await bot.world.enrol({ programmeId, participantId });
    }
    const recap = readFileSync(new URL('../../files/cases/18-recap.xlsx', import.meta.url));
    await officer.document('rekap.xlsx', recap);
    expect(officer.last().text).toContain('rekap.xlsx: 2 orang, 5 hari.');
    await officer.tap('Budidaya Ikan Lele');
    await officer.say('agustus 2023');
    if (officer.last().text.includes('Jam berapa')) await officer.say('9-11');
    expect(officer.last().text).toContain('Akan dicatat: 5 sesi');
    expect(await bot.own.session.count()).toBe(0);
    await officer.tap('Catat 5 sesi');
    const sessions = await bot.own.session.findMany({
      orderBy: { startsAt: 'asc' },
      include: { attendance: { orderBy: { participant: { registerKey: 'asc' } } } },
    });
    expect(sessions.map(({ attendance }) => attendance.map(({ mark }) => mark))).toEqual([
      ['present', 'present'],
      ['present', 'excused'],
      ['sick', 'present'],
      ['absent', 'present'],
      ['present', 'present'],
    ]);
  });

  it('that touches a closed month says so, and needs leave', async () => {
    const officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
    const head = await bot.person({ id: 10, name: 'Pak Karutan' }, 'head');
    await bot.world.course({ size: 2 });
    const [first, second] = await bot.own.participant.findMany({ orderBy: { name: 'asc' } });
    await head.say('/sesi tutup agustus');
    expect(await bot.own.monthReport.count()).toBe(1);
    const csv = [
      'No;Nama;No Reg;21;22',
      `1;${first?.name};${first?.registerNumber};H;H`,
      `2;${second?.name};${second?.registerNumber};H;A`,
    ].join('\n');
    const send = async () => {
      await officer.document('rekap.csv', Buffer.from(csv));
      await officer.tap('Budidaya Ikan Lele');
      await officer.say('agustus 2023');
      if (officer.last().text.includes('Jam berapa')) await officer.say('9-11');
    };
    await send();
    expect(officer.last().text).toContain('Mengubah Agustus 2023 yang sudah ditutup');
    expect(officer.last().text).toContain('Kepala dapat membuka Agustus 2023');
    await officer.tap('Catat 2 sesi');
    expect(officer.last().text).toContain('Agustus 2023 sudah ditutup oleh Pak Karutan');
    expect(await bot.own.session.count()).toBe(0);
    await officer.say('/batal');

    await head.say('/sesi buka agustus');
    await head.say('lembar ditemukan');
    await head.tap('Sesi');
    await head.tap('Petugas dan kepala');
    await head.say('besok');
    await head.tap('Buka');
    await send();
    expect(officer.last().text).toContain('Boleh: Agustus 2023 sedang dibuka');
    await officer.tap('Catat 2 sesi');
    expect(officer.last().text).toContain('✅ Tercatat 2 sesi dari berkas.');
    expect(await bot.own.monthRevision.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { action: 'session.log', after: { sessions: { held: 1 }, attendance: { attended: 2, expected: 2 } } },
      { action: 'session.log', after: { sessions: { held: 2 }, attendance: { attended: 3, expected: 4 } } },
    ]);
  });

  it('leaves a list of participants to the import', async () => {
    const officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
    await officer.document('wbp.csv', Buffer.from('No;Nama;No Reg\n1;Yakob Tualena;B.I 001/2023\n'));
    expect(officer.last().text).not.toContain('Kehadiran dari berkas');
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at } from '../../../support/world.js';

describe.each(databases())('attendance from a file on $kind', ({ open }) => {
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

  it('leaves a list of participants to the import', async () => {
    const officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
    await officer.document('wbp.csv', Buffer.from('No;Nama;No Reg\n1;Yakob Tualena;B.I 001/2023\n'));
    expect(officer.last().text).not.toContain('Kehadiran dari berkas');
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databases, type TestDatabase } from '../../../support/database.js';
import { type FollowUpWorld, followUpWorld } from '../held-visit.js';

describe.each(databases())('follow-ups asked for in one line on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: FollowUpWorld;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    world = await followUpWorld(database);
    const visit = await world.visit();
    await world.open(visit, 'Kirim draf PKS', '2023-09-15', { agencyId: world.fisheries });
    await world.open(visit, 'Siapkan ruang kelas', '2023-09-10', { ownerId: world.officerId });
  });
  afterEach(async () => {
    await world.bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const asked = async (line: string) => {
    await world.officer.say(line);
    return world.officer.last().text.split('\n');
  };

  it.each([
    ['/tindaklanjut saya', 'Tindak lanjut · Tugas saya'],
    ['/tindaklanjut Tugas saya.', 'Tindak lanjut · Tugas saya'],
    ['/tindaklanjut selesai', 'Tindak lanjut · Selesai'],
    ['/followups done', 'Tindak lanjut · Selesai'],
    ['/tindaklanjut terlambat', 'Tindak lanjut · Terbuka'],
  ])('%s is a part of the list', async (line, title) => {
    expect((await asked(line))[0]).toBe(title);
  });

  it.each([
    [
      'what was agreed',
      '/tindaklanjut DRAF',
      ['1. Kirim draf PKS — Dinas Perikanan, Jum 15 Sep (15 hari lagi)'],
    ],
    ['who does it', '/tindaklanjut budi', ['1. Siapkan ruang kelas — Anda, Min 10 Sep (10 hari lagi)']],
    [
      'two words, in any order',
      '/tindaklanjut kelas, siapkan',
      ['1. Siapkan ruang kelas — Anda, Min 10 Sep (10 hari lagi)'],
    ],
    [
      'an agency of the visit',
      '/tindaklanjut perikanan',
      [
        '1. Siapkan ruang kelas — Anda, Min 10 Sep (10 hari lagi)',
        '2. Kirim draf PKS — Dinas Perikanan, Jum 15 Sep (15 hari lagi)',
      ],
    ],
  ])('finds by %s', async (_what, line, entries) => {
    expect((await asked(line)).slice(1)).toEqual(entries);
    await world.officer.tap('1');
    expect(world.officer.last().text).toContain(entries[0]?.slice(3, 15));
  });

  it('finds what is closed behind what is open, a page at a time', async () => {
    const visit = await world.visit();
    for (let n = 1; n <= 8; n += 1)
      await world.open(visit, `Laporan ${n}`, '2023-09-20', { agencyId: world.social });
    const { id } = await world.bot.own.followUp.findFirstOrThrow({ where: { what: 'Laporan 1' } });
    await world.bot.db.write((tx) =>
      tx.followUp.update({ where: { id }, data: { state: 'done', closedAt: world.bot.clock.now() } }),
    );
    await world.bot.world.followUp(visit, 'Laporan 9', '2023-09-21', { agencyId: world.social });
    const first = await asked('/tindaklanjut laporan');
    expect(first[0]).toBe('Tindak lanjut dengan "laporan"');
    expect(first).toHaveLength(9);
    await world.officer.tap('Berikutnya');
    expect(world.officer.last().text.split('\n').slice(1)).toEqual([
      '9. ✅ Laporan 1 — Dinas Sosial, Rab 20 Sep',
    ]);
  });

  it('says so where nothing matches, and shows an agency what is its own alone', async () => {
    expect((await asked('/tindaklanjut kolam'))[1]).toContain('Tidak ada yang cocok');
    expect((await asked('/tindaklanjut 🐟'))[1]).toContain('Tidak ada yang cocok');
    await world.kadis.say('/tindaklanjut kelas');
    expect(world.kadis.last().text).toContain('Tidak ada yang cocok');
    await world.kadis.say('/tindaklanjut draf');
    expect(world.kadis.last().text).toContain('1. Kirim draf PKS');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchName } from '../../src/reading/search-name.js';
import { databases, type TestDatabase } from '../support/database.js';
import { type HostileWorld, hostileWorld } from './hostile-world.js';

const OWN = ['Batal', '‹ Kembali', 'Lewati', 'Simpan'];

describe.each(databases())('Kembali on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: HostileWorld;
  beforeAll(async () => {
    database = await open();
    world = await hostileWorld(database);
    const { bot } = world;
    // Thirty agencies, with names as long as they may be.
    await bot.db.write((tx) =>
      tx.agency.createMany({
        data: Array.from({ length: 30 }, (_, n) => {
          const name = `${n} Badan Pengelola ${'Keuangan dan Aset Daerah '.repeat(5)}`.slice(0, 120).trim();
          return { unitId: bot.unitId, name, searchName: searchName(name), createdAt: bot.clock.now() };
        }),
      }),
    );
  });
  afterAll(() => database.close());

  it.each([
    ['a visit', '/kunjungan', 'Jadwalkan'],
    ['a session', '/sesi', 'Sesi lain'],
    ['a programme', '/program', '＋ Program'],
  ])('leads through %s step by step to where it began', async (_what, command, button) => {
    const officer = world.bot.as(world.accounts.officer);
    await officer.say(command);
    await officer.tap(button);
    const seen: string[] = [];
    for (let steps = 0; steps < 12; steps += 1) {
      const { text } = officer.last();
      const labels = officer.buttons().flat();
      if (labels.some((label) => label.startsWith('Simpan'))) break;
      seen.push(text);
      const choice = labels.find(
        (label) => !OWN.includes(label) && /[\p{L}\d]/u.test(label) && !label.startsWith('Berikutnya'),
      );
      if (labels.includes('Lewati')) await officer.tap('Lewati');
      else if (choice !== undefined && choice !== 'Pilih satu per satu') await officer.tap(choice);
      else await officer.say('Budidaya');
      if (officer.last().text === text) await officer.say('Budidaya Rumput Laut');
    }
    expect(seen.length).toBeGreaterThan(2);
    expect(officer.last().text).not.toBe(seen.at(-1));
    await officer.tap('Batal');

    // Once more, turning round before the last answer.
    await officer.say(command);
    await officer.tap(button);
    expect(officer.last().text).toBe(seen[0]);
    const path = [officer.last().text];
    for (let steps = 0; steps < 2; steps += 1) {
      const labels = officer.buttons().flat();
      const choice = labels.find(
        (label) => !OWN.includes(label) && /[\p{L}\d]/u.test(label) && !label.startsWith('Berikutnya'),
      );
      if (choice === undefined) await officer.say('Budidaya Teripang');
      else await officer.tap(choice);
      path.push(officer.last().text);
    }
    for (const before of path.slice(0, -1).toReversed()) {
      await officer.tap('Kembali');
      // What was answered meanwhile is kept, and named above the question.
      expect(officer.last().text.split('\n\n').at(-1)).toBe(before.split('\n\n').at(-1));
    }
    expect(officer.buttons().flat()).not.toContain('‹ Kembali');
    await officer.say('batal');
  });
});

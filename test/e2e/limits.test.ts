import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databases, type TestDatabase } from '../support/database.js';
import { PATIENCE_MS } from '../support/patience.js';
import { HEAD, STRANGER, startWorld, type World } from './world.js';

/** Somebody without a post writes far more than a person would, while the head works. */
describe.each(databases())('a flood on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: World;
  beforeAll(async () => {
    database = await open({ neighbours: false });
    await database.db.close();
    world = await startWorld(database.url, '2023-08-29T08:00:00+09:00');
    world.seat(HEAD).say(`/start ${world.claimCode()}`);
    await world.seat(HEAD).sees('Anda kini Kepala Rutan');
  });
  afterAll(async () => {
    await world.stop();
    await database.close();
  });

  it('of one stranger gets a few answers, and the head every one, in order', async () => {
    const [head, stranger] = [world.seat(HEAD), world.seat(STRANGER)];
    const began = world.clock.now().getTime();
    const asked = ['/mitra', '/program', '/kunjungan', '/mitra'];
    const before = head.texts().length;
    for (const command of asked) {
      for (let n = 0; n < 500; n += 1) stranger.say(`halo ${n}`);
      head.say(command);
    }
    await world.telegram.waitFor(HEAD, () => head.texts().length >= before + asked.length, PATIENCE_MS);
    const minutes = (world.clock.now().getTime() - began) / 60_000;
    expect(stranger.texts().length).toBeLessThanOrEqual(6 + Math.ceil(6 * minutes));
    const answers = head.texts().slice(before);
    expect(answers).toHaveLength(asked.length);
    expect(answers[0]).toBe(answers[3]);
    expect(new Set(answers).size).toBe(3);
    expect(world.refused).toEqual([]);
  });

  it('of codes stops after five, and the head is told', async () => {
    const [head, stranger] = [world.seat(HEAD), world.seat(STRANGER)];
    // A minute in which the stranger may write again.
    world.clock.set('2023-08-29T09:00:00+09:00');
    for (let n = 0; n < 20; n += 1) stranger.say(`/start ABCD-EFG${n}`);
    // The head's own code was the first.
    await head.sees('Ada yang menebak kode undangan', '7 kali');
  });
});

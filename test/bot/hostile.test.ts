import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSaid, type Step, step } from '../../bench/drills/hostile/steps.js';
import { updateOf } from '../../bench/drills/hostile/updates.js';
import { unwrapped } from '../../src/telegram/retry.js';
import { databases, type TestDatabase } from '../support/database.js';
import { size } from '../support/size.js';
import { type HostileWorld, hostileWorld } from './hostile-world.js';

/** How many updates; more by hand, with another seed. */
const UPDATES = Number(process.env['FUZZ_UPDATES'] ?? size(800, 2_400));
const SEED = Number(process.env['FUZZ_SEED'] ?? 20231);

describe.each(databases())('hostile updates on $kind', ({ kind, open }) => {
  let database: TestDatabase;
  let world: HostileWorld;
  beforeAll(async () => {
    database = await open();
    world = await hostileWorld(database);
  });
  afterAll(async () => {
    await world.bot.stop();
    await database.close();
  });

  it('raise no fault, get an answer where one is waited for, tell a group no name, and leave another unit alone', async () => {
    const { bot, accounts, file } = world;
    const around = {
      accountOf: (who: Step['who']) => (who === 'nobody' ? undefined : accounts[who]),
      shown: bot.shown,
      file,
    };
    const otherBefore = await world.otherState();
    const wrong = new Map<string, string>();
    const note = (what: string, update: object) => {
      if (!wrong.has(what)) wrong.set(what, JSON.stringify(update).slice(0, 700));
    };
    for (const each of fc.sample(step, { seed: SEED, numRuns: kind === 'sqlite' ? UPDATES : UPDATES / 4 })) {
      const update = updateOf(each, around);
      const before = bot.calls.length;
      const fault = await bot.handle(update).then(
        () => undefined,
        (raised: unknown) => unwrapped(raised),
      );
      if (fault !== undefined)
        note(fault instanceof Error ? (fault.stack ?? '').slice(-900) : 'fault', update);
      const calls = bot.calls.slice(before);
      const told = calls.filter(({ method }) => method !== 'setMyCommands');
      if ('callback_query' in update && !told.some(({ method }) => method === 'answerCallbackQuery'))
        note('a tap without an answer', update);
      const waits =
        each.kind === 'message' && each.place === 'private' && each.who !== 'nobody' && isSaid(each.content);
      // An album is answered once, not each of its messages.
      const isOfAlbum = JSON.stringify(update).includes('"media_group_id"');
      if (waits && !isOfAlbum && told.length === 0) note('silence', update);
      for (const { payload } of calls)
        if (Number(payload['chat_id']) < 0 && /Rahasia/u.test(JSON.stringify(payload)))
          note('a name in a group', update);
      bot.shown.splice(0, bot.shown.length - 400);
    }
    expect([...wrong]).toEqual([]);
    expect(await world.otherState()).toBe(otherBefore);
  });
});

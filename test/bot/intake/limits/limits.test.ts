import type { Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { createBuckets } from '../../../../src/bot/intake/limits/buckets.js';
import { createLimits } from '../../../../src/bot/intake/limits/limits.js';
import { createPostholders } from '../../../../src/bot/intake/limits/postholders.js';
import { triesCode } from '../../../../src/features/people/index.js';
import { createLogger } from '../../../../src/lib/logger.js';
import { isoDate, localDate } from '../../../../src/lib/zoned.js';
import { NOW, ZONE } from '../../../support/world.js';

const HEAD = 1;
const STRANGER = 2;
const GROUP = -1_001_000_000_001;

let number = 0;
/** @param date In seconds; as of now unless given. */
function says(personId: number, text: string, chatId = personId, date = 4_000_000_000): Update {
  number += 1;
  const chat =
    chatId > 0
      ? { id: chatId, type: 'private' as const, first_name: 'A' }
      : { id: chatId, type: 'supergroup' as const, title: 'G' };
  const from = { id: personId, is_bot: false, first_name: 'A' };
  return { update_id: number, message: { message_id: number, date, chat, from, text } };
}

/** The limits, with what they read and told. */
function setUp(posted: readonly number[] = [HEAD]) {
  const holders = new Set(posted);
  const told: Update[] = [];
  const guessed: { tries: number; day: string }[] = [];
  let reads = 0;
  let now = NOW.getTime();
  const postholders = createPostholders({
    read: async () => {
      reads += 1;
      return new Set(holders);
    },
    logger: createLogger('silent'),
    wait: () => Promise.resolve(),
  });
  const limits = createLimits({
    postholders,
    dayOf: (instant) => isoDate(localDate(instant, ZONE)),
    triesCode: ({ message }) => triesCode({ text: message?.text ?? '' }),
    onTooFast: (update) => told.push(update),
    onGuessing: (tries, day) => guessed.push({ tries, day }),
  });
  const admit = async (update: Update) => (await limits.admit(update, new Date(now))) === 'take';
  return {
    limits,
    postholders,
    holders,
    told,
    guessed,
    reads: () => reads,
    pass: (ms: number) => {
      now += ms;
    },
    /** How many of so many are taken, `everyMs` apart. */
    send: async (count: number, everyMs: number, make: (n: number) => Update) => {
      let taken = 0;
      for (let n = 0; n < count; n += 1) {
        if (await admit(make(n))) taken += 1;
        now += everyMs;
      }
      return taken;
    },
  };
}

describe('somebody with a post', () => {
  it('loses nothing that waited through an outage and comes at once, sent at their usual pace', async () => {
    const { send, told } = setUp();
    const hourAgo = NOW.getTime() / 1_000 - 3_600;
    expect(await send(400, 0, (n) => says(HEAD, 'a', HEAD, hourAgo + n * 3))).toBe(400);
    expect(told).toEqual([]);
    // Sent within a moment it is too fast, whenever it comes.
    expect(await send(400, 0, () => says(HEAD, 'a', HEAD, hourAgo + 1_300))).toBeLessThan(200);
  });

  it('is never limited at twenty messages a minute, however long', async () => {
    const { send, told } = setUp();
    expect(await send(600, 3_000, () => says(HEAD, 'halo'))).toBe(600);
    expect(told).toEqual([]);
  });

  it('may forward a hundred pictures at once', async () => {
    const { send } = setUp();
    expect(await send(100, 0, () => says(HEAD, 'foto'))).toBe(100);
  });

  it('who sends two thousand in ten seconds is told once that it is too fast, and read again after a while', async () => {
    const { send, told, pass } = setUp();
    const taken = await send(2_000, 5, () => says(HEAD, 'x'));
    expect(taken).toBeLessThan(150);
    expect(told).toHaveLength(1);
    pass(60_000);
    expect(await send(1, 0, () => says(HEAD, 'halo'))).toBe(1);
  });

  it('is limited as one person over all chats, and not by what others do in them', async () => {
    const { send } = setUp();
    expect(await send(200, 0, (n) => says(HEAD, 'x', n % 2 ? GROUP : HEAD))).toBe(120);
    const other = setUp();
    await other.send(500, 10, () => says(STRANGER, 'x', GROUP));
    expect(await other.send(20, 0, () => says(HEAD, '/jumlah', GROUP))).toBe(20);
  });

  it('is taken during a flood of a hundred thousand strangers, which takes no more room', async () => {
    const { send, limits } = setUp();
    expect(limits).toBeDefined();
    const before = await send(100_000, 0, (n) => says(10 + n, 'halo'));
    expect(before).toBeLessThanOrEqual(60);
    expect(await send(20, 0, () => says(HEAD, '/kunjungan'))).toBe(20);
  });

  it('who got the post a moment ago is not dropped by what was read before', async () => {
    const { send, holders } = setUp();
    expect(await send(20, 0, () => says(STRANGER, 'halo'))).toBe(6);
    holders.add(STRANGER);
    expect(await send(20, 0, () => says(STRANGER, '/kunjungan'))).toBe(20);
  });

  it('whose post has ended is a stranger within a minute', async () => {
    const { send, holders, pass } = setUp();
    expect(await send(20, 0, () => says(HEAD, 'halo'))).toBe(20);
    holders.delete(HEAD);
    pass(60_000);
    await send(1, 0, () => says(STRANGER, 'x'));
    expect(await send(20, 0, () => says(HEAD, 'halo'))).toBe(6);
  });

  it('is not dropped while nobody can say who holds one', async () => {
    const postholders = createPostholders({
      read: () => Promise.reject(new Error('out of reach')),
      logger: createLogger('silent'),
      wait: () => Promise.resolve(),
    });
    const nothing = () => undefined;
    const limits = createLimits({
      postholders,
      dayOf: () => 'x',
      triesCode: () => false,
      onTooFast: nothing,
      onGuessing: nothing,
    });
    for (let n = 0; n < 50; n += 1) expect(await limits.admit(says(HEAD, 'halo'), NOW)).toBe('take');
  });
});

describe('a stranger', () => {
  it('gets a few answers a minute, silently beyond', async () => {
    const { send, told } = setUp();
    const taken = await send(240, 500, () => says(STRANGER, 'halo'));
    expect(taken).toBeGreaterThanOrEqual(16);
    expect(taken).toBeLessThanOrEqual(18);
    expect(told).toEqual([]);
  });

  it('may try five codes a day, and heads are told once a day', async () => {
    const { send, guessed, pass } = setUp();
    expect(await send(20, 30_000, (n) => says(STRANGER, `/start AAAA-${n}`))).toBe(5);
    expect(guessed).toEqual([{ tries: 6, day: '2023-09-05' }]);
    pass(24 * 3_600_000);
    expect(await send(20, 30_000, (n) => says(STRANGER, `/start AAAA-${n}`))).toBe(5);
    expect(guessed.map(({ day }) => day)).toEqual(['2023-09-05', '2023-09-06']);
  });

  it('and all others together may try five hundred codes a day', async () => {
    const { send, guessed } = setUp();
    expect(await send(2_000, 10, (n) => says(10 + n, '/start ABCD-EFGH'))).toBe(500);
    expect(guessed).toEqual([{ tries: 30, day: '2023-09-05' }]);
  });

  it('without a code does not use up what is kept for those who have one', async () => {
    const { send } = setUp();
    await send(5_000, 0, (n) => says(10 + n, 'halo'));
    expect(await send(1, 0, () => says(STRANGER, '/start 7KQ4-M2XD'))).toBe(1);
  });

  it('in a group that nobody bound is taken twenty times a minute with all others there', async () => {
    const { send } = setUp();
    expect(await send(60, 0, (n) => says(10 + n, '/help', GROUP))).toBe(20);
  });
});

it('updates without a sender are taken as those of strangers', async () => {
  const { send } = setUp();
  expect(await send(100, 0, (n) => ({ update_id: n }))).toBe(60);
});

describe('who holds a post', () => {
  it('is read once for all that ask at a time', async () => {
    const { send, reads, limits } = setUp();
    await send(6, 0, () => says(STRANGER, 'halo'));
    const before = reads();
    const asked = Array.from({ length: 500 }, async () => limits.admit(says(STRANGER, 'halo'), NOW));
    await Promise.all(asked);
    expect(reads() - before).toBeLessThanOrEqual(2);
  });
});

describe('buckets', () => {
  it('remember no more names than they may', () => {
    const buckets = createBuckets({ burst: 1, perMinute: 1 }, 100);
    for (let n = 0; n < 100_000; n += 1) buckets.take(n, n);
    expect(buckets.size()).toBe(100);
  });

  it('forget the one that was used the longest time ago', () => {
    const buckets = createBuckets({ burst: 1, perMinute: 1 }, 2);
    expect(['a', 'b', 'a', 'c', 'a', 'b'].map((name) => buckets.take(name, 0))).toEqual([
      ...[true, true, false],
      ...[true, false, true],
    ]);
  });

  it('fill up again, to the brim and no more, also where the clock went back', () => {
    const buckets = createBuckets({ burst: 2, perMinute: 60 }, 1);
    const take = (now: number) => buckets.take('a', now);
    expect([take(0), take(0), take(0)]).toEqual([true, true, false]);
    expect([take(1_000), take(1_000)]).toEqual([true, false]);
    expect([take(0), take(600_000), take(600_000), take(600_000)]).toEqual([false, true, true, false]);
  });
});

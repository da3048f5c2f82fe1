import * as fc from 'fast-check';
import { BotError, type Context, GrammyError, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDispatcher, type DispatcherOptions } from '../../../src/bot/intake/dispatcher.js';
import type { UpdateOutcome } from '../../../src/bot/intake/handling.js';
import { createLogger } from '../../../src/lib/logger.js';
import { deferred } from '../../support/promises.js';
import { message, type Rows, rows, settle } from './rows.js';

let stored: Rows;
beforeAll(async () => {
  stored = await rows();
});
afterAll(() => stored.close());

/** An update with no more than what its key is taken from. */
const raw = (id: number, part: object): Update => ({ update_id: id, ...part });

/** As grammY throws what its middleware threw. */
function wrapped(error: Error): BotError {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing reads the context
  return new BotError(error, {} as Context);
}

const network = (): HttpError => new HttpError('no network', new Error('ECONNRESET'));

function telegramError(code: number, retryAfter?: number): GrammyError {
  const parameters = retryAfter === undefined ? {} : { retry_after: retryAfter };
  const answer = { ok: false, error_code: code, description: 'as told', parameters } as const;
  return new GrammyError('failed', answer, 'sendMessage', {});
}

/** A dispatcher whose waits take no time, with what it was seen to do. */
function make(options: Partial<DispatcherOptions>) {
  const seen = {
    waits: [] as number[],
    givenUp: [] as unknown[],
    outcomes: [] as UpdateOutcome[],
    log: [] as string[],
  };
  const dispatcher = createDispatcher({
    handle: async () => {},
    giveUp: async (_, error) => void seen.givenUp.push(error),
    logger: createLogger('debug', { write: (line) => seen.log.push(line) }),
    store: stored.store,
    causeOf: () => undefined,
    timeLimitMs: 5_000,
    retries: 3,
    wait: async (ms) => void seen.waits.push(ms),
    onOutcome: (outcome) => seen.outcomes.push(outcome),
    ...options,
  });
  return { dispatcher, seen };
}

describe('order', () => {
  it('is kept for one person in one chat, while others go on', async () => {
    const gates = new Map([1, 2, 3, 4].map((id) => [id, deferred()]));
    const started: number[] = [];
    const { dispatcher } = make({
      handle: async ({ update_id: id }) => {
        started.push(id);
        await gates.get(id)?.promise;
      },
    });
    const batch = Promise.all([
      dispatcher.dispatch(message(7, 7, 1)),
      dispatcher.dispatch(message(7, 7, 2)),
      dispatcher.dispatch(message(8, 8, 3)),
      dispatcher.dispatch(message(7, 9, 4)),
    ]);
    await settle();
    expect(started).toEqual([1, 3, 4]);
    gates.get(1)?.resolve();
    await settle();
    expect(started).toEqual([1, 3, 4, 2]);
    for (const gate of gates.values()) gate.resolve();
    await batch;
  });

  const parts: [string, object][] = [
    ['a message', { message: { chat: { id: 7 }, from: { id: 9 } } }],
    ['an edited message', { edited_message: { chat: { id: 7 }, from: { id: 9 } } }],
    ['a tap', { callback_query: { from: { id: 9 }, message: { chat: { id: 7 } } } }],
    ['a change of membership', { my_chat_member: { chat: { id: 7 }, from: { id: 9 } } }],
    ['a reaction', { message_reaction: { chat: { id: 7 }, user: { id: 9 } } }],
  ];
  it.each(parts)('takes the chat and the person from %s', async (_, part) => {
    const gate = deferred();
    const started: number[] = [];
    const { dispatcher } = make({
      handle: async ({ update_id: id }) => {
        started.push(id);
        await gate.promise;
      },
    });
    const first = dispatcher.dispatch(message(7, 9, 1));
    const second = dispatcher.dispatch(raw(2, part));
    const other = dispatcher.dispatch(raw(3, { inline_query: { from: { id: 9 } } }));
    await settle();
    expect(started).toEqual([1, 3]);
    gate.resolve();
    await Promise.all([first, second, other]);
    expect(started).toEqual([1, 3, 2]);
  });

  it('holds for updates without chat and person by their kind', async () => {
    const { dispatcher, seen } = make({});
    await dispatcher.dispatch(raw(1, { poll: { id: 'x' } }));
    await dispatcher.dispatch({ update_id: 2 });
    expect(seen.outcomes.map(({ kind }) => kind)).toEqual(['poll', 'unknown']);
  });

  it('holds with any mix of keys, durations and failures, each once, never too many at a time', async () => {
    const step = fc.record({ key: fc.nat(4), turns: fc.nat(5), fails: fc.boolean() });
    const property = fc.asyncProperty(
      fc.array(step, { maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      async (steps, concurrency) => {
        const ended: number[] = [];
        const inHand = new Set<number>();
        let most = 0;
        const { dispatcher, seen } = make({
          concurrency,
          retries: 0,
          async handle({ update_id: id }) {
            const key = steps[id]?.key ?? -1;
            expect(inHand.has(key)).toBe(false);
            inHand.add(key);
            most = Math.max(most, inHand.size);
            for (let turn = 0; turn < (steps[id]?.turns ?? 0); turn++) await Promise.resolve();
            inHand.delete(key);
            ended.push(id);
            if (steps[id]?.fails) throw new Error('failed');
          },
        });
        await Promise.all(steps.map(({ key }, id) => dispatcher.dispatch(message(key, key, id))));
        await dispatcher.idle();
        expect(ended.toSorted((a, b) => a - b)).toEqual(steps.map((_, id) => id));
        for (const { key } of steps) {
          const own = ended.filter((id) => steps[id]?.key === key);
          expect(own).toEqual(own.toSorted((a, b) => a - b));
        }
        expect(most).toBeLessThanOrEqual(concurrency);
        expect(seen.givenUp.length).toBe(steps.filter(({ fails }) => fails).length);
      },
    );
    await fc.assert(property, { numRuns: 200 });
  });
});

/** Fails with each error in turn, then works. */
function failing(errors: unknown[], options: Partial<DispatcherOptions> = {}) {
  let tries = 0;
  const made = make({
    handle: async () => {
      tries++;
      if (errors.length > 0) throw errors.shift();
    },
    ...options,
  });
  return { ...made, tries: () => tries };
}

describe('a failure', () => {
  it.each([
    ['of the network', network()],
    ['of Telegram (502)', telegramError(502)],
    ["in grammY's wrapping", wrapped(network())],
  ])('%s is tried again', async (_, error) => {
    const { dispatcher, seen, tries } = failing([error, error]);
    await dispatcher.dispatch(message(1, 1));
    expect(tries()).toBe(3);
    expect(seen.givenUp).toEqual([]);
    expect(seen.outcomes).toMatchObject([{ kind: 'message', outcome: 'handled', tries: 3 }]);
    expect(seen.waits).toHaveLength(2);
    expect(seen.waits[0]).toBeLessThanOrEqual(300);
    expect(seen.waits[1]).toBeLessThanOrEqual(600);
  });

  it('of the database is tried again if it may pass', async () => {
    const busy = new Error('busy');
    const { dispatcher, seen, tries } = failing([busy], { isTransient: (error) => error === busy });
    await dispatcher.dispatch(message(1, 1));
    expect([tries(), seen.givenUp]).toEqual([2, []]);
  });

  it('for haste waits as long as told, and not longer than half a minute', async () => {
    const told = failing([telegramError(429, 7)]);
    await told.dispatcher.dispatch(message(1, 1));
    expect(told.seen.waits).toEqual([7_000]);
    const tooLong = failing([telegramError(429, 600)]);
    await tooLong.dispatcher.dispatch(message(1, 1));
    expect([tooLong.seen.waits, tooLong.tries(), tooLong.seen.givenUp.length]).toEqual([[], 1, 1]);
  });

  it.each([
    ['of the program', new TypeError('x')],
    ['of Telegram (400)', telegramError(400)],
  ])('%s is given up at once, with the error itself', async (_, error) => {
    const { dispatcher, seen, tries } = failing([wrapped(error)]);
    await dispatcher.dispatch(message(1, 1));
    expect(tries()).toBe(1);
    expect(seen.givenUp).toEqual([error]);
    expect(seen.outcomes).toMatchObject([{ outcome: 'given-up', tries: 1 }]);
  });

  it('that stays is given up once, after the last try', async () => {
    const errors = Array.from({ length: 10 }, network);
    const { dispatcher, seen, tries } = failing(errors);
    await dispatcher.dispatch(message(1, 1));
    expect([tries(), seen.givenUp.length]).toEqual([4, 1]);
  });

  it('keeps the order of its chat through its tries', async () => {
    const order: number[] = [];
    let failed = false;
    const { dispatcher } = make({
      handle: async ({ update_id: id }) => {
        order.push(id);
        if (id === 1 && !failed) {
          failed = true;
          throw network();
        }
      },
    });
    await Promise.all([dispatcher.dispatch(message(1, 1, 1)), dispatcher.dispatch(message(1, 1, 2))]);
    expect(order).toEqual([1, 1, 2]);
  });

  it('of which Telegram could not even be asked to tell is an outage, and all is tried anew', async () => {
    const errors = Array.from({ length: 10 }, network);
    const told: unknown[] = [];
    const { dispatcher, seen, tries } = failing(errors, {
      giveUp: async (_, error) => {
        told.push(error);
        throw network();
      },
    });
    await dispatcher.dispatch(message(1, 1));
    expect([tries(), seen.outcomes]).toMatchObject([11, [{ outcome: 'handled', tries: 11 }]]);
    expect(told.length).toBeGreaterThan(0);
  });

  it('of a database out of reach is waited out, however long', async () => {
    const gone = new Error('gone');
    const errors = Array.from({ length: 50 }, () => gone);
    const { dispatcher, seen, tries } = failing(errors, { isOutage: (error) => error === gone });
    expect(await dispatcher.dispatch(message(1, 1))).toBe(true);
    expect([tries(), seen.givenUp]).toEqual([51, []]);
    expect(Math.max(...seen.waits)).toBeLessThanOrEqual(5_000);
  });

  it('to tell of a failure is logged and stops nothing', async () => {
    const { dispatcher, seen } = failing([new Error('Budi')], { giveUp: () => Promise.reject(network()) });
    await dispatcher.dispatch(message(1, 1));
    await dispatcher.dispatch(message(1, 1));
    expect(seen.log.join('')).toContain('the person could not be told');
    expect(seen.outcomes.map(({ outcome }) => outcome)).toEqual(['given-up', 'handled']);
  });
});

describe('an update over its time limit', () => {
  afterEach(() => void vi.useRealTimers());

  it('is told of once to the person, and given up all the same if it fails later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const gate = deferred();
    const told: number[] = [];
    const { dispatcher, seen } = make({
      handle: () => gate.promise,
      tellDelay: async ({ update_id: id }) => void told.push(id),
    });
    const update = message(1, 1);
    const dispatched = dispatcher.dispatch(update);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toEqual([update.update_id]);
    gate.reject(new Error('late'));
    await dispatched;
    await dispatcher.idle();
    expect(seen.givenUp).toEqual([new Error('late')]);
    expect(told).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is told to wait for the database, once, where that has been gone for three seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const gone = new Error('gone');
    const told: string[] = [];
    let tries = 0;
    let goneFor = 0;
    const { dispatcher, seen } = make({
      handle: async () => {
        tries += 1;
        if (goneFor < 60_000) throw gone;
      },
      isOutage: (error) => error === gone,
      tellOutage: async () => void told.push(`outage after ${goneFor >= 3_000}`),
      tellDelay: async () => void told.push('delay'),
      // Pauses grow by chance: a long one would let the word of the delay come first.
      wait: async (ms) => {
        const passed = Math.min(ms, 1_000);
        goneFor += passed;
        await vi.advanceTimersByTimeAsync(passed);
      },
    });
    await dispatcher.dispatch(message(1, 1));
    await dispatcher.idle();
    expect(told).toEqual(['outage after true']);
    expect(tries).toBeGreaterThan(5);
    expect(seen.outcomes).toMatchObject([{ outcome: 'handled' }]);
    goneFor = 59_000;
    await dispatcher.dispatch(message(1, 1));
    await dispatcher.idle();
    expect(told).toHaveLength(1);
  });

  it('goes on where the person could not be told', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const gate = deferred();
    const { dispatcher, seen } = make({
      handle: () => gate.promise,
      tellDelay: () => Promise.reject(new Error('blocked')),
    });
    void dispatcher.dispatch(message(1, 1));
    await vi.advanceTimersByTimeAsync(5_000);
    gate.resolve();
    await dispatcher.idle();
    expect(seen.outcomes).toMatchObject([{ outcome: 'handled' }]);
    expect(seen.log.join('')).toContain('"what":"delay"');
  });
});

it('lets a hundred silent chats keep nobody waiting', async () => {
  const silence = deferred();
  const { dispatcher, seen } = make({
    concurrency: 50,
    handle: ({ update_id: id }) => (id <= 100 ? silence.promise : Promise.resolve()),
  });
  const silent = Array.from({ length: 100 }, (_, n) => dispatcher.dispatch(message(n, n, n + 1)));
  await dispatcher.dispatch(message(1_000, 1_000, 1_000));
  expect(seen.outcomes).toHaveLength(1);
  silence.resolve();
  await Promise.all(silent);
});

it('is idle from the start', async () => {
  await expect(make({}).dispatcher.idle()).resolves.toBeUndefined();
});

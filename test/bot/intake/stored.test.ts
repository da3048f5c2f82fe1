import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createDispatcher,
  type Dispatcher,
  type DispatcherOptions,
} from '../../../src/bot/intake/dispatcher.js';
import { createUpdateStore, pruneUpdates } from '../../../src/bot/intake/stored/store.js';
import { createLogger } from '../../../src/lib/logger.js';
import { createSeal, KEY_BYTES } from '../../../src/lib/shut/seal.js';
import { databases } from '../../support/database.js';
import { PATIENCE_MS } from '../../support/patience.js';
import { deferred } from '../../support/promises.js';
import { message, type Rows, rows } from './rows.js';

describe.each(databases())('updates that are stored on $kind', (kind) => {
  let stored: Rows;
  beforeAll(async () => {
    stored = await rows(kind);
  });
  afterEach(() => stored.reset());
  afterAll(() => stored.close());

  /** A run of the program, as far as it takes updates in. */
  function make(options: Partial<DispatcherOptions> = {}) {
    const handled: number[] = [];
    const news: string[] = [];
    const dispatcher: Dispatcher = createDispatcher({
      handle: async ({ update_id: id }) => void handled.push(id),
      giveUp: async () => {},
      store: stored.store,
      causeOf: () => 'TypeError',
      onSetAside: ({ updateId }, cause) => news.push(`${updateId} ${cause}`),
      onStored: (what) => news.push(what),
      logger: createLogger('silent'),
      storeAfterMs: 5,
      timeLimitMs: PATIENCE_MS,
      retries: 0,
      ...options,
    });
    return { dispatcher, handled, news };
  }

  /** A run that was killed with these in hand, stored. */
  async function killedWith(...updates: ReturnType<typeof message>[]): Promise<void> {
    const silence = deferred();
    const { dispatcher } = make({ handle: () => silence.promise });
    await Promise.all(updates.map((update) => dispatcher.dispatch(update)));
  }

  it('are not written where they are handled at once', async () => {
    const { dispatcher, news } = make({ storeAfterMs: PATIENCE_MS });
    expect(await dispatcher.dispatch(message(1, 1, 1))).toBe(true);
    expect([await stored.all(), news]).toEqual([[], []]);
  });

  it('may be forgotten by Telegram, and go when they are handled', async () => {
    const gate = deferred();
    const { dispatcher, news } = make({ handle: () => gate.promise });
    expect(await dispatcher.dispatch(message(1, 1, 1))).toBe(true);
    expect(await stored.all()).toMatchObject([{ updateId: 1, state: 'waiting' }]);
    gate.resolve();
    await dispatcher.idle();
    expect([await stored.all(), news]).toEqual([[], ['stored', 'handled']]);
  });

  it('are encrypted', async () => {
    await killedWith(message(1, 1, 1));
    const [row] = await stored.db.read.storedUpdate.findMany();
    expect(Buffer.from(row?.sealed ?? []).toString('latin1')).not.toContain('Rina');
    expect(row?.sealed?.length).toBeGreaterThan(100);
  });

  it('are stored at once behind one of their chat that was, and together', async () => {
    const gate = deferred();
    const { dispatcher } = make({ handle: () => gate.promise });
    await dispatcher.dispatch(message(1, 1, 1));
    const behind = Array.from({ length: 60 }, (_, n) => dispatcher.dispatch(message(1, 1, 2 + n)));
    expect(await Promise.all(behind)).toEqual(behind.map(() => true));
    expect(await stored.all()).toHaveLength(61);
    gate.resolve();
    await dispatcher.idle();
    expect(await stored.all()).toEqual([]);
  });

  it('go first at the next start, in order, before new ones of the same chat', async () => {
    await killedWith(message(1, 1, 7), message(1, 1, 5), message(2, 2, 6));
    const { dispatcher, handled } = make();
    await dispatcher.recover();
    await dispatcher.dispatch(message(1, 1, 8));
    await dispatcher.idle();
    expect(handled.filter((id) => id !== 6)).toEqual([5, 7, 8]);
    expect(handled).toContain(6);
    expect(await stored.all()).toEqual([]);
  });

  it('are handled once though Telegram gives them again, before the end and after', async () => {
    await killedWith(message(1, 1, 1));
    const { dispatcher, handled } = make();
    await dispatcher.recover();
    expect(await dispatcher.dispatch(message(1, 1, 1))).toBe(true);
    await dispatcher.idle();
    expect(await dispatcher.dispatch(message(1, 1, 1))).toBe(true);
    expect(handled).toEqual([1]);
  });

  it('go in the order of their coming where Telegram counted anew in between', async () => {
    const week = 7 * 86_400_000;
    const now = new Date('2026-11-24T01:00:00Z');
    const kept = (updateId: number, receivedAt: Date) =>
      stored.store.put({ updateId, receivedAt, lane: '1:1', update: message(1, 1, updateId) });
    await kept(900, new Date(now.getTime() - week));
    const { dispatcher, handled } = make({ clock: { now: () => now } });
    await dispatcher.recover();
    await Promise.all([dispatcher.dispatch(message(1, 1, 5)), dispatcher.dispatch(message(1, 1, 6))]);
    await dispatcher.idle();
    expect(handled).toEqual([900, 5, 6]);
  });

  it('are set aside when they fail for good, with or without a row before, and somebody is told', async () => {
    const fails = () => Promise.reject(new TypeError('x'));
    await killedWith(message(1, 1, 1));
    const { dispatcher, news } = make({ handle: fails });
    await dispatcher.recover();
    expect(await dispatcher.dispatch(message(2, 2, 2))).toBe(true);
    await dispatcher.idle();
    expect(await stored.all()).toMatchObject([
      { updateId: 1, state: 'setAside', cause: 'TypeError' },
      { updateId: 2, state: 'setAside', cause: 'TypeError' },
    ]);
    const aside = news.filter((what) => what !== 'stored').toSorted();
    expect(aside).toEqual(['1 TypeError', '2 TypeError', 'set-aside', 'set-aside']);
    const next = make();
    await next.dispatcher.recover();
    await next.dispatcher.idle();
    expect(next.handled).toEqual([]);
  });

  it('are not set aside where nobody is at fault', async () => {
    const { dispatcher, news } = make({
      handle: () => Promise.reject(new Error('blocked')),
      causeOf: () => undefined,
    });
    await killedWith(message(1, 1, 1));
    await dispatcher.recover();
    await dispatcher.dispatch(message(1, 1, 2));
    await dispatcher.idle();
    expect([await stored.all(), news.includes('set-aside')]).toEqual([[], false]);
  });

  it('are set aside when they ended the program ten times', async () => {
    await killedWith(message(1, 1, 1));
    for (let run = 1; run <= 10; run += 1) {
      const silence = deferred();
      let begun = false;
      const { dispatcher } = make({
        handle: () => {
          begun = true;
          return silence.promise;
        },
      });
      await dispatcher.recover();
      await expect.poll(() => begun, { timeout: PATIENCE_MS }).toBe(true);
      expect(await stored.all()).toMatchObject([{ tries: run, state: 'waiting' }]);
    }
    const { dispatcher, handled, news } = make();
    await dispatcher.recover();
    await dispatcher.idle();
    expect([handled, news]).toEqual([[], ['set-aside', '1 ends-the-program']]);
  });

  it('are set aside when the key that they were sealed with is gone', async () => {
    await killedWith(message(1, 1, 1));
    const store = createUpdateStore({ db: stored.db, seal: createSeal(randomBytes(KEY_BYTES)), botId: 7n });
    const { dispatcher, handled, news } = make({ store });
    await dispatcher.recover();
    await dispatcher.idle();
    expect([handled, news]).toEqual([[], ['set-aside', '1 sealed-otherwise']]);
  });

  it('are left for the next start when the program stops while Telegram is silent', async () => {
    const silence = deferred();
    const { dispatcher } = make({ storeAfterMs: PATIENCE_MS, handle: () => silence.promise });
    const safe = [dispatcher.dispatch(message(1, 1, 1)), dispatcher.dispatch(message(1, 1, 2))];
    await dispatcher.close();
    expect(await Promise.all(safe)).toEqual([true, true]);
    expect(await dispatcher.dispatch(message(1, 1, 3))).toBe(false);
    expect((await stored.all()).map(({ updateId }) => updateId)).toEqual([1, 2]);
    silence.reject(new Error('the database is closed'));
    const next = make();
    await next.dispatcher.recover();
    await next.dispatcher.idle();
    expect([next.handled, await stored.all()]).toEqual([[1, 2], []]);
  });

  it('of another bot are left alone', async () => {
    const other = createUpdateStore({ db: stored.db, seal: createSeal(randomBytes(KEY_BYTES)), botId: 8n });
    const receivedAt = new Date('2026-11-24T01:00:00Z');
    await other.put({ updateId: 1, lane: '1:1', receivedAt, update: message(1, 1, 1) });
    const { dispatcher, handled } = make();
    await dispatcher.recover();
    await dispatcher.dispatch(message(1, 1, 1));
    expect([handled, (await stored.all()).length]).toEqual([[1], 1]);
  });

  it('that were set aside are forgotten in time, those that wait never', async () => {
    const { dispatcher } = make({ handle: () => Promise.reject(new TypeError('x')) });
    await dispatcher.dispatch(message(2, 2, 2));
    await killedWith(message(1, 1, 1));
    const early = new Date(0);
    const late = new Date('9999-01-01T00:00:00Z');
    await pruneUpdates(stored.db, { handled: late, setAside: early });
    expect(await stored.all()).toHaveLength(2);
    await pruneUpdates(stored.db, { handled: early, setAside: late });
    expect(await stored.all()).toMatchObject([{ updateId: 1 }]);
  });
});

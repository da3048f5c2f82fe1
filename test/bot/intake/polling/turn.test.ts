import { Api } from 'grammy';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createLocalTelegram, type LocalTelegram } from '../../../../playground/emulator/index.js';
import { createDispatcher } from '../../../../src/bot/intake/dispatcher.js';
import { createPoller } from '../../../../src/bot/intake/polling/poller.js';
import { createUpdateStore } from '../../../../src/bot/intake/stored/store.js';
import { createLease } from '../../../../src/delivery/sending/lease.js';
import { systemClock } from '../../../../src/lib/clock.js';
import { createLogger } from '../../../../src/lib/logger.js';
import { createSeal, KEY_BYTES } from '../../../../src/lib/shut/seal.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { PATIENCE_MS } from '../../../support/patience.js';

const TOKEN = '7:turns';
const SEAL = createSeal(new Uint8Array(KEY_BYTES).fill(3));

describe.each(databases())('processes that poll with one token on one database on $kind', ({ open }) => {
  let database: TestDatabase;
  let telegram: LocalTelegram;
  beforeAll(async () => {
    database = await open({ neighbours: false });
  });
  beforeEach(async () => {
    await database.reset();
    telegram = createLocalTelegram({ token: TOKEN });
    telegram.addUser({ id: 1, first_name: 'A' });
  });
  afterAll(() => database.close());

  const store = () => createUpdateStore({ db: database.db, seal: SEAL, botId: 7n });

  /** A process of its own, as far as polling goes. `silent`: what it handles never ends. */
  function startProcess(owner: string, handle: (updateId: number) => Promise<void> = async () => {}) {
    const api = new Api(TOKEN, { fetch: telegram.fetch });
    const handled: number[] = [];
    const log: string[] = [];
    const logger = createLogger('debug', { write: (line: string) => void log.push(line) });
    let polls = 0;
    const { db } = database;
    const lease = createLease({ db, name: 'polling:7', owner, forMs: 1_500 });
    const poller = createPoller({
      api: {
        deleteWebhook: (...given) => api.deleteWebhook(...given),
        getUpdates: (...given) => {
          polls += 1;
          return api.getUpdates(...given);
        },
      },
      dispatcher: createDispatcher({
        handle: async ({ update_id: id }) => {
          handled.push(id);
          await handle(id);
        },
        giveUp: async () => {},
        causeOf: () => 'fault',
        store: store(),
        logger,
        storeAfterMs: 50,
        timeLimitMs: PATIENCE_MS,
        retries: 0,
      }),
      allowedUpdates: ['message'],
      logger,
      turn: {
        hold: () => lease.hold(systemClock.now()),
        lasts: () => lease.until() > Date.now(),
        release: lease.release,
      },
      timeoutSeconds: 1,
    });
    const ending = new AbortController();
    const running = poller.run(ending.signal);
    const stop = async () => {
      ending.abort();
      await running;
    };
    onTestFinished(stop);
    return { poller, handled, log, polls: () => polls, stop };
  }

  const says = ({ log }: { readonly log: readonly string[] }, words: RegExp) =>
    log.filter((line) => words.test(line)).length;

  it('one polls, the other waits and says so once, and goes on where the first stops', async () => {
    const first = startProcess('one');
    await expect.poll(first.polls).toBeGreaterThan(0);
    const second = startProcess('two');
    telegram.send(1, 1, { text: 'a' });
    await expect.poll(() => first.handled.length).toBe(1);
    await expect.poll(() => says(second, /another process polls/)).toBe(1);
    // Longer than a lease: it is kept.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect([second.polls(), says(second, /another process polls/), says(first, /taken over|409/)]).toEqual([
      0, 1, 0,
    ]);
    expect(second.poller.lastPollAt()).toBeInstanceOf(Date);
    await first.stop();
    telegram.send(1, 1, { text: 'b' });
    await expect.poll(() => second.handled.length).toBe(1);
    expect(first.handled).toHaveLength(1);
    expect(second.handled).not.toEqual(first.handled);
  });

  it('the one that comes takes up nothing that the other has stored and has in hand, until that is gone', async () => {
    let end = (): void => {};
    const hanging = new Promise<void>((resolve) => {
      end = resolve;
    });
    const first = startProcess('one', () => hanging);
    telegram.send(1, 1, { text: 'slow' });
    await expect.poll(async () => (await store().waiting()).length).toBe(1);
    const second = startProcess('two');
    await expect.poll(() => says(second, /another process polls/)).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([first.handled.length, second.handled]).toEqual([1, []]);
    end();
    await expect.poll(async () => (await store().waiting()).length).toBe(0);
    await first.stop();
    await expect.poll(second.polls).toBeGreaterThan(0);
    expect(second.handled).toEqual([]);
  });
});

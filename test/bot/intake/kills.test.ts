import { randomBytes } from 'node:crypto';
import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalTelegram, type LocalTelegram } from '../../../playground/emulator/index.js';
import { createDispatcher } from '../../../src/bot/intake/dispatcher.js';
import { createPoller } from '../../../src/bot/intake/polling/poller.js';
import { createUpdateStore } from '../../../src/bot/intake/stored/store.js';
import type { Db } from '../../../src/db/database.js';
import { once } from '../../../src/db/once.js';
import { createLogger } from '../../../src/lib/logger.js';
import { createSeal, KEY_BYTES } from '../../../src/lib/shut/seal.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { PATIENCE_MS } from '../../support/patience.js';
import { size } from '../../support/size.js';

const TOKEN = '7:kills';
const PEOPLE = [1, 2];
const EACH = 2;
const NOW = new Date('2026-11-24T01:00:00Z');
const SEAL = createSeal(randomBytes(KEY_BYTES));

type Death = { readonly step: number; readonly when: 'before' | 'after' } | undefined;

/** A process that dies at one of its steps, before it or once it is done: nothing is ever answered to it again. */
function mortal(death: Death) {
  let steps = 0;
  let dead = false;
  const never = () => new Promise<never>(() => {});

  async function step<T>(act: () => PromiseLike<T>): Promise<T> {
    steps += 1;
    const isLast = steps === death?.step;
    if (isLast && death.when === 'before') dead = true;
    if (dead) return never();
    const result = await act();
    if (isLast) dead = true;
    return dead ? never() : result;
  }
  return { step, steps: () => steps, isDead: () => dead };
}

/** A life of the intake: real rows, the local Telegram, an effect and an answer for each update. */
function live(db: Db, telegram: LocalTelegram, death: Death, storeAfterMs: number) {
  const { step, isDead, steps } = mortal(death);
  const store = createUpdateStore({ db, seal: SEAL, botId: 7n });
  const api = new Api(TOKEN, { fetch: telegram.fetch });
  const answers: number[] = [];
  async function handle({ update_id: updateId }: Update): Promise<void> {
    const name = `${updateId}`;
    await step(() =>
      db.write((tx) =>
        once(tx, { botId: 7n, updateId }, 'work', NOW, async () => {
          await tx.unit.create({ data: { name, zone: 'Asia/Jayapura', createdAt: NOW } });
          return null;
        }),
      ),
    );
    await step(async () => void answers.push(updateId));
  }
  const logger = createLogger('silent');
  const dispatcher = createDispatcher({
    handle,
    giveUp: async () => {},
    causeOf: () => 'fault',
    store: {
      ...store,
      put: (kept) => step(() => store.put(kept)),
      remove: (updateId) => step(() => store.remove(updateId)),
      takeUp: (updateId) => step(() => store.takeUp(updateId)),
      waiting: () => step(() => store.waiting()),
    },
    logger,
    storeAfterMs,
    timeLimitMs: 1_000,
    retries: 0,
  });
  const poller = createPoller({
    api: {
      deleteWebhook: (...given) => step(() => api.deleteWebhook(...given)),
      getUpdates: (...given) => step(() => api.getUpdates(...given)),
    },
    dispatcher,
    allowedUpdates: ['message'],
    logger,
  });
  const stop = new AbortController();
  return { running: poller.run(stop.signal), isDead, steps, stop: () => stop.abort(), answers };
}

describe.each(databases())('the intake killed at each of its steps on $kind', ({ kind, open }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open({ neighbours: false });
  });
  afterAll(() => database.close());
  let numbers = 0;

  const effects = async (of: readonly number[]) =>
    (
      await database.db.read.unit.findMany({
        where: { name: { in: of.map(String) } },
        select: { name: true },
        orderBy: { id: 'asc' },
      })
    ).map(({ name }) => Number(name));

  /** People write; the first life dies at a step, the next one finishes. Resolves to how many steps a life has. */
  async function drill(death: Death, storeAfterMs: number): Promise<number> {
    const { db } = database;
    const telegram = createLocalTelegram({ token: TOKEN });
    for (const id of PEOPLE) telegram.addUser({ id, first_name: `Orang ${id}` });
    numbers += 100;
    telegram.countUpdatesFrom(numbers);
    const lane = new Map<number, number>();
    for (let n = 0; n < EACH; n += 1)
      for (const id of PEOPLE) {
        telegram.send(id, id, { text: `${n}` });
        lane.set(telegram.pendingUpdates().at(-1)?.update_id ?? 0, id);
      }
    const all = [...lane.keys()];
    const first = live(db, telegram, death, storeAfterMs);
    const isDone = async () =>
      telegram.pendingUpdates().length === 0 &&
      (await db.read.storedUpdate.count()) === 0 &&
      (await effects(all)).length === all.length;
    if (death) {
      // One with fewer steps than the first ends its work alive, and waits for news for as long as Telegram holds it.
      await expect
        .poll(async () => first.isDead() || isDone(), { timeout: PATIENCE_MS, interval: 5 })
        .toBe(true);
      if (!first.isDead()) first.stop();
      const second = live(db, telegram, undefined, storeAfterMs);
      await expect.poll(isDone, { timeout: PATIENCE_MS, interval: 5 }).toBe(true);
      second.stop();
      await second.running;
    } else {
      await expect.poll(isDone, { timeout: PATIENCE_MS, interval: 5 }).toBe(true);
      first.stop();
      await first.running;
      expect(first.answers.toSorted((a, b) => a - b)).toEqual(all);
    }
    const done = await effects(all);
    expect(done.toSorted((a, b) => a - b)).toEqual(all);
    for (const id of PEOPLE) {
      const own = done.filter((update) => lane.get(update) === id);
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
    return first.steps();
  }

  it.each([
    ['that handles at once', PATIENCE_MS],
    ['that stores all it takes', 0],
  ])(
    '%s: each update has its effect once, in order',
    { timeout: 2 * PATIENCE_MS },
    async (_, storeAfterMs) => {
      const steps = await drill(undefined, storeAfterMs);
      // Of a life that waits at its end for news, the polls at the end are many alike.
      expect(steps).toBeGreaterThan(10);
      // The intake's steps are the same on both, and a life on PostgreSQL takes a second.
      const stride = kind === 'sqlite' ? size(3, 1) : size(12, 4);
      for (let step = 1; step <= Math.min(steps - 2, 40); step += stride)
        for (const when of ['before', 'after'] as const) {
          await database.reset();
          await drill({ step, when }, storeAfterMs);
        }
    },
  );
});

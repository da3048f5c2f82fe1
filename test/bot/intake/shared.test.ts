import { randomBytes, randomUUID } from 'node:crypto';
import type { Update } from 'grammy/types';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSharedDispatcher, type SharedOptions } from '../../../src/bot/intake/shared.js';
import { createUpdateStore, pruneUpdates } from '../../../src/bot/intake/stored/store.js';
import { createTurns, pruneTurns } from '../../../src/bot/intake/stored/turns.js';
import type { Db } from '../../../src/db/database.js';
import { createLogger } from '../../../src/lib/logger.js';
import { createSeal, KEY_BYTES } from '../../../src/lib/shut/seal.js';
import { databases } from '../../support/database.js';
import { PATIENCE_MS } from '../../support/patience.js';
import { deferred } from '../../support/promises.js';
import { message, type Rows, rows } from './rows.js';

const botId = 7n;
const seal = createSeal(randomBytes(KEY_BYTES));

const postgresql = databases().find(({ kind }) => kind === 'postgresql');

describe.skipIf(postgresql === undefined)('processes that share updates on postgresql', () => {
  let stored: Rows;
  const open: { readonly close: () => Promise<void> }[] = [];
  beforeAll(async () => {
    if (!postgresql) throw new Error('no PostgreSQL');
    stored = await rows(postgresql);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((dispatcher) => dispatcher.close()));
    await stored.reset();
  });
  afterAll(() => stored.close());

  const log: number[] = [];
  afterEach(() => void log.splice(0));

  /** One of them. One that only takes in, and doesn't keep its turns, is as good as killed while its hand is full. */
  async function program(
    options: Partial<SharedOptions> & { readonly db?: Db; readonly doomed?: boolean } = {},
  ) {
    const { db = stored.db, doomed = false, ...more } = options;
    const dispatcher = createSharedDispatcher({
      handle: async ({ update_id: id }: Update) => void log.push(id),
      giveUp: async () => {},
      causeOf: () => 'fault',
      store: createUpdateStore({ db, seal, botId, handled: 'kept' }),
      turns: createTurns({ db, botId, owner: randomUUID(), forMs: doomed ? 500 : 5_000 }),
      logger: createLogger('silent'),
      windowMs: 100,
      everyMs: 100,
      timeLimitMs: PATIENCE_MS,
      retries: 0,
      ...more,
    });
    if (!doomed) {
      await dispatcher.recover();
      open.push(dispatcher);
    }
    return dispatcher;
  }
  const handled = (count: number) =>
    expect.poll(() => log.length, { timeout: PATIENCE_MS, interval: 5 }).toBe(count);

  it('handle an update once that comes to both, at once and again later', async () => {
    const [one, other] = [await program(), await program()];
    const update = message(1, 1, 1);
    expect(await Promise.all([one.dispatch(update), other.dispatch(update)])).toEqual([true, true]);
    await handled(1);
    await Promise.all([one.idle(), other.idle()]);
    expect(await Promise.all([one.dispatch(update), other.dispatch(update)])).toEqual([true, true]);
    await Promise.all([one.idle(), other.idle()]);
    expect([log, await stored.all()]).toMatchObject([[1], [{ updateId: 1, state: 'handled' }]]);
    expect(await stored.db.read.storedUpdate.findMany({ select: { sealed: true } })).toEqual([
      { sealed: null },
    ]);
  });

  it("keep a chat's order though its updates come to either, the later ones first", async () => {
    const [one, other] = [await program(), await program()];
    const ids = Array.from({ length: 24 }, (_, n) => n + 1);
    for (let from = 0; from < ids.length; from += 4) {
      const four = ids.slice(from, from + 4).toReversed();
      await Promise.all(four.map((id, n) => (n % 2 === 0 ? one : other).dispatch(message(1, 1, id))));
      await handled(from + 4);
    }
    expect(log).toEqual(ids);
  });

  it('one handles at a time of a chat, and others meanwhile', async () => {
    const gate = deferred();
    const slow = async ({ update_id: id }: Update) => {
      log.push(id);
      if (id === 1) await gate.promise;
    };
    const [one, other] = [await program({ handle: slow }), await program({ handle: slow })];
    await one.dispatch(message(1, 1, 1));
    await handled(1);
    await other.dispatch(message(1, 1, 2));
    await other.dispatch(message(2, 2, 3));
    await handled(2);
    expect(log).toEqual([1, 3]);
    gate.resolve();
    await handled(3);
    expect(log).toEqual([1, 3, 2]);
  });

  it('one takes over what another that was killed had in hand and behind it', async () => {
    const silence = deferred();
    const doomed = await program({
      doomed: true,
      handle: async ({ update_id: id }) => {
        log.push(-id);
        await silence.promise;
      },
    });
    await doomed.dispatch(message(1, 1, 1));
    await doomed.dispatch(message(1, 1, 2));
    await handled(1);
    const heir = await program();
    await handled(3);
    await heir.idle();
    expect(log).toEqual([-1, 1, 2]);
    expect(await stored.all()).toMatchObject([
      { updateId: 1, state: 'handled', tries: 1 },
      { updateId: 2, state: 'handled', tries: 1 },
    ]);
  });

  it('keep the turn of a chat for as long as one of them works at it', async () => {
    const gate = deferred();
    const turnMs = 500;
    const turns = createTurns({ db: stored.db, botId, owner: 'one', forMs: turnMs });
    const one = await program({
      turns,
      handle: async ({ update_id: id }) => {
        log.push(id);
        await gate.promise;
      },
    });
    await one.dispatch(message(1, 1, 1));
    await handled(1);
    const [first] = await stored.db.read.updateLane.findMany();
    const other = createTurns({ db: stored.db, botId, owner: 'other', forMs: turnMs });
    const until = async () => (await stored.db.read.updateLane.findFirstOrThrow()).until.getTime();
    await expect
      .poll(until, { timeout: PATIENCE_MS })
      .toBeGreaterThan((first?.until.getTime() ?? 0) + 2 * turnMs);
    expect(await other.take(first?.lane ?? '')).toBe(false);
    gate.resolve();
    await one.idle();
    expect(await other.take(first?.lane ?? '')).toBe(true);
  });

  it('leave to the others what is in hand when one stops, and take nothing more', async () => {
    const silence = deferred();
    const one = await program({ handle: () => silence.promise });
    await one.dispatch(message(1, 1, 1));
    await one.dispatch(message(1, 1, 2));
    await one.close();
    expect(await one.dispatch(message(2, 2, 3))).toBe(false);
    await program();
    await handled(2);
    expect(log).toEqual([1, 2]);
  });

  it('set aside what fails for good, and go on', async () => {
    const one = await program({
      handle: async ({ update_id: id }) => {
        if (id === 1) throw new TypeError('x');
        log.push(id);
      },
    });
    await one.dispatch(message(1, 1, 1));
    await one.dispatch(message(1, 1, 2));
    await handled(1);
    await one.idle();
    expect(await stored.all()).toMatchObject([
      { updateId: 1, state: 'setAside', cause: 'fault' },
      { updateId: 2, state: 'handled' },
    ]);
  });

  it('take in nothing that can not be stored', async () => {
    const one = await program();
    await stored.db.writeOne((client) => client.$executeRaw`ALTER TABLE "StoredUpdate" RENAME TO "Gone"`);
    expect(await one.dispatch(message(1, 1, 1))).toBe(false);
    await stored.db.writeOne((client) => client.$executeRaw`ALTER TABLE "Gone" RENAME TO "StoredUpdate"`);
    expect(await one.dispatch(message(1, 1, 1))).toBe(true);
    await handled(1);
  });

  it('forget in time what was handled, and whose turn it was', async () => {
    const one = await program();
    await one.dispatch(message(1, 1, 1));
    await handled(1);
    await one.idle();
    const late = new Date('9999-01-01T00:00:00Z');
    await pruneUpdates(stored.db, { handled: new Date(0), setAside: late });
    expect(await stored.all()).toHaveLength(1);
    await pruneUpdates(stored.db, { handled: late, setAside: late });
    await pruneTurns(stored.db, late);
    expect([await stored.all(), await stored.db.read.updateLane.count()]).toEqual([[], 0]);
  });
});

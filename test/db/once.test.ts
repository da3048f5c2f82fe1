import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from '../../src/db/database.js';
import { findOutcome, once, probeWrite, pruneHandled } from '../../src/db/once.js';
import { type JsonValue } from '../../src/lib/json.js';
import { databases, type TestDatabase } from '../support/database.js';
import { deferred } from '../support/promises.js';
import { NOW } from './fixtures.js';

const ref = { botId: 7_000_000_001n, updateId: 501 };

describe.each(databases())('once on $kind', ({ kind, open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open({ neighbours: false });
  });
  beforeEach(() => test.reset());
  afterAll(() => test.close());

  it('runs the work for the first delivery, and hands the second its outcome', async () => {
    const deliver = () =>
      test.db.write((tx) =>
        once(tx, ref, 'unit:create', NOW, async () => {
          const unit = await tx.unit.create({
            data: { name: 'Lapas Tual', zone: 'Asia/Jayapura', createdAt: NOW },
          });
          return { unitId: unit.id };
        }),
      );
    expect(await deliver()).toEqual({ first: true, outcome: { unitId: 1 } });
    expect(await deliver()).toEqual({ first: false, outcome: { unitId: 1 } });
    expect(await test.db.read.unit.count()).toBe(1);
  });

  it.each<[string, JsonValue]>([
    ['null', null],
    ['a number', 42],
    ['a text that looks like a number', '007'],
    ['a truth value', false],
    ['a list', ['Bersedia', 2, null]],
    ['an object', { ok: false, reason: 'full', at: '2026-11-24T01:00:00.000Z', nested: { seats: [1] } }],
  ])('keeps %s as the outcome', async (_what, outcome) => {
    const deliver = () => test.db.write((tx) => once(tx, ref, 'any', NOW, () => Promise.resolve(outcome)));
    expect(await deliver()).toEqual({ first: true, outcome });
    expect(await deliver()).toEqual({ first: false, outcome });
    expect(await findOutcome(test.db, ref, 'any')).toEqual(outcome);
    expect(await findOutcome(test.db, ref, 'other')).toBeUndefined();
  });

  it('runs the work for each effect, each update and each bot', async () => {
    const outcomes = await test.db.write(async (tx) => {
      const run = (botId: bigint, updateId: number, effect: string) =>
        once(tx, { botId, updateId }, effect, NOW, () => Promise.resolve(null));
      return [await run(1n, 1, 'a'), await run(1n, 1, 'b'), await run(1n, 2, 'a'), await run(2n, 1, 'a')];
    });
    expect(outcomes.map(({ first }) => first)).toEqual([true, true, true, true]);
  });

  it('forgets the effect when the transaction rolls back', async () => {
    const failed = test.db.write(async (tx) => {
      await once(tx, ref, 'any', NOW, () => Promise.resolve('lost'));
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    const again = await test.db.write((tx) => once(tx, ref, 'any', NOW, () => Promise.resolve('kept')));
    expect(again).toEqual({ first: true, outcome: 'kept' });
  });

  it('forgets the effect when the work fails', async () => {
    const failed = test.db.write((tx) => once(tx, ref, 'any', NOW, () => Promise.reject(new Error('no'))));
    await expect(failed).rejects.toThrow('no');
    expect(await test.db.read.handledUpdate.count()).toBe(0);
  });

  it('runs the work once for ten deliveries at the same time', async () => {
    let runs = 0;
    const results = await Promise.all(
      Array.from({ length: 10 }, () =>
        test.db.write((tx) =>
          once(tx, ref, 'any', NOW, async () => {
            runs += 1;
            await tx.unit.create({ data: { name: 'Lapas Tual', zone: 'Asia/Jayapura', createdAt: NOW } });
            return 'done';
          }),
        ),
      ),
    );
    expect(runs).toBe(1);
    expect(results.filter(({ first }) => first)).toHaveLength(1);
    expect(results.every(({ outcome }) => outcome === 'done')).toBe(true);
  });

  it('lets a second delivery do the work when the first, still under way, fails', async () => {
    const held = deferred();
    const started = deferred();
    const first = test.db.write((tx) =>
      once(tx, ref, 'any', NOW, async () => {
        started.resolve();
        await held.promise;
        return 'first';
      }),
    );
    await started.promise;
    const second = test.db.write((tx) => once(tx, ref, 'any', NOW, () => Promise.resolve('second')));
    held.reject(new Error('crashed'));
    await expect(first).rejects.toThrow('crashed');
    expect(await second).toEqual({ first: true, outcome: 'second' });
  });

  it('is remembered by a database opened later', async () => {
    await test.db.write((tx) => once(tx, ref, 'any', NOW, () => Promise.resolve('kept')));
    const later = await createDatabase(test.url);
    const again = await later.write((tx) => once(tx, ref, 'any', NOW, () => Promise.resolve('anew')));
    await later.close();
    expect(again).toEqual({ first: false, outcome: 'kept' });
  });

  it('prunes what was recorded before the given instant', async () => {
    const day = 86_400_000;
    await test.db.write(async (tx) => {
      for (const days of [0, 1, 2, 3]) {
        const at = new Date(NOW.getTime() - days * day);
        await once(tx, { ...ref, updateId: days }, 'any', at, () => Promise.resolve(days));
      }
    });
    expect(await pruneHandled(test.db, new Date(NOW.getTime() - day))).toBe(2);
    const left = await test.db.read.handledUpdate.findMany({ orderBy: { updateId: 'asc' } });
    expect(left.map(({ updateId, at }) => [updateId, at])).toEqual([
      [0, NOW],
      [1, new Date(NOW.getTime() - day)],
    ]);
  });

  it.runIf(kind === 'postgresql')('is probed for room that no earlier row has left', async () => {
    await probeWrite(test.db, NOW);
    const url = new URL(test.url);
    // Refused past that by the server, as by a disk that is full.
    url.searchParams.set('options', '-c temp_file_limit=256kB');
    const full = await createDatabase(url.href);
    try {
      await expect(probeWrite(full, NOW)).rejects.toThrow(/temp_file_limit/);
    } finally {
      await full.close();
    }
  });
});

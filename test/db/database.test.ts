import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Reader, type Tx } from '../../src/db/database.js';
import { databases, type TestDatabase } from '../support/database.js';
import { deferred } from '../support/promises.js';
import { NOW } from './fixtures.js';

const unit = (name: string) => ({ data: { name, zone: 'Asia/Jayapura', createdAt: NOW } });
/** One query for both: outside a transaction and in one. */
const count = (reader: Reader) => reader.unit.count();

describe.each(databases())('a database on $kind', ({ kind, open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open({ neighbours: false });
  });
  beforeEach(() => test.reset());
  afterAll(() => test.close());

  const names = async () => (await test.db.read.unit.findMany({ orderBy: { id: 'asc' } })).map((u) => u.name);

  it('keeps what a write did, and hands back what it returned', async () => {
    const created = await test.db.write((tx) => tx.unit.create(unit('Lapas Tual')));
    expect(created).toMatchObject({ id: 1, name: 'Lapas Tual', zone: 'Asia/Jayapura', createdAt: NOW });
    expect(await names()).toEqual(['Lapas Tual']);
    expect(test.db.kind).toBe(kind);
  });

  it('keeps nothing of a write that fails, and passes the failure on', async () => {
    const failure = new Error('changed my mind');
    const write = test.db.write(async (tx) => {
      await tx.unit.create(unit('Lapas Tual'));
      throw failure;
    });
    await expect(write).rejects.toBe(failure);
    expect(await names()).toEqual([]);
  });

  it('shows a reader nothing that is not committed', async () => {
    await test.db.write(async (tx) => {
      await tx.unit.create(unit('Lapas Tual'));
      expect(await count(test.db.read)).toBe(0);
      expect(await count(tx)).toBe(1);
    });
    expect(await count(test.db.read)).toBe(1);
  });

  it('keeps a write that came while another was open, and that one rolls back', async () => {
    const held = deferred();
    const first = test.db.write(async (tx) => {
      await tx.unit.create(unit('first'));
      await held.promise;
      throw new Error('rolled back');
    });
    const second = test.db.write((tx) => tx.unit.create(unit('second')));
    await sleep(50);
    held.resolve();
    await expect(first).rejects.toThrow('rolled back');
    await second;
    expect(await names()).toEqual(['second']);
  });

  it('refuses to write where only reading is meant', async () => {
    // The type has no writing methods; the database is to refuse all the same.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- else it can't even be said
    const read = test.db.read as Tx;
    await expect(read.unit.create(unit('sneaked in'))).rejects.toThrow(/read-?only/);
    expect(await names()).toEqual([]);
  });

  it('refuses a write within a write at once', async () => {
    const nested = test.db.write(() => test.db.write((tx) => tx.unit.create(unit('inner'))));
    await expect(nested).rejects.toThrow('within another write');
    expect(await names()).toEqual([]);
  });

  it('takes a write begun within another but after its end', async () => {
    let later: Promise<unknown> | undefined;
    await test.db.write(async () => {
      later = sleep(20).then(() => test.db.write((tx) => tx.unit.create(unit('later'))));
    });
    await later;
    expect(await names()).toEqual(['later']);
  });

  it('saves nothing where a failed statement was caught within the write', async () => {
    const write = test.db.write(async (tx) => {
      await tx.unit.create(unit('Lapas Tual'));
      await tx.unit.create(unit('Lapas Tual')).catch(() => undefined);
    });
    await expect(write).rejects.toThrow('caught there');
    expect(await names()).toEqual([]);
  });

  it('refuses further statements after one that failed', async () => {
    const write = test.db.write(async (tx) => {
      await tx.unit.create(unit('Lapas Tual'));
      await tx.unit.create(unit('Lapas Tual')).catch(() => undefined);
      await tx.unit.create(unit('Rutan Ambon'));
    });
    await expect(write).rejects.toThrow('caught there');
    expect(await names()).toEqual([]);
  });

  it('goes on after a failure within a savepoint', async () => {
    await test.db.write(async (tx) => {
      await tx.unit.create(unit('Lapas Tual'));
      await tx.$transaction((inner) => inner.unit.create(unit('Lapas Tual'))).catch(() => undefined);
      await tx.unit.create(unit('Rutan Ambon'));
    });
    expect(await names()).toEqual(['Lapas Tual', 'Rutan Ambon']);
  });

  it('rolls a write back that takes too long, and takes the next', async () => {
    const slow = test.db.write(
      async (tx) => {
        await tx.unit.create(unit('slow'));
        await new Promise(() => undefined);
      },
      { timeoutMs: 100 },
    );
    const next = test.db.write((tx) => tx.unit.create(unit('next')));
    await expect(slow).rejects.toThrow('longer than 100 ms');
    await next;
    expect(await names()).toEqual(['next']);
  });

  it('counts a write only its own time, not that of those before it', async () => {
    const before = test.db.write(() => sleep(300));
    const after = test.db.write((tx) => tx.unit.create(unit('after')), { timeoutMs: 150 });
    await Promise.all([before, after]);
    expect(await names()).toEqual(['after']);
  });

  it('writes many at once without losing one', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => test.db.write((tx) => tx.unit.create(unit(`unit ${n}`)))),
    );
    expect(await test.db.read.unit.count()).toBe(30);
  });

  it('keeps chat ids beyond 2^53 exactly', async () => {
    const telegramId = 9_007_199_254_740_993n;
    await test.db.write((tx) =>
      tx.person.create({ data: { telegramId, name: 'Ibu Rahma', createdAt: NOW } }),
    );
    const found = await test.db.read.person.findUnique({ where: { telegramId } });
    expect(found?.telegramId).toBe(telegramId);
    expect(await test.db.read.person.count({ where: { telegramId: { gt: telegramId - 1n } } })).toBe(1);
  });

  it('answers a ping', async () => {
    await expect(test.db.ping()).resolves.toBeUndefined();
  });

  it('finishes the writes under way when closed, and then takes none', async () => {
    const second = await createDatabase(test.url);
    const underWay = [
      second.write((tx) => tx.unit.create(unit('one'))),
      second.write((tx) => tx.unit.create(unit('two'))),
    ];
    await second.close();
    await Promise.all(underWay);
    expect((await names()).toSorted()).toEqual(['one', 'two']);
    await expect(second.write(() => Promise.resolve())).rejects.toThrow('closed');
  });
});

import { createServer } from 'node:net';
import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createDatabase, type Db, type Tx } from '../../src/db/database.js';
import { isConflict, isUnavailable, isUniqueViolation } from '../../src/db/errors.js';
import { databases, type TestDatabase } from '../support/database.js';
import { onServer } from '../support/postgres.js';
import { deferred } from '../support/promises.js';
import { createBasics, NOW } from './fixtures.js';

const sqlite = (originalCode: string) =>
  new DriverAdapterError({ kind: 'sqlite', extendedCode: 1, message: '', originalCode, originalMessage: '' });

/** What a write ended with, which must be an error. */
async function failureOf(db: Db, work: (tx: Tx) => Promise<unknown>): Promise<unknown> {
  return db.write(work).then(
    () => {
      throw new Error('the write succeeded');
    },
    (error: unknown) => error,
  );
}

describe.each(databases())('errors on $kind', ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open({ neighbours: false });
  });
  beforeEach(async () => {
    await test.reset();
    await test.db.write(createBasics);
  });
  afterAll(() => test.close());

  it('tells a unique violation by the index and by the columns', async () => {
    const error = await failureOf(test.db, (tx) =>
      tx.agency.create({
        data: { unitId: 1, name: 'DINAS PERIKANAN', searchName: 'dinas perikanan', createdAt: NOW },
      }),
    );
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, 'Agency_unitId_searchName_key')).toBe(true);
    expect(isUniqueViolation(error, ['unitId', 'searchName'])).toBe(true);
    expect(isUniqueViolation(error, 'Programme_unitId_searchName_key')).toBe(false);
    expect(isUniqueViolation(error, ['searchName'])).toBe(false);
    expect(isConflict(error)).toBe(false);
    expect(isUnavailable(error)).toBe(false);
  });

  it('tells a violated primary key of several columns', async () => {
    const handled = { botId: 1n, updateId: 5, effect: 'visit', outcome: {}, at: NOW };
    await test.db.write((tx) => tx.handledUpdate.create({ data: handled }));
    const error = await failureOf(test.db, (tx) => tx.handledUpdate.create({ data: handled }));
    expect(isUniqueViolation(error, 'HandledUpdate_pkey')).toBe(true);
    expect(isUniqueViolation(error, 'Agency_unitId_searchName_key')).toBe(false);
  });

  it('tells a unique violation of a raw statement', async () => {
    const error = await failureOf(
      test.db,
      (tx) => tx.$executeRaw`INSERT INTO "Lease" VALUES ('a', 'b', ${NOW}), ('a', 'c', ${NOW})`,
    );
    expect(isUniqueViolation(error, 'Lease_pkey')).toBe(true);
  });

  it('takes a foreign key that leads nowhere for none of them', async () => {
    const error = await failureOf(test.db, (tx) =>
      tx.accessRequest.create({ data: { unitId: 99, personId: 1, createdAt: NOW } }),
    );
    expect(error).toMatchObject({ code: 'P2003' });
    expect([isUniqueViolation(error), isConflict(error), isUnavailable(error)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

it('takes what the database did not say for none of them', () => {
  for (const error of [new Error('Unique constraint'), 'P2002', undefined, { code: 'P2002' }]) {
    expect([isUniqueViolation(error), isConflict(error), isUnavailable(error)]).toEqual([
      false,
      false,
      false,
    ]);
  }
});

it('takes a full disk, an unreadable file and a lost server for an unavailable database', () => {
  expect(isUnavailable(sqlite('SQLITE_FULL'))).toBe(true);
  expect(isUnavailable(sqlite('SQLITE_IOERR_WRITE'))).toBe(true);
  expect(isUnavailable(sqlite('SQLITE_CANTOPEN'))).toBe(true);
  expect(isUnavailable(sqlite('SQLITE_ERROR'))).toBe(false);
  expect(isUnavailable(new DriverAdapterError({ kind: 'ConnectionClosed' }))).toBe(true);
  expect(isUnavailable(new Error('Connection terminated unexpectedly'))).toBe(true);
  const unopened = new BetterSqlite3.SqliteError('disk I/O error', 'SQLITE_IOERR_SHMOPEN');
  expect(isUnavailable(unopened)).toBe(true);
  expect(isUnavailable(new Error('nothing was saved', { cause: sqlite('SQLITE_FULL') }))).toBe(true);
  expect(isUnavailable(new Error('nothing was saved', { cause: sqlite('SQLITE_ERROR') }))).toBe(false);
});

describe('an SQLite file held by another process', () => {
  it('is a conflict, retried until the lock is gone', async () => {
    const test = await databases()[0]?.open({ neighbours: false });
    if (test === undefined) throw new Error('no SQLite');
    const other = new BetterSqlite3(test.url.slice('file:'.length));
    try {
      other.exec('BEGIN IMMEDIATE');
      setTimeout(() => other.exec('COMMIT'), 150);
      await test.db.write(createBasics);
      expect(await test.db.read.unit.count()).toBe(1);

      other.exec('BEGIN IMMEDIATE');
      const error = await failureOf(test.db, (tx) => tx.visit.deleteMany());
      expect(isConflict(error)).toBe(true);
      expect(isUnavailable(error)).toBe(false);
      expect(await test.db.read.unit.count()).toBe(1);

      other.exec('COMMIT');
      await test.db.write((tx) => tx.unit.updateMany({ data: { zone: 'Asia/Makassar' } }));
    } finally {
      other.close();
      await test.close();
    }
  });
});

describe('an SQLite commit that fails', () => {
  it('leaves nothing behind, and the next write works', async () => {
    const test = await databases()[0]?.open({ neighbours: false });
    if (test === undefined) throw new Error('no SQLite');
    try {
      const error = await failureOf(test.db, async (tx) => {
        await tx.$executeRaw`PRAGMA defer_foreign_keys = ON`;
        await createBasics(tx);
        await tx.accessRequest.create({ data: { unitId: 99, personId: 1, createdAt: NOW } });
      });
      expect(String(error)).toMatch(/foreign ?key/i);
      await test.db.write(createBasics);
      expect(await test.db.read.unit.count()).toBe(1);
    } finally {
      await test.close();
    }
  });
});

describe.skipIf(inject('templates').postgresql === undefined)('PostgreSQL alone', () => {
  it('makes a deadlock a conflict, and runs the loser again', async () => {
    const test = await databases().at(-1)?.open({ neighbours: false });
    if (test === undefined) throw new Error('no PostgreSQL');
    try {
      await test.db.write(createBasics);
      const runs = { forth: 0, back: 0 };
      const held = new Set<string>();
      const meeting = deferred();
      const take = async (tx: Tx, which: 'forth' | 'back') => {
        runs[which] += 1;
        const [first, second] =
          which === 'forth' ? (['unit', 'person'] as const) : (['person', 'unit'] as const);
        const touch = (table: 'unit' | 'person') =>
          table === 'unit'
            ? tx.unit.updateMany({ data: { zone: which } })
            : tx.person.updateMany({ data: { name: which } });
        await touch(first);
        // Both must hold what the other wants; having begun is not enough.
        held.add(which);
        if (held.size === 2) meeting.resolve();
        await meeting.promise;
        await touch(second);
      };
      await Promise.all([test.db.write((tx) => take(tx, 'forth')), test.db.write((tx) => take(tx, 'back'))]);
      // A loser that begins before the winner has ended may lose again.
      expect(runs.forth + runs.back).toBeGreaterThanOrEqual(3);
      const unit = await test.db.read.unit.findFirstOrThrow();
      const person = await test.db.read.person.findFirstOrThrow();
      expect(unit.zone).toBe(person.name);
    } finally {
      await test.close();
    }
  });

  it('makes a broken connection an unavailable database, and the next write works', async () => {
    const test = await databases().at(-1)?.open({ neighbours: false });
    if (test === undefined) throw new Error('no PostgreSQL');
    try {
      const error = await failureOf(test.db, async (tx) => {
        await createBasics(tx);
        await onServer(
          test.url,
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
        );
        await tx.unit.count();
      });
      expect(isUnavailable(error)).toBe(true);
      expect(isConflict(error)).toBe(false);
      await test.db.write((tx) =>
        tx.unit.create({ data: { name: 'Lapas Tual', zone: 'Asia/Jayapura', createdAt: NOW } }),
      );
      expect(await test.db.read.unit.count()).toBe(1);
    } finally {
      await test.close();
    }
  });

  it('makes a server that refuses connections an unavailable database', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    const port = await new Promise<number>((resolve) => {
      server.on('listening', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    await new Promise((resolve) => server.close(resolve));
    const db = await createDatabase(`postgresql://nobody:rahasia@127.0.0.1:${port}/nowhere`);
    try {
      const error = await failureOf(db, (tx) => tx.unit.count());
      expect(isUnavailable(error)).toBe(true);
      expect(String(error)).not.toContain('rahasia');
      await expect(db.ping()).rejects.toSatisfy(isUnavailable);
    } finally {
      await db.close();
    }
  });
});

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createDatabase, type Db } from '../../../src/db/database.js';
import { listMigrations, migrationsFolder } from '../../../src/db/migrations/folders.js';
import { migrate } from '../../../src/db/migrations/migrate.js';
import { type EmptyDatabase, emptyDatabases } from '../../support/empty.js';
import { diffLive } from '../live-diff.js';

const present = await listMigrations(migrationsFolder('sqlite'));

describe.each(emptyDatabases())('migrations on $kind', ({ kind, create }) => {
  let empty: EmptyDatabase;
  let folder: string;
  beforeEach(async () => {
    empty = await create();
    folder = await mkdtemp(join(inject('templates').folder, 'migrations-'));
  });
  afterEach(async () => {
    await empty.remove();
    await rm(folder, { recursive: true });
  });

  /** The program's own migrations, with `sql` as one more. */
  async function withOneMore(name: string, sql: string): Promise<URL> {
    await cp(migrationsFolder(kind), folder, { recursive: true });
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'migration.sql'), sql);
    return pathToFileURL(`${folder}/`);
  }

  async function opened<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const db = await createDatabase(empty.url);
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  }

  it('take an empty database to the present schema', async () => {
    expect(await migrate(empty.url)).toEqual(present);
    expect(await opened((db) => db.read.unit.count())).toBe(0);
    expect(await diffLive(empty.url)).toBeUndefined();
  });

  it('are compared with what is really there', async () => {
    await migrate(empty.url);
    await opened((db) => db.write((tx) => tx.$executeRaw`DROP INDEX "enrolment_one_open"`));
    expect(await diffLive(empty.url)).toMatch(/CREATE UNIQUE INDEX "enrolment_one_open".*WHERE/);
  });

  it('do nothing the second time, and keep the data', async () => {
    await migrate(empty.url);
    await opened((db) =>
      db.write((tx) =>
        tx.unit.create({ data: { name: 'Lapas Tual', zone: 'Asia/Jayapura', createdAt: new Date() } }),
      ),
    );
    expect(await migrate(empty.url)).toEqual([]);
    expect(await opened((db) => db.read.unit.count())).toBe(1);
  });

  it('apply only what the database lacks', async () => {
    await migrate(empty.url);
    const folder = await withOneMore('29990101000000_more', 'CREATE TABLE "More" ("id" INTEGER);');
    expect(await migrate(empty.url, { folder })).toEqual(['29990101000000_more']);
  });

  it('name the migration that fails and why, and stop the next start too', async () => {
    const folder = await withOneMore('29990101000000_faulty', 'ALTER TABLE "Nowhere" ADD COLUMN "x" TEXT;');
    await expect(migrate(empty.url, { folder })).rejects.toThrow(/29990101000000_faulty[^]*Nowhere/);
    await expect(migrate(empty.url, { folder })).rejects.toThrow(/29990101000000_faulty/);
    await expect(migrate(empty.url, { folder })).rejects.not.toThrow(/schema_engine|\.rs:/);
  });

  it('refuse a folder of the other database', async () => {
    const other = kind === 'sqlite' ? 'postgresql' : 'sqlite';
    const folder = migrationsFolder(other);
    await expect(migrate(empty.url, { folder })).rejects.toThrow(/migration_lock\.toml/);
  });

  it('let go of the database, so that it can be dropped', async () => {
    await migrate(empty.url);
    await expect(empty.remove()).resolves.toBeUndefined();
    empty = await create();
  });

  it.runIf(kind === 'postgresql')('are applied by one of three replicas that start together', async () => {
    const applied = await Promise.all([migrate(empty.url), migrate(empty.url), migrate(empty.url)]);
    expect(applied.flat()).toEqual(present);
  });

  it.runIf(kind === 'sqlite')('make the folder of the file', async () => {
    const path = join(folder, 'data', 'deeper', 'sambang.db');
    expect(await migrate(`file:${path}`)).toEqual(present);
  });
});

it('a server that is not there is told without the password', async () => {
  await expect(migrate('postgresql://nobody:rahasia@127.0.0.1:1/nowhere')).rejects.toSatisfy(
    (error) => /could not be migrated/.test(String(error)) && !/rahasia/.test(String(error)),
  );
});

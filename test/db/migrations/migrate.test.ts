import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
    const folders = await withOneMore('29990101000000_more', 'CREATE TABLE "More" ("id" INTEGER);');
    expect(await migrate(empty.url, { folder: folders })).toEqual(['29990101000000_more']);
  });

  it('name the migration that fails and why, and stop the next start too', async () => {
    const folders = await withOneMore('29990101000000_faulty', 'ALTER TABLE "Nowhere" ADD COLUMN "x" TEXT;');
    await expect(migrate(empty.url, { folder: folders })).rejects.toThrow(/29990101000000_faulty[^]*Nowhere/);
    await expect(migrate(empty.url, { folder: folders })).rejects.toThrow(/29990101000000_faulty/);
    await expect(migrate(empty.url, { folder: folders })).rejects.not.toThrow(/schema_engine|\.rs:/);
  });

  it('leave nothing of one that fails halfway, so that it can be mended', async () => {
    const name = '29990101000000_halves';
    const half = 'CREATE TABLE "Half" ("id" INTEGER);';
    const faulty = await withOneMore(name, `${half}\nALTER TABLE "Nowhere" ADD COLUMN "x" TEXT;`);
    await expect(migrate(empty.url, { folder: faulty })).rejects.toMatchObject({ reason: 'failed' });
    expect(await migrate(empty.url, { folder: await withOneMore(name, half) })).toEqual([name]);
  });

  it('are kept with what the record of `prisma migrate` holds', async () => {
    await migrate(empty.url);
    const rows = await opened(
      (db) =>
        db.read.$queryRaw`SELECT "migration_name", "checksum", "rolled_back_at" FROM "_prisma_migrations"`,
    );
    const records = present.map(async (name) => {
      const sql = await readFile(new URL(`${name}/migration.sql`, migrationsFolder(kind)));
      const checksum = createHash('sha256').update(sql).digest('hex');
      return { migration_name: name, checksum, rolled_back_at: null };
    });
    expect(rows).toMatchObject(await Promise.all(records));
  });

  it('refuse one that ends the transaction it is run in, and take what an enum’s change is put into', async () => {
    const ends = await withOneMore('29990101000000_ends', 'CREATE TABLE "More" ("id" INTEGER); COMMIT ;');
    await expect(migrate(empty.url, { folder: ends })).rejects.toThrow(/ends the transaction/);
    const within = 'BEGIN;\nCREATE TABLE "Within" ("id" INTEGER);\nCOMMIT;\n';
    const folders = await withOneMore('29990101000000_ends', within);
    expect(await migrate(empty.url, { folder: folders })).toEqual(['29990101000000_ends']);
  });

  it('refuse a database that a newer version made, and change nothing', async () => {
    await migrate(empty.url, {
      folder: await withOneMore('29990101000000_more', 'CREATE TABLE "More" ("id" INTEGER);'),
    });
    await expect(migrate(empty.url)).rejects.toMatchObject({
      reason: 'newer',
      said: { id: expect.stringContaining('versi yang lebih baru (29990101000000_more)') },
    });
  });

  const RECORD = `CREATE TABLE "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY, "checksum" VARCHAR(64),
    "migration_name" VARCHAR(255), "started_at" TIMESTAMP, "finished_at" TIMESTAMP, "rolled_back_at" TIMESTAMP,
    "applied_steps_count" INTEGER)`;
  const noted = (name: string, finished: string) =>
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at")
      VALUES ('${name}', '', '${name}', CURRENT_TIMESTAMP, ${finished})`;

  it.each([
    ['another program’s tables', ['CREATE TABLE "Note" ("id" INTEGER)']],
    [
      'another program’s tables that Prisma made',
      ['CREATE TABLE "Note" ("id" INTEGER)', RECORD, noted('20200101000000_init', 'CURRENT_TIMESTAMP')],
    ],
  ])('refuse a database with %s', async (_what, statements) => {
    await opened((db) =>
      db.write(async (tx) => {
        for (const sql of statements) await tx.$executeRawUnsafe(sql);
      }),
    );
    await expect(migrate(empty.url)).rejects.toMatchObject({
      reason: 'foreign',
      said: { en: expect.stringContaining('belongs to another program. Check DATABASE_URL') },
    });
  });

  it('refuse a database in which an older version’s upgrade broke off, and say what to do', async () => {
    await opened((db) =>
      db.write(async (tx) => {
        for (const sql of [RECORD, noted(present[0] ?? '', 'NULL')]) await tx.$executeRawUnsafe(sql);
      }),
    );
    await expect(migrate(empty.url)).rejects.toMatchObject({
      reason: 'unfinished',
      said: { en: expect.stringContaining('npm run restore') },
    });
  });

  it('refuse a folder of the other database', async () => {
    const other = kind === 'sqlite' ? 'postgresql' : 'sqlite';
    const folders = migrationsFolder(other);
    await expect(migrate(empty.url, { folder: folders })).rejects.toThrow(/migration_lock\.toml/);
  });

  it('let go of the database, so that it can be dropped', async () => {
    await migrate(empty.url);
    await expect(empty.remove()).resolves.toBeUndefined();
    empty = await create();
  });

  it.runIf(kind === 'postgresql')('are applied by one of three replicas that start together', async () => {
    const applied = await Promise.all([migrate(empty.url), migrate(empty.url), migrate(empty.url)]);
    expect(applied.flat().toSorted()).toEqual(present);
  });

  it.runIf(kind === 'sqlite')('make the folder of the file', async () => {
    const path = join(folder, 'data', 'deeper', 'sambang.db');
    expect(await migrate(`file:${path}`)).toEqual(present);
  });
});

it('a server that is not there is told without the password', async () => {
  await expect(migrate('postgresql://nobody:rahasia@127.0.0.1:1/nowhere')).rejects.toSatisfy(
    (error) => /ECONNREFUSED/.test(String(error)) && !/rahasia/.test(String(error)),
  );
});

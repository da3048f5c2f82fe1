import { renameSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createDatabase, type Db } from '../../../src/db/database.js';
import { listMigrations, migrationsFolder } from '../../../src/db/migrations/folders.js';
import { migrate } from '../../../src/db/migrations/migrate.js';
import type { Upgraded } from '../../../src/db/migrations/upgrade.js';
import { type EmptyDatabase, emptyDatabases } from '../../support/empty.js';
import { createBasics } from '../fixtures.js';

const MORE = '29990101000000_more';
const all = await listMigrations(migrationsFolder('sqlite'));
const present = all.at(-1) ?? '';

describe.each(emptyDatabases())('the database of an office on $kind', ({ kind, create }) => {
  let empty: EmptyDatabase;
  let folder: string;
  beforeEach(async () => {
    empty = await create();
    folder = await mkdtemp(join(inject('templates').folder, 'office-'));
    await migrate(empty.url);
    await opened((db) => db.write((tx) => createBasics(tx)));
  });
  afterEach(async () => {
    await empty.remove();
    await rm(folder, { recursive: true });
  });

  async function opened<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const db = await createDatabase(empty.url);
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  }

  async function withOneMore(sql = 'CREATE TABLE "More" ("id" INTEGER);'): Promise<URL> {
    await cp(migrationsFolder(kind), folder, { recursive: true });
    await mkdir(join(folder, MORE), { recursive: true });
    await writeFile(join(folder, MORE, 'migration.sql'), sql);
    return pathToFileURL(`${folder}/`);
  }

  const migrations = () =>
    opened(
      (db) => db.read.$queryRaw<{ name: string }[]>`
      SELECT "migration_name" AS name FROM "_prisma_migrations" ORDER BY 1`,
    );

  it('is backed up before it is upgraded, and the figures before and after are told', async () => {
    const told: Upgraded[] = [];
    const done: string[] = [];
    await migrate(empty.url, {
      folder: await withOneMore(),
      backUp: async () => {
        done.push('backup');
        return 'sambang-20230905-113000.db';
      },
      onStep: (step) => done.push(step),
      onUpgraded: (upgraded) => told.push(upgraded),
    });
    expect(done.indexOf('backup')).toBeLessThan(done.indexOf(`apply ${MORE}`));
    const figures = {
      Unit: 1,
      Person: 1,
      Post: 0,
      Agency: 1,
      Visit: 0,
      FollowUp: 0,
      Programme: 1,
      Participant: 1,
      Enrolment: 1,
      Session: 0,
      Attendance: 0,
    };
    expect(told).toEqual([{ from: present, to: MORE, figures, backup: 'sambang-20230905-113000.db' }]);
  });

  it('needs no backup where nothing is lacking, or nothing is in it yet', async () => {
    const backUp = () => Promise.reject(new Error('nobody asked for it'));
    expect(await migrate(empty.url, { backUp })).toEqual([]);
    const another = await create();
    expect(await migrate(another.url, { backUp, folder: await withOneMore() })).toContain(MORE);
    await another.remove();
  });

  it.each([
    ['the backup fails', 'backup', 'SELECT 1;', () => Promise.reject(new Error('disk full'))],
    [
      'a participant is missing afterwards',
      'figures',
      'DELETE FROM "Enrolment"; DELETE FROM "Participant";',
      undefined,
    ],
    [
      'a statement fails',
      'failed',
      'CREATE TABLE "More" ("id" INTEGER); ALTER TABLE "Nowhere" ADD "x" TEXT;',
      undefined,
    ],
  ])('is as it was where %s', async (_what, reason, sql, backUp) => {
    const hooks = { folder: await withOneMore(sql), ...(backUp && { backUp }) };
    await expect(migrate(empty.url, hooks)).rejects.toMatchObject({ reason });
    expect(await migrations()).toMatchObject(all.map((name) => ({ name })));
    expect(await opened((db) => db.read.participant.count())).toBe(1);
    expect(await migrate(empty.url)).toEqual([]);
  });

  describe.runIf(kind === 'sqlite')('as a file', () => {
    const path = () => empty.url.slice('file:'.length);
    const beside = async () => (await readdir(join(path(), '..'))).toSorted();

    it('is upgraded as a copy, of which nothing is left, and stays as private as it was', async () => {
      await chmod(path(), 0o600);
      await writeFile(`${path()}.upgrading`, 'of an upgrade that was killed');
      await writeFile(`${path()}.upgrading-wal`, 'likewise');
      const ino = (await stat(path())).ino;
      await migrate(empty.url, { folder: await withOneMore() });
      expect(await beside()).toEqual(['sambang.db']);
      expect((await stat(path())).ino).not.toBe(ino);
      expect((await stat(path())).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
      const file = new BetterSqlite3(path(), { readonly: true });
      expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(file.pragma('application_id', { simple: true })).toBe(0x534d4247);
      file.close();
    });

    it('is rid of what a killed upgrade left, also where the program has been put back since', async () => {
      await writeFile(`${path()}.upgrading`, 'of an upgrade that was killed');
      await migrate(empty.url);
      expect(await beside()).toEqual(['sambang.db']);
    });

    it('is left alone where rows would refer to nothing', async () => {
      const before = await readFile(path());
      const folders = await withOneMore('DELETE FROM "Agency"; UPDATE "Programme" SET "agencyId" = 99;');
      await expect(migrate(empty.url, { folder: folders })).rejects.toThrow(/refer to nothing/);
      expect(await beside()).toEqual(['sambang.db']);
      expect(before.length).toBe((await readFile(path())).length);
    });

    it('waits, saying so, while another program reads it, and stops waiting when it is told to', async () => {
      const reader = new BetterSqlite3(path(), { readonly: true });
      reader.prepare('SELECT COUNT(*) FROM "Unit"').get();
      const stop = new AbortController();
      const folders = await withOneMore();
      let said = 0;
      const given = migrate(empty.url, {
        folder: folders,
        signal: stop.signal,
        onWaiting: () => {
          said += 1;
          stop.abort();
        },
      });
      await expect(given).rejects.toMatchObject({ name: 'AbortError' });
      const waiting = migrate(empty.url, { folder: folders, onWaiting: () => reader.close() });
      expect(await waiting).toEqual([MORE]);
      expect(said).toBe(1);
    });

    /** As Windows does while somebody, if only a virus scanner, has the file open: `busy` is what they do meanwhile. */
    const refusedOnce = (code: string, busy: () => void) => {
      let refused = 0;
      const said: number[] = [];
      const placing = {
        platform: 'win32' as const,
        rename: (from: string, to: string) => {
          if (refused > 0) return renameSync(from, to);
          refused += 1;
          busy();
          throw Object.assign(new Error('refused'), { code });
        },
      };
      return { said, hooks: { placing, onWaiting: () => void said.push(refused) } };
    };

    it.each(['EPERM', 'EBUSY', 'EACCES'])(
      'waits, saying so, where the file can’t be exchanged for the moment (%s)',
      async (code) => {
        const { said, hooks } = refusedOnce(code, () => undefined);
        expect(await migrate(empty.url, { folder: await withOneMore(), ...hooks })).toEqual([MORE]);
        expect(said).toEqual([1]);
        expect(await beside()).toEqual(['sambang.db']);
      },
    );

    it('loses nothing that another program writes while the file can’t be exchanged', async () => {
      const { hooks } = refusedOnce('EBUSY', () => {
        const other = new BetterSqlite3(path());
        other.exec(`UPDATE "Unit" SET "name" = 'Rutan Saumlaki'`);
        other.close();
      });
      expect(await migrate(empty.url, { folder: await withOneMore(), ...hooks })).toEqual([MORE]);
      expect(await opened((db) => db.read.unit.findMany({ select: { name: true } }))).toEqual([
        { name: 'Rutan Saumlaki' },
      ]);
      expect(await beside()).toEqual(['sambang.db']);
    });

    it('is left as it was where it can’t be exchanged for another reason', async () => {
      const { said, hooks } = refusedOnce('ENOSPC', () => undefined);
      await expect(migrate(empty.url, { folder: await withOneMore(), ...hooks })).rejects.toThrow('refused');
      expect(said).toEqual([]);
      expect(await beside()).toEqual(['sambang.db']);
      expect(await opened((db) => db.read.unit.count())).toBe(1);
    });

    it('starts without waiting while another program reads it, where nothing is lacking', async () => {
      const reader = new BetterSqlite3(path(), { readonly: true });
      reader.exec('BEGIN');
      reader.prepare('SELECT COUNT(*) FROM "Unit"').get();
      expect(await migrate(empty.url)).toEqual([]);
      expect(await opened((db) => db.read.unit.count())).toBe(1);
      reader.close();
    });
  });
});

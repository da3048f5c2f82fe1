import { chmod, copyFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { listMigrations, migrationsFolder } from '../db/migrations/folders.js';
import { missingIn } from '../db/migrations/history.js';
import { lookInto } from '../db/migrations/sqlite.js';
import { DatabaseRefused, type RefusalReason } from '../db/start/refusal.js';
import { syncFile } from '../lib/disk/synced.js';
import { makePrivateFolder, PRIVATE } from '../lib/shut/private-files.js';
import { BadBackupError, freeFile, inspect, isThere, type Rows, stamp } from './backup.js';

/** What became of a restoration. Unless it is `ok`, nothing was changed. `aside` is where the present file is now. */
export type Restored =
  | { readonly ok: true; readonly rows: Rows; readonly aside: string | undefined }
  | {
      readonly ok: false;
      /**
       * `running`: the program has the database open; `newer`: a later version of it made the backup; `foreign`: another
       * program did.
       */
      readonly reason: 'missing' | 'damaged' | 'newer' | 'foreign' | 'running' | 'same-file';
      readonly detail?: string;
    };

/** The files that may lie beside a database and belong to it. */
const BESIDE = ['', '-wal', '-shm'] as const;

/**
 * Puts a backup in a database's place. The backup is copied and looked through first, and the present file is kept
 * beside the new one, whatever it holds.
 */
export async function restore(backup: string, path: string, now: Date, zone: string): Promise<Restored> {
  if (!(await isThere(backup))) return { ok: false, reason: 'missing' };
  if (resolve(backup) === resolve(path)) return { ok: false, reason: 'same-file' };
  await makePrivateFolder(dirname(path));
  const copy = `${path}.restoring`;
  try {
    await rm(copy, { force: true });
    await copyFile(backup, copy);
    await chmod(copy, PRIVATE.file);
    const { rows } = inspect(copy);
    const reason = refusalOf(copy, await listMigrations(migrationsFolder('sqlite')));
    if (reason === 'newer' || reason === 'foreign') return { ok: false, reason };
    if (reason !== undefined) return { ok: false, reason: 'damaged', detail: reason };
    await syncFile(copy);
    if (!(await isThere(path))) {
      await rename(copy, path);
      return { ok: true, rows, aside: undefined };
    }
    if (!closeForAll(path)) return { ok: false, reason: 'running' };
    const asideAt = (at: Date) => join(dirname(path), `sambang-before-restore-${stamp(at, zone)}.db`);
    const aside = await freeFile(asideAt, now);
    await exchange(path, copy, aside);
    return { ok: true, rows, aside };
  } catch (error) {
    if (error instanceof BadBackupError) return { ok: false, reason: 'damaged', detail: error.message };
    throw error;
  } finally {
    for (const suffix of BESIDE) await rm(`${copy}${suffix}`, { force: true });
  }
}

/** Why the program wouldn't start on a database. */
function refusalOf(file: string, known: readonly string[]): RefusalReason | undefined {
  const database = new BetterSqlite3(file, { readonly: true });
  try {
    missingIn(lookInto(database), known);
    return undefined;
  } catch (error) {
    if (error instanceof DatabaseRefused) return error.reason;
    throw error;
  } finally {
    database.close();
  }
}

/**
 * Brings what is in the log beside a database into the database itself, which SQLite does only for its last user.
 * `false`: another one has it open.
 */
export function closeForAll(path: string): boolean {
  let database: BetterSqlite3.Database | undefined;
  try {
    database = new BetterSqlite3(path, { fileMustExist: true, timeout: 1_000 });
    database.pragma('journal_mode = DELETE');
    return true;
  } catch (error) {
    const code = error instanceof BetterSqlite3.SqliteError ? error.code : '';
    // A damaged file is a reason to restore, and no obstacle to it.
    if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) return true;
    if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) return false;
    throw error;
  } finally {
    database?.close();
  }
}

async function exchange(path: string, copy: string, aside: string): Promise<void> {
  const moved: string[] = [];
  try {
    for (const suffix of BESIDE) {
      if (!(await isThere(`${path}${suffix}`))) continue;
      await rename(`${path}${suffix}`, `${aside}${suffix}`);
      await chmod(`${aside}${suffix}`, PRIVATE.file);
      moved.push(suffix);
    }
    await rename(copy, path);
  } catch (error) {
    for (const suffix of moved) await rename(`${aside}${suffix}`, `${path}${suffix}`);
    throw error;
  }
}

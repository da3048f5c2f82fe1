import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { isoDate, localDate, localTime } from '../lib/zoned.js';
import { type Keep, type Kept, outlived } from './files/thinning.js';
import { checkSpace, PARTIAL, removeAll, writeWhole } from './files/whole-files.js';

/** The rows of each table. */
export type Rows = Readonly<Record<string, number>>;

/** Where backups go, the zone that they are named in, and how many are kept. */
export type Shelf = { readonly folder: string; readonly zone: string; readonly keep: Keep };

/** `file` is the verified backup; `removed` are the names of those that were too old. */
export type Backup = { readonly file: string; readonly rows: Rows; readonly removed: readonly string[] };

/** A backup that can't be trusted: not a whole database, or not the same as the original. */
export class BadBackupError extends Error {}

const two = (n: number): string => String(n).padStart(2, '0');

/** `20230831-174503`: a moment as files are named after it, in the unit's zone. */
export function stamp(now: Date, zone: string): string {
  const { hour, minute } = localTime(now, zone);
  const seconds = Math.floor(now.getTime() / 1000) % 60;
  return `${isoDate(localDate(now, zone)).replaceAll('-', '')}-${two(hour)}${two(minute)}${two(seconds)}`;
}

const NAME = /^sambang-(\d{4})(\d{2})(\d{2})-\d{6}\.(?:db|dump)$/;

/** The backups in a folder, newest first; a folder that isn't there has none. */
export async function listBackups(folder: string): Promise<Kept[]> {
  const names = await readdir(folder).catch(() => []);
  const found: Kept[] = [];
  // Their names begin with the time.
  for (const name of names.toSorted((a, b) => (a < b ? 1 : -1))) {
    const [, year, month, day] = NAME.exec(name) ?? [];
    if (day === undefined) continue;
    const { size: bytes } = await stat(join(folder, name));
    found.push({ name, date: { year: Number(year), month: Number(month), day: Number(day) }, bytes });
  }
  return found;
}

/**
 * Looks a database file through, and says how many rows it holds.
 * @throws {BadBackupError} where the file is damaged or not a database of this program.
 */
export function inspect(file: string): { readonly rows: Rows; readonly migrations: readonly string[] } {
  let database: BetterSqlite3.Database | undefined;
  try {
    database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
    const faults = database.pragma('integrity_check', { simple: true });
    if (faults !== 'ok') throw new BadBackupError(String(faults));
    const dangling = database.pragma('foreign_key_check');
    if (Array.isArray(dangling) && dangling.length > 0) throw new BadBackupError('foreign_key_check');
    const migrations = database
      .prepare<[], { name: string }>(
        'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1',
      )
      .all();
    return { rows: countRows(database), migrations: migrations.map(({ name }) => name) };
  } catch (error) {
    if (error instanceof BadBackupError) throw error;
    throw new BadBackupError(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    database?.close();
  }
}

function countRows(database: BetterSqlite3.Database): Rows {
  const tables = database
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .all();
  const count = (name: string) =>
    database.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM "${name}"`).get()?.n ?? 0;
  return Object.fromEntries(tables.map(({ name }) => [name, count(name)]));
}

/** The file that is named after a moment, whether there is one or not. */
export function fileFor({ folder, zone }: Shelf, now: Date, kind: 'db' | 'dump'): string {
  return join(folder, `sambang-${stamp(now, zone)}.${kind}`);
}

/** The first file that isn't there yet, named after this second or one that follows: two may be made within one. */
export async function freeFile(fileAt: (at: Date) => string, now: Date): Promise<string> {
  const file = fileAt(now);
  const isTaken = (await isThere(file)) || (await isThere(`${file}${PARTIAL}`));
  return isTaken ? freeFile(fileAt, new Date(now.getTime() + 1000)) : file;
}

/**
 * Copies an SQLite database, also while the program writes to it, into one file in an existing folder, and looks it
 * through before it gets its name; then removes those that were kept long enough. It blocks the event loop: a second for
 * 20 MB or so.
 *
 * @throws {BadBackupError} where the copy isn't what the original was, and whatever the disk says. Nothing is left
 * then, and no older backup is removed.
 */
export async function backUp(source: string, shelf: Shelf, now: Date): Promise<Backup> {
  const file = await freeFile((at) => fileFor(shelf, at, 'db'), now);
  const original = new BetterSqlite3(source, { readonly: true, fileMustExist: true });
  try {
    await checkSpace(shelf.folder, pagesOf(original));
    const rows = await writeWhole(file, (partial) => copyInto(partial, original));
    return { file, rows, removed: await thin(shelf, now) };
  } finally {
    original.close();
  }
}

function pagesOf(database: BetterSqlite3.Database): number {
  return (
    Number(database.pragma('page_count', { simple: true })) *
    Number(database.pragma('page_size', { simple: true }))
  );
}

async function copyInto(partial: string, original: BetterSqlite3.Database): Promise<Rows> {
  // One read transaction: what is counted is what is copied, whatever is written meanwhile.
  original.exec('BEGIN');
  const rows = countRows(original);
  await original.backup(partial, { progress: () => 0x7fffffff });
  original.exec('COMMIT');
  settle(partial);
  const copy = inspect(partial);
  if (JSON.stringify(copy.rows) !== JSON.stringify(rows)) throw new BadBackupError('rows are missing');
  return rows;
}

/** Makes a copied database one whole file: without its log beside it, it would need that to be read. */
function settle(file: string): void {
  const copy = new BetterSqlite3(file);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** Whether there is such a file. */
export async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Removes the backups that were kept long enough. Resolves to their names. */
export async function thin({ folder, zone, keep }: Shelf, now: Date): Promise<readonly string[]> {
  const old = outlived(await listBackups(folder), keep, localDate(now, zone)).map(({ name }) => name);
  await removeAll(folder, old);
  return old;
}

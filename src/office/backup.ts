import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { PRIVATE } from '../lib/private-files.js';
import { isoDate, type LocalDate, localDate, localTime } from '../lib/zoned.js';

/** Where backups lie, from the working folder, and for how many days each is kept. */
export const BACKUPS = 'backups';
export const KEPT_DAYS = 30;

/** The rows of each table. */
export type Rows = Readonly<Record<string, number>>;

/** `file` is the verified backup; `removed` are the names of those that were too old. */
export type Backup = { readonly file: string; readonly rows: Rows; readonly removed: readonly string[] };

/** A backup in a folder. */
export type Kept = { readonly name: string; readonly date: LocalDate; readonly bytes: number };

/** A backup that can't be trusted: not a whole database, or not the same as the original. */
export class BadBackupError extends Error {}

const two = (n: number): string => String(n).padStart(2, '0');

/** `20230831-174503`: a moment as files are named after it, in the unit's zone. */
export function stamp(now: Date, zone: string): string {
  const { hour, minute } = localTime(now, zone);
  const seconds = Math.floor(now.getTime() / 1000) % 60;
  return `${isoDate(localDate(now, zone)).replaceAll('-', '')}-${two(hour)}${two(minute)}${two(seconds)}`;
}

const NAME = /^sambang-(\d{4})(\d{2})(\d{2})-\d{6}\.db$/;

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

/** Has the disk keep what was written to a file. */
export async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Copies an SQLite database, also while the program writes to it, into one file in an existing folder, and looks it
 * through before it gets its name; then removes those older than {@link KEPT_DAYS} days.
 *
 * @throws {BadBackupError} where the copy isn't what the original was, and whatever the disk says. Nothing is left
 * then, and no older backup is removed.
 */
export async function backUp(source: string, folder: string, now: Date, zone: string): Promise<Backup> {
  const file = join(folder, `sambang-${stamp(now, zone)}.db`);
  const partial = `${file}.partial`;
  // Of two in the same second the later one would take the first one's name.
  if (await isThere(file)) throw new Error(`${file} is there already`);
  const original = new BetterSqlite3(source, { readonly: true, fileMustExist: true });
  try {
    await (await open(partial, 'wx', PRIVATE.file)).close();
    // One read transaction: what is counted is what is copied, whatever is written meanwhile.
    original.exec('BEGIN');
    const rows = countRows(original);
    await original.backup(partial, { progress: () => 0x7fffffff });
    original.exec('COMMIT');
    settle(partial);
    const copy = inspect(partial);
    if (JSON.stringify(copy.rows) !== JSON.stringify(rows)) throw new BadBackupError('rows are missing');
    await sync(partial);
    await rename(partial, file);
    return { file, rows, removed: await thin(folder, now, zone) };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    original.close();
  }
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

async function thin(folder: string, now: Date, zone: string): Promise<readonly string[]> {
  const day = ({ year, month, day: of }: LocalDate) => Date.UTC(year, month - 1, of) / 86_400_000;
  const oldest = day(localDate(now, zone)) - KEPT_DAYS;
  const old = (await listBackups(folder)).filter(({ date }) => day(date) < oldest);
  for (const { name } of old) await rm(join(folder, name));
  return old.map(({ name }) => name);
}

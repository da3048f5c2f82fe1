import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type Backup, BadBackupError, fileFor, freeFile, type Rows, type Shelf, thin } from './backup.js';
import { BackupFailure } from './faults.js';
import { writeWhole } from './files/whole-files.js';

const execute = promisify(execFile);

/** The address as PostgreSQL's own tools take it, without the password. */
function bare(url: string): URL {
  const address = new URL(url);
  address.password = '';
  // What Prisma and other programs add to an address, PostgreSQL's tools refuse.
  const sslmode = address.searchParams.get('sslmode');
  address.search = sslmode === null ? '' : new URLSearchParams({ sslmode }).toString();
  return address;
}

const DUMP = ['--format=custom', '--no-owner', '--no-privileges'];
const RESTORE = ['--exit-on-error', '--single-transaction', '--no-owner', '--no-privileges'];

/**
 * How somebody backs up and restores the database at `url` by PostgreSQL's own tools, where they aren't installed here.
 * The password is left out: the tools ask for it.
 */
export function dumpCommands(
  url: string,
  file: string,
): { readonly backup: string; readonly restore: string } {
  const address = bare(url).href;
  return {
    backup: `pg_dump ${DUMP.join(' ')} --file=${file} "${address}"`,
    restore: `pg_restore ${RESTORE.join(' ')} --dbname="${address}" ${file}`,
  };
}

/** @throws {BackupFailure} `no-tool` where it isn't installed, `tool` or `disk-full` where it fails. */
async function run(
  tool: string,
  given: readonly string[],
  url: string,
  signal?: AbortSignal,
): Promise<string> {
  const password = decodeURIComponent(new URL(url).password);
  const env = { ...process.env, LC_ALL: 'C', ...(password !== '' && { PGPASSWORD: password }) };
  try {
    const { stdout } = await execute(tool, [...given], { env, signal, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (Reflect.get(error, 'code') === 'ENOENT')
      throw new BackupFailure('no-tool', `${tool} is not installed`);
    const said = String(Reflect.get(error, 'stderr') ?? '').trim() || `${tool} ended`;
    throw new BackupFailure(/No space left/.test(said) ? 'disk-full' : 'tool', said);
  }
}

/** The rows of each table of a database. */
async function countRows(url: string): Promise<Rows> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 30_000 });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const counted: [string, number][] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM "${name}"`);
      counted.push([name, Number(rows[0]?.n)]);
    }
    return Object.fromEntries(counted);
  } finally {
    await client.end();
  }
}

/** The tables that a dump holds rows of. @throws {BadBackupError} where it isn't a whole dump. */
async function tablesIn(file: string, url: string, signal?: AbortSignal): Promise<Set<string>> {
  const list = await run('pg_restore', ['--list', file], url, signal).catch((error: unknown) => {
    const faulty = error instanceof BackupFailure && error.fault === 'tool';
    throw faulty ? new BadBackupError(error.message) : error;
  });
  return new Set([...list.matchAll(/ TABLE DATA \S+ (\S+) /g)].map(([, name = '']) => name));
}

/**
 * Dumps a PostgreSQL database by its own pg_dump, also while the program writes to it, and looks the dump's list of
 * contents through before it gets its name; then removes those that were kept long enough. The rows are counted just
 * before.
 *
 * @throws {BadBackupError} where a table is missing, {@link BackupFailure} where pg_dump is, or fails; and what disk and
 * database say. Nothing is left then, and no older backup is removed.
 */
export async function dump(url: string, shelf: Shelf, now: Date, signal?: AbortSignal): Promise<Backup> {
  const file = await freeFile((at) => fileFor(shelf, at, 'dump'), now);
  const rows = await writeWhole(file, async (partial) => {
    const counted = await countRows(url);
    await run('pg_dump', [...DUMP, '--no-password', `--file=${partial}`, bare(url).href], url, signal);
    const held = await tablesIn(partial, url, signal);
    const missing = Object.keys(counted).filter((table) => !held.has(table));
    if (missing.length > 0) throw new BadBackupError(`tables are missing: ${missing.join(', ')}`);
    return counted;
  });
  return { file, rows, removed: await thin(shelf, now) };
}

/**
 * Restores a dump into an empty database, whole or not at all. What stands in another is never touched: the old database
 * stays as it is, and the new one is named in its place.
 *
 * @throws {BadBackupError} where it isn't a whole dump of this program, {@link BackupFailure} as `dump`.
 */
export async function restoreDump(
  file: string,
  url: string,
): Promise<
  { readonly ok: true; readonly rows: Rows } | { readonly ok: false; readonly reason: 'not-empty' }
> {
  if (!(await tablesIn(file, url)).has('_prisma_migrations'))
    throw new BadBackupError('no table of migrations');
  if (Object.keys(await countRows(url)).length > 0) return { ok: false, reason: 'not-empty' };
  await run('pg_restore', [...RESTORE, '--no-password', `--dbname=${bare(url).href}`, file], url);
  return { ok: true, rows: await countRows(url) };
}

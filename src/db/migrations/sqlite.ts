import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import BetterSqlite3 from 'better-sqlite3';
import { syncFile } from '../../lib/disk/synced.js';
import { makePlace } from '../sqlite.js';
import { assertSame, type Figures, figuresOf } from './figures.js';
import type { Migration } from './folders.js';
import { type Found, failed, MAKE_RECORD, missingIn, RECORD } from './history.js';
import { takePlace } from './placing.js';
import { backedUp, type MigrationHooks, untilFree } from './upgrade.js';

type Database = BetterSqlite3.Database;

/** `SMBG`: by it a file says which program it belongs to (`file` and SQLite's header call it the application id). */
const MARK = 0x53_4d_42_47;
/** What may lie beside a database and belongs to it. */
const BESIDE = ['', '-journal', '-wal', '-shm'] as const;
/** better-sqlite3 waits by blocking the event loop. */
const BUSY_TIMEOUT_MS = 50;

const tablesOf = (database: Database): ReadonlySet<string> =>
  new Set(
    database
      .prepare<[], { name: string }>(`SELECT "name" FROM sqlite_schema WHERE "type" = 'table'`)
      .all()
      .map(({ name }) => name),
  );

const countIn = (database: Database) => (table: string) =>
  database.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM "${table}"`).get()?.n ?? 0;

/** What an SQLite database says of itself. */
export function lookInto(database: Database): Found {
  const tables = tablesOf(database);
  const rows = tables.has('_prisma_migrations')
    ? database
        .prepare<[], { name: string; finished: number }>(
          `SELECT "migration_name" AS name, "finished_at" IS NOT NULL AS finished FROM ${RECORD}
            WHERE "rolled_back_at" IS NULL ORDER BY "migration_name"`,
        )
        .all()
    : [];
  const namesOf = (finished: number) =>
    rows.filter((row) => row.finished === finished).map(({ name }) => name);
  return {
    marked: database.pragma('application_id', { simple: true }) === MARK,
    filled: [...tables].some((name) => name !== '_prisma_migrations') || rows.length > 0,
    applied: namesOf(1),
    unfinished: namesOf(0),
  };
}

/** As `migrate` does it for an SQLite file. What holds an office is upgraded as a copy, which then takes its place. */
export async function migrateSqlite(
  path: string,
  migrations: readonly Migration[],
  hooks: MigrationHooks,
): Promise<readonly string[]> {
  await makePlace(path);
  const known = migrations.map(({ name }) => name);
  const { missing, inhabited } = opened(path, { timeout: BUSY_TIMEOUT_MS * 100 }, (database) => ({
    missing: missingIn(lookInto(database), known),
    inhabited: tablesOf(database).has('Unit') && countIn(database)('Unit') > 0,
  }));
  const lacking = migrations.filter(({ name }) => missing.includes(name));
  if (lacking.length > 0 && inhabited) return upgrade(path, migrations, hooks);
  // Of an upgrade that was killed, whose program was then exchanged for the former one.
  await removeCopy(path);
  if (lacking.length === 0) return [];
  return opened(path, { timeout: BUSY_TIMEOUT_MS * 100 }, (database) => {
    // As the program opens it: changing it later would need the file for oneself.
    database.pragma('journal_mode = WAL');
    return applyAll(database, lacking, hooks);
  });
}

function opened<T>(path: string, options: BetterSqlite3.Options, work: (database: Database) => T): T {
  const database = new BetterSqlite3(path, options);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** Resolves to the names of those applied; another process may have been quicker with some. */
function applyAll(
  database: Database,
  migrations: readonly Migration[],
  { onStep }: MigrationHooks,
): string[] {
  // Prisma's SQL makes tables anew while others refer to them, and says so by a pragma that means nothing in a
  // transaction. What refers to nothing is looked for before each commit instead.
  database.pragma('foreign_keys = OFF');
  return migrations.flatMap((migration) => (apply(database, migration, onStep) ? [migration.name] : []));
}

/** Applies one in a transaction with its record. @returns false where it was there already. */
function apply(
  database: Database,
  { name, sql, checksum }: Migration,
  onStep: MigrationHooks['onStep'],
): boolean {
  try {
    onStep?.(`begin ${name}`);
    database.exec('BEGIN IMMEDIATE');
    if (lookInto(database).applied.includes(name)) {
      database.exec('ROLLBACK');
      return false;
    }
    database.exec(MAKE_RECORD('DATETIME'));
    onStep?.(`apply ${name}`);
    database.exec(sql);
    if (!database.inTransaction) throw new Error('it ends the transaction that it is run in');
    const dangling = database.pragma('foreign_key_check');
    if (Array.isArray(dangling) && dangling.length > 0)
      throw new Error('it leaves rows that refer to nothing');
    database
      .prepare(
        `INSERT INTO ${RECORD} ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
          VALUES (?, ?, ?, unixepoch() * 1000, unixepoch() * 1000, 1)`,
      )
      .run(randomUUID(), checksum, name);
    database.pragma(`application_id = ${MARK}`);
    onStep?.(`commit ${name}`);
    database.exec('COMMIT');
    onStep?.(`committed ${name}`);
    return true;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw failed(name, error);
  }
}

async function upgrade(
  path: string,
  migrations: readonly Migration[],
  hooks: MigrationHooks,
): Promise<readonly string[]> {
  const { onStep } = hooks;
  onStep?.('wait');
  const original = await untilFree(hooks, () => takeAlone(path));
  try {
    const { applied } = lookInto(original);
    const lacking = migrations.filter(({ name }) => !applied.includes(name));
    // Another process was quicker.
    if (lacking.length === 0) return [];
    const copy = copyOf(path);
    onStep?.('copy');
    await copyWhole(original, path, copy);
    onStep?.('backup');
    const backup = await backedUp(hooks, copy);
    const { names, figures } = await upgradeCopy(copy, lacking, hooks);
    onStep?.('sync');
    await syncFile(copy);
    onStep?.('place');
    if (!(await takePlace(original, copy, path, hooks))) return await upgrade(path, migrations, hooks);
    onStep?.('placed');
    hooks.onUpgraded?.({ from: applied.at(-1) ?? '', to: names.at(-1) ?? '', figures, backup });
    return names;
  } finally {
    original.close();
    await removeCopy(path);
  }
}

const copyOf = (path: string): string => `${path}.upgrading`;

async function removeCopy(path: string): Promise<void> {
  for (const suffix of BESIDE) await rm(`${copyOf(path)}${suffix}`, { force: true });
}

/**
 * Opens a file for oneself alone, with nothing left in a log beside it. Undefined: somebody else has it open, or it was
 * exchanged meanwhile.
 */
function takeAlone(path: string): Database | undefined {
  const before = statSync(path).ino;
  const database = new BetterSqlite3(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    database.pragma('journal_mode = DELETE');
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    if (statSync(path).ino === before) return database;
  } catch (error) {
    database.close();
    if (error instanceof BetterSqlite3.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/.test(error.code))
      return undefined;
    throw error;
  }
  database.close();
  return undefined;
}

/** Copies a database to a file that only those may read who may read the original. */
async function copyWhole(original: Database, path: string, copy: string): Promise<void> {
  await removeCopy(path);
  const { mode } = await stat(path);
  await (await open(copy, 'wx', mode & 0o777)).close();
  await original.backup(copy, { progress: () => 0x7f_ff_ff_ff });
}

/** Upgrades the copy, which may be lost, and looks it through. */
async function upgradeCopy(
  copy: string,
  migrations: readonly Migration[],
  hooks: MigrationHooks,
): Promise<{ readonly names: readonly string[]; readonly figures: Figures }> {
  const database = new BetterSqlite3(copy);
  try {
    database.pragma('journal_mode = MEMORY');
    database.pragma('synchronous = OFF');
    const before = await figuresOf(tablesOf(database), countIn(database));
    const names = applyAll(database, migrations, hooks);
    hooks.onStep?.('check');
    const faults = database.pragma('integrity_check', { simple: true });
    if (faults !== 'ok') throw failed(names.at(-1) ?? '', faults);
    const figures = await figuresOf(tablesOf(database), countIn(database));
    assertSame(before, figures);
    database.pragma('journal_mode = WAL');
    return { names, figures };
  } finally {
    database.close();
  }
}

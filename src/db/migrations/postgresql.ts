import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { assertSame, type Figures, figuresOf } from './figures.js';
import type { Migration } from './folders.js';
import { type Found, failed, MAKE_RECORD, missingIn, RECORD } from './history.js';
import { backedUp, type MigrationHooks } from './upgrade.js';

/** The schema engine's own lock: a replica of an older version is kept out too. */
const LOCK = 72_707_369;

/** What a PostgreSQL database says of itself, in the schema that the connection works in. */
async function lookInto(
  client: Client,
): Promise<{ readonly found: Found; readonly tables: ReadonlySet<string> }> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()`,
  );
  const tables = new Set(rows.map(({ name }) => name));
  const record = tables.has('_prisma_migrations')
    ? await client.query<{ name: string; finished: boolean }>(
        `SELECT "migration_name" AS name, "finished_at" IS NOT NULL AS finished FROM ${RECORD}
          WHERE "rolled_back_at" IS NULL ORDER BY "migration_name"`,
      )
    : { rows: [] };
  const namesOf = (finished: boolean) =>
    record.rows.filter((row) => row.finished === finished).map(({ name }) => name);
  const found = {
    marked: false,
    filled: rows.some(({ name }) => name !== '_prisma_migrations') || record.rows.length > 0,
    applied: namesOf(true),
    unfinished: namesOf(false),
  };
  return { found, tables };
}

/** What goes on over the transactions of one upgrade. */
type Going = {
  readonly names: string[];
  from: string | undefined;
  backup: string | undefined;
  figures: Figures | undefined;
};

/** As `migrate` does it on PostgreSQL: one transaction a migration, each under a lock that ends with it. */
export async function migratePostgresql(
  url: string,
  migrations: readonly Migration[],
  hooks: MigrationHooks,
): Promise<readonly string[]> {
  const client = new Client({
    connectionString: url,
    application_name: 'sambang',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // What ends the connection is told by the query that it breaks off.
  client.on('error', () => undefined);
  const going: Going = { names: [], from: undefined, backup: undefined, figures: undefined };
  try {
    await client.connect();
    while (await applyNext(client, url, migrations, hooks, going)) {
      // Each has its own transaction.
    }
  } finally {
    await client.end().catch(() => undefined);
  }
  const { names, from, backup, figures } = going;
  const to = names.at(-1);
  if (from !== undefined && to !== undefined && figures) hooks.onUpgraded?.({ from, to, figures, backup });
  return names;
}

/** Applies the first migration that is lacking, in one transaction with its record. @returns false where none is. */
async function applyNext(
  client: Client,
  url: string,
  migrations: readonly Migration[],
  hooks: MigrationHooks,
  going: Going,
): Promise<boolean> {
  const { onStep } = hooks;
  await client.query('BEGIN');
  try {
    // The role's own limit may be shorter than another replica's upgrade.
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    onStep?.('wait');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const { found, tables } = await lookInto(client);
    const [name] = missingIn(
      found,
      migrations.map((migration) => migration.name),
    );
    const migration = migrations.find((one) => one.name === name);
    if (!migration) return false;
    const before = await figuresOf(tables, countIn(client));
    if ((before.Unit ?? 0) > 0 && going.from === undefined) {
      onStep?.('backup');
      going.from = found.applied.at(-1) ?? '';
      going.backup = await backedUp(hooks, url);
    }
    await apply(client, migration, onStep);
    going.figures = await figuresOf((await lookInto(client)).tables, countIn(client));
    assertSame(before, going.figures);
    onStep?.(`commit ${migration.name}`);
    await client.query('COMMIT');
    onStep?.(`committed ${migration.name}`);
    going.names.push(migration.name);
    return true;
  } finally {
    // After a commit there is nothing to undo, which the server only remarks.
    await client.query('ROLLBACK').catch(() => undefined);
  }
}

const countIn = (client: Client) => async (table: string) => {
  const { rows } = await client.query<{ n: string }>(`SELECT COUNT(*) AS n FROM "${table}"`);
  return Number(rows[0]?.n);
};

async function apply(
  client: Client,
  { name, sql, checksum }: Migration,
  onStep: MigrationHooks['onStep'],
): Promise<void> {
  const transaction = async () => {
    const { rows } = await client.query<{ id: string }>('SELECT txid_current() AS id');
    return rows[0]?.id;
  };
  try {
    const ours = await transaction();
    await client.query(MAKE_RECORD('TIMESTAMPTZ'));
    onStep?.(`apply ${name}`);
    await client.query(sql);
    if ((await transaction()) !== ours) throw new Error('it ends the transaction that it is run in');
    await client.query(
      `INSERT INTO ${RECORD} ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
        VALUES ($1, $2, $3, now(), now(), 1)`,
      [randomUUID(), checksum, name],
    );
  } catch (error) {
    throw failed(name, error);
  }
}

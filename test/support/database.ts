import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { inject } from 'vitest';
import { createDatabase, type DatabaseOptions, type Db, type Reader } from '../../src/db/database.js';
import { Prisma } from '../../src/generated/sqlite/client.js';
import { NEIGHBOURS, ownRows, RESTARTED } from './neighbours.js';
import { keptConnection, onServer, withDatabase } from './postgres.js';
import { size } from './size.js';

/** A migrated database of one's own until it is closed. In it are neighbours, unless they were left out: see {@link ownRows}. */
export type TestDatabase = {
  readonly db: Db;
  /** Reads what has come since: lists, counts and first ones are of these rows alone. */
  readonly own: Reader;
  /** To open it a second time, as another process would. */
  readonly url: string;
  /** Leaves the neighbours alone in it and starts the ids at 1 again, or goes on with those that come next. */
  readonly reset: (options?: { readonly ids?: 'kept' }) => Promise<void>;
  /** From now on `reset` brings back what is in it now, with the ids that come next: what tests of a file share. */
  readonly keep: () => Promise<void>;
  /** Closes the database and removes it. */
  readonly close: () => Promise<void>;
};

/** What a database's rows are brought back from, as SQL names it: on PostgreSQL neighbours' or kept ones, on SQLite either. */
const SOURCE = 'source';
const KEPT = 'kept';

type Options = DatabaseOptions & {
  /** `false`: every table is empty, for tests of the database itself. */
  readonly neighbours?: boolean;
};

export type TestDatabaseKind = {
  readonly kind: Db['kind'];
  readonly open: (options?: Options) => Promise<TestDatabase>;
};

/**
 * The databases that a suite runs on: `describe.each(databases())('visits on $kind', ({ open }) => …)`. PostgreSQL is
 * among them when TEST_POSTGRES_URL is set. Open one per file or block and `reset` it between tests.
 */
export function databases(): TestDatabaseKind[] {
  const { folder, postgresql } = inject('templates');
  const sqlite = lending('sqlite', (options) => openSqlite(folder, options));
  if (postgresql === undefined) return [sqlite];
  const { server, template } = postgresql;
  return [sqlite, lending('postgresql', (options) => openPostgresql(server, template, options))];
}

/**
 * The one that is talked on: `describe.each(conversations())`. What is said and shown rests on stores and services, which
 * are tried on both; so that `npm test` talks on SQLite, `npm run test:full` on PostgreSQL where there is a server.
 */
export function conversations(): TestDatabaseKind[] {
  return databases().slice(...size<[number, number?]>([0, 1], [-1]));
}

/**
 * Databases that files of this worker have done with, for those that come: making and dropping one on PostgreSQL waits
 * for the server's disk, and a new client learns the schema and every query anew. A run drops them at its end.
 */
const spare = { sqlite: [] as TestDatabase[], postgresql: [] as TestDatabase[] };

function lending(kind: Db['kind'], openNew: (options?: Options) => Promise<TestDatabase>): TestDatabaseKind {
  return {
    kind,
    open: async (options) => {
      if (options) return openNew(options);
      const again = spare[kind].pop();
      await again?.reset();
      return lent(kind, again ?? (await openNew()));
    },
  };
}

/** One that goes to the next file afterwards, unless it was closed, or may have been opened by somebody else too. */
function lent(kind: Db['kind'], database: TestDatabase): TestDatabase {
  const { db, own, reset, keep, close, url } = database;
  let isKnown = false;
  return {
    own,
    reset,
    keep: async () => {
      isKnown = true;
      await keep();
    },
    db: {
      ...db,
      close: () => {
        isKnown = true;
        return db.close();
      },
    },
    get url() {
      isKnown = true;
      return url;
    },
    close: async () => {
      if (isKnown) await close();
      else spare[kind].push(database);
    },
  };
}

async function openSqlite(templates: string, { neighbours = true, ...options }: Options = {}) {
  const folder = await mkdtemp(join(templates, 'db-'));
  const path = join(folder, 'sambang.db');
  const inhabited = join(templates, `${NEIGHBOURS}.db`);
  const kept = join(folder, 'kept.db');
  let isKept = false;
  await copyFile(neighbours ? inhabited : join(templates, 'template.db'), path);
  const url = `file:${path}`;
  const db = await createDatabase(url, options);
  return {
    db,
    own: ownRows(db.read),
    url,
    reset: async ({ ids }: { readonly ids?: 'kept' } = {}) => {
      const emptied = [...tables(), ...(ids === 'kept' ? [] : ['sqlite_sequence'])];
      const refilled = isKept ? emptied : neighbours ? tables() : [];
      const connection = new BetterSqlite3(path);
      connection.exec(
        `PRAGMA foreign_keys = OFF; ATTACH '${isKept ? kept : inhabited}' AS ${SOURCE}; BEGIN;`,
      );
      connection.exec([...emptied.map(deleted), ...refilled.map(filled(SOURCE)), 'COMMIT;'].join(' '));
      connection.close();
    },
    keep: async () => {
      await rm(kept, { force: true });
      const connection = new BetterSqlite3(path);
      connection.exec(`VACUUM INTO '${kept}'`);
      connection.close();
      isKept = true;
    },
    close: async () => {
      await db.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function openPostgresql(
  server: string,
  template: string,
  { neighbours = true, ...options }: Options = {},
) {
  const name = `${template}_${randomBytes(5).toString('hex')}`;
  const from = neighbours ? `${template}_${NEIGHBOURS}` : template;
  // No test ends the server, so none waits for its disk.
  await onServer(
    server,
    `CREATE DATABASE ${name} TEMPLATE ${from}`,
    `ALTER DATABASE ${name} SET synchronous_commit = off`,
  );
  const url = withDatabase(server, name);
  const db = await createDatabase(url, options);
  const emptied = tables().map(deleted);
  let refilled = neighbours ? tables().map(filled(NEIGHBOURS)) : [];
  let restarted = RESTARTED;
  // One connection for all resets: a new one for each would be a new process of the server.
  const resetting = keptConnection(url);
  return {
    db,
    own: ownRows(db.read),
    url,
    // TRUNCATE makes new files for every table: 80–150 ms, against 5–10 for deleting a test's few rows.
    reset: ({ ids }: { readonly ids?: 'kept' } = {}) =>
      resetting.run(
        [
          'SET session_replication_role = replica;',
          ...emptied,
          ...refilled,
          ids === 'kept' ? '' : restarted,
        ].join(' '),
      ),
    keep: async () => {
      await resetting.run(
        [
          `DROP SCHEMA IF EXISTS ${KEPT} CASCADE; CREATE SCHEMA ${KEPT};`,
          ...tables().map((table) => `CREATE TABLE ${KEPT}.${table} AS TABLE ${table};`),
          `CREATE TABLE ${KEPT}.sequences AS SELECT * FROM pg_sequences;`,
        ].join(' '),
      );
      refilled = tables().map(filled(KEPT));
      restarted = `SELECT setval(format('%I.%I', schemaname, sequencename), COALESCE(last_value, start_value), last_value IS NOT NULL) FROM ${KEPT}.sequences;`;
    },
    close: async () => {
      await resetting.end();
      await db.close();
      // Nobody waits for the server's disk: what is left is dropped at the end of the run.
      void onServer(server, `DROP DATABASE ${name} WITH (FORCE)`).catch(() => undefined);
    },
  };
}

const deleted = (table: string) => `DELETE FROM ${table};`;
const filled = (schema: string) => (table: string) =>
  `INSERT INTO ${table} SELECT * FROM ${schema}.${table};`;

function tables(): string[] {
  return Object.values(Prisma.ModelName).map((model) => `"${model}"`);
}

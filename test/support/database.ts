import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { inject } from 'vitest';
import { createDatabase, type DatabaseOptions, type Db } from '../../src/db/database.js';
import { Prisma } from '../../src/generated/sqlite/client.js';
import { onServer, withDatabase } from './postgres.js';

/** A migrated, empty database of one's own. */
export type TestDatabase = {
  readonly db: Db;
  /** To open it a second time, as another process would. */
  readonly url: string;
  /** Empties every table and starts the ids at 1 again, or goes on with those that come next. */
  readonly reset: (options?: { readonly ids?: 'kept' }) => Promise<void>;
  /** Closes the database and removes it. */
  readonly close: () => Promise<void>;
};

export type TestDatabaseKind = {
  readonly kind: Db['kind'];
  readonly open: (options?: DatabaseOptions) => Promise<TestDatabase>;
};

/**
 * The databases that a suite runs on: `describe.each(databases())('visits on $kind', ({ open }) => …)`. PostgreSQL is
 * among them when TEST_POSTGRES_URL is set. Open one per file or block and `reset` it between tests.
 */
export function databases(): TestDatabaseKind[] {
  const { folder, postgresql } = inject('templates');
  const sqlite: TestDatabaseKind = { kind: 'sqlite', open: (options) => openSqlite(folder, options) };
  if (postgresql === undefined) return [sqlite];
  const { server, template } = postgresql;
  return [sqlite, { kind: 'postgresql', open: (options) => openPostgresql(server, template, options) }];
}

async function openSqlite(templates: string, options?: DatabaseOptions): Promise<TestDatabase> {
  const folder = await mkdtemp(join(templates, 'db-'));
  const path = join(folder, 'sambang.db');
  await copyFile(join(templates, 'template.db'), path);
  const url = `file:${path}`;
  const db = await createDatabase(url, options);
  return {
    db,
    url,
    reset: async ({ ids } = {}) => {
      const connection = new BetterSqlite3(path);
      const emptied = [...tables(), ...(ids === 'kept' ? [] : ['sqlite_sequence'])].map(
        (table) => `DELETE FROM ${table};`,
      );
      connection.exec(`PRAGMA foreign_keys = OFF; BEGIN; ${emptied.join(' ')} COMMIT;`);
      connection.close();
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
  options?: DatabaseOptions,
): Promise<TestDatabase> {
  const name = `${template}_${randomBytes(5).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = withDatabase(server, name);
  const db = await createDatabase(url, options);
  const emptied = tables().map((table) => `DELETE FROM ${table};`);
  const restarted = `SELECT setval(format('%I.%I', schemaname, sequencename), start_value, false) FROM pg_sequences;`;
  return {
    db,
    url,
    // TRUNCATE makes new files for every table: 80–150 ms, against 5–10 for deleting a test's few rows.
    reset: ({ ids } = {}) =>
      onServer(
        url,
        `SET session_replication_role = replica; ${emptied.join(' ')} ${ids === 'kept' ? '' : restarted}`,
      ),
    close: async () => {
      await db.close();
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

function tables(): string[] {
  return Object.values(Prisma.ModelName).map((model) => `"${model}"`);
}

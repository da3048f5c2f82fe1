import { openPostgresql } from './postgresql.js';
import { openSqlite } from './sqlite.js';
import type { Db } from './types.js';
import { parseDatabaseUrl } from './url.js';

export type { Db, Reader, Tx } from './types.js';

export type DatabaseOptions = {
  /** How long a write may take unless it says otherwise, in milliseconds; 30 000 unless given. */
  readonly timeoutMs?: number;
  /** Connections for reading, and as many for writing, on PostgreSQL; 10 unless given. */
  readonly connections?: number;
};

/**
 * Opens the migrated database at `url`: `file:` is SQLite, `postgresql:` and `postgres:` are PostgreSQL.
 *
 * @throws {Error} on any other URL, and when an SQLite file can't be opened. PostgreSQL is first reached by the first
 * query: `ping` tells.
 */
export async function createDatabase(url: string, options: DatabaseOptions = {}): Promise<Db> {
  const { timeoutMs = 30_000, connections = 10 } = options;
  const address = parseDatabaseUrl(url);
  return address.kind === 'sqlite'
    ? openSqlite(address.path, { timeoutMs })
    : openPostgresql(address.url, { timeoutMs, connections });
}

import { openPostgresql, type PostgresqlOptions } from './postgresql.js';
import { openSqlite } from './sqlite.js';
import type { Db } from './types.js';
import { parseDatabaseUrl } from './url.js';

export type { Db, Reader, Tx } from './types.js';

export type DatabaseOptions = {
  /** How long a write may take unless it says otherwise, in milliseconds; 30 000 unless given. */
  readonly timeoutMs?: number;
  /** What else there is to say of a PostgreSQL database. */
  readonly postgresql?: PostgresqlOptions;
};

/**
 * Opens the migrated database at `url`: `file:` is SQLite, `postgresql:` and `postgres:` are PostgreSQL.
 *
 * @throws {Error} on any other URL, and when an SQLite file can't be opened. PostgreSQL is first reached by the first
 * query: `ping` tells.
 */
export async function createDatabase(url: string, options: DatabaseOptions = {}): Promise<Db> {
  const { timeoutMs = 30_000, postgresql = {} } = options;
  const address = parseDatabaseUrl(url);
  return address.kind === 'sqlite'
    ? openSqlite(address.path, { timeoutMs })
    : openPostgresql(address.url, { timeoutMs, ...postgresql });
}

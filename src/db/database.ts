import type { PostgresqlOptions } from './postgresql.js';
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
  // One alone is loaded: each brings a client and a driver of its own.
  if (address.kind === 'sqlite') {
    const { openSqlite } = await import('./sqlite.js');
    return openSqlite(address.path, { timeoutMs });
  }
  const { openPostgresql } = await import('./postgresql.js');
  return openPostgresql(address.url, { timeoutMs, ...postgresql });
}

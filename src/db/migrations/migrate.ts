import { parseDatabaseUrl } from '../url.js';
import { migrationsFolder, readMigrations } from './folders.js';
import { migratePostgresql } from './postgresql.js';
import { migrateSqlite } from './sqlite.js';
import type { MigrationHooks } from './upgrade.js';

/**
 * Applies the migrations that the database lacks, each in one transaction with its own record, kept in
 * `_prisma_migrations` as `prisma migrate` keeps it. A process that is killed at whatever moment leaves a database
 * that the next start takes. Several processes may do it at once: one works, and the others find nothing left.
 *
 * @param url As for `createDatabase`; an SQLite file and its folder are made where missing. On PostgreSQL it has to
 * lead to the server itself, not to a pooler.
 * @param folder Another folder of migrations than the program's own.
 * @returns The names of the migrations applied now, oldest first.
 * @throws {DatabaseRefused} where the database isn't one to work on, or an upgrade came to nothing. The message never
 * holds the URL.
 */
export async function migrate(
  url: string,
  { folder, ...hooks }: MigrationHooks & { readonly folder?: URL } = {},
): Promise<readonly string[]> {
  const address = parseDatabaseUrl(url);
  const migrations = await readMigrations(folder ?? migrationsFolder(address.kind), address.kind);
  return address.kind === 'sqlite'
    ? migrateSqlite(address.path, migrations, hooks)
    : migratePostgresql(address.url, migrations, hooks);
}

import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { DatabaseKind } from './url.js';

/** Where a database's model and migrations are; the same seen from `src` and from `dist`. */
export const PRISMA_FOLDERS: Readonly<Record<DatabaseKind, URL>> = {
  sqlite: new URL('../../prisma/', import.meta.url),
  postgresql: new URL('../../prisma/postgresql/', import.meta.url),
};

/** The names of the migrations in a folder, oldest first: they begin with the time of their making. */
export async function listMigrations(folder: URL): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

/**
 * Reads all migrations of a folder as the schema engine takes them.
 *
 * @param folder A folder that holds one folder per migration, each with a `migration.sql`, and a
 * `migration_lock.toml`. Its URL ends in a slash.
 * @throws {Error} when one of these files is missing.
 */
export async function readMigrations(folder: URL): Promise<MigrationList> {
  const names = await listMigrations(folder);
  return {
    baseDir: fileURLToPath(folder),
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(new URL('migration_lock.toml', folder), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(new URL(`${name}/migration.sql`, folder), 'utf8'),
          },
        },
      })),
    ),
  };
}

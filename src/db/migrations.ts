import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { DatabaseKind } from './url.js';

/** Where the schema and the migrations are; the same seen from `src` and from `dist`. */
export const PRISMA_FOLDER = new URL('../../prisma/', import.meta.url);

/** The folder of a database's migrations, in the program's own `prisma` or in another one like it. */
export function migrationsFolder(kind: DatabaseKind, prisma: URL = PRISMA_FOLDER): URL {
  return new URL(`migrations/${kind}/`, prisma);
}

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

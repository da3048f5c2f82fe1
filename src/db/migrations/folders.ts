import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { DatabaseKind } from '../url.js';

/** Where the schema and the migrations are; the same seen from `src` and from `dist`. */
export const PRISMA_FOLDER = new URL('../../../prisma/', import.meta.url);

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

export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

/**
 * Reads all migrations of a folder, oldest first.
 *
 * @param folder A folder that holds one folder per migration, each with a `migration.sql`, and a
 * `migration_lock.toml` that says which database they are for. Its URL ends in a slash.
 * @throws {Error} when one of these files is missing, or they are for the other database.
 */
export async function readMigrations(folder: URL, kind: DatabaseKind): Promise<readonly Migration[]> {
  const lock = await readFile(new URL('migration_lock.toml', folder), 'utf8');
  if (!lock.includes(`provider = "${kind}"`))
    throw new Error(`migration_lock.toml says that these migrations are not for ${kind}`);
  return Promise.all(
    (await listMigrations(folder)).map(async (name) => {
      const text = await readFile(new URL(`${name}/migration.sql`, folder), 'utf8');
      const checksum = createHash('sha256').update(text).digest('hex');
      return { name, sql: withoutTransactions(text), checksum };
    }),
  );
}

/** The engine puts its own transaction around the change of an enum, which would end ours. */
function withoutTransactions(sql: string): string {
  return sql.replaceAll(/^(?:BEGIN|COMMIT);$/gm, '');
}

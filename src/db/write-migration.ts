import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { readSchema } from '../../scripts/schema.mjs';
import { diffSchemas } from './diff.js';
import { listMigrations, migrationsFolder, PRISMA_FOLDER } from './migrations.js';

/** Where the schema of the newest migration is kept; not as `.prisma`, since Prisma reads all of these as one. */
export const NEWEST_SCHEMA = 'migrations/newest-schema.txt';

const KINDS = ['sqlite', 'postgresql'] as const;

/**
 * Writes the migration that takes both databases from the schema kept with the newest migration to the present one:
 * a folder of the same name for each, with `migration.sql`. The present schema is then the one that is kept.
 *
 * @param name Lower-case words joined by `_`.
 * @param now Its UTC time to the second begins the name, so that migrations sort.
 * @param prisma The folder with `schema.prisma`, `models/` and `migrations/`. Its URL ends in a slash.
 * @returns The new migration's whole name, or `undefined` where nothing changed.
 * @throws {Error} on another sort of name, or where there are migrations but no schema to start from, before anything
 * is written.
 */
export async function writeMigration(
  name: string,
  now: Date,
  prisma: URL = PRISMA_FOLDER,
): Promise<string | undefined> {
  if (!/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(name)) {
    throw new Error(
      'A migration needs a name of a few lower-case words: npm run db:migration -- add_visit_place',
    );
  }
  const schema = await readSchema(prisma);
  const before = await newestSchema(prisma);
  const plans = await Promise.all(
    KINDS.map(async (kind) => ({ kind, sql: await diffSchemas(kind, before, schema) })),
  );
  if (plans.every(({ sql }) => sql === undefined)) return undefined;

  const id = `${now.toISOString().slice(0, 19).replaceAll(/\D/g, '')}_${name}`;
  // Both get it, even where one has nothing to change: the same names on both are what makes them comparable.
  for (const { kind, sql = '-- Nothing changes on this database.\n' } of plans) {
    const folder = migrationsFolder(kind, prisma);
    await mkdir(new URL(`${id}/`, folder), { recursive: true });
    await writeFile(new URL(`${id}/migration.sql`, folder), sql);
    await writeFile(new URL('migration_lock.toml', folder), `provider = "${kind}"\n`);
  }
  await writeFile(new URL(NEWEST_SCHEMA, prisma), schema);
  return id;
}

/** `undefined` where there is no migration yet. */
async function newestSchema(prisma: URL): Promise<string | undefined> {
  const folders = KINDS.map((kind) => migrationsFolder(kind, prisma));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  const names = (await Promise.all(folders.map(listMigrations))).flat();
  return names.length === 0 ? undefined : readFile(new URL(NEWEST_SCHEMA, prisma), 'utf8');
}

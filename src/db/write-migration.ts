import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { diffSchemas } from './diff.js';
import { listMigrations, PRISMA_FOLDERS } from './migrations.js';
import type { DatabaseKind } from './url.js';

/** What there is to write for one database. `sql` is absent where its schema didn't change. */
type Plan = {
  readonly kind: DatabaseKind;
  readonly folder: URL;
  readonly schema: string;
  readonly sql: string | undefined;
};

/**
 * Writes the migration that takes both databases from the schema kept with their last migration to the present one:
 * a folder of the same name for each, with `migration.sql` and the schema to start from the next time.
 *
 * @param name Lower-case words joined by `_`.
 * @param now Its UTC time to the second begins the name, so that migrations sort.
 * @param folders Where each database's `schema.prisma` and `migrations/` are.
 * @returns The new migration's whole name, or `undefined` where nothing changed.
 * @throws {Error} on another sort of name, before anything is written.
 */
export async function writeMigration(
  name: string,
  now: Date,
  folders: Readonly<Record<DatabaseKind, URL>> = PRISMA_FOLDERS,
): Promise<string | undefined> {
  if (!/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(name)) {
    throw new Error(
      'A migration needs a name of a few lower-case words: npm run db:migration -- add_visit_place',
    );
  }
  const plans = await Promise.all([plan('sqlite', folders.sqlite), plan('postgresql', folders.postgresql)]);
  if (plans.every(({ sql }) => sql === undefined)) return undefined;

  const id = `${now.toISOString().slice(0, 19).replaceAll(/\D/g, '')}_${name}`;
  // Both get it, even where one has nothing to change: the same names on both are what makes them comparable.
  for (const { kind, folder, schema, sql = '-- Nothing changes on this database.\n' } of plans) {
    const target = new URL(`${id}/`, folder);
    await mkdir(target);
    await writeFile(new URL('migration.sql', target), sql);
    await writeFile(new URL('schema.prisma', target), schema);
    await writeFile(new URL('migration_lock.toml', folder), `provider = "${kind}"\n`);
  }
  return id;
}

async function plan(kind: DatabaseKind, root: URL): Promise<Plan> {
  const folder = new URL('migrations/', root);
  await mkdir(folder, { recursive: true });
  const schema = await readFile(new URL('schema.prisma', root), 'utf8');
  const last = (await listMigrations(folder)).at(-1);
  const before =
    last === undefined ? undefined : await readFile(new URL(`${last}/schema.prisma`, folder), 'utf8');
  return { kind, folder, schema, sql: await diffSchemas(kind, before, schema) };
}

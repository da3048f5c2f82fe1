import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { diffSchemas } from '../../src/db/diff.js';
import { listMigrations, PRISMA_FOLDERS } from '../../src/db/migrations.js';
import { writeMigration } from '../../src/db/write-migration.js';

const NOW = new Date('2026-11-24T01:02:03.456Z');
const kinds = ['sqlite', 'postgresql'] as const;

const schemaOf = (root: URL) => readFile(new URL('schema.prisma', root), 'utf8');

describe("the program's own migrations", () => {
  it('have the same names on both databases', async () => {
    const [sqlite, postgresql] = await Promise.all(
      kinds.map((kind) => listMigrations(new URL('migrations/', PRISMA_FOLDERS[kind]))),
    );
    expect(sqlite).toEqual(postgresql);
    expect(sqlite?.length).toBeGreaterThan(0);
  });

  it.each(kinds)('end at the present schema on %s', async (kind) => {
    const folder = new URL('migrations/', PRISMA_FOLDERS[kind]);
    const last = (await listMigrations(folder)).at(-1);
    const kept = await schemaOf(new URL(`${last}/`, folder));
    expect(await diffSchemas(kind, kept, await schemaOf(PRISMA_FOLDERS[kind]))).toBeUndefined();
  });
});

describe('writeMigration', () => {
  let root: string;
  let folders: { sqlite: URL; postgresql: URL };
  beforeEach(async () => {
    root = await mkdtemp(join(inject('templates').folder, 'prisma-'));
    folders = { sqlite: pathToFileURL(`${root}/`), postgresql: pathToFileURL(`${root}/postgresql/`) };
    await mkdir(folders.postgresql);
    for (const kind of kinds) {
      await cp(new URL('schema.prisma', PRISMA_FOLDERS[kind]), new URL('schema.prisma', folders[kind]));
    }
  });
  afterEach(() => rm(root, { recursive: true }));

  async function edit(change: (schema: string) => string): Promise<void> {
    for (const kind of kinds) {
      const file = new URL('schema.prisma', folders[kind]);
      await writeFile(file, change(await readFile(file, 'utf8')));
    }
  }
  const sqlOf = (kind: (typeof kinds)[number], id: string) =>
    readFile(new URL(`migrations/${id}/migration.sql`, folders[kind]), 'utf8');

  it('writes both databases from nothing, under one name', async () => {
    expect(await writeMigration('init', NOW, folders)).toBe('20261124010203_init');
    for (const kind of kinds) {
      const migrations = new URL('migrations/', folders[kind]);
      expect(await readFile(new URL('migration_lock.toml', migrations), 'utf8')).toBe(
        `provider = "${kind}"\n`,
      );
      expect(await sqlOf(kind, '20261124010203_init')).toContain('CREATE TABLE "Unit"');
      expect(await schemaOf(new URL('20261124010203_init/', migrations))).toBe(await schemaOf(folders[kind]));
    }
  });

  it('writes nothing when nothing changed', async () => {
    await writeMigration('init', NOW, folders);
    await edit((schema) => schema.replace('// ── Unit and people', '// ── Units and people'));
    expect(await writeMigration('again', NOW, folders)).toBeUndefined();
    expect(await readdir(new URL('migrations/', folders.sqlite))).toHaveLength(2);
  });

  it('writes only what changed since the last one', async () => {
    await writeMigration('init', NOW, folders);
    await edit((schema) => schema.replace(/  purpose +String\n/u, '  purpose String\n  place String?\n'));
    const id = await writeMigration('visit_place', new Date(NOW.getTime() + 1_000), folders);
    expect(id).toBe('20261124010204_visit_place');
    for (const kind of kinds) {
      const sql = await sqlOf(kind, '20261124010204_visit_place');
      expect(sql).toMatch(/ALTER TABLE "Visit" ADD COLUMN\s+"place" TEXT/);
      expect(sql).not.toContain('CREATE TABLE');
    }
  });

  it('keeps partial unique indexes when SQLite rebuilds a table', async () => {
    await writeMigration('init', NOW, folders);
    await edit((schema) => schema.replace(/  title +String\n/u, '  title String @default("")\n'));
    await writeMigration('title', new Date(NOW.getTime() + 1_000), folders);
    const sql = await sqlOf('sqlite', '20261124010204_title');
    expect(sql).toContain('CREATE TABLE "new_GroupChat"');
    expect(sql).toMatch(/CREATE UNIQUE INDEX "group_bound_once".*WHERE "unboundAt" IS NULL/);
  });

  it('writes an empty one where only the other database changes', async () => {
    await writeMigration('init', NOW, folders);
    await edit((schema) => schema.replace('enum Sex {\n  male\n', 'enum Sex {\n  male\n  unknown\n'));
    await writeMigration('sex', new Date(NOW.getTime() + 1_000), folders);
    expect(await sqlOf('postgresql', '20261124010204_sex')).toContain('ALTER TYPE "Sex"');
    expect(await sqlOf('sqlite', '20261124010204_sex')).toMatch(/^-- Nothing changes/);
  });

  it.each(['', 'Bad Name', '../up', 'two__lines'])(
    'refuses the name "%s" and writes nothing',
    async (name) => {
      await expect(writeMigration(name, NOW, folders)).rejects.toThrow('add_visit_place');
      expect(await readdir(root)).toHaveLength(2);
    },
  );
});

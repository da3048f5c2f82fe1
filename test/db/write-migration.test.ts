import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { readSchema } from '../../scripts/schema.mjs';
import { diffSchemas } from '../../src/db/diff.js';
import { listMigrations, migrationsFolder, PRISMA_FOLDER } from '../../src/db/migrations.js';
import { NEWEST_SCHEMA, writeMigration } from '../../src/db/write-migration.js';

const NOW = new Date('2026-11-24T01:02:03.456Z');
const kinds = ['sqlite', 'postgresql'] as const;

const keptIn = (prisma: URL) => readFile(new URL(NEWEST_SCHEMA, prisma), 'utf8');

describe("the program's own migrations", () => {
  it('have the same names on both databases', async () => {
    const [sqlite, postgresql] = await Promise.all(
      kinds.map((kind) => listMigrations(migrationsFolder(kind))),
    );
    expect(sqlite).toEqual(postgresql);
    expect(sqlite?.length).toBeGreaterThan(0);
  });

  it.each(kinds)('end at the present schema on %s', async (kind) => {
    const [kept, present] = await Promise.all([keptIn(PRISMA_FOLDER), readSchema(PRISMA_FOLDER)]);
    expect(await diffSchemas(kind, kept, present)).toBeUndefined();
  });
});

describe('writeMigration', () => {
  let root: string;
  let prisma: URL;
  beforeEach(async () => {
    root = await mkdtemp(join(inject('templates').folder, 'prisma-'));
    prisma = pathToFileURL(`${root}/`);
    for (const part of ['schema.prisma', 'models']) {
      await cp(new URL(part, PRISMA_FOLDER), new URL(part, prisma), { recursive: true });
    }
  });
  afterEach(() => rm(root, { recursive: true }));

  async function edit(name: string, from: string | RegExp, to: string): Promise<void> {
    const file = new URL(name, prisma);
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(from);
    await writeFile(file, text.replace(from, to));
  }
  const sqlOf = (kind: (typeof kinds)[number], id: string) =>
    readFile(new URL(`${id}/migration.sql`, migrationsFolder(kind, prisma)), 'utf8');

  it('writes both databases from nothing, under one name', async () => {
    expect(await writeMigration('init', NOW, prisma)).toBe('20261124010203_init');
    for (const kind of kinds) {
      const lock = new URL('migration_lock.toml', migrationsFolder(kind, prisma));
      expect(await readFile(lock, 'utf8')).toBe(`provider = "${kind}"\n`);
      expect(await sqlOf(kind, '20261124010203_init')).toContain('CREATE TABLE "Unit"');
    }
    expect(await keptIn(prisma)).toBe(await readSchema(prisma));
  });

  it('writes nothing when nothing changed', async () => {
    await writeMigration('init', NOW, prisma);
    await edit('models/people.prisma', '/// A post that', '/// The post that');
    expect(await writeMigration('again', NOW, prisma)).toBeUndefined();
    expect(await readdir(migrationsFolder('sqlite', prisma))).toHaveLength(2);
  });

  it('writes only what changed since the last one', async () => {
    await writeMigration('init', NOW, prisma);
    await edit('models/visits.prisma', /  purpose +String\n/u, '  purpose String\n  place String?\n');
    const id = await writeMigration('visit_place', new Date(NOW.getTime() + 1_000), prisma);
    expect(id).toBe('20261124010204_visit_place');
    for (const kind of kinds) {
      const sql = await sqlOf(kind, '20261124010204_visit_place');
      expect(sql).toMatch(/ALTER TABLE "Visit" ADD COLUMN\s+"place" TEXT/);
      expect(sql).not.toContain('CREATE TABLE');
    }
  });

  it('keeps partial unique indexes when SQLite rebuilds a table', async () => {
    await writeMigration('init', NOW, prisma);
    await edit('models/groups.prisma', /  title +String\n/u, '  title String @default("")\n');
    await writeMigration('title', new Date(NOW.getTime() + 1_000), prisma);
    const sql = await sqlOf('sqlite', '20261124010204_title');
    expect(sql).toContain('CREATE TABLE "new_GroupChat"');
    expect(sql).toMatch(/CREATE UNIQUE INDEX "group_bound_once".*WHERE "unboundAt" IS NULL/);
  });

  it('writes an empty one where only the other database changes', async () => {
    await writeMigration('init', NOW, prisma);
    await edit('schema.prisma', 'enum Sex {\n  male\n', 'enum Sex {\n  male\n  unknown\n');
    await writeMigration('sex', new Date(NOW.getTime() + 1_000), prisma);
    expect(await sqlOf('postgresql', '20261124010204_sex')).toContain('ALTER TYPE "Sex"');
    expect(await sqlOf('sqlite', '20261124010204_sex')).toMatch(/^-- Nothing changes/);
  });

  it('starts from the schema of the newest, and from no other', async () => {
    await writeMigration('init', NOW, prisma);
    await edit('models/visits.prisma', /  purpose +String\n/u, '  purpose String\n  place String?\n');
    await writeMigration('visit_place', new Date(NOW.getTime() + 1_000), prisma);
    await edit('models/cards.prisma', /  chatId +BigInt\n/u, '  chatId BigInt\n  note String?\n');
    const id = await writeMigration('card_note', new Date(NOW.getTime() + 2_000), prisma);
    for (const kind of kinds) {
      const sql = await sqlOf(kind, id ?? '');
      expect(sql).toContain('"note" TEXT');
      expect(sql).not.toContain('"place"');
    }
  });

  it('takes a new file of models as part of the schema', async () => {
    await writeMigration('init', NOW, prisma);
    await writeFile(new URL('models/parcels.prisma', prisma), 'model Parcel {\n  id Int @id\n}\n');
    await writeMigration('parcels', new Date(NOW.getTime() + 1_000), prisma);
    for (const kind of kinds) {
      expect(await sqlOf(kind, '20261124010204_parcels')).toMatch(/^-- .*\n?CREATE TABLE "Parcel"/m);
    }
  });

  it('writes nothing where the schema to start from is lost', async () => {
    await writeMigration('init', NOW, prisma);
    await rm(new URL(NEWEST_SCHEMA, prisma));
    await expect(writeMigration('again', new Date(NOW.getTime() + 1_000), prisma)).rejects.toThrow(
      'newest-schema',
    );
    expect(await readdir(migrationsFolder('sqlite', prisma))).toHaveLength(2);
  });

  it.each(['', 'Bad Name', '../up', 'two__lines'])(
    'refuses the name "%s" and writes nothing',
    async (name) => {
      await expect(writeMigration(name, NOW, prisma)).rejects.toThrow('add_visit_place');
      expect(await readdir(root)).toHaveLength(2);
    },
  );
});

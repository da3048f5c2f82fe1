import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase, type Db } from '../../../src/db/database.js';
import { migrationsFolder, PRISMA_FOLDER } from '../../../src/db/migrations/folders.js';
import { migrate } from '../../../src/db/migrations/migrate.js';
import { writeMigration } from '../../../src/db/migrations/write-migration.js';
import { type EmptyDatabase, emptyDatabases } from '../../support/empty.js';
import { diffLive } from '../live-diff.js';

const LATER = new Date('2999-01-01T00:00:00Z');
/** Both databases' migrations are written once for all, which takes its time on a busy machine. */
const HOOK_MS = 240_000;

/** A session with its sheet and a picture, an open form, and why a programme and a month ended. */
const FILLED = [
  `INSERT INTO "Unit" ("name", "zone", "createdAt") VALUES ('Rutan Masohi', 'Asia/Jayapura', '2023-08-01 00:00:00')`,
  `INSERT INTO "Person" ("telegramId", "name", "createdAt") VALUES (1001, 'Petugas', '2023-08-01 00:00:00')`,
  `INSERT INTO "Programme" ("unitId", "name", "searchName", "kind", "createdAt") VALUES (1, 'Lele', 'lele', 'trade', '2023-08-01 00:00:00')`,
  `INSERT INTO "Programme" ("unitId", "name", "searchName", "kind", "state", "endedAt", "endedFrom", "endReason", "createdAt") VALUES (1, 'Las', 'las', 'trade', 'cancelled', '2023-09-03 03:00:00', 'open', 'pelatih pindah', '2023-08-01 00:00:00')`,
  `INSERT INTO "Participant" ("unitId", "registerNumber", "registerKey", "name", "searchName", "presentFrom", "createdAt") VALUES (1, 'B.I 1/2023', 'BI1/2023', 'Budi', 'budi', '2023-08-01 00:00:00', '2023-08-01 00:00:00')`,
  `INSERT INTO "Session" ("unitId", "programmeId", "number", "startsAt", "endsAt", "state", "loggedById", "loggedAt") VALUES (1, 1, 7, '2023-09-05 00:00:00', '2023-09-05 02:00:00', 'held', 1, '2023-09-05 03:00:00')`,
  `INSERT INTO "Attendance" ("sessionId", "participantId", "number", "mark") VALUES (1, 1, 1, 'sick')`,
  `INSERT INTO "Attachment" ("unitId", "sessionId", "fileId", "fileUniqueId", "byId", "at") VALUES (1, 1, 'file', 'unique', 1, '2023-09-05 03:00:00')`,
  `INSERT INTO "MonthClosing" ("unitId", "month", "closedAt", "closedById", "closeReason") VALUES (1, '2023-08', '2023-09-02 00:00:00', 1, 'lembar hilang')`,
  `INSERT INTO "DialogState" ("id", "chatId", "telegramId", "dialog", "messageId", "openedBy", "taken", "updatedAt") VALUES (41, 7, 7, 'agency', 12, 40, '[[40,"name"]]', '2023-09-05 03:00:00')`,
];

let folder: string;
let prisma: URL;
let later: readonly (string | undefined)[];

async function edit(model: string, from: RegExp, to: string): Promise<void> {
  const file = new URL(`models/${model}.prisma`, prisma);
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(from);
  await writeFile(file, text.replace(from, to));
}

/** Two migrations such as features will bring: a table and columns first, then one that makes tables anew. */
beforeAll(async () => {
  folder = await mkdtemp(join(inject('templates').folder, 'upgrade-'));
  prisma = pathToFileURL(`${folder}/`);
  await cp(PRISMA_FOLDER, prisma, { recursive: true });

  await edit('sessions', / {2}topic +String\?\n/u, '  topic String?\n  weight Int @default(3)\n');
  const parcel = 'model Parcel {\n  id   Int    @id @default(autoincrement())\n  what String\n}\n';
  await writeFile(new URL('models/parcels.prisma', prisma), parcel);
  const first = await writeMigration('parcels', LATER, prisma);

  // SQLite can't change a column's default: it makes the table anew, while rows of other tables refer to it.
  await edit('sessions', / {2}state +SessionState\n/u, '  state SessionState @default(planned)\n');
  await edit('evidence', / {2}fileId +String\n/u, '  fileId String @default("")\n');
  later = [first, await writeMigration('rebuilt', new Date(LATER.getTime() + 1_000), prisma)];
}, HOOK_MS);
afterAll(() => rm(folder, { recursive: true }));

describe.each(emptyDatabases())('a database in use on $kind, once upgraded', ({ kind, create }) => {
  let empty: EmptyDatabase;
  let db: Db;
  let applied: readonly string[];
  let again: readonly string[];
  beforeAll(async () => {
    empty = await create();
    await migrate(empty.url);
    const before = await createDatabase(empty.url);
    await before.write(async (tx) => {
      for (const sql of FILLED) await tx.$executeRawUnsafe(sql);
    });
    await before.close();
    applied = await migrate(empty.url, { folder: migrationsFolder(kind, prisma) });
    again = await migrate(empty.url, { folder: migrationsFolder(kind, prisma) });
    db = await createDatabase(empty.url);
  }, HOOK_MS);
  afterAll(async () => {
    await db.close();
    await empty.remove();
  });

  it('has applied what came in since, in order and once', async () => {
    expect(applied).toEqual(['29990101000000_parcels', '29990101000001_rebuilt']);
    expect(applied).toEqual(later);
    expect(again).toEqual([]);
  });

  it('has the schema of one made from nothing', async () => {
    expect(await diffLive(empty.url, prisma)).toBeUndefined();
  });

  it('has the new table and the new column', async () => {
    await db.write((tx) => tx.$executeRaw`INSERT INTO "Parcel" ("what") VALUES ('bibit')`);
    expect(await db.read.$queryRaw`SELECT "what" FROM "Parcel"`).toEqual([{ what: 'bibit' }]);
    expect(await db.read.$queryRaw`SELECT "weight" FROM "Session"`).toEqual([{ weight: 3 }]);
  });

  it('keeps sessions, sheets and pictures through the migration that rebuilds them', async () => {
    const file = new URL('29990101000001_rebuilt/migration.sql', migrationsFolder(kind, prisma));
    expect((await readFile(file, 'utf8')).includes('CREATE TABLE "new_Session"')).toBe(kind === 'sqlite');
    const sessions = await db.read.session.findMany({
      include: { attendance: true, attachments: true, programme: true },
    });
    expect(sessions).toMatchObject([
      {
        number: 7,
        state: 'held',
        loggedById: 1,
        attendance: [{ number: 1, mark: 'sick' }],
        attachments: [{ kind: 'photo', fileId: 'file' }],
        programme: { name: 'Lele', state: 'running' },
      },
    ]);
    const photo = { unitId: 1, sessionId: 1, fileId: 'b', fileUniqueId: 'b', byId: 1, at: new Date() };
    expect(await db.write((tx) => tx.attachment.create({ data: photo }))).toMatchObject({ id: 2 });
  });

  it('keeps why programmes and months ended', async () => {
    const programmes = await db.read.programme.findMany({ orderBy: { id: 'asc' } });
    expect(programmes).toMatchObject([
      { state: 'running', endedAt: null, endedFrom: null, endReason: null },
      { endedAt: new Date('2023-09-03T03:00:00Z'), endedFrom: 'open', endReason: 'pelatih pindah' },
    ]);
    const months = await db.read.monthClosing.findMany();
    expect(months.map(({ closeReason }) => closeReason)).toEqual(['lembar hilang']);
  });

  it('keeps open forms, and the buttons below them', async () => {
    expect(await db.read.dialogState.findMany()).toMatchObject([
      { id: 41, openedBy: 40, dialog: 'agency', sealed: null, messageId: 12, taken: [[40, 'name']] },
    ]);
  });
});

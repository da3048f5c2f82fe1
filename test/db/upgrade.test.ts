import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createDatabase, type Db } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrate.js';
import { listMigrations, migrationsFolder, PRISMA_FOLDER } from '../../src/db/migrations.js';
import { writeMigration } from '../../src/db/write-migration.js';
import { type EmptyDatabase, emptyDatabases } from '../support/empty.js';
import { diffLive } from './live-diff.js';

const LATER = new Date('2999-01-01T00:00:00Z');

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
  `INSERT INTO "DialogState" ("id", "chatId", "telegramId", "dialog", "state", "messageId", "openedBy", "updatedAt") VALUES (41, 7, 7, 'agency', '{"at":"name"}', 12, 40, '2023-09-05 03:00:00')`,
];

describe.each(emptyDatabases())('a database in use on $kind', ({ kind, create }) => {
  let empty: EmptyDatabase;
  let folder: string;
  let prisma: URL;
  beforeEach(async () => {
    empty = await create();
    folder = await mkdtemp(join(inject('templates').folder, 'upgrade-'));
    prisma = pathToFileURL(`${folder}/`);
    await cp(PRISMA_FOLDER, prisma, { recursive: true });
  });
  afterEach(async () => {
    await empty.remove();
    await rm(folder, { recursive: true });
  });

  async function opened<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const db = await createDatabase(empty.url);
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  }

  async function edit(model: string, from: RegExp, to: string): Promise<void> {
    const file = new URL(`models/${model}.prisma`, prisma);
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(from);
    await writeFile(file, text.replace(from, to));
  }

  /** Fills a database of the present schema and brings it to the one that `prisma` was edited to. */
  async function upgraded(): Promise<void> {
    await migrate(empty.url);
    await opened((db) =>
      db.write(async (tx) => {
        for (const sql of FILLED) await tx.$executeRawUnsafe(sql);
      }),
    );
    const id = await writeMigration('later', LATER, prisma);
    expect(id).toBe('29990101000000_later');
    expect(await migrate(empty.url, migrationsFolder(kind, prisma))).toEqual([id]);
    expect(await migrate(empty.url, migrationsFolder(kind, prisma))).toEqual([]);
    expect(await diffLive(empty.url, prisma)).toBeUndefined();
  }

  /** All that was filled in is there, and what refers to a session still finds it. */
  async function expectAllKept(): Promise<void> {
    await opened(async (db) => {
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
      const programmes = await db.read.programme.findMany({ orderBy: { id: 'asc' } });
      expect(programmes).toMatchObject([
        { state: 'running', endedAt: null, endedFrom: null, endReason: null },
        { endedAt: new Date('2023-09-03T03:00:00Z'), endedFrom: 'open', endReason: 'pelatih pindah' },
      ]);
      const months = await db.read.monthClosing.findMany();
      expect(months.map(({ closeReason }) => closeReason)).toEqual(['lembar hilang']);
      expect(await db.read.dialogState.findMany()).toMatchObject([
        { id: 41, openedBy: 40, dialog: 'agency', state: { at: 'name' }, messageId: 12, updateId: null },
      ]);
      const photo = { unitId: 1, sessionId: 1, fileId: 'b', fileUniqueId: 'b', byId: 1, at: new Date() };
      expect(await db.write((tx) => tx.attachment.create({ data: photo }))).toMatchObject({ id: 2 });
    });
  }

  it('keeps all of it where a table and a column come in', async () => {
    await edit('visits', / {2}purpose +String\n/u, '  purpose String\n  place String?\n');
    await writeFile(
      new URL('models/parcels.prisma', prisma),
      'model Parcel {\n  id   Int    @id @default(autoincrement())\n  what String\n}\n',
    );
    await upgraded();
    await expectAllKept();
    await opened(async (db) => {
      await db.write((tx) => tx.$executeRaw`INSERT INTO "Parcel" ("what") VALUES ('bibit')`);
      expect(await db.read.$queryRaw`SELECT "id", "what" FROM "Parcel"`).toMatchObject([{ what: 'bibit' }]);
      expect(await db.read.$queryRaw`SELECT "place" FROM "Visit"`).toEqual([]);
    });
  });

  it('keeps sessions, sheets and pictures through the migration that rebuilds them', async () => {
    // Not null: for that SQLite makes the table anew, and rows of other tables refer to it meanwhile.
    await edit('sessions', / {2}topic +String\?\n/u, '  topic String?\n  weight Int @default(3)\n');
    await edit('sessions', / {2}state +SessionState\n/u, '  state SessionState @default(planned)\n');
    await edit('evidence', / {2}fileId +String\n/u, '  fileId String @default("")\n');
    await upgraded();
    const sql = await readFile(
      new URL('29990101000000_later/migration.sql', migrationsFolder(kind, prisma)),
      'utf8',
    );
    expect(sql.includes('CREATE TABLE "new_Session"')).toBe(kind === 'sqlite');
    await expectAllKept();
    await opened(async (db) => {
      expect(await db.read.$queryRaw`SELECT "weight" FROM "Session"`).toEqual([{ weight: 3 }]);
    });
  });

  it('is brought up to date by all migrations that came in since', async () => {
    await edit('visits', / {2}purpose +String\n/u, '  purpose String\n  place String?\n');
    await upgraded();
    await edit('cards', / {2}chatId +BigInt\n/u, '  chatId BigInt\n  note String?\n');
    const id = await writeMigration('later_still', new Date(LATER.getTime() + 1_000), prisma);
    const names = await listMigrations(migrationsFolder(kind, prisma));
    expect(names.at(-1)).toBe(id);
    expect(await migrate(empty.url, migrationsFolder(kind, prisma))).toEqual([id]);
    expect(await diffLive(empty.url, prisma)).toBeUndefined();
    await expectAllKept();
  });
});

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createDatabase, type Db } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrate.js';
import { listMigrations, PRISMA_FOLDERS } from '../../src/db/migrations.js';
import { type EmptyDatabase, emptyDatabases } from '../support/empty.js';

/** A session with its sheet and a picture, as the database held them before follow-ups and timetables. */
const FILLED = [
  `INSERT INTO "Unit" ("name", "zone", "createdAt") VALUES ('Rutan Masohi', 'Asia/Jayapura', '2023-08-01 00:00:00')`,
  `INSERT INTO "Person" ("telegramId", "name", "createdAt") VALUES (1001, 'Petugas', '2023-08-01 00:00:00')`,
  `INSERT INTO "Programme" ("unitId", "name", "searchName", "kind", "createdAt") VALUES (1, 'Lele', 'lele', 'trade', '2023-08-01 00:00:00')`,
  `INSERT INTO "Participant" ("unitId", "registerNumber", "registerKey", "name", "searchName", "presentFrom", "createdAt") VALUES (1, 'B.I 1/2023', 'BI1/2023', 'Budi', 'budi', '2023-08-01 00:00:00', '2023-08-01 00:00:00')`,
  `INSERT INTO "Session" ("unitId", "programmeId", "number", "startsAt", "endsAt", "state", "loggedById", "loggedAt") VALUES (1, 1, 7, '2023-09-05 00:00:00', '2023-09-05 02:00:00', 'held', 1, '2023-09-05 03:00:00')`,
  `INSERT INTO "Attendance" ("sessionId", "participantId", "number", "mark") VALUES (1, 1, 1, 'sick')`,
  `INSERT INTO "Photo" ("unitId", "sessionId", "fileId", "fileUniqueId", "byId", "at") VALUES (1, 1, 'file', 'unique', 1, '2023-09-05 03:00:00')`,
];

describe.each(emptyDatabases())('a database in use on $kind', ({ kind, create }) => {
  let empty: EmptyDatabase;
  let before: string;
  beforeEach(async () => {
    empty = await create();
    before = await mkdtemp(join(inject('templates').folder, 'before-'));
  });
  afterEach(async () => {
    await empty.remove();
    await rm(before, { recursive: true });
  });

  async function opened<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const db = await createDatabase(empty.url);
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  }

  /** Brings a database that was filled before the migration of that name up to date. */
  async function filledBefore(migration: string, statements: readonly string[]): Promise<void> {
    const folder = new URL('migrations/', PRISMA_FOLDERS[kind]);
    const all = await listMigrations(folder);
    const at = all.findIndex((name) => name.endsWith(`_${migration}`));
    for (const name of [...all.slice(0, at), 'migration_lock.toml']) {
      await cp(new URL(name, folder), join(before, name), { recursive: true });
    }
    await migrate(empty.url, pathToFileURL(`${before}/`));
    await opened((db) =>
      db.write(async (tx) => {
        for (const sql of statements) await tx.$executeRawUnsafe(sql);
      }),
    );
    expect(await migrate(empty.url)).toEqual(all.slice(at));
  }

  it('keeps why programmes and months ended, beside them from now on', async () => {
    const entry = (id: number, subject: string, subjectId: number, action: string, detail: object) =>
      `INSERT INTO "AuditEntry" ("id", "unitId", "at", "action", "subject", "subjectId", "detail") VALUES (${id}, 1, '2023-09-0${id} 03:00:00', '${action}', '${subject}', ${subjectId}, '${JSON.stringify(detail)}')`;
    await filledBefore('reasons_beside_what_they_explain', [
      ...FILLED.slice(0, 3),
      `INSERT INTO "Programme" ("unitId", "name", "searchName", "kind", "state", "createdAt") VALUES (1, 'Las', 'las', 'trade', 'cancelled', '2023-08-01 00:00:00')`,
      `INSERT INTO "Programme" ("unitId", "name", "searchName", "kind", "state", "createdAt") VALUES (1, 'Tani', 'tani', 'trade', 'finished', '2023-08-01 00:00:00')`,
      entry(1, 'programme', 1, 'programme.cancel', { from: 'open', reason: 'taken back since' }),
      entry(2, 'programme', 2, 'programme.finish', { from: 'running' }),
      entry(3, 'programme', 2, 'programme.cancel', { from: 'open', reason: 'pelatih pindah' }),
      `INSERT INTO "MonthClosing" ("unitId", "month", "closedAt", "closedById") VALUES (1, '2023-07', '2023-08-02 00:00:00', 1)`,
      `INSERT INTO "MonthClosing" ("unitId", "month", "closedAt", "closedById") VALUES (1, '2023-08', '2023-09-02 00:00:00', 1)`,
      entry(4, 'month', 1, 'month.close', { month: '2023-07', unrecorded: 0 }),
      entry(5, 'month', 2, 'month.close', { month: '2023-08', unrecorded: 1, reason: 'lembar hilang' }),
    ]);
    await opened(async (db) => {
      const programmes = await db.read.programme.findMany({ orderBy: { id: 'asc' } });
      expect(programmes).toMatchObject([
        { state: 'running', endedAt: null, endedFrom: null, endReason: null },
        { endedAt: new Date('2023-09-03T03:00:00Z'), endedFrom: 'open', endReason: 'pelatih pindah' },
        { state: 'finished', endedAt: null, endedFrom: null, endReason: null },
      ]);
      const months = await db.read.monthClosing.findMany({ orderBy: { id: 'asc' } });
      expect(months.map(({ closeReason }) => closeReason)).toEqual([null, 'lembar hilang']);
    });
  });

  it('keeps open forms, and the buttons below them', async () => {
    await filledBefore('forms_that_close', [
      `INSERT INTO "DialogState" ("id", "chatId", "telegramId", "dialog", "state", "messageId", "updatedAt") VALUES (41, 7, 7, 'agency', '{"at":"name"}', 12, '2023-09-05 03:00:00')`,
    ]);
    await opened(async (db) => {
      expect(await db.read.dialogState.findMany()).toMatchObject([
        { id: 41, openedBy: 41, dialog: 'agency', state: { at: 'name' }, messageId: 12, updateId: null },
      ]);
    });
  });

  it('keeps sessions, sheets and pictures through the migration that rebuilds them', async () => {
    await filledBefore('lifecycle_of_the_rest', FILLED);
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
      const photo = { unitId: 1, sessionId: 1, fileId: 'b', fileUniqueId: 'b', byId: 1, at: new Date() };
      expect(await db.write((tx) => tx.attachment.create({ data: photo }))).toMatchObject({ id: 2 });
    });
  });
});

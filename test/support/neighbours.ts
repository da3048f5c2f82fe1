import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { createDatabase, type Reader } from '../../src/db/database.js';
import { Prisma } from '../../src/generated/sqlite/client.js';
import { onServer, withDatabase } from './postgres.js';
import { sampleUnit } from './sample-unit.js';

/** What the database with neighbours is called, and the schema in which it keeps their rows for later. */
export const NEIGHBOURS = 'neighbours';

/** The program serves the first unit that there is: the neighbours' has a number behind it. */
const UNIT = 900;

/** Tables in which the neighbours have nothing. */
const NOBODYS = new Set<string>([
  'BackupDay',
  'DialogState',
  'HandledUpdate',
  'Installation',
  'Lease',
  'StoredUpdate',
  'UpdateLane',
]);

/** By which column a row of a table without a unit is told from the neighbours'. */
const BELONGS: Readonly<Record<string, string>> = {
  MonthReport: 'closingId',
  MonthOpening: 'closingId',
  MonthRevision: 'closingId',
  Person: 'id',
  Attendance: 'sessionId',
  SessionRevision: 'sessionId',
  TimetableSlot: 'programmeId',
  ProgrammeTrainer: 'programmeId',
  EnrolmentChange: 'enrolmentId',
  ParticipantClass: 'participantId',
  FormerName: 'participantId',
  AgreementAgency: 'agreementId',
  AgreementStep: 'agreementId',
  VisitParty: 'visitId',
  VisitMember: 'visitId',
  VisitEvent: 'visitId',
  VisitPollTime: 'pollId',
  VisitPollParty: 'pollId',
  ReminderSettings: 'personId',
  Card: 'subjectId',
};

/**
 * Reads without the neighbours: a unit that looks like a tested one and was there before it. All that it has carries
 * numbers below zero, so that a test's own begin with 1, and a query that forgets the unit finds the neighbours first.
 */
export function ownRows(read: Reader): Reader {
  const models = Object.values(Prisma.ModelName).map((model) => {
    const name = `${model.charAt(0).toLowerCase()}${model.slice(1)}` as keyof Reader;
    const column = BELONGS[model];
    const ours = column ? { [column]: { gt: 0 } } : { [model === 'Unit' ? 'id' : 'unitId']: { not: UNIT } };
    return [name, NOBODYS.has(model) ? read[name] : narrowed(read[name], ours)] as const;
  });
  const own = new Map<PropertyKey, unknown>(models);
  return new Proxy(read, { get: (target, name) => own.get(name) ?? (Reflect.get(target, name) as unknown) });
}

type Asked = { readonly where?: object } | undefined;

function narrowed(delegate: object, ours: object): object {
  return new Proxy(delegate, {
    get: (target, method) => {
      const call: unknown = Reflect.get(target, method);
      if (typeof call !== 'function' || String(method).startsWith('findUnique')) return call;
      return (asked: Asked) =>
        call.call(target, {
          ...asked,
          where: { AND: [asked?.where ?? {}, ours] },
        }) as unknown;
    },
  });
}

/** Has the ids of PostgreSQL begin again: units behind the neighbours', as SQLite has them by itself. */
export const RESTARTED = `
  SELECT setval(format('%I.%I', schemaname, sequencename), start_value, false) FROM pg_sequences;
  SELECT setval('"Unit_id_seq"', ${UNIT} + 1, false) FROM "Unit";`;

/** Numbers that are below zero now; `-1` is left out, since it stands for nothing in conditions. */
const LAST = -1000;
/** Accounts and chats of theirs, which are nobody's in a test. */
const ACCOUNTS = 900_000_000;

/** What a sweep over all units would do for them at once is done: it tells how much there was to do. */
const SETTLED = [
  `UPDATE "ImportBatch" SET "state" = 'failed' WHERE "state" = 'applying';`,
  `UPDATE "SeatOffer" SET "lapsesAt" = '2099-01-01T00:00:00.000+00:00';`,
  `UPDATE "Outbox" SET "state" = 'planned', "dueAt" = '2099-01-01T00:00:00.000+00:00', "nextAt" = '2099-01-01T00:00:00.000+00:00';`,
];

/** Columns with the number of a row, by table. */
function numbered(connection: BetterSqlite3.Database): [string, string[]][] {
  return Object.values(Prisma.ModelName).map((table) => {
    const columns = connection.pragma(`table_info("${table}")`) as { name: string; type: string }[];
    const named = columns.filter(({ name, type }) => type === 'INTEGER' && /^id$|Id$/u.test(name));
    const others = ['messageId', 'topicId', 'updateId'];
    return [table, named.map(({ name }) => name).filter((name) => !others.includes(name))];
  });
}

function numberOf(table: string, column: string): string {
  return column === 'unitId' || (table === 'Unit' && column === 'id') ? `${UNIT}` : `${LAST} - "${column}"`;
}

function moved(columns: readonly [string, string[]][]): string[] {
  return [
    ...columns.flatMap(([table, names]) =>
      names.length === 0
        ? []
        : [
            `UPDATE "${table}" SET ${names.map((name) => `"${name}" = ${numberOf(table, name)}`).join(', ')};`,
          ],
    ),
    ...SETTLED,
    `UPDATE "Person" SET "telegramId" = "telegramId" + ${ACCOUNTS};`,
    `UPDATE "CalendarFeed" SET "telegramId" = "telegramId" + ${ACCOUNTS};`,
    `UPDATE "Card" SET "chatId" = "chatId" + ${ACCOUNTS};`,
    `UPDATE "GroupChat" SET "chatId" = "chatId" - ${ACCOUNTS};`,
  ];
}

async function inhabit(url: string): Promise<void> {
  const db = await createDatabase(url);
  await sampleUnit(db, 'Rutan Kelas IIB Ambon');
  await db.close();
}

/** Makes the SQLite file with neighbours beside the empty one. */
export async function settleSqlite(folder: string): Promise<void> {
  const path = join(folder, `${NEIGHBOURS}.db`);
  await copyFile(join(folder, 'template.db'), path);
  await inhabit(`file:${path}`);
  const connection = new BetterSqlite3(path);
  const statements = [...moved(numbered(connection)), 'DELETE FROM sqlite_sequence;'];
  connection.exec(
    `PRAGMA foreign_keys = OFF; BEGIN; ${statements.join(' ')} COMMIT; PRAGMA journal_mode = DELETE;`,
  );
  connection.close();
}

/** Makes the PostgreSQL database with neighbours beside the empty one, whose like in SQLite lies in `folder`. */
export async function settlePostgres(server: string, template: string, folder: string): Promise<void> {
  const name = `${template}_${NEIGHBOURS}`;
  const url = withDatabase(server, name);
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  await inhabit(url);
  const alike = new BetterSqlite3(join(folder, 'template.db'), { readonly: true });
  const statements = moved(numbered(alike));
  alike.close();
  await onServer(
    url,
    'SET session_replication_role = replica;',
    ...statements,
    RESTARTED,
    `CREATE SCHEMA ${NEIGHBOURS};`,
    ...Object.values(Prisma.ModelName).map(
      (table) => `CREATE TABLE ${NEIGHBOURS}."${table}" AS TABLE "${table}";`,
    ),
  );
}

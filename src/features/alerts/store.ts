import type { Reader } from '../../db/database.js';
import { Prisma } from '../../generated/sqlite/client.js';
import { parseIsoDate } from '../../lib/zoned.js';
import type { Mark } from '../sessions/index.js';
import { NO_MARKS, type Tally } from '../sessions/index.js';
import { NOT_THERE, RATE_SESSIONS } from './rules.js';

/** A programme as alerts speak of it. */
export type Watched = {
  readonly id: number;
  readonly unitId: number;
  readonly zone: string;
  readonly name: string;
  readonly agencyId: number | null;
  readonly officerId: number | null;
  readonly namesShown: boolean;
};

type WatchedColumns = Omit<Watched, 'id' | 'name'> & {
  readonly programmeId: number;
  readonly programme: string;
};

// Of a query that calls the programme `g` and its unit `u`.
const watchedColumns = Prisma.sql`
  g."id" AS "programmeId", g."unitId", u."zone", g."name" AS "programme", g."agencyId", g."officerId", g."namesShown"`;

function watchedOf(row: WatchedColumns): Watched {
  const { programmeId: id, unitId, zone, programme: name, agencyId, officerId, namesShown } = row;
  return { id, unitId, zone, name, agencyId, officerId, namesShown };
}

/** A running programme with what tells its silence. */
export type Running = Watched & {
  readonly lastHeld: Date | null;
  readonly startsOn: ReturnType<typeof parseIsoDate>;
  readonly endsOn: ReturnType<typeof parseIsoDate>;
  readonly createdAt: Date;
};

type RunningColumns = WatchedColumns & {
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly createdAt: Date;
  readonly lastHeld: Date | null;
};

const runningColumns = Prisma.sql`g."startsOn", g."endsOn", g."createdAt", h."startsAt" AS "lastHeld"`;

const lastHeld = Prisma.sql`
  LEFT JOIN "Session" h ON h."id" = (
    SELECT x."id" FROM "Session" x WHERE x."programmeId" = g."id" AND x."state" = 'held'
    ORDER BY x."startsAt" DESC LIMIT 1)`;

function runningOf(row: RunningColumns): Running {
  const { startsOn, endsOn, createdAt, lastHeld: last } = row;
  return {
    ...watchedOf(row),
    createdAt,
    startsOn: startsOn === null ? undefined : parseIsoDate(startsOn),
    endsOn: endsOn === null ? undefined : parseIsoDate(endsOn),
    lastHeld: last,
  };
}

/** Running programmes, of all units or one of them, with when each had its last session. One query. */
export async function runningProgrammes(
  db: Reader,
  only?: { readonly unitId: number; readonly id: number },
): Promise<Running[]> {
  const which = only ? Prisma.sql`g."id" = ${only.id} AND g."unitId" = ${only.unitId}` : Prisma.sql`1 = 1`;
  const rows = await db.$queryRaw<RunningColumns[]>`
    SELECT ${watchedColumns}, ${runningColumns}
    FROM "Programme" g JOIN "Unit" u ON u."id" = g."unitId" ${lastHeld}
    WHERE g."state" = 'running' AND ${which} ORDER BY g."id"`;
  return rows.map(runningOf);
}

/** A session with a sheet: its marks counted. */
export type SheetTally = { readonly id: number; readonly startsAt: Date; readonly tally: Tally };

type TallyRow = {
  readonly sessionId: number | null;
  readonly startsAt: Date;
  readonly mark: Mark | null;
  readonly marks: number | bigint;
};

/** Rows in the order of their sessions, each how often a mark was given there. */
function talliesIn(rows: readonly TallyRow[]): SheetTally[] {
  const sheets = new Map<number, SheetTally>();
  for (const { sessionId: id, startsAt, mark, marks } of rows) {
    if (id === null) continue;
    const { tally } = sheets.get(id) ?? { tally: NO_MARKS };
    sheets.set(id, { id, startsAt, tally: mark === null ? tally : { ...tally, [mark]: Number(marks) } });
  }
  return [...sheets.values()];
}

// Held, and by the sheet: a headcount says nothing about who should have come.
const bySheet = Prisma.sql`s."state" = 'held' AND s."headcount" IS NULL`;

/** The last sessions of a programme with a sheet on a condition, on `s`: as many as a rate is taken of, or so many. */
const sheetsBefore = (programmeId: number, condition: Prisma.Sql, count: number) => Prisma.sql`
  SELECT s."id", s."startsAt" FROM "Session" s WHERE s."programmeId" = ${programmeId} AND ${bySheet} AND ${condition}
  ORDER BY s."startsAt" DESC, s."id" DESC LIMIT ${count}`;

/** Sessions with a sheet from one on, oldest first, and before it those that its rate is taken of too. One query. */
export async function sheetsSince(db: Reader, programmeId: number, sessionId: number): Promise<SheetTally[]> {
  const first = Prisma.sql`(SELECT f."startsAt" FROM "Session" f WHERE f."id" = ${sessionId}
    AND f."programmeId" = ${programmeId})`;
  const rows = await db.$queryRaw<TallyRow[]>`
    SELECT s."id" AS "sessionId", s."startsAt", a."mark", COUNT(a."id") AS "marks"
    FROM "Session" s LEFT JOIN "Attendance" a ON a."sessionId" = s."id"
    WHERE s."programmeId" = ${programmeId} AND ${bySheet} AND (s."startsAt" >= ${first} OR s."id" IN (
      SELECT b."id" FROM (${sheetsBefore(programmeId, Prisma.sql`s."startsAt" < ${first}`, RATE_SESSIONS - 1)}) b))
    GROUP BY s."id", s."startsAt", a."mark" ORDER BY s."startsAt", s."id"`;
  return talliesIn(rows);
}

/** A programme that is neither a draft nor over, as its sessions tell of it. */
export type Attended = {
  readonly programme: Watched;
  /** Its last sessions with a sheet, oldest first: as many as the rate is taken of. */
  readonly sheets: readonly SheetTally[];
  /** What tells its silence; undefined while it isn't running. */
  readonly running: Running | undefined;
};

type AttendedRow = RunningColumns & { readonly state: string } & TallyRow;

/** Undefined for a draft and for what is over. One query. */
export async function findAttended(db: Reader, unitId: number, id: number): Promise<Attended | undefined> {
  const rows = await db.$queryRaw<AttendedRow[]>`
    SELECT ${watchedColumns}, ${runningColumns}, g."state",
      s."id" AS "sessionId", s."startsAt", a."mark", COUNT(a."id") AS "marks"
    FROM "Programme" g JOIN "Unit" u ON u."id" = g."unitId" ${lastHeld}
    LEFT JOIN (${sheetsBefore(id, Prisma.sql`1 = 1`, RATE_SESSIONS)}) s ON 1 = 1
    LEFT JOIN "Attendance" a ON a."sessionId" = s."id"
    WHERE g."id" = ${id} AND g."unitId" = ${unitId} AND g."state" IN ('open', 'running')
    GROUP BY g."id", u."id", h."id", s."id", s."startsAt", a."mark" ORDER BY s."startsAt", s."id"`;
  const [row] = rows;
  if (!row) return undefined;
  const running = row.state === 'running' ? runningOf(row) : undefined;
  return { programme: watchedOf(row), sheets: talliesIn(rows), running };
}

/** A mark on the sheet of a held session. */
export type Marked = {
  readonly sessionId: number;
  readonly startsAt: Date;
  readonly mark: Mark;
  readonly number: number;
};

/** Somebody's enrolment, with their marks since they take part, oldest first. */
export type Enrolled = {
  readonly enrolmentId: number;
  /** Whether they still take part. */
  readonly active: boolean;
  readonly participant: { readonly id: number; readonly name: string };
  readonly programme: Watched;
  readonly marks: readonly Marked[];
};

type EnrolledRow = WatchedColumns & {
  readonly enrolmentId: number;
  readonly state: string;
  readonly participantId: number;
  readonly participant: string;
  readonly mark: Mark;
  readonly number: number;
  readonly sessionId: number | null;
  readonly startsAt: Date;
};

/** Enrolments on a condition, on `e`, in programmes in progress, each with its marks. One query. */
async function enrolledWhere(db: Reader, condition: Prisma.Sql): Promise<Enrolled[]> {
  const rows = await db.$queryRaw<EnrolledRow[]>`
    SELECT ${watchedColumns}, e."id" AS "enrolmentId", e."state", p."id" AS "participantId", p."name" AS "participant",
      a."mark", a."number", s."id" AS "sessionId", s."startsAt"
    FROM "Enrolment" e
    JOIN "Programme" g ON g."id" = e."programmeId" AND g."state" IN ('open', 'running')
    JOIN "Unit" u ON u."id" = g."unitId"
    JOIN "Participant" p ON p."id" = e."participantId"
    LEFT JOIN "Attendance" a ON a."participantId" = p."id"
    LEFT JOIN "Session" s ON s."id" = a."sessionId" AND s."state" = 'held' AND s."programmeId" = e."programmeId"
      AND s."startsAt" >= (
        SELECT MIN(c."from") FROM "EnrolmentChange" c WHERE c."enrolmentId" = e."id" AND c."state" = 'active')
    WHERE ${condition}
    ORDER BY e."id", s."startsAt", s."id"`;
  const found = new Map<number, Enrolled>();
  for (const row of rows) {
    const { enrolmentId, participantId: id, participant: name, sessionId, startsAt, mark, number } = row;
    const { marks } = found.get(enrolmentId) ?? { marks: [] };
    const more = sessionId === null ? [] : [{ sessionId, startsAt, mark, number }];
    found.set(enrolmentId, {
      enrolmentId,
      active: row.state === 'active',
      participant: { id, name },
      programme: watchedOf(row),
      marks: [...marks, ...more],
    });
  }
  return [...found.values()];
}

/** Those on a session's sheet who were not there and still take part. One query. */
export function missingAt(db: Reader, programmeId: number, sessionId: number): Promise<Enrolled[]> {
  const marks = Prisma.join(NOT_THERE.map((mark) => Prisma.raw(`'${mark}'`)));
  return enrolledWhere(
    db,
    Prisma.sql`e."programmeId" = ${programmeId} AND e."state" = 'active' AND e."participantId" IN (
      SELECT m."participantId" FROM "Attendance" m WHERE m."sessionId" = ${sessionId} AND m."mark" IN (${marks}))`,
  );
}

/** Of a unit's enrolments those asked for. One query. */
export async function enrolledAmong(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<readonly Enrolled[]> {
  if (ids.length === 0) return [];
  return enrolledWhere(db, Prisma.sql`e."unitId" = ${unitId} AND e."id" IN (${Prisma.join([...ids])})`);
}

/** Sessions of the programme that are planned for later. */
export function nextPlanned(db: Reader, programmeId: number, now: Date) {
  return db.session.findFirst({
    where: { programmeId, state: 'planned', startsAt: { gt: now } },
    select: { startsAt: true },
    orderBy: { startsAt: 'asc' },
  });
}

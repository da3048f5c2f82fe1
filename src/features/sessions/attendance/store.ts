import type { Reader } from '../../../db/database.js';
import { limitTo } from '../../../db/sql/limit.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few, inChunks } from '../../../lib/lists.js';
import {
  countedOnce,
  type EnrolmentRow,
  enrolmentRows,
  type RunningProgramme,
  runningOf,
  type Watched,
  type WatchedRow,
  watchedOf,
  watchedRows,
} from '../../programmes/index.js';
import type { Mark } from '../exceptions/rules.js';
import { NO_MARKS, type Tally } from './rules.js';

/** A running programme with when it had its last session. */
export type Running = RunningProgramme & { readonly lastHeld: Date | null };

type RunningRow = WatchedRow & { readonly lastHeld: Date | null };

const asRunning = (row: RunningRow): Running => ({ ...runningOf(row), lastHeld: row.lastHeld });

// Of a query that has programmes as `g`.
const lastHeld = Prisma.sql`
  LEFT JOIN "Session" h ON h."id" = (
    SELECT x."id" FROM "Session" x WHERE x."programmeId" = g."programmeId" AND x."state" = 'held'
    ORDER BY x."startsAt" DESC LIMIT 1)`;

/** Running programmes, of all units or one of them, with when each had its last session. One query. */
export async function pulses(
  db: Reader,
  only?: { readonly unitId: number; readonly id: number },
): Promise<Running[]> {
  const rows = await db.$queryRaw<RunningRow[]>`
    SELECT g.*, h."startsAt" AS "lastHeld" FROM (${watchedRows(only)}) g ${lastHeld}
    WHERE g."state" = 'running' ORDER BY g."programmeId"`;
  return rows.map(asRunning);
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

/** Selects the last so many sessions of a programme with a sheet that meet a condition on `s`. */
const sheetsBefore = (programmeId: number, condition: Prisma.Sql, count: number) => Prisma.sql`
  SELECT s."id" FROM "Session" s WHERE s."programmeId" = ${programmeId} AND ${bySheet} AND ${condition}
  ORDER BY s."startsAt" DESC, s."id" DESC ${limitTo(count)}`;

/** Selects sessions that meet a condition on `s`, as {@link TallyRow}s. */
const tallyRows = (condition: Prisma.Sql) => Prisma.sql`
  SELECT s."id" AS "sessionId", s."startsAt", a."mark", COUNT(a."id") AS "marks"
  FROM "Session" s LEFT JOIN "Attendance" a ON a."sessionId" = s."id" AND ${countedOnce()}
  WHERE ${condition} GROUP BY s."id", s."startsAt", a."mark"`;

/**
 * A programme's sessions with a sheet from one on, oldest first, and as many as `before` of those before it. One query.
 */
export async function sheetsSince(
  db: Reader,
  programmeId: number,
  sessionId: number,
  before: number,
): Promise<SheetTally[]> {
  const first = Prisma.sql`(SELECT f."startsAt" FROM "Session" f WHERE f."id" = ${sessionId}
    AND f."programmeId" = ${programmeId})`;
  const earlier = sheetsBefore(programmeId, Prisma.sql`s."startsAt" < ${first}`, before);
  const rows = await db.$queryRaw<TallyRow[]>`
    ${tallyRows(Prisma.sql`s."programmeId" = ${programmeId} AND ${bySheet}
      AND (s."startsAt" >= ${first} OR s."id" IN (SELECT b."id" FROM (${earlier}) b))`)}
    ORDER BY s."startsAt", s."id"`;
  return talliesIn(rows);
}

/** A programme that is neither a draft nor over, as its sessions tell of it. */
export type Attended = {
  readonly programme: Watched;
  /** Its last sessions with a sheet, oldest first. */
  readonly sheets: readonly SheetTally[];
  /** What tells its silence; undefined while it isn't running. */
  readonly running: Running | undefined;
};

/** With as many of its last sheets as asked for; undefined for a draft and for what is over. One query. */
export async function findAttended(
  db: Reader,
  unitId: number,
  programmeId: number,
  sheets: number,
): Promise<Attended | undefined> {
  const last = sheetsBefore(programmeId, Prisma.sql`1 = 1`, sheets);
  const rows = await db.$queryRaw<(RunningRow & TallyRow)[]>`
    SELECT g.*, h."startsAt" AS "lastHeld", t."sessionId", t."startsAt", t."mark", t."marks"
    FROM (${watchedRows({ unitId, id: programmeId })}) g ${lastHeld}
    LEFT JOIN (${tallyRows(Prisma.sql`s."id" IN (SELECT b."id" FROM (${last}) b)`)}) t ON 1 = 1
    ORDER BY t."startsAt", t."sessionId"`;
  const [row] = rows;
  if (!row) return undefined;
  const running = row.state === 'running' ? asRunning(row) : undefined;
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

type EnrolledRow = EnrolmentRow & {
  readonly mark: Mark;
  readonly number: number;
  readonly sessionId: number | null;
  readonly startsAt: Date;
};

function enrolledIn(rows: readonly EnrolledRow[]): Enrolled[] {
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

/** Enrolments, each with its marks; `some` joins what narrows them, which the query calls `e`. One query. */
async function enrolledOf(db: Reader, enrolments: Prisma.Sql, some: Prisma.Sql): Promise<Enrolled[]> {
  const rows = await db.$queryRaw<EnrolledRow[]>`
    SELECT e.*, a."mark", a."number", s."id" AS "sessionId", s."startsAt"
    FROM (${enrolments}) e ${some}
    LEFT JOIN "Attendance" a ON a."participantId" = e."participantId"
    LEFT JOIN "Session" s ON s."id" = a."sessionId" AND s."state" = 'held' AND s."programmeId" = e."programmeId"
      AND s."startsAt" >= e."since"
    ORDER BY e."enrolmentId", s."startsAt", s."id"`;
  return enrolledIn(rows);
}

/** Those who still take part in a programme and have one of some marks on a session's sheet. One query. */
export function markedAt(
  db: Reader,
  of: { readonly programmeId: number; readonly sessionId: number },
  marks: readonly Mark[],
): Promise<Enrolled[]> {
  const { programmeId, sessionId } = of;
  const which = Prisma.join(few('kinds', marks).map((mark) => Prisma.raw(`'${mark}'`)));
  return enrolledOf(
    db,
    enrolmentRows({ programmeId }),
    Prisma.sql`JOIN "Attendance" m ON m."sessionId" = ${sessionId} AND m."participantId" = e."participantId"
      AND m."mark" IN (${which})`,
  );
}

/** Of a unit's enrolments those asked for, in whatever state. A query for some hundreds. */
export async function enrolledAmong(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<readonly Enrolled[]> {
  return inChunks(ids, (some) => enrolledOf(db, enrolmentRows({ unitId, ids: some }), Prisma.empty));
}

/** When the next planned session of a programme begins. One query. */
export async function nextPlanned(db: Reader, programmeId: number, now: Date): Promise<Date | undefined> {
  const next = await db.session.findFirst({
    where: { programmeId, state: 'planned', startsAt: { gt: now } },
    select: { startsAt: true },
    orderBy: { startsAt: 'asc' },
  });
  return next?.startsAt;
}

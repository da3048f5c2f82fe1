import type { Scope } from '../../../access/can.js';
import type { Reader, Tx } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import {
  type ClosingColumns,
  closingColumns,
  closingIn,
  type InForce,
  joinClosing,
  type Month,
} from '../../months/index.js';
import {
  programmeRows,
  type RosterEntry,
  type RosterRow,
  rosterAt,
  rosterWithin,
  scopeOn,
} from '../../programmes/index.js';
import { idsOf } from '../paper/store.js';

/** A session to be recorded: of which programme, when, from which plan and whose printed sheet. */
export type RecordKey = {
  readonly unitId: number;
  readonly programmeId: number;
  readonly plannedId: number | undefined;
  readonly paperId: number | undefined;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** The month of its start. */
  readonly month: Month;
};

type Planned = { readonly id: number; readonly notes: string | null };

/** What recording a session is decided by. */
export type RecordFacts = {
  /** The closing of its month. */
  readonly closed: InForce | undefined;
  /** What is recorded at its start already. */
  readonly held: { readonly id: number; readonly number: number | null } | undefined;
  /** The first recorded session that it overlaps, beginning at another time. */
  readonly overlapping: { readonly id: number; readonly number: number | null } | undefined;
  /** Whether a session after it is recorded already. */
  readonly hasLater: boolean;
  /** The session that was planned and is recorded now: at this very start, the one asked for, or one that overlaps. */
  readonly planned: Planned | undefined;
  /** The number of the last session held. */
  readonly lastNumber: number;
  /** Who has which number on the printed sheet. */
  readonly printed: readonly number[];
  /** Who is on the sheet at its start. */
  readonly roster: readonly RosterEntry[];
};

type Row = ClosingColumns & {
  readonly thereId: number | null;
  readonly thereState: 'planned' | 'held' | 'cancelled';
  readonly thereNumber: number | null;
  readonly thereNotes: string | null;
  readonly plannedId: number | null;
  readonly plannedNotes: string | null;
  readonly withinId: number | null;
  readonly withinNotes: string | null;
  readonly lastNumber: number | null;
  readonly overlapId: number | null;
  readonly overlapNumber: number | null;
  readonly laterId: number | null;
  readonly participants: unknown;
  readonly participantId: number | null;
} & Omit<RosterRow, 'participantId'>;

function plannedOf(row: Row): Planned | undefined {
  const { thereId, plannedId, withinId } = row;
  if (thereId !== null) return { id: thereId, notes: row.thereNotes };
  if (plannedId !== null) return { id: plannedId, notes: row.plannedNotes };
  return withinId === null ? undefined : { id: withinId, notes: row.withinNotes };
}

/**
 * All that recording a session looks at, in one query; undefined where the programme isn't in scope. Under the locks
 * of the unit and the programme it stays so until the end of the transaction, and finds what a unique index would
 * refuse: a failed insert would spoil the transaction.
 */
export async function recordFacts(db: Reader, scope: Scope, of: RecordKey): Promise<RecordFacts | undefined> {
  const { unitId, programmeId, plannedId = -1, paperId = -1, startsAt, endsAt, month } = of;
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT ${closingColumns},
      h."id" AS "thereId", h."state" AS "thereState", h."number" AS "thereNumber", h."notes" AS "thereNotes",
      p."id" AS "plannedId", p."notes" AS "plannedNotes", w."id" AS "withinId", w."notes" AS "withinNotes",
      l."number" AS "lastNumber", o."id" AS "overlapId", o."number" AS "overlapNumber", later."id" AS "laterId", paper."participants",
      r."participantId", r."personId", r."name", r."registerNumber",
      r."activeFrom", r."activeUntil", r."presentFrom", r."presentUntil"
    FROM (${programmeRows({ unitId, programmeId })}) g
    ${joinClosing(unitId, month)}
    LEFT JOIN "Session" h ON h."programmeId" = g."id" AND h."startsAt" = ${startsAt} AND h."state" <> 'cancelled'
    LEFT JOIN "Session" p ON p."id" = ${plannedId} AND p."programmeId" = g."id" AND p."state" = 'planned'
    LEFT JOIN "Session" w ON w."id" = (
      SELECT o."id" FROM "Session" o WHERE o."programmeId" = ${programmeId} AND o."state" = 'planned'
        AND o."startsAt" < ${endsAt} AND o."endsAt" > ${startsAt} ORDER BY o."startsAt" LIMIT 1)
    LEFT JOIN "Session" l ON l."programmeId" = g."id"
      AND l."number" = (SELECT MAX(n."number") FROM "Session" n WHERE n."programmeId" = ${programmeId})
    LEFT JOIN "Session" o ON o."id" = (
      SELECT b."id" FROM "Session" b WHERE b."programmeId" = ${programmeId} AND b."state" = 'held'
        AND b."startsAt" < ${endsAt} AND b."endsAt" > ${startsAt} AND b."startsAt" <> ${startsAt}
      ORDER BY b."startsAt" LIMIT 1)
    LEFT JOIN "Session" later ON later."id" = (
      SELECT a."id" FROM "Session" a WHERE a."programmeId" = ${programmeId} AND a."number" IS NOT NULL
        AND a."startsAt" > ${startsAt} ORDER BY a."startsAt" LIMIT 1)
    LEFT JOIN "AttendanceSheet" paper ON paper."id" = (
      SELECT a."id" FROM "AttendanceSheet" a JOIN "Session" s ON s."id" = a."sessionId"
      WHERE a."id" = ${paperId} AND a."unitId" = ${unitId} AND s."programmeId" = ${programmeId})
    LEFT JOIN (${rosterWithin({ unitId, programmeId }, { from: startsAt, until: startsAt })}) r ON 1 = 1
    WHERE ${scopeOn(scope)}
    ORDER BY r."place"`);
  const [row] = rows;
  if (!row) return undefined;
  const { thereId, thereState, thereNumber } = row;
  const isHeld = thereId !== null && thereState === 'held';
  const roster = rows.flatMap((one) => (one.participantId === null ? [] : [one as RosterRow]));
  return {
    closed: closingIn(row),
    held: isHeld ? { id: thereId, number: thereNumber } : undefined,
    overlapping: row.overlapId === null ? undefined : { id: row.overlapId, number: row.overlapNumber },
    hasLater: row.laterId !== null,
    planned: isHeld ? undefined : plannedOf(row),
    lastNumber: row.lastNumber ?? 0,
    printed: idsOf(row.participants),
    roster: rosterAt(roster, startsAt),
  };
}

/**
 * Numbers a programme's sessions anew in the order of their dates. Under the lock of the programme; two statements,
 * since no number may be there twice in between.
 */
export async function renumber(tx: Tx, programmeId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Session" SET "number" = -x."place"
    FROM (
      SELECT s."id", ROW_NUMBER() OVER (ORDER BY s."startsAt", s."id") AS "place"
      FROM "Session" s WHERE s."programmeId" = ${programmeId} AND s."number" IS NOT NULL) x
    WHERE x."id" = "Session"."id" AND "Session"."number" <> x."place"`;
  await tx.session.updateMany({
    where: { programmeId, number: { lt: 0 } },
    data: { number: { multiply: -1 } },
  });
}

import type { Scope } from '../../../access/can.js';
import { withinAgency } from '../../../access/where.js';
import type { Reader, Tx } from '../../../db/database.js';
import { lastTrace } from '../../../db/trace.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { inChunks } from '../../../lib/lists.js';
import {
  type Plannable,
  type PlannableColumns,
  plannableColumns,
  plannableOf,
  programmeRows,
  scopeOn,
  trainerRows,
} from '../../programmes/index.js';
import type { SlotTime } from '../timetable/rules.js';
import type { PlanRow } from './rules.js';

const slotFacts = { id: true, weekday: true, startMinute: true, endMinute: true } as const;

/** Gives a programme the weekly times in force of another, from now on. Resolves to how many. */
export async function copySlots(tx: Tx, fromId: number, toId: number, now: Date): Promise<number> {
  const slots = await tx.timetableSlot.findMany({
    where: { programmeId: fromId, endedAt: null },
    select: { weekday: true, startMinute: true, endMinute: true },
  });
  await tx.timetableSlot.createMany({
    data: slots.map((slot) => ({ ...slot, programmeId: toId, since: now })),
  });
  return slots.length;
}

/** A weekly time, in force or ended, of a programme in scope. */
export function slotIn(db: Reader, scope: Scope, id: number) {
  return db.timetableSlot.findFirst({
    where: { id, programme: withinAgency(scope) },
    select: { ...slotFacts, endedAt: true, programmeId: true },
  });
}

/** A session with what changing its plan needs. */
export type PlannedSession = {
  readonly id: number;
  readonly unitId: number;
  readonly programmeId: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: PlanRow['state'];
  readonly version: number;
  readonly slotId: number | null;
  readonly trainer: string | null;
  readonly cancelReason: string | null;
  readonly programme: Plannable;
  /** The one that makes up for it. */
  readonly catchUp: {
    readonly id: number;
    readonly startsAt: Date;
    readonly state: PlanRow['state'];
  } | null;
};

type PlannedRow = Omit<PlannedSession, 'programme' | 'catchUp'> &
  PlannableColumns & {
    readonly nextId: number | null;
    readonly nextStartsAt: Date;
    readonly nextState: PlanRow['state'];
  };

function plannedOf(row: PlannedRow): PlannedSession {
  const { id, unitId, programmeId, startsAt, endsAt, state, version, slotId, trainer, cancelReason } = row;
  const { nextId, nextStartsAt, nextState } = row;
  return {
    id,
    unitId,
    programmeId,
    startsAt,
    endsAt,
    state,
    version,
    slotId,
    trainer,
    cancelReason,
    programme: plannableOf(row),
    catchUp: nextId === null ? null : { id: nextId, startsAt: nextStartsAt, state: nextState },
  };
}

/**
 * Sessions on a condition, on `s` and its programme `g`, soonest first. One joined query by hand: Prisma would make four.
 */
async function plannedWhere(db: Reader, where: Prisma.Sql): Promise<PlannedSession[]> {
  const rows = await db.$queryRaw<PlannedRow[]>`
    SELECT s."id", s."startsAt", s."endsAt", s."state", s."version", s."slotId", s."trainer", s."cancelReason",
      ${plannableColumns}, n."id" AS "nextId", n."startsAt" AS "nextStartsAt", n."state" AS "nextState"
    FROM "Session" s
    JOIN "Programme" g ON g."id" = s."programmeId"
    JOIN "Unit" u ON u."id" = g."unitId"
    LEFT JOIN "Session" n ON n."catchUpForId" = s."id"
    WHERE ${where} ORDER BY s."startsAt", s."id"`;
  return rows.map(plannedOf);
}

/** A session with what changing its plan needs. */
export async function plannedIn(db: Reader, scope: Scope, id: number): Promise<PlannedSession | undefined> {
  const [session] = await plannedWhere(db, Prisma.sql`s."id" = ${id} AND ${scopeOn(scope)}`);
  return session;
}

/** @throws where there is no such session */
export async function plannedById(db: Reader, id: number): Promise<PlannedSession> {
  const [session] = await plannedWhere(db, Prisma.sql`s."id" = ${id}`);
  if (!session) throw new Error(`no session ${id}`);
  return session;
}

/** Planned sessions of a unit that begin within a span. */
export function plannedBetween(
  db: Reader,
  unitId: number,
  from: Date,
  until: Date,
): Promise<PlannedSession[]> {
  return plannedWhere(
    db,
    Prisma.sql`s."unitId" = ${unitId} AND s."state" = 'planned' AND s."startsAt" >= ${from} AND s."startsAt" < ${until}`,
  );
}

/** The session of a programme that shares a moment with a span, cancelled ones and `exceptId` aside. */
export function sessionWithin(
  db: Reader,
  programmeId: number,
  span: { readonly startsAt: Date; readonly endsAt: Date },
  exceptId?: number,
) {
  return db.session.findFirst({
    where: {
      programmeId,
      state: { not: 'cancelled' },
      startsAt: { lt: span.endsAt },
      endsAt: { gt: span.startsAt },
      ...(exceptId === undefined ? {} : { id: { not: exceptId } }),
    },
    select: { id: true, startsAt: true, state: true },
    orderBy: { startsAt: 'asc' },
  });
}

/** A programme's name, and the session that has a time already. */
export type PlannableTime = {
  readonly programme: string;
  readonly taken: { readonly id: number; readonly startsAt: Date } | undefined;
};

/** Of a programme in scope what {@link sessionWithin} finds, if a span is given. One query. */
export async function plannableTime(
  db: Reader,
  scope: Scope,
  of: {
    readonly programmeId: number;
    readonly span: { readonly startsAt: Date; readonly endsAt: Date } | undefined;
    readonly exceptId: number | undefined;
  },
): Promise<PlannableTime | undefined> {
  if (scope.kind === 'none') return undefined;
  const { programmeId, span, exceptId = -1 } = of;
  const found = span
    ? Prisma.sql`SELECT t."id" FROM "Session" t WHERE t."programmeId" = ${programmeId} AND t."state" <> 'cancelled'
        AND t."startsAt" < ${span.endsAt} AND t."endsAt" > ${span.startsAt} AND t."id" <> ${exceptId}
        ORDER BY t."startsAt" LIMIT 1`
    : Prisma.sql`-1`;
  type Row = { readonly programme: string; readonly id: number | null; readonly startsAt: Date };
  const [row] = await db.$queryRaw<Row[]>`
    SELECT g."name" AS "programme", s."id", s."startsAt"
    FROM (${programmeRows({ unitId: scope.unitId, programmeId })}) g
    LEFT JOIN "Session" s ON s."id" = (${found})
    WHERE ${scopeOn(scope)}`;
  if (!row) return undefined;
  const { programme, id, startsAt } = row;
  return { programme, taken: id === null ? undefined : { id, startsAt } };
}

type Around = { readonly trainers: readonly number[]; readonly lastLogger: number | undefined };

/** People who train a programme and hold a post in its unit, and who recorded its last session. One query. */
export async function aroundProgramme(
  db: Reader,
  unitId: number,
  programmeId: number,
  now: Date,
): Promise<Around> {
  const rows = await db.$queryRaw<{ readonly trains: number | bigint; readonly personId: number }[]>`
    SELECT 0 AS "trains", l."personId" FROM (
      SELECT s."loggedById" AS "personId" FROM "Session" s
      WHERE s."programmeId" = ${programmeId} AND s."state" = 'held' AND s."loggedById" IS NOT NULL
      ORDER BY s."startsAt" DESC LIMIT 1) l
    UNION ALL SELECT 1, t."personId" FROM (${trainerRows(unitId, programmeId, now)}) t
    ORDER BY 1, 2`;
  return {
    trainers: rows.flatMap(({ trains, personId }) => (Number(trains) === 1 ? [personId] : [])),
    lastLogger: rows.find(({ trains }) => Number(trains) === 0)?.personId,
  };
}

/** The last change of a session's plan that somebody made. */
export async function lastChange(db: Reader, unitId: number, sessionId: number) {
  const entry = await lastTrace(db, unitId, { subject: 'session', subjectId: sessionId });
  if (!entry) return undefined;
  const { action, detail } = entry;
  const startsAt =
    typeof detail === 'object' && detail !== null && 'startsAt' in detail ? detail.startsAt : undefined;
  const moved = action === 'session.move' && typeof startsAt === 'string';
  return { action, from: moved ? new Date(startsAt) : undefined };
}

/** Weekly times of a unit by their ids, in force or ended, with their programmes' names. A query for some hundreds. */
export function slotsBy(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<(SlotTime & { readonly id: number; readonly programme: string })[]> {
  return inChunks(
    ids,
    (some) => db.$queryRaw<(SlotTime & { id: number; programme: string })[]>`
      SELECT t."id", t."weekday", t."startMinute", t."endMinute", g."name" AS "programme"
      FROM "TimetableSlot" t JOIN "Programme" g ON g."id" = t."programmeId"
      WHERE g."unitId" = ${unitId} AND t."id" IN (${Prisma.join(some)})`,
  );
}

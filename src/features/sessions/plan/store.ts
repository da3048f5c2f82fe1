import type { Scope } from '../../../access/can.js';
import type { Reader, Tx } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import type { ProgrammeState } from '../../programmes/index.js';
import { inScope } from '../session/store.js';
import { scopeOn } from '../view/store.js';
import type { PlanRow } from './rules.js';

/** A programme with what planning its sessions needs. */
export type Plannable = {
  readonly id: number;
  readonly unitId: number;
  readonly zone: string;
  readonly name: string;
  readonly agencyId: number | null;
  readonly state: ProgrammeState;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly plannedSessions: number | null;
  readonly trainer: string | null;
  readonly officerId: number | null;
};

/** A {@link Plannable} as a query has it that calls the programme `g` and its unit `u`. */
export type PlannableColumns = {
  readonly programmeId: number;
  readonly unitId: number;
  readonly zone: string;
  readonly programme: string;
  readonly agencyId: number | null;
  readonly programmeState: ProgrammeState;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly plannedSessions: number | null;
  readonly usualTrainer: string | null;
  readonly officerId: number | null;
};

export const plannableColumns = Prisma.sql`
  g."id" AS "programmeId", g."unitId", u."zone", g."name" AS "programme", g."agencyId", g."state" AS "programmeState",
  g."startsOn", g."endsOn", g."plannedSessions", g."trainer" AS "usualTrainer", g."officerId"`;

export function plannableOf(row: PlannableColumns): Plannable {
  const { programmeId: id, unitId, zone, programme: name, agencyId, programmeState: state } = row;
  const { startsOn, endsOn, plannedSessions, usualTrainer: trainer, officerId } = row;
  return { id, unitId, zone, name, agencyId, state, startsOn, endsOn, plannedSessions, trainer, officerId };
}

/** A programme in scope. One query. */
export async function plannableIn(db: Reader, scope: Scope, id: number): Promise<Plannable | undefined> {
  const [row] = await db.$queryRaw<PlannableColumns[]>`
    SELECT ${plannableColumns} FROM "Programme" g JOIN "Unit" u ON u."id" = g."unitId"
    WHERE g."id" = ${id} AND ${scopeOn(scope)}`;
  return row && plannableOf(row);
}

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
    where: { id, programme: inScope(scope) },
    select: { ...slotFacts, endedAt: true, programmeId: true },
  });
}

/** Programmes that have a weekly time, or sessions still planned: those a timetable may have to be compared for. */
export async function programmesToPlan(db: Reader, now: Date, unitId?: number): Promise<number[]> {
  const rows = await db.programme.findMany({
    where: {
      ...(unitId === undefined ? {} : { unitId }),
      OR: [
        { timetable: { some: { endedAt: null } } },
        { sessions: { some: { state: 'planned', startsAt: { gt: now } } } },
      ],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
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
  const { programmeId, span, exceptId = -1 } = of;
  const found = span
    ? Prisma.sql`SELECT t."id" FROM "Session" t WHERE t."programmeId" = ${programmeId} AND t."state" <> 'cancelled'
        AND t."startsAt" < ${span.endsAt} AND t."endsAt" > ${span.startsAt} AND t."id" <> ${exceptId}
        ORDER BY t."startsAt" LIMIT 1`
    : Prisma.sql`-1`;
  type Row = { readonly programme: string; readonly id: number | null; readonly startsAt: Date };
  const [row] = await db.$queryRaw<Row[]>`
    SELECT g."name" AS "programme", s."id", s."startsAt" FROM "Programme" g
    LEFT JOIN "Session" s ON s."id" = (${found})
    WHERE g."id" = ${programmeId} AND ${scopeOn(scope)}`;
  if (!row) return undefined;
  const { programme, id, startsAt } = row;
  return { programme, taken: id === null ? undefined : { id, startsAt } };
}

/** People who train a programme and hold a post in its unit. One query. */
export async function trainersOf(db: Reader, programmeId: number): Promise<readonly number[]> {
  return (await aroundProgramme(db, programmeId)).trainers;
}

type Around = { readonly trainers: readonly number[]; readonly lastLogger: number | undefined };

/** People who train a programme and hold a post in its unit, and who recorded its last session. One query. */
export async function aroundProgramme(db: Reader, programmeId: number): Promise<Around> {
  const rows = await db.$queryRaw<{ readonly trainer: number | null; readonly logger: number | null }[]>`
    SELECT t."personId" AS "trainer", l."loggedById" AS "logger"
    FROM "Programme" g
    LEFT JOIN "Session" l ON l."id" = (
      SELECT s."id" FROM "Session" s WHERE s."programmeId" = g."id" AND s."state" = 'held' AND s."loggedById" IS NOT NULL
      ORDER BY s."startsAt" DESC LIMIT 1)
    LEFT JOIN "ProgrammeTrainer" t ON t."programmeId" = g."id" AND EXISTS (
      SELECT 1 FROM "Post" o WHERE o."personId" = t."personId" AND o."unitId" = g."unitId" AND o."endedAt" IS NULL)
    WHERE g."id" = ${programmeId} ORDER BY t."personId"`;
  return {
    trainers: rows.flatMap(({ trainer }) => trainer ?? []),
    lastLogger: rows[0]?.logger ?? undefined,
  };
}

/** The last change of a session's plan that somebody made. */
export async function lastChange(db: Reader, unitId: number, sessionId: number) {
  const entry = await db.auditEntry.findFirst({
    where: { unitId, subject: 'session', subjectId: sessionId },
    select: { action: true, detail: true },
    orderBy: { id: 'desc' },
  });
  const { detail } = entry ?? {};
  const facts = typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? detail : {};
  const { startsAt } = facts;
  const moved = entry?.action === 'session.move' && typeof startsAt === 'string';
  return entry ? { action: entry.action, from: moved ? new Date(startsAt) : undefined } : undefined;
}

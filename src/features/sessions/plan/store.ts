import type { Scope } from '../../../access/can.js';
import { withinAgency } from '../../../access/where.js';
import type { Reader, Tx } from '../../../db/database.js';
import { lastTrace } from '../../../db/trace.js';
import { plannable } from '../../programmes/index.js';
import { sessionsIn } from '../session/store.js';

const slotFacts = { id: true, weekday: true, startMinute: true, endMinute: true } as const;

/** A programme's weekly times in force. */
export function openSlots(db: Reader, programmeId: number) {
  return db.timetableSlot.findMany({
    where: { programmeId, endedAt: null },
    select: slotFacts,
    orderBy: [{ weekday: 'asc' }, { startMinute: 'asc' }],
  });
}

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

/** Sessions from an instant on, and those planned for a date (YYYY-MM-DD) from that one on. */
export function rowsAhead(db: Reader, programmeId: number, now: Date, today: string) {
  return db.session.findMany({
    where: { programmeId, OR: [{ startsAt: { gt: now } }, { plannedOn: { gte: today } }] },
    select: {
      id: true,
      slotId: true,
      plannedOn: true,
      startsAt: true,
      endsAt: true,
      state: true,
      cancelReason: true,
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
}

/** Sessions that began by an instant, cancelled ones aside. */
export function countBegun(db: Reader, programmeId: number, now: Date): Promise<number> {
  return db.session.count({ where: { programmeId, state: { not: 'cancelled' }, startsAt: { lte: now } } });
}

const plannedFacts = {
  id: true,
  unitId: true,
  programmeId: true,
  startsAt: true,
  endsAt: true,
  state: true,
  version: true,
  slotId: true,
  trainer: true,
  cancelReason: true,
  programme: { select: plannable },
  catchUp: { select: { id: true, startsAt: true, state: true } },
} as const;

/** A session with what changing its plan needs. */
export function plannedIn(db: Reader, scope: Scope, id: number) {
  return db.session.findFirst({ where: { AND: [sessionsIn(scope), { id }] }, select: plannedFacts });
}
export type PlannedSession = NonNullable<Awaited<ReturnType<typeof plannedIn>>>;

export function plannedById(db: Reader, id: number): Promise<PlannedSession> {
  return db.session.findUniqueOrThrow({ where: { id }, select: plannedFacts });
}

/** Planned sessions of a unit that begin within a span. */
export function plannedBetween(
  db: Reader,
  unitId: number,
  from: Date,
  until: Date,
): Promise<PlannedSession[]> {
  return db.session.findMany({
    where: { unitId, state: 'planned', startsAt: { gte: from, lt: until } },
    select: plannedFacts,
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
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

/** Who recorded the last held session of a programme. */
export async function lastLogger(db: Reader, programmeId: number): Promise<number | undefined> {
  const last = await db.session.findFirst({
    where: { programmeId, state: 'held', loggedById: { not: null } },
    select: { loggedById: true },
    orderBy: { startsAt: 'desc' },
  });
  return last?.loggedById ?? undefined;
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

import type { Scope } from '../../../access/can.js';
import { within } from '../../../access/where.js';
import type { Reader, Tx } from '../../../db/database.js';
import { programmeFacts } from '../../programmes/index.js';
import { NO_MARKS, type Tally } from '../attendance/rules.js';
import type { Mark } from '../exceptions/rules.js';

/** A scope as a condition on sessions. */
export function sessionsIn(scope: Scope) {
  return within(scope, (agencyIds) => ({ programme: { agencyId: { in: agencyIds } } }));
}

/** The last held session of a programme: its times are the likeliest of the next one. */
export function lastSession(db: Reader, programmeId: number) {
  return db.session.findFirst({
    where: { programmeId, number: { not: null } },
    select: { number: true, startsAt: true, endsAt: true },
    orderBy: { number: 'desc' },
  });
}

/** A planned session of a programme that waits to be recorded. */
export function plannedSession(db: Reader, programmeId: number, id: number) {
  return db.session.findFirst({
    where: { id, programmeId, state: 'planned' },
    select: { id: true, number: true, startsAt: true, endsAt: true, trainer: true },
  });
}

/** The planned session of a programme that shares a moment with a span. */
export function plannedWithin(
  db: Reader,
  programmeId: number,
  span: { readonly startsAt: Date; readonly endsAt: Date },
) {
  return db.session.findFirst({
    where: {
      programmeId,
      state: 'planned',
      startsAt: { lt: span.endsAt },
      endsAt: { gt: span.startsAt },
    },
    select: { id: true },
    orderBy: { startsAt: 'asc' },
  });
}

/** What stands at a programme's start time already, cancelled sessions aside. */
export function sessionAt(db: Reader, programmeId: number, startsAt: Date) {
  return db.session.findFirst({
    where: { programmeId, startsAt, state: { not: 'cancelled' } },
    select: { id: true, number: true, state: true },
  });
}

/** Marks counted by session. One query. */
export async function talliesOf(db: Reader, sessionIds: readonly number[]): Promise<Map<number, Tally>> {
  const tallies = new Map<number, Tally>();
  if (sessionIds.length === 0) return tallies;
  const groups = await db.attendance.groupBy({
    by: ['sessionId', 'mark'],
    where: { sessionId: { in: [...sessionIds] } },
    _count: { _all: true },
  });
  for (const { sessionId, mark, _count } of groups) {
    tallies.set(sessionId, { ...(tallies.get(sessionId) ?? NO_MARKS), [mark]: _count._all });
  }
  return tallies;
}

/** A session with its programme, who logged it, and how often it was corrected; whose sheet is fetched apart. */
export function sessionIn(db: Reader, scope: Scope, id: number) {
  return db.session.findFirst({
    where: { AND: [sessionsIn(scope), { id }] },
    include: {
      programme: { select: programmeFacts },
      loggedBy: { select: { name: true } },
      cancelledBy: { select: { name: true } },
      catchUp: { select: { id: true, startsAt: true, state: true } },
      catchUpFor: { select: { id: true, startsAt: true } },
      attachments: { select: { kind: true } },
      _count: { select: { revisions: true } },
    },
  });
}

/** A session's sheet in the order of its numbers. */
export function marksOf(db: Reader, sessionId: number) {
  return db.attendance.findMany({
    where: { sessionId },
    select: {
      id: true,
      number: true,
      mark: true,
      participantId: true,
      participant: { select: { name: true } },
    },
    orderBy: { number: 'asc' },
  });
}

/** Sets a mark for several at once. */
export async function setMarks(
  tx: Tx,
  sessionId: number,
  numbers: readonly number[],
  mark: Mark,
): Promise<void> {
  await tx.attendance.updateMany({ where: { sessionId, number: { in: [...numbers] } }, data: { mark } });
}

/** A session's corrections, newest first: one more than `take`. */
export function revisionsOf(db: Reader, sessionId: number, skip: number, take: number) {
  return db.sessionRevision.findMany({
    where: { sessionId },
    include: { by: { select: { name: true } } },
    orderBy: { version: 'desc' },
    skip,
    take: take + 1,
  });
}

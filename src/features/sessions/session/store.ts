import type { Scope } from '../../../access/can.js';
import { within } from '../../../access/where.js';
import type { Reader } from '../../../db/database.js';
import { few } from '../../../lib/lists.js';
import { NO_MARKS, type Tally } from '../attendance/rules.js';

/** A scope as a condition on sessions. */
export function sessionsIn(scope: Scope) {
  return within(scope, (agencyIds) => ({ programme: { agencyId: { in: few('agencies', agencyIds) } } }));
}

/** The last held session of a programme: its times are the likeliest of the next one. */
export function lastSession(db: Reader, programmeId: number) {
  return db.session.findFirst({
    where: { programmeId, number: { not: null } },
    select: { number: true, startsAt: true, endsAt: true },
    orderBy: { number: 'desc' },
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
    where: { sessionId: { in: few('shown', sessionIds) } },
    _count: { _all: true },
  });
  for (const { sessionId, mark, _count } of groups) {
    tallies.set(sessionId, { ...(tallies.get(sessionId) ?? NO_MARKS), [mark]: _count._all });
  }
  return tallies;
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

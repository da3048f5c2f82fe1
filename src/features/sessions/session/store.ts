import type { Scope } from '../../../access/can.js';
import { within } from '../../../access/where.js';
import type { Reader } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few, inChunks } from '../../../lib/lists.js';
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

/** So many sessions beside another are shown. */
const BESIDE = 5;

/** A programme's sessions that overlap a span, or begin with it; cancelled ones aside, the earliest first. */
export function sessionsBeside(
  db: Reader,
  programmeId: number,
  { startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date },
) {
  return db.session.findMany({
    where: {
      programmeId,
      state: { not: 'cancelled' },
      OR: [{ startsAt }, { startsAt: { lt: endsAt }, endsAt: { gt: startsAt } }],
    },
    select: { id: true, number: true, state: true, startsAt: true, endsAt: true },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: BESIDE,
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

/** Sessions of a unit by their ids, with their programmes' names. A query for some hundreds. */
export function sessionsBy(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly startsAt: Date; readonly programme: string }[]> {
  return inChunks(
    ids,
    (some) => db.$queryRaw<{ id: number; startsAt: Date; programme: string }[]>`
      SELECT s."id", s."startsAt", g."name" AS "programme"
      FROM "Session" s JOIN "Programme" g ON g."id" = s."programmeId"
      WHERE s."unitId" = ${unitId} AND s."id" IN (${Prisma.join(some)})`,
  );
}

import type { Reader } from '../../../db/database.js';
import { inChunks } from '../../../lib/lists.js';
import { type RosterRow, rosterWithin } from '../../programmes/index.js';
import type { Mark } from '../exceptions/rules.js';

type Span = { readonly from: Date; readonly until: Date };
type Of = { readonly unitId: number; readonly programmeId: number };

/** Everybody on a programme's sheets in a span, with from when to when. One query. */
export function rosterIn(db: Reader, of: Of, span: Span): Promise<RosterRow[]> {
  return db.$queryRaw<RosterRow[]>`${rosterWithin(of, span)} ORDER BY "place"`;
}

/** A programme's sessions that begin in a span, cancelled ones aside, the earliest first. One query. */
export function sessionsIn(db: Reader, { unitId, programmeId }: Of, { from, until }: Span) {
  return db.session.findMany({
    where: { unitId, programmeId, state: { not: 'cancelled' }, startsAt: { gte: from, lt: until } },
    select: { id: true, startsAt: true, endsAt: true, state: true, headcount: true, trainer: true },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
}

/** The marks of some sessions. A query for some hundreds. */
export function marksOf(
  db: Reader,
  sessionIds: readonly number[],
): Promise<{ readonly sessionId: number; readonly participantId: number; readonly mark: Mark }[]> {
  return inChunks(sessionIds, (some) =>
    db.attendance.findMany({
      where: { sessionId: { in: some } },
      select: { sessionId: true, participantId: true, mark: true },
    }),
  );
}

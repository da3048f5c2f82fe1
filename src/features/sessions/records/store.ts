import type { Scope } from '../../../access/can.js';
import { within } from '../../../access/where.js';
import type { Reader, Tx } from '../../../db/database.js';
import { few, inChunks } from '../../../lib/lists.js';
import type { Mark } from '../exceptions/rules.js';

/** A session as a list of them has it. `marks`: how many have each mark; none where only heads were counted. */
export type SessionRecord = {
  readonly id: number;
  readonly number: number | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: string;
  readonly topic: string | null;
  readonly trainer: string | null;
  readonly headcount: number | null;
  readonly programme: { readonly id: number; readonly name: string };
  readonly marks: Readonly<Partial<Record<Mark, number>>>;
};

/** A line of a session's attendance sheet. */
export type SheetRecord = {
  readonly mark: Mark;
  readonly session: { readonly id: number; readonly startsAt: Date; readonly programmeId: number };
  readonly participant: { readonly id: number; readonly name: string; readonly registerNumber: string };
};

type Span = { readonly from: Date; readonly until: Date };

const ofAgencies = (agencyIds: number[]) => ({
  programme: { agencyId: { in: few('agencies', agencyIds) } },
});

/** The sessions that begin within a span (its end exclusive), as far as a scope reaches, in their order. */
export async function sessionRecords(
  db: Reader,
  scope: Scope,
  { from, until }: Span,
): Promise<SessionRecord[]> {
  const where = { ...within(scope, ofAgencies), startsAt: { gte: from, lt: until } };
  const sessions = await db.session.findMany({
    where,
    select: {
      id: true,
      number: true,
      startsAt: true,
      endsAt: true,
      state: true,
      topic: true,
      trainer: true,
      headcount: true,
      programme: { select: { id: true, name: true } },
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
  const counted = await db.attendance.groupBy({
    by: ['sessionId', 'mark'],
    where: { session: where },
    _count: { _all: true },
  });
  const marks = new Map<number, Partial<Record<Mark, number>>>();
  for (const { sessionId, mark, _count } of counted) {
    marks.set(sessionId, { ...marks.get(sessionId), [mark]: _count._all });
  }
  return sessions.map((session) => ({ ...session, marks: marks.get(session.id) ?? {} }));
}

/** The marks of a unit's sessions that begin within a span, by session and by the numbers on its sheet. */
export function sheetRecords(db: Reader, unitId: number, { from, until }: Span): Promise<SheetRecord[]> {
  return db.attendance.findMany({
    where: { session: { unitId, startsAt: { gte: from, lt: until } } },
    select: {
      mark: true,
      session: { select: { id: true, startsAt: true, programmeId: true } },
      participant: { select: { id: true, name: true, registerNumber: true } },
    },
    orderBy: [{ session: { startsAt: 'asc' } }, { sessionId: 'asc' }, { number: 'asc' }],
  });
}

/** How many of these people have a mark in a session that was recorded since. */
export async function attendedSince(
  db: Reader | Tx,
  unitId: number,
  { people, since }: { readonly people: readonly number[]; readonly since: Date },
): Promise<number> {
  const found = await inChunks(people, (some) =>
    db.attendance.findMany({
      where: { participantId: { in: some }, session: { unitId, loggedAt: { gte: since } } },
      select: { participantId: true },
      distinct: ['participantId'],
    }),
  );
  return found.length;
}

/** How many of these programmes have a session, or a time in the week. */
export async function programmesWithSessions(
  db: Reader | Tx,
  unitId: number,
  programmeIds: readonly number[],
): Promise<number> {
  const sessions = await inChunks(programmeIds, (some) =>
    db.session.findMany({
      where: { unitId, programmeId: { in: some } },
      select: { programmeId: true },
      distinct: ['programmeId'],
    }),
  );
  const slots = await inChunks(programmeIds, (some) =>
    db.timetableSlot.findMany({
      where: { programmeId: { in: some }, programme: { unitId } },
      select: { programmeId: true },
      distinct: ['programmeId'],
    }),
  );
  return new Set([...sessions, ...slots].map(({ programmeId }) => programmeId)).size;
}

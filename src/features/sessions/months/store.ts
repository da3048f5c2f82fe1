import type { Reader } from '../../../db/database.js';
import type { sessionsIn } from '../session/store.js';
import { type Closed, type Month, monthOf } from './rules.js';

const closingFacts = {
  id: true,
  month: true,
  closedAt: true,
  closedBy: { select: { name: true } },
  closeReason: true,
  reopenedAt: true,
  reopenedBy: { select: { name: true } },
  reopenReason: true,
} as const;

/** A month's closings, latest first; the first is in force unless it was reopened. */
export function closingsOf(db: Reader, unitId: number, month: Month) {
  return db.monthClosing.findMany({
    where: { unitId, month },
    select: closingFacts,
    orderBy: { id: 'desc' },
  });
}

/** The closing in force of each of some months. */
export async function closedMonths(
  db: Reader,
  unitId: number,
  months: readonly Month[],
): Promise<ReadonlyMap<Month, { readonly id: number } & Closed>> {
  const rows = await db.monthClosing.findMany({
    where: { unitId, month: { in: [...months] }, reopenedAt: null },
    select: closingFacts,
  });
  return new Map(
    rows.map(({ id, month, closedBy, ...row }) => [
      month,
      { id, month, by: closedBy.name, at: row.closedAt.toISOString() },
    ]),
  );
}

/**
 * Whether the month is closed in which something is to be written. Under the unit's lock, which closing takes too, it
 * stays so until the end of the transaction. One query.
 */
export async function closedAt(
  db: Reader,
  unitId: number,
  at: Date,
  zone: string,
): Promise<Closed | undefined> {
  const month = monthOf(at, zone);
  const closed = (await closedMonths(db, unitId, [month])).get(month);
  return closed && { month, by: closed.by, at: closed.at };
}

/** How many sessions of a span are in each state; those that an ended timetable took along are nobody's. */
export async function statesWithin(db: Reader, unitId: number, from: Date, until: Date) {
  const groups = await db.session.groupBy({
    by: ['state'],
    where: {
      unitId,
      startsAt: { gte: from, lt: until },
      OR: [{ state: { not: 'cancelled' } }, { cancelReason: { not: 'timetable' } }],
    },
    _count: { _all: true },
  });
  const count = (state: string) => groups.find((group) => group.state === state)?._count._all ?? 0;
  return { held: count('held'), planned: count('planned'), cancelled: count('cancelled') };
}

/** Sessions of a span that nobody has recorded, oldest first. */
export function unrecordedWithin(
  db: Reader,
  where: ReturnType<typeof sessionsIn>,
  span: { readonly from: Date; readonly until: Date },
  take: number,
) {
  return db.session.findMany({
    where: { AND: [where, { state: 'planned', startsAt: { gte: span.from, lt: span.until } }] },
    select: { id: true, startsAt: true, programmeId: true, programme: { select: { name: true } } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take,
  });
}

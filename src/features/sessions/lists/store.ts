import type { Scope } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';
import { sessionsIn } from '../session/store.js';

const listFacts = {
  id: true,
  number: true,
  programmeId: true,
  startsAt: true,
  endsAt: true,
  state: true,
  cancelReason: true,
  headcount: true,
  programme: { select: { name: true } },
} as const;

/** Those that an ended weekly time took along were never anybody's session. */
const notDropped = {
  OR: [{ state: { not: 'cancelled' as const } }, { cancelReason: { not: 'timetable' as const } }],
};

/** Sessions that began (or should) in a span, oldest first; cancelled ones too, where somebody cancelled them. */
export function sessionsBetween(db: Reader, scope: Scope, from: Date, until: Date) {
  return db.session.findMany({
    where: { AND: [sessionsIn(scope), { startsAt: { gte: from, lt: until } }, notDropped] },
    select: listFacts,
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
}

/** Sessions that have begun, newest first: one more than `take`, so that the caller knows of a next page. */
export function pastSessions(
  db: Reader,
  scope: Scope,
  page: {
    readonly programmeId: number | undefined;
    readonly now: Date;
    readonly skip: number;
    readonly take: number;
  },
) {
  const { programmeId, now, skip, take } = page;
  const which = {
    startsAt: { lte: now },
    ...(programmeId === undefined ? {} : { programmeId }),
  };
  return db.session.findMany({
    where: { AND: [sessionsIn(scope), which, notDropped] },
    select: listFacts,
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    skip,
    take: take + 1,
  });
}

const open = (scope: Scope, before: Date) => ({
  AND: [sessionsIn(scope), { state: 'planned' as const, startsAt: { lt: before } }],
});

/** Sessions planned for before an instant that are neither recorded nor called off, newest first. */
export function unrecorded(
  db: Reader,
  scope: Scope,
  before: Date,
  { skip, take }: { readonly skip: number; readonly take: number },
) {
  return db.session.findMany({
    where: open(scope, before),
    select: listFacts,
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    skip,
    take,
  });
}

/** How many sessions of before an instant are neither recorded nor called off. */
export function unrecordedCount(db: Reader, scope: Scope, before: Date): Promise<number> {
  return db.session.count({ where: open(scope, before) });
}

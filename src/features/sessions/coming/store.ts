import type { Reader } from '../../../db/database.js';

/** Whose sessions: the unit's, or one agency's. */
type Part = { readonly unitId: number; readonly agencyId: number | null };

const plannedOf = ({ unitId, agencyId }: Part) => ({
  unitId,
  state: 'planned' as const,
  ...(agencyId === null ? {} : { programme: { agencyId } }),
});

/** A unit's sessions that are still planned and begin in a stretch of time, by their start. */
export async function plannedIn(
  db: Reader,
  unitId: number,
  span: { readonly from: Date; readonly until: Date },
): Promise<{ readonly startsAt: Date; readonly endsAt: Date; readonly programme: string }[]> {
  const rows = await db.session.findMany({
    where: { ...plannedOf({ unitId, agencyId: null }), startsAt: { gte: span.from, lt: span.until } },
    select: { startsAt: true, endsAt: true, programme: { select: { name: true } } },
    orderBy: { startsAt: 'asc' },
  });
  return rows.map(({ programme, ...session }) => ({ ...session, programme: programme.name }));
}

/** How many sessions are still planned in a stretch of time, by programme. One query. */
export async function plannedByProgramme(
  db: Reader,
  part: Part,
  span: { readonly from: Date; readonly until: Date },
): Promise<{ readonly programmeId: number; readonly sessions: number }[]> {
  const planned = await db.session.groupBy({
    by: ['programmeId'],
    where: { ...plannedOf(part), startsAt: { gte: span.from, lt: span.until } },
    _count: { id: true },
    orderBy: { programmeId: 'asc' },
  });
  return planned.map(({ programmeId, _count: count }) => ({ programmeId, sessions: count.id }));
}

/** How many sessions are over by an instant and not recorded. One query. */
export function countUnrecorded(db: Reader, part: Part, at: Date): Promise<number> {
  return db.session.count({ where: { ...plannedOf(part), endsAt: { lte: at } } });
}

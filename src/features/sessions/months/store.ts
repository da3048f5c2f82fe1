import type { Reader } from '../../../db/database.js';
import { limitTo } from '../../../db/sql/limit.js';

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

/** A session that nobody has recorded. */
export type UnrecordedRow = {
  readonly id: number;
  readonly programme: string;
  readonly programmeId: number;
  readonly startsAt: Date;
};

/** A unit's sessions of a span that nobody has recorded, oldest first. One query. */
export function unrecordedWithin(
  db: Reader,
  unitId: number,
  span: { readonly from: Date; readonly until: Date },
  count: number,
): Promise<UnrecordedRow[]> {
  return db.$queryRaw<UnrecordedRow[]>`
    SELECT s."id", g."name" AS "programme", s."programmeId", s."startsAt"
    FROM "Session" s JOIN "Programme" g ON g."id" = s."programmeId"
    WHERE s."unitId" = ${unitId} AND s."state" = 'planned'
      AND s."startsAt" >= ${span.from} AND s."startsAt" < ${span.until}
    ORDER BY s."startsAt", s."id" ${limitTo(count)}`;
}

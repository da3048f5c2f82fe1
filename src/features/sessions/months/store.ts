import type { Reader } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few } from '../../../lib/lists.js';
import { type Closed, type Month, monthOf } from './rules.js';

/** A closing of a month, in force unless it was reopened. */
export type ClosingRow = {
  readonly id: number;
  readonly month: Month;
  readonly closedAt: Date;
  readonly closedBy: string;
  readonly closeReason: string | null;
  readonly reopenedAt: Date | null;
  readonly reopenedBy: string | null;
  readonly reopenReason: string | null;
};

/** Closings on a condition, on `m`, the latest first. One joined query by hand: Prisma would make three. */
function closings(db: Reader, where: Prisma.Sql): Promise<ClosingRow[]> {
  return db.$queryRaw<ClosingRow[]>`
    SELECT m."id", m."month", m."closedAt", c."name" AS "closedBy", m."closeReason", m."reopenedAt",
      r."name" AS "reopenedBy", m."reopenReason"
    FROM "MonthClosing" m
    JOIN "Person" c ON c."id" = m."closedById"
    LEFT JOIN "Person" r ON r."id" = m."reopenedById"
    WHERE ${where} ORDER BY m."id" DESC`;
}

/** A month's closings, latest first; the first is in force unless it was reopened. One query. */
export function closingsOf(db: Reader, unitId: number, month: Month): Promise<ClosingRow[]> {
  return closings(db, Prisma.sql`m."unitId" = ${unitId} AND m."month" = ${month}`);
}

/** The closing in force of each of some months. One query. */
export async function closedMonths(
  db: Reader,
  unitId: number,
  months: readonly Month[],
): Promise<ReadonlyMap<Month, { readonly id: number } & Closed>> {
  const rows = await closings(
    db,
    Prisma.sql`m."unitId" = ${unitId} AND m."month" IN (${Prisma.join(few('months', months))}) AND m."reopenedAt" IS NULL`,
  );
  return new Map(
    rows.map((row) => {
      const { id, month, closedBy: by } = row;
      return [month, { id, month, by, at: row.closedAt.toISOString() }];
    }),
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
    ORDER BY s."startsAt", s."id" LIMIT ${count}`;
}

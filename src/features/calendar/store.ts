import type { Db, Reader, Tx } from '../../db/database.js';
import { trace, traceMany } from '../../db/trace.js';
import { Prisma } from '../../generated/sqlite/client.js';
import { inChunks } from '../../lib/lists.js';
import type { ClosedDay, HolidayKind } from './rules.js';

/**
 * The unit's closed days from a date (YYYY-MM-DD) on, in order, and the holidays that a head added for that year from
 * its start: they tell that the year is known. One statement.
 */
export async function closedDaysFrom(db: Reader, unitId: number, from: string): Promise<ClosedDay[]> {
  const year = from.slice(0, 4);
  const rows = await db.closedDay.findMany({
    where: {
      unitId,
      reopenedAt: null,
      date: { gte: `${year}-01-01` },
      OR: [{ date: { gte: from } }, { kind: { not: 'unit' } }],
    },
    select: { date: true, reason: true, kind: true },
    orderBy: { date: 'asc' },
  });
  return rows.map(closedDayOf);
}

/**
 * The same as a condition on rows of "ClosedDay", which the query calls `c`, beside their unit: to be joined with what
 * else is asked, and read by {@link closedDayOf}.
 */
export function closedFrom(from: string): Prisma.Sql {
  return Prisma.sql`c."reopenedAt" IS NULL AND c."date" >= ${`${from.slice(0, 4)}-01-01`}
    AND (c."date" >= ${from} OR c."kind" <> 'unit')`;
}

export type ClosedDayRow = {
  readonly date: string;
  readonly reason: string;
  readonly kind: 'unit' | HolidayKind;
};

export function closedDayOf({ date, reason, kind }: ClosedDayRow): ClosedDay {
  return kind === 'unit' ? { date, reason } : { date, reason, kind };
}

/** What a day with a row is. `open`: it holds, and hasn't been opened again. */
export type DayPut = {
  readonly date: string;
  readonly kind: 'unit' | HolidayKind;
  readonly reason: string;
  readonly open: boolean;
};

type By = { readonly unitId: number; readonly byId: number; readonly at: Date };

/** Puts days, each named once, in the state given, whatever they were; resolves to their ids. One statement for some hundreds. */
export async function putDays(
  tx: Tx,
  days: readonly DayPut[],
  { unitId, byId, at }: By,
): Promise<readonly { readonly id: number; readonly date: string }[]> {
  const rows = days.map(
    ({ date, kind, reason, open }) =>
      Prisma.sql`(${unitId}, ${date}, ${kind}, ${reason}, ${byId}, ${at}, ${open ? null : at})`,
  );
  return inChunks(
    rows,
    (some) => tx.$queryRaw<{ id: number; date: string }[]>`
    INSERT INTO "ClosedDay" ("unitId", "date", "kind", "reason", "byId", "at", "reopenedAt")
    VALUES ${Prisma.join(some)}
    ON CONFLICT ("unitId", "date") DO UPDATE SET "kind" = excluded."kind", "reason" = excluded."reason",
      "byId" = excluded."byId", "at" = excluded."at", "reopenedAt" = excluded."reopenedAt"
    RETURNING "id", "date"`,
  );
}

/**
 * Closes days, or gives closed ones another reason; resolves to the dates that are holidays already. Three statements for
 * some hundreds.
 */
export async function closeDaysBy(
  tx: Tx,
  kind: Db['kind'],
  days: readonly ClosedDay[],
  by: By,
): Promise<string[]> {
  const { unitId, byId: actorId, at } = by;
  const wanted = new Map(days.map(({ date, reason }) => [date, reason]));
  const known = await inChunks(wanted.keys(), (some) =>
    tx.closedDay.findMany({
      where: { unitId, date: { in: some }, kind: { not: 'unit' }, reopenedAt: null },
      select: { date: true },
    }),
  );
  const holidays = known.map(({ date }) => date).toSorted();
  const put = [...wanted].filter(([date]) => !holidays.includes(date));
  const closed = await putDays(
    tx,
    put.map(([date, reason]) => ({ date, reason, kind: 'unit', open: true })),
    by,
  );
  const about = { unitId, at, actorId, action: 'calendar.close', subject: 'closedDay' };
  await traceMany(
    tx,
    kind,
    closed.map(({ id, date }) => ({ ...about, subjectId: id, detail: { date } })),
  );
  return holidays;
}

/** Opens a day again that the unit has closed. `false`: it hasn't. */
export async function reopenDay(
  tx: Tx,
  day: { readonly unitId: number; readonly date: string; readonly byId: number; readonly at: Date },
): Promise<boolean> {
  const { unitId, date, byId, at } = day;
  const row = await tx.closedDay.findUnique({ where: { unitId_date: { unitId, date } } });
  if (!row || row.reopenedAt || row.kind !== 'unit') return false;
  await tx.closedDay.update({ where: { id: row.id }, data: { reopenedAt: at } });
  const entry = { unitId, at, actorId: byId, action: 'calendar.reopen', subject: 'closedDay' };
  await trace(tx, { ...entry, subjectId: row.id, detail: { date } });
  return true;
}

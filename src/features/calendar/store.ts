import type { Reader, Tx } from '../../db/database.js';
import { trace } from '../../db/trace.js';
import { Prisma } from '../../generated/sqlite/client.js';
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

/** Closes a day, or gives a closed one another reason. `false`: it is a holiday already. */
export async function closeDay(
  tx: Tx,
  day: {
    readonly unitId: number;
    readonly date: string;
    readonly reason: string;
    readonly byId: number;
    readonly at: Date;
  },
): Promise<boolean> {
  const { unitId, date, ...about } = day;
  const where = { unitId_date: { unitId, date } };
  const known = await tx.closedDay.findUnique({ where });
  if (known && known.kind !== 'unit' && !known.reopenedAt) return false;
  const { id } = await tx.closedDay.upsert({
    where,
    update: { ...about, kind: 'unit', reopenedAt: null },
    create: day,
  });
  await keepTrace(tx, 'calendar.close', id, day);
  return true;
}

/** Opens a day again that the unit has closed. `false`: it hasn't. */
export async function reopenDay(
  tx: Tx,
  day: { readonly unitId: number; readonly date: string; readonly byId: number; readonly at: Date },
): Promise<boolean> {
  const { unitId, date, at } = day;
  const row = await tx.closedDay.findUnique({ where: { unitId_date: { unitId, date } } });
  if (!row || row.reopenedAt || row.kind !== 'unit') return false;
  await tx.closedDay.update({ where: { id: row.id }, data: { reopenedAt: at } });
  await keepTrace(tx, 'calendar.reopen', row.id, day);
  return true;
}

function keepTrace(
  tx: Tx,
  action: string,
  subjectId: number,
  { unitId, byId: actorId, at, date }: { unitId: number; byId: number; at: Date; date: string },
) {
  return trace(tx, { unitId, at, actorId, action, subject: 'closedDay', subjectId, detail: { date } });
}

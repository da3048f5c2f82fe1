import type { Reader, Tx } from '../../db/database.js';
import type { ClosedDay } from './rules.js';

/** The unit's own closed days from a date (YYYY-MM-DD) on, in order. One statement. */
export function closedDaysFrom(db: Reader, unitId: number, from: string): Promise<ClosedDay[]> {
  return db.closedDay.findMany({
    where: { unitId, reopenedAt: null, date: { gte: from } },
    select: { date: true, reason: true },
    orderBy: { date: 'asc' },
  });
}

/** Closes a day, or gives a closed one another reason. */
export async function closeDay(
  tx: Tx,
  day: ClosedDay & { readonly unitId: number; readonly byId: number; readonly at: Date },
): Promise<void> {
  const { unitId, date, ...about } = day;
  const { id } = await tx.closedDay.upsert({
    where: { unitId_date: { unitId, date } },
    update: { ...about, reopenedAt: null },
    create: day,
  });
  await keepTrace(tx, 'calendar.close', id, day);
}

/** Opens a closed day again. `false`: it wasn't closed. */
export async function reopenDay(
  tx: Tx,
  day: { readonly unitId: number; readonly date: string; readonly byId: number; readonly at: Date },
): Promise<boolean> {
  const { unitId, date, at } = day;
  const row = await tx.closedDay.findUnique({ where: { unitId_date: { unitId, date } } });
  if (!row || row.reopenedAt) return false;
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
  return tx.auditEntry.create({
    data: { unitId, at, actorId, action, subject: 'closedDay', subjectId, detail: { date } },
  });
}

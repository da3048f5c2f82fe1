import type { Reader, Tx } from '../../../db/database.js';
import { findTrace, lastTrace, trace } from '../../../db/trace.js';
import type { HolidayDay } from './rules.js';

/** A year's table that a head has added. */
export type AddedTable = {
  readonly id: number;
  readonly year: number;
  readonly decree: string;
  readonly days: readonly HolidayDay[];
};

/** What a day was before a table touched it. */
export type DayBefore = {
  readonly date: string;
  readonly kind: 'unit' | 'holiday' | 'jointLeave';
  readonly reason: string;
  readonly open: boolean;
};

const inYear = (year: number) => ({ gte: `${year}-01-01`, lte: `${year}-12-31` });

/** The table of a year; undefined where none was added, or it was taken back. */
export async function findTable(
  db: Reader | Tx,
  unitId: number,
  year: number,
): Promise<AddedTable | undefined> {
  const table = await db.holidayTable.findUnique({ where: { unitId_year: { unitId, year } } });
  if (!table) return undefined;
  const rows = await db.closedDay.findMany({
    where: { unitId, date: inYear(year), kind: { not: 'unit' }, reopenedAt: null },
    orderBy: { date: 'asc' },
  });
  const days = rows.flatMap(({ date, reason, kind }) => (kind === 'unit' ? [] : [{ date, reason, kind }]));
  const { id, decree } = table;
  return days.length === 0 ? undefined : { id, year, decree, days };
}

/** Days that the unit itself has closed in a year, in order. */
export async function ownDays(db: Reader | Tx, unitId: number, year: number): Promise<string[]> {
  const rows = await db.closedDay.findMany({
    where: { unitId, date: inYear(year), kind: 'unit', reopenedAt: null },
    select: { date: true },
    orderBy: { date: 'asc' },
  });
  return rows.map(({ date }) => date);
}

/** What days are now, of those that have a row. */
export async function daysBefore(tx: Tx, unitId: number, dates: readonly string[]): Promise<DayBefore[]> {
  const rows = await tx.closedDay.findMany({
    where: { unitId, date: { in: [...dates] } },
    orderBy: { date: 'asc' },
  });
  return rows.map(({ date, kind, reason, reopenedAt }) => ({
    date,
    kind,
    reason,
    open: reopenedAt === null,
  }));
}

type By = { readonly unitId: number; readonly byId: number; readonly at: Date };

/** Puts days in the state given, whatever they were. */
export async function putDays(tx: Tx, days: readonly DayBefore[], { unitId, byId, at }: By): Promise<void> {
  for (const { date, kind, reason, open } of days) {
    const about = { kind, reason, byId, at, reopenedAt: open ? null : at };
    const where = { unitId_date: { unitId, date } };
    await tx.closedDay.upsert({ where, update: about, create: { unitId, date, ...about } });
  }
}

/** Opens days again; their rows stay. */
export async function openDays(tx: Tx, dates: readonly string[], { unitId, at }: By): Promise<void> {
  const date = { in: [...dates] };
  await tx.closedDay.updateMany({ where: { unitId, date, reopenedAt: null }, data: { reopenedAt: at } });
}

/** Names what a year's table rests on; resolves to the table's id. */
export async function putTable(
  tx: Tx,
  { year, decree }: { readonly year: number; readonly decree: string },
  { unitId, byId, at }: By,
): Promise<number> {
  const about = { decree, byId, at };
  const where = { unitId_year: { unitId, year } };
  const row = await tx.holidayTable.upsert({
    where,
    update: about,
    create: { unitId, year, ...about },
  });
  return row.id;
}

/** What a table replaced, kept with the trace of it, so that it can be taken back. */
export type Replaced = {
  readonly year: number;
  readonly decree: string;
  readonly days: number;
  readonly before: { readonly decree: string | null; readonly days: readonly DayBefore[] };
};

const ACTION = 'calendar.table';

/** Keeps the trace of a table; resolves to the trace's id. */
export async function traceTable(
  tx: Tx,
  subjectId: number,
  detail: Replaced,
  { unitId, byId: actorId, at }: By,
): Promise<number> {
  const entry = { unitId, actorId, at, action: ACTION, subject: 'holidayTable', subjectId };
  const kept = {
    ...detail,
    before: { ...detail.before, days: detail.before.days.map((day) => ({ ...day })) },
  };
  return trace(tx, { ...entry, detail: kept });
}

export async function traceTakenBack(
  tx: Tx,
  subjectId: number,
  year: number,
  { unitId, byId: actorId, at }: By,
): Promise<void> {
  const entry = { unitId, actorId, at, action: 'calendar.tableBack', subject: 'holidayTable', subjectId };
  await trace(tx, { ...entry, detail: { year } });
}

/** A table's trace; `current`: nothing has changed the year's table since. */
export async function findTableTrace(
  tx: Tx,
  unitId: number,
  id: number,
): Promise<(Replaced & { readonly current: boolean }) | undefined> {
  const entry = await findTrace(tx, unitId, { id, action: ACTION });
  if (!entry) return undefined;
  const { subject, subjectId } = entry;
  const last = await lastTrace(tx, unitId, { subject, subjectId });
  // Written by `traceTable` alone, so it has its shape.
  return { ...(entry.detail as Replaced), current: last?.id === id };
}

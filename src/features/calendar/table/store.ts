import type { Reader, Tx } from '../../../db/database.js';
import { findTrace, lastTrace, trace } from '../../../db/trace.js';
import { chunks } from '../../../lib/lists.js';
import type { DayPut } from '../store.js';
import type { HolidayDay } from './rules.js';

/** A year's table that a head has added. */
type AddedTable = {
  readonly id: number;
  readonly year: number;
  readonly decree: string;
  readonly days: readonly HolidayDay[];
};

/** A year as it stands. */
export type YearNow = {
  /** Undefined where none was added, or it was taken back. */
  readonly table: AddedTable | undefined;
  /** All days that have a row, in order. */
  readonly days: readonly DayPut[];
};

type YearRow = {
  readonly tableId: number | null;
  readonly decree: string;
  readonly date: string | null;
  readonly kind: DayPut['kind'];
  readonly reason: string;
  readonly reopenedAt: Date | null;
};

/** A year's table and its days. One query. */
export async function yearNow(db: Reader | Tx, unitId: number, year: number): Promise<YearNow> {
  const rows = await db.$queryRaw<YearRow[]>`
    SELECT t."id" AS "tableId", t."decree", c."date", c."kind", c."reason", c."reopenedAt"
    FROM "Unit" u
    LEFT JOIN "HolidayTable" t ON t."unitId" = u."id" AND t."year" = ${year}
    LEFT JOIN "ClosedDay" c ON c."unitId" = u."id"
      AND c."date" >= ${`${year}-01-01`} AND c."date" <= ${`${year}-12-31`}
    WHERE u."id" = ${unitId} ORDER BY c."date"`;
  const days = rows.flatMap(({ date, kind, reason, reopenedAt }): DayPut[] =>
    date === null ? [] : [{ date, kind, reason, open: reopenedAt === null }],
  );
  const added = days.flatMap(({ date, kind, reason, open }): HolidayDay[] =>
    open && kind !== 'unit' ? [{ date, reason, kind }] : [],
  );
  const id = rows[0]?.tableId ?? null;
  const decree = rows[0]?.decree ?? '';
  return { table: id === null || added.length === 0 ? undefined : { id, year, decree, days: added }, days };
}

type By = { readonly unitId: number; readonly byId: number; readonly at: Date };

/** Opens days again; their rows stay. */
export async function openDays(tx: Tx, dates: readonly string[], { unitId, at }: By): Promise<void> {
  for (const some of chunks(dates)) {
    const date = { in: some };
    await tx.closedDay.updateMany({ where: { unitId, date, reopenedAt: null }, data: { reopenedAt: at } });
  }
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
  readonly before: { readonly decree: string | null; readonly days: readonly DayPut[] };
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

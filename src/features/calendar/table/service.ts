import type { Actor } from '../../../access/actor.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import type { HolidayName } from '../data/holidays-year.js';
import { HOLIDAY_YEARS } from '../holidays/rules.js';
import type { HolidayKind } from '../rules.js';
import { mayClose, type OnDaysChanged } from '../service.js';
import { putDays } from '../store.js';
import type { HolidayDay } from './rules.js';
import * as store from './store.js';

/** A holiday as it is shown: by the word for it here, or as a head wrote it. */
type ShownDay = { readonly date: string; readonly kind: HolidayKind } & (
  | { readonly name: HolidayName }
  | { readonly reason: string }
);

/** A year's holidays: those that the program knows, those that a head added, or none. */
export type YearView = {
  readonly year: number;
  readonly source: 'builtIn' | 'added' | 'none';
  readonly decrees: readonly string[];
  readonly days: readonly ShownDay[];
};

/** The holidays of a year as they hold for the unit. */
export async function viewYear(db: Db, actor: Actor, year: number): Promise<YearView> {
  const known = HOLIDAY_YEARS.find((one) => one.year === year);
  if (known) {
    const days = (list: typeof known.national, kind: HolidayKind) =>
      list.map(([day, name]) => ({ date: `${year}-${day}`, kind, name }));
    return {
      year,
      source: 'builtIn',
      decrees: known.decrees.map(({ title }) => title),
      days: [...days(known.national, 'holiday'), ...days(known.jointLeave, 'jointLeave')],
    };
  }
  const { table } = await store.yearNow(db.read, actor.unitId, year);
  if (!table) return { year, source: 'none', decrees: [], days: [] };
  return { year, source: 'added', decrees: [table.decree], days: table.days };
}

/** What a new table of a year would meet: the one before it, and days that the unit has closed itself. */
export type Meets = {
  readonly earlier: { readonly decree: string; readonly days: readonly HolidayDay[] } | undefined;
  readonly own: readonly string[];
};

export async function tableMeets(db: Db, actor: Actor, year: number): Promise<Meets> {
  const { table, days } = await store.yearNow(db.read, actor.unitId, year);
  const own = days.filter(({ kind, open }) => kind === 'unit' && open).map(({ date }) => date);
  return { earlier: table, own };
}

/**
 * Makes a table the year's, within the caller's transaction: days of an earlier one that it lacks are opened again.
 * Resolves to the id of its trace, by which it can be taken back; `refused`: only heads may.
 */
export async function addTable(
  tx: Tx,
  { actor, now: at }: { readonly actor: Actor; readonly now: Date },
  table: { readonly year: number; readonly decree: string; readonly days: readonly HolidayDay[] },
): Promise<number | 'refused'> {
  if (!mayClose(actor)) return 'refused';
  const { unitId, personId: byId } = actor;
  const by = { unitId, byId, at };
  await lockUnit(tx, unitId);
  const { table: earlier, days: known } = await store.yearNow(tx, unitId, table.year);
  const dates = table.days.map(({ date }) => date);
  const gone = (earlier?.days ?? []).map(({ date }) => date).filter((date) => !dates.includes(date));
  const before = known.filter(({ date }) => dates.includes(date) || gone.includes(date));
  await store.openDays(tx, gone, by);
  await putDays(
    tx,
    table.days.map((day) => ({ ...day, open: true })),
    by,
  );
  const id = await store.putTable(tx, table, by);
  const { year, decree, days } = table;
  const replaced = { decree: earlier?.decree ?? null, days: before };
  return store.traceTable(tx, id, { year, decree, days: days.length, before: replaced }, by);
}

export type TakenBack =
  | { readonly ok: true; readonly year: number }
  | { readonly ok: false; readonly reason: 'refused' }
  | { readonly ok: false; readonly reason: 'stale'; readonly year: number | null };

/** Takes a table back, once per update: the year is as it was. `stale`: another came after it. */
export async function takeBackOnce(
  { db, onDaysChanged }: { readonly db: Db; readonly onDaysChanged: OnDaysChanged },
  actor: Actor,
  traceId: number,
  { ref, now: at }: { readonly ref: UpdateRef; readonly now: Date },
): Promise<TakenBack> {
  const { unitId, personId: byId } = actor;
  const by = { unitId, byId, at };
  const { outcome } = await db.write((tx) =>
    once<TakenBack>(tx, ref, 'calendar.tableBack', at, async () => {
      if (!mayClose(actor)) return { ok: false, reason: 'refused' };
      await lockUnit(tx, unitId);
      const trace = await store.findTableTrace(tx, unitId, traceId);
      if (!trace?.current) return { ok: false, reason: 'stale', year: trace?.year ?? null };
      const { year, before } = trace;
      const { table } = await store.yearNow(tx, unitId, year);
      const known = new Set(before.days.map(({ date }) => date));
      const added = (table?.days ?? []).map(({ date }) => date).filter((date) => !known.has(date));
      await store.openDays(tx, added, by);
      await putDays(tx, before.days, by);
      const id = await store.putTable(tx, { year, decree: before.decree ?? trace.decree }, by);
      await store.traceTakenBack(tx, id, year, by);
      await onDaysChanged(tx, unitId, { now: at, actorId: byId });
      return { ok: true, year };
    }),
  );
  return outcome;
}

import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import type { Db, Reader, Tx } from '../../db/database.js';
import { once, type UpdateRef } from '../../db/once.js';
import { type Given, given } from '../../lib/given.js';
import { isoDate, type LocalDate, localDate } from '../../lib/zoned.js';
import type { ClosedDay } from './rules.js';
import { closeDaysBy, closedDaysFrom, reopenDay } from './store.js';

/**
 * `holidays`: the dates that needn't be closed, as holidays of a table that was added. `refused`: only heads close
 * days; `not-closed`: the day was open already.
 */
type DayChanged =
  | { readonly ok: true; readonly holidays: readonly string[] }
  | { readonly ok: false; readonly reason: 'refused' | 'not-closed' };

/** Has what others planned follow the unit's days, in the transaction that closed or opened some. */
export type OnDaysChanged = (
  tx: Tx,
  unitId: number,
  acting: { readonly now: Date; readonly actorId: number },
) => Promise<void>;

type Update = { readonly ref: UpdateRef; readonly now: Date };

/** Whether somebody may say when the unit is closed. */
export function mayClose(actor: Actor): boolean {
  return can(actor, 'calendar.close', { unitId: actor.unitId, agencyId: null });
}

/** Closes days within the caller's transaction; resolves to the dates that are holidays already. */
export function closeDays(
  tx: Tx,
  kind: Db['kind'],
  { unitId, personId: byId }: Pick<Actor, 'unitId' | 'personId'>,
  days: readonly ClosedDay[],
  now: Date,
): Promise<string[]> {
  return closeDaysBy(tx, kind, days, { unitId, byId, at: now });
}

type CalendarDeps = { readonly db: Db; readonly onDaysChanged: OnDaysChanged };

/** What the unit itself has closed from today on, in order. */
async function closedAhead({ db }: CalendarDeps, actor: Actor, now: Date): Promise<ClosedDay[]> {
  const days = await closedDays(db.read, actor.unitId, localDate(now, actor.zone));
  return days.filter(({ kind }) => kind === undefined);
}

/** Closes days, or gives closed ones another reason, once per update. */
async function closeOnce(
  { db, onDaysChanged }: CalendarDeps,
  actor: Actor,
  days: readonly ClosedDay[],
  { ref, now }: Update,
): Promise<DayChanged> {
  const { outcome } = await db.write((tx) =>
    once<DayChanged>(tx, ref, 'calendar.close', now, async () => {
      if (!mayClose(actor)) return { ok: false, reason: 'refused' };
      const holidays = await closeDays(tx, db.kind, actor, days, now);
      await onDaysChanged(tx, actor.unitId, { now, actorId: actor.personId });
      return { ok: true, holidays };
    }),
  );
  return outcome;
}

/** Opens a closed day again, once per update. */
async function reopenOnce(
  { db, onDaysChanged }: CalendarDeps,
  actor: Actor,
  date: string,
  { ref, now }: Update,
): Promise<DayChanged> {
  const { outcome } = await db.write((tx) =>
    once<DayChanged>(tx, ref, 'calendar.reopen', now, async () => {
      if (!mayClose(actor)) return { ok: false, reason: 'refused' };
      const { unitId, personId: byId } = actor;
      const opened = await reopenDay(tx, { unitId, date, byId, at: now });
      if (!opened) return { ok: false, reason: 'not-closed' };
      await onDaysChanged(tx, unitId, { now, actorId: byId });
      return { ok: true, holidays: [] };
    }),
  );
  return outcome;
}

const useCases = { closed: closedAhead, closeOnce, reopenOnce };

/** The days on which a unit is closed beside weekends and holidays. */
export type CalendarService = Given<typeof useCases>;

export function createCalendarService(deps: CalendarDeps): CalendarService {
  return given(deps, useCases);
}

/** The unit's closed days from a date on, in order, with the holidays added for that year. One statement. */
export function closedDays(db: Reader, unitId: number, from: LocalDate): Promise<ClosedDay[]> {
  return closedDaysFrom(db, unitId, isoDate(from));
}

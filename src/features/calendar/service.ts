import type { Database, Reader } from '../../db/database.js';
import { once, type UpdateRef } from '../../db/once.js';
import { isoDate, type LocalDate, localDate } from '../../lib/zoned.js';
import { type Actor, can } from '../people/rules.js';
import type { ClosedDay } from './rules.js';
import { closeDay, closedDaysFrom, reopenDay } from './store.js';

/** `refused`: only heads close days; `not-closed`: the day was open already. */
export type DayChanged =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'refused' | 'not-closed' };

type Update = { readonly ref: UpdateRef; readonly now: Date };

export type CalendarService = ReturnType<typeof createCalendarService>;

/** The days on which a unit is closed beside weekends and holidays. */
export function createCalendarService({ db }: { readonly db: Database }) {
  const mayClose = (actor: Actor) => can(actor, 'calendar.close', { unitId: actor.unitId, agencyId: null });
  return {
    /** From today on, in order. */
    closed: (actor: Actor, now: Date): Promise<ClosedDay[]> =>
      closedDays(db.read, actor.unitId, localDate(now, actor.zone)),

    mayClose,

    /** Closes days, or gives closed ones another reason, once per update. */
    closeOnce: async (
      actor: Actor,
      days: readonly ClosedDay[],
      { ref, now }: Update,
    ): Promise<DayChanged> => {
      const { outcome } = await db.write((tx) =>
        once<DayChanged>(tx, ref, 'calendar.close', now, async () => {
          if (!mayClose(actor)) return { ok: false, reason: 'refused' };
          const { unitId, personId: byId } = actor;
          for (const day of days) await closeDay(tx, { ...day, unitId, byId, at: now });
          return { ok: true };
        }),
      );
      return outcome;
    },

    /** Opens a closed day again, once per update. */
    reopenOnce: async (actor: Actor, date: string, { ref, now }: Update): Promise<DayChanged> => {
      const { outcome } = await db.write((tx) =>
        once<DayChanged>(tx, ref, 'calendar.reopen', now, async () => {
          if (!mayClose(actor)) return { ok: false, reason: 'refused' };
          const { unitId, personId: byId } = actor;
          const opened = await reopenDay(tx, { unitId, date, byId, at: now });
          return opened ? { ok: true } : { ok: false, reason: 'not-closed' };
        }),
      );
      return outcome;
    },
  };
}

/** The unit's own closed days from a date on, in order. One statement. */
export function closedDays(db: Reader, unitId: number, from: LocalDate): Promise<ClosedDay[]> {
  return closedDaysFrom(db, unitId, isoDate(from));
}

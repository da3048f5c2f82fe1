import { addDays, compareDates, type LocalDate, localDate, toInstant } from '../../../lib/zoned.js';

/** Whether what is said of a day begins then (taking part, a register class) or ends (a pause, an end, a departure). */
export type Holding = 'begins' | 'ends';

/** `future`: that day is still to come; `older`: what is recorded is of after that day. */
export type NotHeld = { readonly ok: false; readonly reason: 'future' | 'older' };

const MIDNIGHT = { hour: 0, minute: 0 } as const;

/**
 * The one rule for the instant from which something holds that is said of a day, by a button, a form or a roster: the
 * first day and the last one both count. What begins on a day holds from its beginning, though not before what it
 * follows (`after`: the state that it replaces, the person's arrival); what ends on it holds until its end, today until
 * now.
 */
export function holdsFrom(
  day: LocalDate,
  holding: Holding,
  { now, zone, after }: { readonly now: Date; readonly zone: string; readonly after?: Date | undefined },
): { readonly ok: true; readonly at: Date } | NotHeld {
  const order = compareDates(day, localDate(now, zone));
  if (order > 0) return { ok: false, reason: 'future' };
  const end = order === 0 ? now : lastInstant(day, zone);
  if (after && after > end) return { ok: false, reason: 'older' };
  if (holding === 'ends') return { ok: true, at: end };
  const start = toInstant(day, MIDNIGHT, zone);
  return { ok: true, at: after && after > start ? after : start };
}

/** A day's last millisecond: instants are exact to it. */
export function lastInstant(day: LocalDate, zone: string): Date {
  return new Date(toInstant(addDays(day, 1), MIDNIGHT, zone).getTime() - 1);
}

/** What going to a state is: only taking part begins, all else ends what was. */
export function holdingOf(state: 'applied' | 'waiting' | 'active' | 'paused' | 'ended'): Holding {
  return state === 'active' ? 'begins' : 'ends';
}

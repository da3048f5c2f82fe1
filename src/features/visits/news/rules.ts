import { addDays, localDate, toInstant } from '../../../lib/zoned.js';

/** `H-7` and `H-1`: at 08.00 in the unit's zone that many days before; `2h`: two hours before the start. */
export const REMINDERS = ['H-7', 'H-1', '2h'] as const;
export type Reminder = (typeof REMINDERS)[number];

const HOUR_MS = 60 * 60_000;

/** When a reminder of something that starts then is due. */
export function reminderAt(reminder: Reminder, startsAt: Date, zone: string): Date {
  switch (reminder) {
    case '2h':
      return new Date(startsAt.getTime() - 2 * HOUR_MS);
    case 'H-1':
    case 'H-7': {
      const days = reminder === 'H-1' ? 1 : 7;
      return toInstant(addDays(localDate(startsAt, zone), -days), { hour: 8, minute: 0 }, zone);
    }
  }
}

/** Those of the reminders asked for that are still ahead. */
export function remindersAhead<R extends Reminder>(
  wanted: readonly R[],
  startsAt: Date,
  zone: string,
  now: Date,
): { readonly reminder: R; readonly at: Date }[] {
  return wanted
    .map((reminder) => ({ reminder, at: reminderAt(reminder, startsAt, zone) }))
    .filter(({ at }) => at > now);
}

/**
 * Until when a reminder that was held up still makes sense: until the next takes its place, the last one until the
 * start.
 */
export function reminderExpires(reminder: Reminder, startsAt: Date, zone: string): Date {
  switch (reminder) {
    case 'H-7':
      return reminderAt('H-1', startsAt, zone);
    case 'H-1':
      return reminderAt('2h', startsAt, zone);
    case '2h':
      return startsAt;
  }
}

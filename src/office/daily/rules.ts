import { addDays, type LocalDate, localDate, toInstant } from '../../lib/zoned.js';

const MINUTE_MS = 60_000;

/** While somebody is at it nobody else tries; a process that was killed over it holds it up for as long. */
export const HELD_MS = 60 * MINUTE_MS;

/** Without a backup for as long, a head is told so. */
const OVERDUE_MS = 3 * 24 * 60 * MINUTE_MS;

const RETRY_MINUTES = [10, 60] as const;
const LATER_MINUTES = 180;

/** The last day whose backup is due, and since when. */
export function lastDue(
  now: Date,
  zone: string,
  hour: number,
): { readonly day: LocalDate; readonly dueAt: Date } {
  const today = localDate(now, zone);
  const at = (day: LocalDate) => ({ day, dueAt: toInstant(day, { hour, minute: 0 }, zone) });
  const due = at(today);
  return due.dueAt <= now ? due : at(addDays(today, -1));
}

/** When it is tried again after so many failed attempts, counted from the failure. */
export function nextTry(now: Date, attempts: number): Date {
  return new Date(now.getTime() + (RETRY_MINUTES[attempts - 1] ?? LATER_MINUTES) * MINUTE_MS);
}

/** Whether three days have passed since a moment. */
export function isOverdue(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() >= OVERDUE_MS;
}

import {
  addDays,
  endOfMonth,
  type LocalDate,
  localDate,
  parseIsoDate,
  startOfMonth,
  toInstant,
} from '../../../lib/zoned.js';

/** A month as `2023-08`. */
export type Month = string;

/** Who closed a month and when; `at` as ISO text, since outcomes are kept as JSON. */
export type Closed = { readonly month: Month; readonly by: string; readonly at: string };

const MIDNIGHT = { hour: 0, minute: 0 } as const;

function monthOfDate({ year, month }: LocalDate): Month {
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** The month in which an instant lies, in the unit's zone. */
export function monthOf(at: Date, zone: string): Month {
  return monthOfDate(localDate(at, zone));
}

/** The first day of a month, or undefined where it is none. */
export function firstDay(month: Month): LocalDate | undefined {
  return /^\d{4}-\d{2}$/u.test(month) ? parseIsoDate(`${month}-01`) : undefined;
}

/** A month as instants: from its beginning until the next one's (exclusive). */
export function monthSpan(month: Month, zone: string): { readonly from: Date; readonly until: Date } {
  const first = firstDay(month);
  if (!first) throw new Error('not a month');
  const next = addDays(endOfMonth(first), 1);
  return { from: toInstant(first, MIDNIGHT, zone), until: toInstant(next, MIDNIGHT, zone) };
}

/** The present month and those before it, latest first. */
export function monthsBefore(now: Date, zone: string, count: number): Month[] {
  const months: Month[] = [];
  let day = startOfMonth(localDate(now, zone));
  for (let at = 0; at < count; at += 1) {
    months.push(monthOfDate(day));
    day = startOfMonth(addDays(day, -1));
  }
  return months;
}

/** A month is closed once it is over. */
export function isOver(month: Month, zone: string, now: Date): boolean {
  return monthSpan(month, zone).until <= now;
}

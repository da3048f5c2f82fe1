import type { OfficeHours } from '../../access/actor.js';
import {
  addDays,
  compareDates,
  isoDate,
  type LocalDate,
  type LocalTime,
  localDate,
  toInstant,
  weekday,
} from '../../lib/zoned.js';
import { type Holiday, hasHolidays, holidayOn } from './holidays/rules.js';

/**
 * A day on which the unit is closed, `date` as YYYY-MM-DD: by its own decision, or with a `kind` because a year's table
 * that a head added says so; `reason` is then the holiday's name.
 */
export type ClosedDay = {
  readonly date: string;
  readonly reason: string;
  readonly kind?: HolidayKind;
};

/** A national holiday, or a day on which offices close for the holiday beside it (cuti bersama). */
export type HolidayKind = 'holiday' | 'jointLeave';

/** Why a day is no working day. */
export type DayOff =
  | ({ readonly kind: 'holiday'; readonly date: LocalDate } & (Holiday | AddedHoliday))
  | { readonly kind: 'closed'; readonly date: LocalDate; readonly reason: string }
  | { readonly kind: 'weekend'; readonly date: LocalDate };

/** A holiday of a table that a head added: its name as it was written there. */
type AddedHoliday = { readonly said: string; readonly jointLeave: boolean };

/** Why a time doesn't suit an office: the day, or the hour of a working day. */
export type Unsuited = DayOff | { readonly kind: 'prayer' } | { readonly kind: 'hours' };

type Hours = { readonly from: LocalTime; readonly until: LocalTime };

// Peraturan Presiden 21/2023: 37.5 hours a week without breaks (one hour, on Fridays one and a half), from 07.30.
const MONDAY_TO_THURSDAY: Hours = { from: { hour: 7, minute: 30 }, until: { hour: 16, minute: 0 } };
const FRIDAY: Hours = { from: { hour: 7, minute: 30 }, until: { hour: 16, minute: 30 } };
const PRAYER: Hours = { from: { hour: 11, minute: 30 }, until: { hour: 13, minute: 0 } };

const clock = (minutes: number): LocalTime => ({ hour: Math.floor(minutes / 60), minute: minutes % 60 });

/**
 * The hours of a working day, if it isn't a weekend: those that the unit has for itself, else the regulation's, of which
 * a Friday's are longer, for the prayer within them.
 */
export function officeHours(
  date: LocalDate,
  own?: OfficeHours,
): (Hours & { readonly prayer?: Hours }) | undefined {
  const day = weekday(date);
  if (day > 5) return undefined;
  const regular = day === 5 ? FRIDAY : MONDAY_TO_THURSDAY;
  const hours = own ? { from: clock(own.opensAt), until: clock(own.closesAt) } : regular;
  return day === 5 ? { ...hours, prayer: PRAYER } : hours;
}

/** Why a day is off, the weightiest reason first: a holiday, the unit's own closing, a weekend. */
export function dayOff(date: LocalDate, closed: readonly ClosedDay[]): DayOff | undefined {
  const holiday = holidayOn(date);
  if (holiday) return { kind: 'holiday', date, ...holiday };
  const own = closed.find((day) => day.date === isoDate(date));
  if (own?.kind) return { kind: 'holiday', date, said: own.reason, jointLeave: own.kind === 'jointLeave' };
  if (own) return { kind: 'closed', date, reason: own.reason };
  return officeHours(date) ? undefined : { kind: 'weekend', date };
}

/** A stretch of time, until `endsAt`, exclusive. */
export type Span = { readonly startsAt: Date; readonly endsAt: Date };

/** Whether two stretches share a moment; one that begins when the other ends doesn't. */
export function overlaps(a: Span, b: Span): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

/** What speaks against a stretch of time in a zone; empty: it suits. One reason a day. */
export function unsuited(
  { startsAt, endsAt }: Span,
  zone: string,
  closed: readonly ClosedDay[],
  own?: OfficeHours,
): readonly Unsuited[] {
  const first = localDate(startsAt, zone);
  const last = localDate(new Date(endsAt.getTime() - 1), zone);
  const reasons: Unsuited[] = [];
  for (let day = first; compareDates(day, last) <= 0; day = addDays(day, 1)) {
    const reason = dayOff(day, closed) ?? hourOf(officeHours(day, own), day, { startsAt, endsAt }, zone);
    if (reason) reasons.push(reason);
  }
  return reasons;
}

function hourOf(
  hours: ReturnType<typeof officeHours>,
  day: LocalDate,
  { startsAt, endsAt }: Span,
  zone: string,
): Unsuited | undefined {
  if (!hours) return undefined;
  const at = (time: LocalTime) => toInstant(day, time, zone);
  if (startsAt < at(hours.from) || endsAt > at(hours.until)) return { kind: 'hours' };
  const { prayer } = hours;
  const atPrayer =
    prayer && overlaps({ startsAt, endsAt }, { startsAt: at(prayer.from), endsAt: at(prayer.until) });
  return atPrayer ? { kind: 'prayer' } : undefined;
}

/** Whether the holidays of a year are known: they are here, or a head added them. */
export function knowsHolidays(year: number, closed: readonly ClosedDay[]): boolean {
  return (
    hasHolidays(year) || closed.some(({ date, kind }) => kind !== undefined && date.startsWith(`${year}-`))
  );
}

/** Years that a stretch touches whose holidays aren't known. */
export function unknownYears(
  { startsAt, endsAt }: Span,
  zone: string,
  closed: readonly ClosedDay[] = [],
): readonly number[] {
  const years = [localDate(startsAt, zone).year, localDate(new Date(endsAt.getTime() - 1), zone).year];
  return [...new Set(years)].filter((year) => !knowsHolidays(year, closed));
}

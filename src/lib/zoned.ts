/**
 * The one home of date formatting and zone arithmetic.
 *
 * Calendar dates and wall-clock times are plain values without a zone; an instant is a `Date`. Nothing here
 * reads the server's zone: dates are counted through UTC, and a zone's offset comes from the zone database.
 */
import { tzOffset } from '@date-fns/tz';
import type { Locale } from './locale.js';

/** A calendar date. `month` is 1–12, `day` 1–31. */
export type LocalDate = { readonly year: number; readonly month: number; readonly day: number };

/** A wall-clock time. `hour` is 0–23, `minute` 0–59. */
export type LocalTime = { readonly hour: number; readonly minute: number };

/** Monday is 1, Sunday 7, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

function utcMs(date: LocalDate, time: LocalTime = { hour: 0, minute: 0 }): number {
  // Date.UTC takes the years 0–99 for 1900–1999; setUTCFullYear doesn't.
  const at = new Date(0);
  at.setUTCFullYear(date.year, date.month - 1, date.day);
  at.setUTCHours(time.hour, time.minute);
  return at.getTime();
}

function fromUtcMs(ms: number): LocalDate {
  const at = new Date(ms);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

function offsetMs(zone: string, ms: number): number {
  const minutes = tzOffset(zone, new Date(ms));
  if (Number.isNaN(minutes)) throw new RangeError(`Unknown time zone or invalid date: ${zone}`);
  return Math.round(minutes * minuteMs);
}

/**
 * The instant at which clocks in `zone` show this date and time. A time that the clocks pass twice is the
 * earlier one; a time that they skip moves on by what they skip. Throws RangeError for an unknown zone.
 */
export function toInstant(date: LocalDate, time: LocalTime, zone: string): Date {
  const wall = utcMs(date, time);
  const before = offsetMs(zone, wall - dayMs);
  const after = offsetMs(zone, wall + dayMs);
  if (before === after || offsetMs(zone, wall - before) === before) return new Date(wall - before);
  return new Date(wall - (offsetMs(zone, wall - after) === after ? after : before));
}

/** The date that a calendar in `zone` shows at this instant. */
export function localDate(instant: Date, zone: string): LocalDate {
  return fromUtcMs(instant.getTime() + offsetMs(zone, instant.getTime()));
}

/** The time, to the minute, that a clock in `zone` shows at this instant. */
export function localTime(instant: Date, zone: string): LocalTime {
  const at = new Date(instant.getTime() + offsetMs(zone, instant.getTime()));
  return { hour: at.getUTCHours(), minute: at.getUTCMinutes() };
}

/** The date `days` later, or earlier for a negative number. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromUtcMs(utcMs(date) + days * dayMs);
}

/** How many days `last` is after `first`; negative where it is before. */
export function daysBetween(first: LocalDate, last: LocalDate): number {
  return (utcMs(last) - utcMs(first)) / dayMs;
}

const weekdaysFromSunday = [7, 1, 2, 3, 4, 5, 6] as const;

/** The day of the week of a date. */
export function weekday(date: LocalDate): Weekday {
  return weekdaysFromSunday[new Date(utcMs(date)).getUTCDay()] ?? 7;
}

/** The Monday on or before a date. */
export function startOfWeek(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekday(date));
}

/** The first day of a date's month. */
export function startOfMonth(date: LocalDate): LocalDate {
  return { ...date, day: 1 };
}

/** The last day of a date's month. */
export function endOfMonth(date: LocalDate): LocalDate {
  return fromUtcMs(utcMs({ year: date.year, month: date.month + 1, day: 0 }));
}

/** Whether the calendar has this date: 31 February and month 13 don't exist. */
export function isRealDate(date: LocalDate): boolean {
  return date.year >= 1 && date.year <= 9999 && compareDates(fromUtcMs(utcMs(date)), date) === 0;
}

/** Whether a clock can show this time: 24.00 and minute 60 don't exist. */
export function isRealTime(time: LocalTime): boolean {
  return time.hour >= 0 && time.hour <= 23 && time.minute >= 0 && time.minute <= 59;
}

/** Negative if `a` is before `b`, positive if after, 0 if they are the same day. */
export function compareDates(a: LocalDate, b: LocalDate): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}

/** Negative if `a` is before `b`, positive if after, 0 if they are the same minute. */
export function compareTimes(a: LocalTime, b: LocalTime): number {
  return a.hour - b.hour || a.minute - b.minute;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `2023-08-31`. */
export function isoDate(date: LocalDate): string {
  return `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}`;
}

/** Reads `2023-08-31` and nothing else; undefined for any other text or a date that doesn't exist. */
export function parseIsoDate(text: string): LocalDate | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return undefined;
  const date = { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
  return isRealDate(date) ? date : undefined;
}

type Names = { readonly months: readonly string[]; readonly days: readonly string[] };

// Fixed rather than asked from Intl: its short names differ between releases of Node ("Sep", "Sept").
const longNames: Record<Locale, Names> = {
  id: {
    months: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
      ' ',
    ),
    days: 'Senin Selasa Rabu Kamis Jumat Sabtu Minggu'.split(' '),
  },
  en: {
    months: 'January February March April May June July August September October November December'.split(
      ' ',
    ),
    days: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' '),
  },
};

const monthName = (date: { readonly month: number }, locale: Locale): string =>
  longNames[locale].months[date.month - 1] ?? '';
const dayName = (day: Weekday, locale: Locale): string => longNames[locale].days[day - 1] ?? '';

/** `Kamis` / `Thursday`; `Kam` / `Thu` when short. */
export function formatWeekday(day: Weekday, locale: Locale, width: 'long' | 'short' = 'long'): string {
  const name = dayName(day, locale);
  return width === 'long' ? name : name.slice(0, 3);
}

/** `Kamis, 31 Agustus 2023` / `Thursday, 31 August 2023`. */
export function formatDate(date: LocalDate, locale: Locale): string {
  return `${dayName(weekday(date), locale)}, ${date.day} ${monthName(date, locale)} ${date.year}`;
}

/** `Kam 31 Agu` / `Thu 31 Aug`. */
export function formatShortDate(date: LocalDate, locale: Locale): string {
  const month = monthName(date, locale).slice(0, 3);
  return `${formatWeekday(weekday(date), locale, 'short')} ${date.day} ${month}`;
}

/** `12.05` / `12:05`. */
export function formatTime(time: LocalTime, locale: Locale): string {
  return `${two(time.hour)}${locale === 'id' ? '.' : ':'}${two(time.minute)}`;
}

/** `Kamis, 31 Agustus 2023, 12.05 WIT`. */
export function formatDateTime(instant: Date, zone: string, locale: Locale): string {
  const date = formatDate(localDate(instant, zone), locale);
  return `${date}, ${formatTime(localTime(instant, zone), locale)} ${zoneLabel(zone, instant)}`;
}

/**
 * `Kamis, 31 Agustus 2023, 10.00–11.00 WIT`; over midnight
 * `Kamis, 31 Agustus 2023, 22.00 – Jumat, 1 September 2023, 02.00 WIT`.
 */
export function formatRange(start: Date, end: Date, zone: string, locale: Locale): string {
  const [first, last] = [localDate(start, zone), localDate(end, zone)];
  const from = `${formatDate(first, locale)}, ${formatTime(localTime(start, zone), locale)}`;
  const until = formatTime(localTime(end, zone), locale);
  const label = zoneLabel(zone, start);
  if (compareDates(first, last) === 0) return `${from}–${until} ${label}`;
  return `${from} – ${formatDate(last, locale)}, ${until} ${label}`;
}

/** `Agustus 2023` / `August 2023`. */
export function formatMonth(date: Pick<LocalDate, 'year' | 'month'>, locale: Locale): string {
  return `${monthName(date, locale)} ${date.year}`;
}

/**
 * The days from one to another: `4–10 September 2023`, `28 Agustus – 3 September 2023`, whole months as
 * `Juli–September 2023`, with both years if they differ.
 */
export function formatSpan(first: LocalDate, last: LocalDate, locale: Locale): string {
  if (first.day === 1 && compareDates(last, endOfMonth(last)) === 0) {
    const months = formatMonth(last, locale);
    if (first.year !== last.year) return `${formatMonth(first, locale)} – ${months}`;
    return first.month === last.month ? months : `${monthName(first, locale)}–${months}`;
  }
  const end = `${last.day} ${formatMonth(last, locale)}`;
  if (first.year !== last.year) return `${first.day} ${formatMonth(first, locale)} – ${end}`;
  if (first.month !== last.month) return `${first.day} ${monthName(first, locale)} – ${end}`;
  return first.day === last.day ? end : `${first.day}–${end}`;
}

/** The seven days from `monday`, as {@link formatSpan} writes them. */
export function formatWeek(monday: LocalDate, locale: Locale): string {
  return formatSpan(monday, addDays(monday, 6), locale);
}

// Intl writes these only in Indonesian, and GMT+9 in English.
const indonesianLabels: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Ujung_Pandang': 'WITA',
  'Asia/Jayapura': 'WIT',
};

const labelFormats = new Map<string, Intl.DateTimeFormat>();

/** `WIB`, `WITA` or `WIT` for Indonesia's zones, otherwise what Intl calls the zone at that instant (`CET`, `GMT+9`). */
export function zoneLabel(zone: string, instant: Date): string {
  const known = indonesianLabels[zone];
  if (known !== undefined) return known;
  let format = labelFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' });
    labelFormats.set(zone, format);
  }
  return format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

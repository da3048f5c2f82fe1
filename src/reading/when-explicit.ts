import { type Locale } from '../lib/locale.js';
import { compareDates, formatDate, isRealDate, type LocalDate } from '../lib/zoned.js';
import { digitsAt, lookUp, type Phrase, type Read, skip, sourceOf, wordAt } from './phrase.js';
import { timeAt } from './when-time.js';
import { datePrefix, monthOffsetAt, months, monthUnits, numberAt, ordinalSuffix } from './when-words.js';

/**
 * What dates are read against. A date without a year, month or week is the next one from `near` on, or the last one
 * until then, as `prefer` says; `near` is today where nothing else is said.
 */
export type DateContext = {
  readonly today: LocalDate;
  readonly near?: LocalDate;
  readonly prefer: 'future' | 'past';
  readonly locale: Locale;
};

/**
 * A date that was said but can't be taken. `no-such-date`: the calendar lacks it; `needs-day`: a week or a month
 * without a day; `wrong-weekday`: that date is another weekday. `understood` is what was read.
 */
export type DateFault = {
  readonly reason: 'no-such-date' | 'needs-day' | 'wrong-weekday';
  readonly understood: string;
};

export type DateReading =
  | (Read<LocalDate> & { readonly relative?: boolean })
  | (DateFault & { readonly next: number });

/** A year in four digits, from 1900 to 2199. */
export function fullYearAt(phrase: Phrase, at: number): Read<number> | undefined {
  const year = digitsAt(phrase, at);
  return year && year.value >= 1900 && year.value < 2200 ? year : undefined;
}

type Parts = { readonly next: number; readonly day: number; readonly month: number; readonly year?: number };

/** Reads a date that has a day of the month; undefined where none begins. */
export function explicitAt(phrase: Phrase, start: number, context: DateContext): DateReading | undefined {
  const prefix = lookUp(datePrefix, phrase, start);
  const at = prefix?.next ?? start;
  const parts =
    isoAt(phrase, at) ??
    partedAt(phrase, at, context.today) ??
    namedMonthAt(phrase, at, context.today) ??
    (prefix && dayOnlyAt(phrase, at, context));
  if (!parts) return undefined;
  const date = { year: 0, ...parts };
  const value = { year: parts.year ?? yearOf(date, context), month: date.month, day: date.day };
  if (isRealDate(value)) return { next: parts.next, value };
  return { next: parts.next, reason: 'no-such-date', understood: nameOf(phrase, at, parts, context.locale) };
}

function yearOf(
  { month, day }: { month: number; day: number },
  { today, near = today, prefer }: DateContext,
): number {
  const order = compareDates({ year: near.year, month, day }, near);
  if (prefer === 'past') return order > 0 ? near.year - 1 : near.year;
  return order < 0 ? near.year + 1 : near.year;
}

// A date that doesn't exist can still be named, as long as its month does.
function nameOf(phrase: Phrase, at: number, parts: Parts, locale: Locale): string {
  if (parts.month < 1 || parts.month > 12) return sourceOf(phrase, at, parts.next);
  const month = formatDate({ year: 2000, month: parts.month, day: 1 }, locale).split(' ')[2] ?? '';
  return [parts.day, month, parts.year].filter((part) => part !== undefined).join(' ');
}

// Two digits: not more than twenty years ahead.
const longYear = (year: number, today: LocalDate): number =>
  year + (2000 + year > today.year + 20 ? 1900 : 2000);

function isoAt(phrase: Phrase, at: number): Parts | undefined {
  const year = digitsAt(phrase, at);
  const [month, day] = [digitsAt(phrase, at + 2), digitsAt(phrase, at + 4)];
  const mark = wordAt(phrase, at + 1);
  if (!/^[-/.]$/.test(mark) || wordAt(phrase, at + 3) !== mark) return undefined;
  if (year?.digits.length !== 4 || !month || !day) return undefined;
  return { next: at + 5, year: year.value, month: month.value, day: day.value };
}

// `31/8`, `31/8/23`, `31-8-2023`, `31.8.2023`, `31 8 2023`; `31.8` and `31-8` too, as no clock shows them.
function partedAt(phrase: Phrase, at: number, today: LocalDate): Parts | undefined {
  const day = digitsAt(phrase, at);
  if (!day || day.digits.length > 2) return undefined;
  const mark = wordAt(phrase, at + 1);
  if (!/^[-/.]$/.test(mark)) {
    const [month, year] = [digitsAt(phrase, at + 1), fullYearAt(phrase, at + 2)];
    return month && month.digits.length < 3 && year
      ? { next: year.next, day: day.value, month: month.value, year: year.value }
      : undefined;
  }
  const month = digitsAt(phrase, at + 2) ?? lookUp(months, phrase, at + 2);
  if (!month || ('digits' in month && month.value > 99)) return undefined;
  const year = wordAt(phrase, at + 3) === mark ? digitsAt(phrase, at + 4) : undefined;
  if (year?.digits.length === 4 || year?.digits.length === 2) {
    const full = year.digits.length === 4 ? year.value : longYear(year.value, today);
    return { next: year.next, day: day.value, month: month.value, year: full };
  }
  const noClock = !('digits' in month) || (day.value > 24 && day.value < 32 && month.value < 13);
  return !year && (mark === '/' || noClock)
    ? { next: month.next, day: day.value, month: month.value }
    : undefined;
}

// `31 Agustus 2023`, `tanggal 5 bulan depan`, `Aug 31st, 2023`.
function namedMonthAt(phrase: Phrase, at: number, today: LocalDate): Parts | undefined {
  const first = digitsAt(phrase, at);
  const name = lookUp(months, phrase, at);
  const number = first ?? (name && digitsAt(phrase, skip(datePrefix, phrase, name.next)));
  if (!number || number.digits.length > 2) return undefined;
  const afterDay = skip(ordinalSuffix, phrase, number.next);
  if (first) {
    const offset = monthOffsetAt(phrase, wordAt(phrase, afterDay) === ',' ? afterDay + 1 : afterDay);
    if (offset) return { next: offset.next, day: number.value, ...monthFrom(today, offset.value) };
  } else if (timeAt(phrase, number.next - 1)) return undefined;
  const of = wordAt(phrase, afterDay) === 'of' ? afterDay + 1 : afterDay;
  const month = first ? lookUp(months, phrase, skip(monthUnits, phrase, of)) : name;
  if (!month) return undefined;
  const next = first ? month.next : afterDay;
  return { day: number.value, month: month.value, ...yearAfter(phrase, next, today) };
}

function monthFrom(today: LocalDate, offset: number): { month: number; year: number } {
  const index = today.year * 12 + today.month - 1 + offset;
  return { month: (index % 12) + 1, year: Math.floor(index / 12) };
}

// Two digits after a month are a year only if near this one and not an hour.
function yearAfter(phrase: Phrase, next: number, today: LocalDate): { next: number; year?: number } {
  const full = fullYearAt(phrase, wordAt(phrase, next) === ',' ? next + 1 : next);
  if (full) return { next: full.next, year: full.value };
  const short = digitsAt(phrase, next);
  if (short?.digits.length !== 2 || timeAt(phrase, next)) return { next };
  const year = 2000 + short.value;
  return Math.abs(year - today.year) <= 5 ? { next: short.next, year } : { next };
}

// The next or the last such day; a month that lacks it is not skipped in silence.
function dayOnlyAt(
  phrase: Phrase,
  at: number,
  { today, near = today, prefer }: DateContext,
): Parts | undefined {
  const day = numberAt(phrase, at);
  if (!day || day.value > 99) return undefined;
  const passed = day.value - near.day;
  const offset = prefer === 'past' ? (passed > 0 ? -1 : 0) : passed < 0 ? 1 : 0;
  return { next: day.next, day: day.value, ...monthFrom(near, day.value > 31 ? 0 : offset) };
}

import type { Locale } from '../../lib/locale.js';
import {
  addDays,
  compareDates,
  daysBetween,
  endOfMonth,
  formatDate,
  formatMonth,
  formatSpan,
  isoDate,
  type LocalDate,
  parseIsoDate,
  startOfWeek,
} from '../../lib/zoned.js';

/**
 * What figures are asked of: a day, week (Monday to Sunday), month, quarter, semester or year, or any other span of
 * whole days. `end` is its last day.
 */
export type Period = {
  readonly kind: 'day' | 'week' | 'month' | 'quarter' | 'semester' | 'year' | 'span';
  readonly start: LocalDate;
  readonly end: LocalDate;
};

const MONTHS_OF = { month: 1, quarter: 3, semester: 6, year: 12 } as const;

/** A period of whole months that begins on the same day each year. */
export type MonthsKind = keyof typeof MONTHS_OF;

export const dayPeriod = (day: LocalDate): Period => ({ kind: 'day', start: day, end: day });

/** The week of a day, Monday to Sunday. */
export function weekPeriod(day: LocalDate): Period {
  const start = startOfWeek(day);
  return { kind: 'week', start, end: addDays(start, 6) };
}

/** The month, quarter, semester or year that a day is in, or one so many before (negative) or after it. */
export function monthsPeriod(kind: MonthsKind, day: LocalDate, offset = 0): Period {
  const months = MONTHS_OF[kind];
  const first = (Math.floor((day.year * 12 + day.month - 1) / months) + offset) * months;
  const last = first + months - 1;
  return { kind, start: monthOf(first), end: endOfMonth(monthOf(last)) };
}

const monthOf = (index: number): LocalDate => ({
  year: Math.floor(index / 12),
  month: (index % 12) + 1,
  day: 1,
});

/** The months from one to another as a span; what is one whole day, month or year is that. Undefined where the end is first. */
export function spanPeriod(start: LocalDate, end: LocalDate): Period | undefined {
  if (compareDates(start, end) > 0) return undefined;
  const wholes = [dayPeriod(start), monthsPeriod('month', start), monthsPeriod('year', start)];
  const whole = wholes.find((one) => isSame(one.start, start) && isSame(one.end, end));
  return whole ?? { kind: 'span', start, end };
}

const isSame = (one: LocalDate, other: LocalDate): boolean => compareDates(one, other) === 0;

/** The period of its kind before this one; of a day, a week or a span, the month before the one that it begins in. */
export function periodBefore({ kind, start }: Period): Period {
  switch (kind) {
    case 'quarter':
    case 'semester':
    case 'year':
      return monthsPeriod(kind, start, -1);
    default:
      return monthsPeriod('month', start, -1);
  }
}

const ROMAN = ['I', 'II', 'III', 'IV'];
const QUARTERS: Record<Locale, (number: number) => string> = {
  id: (number) => `Triwulan ${ROMAN[number - 1]}`,
  en: (number) => `Q${number}`,
};
const SEMESTERS: Record<Locale, (number: number) => string> = {
  id: (number) => `Semester ${ROMAN[number - 1]}`,
  en: (number) => `H${number}`,
};

/**
 * A period's name: `Kamis, 31 Agustus 2023`, `28 Agustus – 3 September 2023`, `Agustus 2023`, `Triwulan III 2023`,
 * `Semester II 2023`, `2023`, `Juli–September 2023`.
 */
export function periodName({ kind, start, end }: Period, locale: Locale): string {
  switch (kind) {
    case 'day':
      return formatDate(start, locale);
    case 'month':
      return formatMonth(start, locale);
    case 'quarter':
      return `${QUARTERS[locale](end.month / MONTHS_OF.quarter)} ${start.year}`;
    case 'semester':
      return `${SEMESTERS[locale](end.month / MONTHS_OF.semester)} ${start.year}`;
    case 'year':
      return String(start.year);
    case 'week':
    case 'span':
      return formatSpan(start, end, locale);
  }
}

const LETTERS = {
  day: 'd',
  week: 'w',
  month: 'm',
  quarter: 'q',
  semester: 'h',
  year: 'y',
} as const satisfies Record<Exclude<Period['kind'], 'span'>, string>;

/** The first day that spans are counted from in callback data. */
const EPOCH: LocalDate = { year: 1970, month: 1, day: 1 };

/**
 * A period in few letters for callback data: `m20230801`; a span as the number of its first day and how many there are,
 * `sf2k.2k`, so that it is no longer than the others.
 */
export function writePeriod({ kind, start, end }: Period): string {
  if (kind !== 'span') return `${LETTERS[kind]}${isoDate(start).replaceAll('-', '')}`;
  return `s${daysBetween(EPOCH, start).toString(36)}.${daysBetween(start, end).toString(36)}`;
}

/** Reads what `writePeriod` wrote; undefined for any other text, as for a month that would begin on the second. */
export function readPeriodCode(text: string): Period | undefined {
  const period = spanAround(text) ?? wholeAround(text);
  return period && writePeriod(period) === text ? period : undefined;
}

function spanAround(text: string): Period | undefined {
  const found = /^s([0-9a-z]{1,4})\.([0-9a-z]{1,4})$/.exec(text);
  if (!found) return undefined;
  const [first, days] = [found[1], found[2]].map((number) => Number.parseInt(number ?? '', 36));
  const start = addDays(EPOCH, first ?? 0);
  return spanPeriod(start, addDays(start, days ?? 0));
}

function wholeAround(text: string): Period | undefined {
  const found = /^([dwmqhy])(\d{4})(\d{2})(\d{2})$/.exec(text);
  const day = found && parseIsoDate(`${found[2]}-${found[3]}-${found[4]}`);
  if (!day) return undefined;
  switch (found[1]) {
    case 'w':
      return weekPeriod(day);
    case 'm':
      return monthsPeriod('month', day);
    case 'q':
      return monthsPeriod('quarter', day);
    case 'h':
      return monthsPeriod('semester', day);
    case 'y':
      return monthsPeriod('year', day);
    default:
      return dayPeriod(day);
  }
}

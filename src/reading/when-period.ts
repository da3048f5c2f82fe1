import { type Locale } from '../lib/locale.js';
import { addDays, endOfMonth, type LocalDate, localDate, startOfWeek } from '../lib/zoned.js';
import { digitsAt, lookUp, type Phrase, type Read, skip, sourceOf, tokenize, wordAt } from './phrase.js';
import { dateAt } from './when-date.js';
import { type DateContext, type DateFault, fullYearAt } from './when-explicit.js';
import {
  monthOffsetAt,
  months,
  monthUnits,
  periodPrefixes,
  weekOffsetAt,
  yearOffsetAt,
  yearUnits,
} from './when-words.js';

/** A day, week (Monday to Sunday), month or year; `end` is its last day. */
export type Period = {
  readonly kind: 'day' | 'week' | 'month' | 'year';
  readonly start: LocalDate;
  readonly end: LocalDate;
};

/** What periods are read against. `prefer` is `past` by default: `Agustus` is the last one that has begun. */
export type PeriodOptions = {
  readonly now: Date;
  readonly zone: string;
  readonly prefer?: 'future' | 'past';
  readonly locale?: Locale;
};

/** `nothing`: the text isn't a period. Otherwise `understood` names the date that can't be. */
export type PeriodFault = {
  readonly reason: 'nothing' | Exclude<DateFault['reason'], 'needs-day'>;
  readonly understood: string;
};

export type PeriodResult = ({ readonly ok: true } & Period) | ({ readonly ok: false } & PeriodFault);

type PeriodReading = Read<Period> | (PeriodFault & { readonly next: number });

/**
 * Reads a period, in Indonesian or English: `agustus`, `agustus 2023`, `8/2023`, `bulan lalu`, `pekan lalu`,
 * `tahun 2023`, `2023`, `kemarin`, `per 31/8/2023`. The whole text must be read.
 */
export function readPeriod(text: string, options: PeriodOptions): PeriodResult {
  const phrase = tokenize(text);
  const context: DateContext = {
    today: localDate(options.now, options.zone),
    prefer: options.prefer ?? 'past',
    locale: options.locale ?? 'id',
  };
  const period = periodAt(phrase, skip(periodPrefixes, phrase, 0), context);
  if (!period) return { ok: false, reason: 'nothing', understood: '' };
  if (period.next < phrase.tokens.length) {
    return { ok: false, reason: 'nothing', understood: sourceOf(phrase, 0, period.next) };
  }
  if ('reason' in period) return { ok: false, reason: period.reason, understood: period.understood };
  return { ok: true, ...period.value };
}

function periodAt(phrase: Phrase, at: number, context: DateContext): PeriodReading | undefined {
  const date = dateAt(phrase, at, context);
  if (date && 'value' in date) {
    return { next: date.next, value: { kind: 'day', start: date.value, end: date.value } };
  }
  if (date && date.reason !== 'needs-day') {
    return { next: date.next, reason: date.reason, understood: date.understood };
  }
  const week = weekOffsetAt(phrase, at);
  if (week) {
    const start = addDays(startOfWeek(context.today), 7 * week.value);
    return { next: week.next, value: { kind: 'week', start, end: addDays(start, 6) } };
  }
  return monthAt(phrase, at, context) ?? yearAt(phrase, at, context);
}

function monthAt(phrase: Phrase, at: number, { today, prefer }: DateContext): PeriodReading | undefined {
  const offset = monthOffsetAt(phrase, at);
  if (offset) {
    const index = today.year * 12 + today.month - 1 + offset.value;
    return { next: offset.next, value: monthOf(Math.floor(index / 12), (index % 12) + 1) };
  }
  const found = numericMonthAt(phrase, at) ?? namedMonthAt(phrase, at, today);
  if (!found) return undefined;
  const { next, month } = found;
  if (month < 1 || month > 12) {
    return { next, reason: 'no-such-date', understood: sourceOf(phrase, at, next) };
  }
  const nearest =
    prefer === 'past'
      ? today.year - (month > today.month ? 1 : 0)
      : today.year + (month < today.month ? 1 : 0);
  return { next, value: monthOf(found.year ?? nearest, month) };
}

type Month = { readonly next: number; readonly month: number; readonly year?: number };

// `8/2023`, `08-2023`, `2023-08`.
function numericMonthAt(phrase: Phrase, at: number): Month | undefined {
  if (!/^[-/.]$/.test(wordAt(phrase, at + 1))) return undefined;
  const [first, second] = [digitsAt(phrase, at), digitsAt(phrase, at + 2)];
  const year = fullYearAt(phrase, at + 2) ?? fullYearAt(phrase, at);
  const month = year?.next === at + 1 ? second : first;
  if (!month || !year || month.digits.length > 2) return undefined;
  return { next: at + 3, month: month.value, year: year.value };
}

// `Agustus`, `bulan Agustus 2023`, `bulan 8`, `Agustus tahun lalu`.
function namedMonthAt(phrase: Phrase, start: number, today: LocalDate): Month | undefined {
  const at = skip(monthUnits, phrase, start);
  const month = lookUp(months, phrase, at) ?? (at > start ? digitsAt(phrase, at) : undefined);
  if (!month) return undefined;
  const offset = yearOffsetAt(phrase, month.next);
  if (offset) return { next: offset.next, month: month.value, year: today.year + offset.value };
  const year = fullYearAt(phrase, skip(yearUnits, phrase, month.next));
  return year
    ? { next: year.next, month: month.value, year: year.value }
    : { next: month.next, month: month.value };
}

function yearAt(phrase: Phrase, at: number, { today }: DateContext): PeriodReading | undefined {
  const offset = yearOffsetAt(phrase, at);
  const found = offset
    ? { next: offset.next, value: today.year + offset.value }
    : fullYearAt(phrase, skip(yearUnits, phrase, at));
  if (!found) return undefined;
  const start = { year: found.value, month: 1, day: 1 };
  return { next: found.next, value: { kind: 'year', start, end: { year: found.value, month: 12, day: 31 } } };
}

function monthOf(year: number, month: number): Period {
  const start = { year, month, day: 1 };
  return { kind: 'month', start, end: endOfMonth(start) };
}

/** A question without its period, or the period's fault beside the rest of the question. */
export type SplitPeriod =
  | { readonly ok: true; readonly rest: string; readonly period?: Period }
  | ({ readonly ok: false; readonly rest: string } & PeriodFault);

const longestPeriod = 8;

/**
 * Finds a period at the end of a question, else at its beginning: `perikanan agustus 2023` → `perikanan` and
 * August 2023. Without one, `rest` is the whole question. A date that can't be (`perikanan 31 februari`) is a fault.
 */
export function splitPeriod(text: string, options: PeriodOptions): SplitPeriod {
  const words = text.split(/\s+/u).filter(Boolean);
  const most = Math.min(words.length, longestPeriod);
  for (const atEnd of [true, false]) {
    for (let count = most; count > 0; count--) {
      const cut = atEnd ? words.length - count : count;
      const [before, after] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
      const read = readPeriod(atEnd ? after : before, options);
      const rest = (atEnd ? before : after).replace(/^[\s,;]+|[\s,;]+$/gu, '');
      if (read.ok) {
        const { kind, start, end } = read;
        return { ok: true, rest, period: { kind, start, end } };
      }
      if (read.reason !== 'nothing') return { ...read, rest };
    }
  }
  return { ok: true, rest: words.join(' ') };
}

import type { Locale } from '../../lib/locale.js';
import { addDays, isRealDate, type LocalDate, localDate, startOfWeek } from '../../lib/zoned.js';
import { digitsAt, lookUp, type Phrase, type Read, skip, sourceOf, tokenize, wordAt } from '../phrase.js';
import { dateAt } from '../when-date.js';
import { type DateContext, type DateFault, fullYearAt } from '../when-explicit.js';
import {
  datePrefix,
  leadingDirections,
  monthOffsetAt,
  months,
  monthUnits,
  numberAt,
  offsetAt,
  rangeMiddles,
  rangeStarts,
  weekOffsetAt,
  yearOffsetAt,
  yearUnits,
} from '../when-words.js';
import { dayPeriod, type MonthsKind, monthsPeriod, type Period, spanPeriod, weekPeriod } from './period.js';
import {
  edges,
  lastOnes,
  lastPrefixes,
  lastSuffixes,
  lastUnits,
  numberedUnits,
  ordinals,
  periodPrefixes,
  presents,
  sinces,
  untils,
} from './words.js';

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
 * `tahun 2023`, `2023`, `kemarin`, `per 31/8/2023`, `triwulan III`, `TW 3 2023`, `Q2`, `semester 1`, `juli–september`,
 * `1 s.d. 15 november`, `sejak juli` (until today), `s.d. agustus` (from the beginning of its year), `3 bulan terakhir`
 * (the present one among them), `akhir agustus` (its last day). The whole text must be read.
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

/** A span, or a period by itself. */
function periodAt(phrase: Phrase, at: number, context: DateContext): PeriodReading | undefined {
  return (
    rangeAt(phrase, at, context) ??
    sinceAt(phrase, at, context) ??
    untilAt(phrase, at, context) ??
    lastAt(phrase, at, context) ??
    pieceAt(phrase, at, context)
  );
}

function rangeAt(phrase: Phrase, start: number, context: DateContext): PeriodReading | undefined {
  const at = skip(sinces, phrase, skip(rangeStarts, phrase, start));
  return daysAt(phrase, at, context) ?? betweenAt(phrase, at, context);
}

// `1–15 november`, `tgl 1 s.d. 15 november`: the first is a day of the other's month.
function daysAt(phrase: Phrase, at: number, context: DateContext): PeriodReading | undefined {
  const day = digitsAt(phrase, skip(datePrefix, phrase, at));
  const middle = day && day.digits.length < 3 ? lookUp(rangeMiddles, phrase, day.next) : undefined;
  const last = middle && pieceAt(phrase, middle.next, context);
  if (!day || !last || 'reason' in last) return last;
  const { kind, end } = last.value;
  if (kind !== 'day') return undefined;
  return spanOf(phrase, at, last.next, { ...end, day: day.value }, end);
}

// `juli–september`, `dari agustus sampai sekarang`. What bears no year is near the other.
function betweenAt(phrase: Phrase, at: number, context: DateContext): PeriodReading | undefined {
  const named = pieceAt(phrase, at, context);
  const middle = named && lookUp(rangeMiddles, phrase, named.next);
  if (!middle || 'reason' in named) return undefined;
  const last = endAt(phrase, middle.next, { ...context, near: named.value.start, prefer: 'future' });
  if (!last || 'reason' in last) return last;
  const first = pieceAt(phrase, at, { ...context, near: last.value.end, prefer: 'past' });
  if (!first || 'reason' in first) return undefined;
  return spanOf(phrase, at, last.next, first.value.start, last.value.end);
}

function endAt(phrase: Phrase, at: number, context: DateContext): PeriodReading | undefined {
  const present = lookUp(presents, phrase, at);
  return present ? { next: present.next, value: dayPeriod(context.today) } : pieceAt(phrase, at, context);
}

function spanOf(
  phrase: Phrase,
  at: number,
  next: number,
  start: LocalDate,
  end: LocalDate,
): PeriodReading | undefined {
  const value = isRealDate(start) ? spanPeriod(start, end) : undefined;
  return value ? { next, value } : { next, reason: 'no-such-date', understood: sourceOf(phrase, at, next) };
}

// `sejak juli`: until today.
function sinceAt(phrase: Phrase, at: number, context: DateContext): PeriodReading | undefined {
  const since = lookUp(sinces, phrase, at);
  const from = since && pieceAt(phrase, since.next, context);
  if (!from || 'reason' in from) return from;
  return spanOf(phrase, at, from.next, from.value.start, context.today);
}

// `s.d. agustus`: from the beginning of that year, as cumulative reports count.
function untilAt(phrase: Phrase, at: number, context: DateContext): PeriodReading | undefined {
  const until = lookUp(untils, phrase, at);
  const last = until && endAt(phrase, until.next, context);
  if (!last || 'reason' in last) return last;
  const { end } = last.value;
  return spanOf(phrase, at, last.next, monthsPeriod('year', end).start, end);
}

// `3 bulan terakhir`: whole months, the present one among them.
function lastAt(phrase: Phrase, at: number, { today }: DateContext): PeriodReading | undefined {
  const prefix = lookUp(lastPrefixes, phrase, at);
  const from = prefix?.next ?? at;
  const one = lookUp(lastOnes, phrase, from);
  const count = one ? { next: from, value: 1 } : numberAt(phrase, from);
  const unit = one ?? (count && lookUp(lastUnits, phrase, count.next));
  const suffix = unit && lookUp(lastSuffixes, phrase, unit.next);
  if (!count || !unit || (!prefix && !suffix) || count.value < 1 || count.value > 99) return undefined;
  const next = suffix?.next ?? unit.next;
  const back = count.value - 1;
  switch (unit.value) {
    case 'day':
      return spanOf(phrase, at, next, addDays(today, -back), today);
    case 'week':
      return spanOf(phrase, at, next, addDays(startOfWeek(today), -7 * back), addDays(startOfWeek(today), 6));
    default: {
      const first = monthsPeriod(unit.value, today, -back);
      return spanOf(phrase, at, next, first.start, monthsPeriod(unit.value, today).end);
    }
  }
}

/** A period that is none of others. */
function pieceAt(phrase: Phrase, at: number, context: DateContext): PeriodReading | undefined {
  const date = dateAt(phrase, at, context);
  if (date && 'value' in date) return { next: date.next, value: dayPeriod(date.value) };
  if (date && date.reason !== 'needs-day') {
    return { next: date.next, reason: date.reason, understood: date.understood };
  }
  const week = weekOffsetAt(phrase, at);
  if (week) return { next: week.next, value: weekPeriod(addDays(context.today, 7 * week.value)) };
  return (
    edgeAt(phrase, at, context) ??
    numberedAt(phrase, at, context) ??
    monthAt(phrase, at, context) ??
    yearAt(phrase, at, context)
  );
}

// `akhir agustus`, `awal tahun`, `akhir triwulan lalu`.
function edgeAt(phrase: Phrase, at: number, context: DateContext): PeriodReading | undefined {
  const edge = lookUp(edges, phrase, at);
  if (!edge) return undefined;
  const named =
    numberedAt(phrase, edge.next, context) ??
    monthAt(phrase, edge.next, context) ??
    yearAt(phrase, edge.next, context);
  const unit = named ? undefined : lookUp(lastUnits, phrase, edge.next);
  if (named && 'reason' in named) return named;
  const whole = named?.value ?? thisOne(unit?.value, context.today);
  return whole && { next: named?.next ?? unit?.next ?? at, value: dayPeriod(whole[edge.value]) };
}

function thisOne(unit: 'day' | 'week' | MonthsKind | undefined, today: LocalDate): Period | undefined {
  if (unit === 'week') return weekPeriod(today);
  return unit === undefined || unit === 'day' ? undefined : monthsPeriod(unit, today);
}

// `triwulan III 2023`, `TW 3`, `Q2`, `semester 1 tahun lalu`, `triwulan lalu`.
function numberedAt(phrase: Phrase, at: number, context: DateContext): PeriodReading | undefined {
  const { today, near = today, prefer } = context;
  const offset = offsetAt(phrase, at, numberedUnits);
  const unit = lookUp(numberedUnits, phrase, skip(leadingDirections, phrase, at));
  if (!unit) return undefined;
  if (offset) return { next: offset.next, value: monthsPeriod(unit.value, today, offset.value) };
  const from = wordAt(phrase, unit.next) === '-' ? unit.next + 1 : unit.next;
  const number = lookUp(ordinals, phrase, from) ?? digitsAt(phrase, from);
  if (!number || number.value > 99) return undefined;
  const year = yearAfter(phrase, number.next, today);
  const next = year?.next ?? number.next;
  const within = (inYear: number) =>
    monthsPeriod(unit.value, { year: inYear, month: 1, day: 1 }, number.value - 1);
  const { start } = within(near.year);
  if (start.year !== near.year) {
    return { next, reason: 'no-such-date', understood: sourceOf(phrase, at, next) };
  }
  return { next, value: within(year?.value ?? yearNear(start.month, near, prefer)) };
}

/** The year of the last such month that has begun, or of the next that is not over. */
function yearNear(month: number, near: LocalDate, prefer: 'future' | 'past'): number {
  return prefer === 'past'
    ? near.year - (month > near.month ? 1 : 0)
    : near.year + (month < near.month ? 1 : 0);
}

function yearAfter(phrase: Phrase, at: number, today: LocalDate): Read<number> | undefined {
  const offset = yearOffsetAt(phrase, at);
  if (offset) return { next: offset.next, value: today.year + offset.value };
  return fullYearAt(phrase, skip(yearUnits, phrase, at));
}

function monthAt(phrase: Phrase, at: number, context: DateContext): PeriodReading | undefined {
  const { today, near = today, prefer } = context;
  const offset = monthOffsetAt(phrase, at);
  if (offset) return { next: offset.next, value: monthsPeriod('month', today, offset.value) };
  const found = numericMonthAt(phrase, at) ?? namedMonthAt(phrase, at, today);
  if (!found) return undefined;
  const { next, month } = found;
  if (month < 1 || month > 12) {
    return { next, reason: 'no-such-date', understood: sourceOf(phrase, at, next) };
  }
  const year = found.year ?? yearNear(month, near, prefer);
  return { next, value: monthsPeriod('month', { year, month, day: 1 }) };
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
  const year = yearAfter(phrase, month.next, today);
  return year
    ? { next: year.next, month: month.value, year: year.value }
    : { next: month.next, month: month.value };
}

function yearAt(phrase: Phrase, at: number, { today }: DateContext): PeriodReading | undefined {
  const year = yearAfter(phrase, at, today);
  return year && { next: year.next, value: monthsPeriod('year', { year: year.value, month: 1, day: 1 }) };
}

/** A question without its period, or the period's fault beside the rest of the question. */
export type SplitPeriod =
  | { readonly ok: true; readonly rest: string; readonly period?: Period }
  | ({ readonly ok: false; readonly rest: string } & PeriodFault);

/** In words: `dari tanggal 1 agustus 2023 sampai dengan tanggal 15 september 2023`. */
const longestPeriod = 12;

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

import {
  addDays,
  compareDates,
  isoDate,
  type LocalDate,
  parseIsoDate,
  toInstant,
} from '../../../lib/zoned.js';
import { readWhen } from '../../../reading/when.js';
import type { ClosedDay, HolidayKind } from '../rules.js';

/** A holiday of a year's table, `date` as YYYY-MM-DD. */
export type HolidayDay = { readonly date: string; readonly reason: string; readonly kind: HolidayKind };

/** More than these no year has. */
export const MAX_DAYS = 60;
const NAME_MAX = 60;
/** Days beside each other that one line may name. */
const LONGEST_SPAN = 10;
export const DECREE_MAX = 200;

/**
 * Why a line isn't taken; `was` is the part of it that is wrong. `date`: it is none, or doesn't exist; `weekday`: the
 * day named isn't that date's; `year`: of another year than the table; `kind`: neither holiday nor joint leave.
 */
export type LineFault = {
  readonly line: number;
  readonly reason: 'date' | 'weekday' | 'year' | 'name' | 'kind' | 'past' | 'twice';
  readonly was: string;
};

type TextLine = { readonly line: number; readonly cells: readonly string[] };

const tidied = (text: string) => text.replace(/\s+/gu, ' ').trim();
const short = (text: string, max: number) => [...text].slice(0, max).join('');

/** The cells of a typed line: between semicolons, tabs or bars; where there are none, between commas. */
export function cellsOf(line: string): string[] {
  if (/[;\t|]/u.test(line)) return line.split(/[;\t|]/u).map(tidied);
  const parts = line.split(',').map(tidied);
  const [first = '', second, ...rest] = parts;
  // `Jumat, 1 Januari 2027, Tahun Baru`: the first comma belongs to the date.
  return second !== undefined && isWeekday(first) ? [`${first}, ${second}`, ...rest] : parts;
}

/** Lines of a text as lines of cells, numbered from `first`. */
export function linesOf(text: string, first = 1): TextLine[] {
  return text.split(/\r\n|\r|\n/u).map((line, index) => ({ line: index + first, cells: cellsOf(line) }));
}

const weekdays = "senin|selasa|rabu|kamis|jum[’']?at|sabtu|minggu|ahad|mon|tues|wednes|thurs|fri|satur|sun";
const oneWeekday = `(?:${weekdays})(?:day)?`;
const isWeekday = (text: string) => new RegExp(`^${oneWeekday}$`, 'iu').test(text);

function kindOf(text: string): HolidayKind | undefined {
  if (
    /^(?:libur(?: nasional)?|hari libur(?: nasional)?|nasional|national|(?:public )?holidays?)$/iu.test(text)
  )
    return 'holiday';
  return /^(?:cuti bersama|cuti|cb|joint leave|collective leave|leave)$/iu.test(text)
    ? 'jointLeave'
    : undefined;
}

/** What a table rests on: `SKB 1497 Tahun 2025, …`, `Keputusan Bersama …`, `Keppres 10 Tahun 2024`. */
function isDecree(text: string): boolean {
  return /\b(?:skb|keputusan|keppres|decree)\b/iu.test(text) && /\d/u.test(text);
}

type Dates = { readonly dates: readonly LocalDate[] } | Pick<LineFault, 'reason' | 'was'>;
type Around = { readonly now: Date; readonly zone: string; readonly year: number | undefined };

function readDate(typed: string, { now, zone, year }: Around): Dates {
  const from = year === undefined ? now : toInstant({ year, month: 1, day: 1 }, { hour: 0, minute: 0 }, zone);
  const iso = parseIsoDate(typed);
  if (iso) return { dates: [iso] };
  const read = readWhen(typed, { now: from, zone, asked: 'date' });
  if (!read.ok) return { reason: read.reason === 'wrong-weekday' ? 'weekday' : 'date', was: typed };
  return read.date ? { dates: [read.date] } : { reason: 'date', was: typed };
}

/** A date, or several beside each other: `21–22 Maret 2027`, `Sabtu dan Minggu, 21 dan 22 Maret 2027`. */
function readDates(typed: string, around: Around): Dates {
  const days = new RegExp(`^(?:${oneWeekday}\\s*(?:[-–—&]|dan|and)\\s*${oneWeekday},?\\s+)?`, 'iu');
  const plain = typed.replace(days, '');
  const span = /^(\d{1,2})\s*(?:[-–—&]|dan|and|s\.?\s?[/]?d\.?)\s*(\d{1,2})\s+(\p{L}.*)$/iu.exec(plain);
  if (!span) return readDate(plain, around);
  const [, first = '', last = '', month = ''] = span;
  const [from, until] = [readDate(`${first} ${month}`, around), readDate(`${last} ${month}`, around)];
  if (!('dates' in from) || !('dates' in until)) return { reason: 'date', was: typed };
  const [start] = from.dates;
  const [end] = until.dates;
  if (!start || !end) return { reason: 'date', was: typed };
  const following = Array.from({ length: LONGEST_SPAN }, (_, index) => addDays(start, index));
  const dates = following.filter((day) => compareDates(day, end) <= 0);
  return dates.length > 0 ? { dates } : { reason: 'date', was: typed };
}

/** A line's cells without its number in the list and a weekday that stands alone, which belongs to the date. */
function withoutNumber(cells: readonly string[]): string[] {
  const filled = cells.map(tidied).filter((cell) => cell !== '');
  const numbered = filled.length > 2 && /^\d{1,2}[.)]?$/u.test(filled[0] ?? '');
  const rest = numbered ? filled.slice(1) : filled;
  const [first = '', second = '', ...more] = rest;
  if (isWeekday(first) && second !== '') return [`${first}, ${second}`, ...more];
  return isWeekday(second) ? [`${second}, ${first}`, ...more] : rest;
}

const isHeading = ([first = '']: readonly string[]) => /^(?:no\.?|tgl|tanggal|date|hari)\b/iu.test(first);

/** A year's table as it was read: days in order, each once. `year`: of its days, where the message named none. */
export type TableReading = {
  readonly year: number | undefined;
  readonly decree: string | undefined;
  readonly days: readonly HolidayDay[];
  readonly faults: readonly LineFault[];
};

/**
 * Reads a year's holidays, a line each: `2027-01-01; Tahun Baru Masehi; libur`. A line that cites a decree is kept as
 * what the table rests on; one that only says *Cuti bersama* goes for the lines below it; headings are passed over.
 */
export function readTable(
  lines: readonly TextLine[],
  asked: { readonly year: number | undefined; readonly now: Date; readonly zone: string },
): TableReading {
  const faults: LineFault[] = [];
  const days = new Map<string, HolidayDay>();
  let decree: string | undefined;
  let below: HolidayKind = 'holiday';
  let year = asked.year;
  for (const { line, cells } of lines) {
    const filled = withoutNumber(cells);
    if (filled.length === 0 || isHeading(filled)) continue;
    const whole = filled.join(', ');
    if (isDecree(whole) && !('dates' in readDates(filled[0] ?? '', { ...asked, year }))) {
      decree ??= short(whole, DECREE_MAX);
      continue;
    }
    const [typed = '', name = '', ...rest] = filled;
    const section = filled.length === 1 ? kindOf(typed) : undefined;
    if (section) {
      below = section;
      continue;
    }
    const fault = (reason: LineFault['reason'], was: string) =>
      void faults.push({ line, reason, was: short(was, NAME_MAX) });
    const read = readDates(typed, { ...asked, year });
    if ('reason' in read) {
      fault(read.reason, read.was);
      continue;
    }
    year ??= read.dates[0]?.year;
    if (read.dates.some((day) => day.year !== year)) {
      fault('year', typed);
      continue;
    }
    const said = rest.find((cell) => kindOf(cell) !== undefined);
    const other = rest.find((cell) => kindOf(cell) === undefined);
    if (said === undefined && other !== undefined) {
      fault('kind', other);
      continue;
    }
    const reason = short(name.replace(/^cuti bersama(?: hari raya)? (?=\S)/iu, ''), NAME_MAX);
    if (reason === '' || kindOf(reason) !== undefined) {
      fault('name', typed);
      continue;
    }
    const named = /^cuti bersama /iu.test(name) ? 'jointLeave' : below;
    const kind = (said !== undefined && kindOf(said)) || named;
    for (const day of read.dates) addDay(days, { date: isoDate(day), reason, kind });
  }
  const sorted = [...days.values()].toSorted((a, b) => a.date.localeCompare(b.date));
  return { year, decree, days: sorted, faults };
}

/** Two holidays may fall on one day; what is said twice counts once, and a holiday is more than joint leave. */
function addDay(days: Map<string, HolidayDay>, day: HolidayDay): void {
  const known = days.get(day.date);
  if (!known) return void days.set(day.date, day);
  const kind = known.kind === 'holiday' ? known.kind : day.kind;
  const same = known.reason.toLowerCase() === day.reason.toLowerCase();
  days.set(day.date, { ...known, kind, reason: same ? known.reason : `${known.reason} / ${day.reason}` });
}

/** Holidays that every year has on the same date; those that a table lacks are pointed out. */
const FIXED = ['01-01', '05-01', '06-01', '08-17', '12-25'];

/** Dates on which every year has a holiday, and this table has none. */
export function lackingDates(year: number, days: readonly HolidayDay[]): string[] {
  const there = new Set(days.map(({ date }) => date));
  return FIXED.map((day) => `${year}-${day}`).filter((date) => !there.has(date));
}

/** Reads the unit's own closed days, a line each: `2027-03-05; upacara`. */
export function readClosedDays(
  lines: readonly TextLine[],
  {
    now,
    zone,
    today,
    otherwise,
  }: {
    readonly now: Date;
    readonly zone: string;
    readonly today: LocalDate;
    /** The reason of a line that gives none. */
    readonly otherwise: string;
  },
): { readonly days: readonly ClosedDay[]; readonly faults: readonly LineFault[] } {
  const faults: LineFault[] = [];
  const days = new Map<string, ClosedDay>();
  for (const { line, cells } of lines) {
    const filled = withoutNumber(cells);
    if (filled.length === 0 || isHeading(filled)) continue;
    const [typed = '', ...rest] = filled;
    const read = readDates(typed, { now, zone, year: undefined });
    const past = 'dates' in read && read.dates.some((day) => compareDates(day, today) < 0);
    if (!('dates' in read) || past) {
      faults.push({ line, reason: 'dates' in read ? 'past' : read.reason, was: short(typed, NAME_MAX) });
      continue;
    }
    for (const day of read.dates) {
      const date = isoDate(day);
      if (days.has(date)) faults.push({ line, reason: 'twice', was: typed });
      days.set(date, { date, reason: short(rest.join(', '), NAME_MAX) || otherwise });
    }
  }
  return { days: [...days.values()].toSorted((a, b) => a.date.localeCompare(b.date)), faults };
}

import type { Sheet as Table } from '../../../lib/sheets/sheets.js';
import { isoDate } from '../../../lib/zoned.js';
import { readPeriod } from '../../../reading/period/read.js';
import { lookUp, tokenize } from '../../../reading/phrase.js';
import { searchName } from '../../../reading/search-name.js';
import { months } from '../../../reading/when-words.js';
import { type Mark, said } from '../exceptions/phrases.js';

/** A column of a day: a date (`2023-09-05`), or a day of a month that is to be asked. */
type DayColumn = { readonly date: string } | { readonly day: number };

type RecapRow = {
  /** As the file counts its lines. */
  readonly line: number;
  readonly name: string;
  /** As written; empty where there is none. */
  readonly register: string;
  /** By column; null where nothing is written. */
  readonly marks: readonly (Mark | null)[];
};

/** A cell that says nothing that is known. */
type UnreadCell = { readonly line: number; readonly column: string; readonly text: string };

/** Who attended on which days, as a file tells it. */
export type Recap = {
  readonly sheet: string;
  /** The month in its title, as `2023-09`. */
  readonly month: string | null;
  readonly columns: readonly DayColumn[];
  readonly rows: readonly RecapRow[];
  readonly unread: readonly UnreadCell[];
};

const MOST_ROWS = 300;
const MOST_DAYS = 62;
/** So much of what is written in the days must be marks for a table to be taken for one of attendance. */
const MARKS_SHARE = 0.6;
const PRESENT = new Set(['✓', '✔', '√', 'v', '☑', '✅']);
const NOTHING = new Set(['', '-', '–', '—']);

/** What a cell says: a mark, nothing (null), or something unknown. */
function markIn(cell: string): Mark | null | undefined {
  const text = cell.trim();
  if (NOTHING.has(text)) return null;
  if (PRESENT.has(text.toLowerCase())) return 'present';
  const phrase = tokenize(text);
  const found = lookUp(said, phrase, 0);
  return found?.value.is === 'mark' && found.next === phrase.tokens.length ? found.value.mark : undefined;
}

const isName = (cell: string): boolean => /^(?:nama|name)\b/u.test(searchName(cell));
const isRegister = (cell: string): boolean => /\breg(?:ister|istrasi)?\b/u.test(searchName(cell));

function dayIn(cell: string, at: { readonly now: Date; readonly zone: string }): DayColumn | undefined {
  const text = cell.trim();
  if (/^0?\d$|^[12]\d$|^3[01]$/u.test(text)) return { day: Number(text) };
  if (!/\d/u.test(text) || /^\d+$/u.test(text)) return undefined;
  const read = readPeriod(text, at);
  return read.ok && read.kind === 'day' ? { date: isoDate(read.start) } : undefined;
}

type Heading = {
  readonly at: number;
  readonly name: number;
  readonly register: number;
  readonly days: readonly { readonly cell: number; readonly day: DayColumn }[];
};

/** Days stand side by side and go up; a lone number is something else. */
function daysIn(cells: readonly string[], after: number, at: Parameters<typeof dayIn>[1]): Heading['days'] {
  const found = cells.flatMap((cell, index) => {
    const day = index > after ? dayIn(cell, at) : undefined;
    return day ? [{ cell: index, day }] : [];
  });
  const rising = found.every(({ day }, index) => {
    const before = found[index - 1]?.day;
    return !before || !('day' in day) || !('day' in before) || day.day > before.day;
  });
  return rising && (found.length > 1 || found.some(({ day }) => 'date' in day)) ? found : [];
}

/** The line with the names' heading and the days in it, or in the line below. */
function headingIn({ lines }: Table, at: Parameters<typeof dayIn>[1]): Heading | undefined {
  for (const [index, { cells }] of lines.slice(0, 30).entries()) {
    const name = cells.findIndex(isName);
    if (name < 0) continue;
    for (const below of [0, 1]) {
      const days = daysIn(lines[index + below]?.cells ?? [], name, at);
      if (days.length > 0 && days.length <= MOST_DAYS) {
        return { at: index + below, name, register: cells.findIndex(isRegister), days };
      }
    }
  }
  return undefined;
}

function monthAbove({ lines }: Table, before: number): string | null {
  for (const { cells } of lines.slice(0, before)) {
    const phrase = tokenize(cells.join(' '));
    for (let at = 0; at < phrase.tokens.length; at += 1) {
      const month = lookUp(months, phrase, at);
      const year = month && phrase.tokens[month.next]?.text;
      if (month && year && /^20\d{2}$/u.test(year)) return `${year}-${String(month.value).padStart(2, '0')}`;
    }
  }
  return null;
}

function readTable(table: Table, at: Parameters<typeof dayIn>[1]): Recap | undefined {
  const heading = headingIn(table, at);
  if (!heading) return undefined;
  const unread: UnreadCell[] = [];
  const rows: RecapRow[] = [];
  let [marks, written] = [0, 0];
  for (const { line, cells } of table.lines.slice(heading.at + 1)) {
    const name = (cells[heading.name] ?? '').trim();
    const read = heading.days.map(({ cell }) => markIn(cells[cell] ?? ''));
    // Totals, numbers of columns and signatures below have no name, or no marks.
    if (!/\p{L}{2}/u.test(name) || read.every((mark) => mark === null || mark === undefined)) continue;
    for (const [index, mark] of read.entries()) {
      const { cell, day } = heading.days[index] ?? {};
      if (mark !== null) written += 1;
      if (mark) marks += 1;
      if (mark === undefined && cell !== undefined && day) {
        const column = 'day' in day ? String(day.day) : day.date;
        unread.push({ line, column, text: (cells[cell] ?? '').trim().slice(0, 20) });
      }
    }
    const register = heading.register < 0 ? '' : (cells[heading.register] ?? '').trim();
    rows.push({ line, name: name.slice(0, 120), register, marks: read.map((mark) => mark ?? null) });
  }
  if (rows.length === 0 || rows.length > MOST_ROWS || marks < written * MARKS_SHARE) return undefined;
  return {
    sheet: table.name,
    month: monthAbove(table, heading.at),
    columns: heading.days.map(({ day }) => day),
    rows,
    unread,
  };
}

/**
 * The table of a file that tells who attended on which days: names, days across, and H, S, I, A or words of that kind.
 * Undefined where none does.
 */
export function readRecap(
  tables: readonly Table[],
  at: { readonly now: Date; readonly zone: string },
): Recap | undefined {
  for (const table of tables) {
    const recap = readTable(table, at);
    if (recap) return recap;
  }
  return undefined;
}

/** The date of each column, once the month is known; undefined for a day that the month doesn't have. */
export function datesOf({ columns }: Recap, month: string): (string | undefined)[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return columns.map((column) => {
    if ('date' in column) return column.date;
    return column.day <= last ? `${month}-${String(column.day).padStart(2, '0')}` : undefined;
  });
}

/** Whether the month has to be asked. */
export function needsMonth({ columns }: Recap): boolean {
  return columns.some((column) => 'day' in column);
}

type Person = { readonly participantId: number; readonly name: string; readonly registerNumber: string };

/** Who a row is: by number and name together, or by a name that is one person's. Otherwise why not. */
export type Matched =
  | { readonly kind: 'one'; readonly participantId: number }
  | { readonly kind: 'unknown' | 'many' }
  /** The number is somebody else's by name. */
  | { readonly kind: 'other-name'; readonly name: string };

/** @param keyOf registers as they are compared. */
export function matchRow(
  { name, register }: RecapRow,
  people: readonly Person[],
  keyOf: (register: string) => string,
): Matched {
  const words = searchName(name).split(' ').filter(Boolean);
  const agrees = (person: Person) => {
    const own = searchName(person.name).split(' ');
    return words.some((word) => word.length > 2 && own.includes(word));
  };
  const key = keyOf(register);
  const numbered = /\d/u.test(key) ? people.filter((one) => keyOf(one.registerNumber) === key) : [];
  const [first] = numbered;
  if (first) {
    const same = numbered.find(agrees);
    return same
      ? { kind: 'one', participantId: same.participantId }
      : { kind: 'other-name', name: first.name };
  }
  // Another number speaks against the person of that name.
  const named = people.filter((one) => searchName(one.name) === words.join(' '));
  const [only, ...more] = named;
  if (!only || /\d/u.test(key)) return { kind: 'unknown' };
  return more.length > 0 ? { kind: 'many' } : { kind: 'one', participantId: only.participantId };
}

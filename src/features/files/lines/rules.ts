import { setImmediate as turn } from 'node:timers/promises';
import type { Line } from '../../../lib/sheets/sheets.js';
import type { LocalDate } from '../../../lib/zoned.js';
import { parseSex, registerKey } from '../../programmes/index.js';
import { isNoDate, readCell, readClass, readDate, readLeaving, readStatus } from '../cells/rules.js';
import { plainColumnOf } from '../headings/rules.js';
import { isColumnNumbers, layoutOf } from '../layout/rules.js';
import type { Column, Skipped, Table, TableRow } from '../rules.js';

/** Lines looked at between two turns of others. */
const SLICE = 500;
const LONGEST_SHOWN = 60;

/** The lines of a sheet: above its headings, and below them. `base` is added to each line's number. */
type Lines = {
  readonly titles: readonly Line[];
  readonly lines: readonly Line[];
  readonly heads: readonly string[];
  readonly at: ReadonlyMap<Column, number>;
  readonly base: number;
  /** In a text file a line with more cells than headings has shifted; in a workbook cells stay where they are. */
  readonly isText: boolean;
};

export const isBlank = ({ cells }: Line) => cells.every((cell) => cell.trim() === '');

const filledOf = (cells: readonly string[]) => cells.map((cell) => cell.trim()).filter((cell) => cell !== '');

function skipped(base: number, { line, cells }: Line, why: Skipped['why']): Skipped {
  return { line: base + line, why, text: [...new Set(filledOf(cells))].join(' · ').slice(0, LONGEST_SHOWN) };
}

/** How many cells hold what their column may hold, apart from the number and the name. */
function soundIn(cellOf: (column: Column) => string, at: Lines['at'], today: LocalDate): number {
  const holds = (column: Column, sound: (text: string) => unknown) => {
    const text = at.has(column) ? cellOf(column) : '';
    return Number(text !== '' && Boolean(sound(text)));
  };
  const date = (text: string) => readDate(text, today) ?? isNoDate(text);
  return (
    holds('class', readClass) +
    holds('sex', parseSex) +
    holds('birthYear', date) +
    holds('arrivedOn', date) +
    holds('releaseExpectedOn', date) +
    holds('leftOn', date) +
    holds('status', (text) => readStatus(text) ?? readLeaving(text))
  );
}

/** Whether a line repeats the headings, as those of each printed page do. */
function isHeadingAgain(register: string, name: string): boolean {
  return plainColumnOf(register) === 'register' && plainColumnOf(name) === 'name';
}

type Sorted = { readonly row?: TableRow; readonly skipped?: Skipped; readonly isFoot: boolean };

/** A line about a person, or what else it is. `isFoot`: it could be part of a signature below a list. */
function sortLine({ at, heads, base, isText }: Lines, line: Line, today: LocalDate): Sorted {
  const { cells } = line;
  const raw = (column: Column) => (cells[at.get(column) ?? -1] ?? '').trim();
  const [register, name] = [raw('register'), raw('name')];
  const numbered = !at.has('register') || /\p{N}/u.test(registerKey(readCell(register).text));
  const plain =
    numbered && readCell(name).text !== '' && !/^(?:sub)?\s?(?:jumlah|total)/iu.test(register + name);
  const first = cells.find((cell) => cell.trim() !== '')?.trim() ?? '';
  if (!plain || first === '1' || first === '(1)' || !at.has('register')) {
    const filled = filledOf(cells);
    if (isHeadingAgain(register, name)) return { skipped: skipped(base, line, 'headings'), isFoot: false };
    const sound = soundIn((column) => readCell(raw(column)).text, at, today);
    const outline = {
      filled,
      register: readCell(register).text,
      name: readCell(name).text,
      sound,
      listed: at.has('register'),
    };
    const why = isColumnNumbers(filled) ? 'column-numbers' : layoutOf(outline);
    if (why) return { skipped: skipped(base, line, why), isFoot: why === 'signature' };
    if (sound === 0 && new Set(filled).size <= 2 && readCell(register).text === '')
      return { row: rowOf(), isFoot: true };
  }
  return { row: rowOf(), isFoot: false };

  function rowOf(): TableRow {
    const over = isText && cells.slice(heads.length).some((cell) => cell.trim() !== '');
    return {
      line: base + line.line,
      cells: [...at.values()].map((index) => cells[index] ?? ''),
      ...(line.hidden && { hidden: true }),
      ...(line.struck && { struck: true }),
      ...(over && { shifted: cells.length }),
    };
  }
}

/**
 * Tells the lines about people from what offices write around them. Below the last of them, names and titles without a
 * number belong to the signature that stands there.
 */
export async function sortLines(
  of: Lines,
  today: LocalDate,
): Promise<Pick<Table, 'rows' | 'skipped' | 'blank'>> {
  const sorted: Sorted[] = [];
  let blank = 0;
  for (const [index, line] of of.lines.entries()) {
    if (index % SLICE === SLICE - 1) await turn();
    if (isBlank(line)) blank += 1;
    else sorted.push(sortLine(of, line, today));
  }
  const last = sorted.findLastIndex(({ row, isFoot }) => row !== undefined && !isFoot);
  const foot = sorted.slice(last + 1);
  const isSigned = foot.some(({ skipped: one }) => one?.why === 'signature' || one?.why === 'total');
  const byLine = new Map(of.lines.map((line) => [of.base + line.line, line]));
  const signatures = isSigned
    ? foot.flatMap(({ row }) => {
        const line = row && byLine.get(row.line);
        return line ? [skipped(of.base, line, 'signature')] : [];
      })
    : [];
  const people = isSigned ? sorted.slice(0, last + 1) : sorted;
  return {
    rows: people.flatMap(({ row }) => row ?? []),
    skipped: [
      ...of.titles.filter((line) => !isBlank(line)).map((line) => skipped(of.base, line, 'title')),
      ...[...sorted.flatMap(({ skipped: one }) => one ?? []), ...signatures].toSorted(
        (a, b) => a.line - b.line,
      ),
    ],
    blank,
  };
}

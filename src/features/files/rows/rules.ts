import { isoDate, type LocalDate } from '../../../lib/zoned.js';
import { searchName } from '../../../reading/search-name.js';
import { formatRegisterClass, parseSex, type RegisterClass, registerKey } from '../../programmes/index.js';
import {
  classOfNumber,
  isNoDate,
  readBirthYear,
  readCell,
  readClass,
  readDate,
  readLeaving,
  readStatus,
  tidyName,
} from '../cells/rules.js';
import type { Decided } from '../columns/rules.js';
import type { SpelledRow } from '../merge/rules.js';
import type { Column, Fault, FaultReason, Leaving, TableRow, Tidied } from '../rules.js';
import { spoiltBy } from '../spoilt/rules.js';

/** How the rows of a table are read: what its columns are, what was decided about them, and what isn't in a column. */
export type Manner = Pick<Decided, 'orders' | 'sexP'> & {
  readonly columns: readonly Column[];
  readonly today: LocalDate;
  /** The programme of everybody in it, by its sheet's name. */
  readonly programme?: string;
  /** How everybody in it leaves. */
  readonly leaves?: Leaving['why'];
};

/** What was read from a line: a row, somebody who leaves, or at least one fault. `key` tells who it is about, where that can be read. */
export type LineReading = {
  readonly row?: SpelledRow;
  readonly leaving?: Leaving;
  readonly key: string;
  readonly faults: readonly Fault[];
  readonly tidied: readonly Tidied[];
  readonly classFromNumber: boolean;
};

type Draft = { -readonly [K in keyof SpelledRow]?: SpelledRow[K] };

const LONGEST: Partial<Record<Column, number>> = { register: 50, name: 150, programme: 80 };

/** Spoken of as `16/02/2023`, whatever the file wrote. */
const slashed = (iso: string) => iso.split('-').toReversed().join('/');

/** The cells of a line, and what is noted while they are read. */
function openLine(manner: Manner, { line, cells }: TableRow) {
  const faults: Fault[] = [];
  const tidied: Tidied[] = [];
  const tidy = (from: string, to: string) => void tidied.push({ line, from, to });
  const fault = (reason: FaultReason, was: string, column?: Column) =>
    void faults.push({ reason, was, ...(column && { column }) });
  const raw = (column: Column) => cells[manner.columns.indexOf(column)] ?? '';
  return {
    faults,
    tidied,
    tidy,
    fault,
    raw,
    has: (column: Column) => manner.columns.includes(column),
    /** A cell's text, blank if it is; undefined for one that is refused, which is then a fault. */
    read: (column: Column): string | undefined => {
      const cell = readCell(raw(column));
      const longest = LONGEST[column] ?? 200;
      const spoilt = spoiltBy(column, cell.text);
      const refused =
        spoilt ?? (cell.formula ? 'formula' : cell.text.length > longest ? 'too-long' : undefined);
      if (refused) return fault(refused, raw(column).trim().slice(0, 60), column);
      if (cell.tidied) tidy(raw(column).trim(), cell.text);
      return cell.text;
    },
  };
}

type OpenLine = ReturnType<typeof openLine>;

function readName(cells: OpenLine, row: Draft): void {
  const name = cells.read('name');
  row.name = tidyName(name ?? '');
  if (name !== undefined && searchName(name) === '') cells.fault('no-name', name);
  const raw = cells.raw('name');
  if (name && row.name !== raw && !readCell(raw).tidied) cells.tidy(raw, row.name);
}

/** The class that the row gives, or else its number; a class that the number denies is neither. */
function readClasses(
  cells: OpenLine,
  number: string,
): { readonly read?: RegisterClass; readonly fromNumber: boolean } {
  const given = cells.read('class');
  const ofNumber = classOfNumber(number);
  if (!given) {
    // A cell that was refused says something: the number doesn't stand for it.
    return given === '' && ofNumber ? { read: ofNumber, fromNumber: true } : { fromNumber: false };
  }
  const read = readClass(given);
  if (!read) {
    cells.fault('unknown-class', given, 'class');
    return { fromNumber: false };
  }
  if (ofNumber && ofNumber !== read) {
    cells.fault(
      'class-contradicts',
      `${formatRegisterClass(read)}>${formatRegisterClass(ofNumber)}`,
      'class',
    );
    return { fromNumber: false };
  }
  if (formatRegisterClass(read) !== given) cells.tidy(given, formatRegisterClass(read));
  return { read, fromNumber: false };
}

function readSex(cells: OpenLine, row: Draft, { sexP }: Manner): void {
  const text = cells.read('sex');
  if (!text) return;
  const letter = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const coded = letter === '1' ? 'male' : letter === '2' ? 'female' : undefined;
  const read = coded ?? (letter === 'p' ? sexP : parseSex(text));
  if (read) row.sex = read;
  else cells.fault('unknown-sex', text, 'sex');
}

function readDay(
  cells: OpenLine,
  column: 'arrivedOn' | 'releaseExpectedOn' | 'leftOn',
  manner: Manner,
): string | undefined {
  const text = cells.read(column);
  if (!text) return undefined;
  if (isNoDate(text)) {
    cells.tidy(text, '–');
    return undefined;
  }
  const read = readDate(text, manner.today, manner.orders[column]);
  if (!read) {
    cells.fault('impossible-date', text, column);
    return undefined;
  }
  if (!read.asWritten) cells.tidy(text, slashed(read.date));
  return read.date;
}

function readTimes(cells: OpenLine, row: Draft, manner: Manner): { readonly leftOn?: string } {
  const birth = cells.read('birthYear');
  if (birth && (birth.includes('?') || /^0+(?:[-/.]0+)*$/u.test(birth))) cells.tidy(birth, '–');
  else if (birth) {
    const read = readBirthYear(birth, manner.today, manner.orders.birthYear);
    if (read === undefined) cells.fault('impossible-year', birth, 'birthYear');
    else {
      row.birthYear = read;
      if (/^\d{2}$/u.test(birth)) cells.tidy(birth, String(read));
    }
  }
  const arrivedOn = readDay(cells, 'arrivedOn', manner);
  const releaseExpectedOn = readDay(cells, 'releaseExpectedOn', manner);
  const leftOn = readDay(cells, 'leftOn', manner);
  if (arrivedOn) row.arrivedOn = arrivedOn;
  if (releaseExpectedOn) row.releaseExpectedOn = releaseExpectedOn;
  if (arrivedOn && releaseExpectedOn && releaseExpectedOn < arrivedOn) {
    cells.fault('release-before-arrival', `${slashed(arrivedOn)} – ${slashed(releaseExpectedOn)}`);
  }
  return leftOn ? { leftOn } : {};
}

function readEnrolment(cells: OpenLine, row: Draft, manner: Manner): void {
  const programme = cells.has('programme') ? cells.read('programme') : (manner.programme ?? '');
  const status = cells.read('status');
  if (programme === undefined || status === undefined) return;
  if (searchName(programme) === '') {
    // Said of nothing.
    if (status !== '') cells.tidy(status, '–');
    return;
  }
  row.programme = searchName(programme);
  row.spelled = programme;
  const read = cells.has('status') ? readStatus(status) : { state: 'active' as const };
  if (read) Object.assign(row, read);
  else cells.fault(status === '' ? 'no-status' : 'unknown-status', status, 'status');
}

/** Reads one line of a table; every fault of it is told, not just the first. */
export function readLine(manner: Manner, line: TableRow): LineReading {
  const cells = openLine(manner, line);
  const { faults, tidied } = cells;
  const none = { faults, tidied, classFromNumber: false };
  if (line.shifted !== undefined) {
    cells.fault('columns', String(line.shifted));
    return { ...none, key: registerKey(readCell(cells.raw('register')).text) };
  }
  const number = cells.read('register');
  const row: Draft = {
    line: line.line,
    registerNumber: number ?? '',
    registerKey: registerKey(number ?? ''),
  };
  const key = row.registerKey ?? '';
  const why = readLeaving(readCell(cells.raw('status')).text) ?? manner.leaves;
  const numbered = /\p{N}/u.test(key);
  if (number !== undefined && !numbered && !(why && !cells.has('register')))
    cells.fault('no-register', number);
  readName(cells, row);
  const classes = readClasses(cells, number ?? '');
  if (classes.read) row.registerClass = classes.read;
  readSex(cells, row, manner);
  const { leftOn } = readTimes(cells, row, manner);
  if (why && faults.length === 0) {
    // Who has left by a roster left on the day that was expected, unless that is still to come.
    const expected = row.releaseExpectedOn;
    const on =
      leftOn ?? (expected && (manner.leaves || expected <= isoDate(manner.today)) ? expected : undefined);
    const { name = '', registerNumber = '', registerKey: registered = '' } = row;
    const leaving = {
      line: line.line,
      registerKey: registered,
      registerNumber,
      name,
      why,
      ...(on && { on }),
    };
    return { ...none, leaving, key };
  }
  if (!why) readEnrolment(cells, row, manner);
  if (faults.length > 0) return { ...none, key };
  return { ...none, row: row as SpelledRow, key, classFromNumber: classes.fromNumber };
}

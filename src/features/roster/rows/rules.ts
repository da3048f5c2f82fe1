import type { Line } from '../../../lib/sheets/sheets.js';
import type { LocalDate } from '../../../lib/zoned.js';
import { searchName } from '../../../reading/search-name.js';
import { formatRegisterClass, parseRegisterClass, parseSex, registerKey } from '../../programmes/index.js';
import { isNoDate, readBirthYear, readCell, readDate, readStatus, tidyName } from '../cells/rules.js';
import { isHeadingAgain, type Table } from '../file/rules.js';
import type { SpelledRow } from '../merge/rules.js';
import type { Column, Fault, FaultReason, Tidied } from '../rules.js';

/** What was read from a line: a row, or at least one fault. `key` tells who it is about, where that can be read. */
export type LineReading = {
  readonly row?: SpelledRow;
  readonly key: string;
  readonly faults: readonly Fault[];
  readonly tidied: readonly Tidied[];
};

type Draft = { -readonly [K in keyof SpelledRow]?: SpelledRow[K] };

const LONGEST: Partial<Record<Column, number>> = { register: 50, name: 150, programme: 80 };

/** Spoken of as `16/02/2023`, whatever the file wrote. */
const slashed = (iso: string) => iso.split('-').toReversed().join('/');

/** The cells of a line, and what is noted while they are read. */
function openLine(table: Table, { line, cells }: Line) {
  const faults: Fault[] = [];
  const tidied: Tidied[] = [];
  const tidy = (from: string, to: string) => void tidied.push({ line, from, to });
  const fault = (reason: FaultReason, was: string) => void faults.push({ reason, was });
  const raw = (column: Column) => cells[table.at.get(column) ?? -1] ?? '';
  return {
    faults,
    tidied,
    tidy,
    fault,
    raw,
    has: (column: Column) => table.at.has(column),
    /** More cells than there are headings: something has shifted. */
    overflows: cells.slice(table.width).some((cell) => cell.trim() !== ''),
    /** A cell's text, blank if it is; undefined for one that is refused, which is then a fault. */
    read: (column: Column): string | undefined => {
      const cell = readCell(raw(column));
      const longest = LONGEST[column] ?? 200;
      const refused = cell.formula ? 'formula' : cell.text.length > longest ? 'too-long' : undefined;
      if (refused) return fault(refused, raw(column).trim().slice(0, 60));
      if (cell.tidied) tidy(raw(column).trim(), cell.text);
      return cell.text;
    },
  };
}

/** Totals, signatures, headings again: what offices write below and between the people of a list. */
function isNoPerson(table: Table, line: Line, cells: ReturnType<typeof openLine>): boolean {
  if (isHeadingAgain(line, table)) return true;
  const [number, name] = [readCell(cells.raw('register')).text, readCell(cells.raw('name')).text];
  const total = /^(?:sub ?)?(?:jumlah|total)\b/iu;
  if (
    line.cells.some((cell) => total.test(cell.trim())) &&
    (number === '' || name === '' || total.test(number))
  )
    return true;
  return name === '' && !/\p{N}/u.test(registerKey(number));
}

type OpenLine = ReturnType<typeof openLine>;

function readPerson(cells: OpenLine, row: Draft): void {
  const number = cells.read('register');
  row.registerNumber = number ?? '';
  row.registerKey = registerKey(row.registerNumber);
  if (number !== undefined && !/\p{N}/u.test(row.registerKey)) cells.fault('no-register', number);

  const name = cells.read('name');
  row.name = tidyName(name ?? '');
  if (name !== undefined && searchName(name) === '') cells.fault('no-name', name);
  const raw = cells.raw('name');
  if (name && row.name !== raw && !readCell(raw).tidied) cells.tidy(raw, row.name);

  const registerClass = cells.read('class');
  if (registerClass) {
    const read = parseRegisterClass(registerClass);
    if (read) row.registerClass = read;
    else cells.fault('unknown-class', registerClass);
    if (read && formatRegisterClass(read) !== registerClass) {
      cells.tidy(registerClass, formatRegisterClass(read));
    }
  }

  const sex = cells.read('sex');
  if (sex) {
    const read = parseSex(sex);
    if (read) row.sex = read;
    else cells.fault('unknown-sex', sex);
  }
}

function readTimes(cells: OpenLine, row: Draft, today: LocalDate): void {
  const birth = cells.read('birthYear');
  if (birth) {
    const read = readBirthYear(birth, today);
    if (read === undefined) cells.fault('impossible-year', birth);
    else {
      row.birthYear = read;
      if (/^\d{2}$/u.test(birth)) cells.tidy(birth, String(read));
    }
  }
  for (const column of ['arrivedOn', 'releaseExpectedOn'] as const) {
    const text = cells.read(column);
    if (!text) continue;
    if (isNoDate(text)) {
      cells.tidy(text, '–');
      continue;
    }
    const read = readDate(text, today);
    if (!read) cells.fault('impossible-date', text);
    else {
      row[column] = read.date;
      if (!read.asWritten) cells.tidy(text, slashed(read.date));
    }
  }
  const { arrivedOn, releaseExpectedOn } = row;
  if (arrivedOn && releaseExpectedOn && releaseExpectedOn < arrivedOn) {
    cells.fault('release-before-arrival', `${slashed(arrivedOn)} – ${slashed(releaseExpectedOn)}`);
  }
}

function readEnrolment(cells: OpenLine, row: Draft): void {
  const programme = cells.read('programme');
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
  else cells.fault(status === '' ? 'no-status' : 'unknown-status', status);
}

/** Reads one line of a table; every fault of it is told, not just the first. */
export function readLine(table: Table, line: Line, today: LocalDate): LineReading {
  const cells = openLine(table, line);
  const { faults, tidied } = cells;
  const row: Draft = { line: line.line };
  if (isNoPerson(table, line, cells)) {
    cells.fault('no-person', '');
    return { key: '', faults, tidied };
  }
  if (cells.overflows) {
    cells.fault('columns', String(line.cells.length));
    return { key: registerKey(readCell(cells.raw('register')).text), faults, tidied };
  }
  readPerson(cells, row);
  readTimes(cells, row, today);
  readEnrolment(cells, row);
  const key = row.registerKey ?? '';
  return faults.length > 0 ? { key, faults, tidied } : { row: row as SpelledRow, key, faults, tidied };
}

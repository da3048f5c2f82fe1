import { setImmediate as turn } from 'node:timers/promises';
import { searchName } from '../../lib/search-name.js';
import type { LocalDate } from '../../lib/zoned.js';
import { formatRegisterClass, parseRegisterClass, parseSex, registerKey } from '../programmes/rules.js';
import { type Column, type Fault, MAX_ROWS, type Reading, type Tidied } from './rules.js';
import { readBirthYear, readCell, readDate, readStatus, tidyName } from './rules-cells.js';
import { type Line, readTable, type Table } from './rules-file.js';
import { mergeRows, type SpelledRow } from './rules-merge.js';

const LONGEST: Partial<Record<Column, number>> = { register: 50, name: 100, programme: 80 };

type Draft = { -readonly [K in keyof SpelledRow]?: SpelledRow[K] };

type LineReading = {
  readonly row?: SpelledRow;
  readonly key: string;
  readonly faults: readonly Fault[];
  readonly tidied: readonly Tidied[];
};

/** Spoken of as `16/02/2023`, whatever the file wrote. */
const slashed = (iso: string) => iso.split('-').toReversed().join('/');

const isBlank = (line: Line) => line.cells.every((cell) => cell.trim() === '');

function readLine(table: Table, { line, cells }: Line, today: LocalDate): LineReading {
  const faults: Fault[] = [];
  const tidied: Tidied[] = [];
  const tidy = (from: string, to: string) => tidied.push({ line, from, to });

  if (cells.slice(table.width).some((cell) => cell.trim() !== '')) {
    faults.push({ reason: 'columns', was: String(cells.length) });
    return { key: '', faults, tidied };
  }

  /** A cell's text; one that would run as a formula or is too long is a fault and reads as blank. */
  const cellOf = (column: Column): string => {
    const raw = cells[table.at.get(column) ?? -1] ?? '';
    const cell = readCell(raw);
    const fault = cell.formula
      ? 'formula'
      : cell.text.length > (LONGEST[column] ?? 200)
        ? 'too-long'
        : undefined;
    if (fault) {
      faults.push({ reason: fault, was: raw.trim().slice(0, 60) });
      return '';
    }
    if (cell.tidied) tidy(raw.trim(), cell.text);
    return cell.text;
  };
  const spoilt = () => faults.length;

  const row: Draft = { line };
  const before = spoilt();
  row.registerNumber = cellOf('register');
  row.registerKey = registerKey(row.registerNumber);
  if (!/\p{N}/u.test(row.registerKey) && spoilt() === before)
    faults.push({ reason: 'no-register', was: row.registerNumber });

  const unnamed = spoilt();
  const name = cellOf('name');
  row.name = tidyName(name);
  if (searchName(name) === '' && spoilt() === unnamed) faults.push({ reason: 'no-name', was: name });
  const rawName = cells[table.at.get('name') ?? -1] ?? '';
  if (name !== '' && row.name !== rawName && !readCell(rawName).tidied) tidy(rawName, row.name);

  const registerClass = cellOf('class');
  if (registerClass !== '') {
    const read = parseRegisterClass(registerClass);
    if (!read) faults.push({ reason: 'unknown-class', was: registerClass });
    else {
      row.registerClass = read;
      if (formatRegisterClass(read) !== registerClass) tidy(registerClass, formatRegisterClass(read));
    }
  }

  const sex = cellOf('sex');
  if (sex !== '') {
    const read = parseSex(sex);
    if (read) row.sex = read;
    else faults.push({ reason: 'unknown-sex', was: sex });
  }

  const birth = cellOf('birthYear');
  if (birth !== '') {
    const read = readBirthYear(birth, today);
    if (read === undefined) faults.push({ reason: 'impossible-year', was: birth });
    else {
      row.birthYear = read;
      if (/^\d{2}$/u.test(birth)) tidy(birth, String(read));
    }
  }

  for (const column of ['arrivedOn', 'releaseExpectedOn'] as const) {
    const text = cellOf(column);
    if (text === '') continue;
    const read = readDate(text, today);
    if (!read) faults.push({ reason: 'impossible-date', was: text });
    else {
      row[column] = read.date;
      if (!read.asWritten) tidy(text, slashed(read.date));
    }
  }
  if (row.arrivedOn && row.releaseExpectedOn && row.releaseExpectedOn < row.arrivedOn) {
    faults.push({
      reason: 'release-before-arrival',
      was: `${slashed(row.arrivedOn)} – ${slashed(row.releaseExpectedOn)}`,
    });
  }

  const programme = cellOf('programme');
  const status = cellOf('status');
  if (searchName(programme) !== '') {
    row.programme = searchName(programme);
    row.spelled = programme;
    const read = table.at.has('status') ? readStatus(status) : { state: 'active' as const };
    if (status === '' && table.at.has('status')) faults.push({ reason: 'no-status', was: '' });
    else if (!read) faults.push({ reason: 'unknown-status', was: status });
    else Object.assign(row, read);
  } else if (status !== '') {
    tidy(status, '–');
  }
  const key = row.registerKey;
  return faults.length > 0 ? { key, faults, tidied } : { row: row as SpelledRow, key, faults, tidied };
}

/**
 * Reads a roster file: CSV with any usual delimiter, encoding, order and spelling of columns. Nothing is dropped: every
 * line ends up in one of the file's lists. The result depends on the bytes and `today` alone; long files are read in
 * slices, between which others have their turn.
 *
 * @param today In the unit's zone: years of two digits are read by it.
 */
export async function readRoster(bytes: Uint8Array, today: LocalDate): Promise<Reading> {
  const reading = await readTable(bytes);
  if (!reading.ok) return reading;
  const { table } = reading;
  if (table.lines.length > MAX_ROWS) return { ok: false, fault: { reason: 'too-many', max: MAX_ROWS } };
  const rows: SpelledRow[] = [];
  const faulty: { line: number; faults: readonly Fault[] }[] = [];
  const faultyKeys = new Set<string>();
  const tidied: Tidied[] = [];
  let blank = 0;
  for (const [index, line] of table.lines.entries()) {
    if (index % 200 === 199) await turn();
    if (isBlank(line)) {
      blank += 1;
      continue;
    }
    const { row, key, faults, tidied: changes } = readLine(table, line, today);
    if (row) {
      rows.push(row);
      tidied.push(...changes);
    } else {
      faulty.push({ line: line.line, faults });
      faultyKeys.add(key);
    }
  }
  if (rows.length === 0 && faulty.length === 0) return { ok: false, fault: { reason: 'no-rows' } };
  await turn();
  const merged = mergeRows(rows);
  await turn();
  const gone = new Set(merged.faulty.map(({ line }) => line));
  for (const { registerKey, line } of rows) if (gone.has(line)) faultyKeys.add(registerKey);
  faultyKeys.delete('');
  return {
    ok: true,
    file: {
      rows: merged.rows,
      faulty: [...faulty, ...merged.faulty].toSorted((a, b) => a.line - b.line),
      faultyKeys: [...faultyKeys],
      repeated: merged.repeated,
      blank,
      tidied: [...tidied, ...merged.tidied]
        .filter(({ line }) => !gone.has(line))
        .toSorted((a, b) => a.line - b.line),
      programmes: merged.programmes,
      ignored: table.ignored,
      noStatus: !table.at.has('status') && table.at.has('programme'),
    },
  };
}

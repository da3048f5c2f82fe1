import { setImmediate as turn } from 'node:timers/promises';
import type { LocalDate } from '../../../lib/zoned.js';
import { readCell } from '../cells/rules.js';
import { type Chosen, chooseTables } from '../chosen/rules.js';
import { type Decided, decideColumns } from '../columns/rules.js';
import { mergeRows, type SpelledRow } from '../merge/rules.js';
import { readLine } from '../rows/rules.js';
import {
  type Answers,
  type Fault,
  type Leaving,
  MAX_ROWS,
  type Note,
  type Reading,
  type RosterFile,
  type Skipped,
  type Table,
  type TableRow,
  type Tidied,
} from '../rules.js';
import { readTables } from '../tables/rules.js';

/** What a file is read by, besides its bytes and the day. */
export type ReadingBy = {
  /** `searchName` of the programmes that are recorded: a sheet named after one is that programme. */
  readonly programmes?: ReadonlySet<string>;
  readonly answers?: Answers;
  /** Ends the reading, which rejects then. */
  readonly signal?: AbortSignal;
};

/** Rows read between two turns of others. */
const SLICE = 200;

/** Gives a blank programme, and a blank state beside it, what stands above. */
function filledAbove({ columns, rows }: Table): TableRow[] {
  const [programme, status] = [columns.indexOf('programme'), columns.indexOf('status')];
  let above: readonly string[] = [];
  return rows.map((row) => {
    const blank = (index: number) => readCell(row.cells[index] ?? '').text === '';
    if (programme === -1 || !blank(programme)) {
      above = row.cells;
      return row;
    }
    const fills = (index: number) => index === programme || (index === status && blank(index));
    return { ...row, cells: row.cells.map((cell, index) => (fills(index) ? (above[index] ?? cell) : cell)) };
  });
}

type Gathered = {
  readonly rows: SpelledRow[];
  readonly leaving: Leaving[];
  readonly faulty: { line: number; faults: readonly Fault[] }[];
  readonly keys: Set<string>;
  readonly tidied: Tidied[];
  readonly skipped: Skipped[];
  hidden: number;
  struck: number;
  fromNumber: number;
};

/** Reads the rows of the tables that were chosen, in slices between which others have their turn. */
async function gather(
  chosen: readonly Chosen[],
  decided: Decided,
  today: LocalDate,
  { answers = {}, signal }: ReadingBy,
): Promise<Gathered> {
  const found: Gathered = {
    rows: [],
    leaving: [],
    faulty: [],
    keys: new Set(),
    tidied: [],
    skipped: [],
    hidden: 0,
    struck: 0,
    fromNumber: 0,
  };
  for (const { table, programme } of chosen) {
    const { columns, leaves } = table;
    const { orders, sexP } = decided;
    const manner = {
      columns,
      orders,
      sexP,
      today,
      ...(leaves && { leaves }),
      ...(programme && { programme }),
    };
    found.skipped.push(...table.skipped);
    const rows = decided.blanks === 'above' ? filledAbove(table) : table.rows;
    for (const [index, line] of rows.entries()) {
      if (index % SLICE === SLICE - 1) {
        await turn();
        signal?.throwIfAborted();
      }
      const why = marked(found, line, answers);
      if (why) {
        const text = line.cells.filter((cell) => cell.trim() !== '').join(' · ');
        found.skipped.push({ line: line.line, why, text: text.slice(0, 60) });
        continue;
      }
      take(found, line.line, readLine(manner, line));
    }
  }
  return found;
}

/** Counts a row that Excel hides or strikes out; why it is left out, where that was chosen. */
function marked(found: Gathered, line: TableRow, answers: Answers): 'hidden' | 'struck' | undefined {
  for (const why of ['hidden', 'struck'] as const) {
    if (!line[why]) continue;
    if (answers[why] === 'skip') return why;
    found[why] += 1;
  }
  return undefined;
}

function take(found: Gathered, line: number, reading: ReturnType<typeof readLine>): void {
  const { row, leaving, key, faults, tidied } = reading;
  if (row) {
    found.rows.push(row);
    found.tidied.push(...tidied);
    found.fromNumber += Number(reading.classFromNumber);
    return;
  }
  found.keys.add(key);
  if (leaving) {
    found.leaving.push(leaving);
    found.tidied.push(...tidied);
  } else found.faulty.push({ line, faults });
}

const byLine = (a: { readonly line: number }, b: { readonly line: number }) => a.line - b.line;

/**
 * Reads the tables of a file as it was chosen to read them. Nothing is dropped: every line ends up in one of the
 * file's lists. The result depends on the arguments alone; others have their turn meanwhile.
 */
export async function readRows(
  tables: readonly Table[],
  today: LocalDate,
  by: ReadingBy = {},
): Promise<RosterFile> {
  const { answers = {}, programmes = new Set<string>() } = by;
  const { chosen, sheets, asks, notes } = chooseTables(tables, programmes, answers);
  const read = chosen.map(({ table }) => table);
  const decided = await decideColumns(read, answers);
  const found = await gather(chosen, decided, today, by);
  await turn();
  const merged = mergeRows(found.rows);
  await turn();
  const gone = new Set(merged.faulty.map(({ line }) => line));
  for (const row of found.rows) if (gone.has(row.line)) found.keys.add(row.registerKey);
  found.keys.delete('');
  const counted: Note[] = [
    ...(found.fromNumber > 0 ? [{ kind: 'class-from-number' as const, rows: found.fromNumber }] : []),
    ...(['hidden', 'struck'] as const).flatMap((kind) =>
      found[kind] > 0 ? [{ kind, rows: found[kind] }] : [],
    ),
  ];
  const has = ({ columns }: Table, column: 'programme' | 'status') => columns.includes(column);
  return {
    rows: merged.rows,
    faulty: [...found.faulty, ...merged.faulty].toSorted(byLine),
    faultyKeys: [...found.keys],
    repeated: merged.repeated,
    leaving: found.leaving,
    skipped: found.skipped.toSorted(byLine),
    blank: read.reduce((sum, { blank }) => sum + blank, 0),
    tidied: [...found.tidied, ...merged.tidied].filter(({ line }) => !gone.has(line)).toSorted(byLine),
    notes: [...notes, ...decided.notes, ...counted],
    programmes: merged.programmes,
    ignored: [...new Set(read.flatMap(({ ignored }) => ignored))],
    sheets: tables.length > 1 ? sheets : [],
    // Nothing is asked about rows of which none can be taken, nor of sheets before it is known which.
    asks: asks.length > 0 ? asks : found.rows.length + found.leaving.length > 0 ? decided.asks : [],
    noStatus: chosen.some(
      ({ table, programme }) => !has(table, 'status') && (has(table, 'programme') || programme !== undefined),
    ),
    departuresOnly: read.every(({ leaves }) => leaves !== undefined),
  };
}

/**
 * Reads a roster file: XLSX, or CSV with any usual delimiter and encoding; any order and spelling of columns. `tables`
 * is what can be read again as it is then chosen.
 *
 * @param today In the unit's zone: years of two digits are read by it.
 */
export async function readRoster(bytes: Uint8Array, today: LocalDate, by: ReadingBy = {}): Promise<Reading> {
  const reading = await readTables(bytes, today);
  by.signal?.throwIfAborted();
  if (!reading.ok) return reading;
  const { tables } = reading;
  if (tables.some(({ rows }) => rows.length > MAX_ROWS)) {
    return { ok: false, fault: { reason: 'too-many', max: MAX_ROWS } };
  }
  return { ok: true, file: await readRows(tables, today, by), tables };
}

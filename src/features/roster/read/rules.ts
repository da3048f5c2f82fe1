import { setImmediate as turn } from 'node:timers/promises';
import type { Line } from '../../../lib/sheets/sheets.js';
import type { LocalDate } from '../../../lib/zoned.js';
import { readTable } from '../file/rules.js';
import { mergeRows, type SpelledRow } from '../merge/rules.js';
import { readLine } from '../rows/rules.js';
import { type Fault, MAX_ROWS, type Reading, type Tidied } from '../rules.js';

const isBlank = (line: Line) => line.cells.every((cell) => cell.trim() === '');

/**
 * Reads a roster file: XLSX, or CSV with any usual delimiter and encoding; any order and spelling of columns. Nothing
 * is dropped: every line ends up in one of the file's lists. The result depends on the bytes and `today` alone; long files are read in
 * slices, between which others have their turn.
 *
 * @param today In the unit's zone: years of two digits are read by it.
 */
export async function readRoster(bytes: Uint8Array, today: LocalDate): Promise<Reading> {
  const reading = await readTable(bytes);
  if (!reading.ok) return reading;
  const { table } = reading;
  // Excel pads a table with thousands of empty lines.
  if (table.lines.length > MAX_ROWS && table.lines.filter((line) => !isBlank(line)).length > MAX_ROWS)
    return { ok: false, fault: { reason: 'too-many', max: MAX_ROWS } };
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
  for (const row of rows) if (gone.has(row.line)) faultyKeys.add(row.registerKey);
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
      ...(table.sheet !== undefined && { sheet: table.sheet }),
      noStatus: !table.at.has('status') && table.at.has('programme'),
    },
  };
}

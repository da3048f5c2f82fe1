import { setImmediate as turn } from 'node:timers/promises';
import { type Line, readSheets, type Sheet } from '../../../lib/sheets/sheets.js';
import { HEAD_LINES } from '../../../lib/sheets/text.js';
import type { LocalDate } from '../../../lib/zoned.js';
import { readLeaving, readStatus } from '../cells/rules.js';
import { columnOf, columnsOf, joinHeadings } from '../headings/rules.js';
import { isBlank, sortLines } from '../lines/rules.js';
import { type Column, type FileFault, type Leaving, MAX_BYTES, SHEET_LINES, type Table } from '../rules.js';

type TablesReading =
  | { readonly ok: true; readonly tables: readonly Table[] }
  | { readonly ok: false; readonly fault: FileFault };

const REMARKS = /^(?:ket|keterangan|catatan|alasan|jenis ?(?:ke)?bebas(?:an)?|remarks?|notes?|reason)\.?$/iu;
const cellAt = ({ cells }: Line, index: number) => (cells[index] ?? '').trim();

/** The headings of a sheet: which lines they take, what they say, and where each column is. */
type Head = {
  readonly first: number;
  readonly lines: number;
  readonly cells: readonly string[];
  readonly at: ReadonlyMap<Column, number>;
};

function headOf(first: number, lines: number, cells: readonly string[]): Head {
  return { first, lines, cells, at: columnsOf(cells) };
}

/** Whether a line goes on with the headings above it: words alone, or what stands above as well. */
function goesOn(above: readonly string[], below: readonly string[]): boolean {
  const filled = below.flatMap((cell, index) => (cell.trim() === '' ? [] : [{ cell: cell.trim(), index }]));
  return (
    filled.length > 0 &&
    filled.every(
      ({ cell, index }) => cell === (above[index] ?? '').trim() || /^[\p{L} .()/-]+$/u.test(cell),
    ) &&
    filled.some(({ cell, index }) => columnOf(cell) ?? columnOf(joinHeadings(above, below)[index] ?? ''))
  );
}

/** The first lines that have the needed headings, one of them or two together; or what the likeliest lack. */
function findHead(
  lines: readonly Line[],
  needed: readonly Column[],
): { readonly head: Head } | { readonly missing: readonly Column[] } {
  const top = lines.slice(0, HEAD_LINES).map(({ cells }) => cells);
  const has = ({ at }: Head) => needed.every((column) => at.has(column));
  const single = top.map((cells, index) => headOf(index, 1, cells));
  const pair = (index: number): Head | undefined => {
    const [upper, lower] = [top[index], top[index + 1]];
    const both =
      upper && lower && goesOn(upper, lower) ? headOf(index, 2, joinHeadings(upper, lower)) : undefined;
    return both && has(both) ? both : undefined;
  };
  const one = single.find(has);
  if (one) {
    const two = pair(one.first);
    // Below merged headings the second line repeats some of the first.
    const repeats = two !== undefined && single[one.first + 1]?.at.has('name') === true;
    return { head: two && (two.at.size > one.at.size || repeats) ? two : one };
  }
  const both = top.map((_, index) => pair(index)).find((two) => two !== undefined);
  if (both) return { head: both };
  const best = single.reduce<Head | undefined>(
    (most, other) => (most && most.at.size >= other.at.size ? most : other),
    undefined,
  );
  return { missing: needed.filter((column) => !best?.at.has(column)) };
}

/** A column of remarks that says of everybody in a programme how they stand there: then that is what it is for. */
function remarkedStatus({ cells: heads, at }: Head, lines: readonly Line[]): number | undefined {
  const programme = at.get('programme');
  if (programme === undefined || at.has('status')) return undefined;
  const taking = lines.filter((line) => cellAt(line, programme) !== '');
  const found = heads.findIndex((cell, index) => {
    if (!REMARKS.test(cell.trim())) return false;
    const said = taking.map((line) => readStatus(cellAt(line, index)));
    // `sakit` alone is a remark; beside `aktif` it is how somebody's part ended.
    return said.every((one) => one !== undefined) && said.some((one) => one?.state !== 'ended');
  });
  return found === -1 ? undefined : found;
}

/** How the title of a list says that everybody on it leaves. One of who is going to leave says nothing of the kind. */
function leavingTitle(title: string): Leaving['why'] | undefined {
  const words = title.toLowerCase();
  if (/\b(?:akan|rencana|usul\w*|calon|perkiraan|narkoba|buta)\b/u.test(words)) return undefined;
  if (/\b(?:bebas|pembebasan|dibebaskan|releases?d?)\b/u.test(words)) return 'released';
  return /\b(?:pindah(?:an)?|dipindahkan|mutasi|transferr?(?:s|ed)?)\b/u.test(words)
    ? 'transferred'
    : undefined;
}

/** How everybody in a table leaves, if that is what it lists: its name says so, a title, or a remark beside each. */
function leavesOf(
  name: string,
  titles: readonly Line[],
  { cells: heads, at }: Head,
  lines: readonly Line[],
): { readonly leaves?: Leaving['why']; readonly remarks?: number } {
  if (at.has('programme') || at.has('status')) return {};
  const remarks = heads.findIndex((cell) => REMARKS.test(cell.trim()));
  const people = lines.filter((line) => cellAt(line, at.get('name') ?? -1) !== '');
  const said = people.map((line) => (remarks === -1 ? undefined : readLeaving(cellAt(line, remarks))));
  const most = said.filter((way) => way !== undefined);
  const titled = [name, ...titles.flatMap(({ cells }) => cells)]
    .map(leavingTitle)
    .find((way) => way !== undefined);
  const all = most.length > 0 && most.length === said.length ? most[0] : undefined;
  const leaves = titled ?? all;
  return leaves ? { leaves, ...(most.length > 0 && { remarks }) } : {};
}

/** `A`, `AB`: what a column is called that has no heading. */
function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}

/** The columns that mean nothing here: by their headings, and those without one that hold something. */
function ignoredOf(
  { cells: heads }: Head,
  used: ReadonlySet<number>,
  lines: readonly Line[],
  isText: boolean,
): string[] {
  const filled = new Set<number>();
  for (const { cells } of lines) {
    for (const [index, cell] of cells.entries())
      if (!filled.has(index) && cell.trim() !== '') filled.add(index);
  }
  // What a text file has beyond its headings has shifted there, and is a fault of its row.
  const width = isText ? heads.length : Math.max(heads.length, ...Array.from(filled, (index) => index + 1));
  return Array.from({ length: width }, (_, index) => index).flatMap((index) => {
    if (used.has(index)) return [];
    const head = (heads[index] ?? '').trim();
    if (head !== '') return [head];
    return filled.has(index) ? [letterOf(index)] : [];
  });
}

/** Where each column is, of one sheet: with what the remarks are for, and what `Tgl Bebas` means in it. */
function placesOf(
  head: Head,
  lines: readonly Line[],
  about: ReturnType<typeof leavesOf>,
): Map<Column, number> {
  const at = new Map(head.at);
  const status = about.remarks ?? remarkedStatus(head, lines);
  if (status !== undefined) at.set('status', status);
  const left = at.get('leftOn');
  const expected = left !== undefined && /bebas|releas/iu.test(head.cells[left] ?? '');
  if (expected && !about.leaves && !at.has('releaseExpectedOn')) {
    // Of somebody who is here, the day of release is the one that is expected.
    at.set('releaseExpectedOn', left);
    at.delete('leftOn');
  }
  // Where nothing says who leaves, the day on which they do says nothing.
  if (!about.leaves && !at.has('status')) at.delete('leftOn');
  return at;
}

/** What a sheet holds under its headings; `index` is its number in the file. */
async function tableOf(
  sheet: Sheet,
  index: number,
  today: LocalDate,
): Promise<{ readonly table: Table; readonly missing: readonly Column[] }> {
  const { name, hidden = false } = sheet;
  const base = index * SHEET_LINES;
  const none = { columns: [], headings: [], rows: [], skipped: [], blank: 0, ignored: [] };
  if (sheet.lines.every(isBlank)) return { table: { name, hidden, ...none, unread: 'empty' }, missing: [] };
  const found = findHead(sheet.lines, ['register', 'name']);
  // Who leaves may be listed by name alone.
  const byName = 'head' in found ? found : findHead(sheet.lines, ['name']);
  const missing = 'head' in found ? [] : found.missing;
  if (!('head' in byName)) return { table: { name, hidden, ...none, unread: 'no-header' }, missing };
  const named = byName.head;
  const titles = sheet.lines.slice(0, named.first);
  const lines = sheet.lines.slice(named.first + named.lines);
  const about = leavesOf(name, titles, named, lines);
  if (!('head' in found) && !about.leaves) {
    return { table: { name, hidden, ...none, unread: 'no-header' }, missing };
  }
  const at = placesOf(named, lines, about);
  const columns = [...at.keys()];
  const sorted = await sortLines({ titles, lines, heads: named.cells, at, base, isText: name === '' }, today);
  const people = new Set(sorted.rows.map(({ line }) => line - base));
  return {
    table: {
      name,
      hidden,
      columns,
      headings: columns.map((column) => (named.cells[at.get(column) ?? -1] ?? '').trim()),
      ...sorted,
      ignored: ignoredOf(
        named,
        new Set(at.values()),
        lines.filter(({ line }) => people.has(line)),
        name === '',
      ),
      ...(about.leaves && { leaves: about.leaves }),
      ...(sorted.rows.length === 0 && { unread: 'no-rows' as const }),
    },
    missing: [],
  };
}

/**
 * Reads a file's bytes into the cells under the columns known here, of every sheet that has them. Gives others their
 * turn. A file in which no sheet has people is at fault.
 */
export async function readTables(bytes: Uint8Array, today: LocalDate): Promise<TablesReading> {
  const reading = await readSheets(bytes, {
    maxBytes: MAX_BYTES,
    headings: (cells) => columnsOf(cells).size,
  });
  if (!reading.ok) return reading;
  const tables: Table[] = [];
  const lacking: (readonly Column[])[] = [];
  for (const [index, sheet] of reading.sheets.entries()) {
    const { table, missing } = await tableOf(sheet, index, today);
    tables.push(table);
    if (table.unread === 'no-header') lacking.push(missing);
    await turn();
  }
  if (tables.some(({ unread }) => unread === undefined)) return { ok: true, tables };
  if (tables.some(({ unread }) => unread === 'no-rows')) return { ok: false, fault: { reason: 'no-rows' } };
  if (lacking.length === 0) return { ok: false, fault: { reason: 'empty' } };
  const missing = lacking.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return { ok: false, fault: { reason: 'no-header', missing } };
}

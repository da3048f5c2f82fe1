import { type Line, readSheets } from '../../../lib/sheets/sheets.js';
import { HEAD_LINES } from '../../../lib/sheets/text.js';
import { editDistance } from '../../../reading/match.js';
import { readStatus } from '../cells/rules.js';
import { COLUMNS, type Column, type FileFault, MAX_BYTES } from '../rules.js';

/** The lines below the headings, and where each column is. */
export type Table = {
  readonly at: ReadonlyMap<Column, number>;
  readonly width: number;
  readonly ignored: readonly string[];
  readonly lines: readonly Line[];
  /** Which sheet it is, of a workbook that has several with something on them. */
  readonly sheet?: string;
};

type TableReading =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly fault: FileFault };

// Letters only, lower case.
const headings: Readonly<Record<Column, string>> = {
  register:
    'noregister|nomorregister|noreg|nomorreg|register|noregistrasi|nomorregistrasi|registrasi|registernumber|' +
    'registerno|regno|noinduk|nomorinduk|noregisterwbp|registrationnumber',
  name: 'nama|namalengkap|namawbp|namawargabinaan|namapeserta|namanarapidana|namatahanan|name|fullname|participant',
  class: 'golongan|gol|golonganregister|golreg|golregister|jenisregister|kelas|class|registerclass|category',
  sex: 'jk|jeniskelamin|kelamin|jkel|lp|sex|gender',
  birthYear:
    'tahunlahir|thnlahir|thlahir|birthyear|yearofbirth|tgllahir|tanggallahir|dateofbirth|birthdate|dob',
  arrivedOn:
    'tglmasuk|tanggalmasuk|tglditerima|tanggalditerima|tanggalpenerimaan|masuk|arrived|arrivedon|arrival|' +
    'arrivaldate|dateofarrival|admitted|admissiondate',
  releaseExpectedOn:
    'ekspirasi|expirasi|tglekspirasi|tanggalekspirasi|tglbebas|tanggalbebas|perkiraanbebas|bebas|expectedrelease|' +
    'releasedate|release|releaseexpected|expiry|expiration',
  programme:
    'program|programpembinaan|namaprogram|pembinaan|kegiatan|pelatihan|programme|programmename|programname|training',
  status: 'status|statuspeserta|statusprogram|statuskepesertaan|state|enrolmentstatus|enrollmentstatus',
};
const known = COLUMNS.flatMap((column) =>
  headings[column].split('|').map((heading) => ({ column, heading })),
);

const REMARKS = /^(?:ket|keterangan|catatan|remarks?|notes?)\.?$/iu;

// What offices add to a heading without meaning anything else by it: `No. Reg. Instansi`, `Nama Lengkap WBP`.
const embellished: readonly (readonly [Column, RegExp])[] = [
  [
    'register',
    /^(?:no|nomor|nomer)?(?:reg|register|registrasi)(?:instansi|wbp|napi|tahanan|narapidana|rutan|lapas|upt)*$/u,
  ],
  [
    'name',
    /^nama(?:lengkap|wbp|napi|tahanan|narapidana|warga|binaan|pemasyarakatan|peserta|didik|alias|dan|gelar)+$/u,
  ],
  ['name', /^name(?:ofthe|of)?(?:inmate|prisoner|detainee|participant)$/u],
  ['class', /^(?:jenis)?gol(?:ongan)?(?:reg|register|registrasi)?$/u],
  ['arrivedOn', /^(?:tgl|tanggal)(?:masuk|diterima|penerimaan)(?:di)?(?:rutan|lapas|upt)$/u],
  ['releaseExpectedOn', /^(?:tgl|tanggal|perkiraan)*(?:ekspirasi|expirasi|bebas|atau|akhir)+$/u],
  ['programme', /^(?:nama)?(?:program|kegiatan)(?:pembinaan|pelatihan|yangdiikuti|diikuti)+$/u],
];

/** Which column a heading names: by one of its spellings, in Indonesian or English, or with one letter wrong. */
function columnOf(cell: string): Column | undefined {
  const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}]+/gu, '');
  const plain = bare(cell.replace(/\([^)]*\)/gu, ''));
  // `(L/P)` alone is a heading too.
  const letters = plain === '' ? bare(cell) : plain;
  const exact = known.find(({ heading }) => heading === letters);
  if (exact) return exact.column;
  const [column] = embellished.find(([, pattern]) => pattern.test(letters)) ?? [];
  if (column) return column;
  return letters.length < 5
    ? undefined
    : known.find(({ heading }) => editDistance(heading, letters) === 1)?.column;
}

function columnsOf(cells: readonly string[]): Map<Column, number> {
  const at = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const column = columnOf(cell);
    // The first of two that mean the same.
    if (column && !at.has(column)) at.set(column, index);
  }
  return at;
}

/** Nothing but headings, none of them below the ones that every row fills. */
function isHeadingsBelow({ cells }: Line, at: ReadonlyMap<Column, number>): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const empty = (column: Column) => (cells[at.get(column) ?? -1] ?? '').trim() === '';
  return (
    empty('register') &&
    empty('name') &&
    filled.length > 0 &&
    filled.every((cell) => columnOf(cell) !== undefined)
  );
}

/** Whether a line repeats the headings, as those of each printed page do, or only numbers the columns. */
export function isHeadingAgain({ cells }: Line, { at }: Pick<Table, 'at'>): boolean {
  const again = columnsOf(cells);
  if (again.get('register') === at.get('register') && again.get('name') === at.get('name')) return true;
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return (
    filled.length > 2 && filled.every((cell, index) => cell.replace(/[().]/gu, '') === String(index + 1))
  );
}

/** A column of remarks that says of everybody in a programme how they stand there: then that is what it is for. */
function remarkedStatus(header: Line, lines: readonly Line[], at: ReadonlyMap<Column, number>) {
  const programme = at.get('programme');
  if (programme === undefined || at.has('status')) return undefined;
  const taking = lines.filter(({ cells }) => (cells[programme] ?? '').trim() !== '');
  const found = header.cells.findIndex((cell, index) => {
    if (!REMARKS.test(cell.trim())) return false;
    const said = taking.map(({ cells }) => readStatus(cells[index] ?? ''));
    // `sakit` alone is a remark; beside `aktif` it is how somebody's part ended.
    return said.every((one) => one !== undefined) && said.some((one) => one?.state !== 'ended');
  });
  return found === -1 ? undefined : found;
}

/** The table below a sheet's headings, or which of the needed columns its likeliest headings lack. */
function tableOf(
  lines: readonly Line[],
): { readonly table: Table } | { readonly missing: readonly Column[] } {
  const heads = lines.slice(0, HEAD_LINES).map(({ cells }) => columnsOf(cells));
  const found = heads.findIndex((at) => at.has('register') && at.has('name'));
  const at = heads[found];
  const header = lines[found];
  if (!at || !header) {
    const best = heads.reduce(
      (one, other) => (other.size > one.size ? other : one),
      new Map<Column, number>(),
    );
    return { missing: (['register', 'name'] as const).filter((column) => !best.has(column)) };
  }
  // Merged headings go on in the line below: `Tanggal` above `Masuk` and `Ekspirasi`.
  const below = lines[found + 1];
  const more = below && isHeadingsBelow(below, at) ? columnsOf(below.cells) : new Map<Column, number>();
  for (const [column, index] of more) if (!at.has(column)) at.set(column, index);
  const rows = lines.slice(found + (more.size > 0 ? 2 : 1));
  const remarked = remarkedStatus(header, rows, at);
  if (remarked !== undefined) at.set('status', remarked);
  const used = new Set(at.values());
  const ignored = header.cells
    .filter((cell, index) => !used.has(index) && cell.trim() !== '')
    .map((cell) => cell.trim());
  const width = Math.max(header.cells.length, more.size > 0 ? (below?.cells.length ?? 0) : 0);
  return { table: { at, width, ignored, lines: rows } };
}

const isBlank = (line: Line) => line.cells.every((cell) => cell.trim() === '');

/**
 * Reads a file's bytes into cells under the columns known here: of a workbook, those of the first sheet that has the
 * headings and something below them. Gives others their turn.
 */
export async function readTable(bytes: Uint8Array): Promise<TableReading> {
  const reading = await readSheets(bytes, {
    maxBytes: MAX_BYTES,
    headings: (cells) => columnsOf(cells).size,
  });
  if (!reading.ok) return reading;
  const filled = reading.sheets.filter(({ lines }) => !lines.every(isBlank));
  if (filled.length === 0) return { ok: false, fault: { reason: 'empty' } };
  const tables = filled.map(({ name, lines }) => ({ name, found: tableOf(lines) }));
  const usable = tables.flatMap(({ name, found }) =>
    'table' in found ? [{ name, table: found.table }] : [],
  );
  const best = usable.find(({ table }) => !table.lines.every(isBlank)) ?? usable[0];
  if (best) {
    const several = filled.length > 1;
    return { ok: true, table: { ...best.table, ...(several && { sheet: best.name }) } };
  }
  const lacking = tables.flatMap(({ found }) => ('missing' in found ? [found.missing] : []));
  const missing = lacking.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return { ok: false, fault: { reason: 'no-header', missing } };
}

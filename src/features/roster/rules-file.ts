import { setImmediate as turn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { editDistance } from '../../lib/match.js';
import { COLUMNS, type Column, type FileFault, MAX_BYTES } from './rules.js';

/** A line's cells and the number of the line that it starts on. */
export type Line = { readonly line: number; readonly cells: readonly string[] };

/** The lines below the headings, and where each column is. */
export type Table = {
  readonly at: ReadonlyMap<Column, number>;
  readonly width: number;
  readonly ignored: readonly string[];
  readonly lines: readonly Line[];
};

export type TableReading =
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

const signatures: readonly (readonly [
  FileFault['reason'] & ('spreadsheet' | 'pdf' | 'picture' | 'archive'),
  string,
])[] = [
  ['spreadsheet', 'd0cf11e0'],
  ['pdf', '25504446'],
  ['picture', 'ffd8ff'],
  ['picture', '89504e47'],
  ['picture', '47494638'],
  ['archive', '52617221'],
  ['archive', '377abcaf'],
  ['archive', '1f8b'],
];

/** UTF-16 without its mark: in a table of Latin letters nearly every second byte is 0. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const head = bytes.subarray(0, Math.min(bytes.length, 1000) & ~1);
  if (head.length < 8) return undefined;
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd > head.length * 0.45) return 'utf-16le';
  return odd === 0 && even > head.length * 0.45 ? 'utf-16be' : undefined;
}

/** Text of a file in UTF-8, UTF-16 (Excel's “Unicode text”) or Windows-1252. */
function decode(bytes: Uint8Array): string | FileFault {
  if (bytes.length === 0) return { reason: 'empty' };
  if (bytes.length > MAX_BYTES) return { reason: 'too-big' };
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  // An xlsx is a zip of parts under xl/.
  if (head.startsWith('504b0304')) {
    const names = Buffer.from(bytes).toString('latin1');
    return { reason: names.includes('xl/') || names.includes('content.xml') ? 'spreadsheet' : 'archive' };
  }
  const signature = signatures.find(([, mark]) => head.startsWith(mark));
  if (signature) return { reason: signature[0] };
  if (head.startsWith('fffe')) return new TextDecoder('utf-16le').decode(bytes);
  if (head.startsWith('feff')) return new TextDecoder('utf-16be').decode(bytes);
  const wide = wideEncoding(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  if (bytes.includes(0)) return { reason: 'binary' };
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const DELIMITERS = [';', ',', '\t', '|'];
/** Offices put titles above the headings; they are looked for in so many lines. */
const HEAD_LINES = 15;

function delimiterOf(text: string): string {
  const head = text.split(/\r\n|\r|\n/u, HEAD_LINES);
  const found = (delimiter: string) =>
    Math.max(
      ...head.map((line) => columnsOf(line.split(delimiter).map((cell) => cell.replaceAll('"', ''))).size),
    );
  return DELIMITERS.reduce((best, delimiter) => (found(delimiter) > found(best) ? delimiter : best));
}

/** Characters parsed between two turns: a few milliseconds. */
const SLICE = 16_384;

/** Parses in slices, so that a long file doesn't keep others waiting. */
async function parseLines(text: string): Promise<Line[]> {
  const parser = parse({
    delimiter: delimiterOf(text),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    info: true,
  });
  const lines: Line[] = [];
  let last = 0;
  const done = new Promise<void>((resolve, reject) => {
    parser.on('data', ({ record, info }: { record: string[]; info: { lines: number } }) => {
      lines.push({ line: last + 1, cells: record });
      // A quoted cell may hold line breaks; the next record starts below them.
      last = Math.max(last + 1, info.lines);
    });
    parser.on('end', resolve);
    parser.on('error', reject);
  });
  // What goes wrong while the text is still being handed over is awaited below.
  done.catch(() => undefined);
  for (let at = 0; at < text.length && !parser.destroyed; at += SLICE) {
    parser.write(text.slice(at, at + SLICE));
    await turn();
  }
  parser.end();
  await done;
  return lines;
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

/** Reads a file's bytes into cells under the columns known here. Pure but for giving others their turn. */
export async function readTable(bytes: Uint8Array): Promise<TableReading> {
  const decoded = decode(bytes);
  if (typeof decoded !== 'string') return { ok: false, fault: decoded };
  const text = decoded.replace(/^\uFEFF/u, '');
  if (text.trim() === '') return { ok: false, fault: { reason: 'empty' } };
  // Many systems export a web page or XML and name it .xls or .csv; Excel opens it.
  if (/^\s*<(?:!doctype|html|head|meta|table|style|\?xml)/iu.test(text.slice(0, 300)))
    return { ok: false, fault: { reason: 'spreadsheet' } };
  let lines: Line[];
  try {
    lines = await parseLines(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(Reflect.get(error, 'lines'));
    return { ok: false, fault: { reason: 'quote', line: Number.isNaN(line) ? 1 : line } };
  }
  const heads = lines.slice(0, HEAD_LINES).map(({ cells }) => columnsOf(cells));
  const found = heads.findIndex((at) => at.has('register') && at.has('name'));
  const at = heads[found];
  const header = lines[found];
  if (!at || !header) {
    const best = heads.reduce(
      (one, other) => (other.size > one.size ? other : one),
      new Map<Column, number>(),
    );
    return {
      ok: false,
      fault: { reason: 'no-header', missing: (['register', 'name'] as const).filter((c) => !best.has(c)) },
    };
  }
  // Merged headings go on in the line below: `Tanggal` above `Masuk` and `Ekspirasi`.
  const below = lines[found + 1];
  const more = below && isHeadingsBelow(below, at) ? columnsOf(below.cells) : new Map<Column, number>();
  for (const [column, index] of more) if (!at.has(column)) at.set(column, index);
  const used = new Set(at.values());
  const ignored = header.cells
    .filter((cell, index) => !used.has(index) && cell.trim() !== '')
    .map((cell) => cell.trim());
  const width = Math.max(header.cells.length, more.size > 0 ? (below?.cells.length ?? 0) : 0);
  return { ok: true, table: { at, width, ignored, lines: lines.slice(found + (more.size > 0 ? 2 : 1)) } };
}

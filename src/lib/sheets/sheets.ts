import { decode, parseLines } from './text.js';
import { readWorkbook } from './workbook.js';
import { isZip, kindOfArchive, zipEntries } from './zip.js';

/** A line's cells and the number of the line that it starts on, as a text editor or Excel counts. */
export type Line = {
  readonly line: number;
  readonly cells: readonly string[];
  /** Not shown in Excel: hidden, or filtered out. */
  readonly hidden?: boolean;
  /** Struck out in Excel, every cell of it. */
  readonly struck?: boolean;
};

/**
 * One table of a file. A text file has one without a name. Cells are texts: of a merged area each holds what is shown
 * there, a date is YYYY-MM-DD, an error `#N/A`, a formula that was never worked out begins with `=`.
 */
export type Sheet = { readonly name: string; readonly lines: readonly Line[]; readonly hidden?: boolean };

/**
 * Why a file can't be read as a table. `spreadsheet`: of an older or other make than XLSX; `ods`: of LibreOffice;
 * `document`: of Word; `too-big-inside`: small as sent, and far too large once it is unpacked; `quote`: a quotation
 * mark opened on this line is never closed.
 */
export type SheetFault =
  | {
      readonly reason:
        | 'empty'
        | 'spreadsheet'
        | 'ods'
        | 'document'
        | 'password'
        | 'corrupt'
        | 'pdf'
        | 'picture'
        | 'archive'
        | 'binary'
        | 'too-big'
        | 'too-big-inside';
    }
  | { readonly reason: 'quote'; readonly line: number };

export type SheetsReading =
  | { readonly ok: true; readonly sheets: readonly Sheet[] }
  | { readonly ok: false; readonly fault: SheetFault };

type SheetOptions = {
  /** In bytes, as sent. */
  readonly maxBytes: number;
  /** How well a line's cells look like headings; the delimiter of a text file is the one under which one looks best. */
  readonly headings: (cells: readonly string[]) => number;
};

const signatures: readonly (readonly [SheetFault['reason'] & ('pdf' | 'picture' | 'archive'), string])[] = [
  ['pdf', '25504446'],
  ['picture', 'ffd8ff'],
  ['picture', '89504e47'],
  ['picture', '47494638'],
  ['archive', '52617221'],
  ['archive', '377abcaf'],
  ['archive', '1f8b'],
];

/** Excel before 2007, and any Excel file with a password. */
const COMPOUND = 'd0cf11e0';
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

const fault = (reason: Exclude<SheetFault['reason'], 'quote'>): SheetsReading => ({
  ok: false,
  fault: { reason },
});

/**
 * Reads a file's bytes into tables: XLSX, or text with any usual delimiter and encoding. The result depends on the
 * bytes alone; long work is done beside the event loop or in slices between which others have their turn.
 */
export async function readSheets(bytes: Uint8Array, options: SheetOptions): Promise<SheetsReading> {
  if (bytes.length === 0) return fault('empty');
  if (bytes.length > options.maxBytes) return fault('too-big');
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  if (isZip(bytes)) {
    const entries = zipEntries(bytes);
    if (!entries) return fault('corrupt');
    const kind = kindOfArchive(entries);
    return kind === 'xlsx' ? readWorkbook(bytes, entries) : fault(kind);
  }
  if (head.startsWith(COMPOUND)) {
    return fault(Buffer.from(bytes).includes(ENCRYPTED) ? 'password' : 'spreadsheet');
  }
  const signature = signatures.find(([, mark]) => head.startsWith(mark));
  if (signature) return fault(signature[0]);
  const text = decode(bytes)?.replace(/^\uFEFF/u, '');
  if (text === undefined) return fault('binary');
  if (text.trim() === '') return fault('empty');
  // Many systems export a web page or XML and name it .xls or .csv; Excel opens it.
  if (/^\s*<(?:!doctype|html|head|meta|table|style|\?xml)/iu.test(text.slice(0, 300)))
    return fault('spreadsheet');
  const lines = await parseLines(text, options.headings);
  return 'fault' in lines
    ? { ok: false, fault: lines.fault }
    : { ok: true, sheets: [{ name: '', lines: lines.lines }] };
}

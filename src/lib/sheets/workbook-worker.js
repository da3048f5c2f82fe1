import { parentPort, workerData } from 'node:worker_threads';
import { read, SSF } from '@e965/xlsx';

// Reads the XLSX file in `workerData` (an ArrayBuffer) and says what is in it, sheet by sheet; see workbook.ts.

// oxlint-disable unicorn/require-post-message-target-origin -- a worker's port has no origin

/** Lines to a message: unpacking one takes the program a few milliseconds. */
const PORTION = 500;
/** More lines, and more columns, than any table of an office. */
const MAX_LINES = 100_000;
const MAX_COLUMNS = 1_000;

/** Errors as Excel shows them, by their number in the file. */
const ERRORS = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
};

/** A format that puts something beside a number's digits, as `0000` and `"B.I "000"/2023"` do: what is shown counts. */
function isWritten(format) {
  return /00|"/u.test(format) && !/[#?%.,eE;@_*]/u.test(format.replace(/"[^"]*"/gu, ''));
}

const two = (number) => String(number).padStart(2, '0');

function numberText(value, format, date1904) {
  if (SSF.is_date(format)) {
    const day = SSF.parse_date_code(value, { date1904 });
    // A number that is no day, or a time of day alone.
    if (!day) return String(value);
    return `${String(day.y).padStart(4, '0')}-${two(day.m)}-${two(day.d)}`;
  }
  if (isWritten(format) && Number.isSafeInteger(value)) return SSF.format(format, value).trim();
  // Without the noise of the last binary digit.
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
}

/** A cell as text: dates as YYYY-MM-DD, errors as they are shown, a formula that was never worked out as it is written. */
function text(cell, date1904) {
  if (!cell) return '';
  switch (cell.t) {
    case 'n':
      return numberText(cell.v, cell.z ?? 'General', date1904);
    case 'e':
      return ERRORS[cell.v] ?? '#N/A';
    case 'b':
      return String(cell.v);
    case 'z':
      return cell.f ? `=${cell.f}` : '';
    default:
      return String(cell.v ?? '').trim();
  }
}

/** Every cell of a merged area holds what its first one does. */
function fillMerged(lines, merges) {
  for (const { s, e } of merges) {
    const filled = lines[s.r]?.[s.c] ?? '';
    if (filled === '') continue;
    for (let row = s.r; row <= Math.min(e.r, lines.length - 1); row += 1) {
      for (let column = s.c; column <= Math.min(e.c, MAX_COLUMNS); column += 1) lines[row][column] = filled;
    }
  }
  // What was filled beyond a line's end left holes before it.
  for (const line of lines) for (let at = 0; at < line.length; at += 1) line[at] ??= '';
}

/** A sheet's lines as texts, or undefined for one that is larger than any table. */
function linesOf(sheet, date1904) {
  const data = sheet['!data'] ?? [];
  if (data.length > MAX_LINES) return undefined;
  const lines = [];
  for (let row = 0; row < data.length; row += 1) {
    const cells = data[row] ?? [];
    if (cells.length > MAX_COLUMNS) return undefined;
    const line = Array.from({ length: cells.length }, (_, column) => text(cells[column], date1904));
    while (line.at(-1) === '') line.pop();
    lines.push(line);
  }
  fillMerged(lines, sheet['!merges'] ?? []);
  while (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

const decoder = new TextDecoder();

/** A file within the workbook as text; empty where there is none. */
function partOf(book, path) {
  const content = book.files?.[path]?.content;
  return content ? decoder.decode(content) : '';
}

/** Numbers of the cell formats whose letters are struck out. */
function struckFormats(book) {
  const styles = partOf(book, 'xl/styles.xml');
  const fonts = /<fonts\b[^>]*>(.*?)<\/fonts>/su.exec(styles)?.[1] ?? '';
  const struck = Array.from(fonts.matchAll(/<font\b[^>]*?(?:\/>|>(.*?)<\/font>)/gsu), ([, inner = '']) =>
    /<strike(?:\s+val="(?:1|true)")?\s*\/>/u.test(inner),
  );
  const formats = /<cellXfs\b[^>]*>(.*?)<\/cellXfs>/su.exec(styles)?.[1] ?? '';
  const found = Array.from(formats.matchAll(/<xf\b([^>]*)>/gu), ([, said = '']) =>
    Number(/\bfontId="(\d+)"/u.exec(said)?.[1] ?? 0),
  );
  return new Set(found.flatMap((font, index) => (struck[font] ? [String(index)] : [])));
}

/** Numbers of the rows of a sheet in which every filled cell is struck out. Its library doesn't tell. */
function struckRows(book, index, formats) {
  if (formats.size === 0) return new Set();
  const { id } = book.Workbook?.Sheets?.[index] ?? {};
  const links = partOf(book, 'xl/_rels/workbook.xml.rels');
  const link = Array.from(links.matchAll(/<Relationship\b[^>]*>/gu), ([tag]) => tag).find((tag) =>
    tag.includes(`Id="${id}"`),
  );
  const target = /\bTarget="([^"]*)"/u.exec(link ?? '')?.[1] ?? '';
  const xml = partOf(book, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  const rows = new Map();
  for (const [, said] of xml.matchAll(/<c\b([^>]*[^/>])>/gu)) {
    const row = /\br="[A-Z]+(\d+)"/u.exec(said)?.[1];
    const format = /\bs="(\d+)"/u.exec(said)?.[1];
    if (row) rows.set(row, (rows.get(row) ?? true) && formats.has(format));
  }
  return new Set(Array.from(rows).flatMap(([row, all]) => (all ? [Number(row)] : [])));
}

function say(name, sheet, { hidden, date1904, struck }) {
  const lines = linesOf(sheet, date1904);
  if (!lines) return false;
  parentPort.postMessage({ sheet: name, hidden });
  const rows = sheet['!rows'] ?? [];
  for (let at = 0; at < lines.length; at += PORTION) {
    parentPort.postMessage({
      lines: lines.slice(at, at + PORTION).map((cells, index) => ({
        line: at + index + 1,
        cells,
        ...(rows[at + index]?.hidden && { hidden: true }),
        ...(struck.has(at + index + 1) && { struck: true }),
      })),
    });
  }
  return true;
}

try {
  // Styles hold the formats of dates and which rows are hidden.
  const book = read(new Uint8Array(workerData), {
    dense: true,
    cellStyles: true,
    cellText: false,
    cellHTML: false,
    bookFiles: true,
  });
  const formats = struckFormats(book);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const small = book.SheetNames.every((name, index) => {
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0;
    const struck = struckRows(book, index, formats);
    return say(name, book.Sheets[name] ?? {}, { hidden, date1904, struck });
  });
  parentPort.postMessage(small ? { end: true } : { fault: 'too-big-inside' });
} catch {
  parentPort.postMessage({ fault: 'corrupt' });
}

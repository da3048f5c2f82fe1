import { setImmediate as turn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import type { Line, SheetFault } from './sheets.js';

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

/** Text of a file in UTF-8, UTF-16 (Excel's “Unicode text”) or Windows-1252; undefined for what is no text. */
export function decode(bytes: Uint8Array): string | undefined {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex');
  if (mark === 'fffe') return new TextDecoder('utf-16le').decode(bytes);
  if (mark === 'feff') return new TextDecoder('utf-16be').decode(bytes);
  const wide = wideEncoding(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const DELIMITERS = [';', ',', '\t', '|'];
/** Offices put titles above the headings; they are looked for in so many lines. */
export const HEAD_LINES = 15;

function delimiterOf(text: string, headings: (cells: readonly string[]) => number): string {
  const head = text.split(/\r\n|\r|\n/u, HEAD_LINES);
  const found = (delimiter: string) =>
    Math.max(
      ...head.map((line) => headings(line.split(delimiter).map((cell) => cell.replaceAll('"', '').trim()))),
    );
  return DELIMITERS.reduce((best, delimiter) => (found(delimiter) > found(best) ? delimiter : best));
}

/** Characters parsed between two turns: a few milliseconds. */
const SLICE = 16_384;

/** Splits a text into lines and cells, in slices, so that a long file doesn't keep others waiting. */
export async function parseLines(
  text: string,
  headings: (cells: readonly string[]) => number,
): Promise<{ readonly lines: readonly Line[] } | { readonly fault: SheetFault }> {
  const parser = parse({
    delimiter: delimiterOf(text, headings),
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
  try {
    await done;
    return { lines };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(Reflect.get(error, 'lines'));
    return { fault: { reason: 'quote', line: Number.isNaN(line) ? 1 : line } };
  }
}

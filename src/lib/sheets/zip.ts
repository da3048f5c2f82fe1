import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { SheetFault } from './sheets.js';

const inflate = promisify(inflateRaw);

/** A file within a zip archive, as the archive's directory tells of it. */
export type ZipEntry = {
  readonly name: string;
  readonly stored: boolean;
  readonly encrypted: boolean;
  /** Bytes as they lie there, and unpacked. */
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
};

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** The end record's length, and the longest comment behind it. */
const END_BYTES = 22;
const COMMENT_BYTES = 65_535;

/** Whether the bytes begin as a zip archive does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === LOCAL;
}

/** The archive's directory; undefined where it is cut off, damaged, or of the kind for files beyond 4 GB. */
export function zipEntries(bytes: Uint8Array): ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  let end = bytes.length - END_BYTES;
  const first = Math.max(0, end - COMMENT_BYTES);
  while (end >= first && u32(end) !== END) end -= 1;
  if (end < first) return undefined;
  const entries: ZipEntry[] = [];
  let at = u32(end + 16);
  for (let left = u16(end + 10); left > 0; left -= 1) {
    if (at + 46 > bytes.length || u32(at) !== CENTRAL) return undefined;
    const [method, nameLength] = [u16(at + 10), u16(at + 28)];
    entries.push({
      name: Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString('utf8'),
      stored: method === 0,
      encrypted: (u16(at + 8) & 1) === 1,
      packed: u32(at + 20),
      size: u32(at + 24),
      offset: u32(at + 42),
    });
    at += 46 + nameLength + u16(at + 30) + u16(at + 32);
  }
  return entries;
}

/** What an archive is by what lies in it. */
export function kindOfArchive(
  entries: readonly ZipEntry[],
): 'xlsx' | Extract<SheetFault['reason'], 'spreadsheet' | 'ods' | 'document' | 'archive'> {
  const has = (name: string) => entries.some((entry) => entry.name === name);
  if (has('xl/workbook.xml')) return 'xlsx';
  if (has('xl/workbook.bin') || has('Index/Document.iwa')) return 'spreadsheet';
  if (has('word/document.xml')) return 'document';
  if (has('content.xml') && has('META-INF/manifest.xml')) return 'ods';
  return 'archive';
}

/**
 * Unpacks entries for nothing but to see that they hold what the directory says, and are no more together than
 * `maxBytes`: whoever reads them afterwards may believe it. Works beside the event loop.
 */
export async function checkEntries(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  maxBytes: number,
): Promise<'sound' | 'password' | 'corrupt' | 'too-big-inside'> {
  if (entries.some(({ encrypted }) => encrypted)) return 'password';
  if (entries.reduce((sum, { size }) => sum + size, 0) > maxBytes) return 'too-big-inside';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { offset, packed, size, stored } of entries) {
    if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) return 'corrupt';
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    const content = bytes.subarray(start, start + packed);
    if (content.length !== packed || (stored && packed !== size)) return 'corrupt';
    if (stored || size === 0) continue;
    try {
      const { length } = await inflate(content, { maxOutputLength: size });
      if (length !== size) return 'corrupt';
    } catch (error) {
      const larger = error instanceof RangeError;
      return larger ? 'too-big-inside' : 'corrupt';
    }
  }
  return 'sound';
}

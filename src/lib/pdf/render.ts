import Pdf from 'pdfkit';
import type { PdfBlock, PdfSpec } from '../pdf.js';
import { FACES, type Face, fileOf, printable } from './faces.js';
import { drawnOrder } from './right-to-left.js';
import { heightOf, put, setFace } from './typeset.js';

type Doc = PDFKit.PDFDocument;

const MARGIN = { top: 40, bottom: 54, left: 48, right: 48 } as const;
const SIZE = { small: 8, plain: 10, heading: 11, title: 14, letterhead: 13, badge: 30 } as const;
const PAD = 4;
const ROOM_TO_SIGN = 52;

/** A text whose every letter can be printed, in the order in which it is drawn. */
const drawn = (text: string) => drawnOrder(printable(text));

/** See `renderPdf` of `lib/pdf.ts`. */
export async function renderPdf(spec: PdfSpec): Promise<Uint8Array> {
  const doc = new Pdf({
    size: 'A4',
    margins: MARGIN,
    font: fileOf('plain'),
    bufferPages: true,
    lang: 'id',
    info: { Title: spec.name, CreationDate: spec.createdAt, Producer: 'Sambang', Creator: 'Sambang' },
  });
  for (const face of FACES) doc.registerFont(face, fileOf(face));
  const chunks: Uint8Array[] = [];
  const written = new Promise<Uint8Array>((done, failed) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => done(new Uint8Array(Buffer.concat(chunks))));
    doc.on('error', failed);
  });
  letterhead(doc, spec.letterhead.map(drawn));
  for (const block of spec.blocks) draw(doc, ordered(block));
  footers(doc, spec.footer);
  doc.end();
  return written;
}

/** A block with each of its texts as it is drawn. */
function ordered(block: PdfBlock): PdfBlock {
  const all = (texts: readonly string[]) => texts.map(drawn);
  switch (block.kind) {
    case 'title':
      return {
        ...block,
        text: drawn(block.text),
        ...(block.below !== undefined && { below: drawn(block.below) }),
      };
    case 'heading':
    case 'paragraph':
      return { ...block, text: drawn(block.text) };
    case 'list':
      return { ...block, items: all(block.items) };
    case 'facts':
      return {
        ...block,
        rows: block.rows.map(([label, value]) => [drawn(label), drawn(value)] as const),
      };
    case 'table':
      return { ...block, rows: block.rows.map(all) };
    case 'pictures':
      return {
        ...block,
        pictures: block.pictures.map(({ bytes, caption }) => ({ bytes, caption: drawn(caption) })),
      };
    case 'signatures':
      return { ...block, signers: block.signers.map(({ role, name }) => ({ role, name: drawn(name) })) };
  }
}

function innerWidth({ page }: Doc): number {
  return page.width - MARGIN.left - MARGIN.right;
}

function bottom({ page }: Doc): number {
  return page.height - MARGIN.bottom;
}

/** Goes on to the next page where less than that height is left. */
function ensure(doc: Doc, height: number): void {
  if (doc.y + height > bottom(doc)) doc.addPage();
}

function write(
  doc: Doc,
  text: string,
  how: { readonly font?: Face; readonly size?: number } & PDFKit.Mixins.TextOptions = {},
): void {
  const { font = 'plain', size = SIZE.plain, ...options } = how;
  setFace(doc, font, size);
  put(doc, text, MARGIN.left, doc.y, Object.assign({ width: innerWidth(doc) }, options));
}

function letterhead(doc: Doc, [first, ...rest]: readonly string[]): void {
  if (first === undefined) return;
  write(doc, first, { font: 'bold', size: SIZE.letterhead, align: 'center' });
  for (const line of rest) write(doc, line, { size: SIZE.small + 1, align: 'center' });
  const y = doc.y + PAD;
  doc
    .lineWidth(1.5)
    .moveTo(MARGIN.left, y)
    .lineTo(MARGIN.left + innerWidth(doc), y)
    .stroke();
  doc.y = y + 3 * PAD;
}

function draw(doc: Doc, block: PdfBlock): void {
  switch (block.kind) {
    case 'title':
      write(doc, block.text, { font: 'bold', size: SIZE.title, align: 'center' });
      if (block.below !== undefined) write(doc, block.below, { align: 'center' });
      break;
    case 'heading':
      ensure(doc, 4 * SIZE.heading);
      write(doc, block.text, { font: 'bold', size: SIZE.heading });
      doc.y += PAD / 2;
      return;
    case 'paragraph':
      write(doc, block.text, { size: block.small ? SIZE.small : SIZE.plain });
      break;
    case 'list':
      for (const [index, item] of block.items.entries()) numbered(doc, index + 1, item);
      break;
    case 'facts':
      facts(doc, block);
      break;
    case 'table':
      table(doc, block);
      break;
    case 'pictures':
      pictures(doc, block);
      break;
    case 'signatures':
      signatures(doc, block);
      break;
  }
  doc.y += 2 * PAD;
}

function numbered(doc: Doc, number: number, item: string): void {
  ensure(doc, 2 * SIZE.plain);
  const [y, page] = [doc.y, doc.page];
  const indent = 22;
  write(doc, `${number}.`, { width: indent, lineBreak: false });
  if (doc.page === page) doc.y = y;
  const width = innerWidth(doc) - indent;
  put(doc, item, MARGIN.left + indent, doc.y, { width });
  doc.y += PAD / 2;
}

function facts(doc: Doc, { rows, badge }: Extract<PdfBlock, { kind: 'facts' }>): void {
  const top = doc.y;
  const badgeWidth = badge ? 130 : 0;
  const labelWidth = 92;
  const valueWidth = innerWidth(doc) - labelWidth - badgeWidth - (badge ? 2 * PAD : 0);
  setFace(doc, 'plain', SIZE.plain);
  for (const [label, value] of rows) {
    const height = heightOf(doc, value, { width: valueWidth }) + PAD / 2;
    ensure(doc, height);
    const { y } = doc;
    put(doc, label, MARGIN.left, y, { width: labelWidth - PAD });
    put(doc, value, MARGIN.left + labelWidth, y, { width: valueWidth });
    doc.y = y + height;
  }
  if (!badge) return;
  const x = MARGIN.left + innerWidth(doc) - badgeWidth;
  const height = SIZE.badge + SIZE.small + 5 * PAD;
  doc.lineWidth(1.5).rect(x, top, badgeWidth, height).stroke();
  setFace(doc, 'plain', SIZE.small);
  put(doc, badge.label, x + PAD, top + PAD, { width: badgeWidth - 2 * PAD, align: 'center' });
  setFace(doc, 'bold', SIZE.badge);
  put(doc, badge.text, x, top + SIZE.small + 2 * PAD, { width: badgeWidth, align: 'center' });
  doc.y = Math.max(doc.y, top + height + PAD);
}

type Measured = {
  readonly cells: readonly string[];
  readonly used: readonly number[];
  readonly height: number;
};

function table(doc: Doc, { columns, rows, rowHeight = 0 }: Extract<PdfBlock, { kind: 'table' }>): void {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (share / all) * innerWidth(doc));
  const most = bottom(doc) - MARGIN.top - 60;

  /** Each cell's text height and the row's own. Measuring is most of the work, so it is done once. */
  function measure(cells: readonly string[], font: 'plain' | 'bold', size: number): Measured {
    setFace(doc, font, size);
    const used = cells.map((cell, index) =>
      cell === '' ? 0 : heightOf(doc, cell, { width: (widths[index] ?? 0) - 2 * PAD }),
    );
    const height = Math.max(rowHeight, ...used.map((needed) => needed + 1.5 * PAD));
    return { cells, used, height: Math.min(most, height) };
  }

  function row({ cells, used, height }: Measured, font: 'plain' | 'bold', size: number): void {
    const { y } = doc;
    let x = MARGIN.left as number;
    doc.lineWidth(0.5);
    setFace(doc, font, size);
    for (const [index, width] of widths.entries()) {
      const cell = cells[index] ?? '';
      if (font === 'bold') doc.rect(x, y, width, height).fillAndStroke('#e8e8e8', '#000').fillColor('#000');
      else doc.rect(x, y, width, height).stroke();
      if (cell !== '') {
        const room = height - PAD;
        const needed = used[index] ?? 0;
        const inner = { width: width - 2 * PAD, ...(needed > room && { height: room, ellipsis: true }) };
        const align = font === 'bold' ? 'center' : (columns[index]?.align ?? 'left');
        put(doc, cell, x + PAD, y + (height - Math.min(needed, room)) / 2 + 0.5, { ...inner, align });
      }
      x += width;
    }
    doc.y = y + height;
  }

  const titles = measure(
    columns.map(({ title }) => drawn(title)),
    'bold',
    SIZE.small,
  );
  const measured = rows.map((cells) => measure(cells, 'plain', SIZE.plain));
  ensure(doc, titles.height + (measured[0]?.height ?? 0));
  row(titles, 'bold', SIZE.small);
  for (const one of measured) {
    if (doc.y + one.height > bottom(doc)) {
      doc.addPage();
      row(titles, 'bold', SIZE.small);
    }
    row(one, 'plain', SIZE.plain);
  }
}

const PICTURE = { height: 170, perRow: 2 } as const;

function pictures(doc: Doc, { pictures: all }: Extract<PdfBlock, { kind: 'pictures' }>): void {
  const { height, perRow } = PICTURE;
  const width = innerWidth(doc) / perRow - PAD;
  for (let at = 0; at < all.length; at += perRow) {
    ensure(doc, height + 3 * SIZE.small + PAD);
    const { y } = doc;
    for (const [index, { bytes, caption }] of all.slice(at, at + perRow).entries()) {
      const x = MARGIN.left + index * (width + 2 * PAD);
      picture(doc, bytes, { x, y, width });
      setFace(doc, 'plain', SIZE.small);
      put(doc, caption, x, y + height + PAD / 2, { width, height: 2 * SIZE.small, ellipsis: true });
    }
    doc.y = y + height + 3 * SIZE.small + PAD;
  }
}

function picture(
  doc: Doc,
  bytes: Uint8Array,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): void {
  const { height } = PICTURE;
  try {
    doc.image(Buffer.from(bytes), x, y, { fit: [width, height], align: 'center', valign: 'center' });
  } catch {
    doc.lineWidth(0.5).rect(x, y, width, height).stroke();
  }
}

function signatures(doc: Doc, { place, signers }: Extract<PdfBlock, { kind: 'signatures' }>): void {
  const width = innerWidth(doc) / Math.max(1, signers.length);
  setFace(doc, 'plain', SIZE.plain);
  const inner = { width: width - 4 * PAD, align: 'center' } as const;
  const tallest = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((text) => heightOf(doc, text, inner)));
  const roles = tallest(signers.map(({ role }) => role));
  const names = tallest(signers.map(({ name }) => name || ' '));
  const above = place === undefined ? 0 : 2 * SIZE.plain;
  ensure(doc, above + roles + ROOM_TO_SIGN + names + 4 * PAD);
  if (place !== undefined) write(doc, place, { align: 'right' });
  const y = doc.y + PAD;
  for (const [index, { role, name }] of signers.entries()) {
    const x = MARGIN.left + index * width + 2 * PAD;
    setFace(doc, 'plain', SIZE.plain);
    put(doc, role, x, y, inner);
    const line = y + roles + ROOM_TO_SIGN;
    doc
      .lineWidth(0.5)
      .moveTo(x + 12, line)
      .lineTo(x + inner.width - 12, line)
      .stroke();
    if (name !== '') put(doc, name, x, line + PAD / 2, inner);
  }
  doc.y = y + roles + ROOM_TO_SIGN + names + PAD;
}

function footers(doc: Doc, footer: PdfSpec['footer']): void {
  const { start, count } = doc.bufferedPageRange();
  for (let at = 0; at < count; at += 1) {
    doc.switchToPage(start + at);
    // Text below the margin would begin a page of its own.
    doc.page.margins.bottom = 0;
    setFace(doc, 'plain', SIZE.small);
    put(doc, drawn(footer(at + 1, count)), MARGIN.left, doc.page.height - MARGIN.bottom + 20, {
      width: innerWidth(doc),
      align: 'center',
      lineBreak: false,
    });
  }
}

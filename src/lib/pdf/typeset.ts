import { clustersOf, type Face, type Run, runsOf } from './faces.js';

type Doc = PDFKit.PDFDocument;
type Options = PDFKit.Mixins.TextOptions;

const chosen = new WeakMap<Doc, { readonly face: Face; readonly size: number }>();

/** Sets the font for what is put next. */
export function setFace(doc: Doc, face: Face, size: number): void {
  chosen.set(doc, { face, size });
  doc.font(face).fontSize(size);
}

/** Scripts with signs above and below their letters need more room than Latin: parts of the size. */
const TALL = { line: 1.9, ascent: 1.25 } as const;

type Line = { readonly runs: readonly Run[]; readonly width: number };

function widthOf(doc: Doc, runs: readonly Run[], size: number): number {
  return runs.reduce((sum, { face, text }) => sum + doc.font(face).fontSize(size).widthOfString(text), 0);
}

/** A word in pieces no wider than that: itself where it is short enough, else cut between letters. */
function piecesOf(word: string, width: number, measure: (text: string) => number): readonly string[] {
  if (measure(word) <= width) return [word];
  const pieces: string[] = [];
  let [piece, used] = ['', 0];
  for (const cluster of clustersOf(word)) {
    const more = measure(cluster);
    if (piece !== '' && used + more > width) {
      pieces.push(piece);
      [piece, used] = ['', 0];
    }
    piece += cluster;
    used += more;
  }
  return [...pieces, piece];
}

/** A text in lines no wider than that, by words; a longer word is cut where it has to be. */
function linesOf(
  doc: Doc,
  text: string,
  { face, size }: { face: Face; size: number },
  width: number,
): Line[] {
  // Scripts such as these take milliseconds to shape: each word is measured once.
  const known = new Map<string, number>();
  const measure = (part: string): number => {
    const found = known.get(part) ?? widthOf(doc, runsOf(part, face), size);
    known.set(part, found);
    return found;
  };
  const blank = measure(' ');
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line: string | undefined;
    let used = 0;
    for (const piece of paragraph.split(' ').flatMap((word) => piecesOf(word, width, measure))) {
      const more = measure(piece);
      if (line !== undefined && used + blank + more <= width) {
        line += ` ${piece}`;
        used += blank + more;
      } else {
        if (line !== undefined) lines.push(line);
        [line, used] = [piece, more];
      }
    }
    lines.push(line ?? '');
  }
  return lines.map((line) => {
    const runs = runsOf(line, face);
    return { runs, width: widthOf(doc, runs, size) };
  });
}

const settingOf = (doc: Doc) => chosen.get(doc) ?? { face: 'plain' as const, size: 10 };

/** Whether the font that is set has all of a text: then the library sets it. */
const isPlain = (text: string, face: Face) => runsOf(text, face).every((run) => run.face === face);

/** How high a text is that is put with that width. */
export function heightOf(doc: Doc, text: string, options: Options & { readonly width: number }): number {
  const set = settingOf(doc);
  if (isPlain(text, set.face)) return doc.heightOfString(text, options);
  const { length } = linesOf(doc, text, set, options.width);
  setFace(doc, set.face, set.size);
  return length * TALL.line * set.size;
}

/** Puts a text in the font that is set, and what that hasn't in another; `doc.y` is below it afterwards. */
export function put(
  doc: Doc,
  text: string,
  x: number,
  y: number,
  options: Options & { readonly width: number },
): void {
  const set = settingOf(doc);
  if (isPlain(text, set.face)) {
    doc.text(text, x, y, options);
    return;
  }
  const { width, height, align = 'left' } = options;
  const step = TALL.line * set.size;
  const lines = linesOf(doc, text, set, width);
  let top = y;
  for (const line of height === undefined ? lines : lines.slice(0, Math.max(1, Math.floor(height / step)))) {
    if (height === undefined && top + step > doc.page.height - doc.page.margins.bottom) {
      doc.addPage();
      top = doc.page.margins.top;
    }
    const share = { left: 0, center: 0.5, right: 1, justify: 0 }[align];
    let at = x + Math.max(0, width - line.width) * share;
    for (const run of line.runs) {
      doc.font(run.face).fontSize(set.size);
      doc.text(run.text, at, top + TALL.ascent * set.size, { lineBreak: false, baseline: 'alphabetic' });
      at += doc.widthOfString(run.text);
    }
    top += step;
  }
  setFace(doc, set.face, set.size);
  doc.x = x;
  doc.y = top;
}

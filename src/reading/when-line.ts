import { readWhen, type When, type WhenFault, type WhenOptions, type WhenResult } from './when.js';

/** A part of a line, and the mark that stood before it. */
type Part = { readonly text: string; readonly mark: ',' | ';' };

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  for (const { 0: raw, index } of text.matchAll(/[^,;\n]+/gu)) {
    const part = raw.trim().replace(/\s+/gu, ' ');
    // A new line parts as a comma does.
    if (part !== '') parts.push({ text: part, mark: text[index - 1] === ';' ? ';' : ',' });
  }
  return parts;
}

/** Parts as one text again, with the marks that stood between them. */
function joined(parts: readonly Part[]): string {
  return parts.map(({ text, mark }, at) => (at === 0 ? text : `${mark} ${text}`)).join('');
}

/** The parts of a one-line form, trimmed, empty ones left out; a comma, semicolon or new line parts them. */
export function splitLine(text: string): string[] {
  return partsOf(text).map((part) => part.text);
}

/** What a line about a visit says; what it doesn't say is left out, to be asked for. */
type VisitLine = {
  readonly agencyText?: string;
  readonly when?: When;
  readonly purpose?: string;
};

/** A fault is about the date or time; what else was said stays with it. */
type VisitLineResult =
  | ({ readonly ok: true } & VisitLine)
  | ({ readonly ok: false } & WhenFault & Omit<VisitLine, 'when'>);

type Span = { readonly from: number; readonly to: number; readonly read: WhenResult };

/**
 * Reads `Dinas Perikanan, kamis jam 10, kerja sama pelatihan`: agency, date and time, purpose. Date and time may
 * be parts of their own; the purpose keeps later commas and semicolons; parts may be missing; the date may also stand first, last,
 * or in the agency's part without a comma (`Dinas Perikanan besok jam 10`).
 */
export function splitVisitLine(text: string, options: WhenOptions): VisitLineResult {
  const marked = partsOf(text);
  const parts = marked.map((part) => part.text);
  const span = parts.map((_, index) => spanAt(parts, index, options)).find((found) => found !== undefined);
  if (span) {
    const others = [...marked.slice(0, span.from), ...marked.slice(span.to)];
    return result(span.read, others[0]?.text, joined(others.slice(1)));
  }
  // The agency's part, or the one after it if that begins so, may hold the date without a comma.
  const [agency = '', next = ''] = parts;
  const after = (rest: string, others: readonly Part[]) =>
    joined(rest === '' ? others : [{ text: rest, mark: ',' }, ...others]);
  const inAgency = insideOf(agency, options);
  if (inAgency) return result(inAgency.read, inAgency.before, after(inAgency.after, marked.slice(1)));
  const inNext = insideOf(next, options);
  if (inNext?.before === '') return result(inNext.read, agency, after(inNext.after, marked.slice(2)));
  return { ok: true, ...said(agency, joined(marked.slice(1))) };
}

function said(agencyText = '', purpose = ''): Omit<VisitLine, 'when'> {
  return { ...(agencyText !== '' && { agencyText }), ...(purpose !== '' && { purpose }) };
}

function result(read: WhenResult, agencyText?: string, purpose?: string): VisitLineResult {
  if (!read.ok) return { ...read, ...said(agencyText, purpose) };
  const { ok, ...when } = read;
  return { ok, when, ...said(agencyText, purpose) };
}

// A number or a month alone may as well be part of a purpose; the other faults are surely about a date or a time.
const isSureFault = (read: WhenResult): boolean =>
  !read.ok && read.reason !== 'nothing' && read.reason !== 'ambiguous' && read.reason !== 'needs-day';

const longestSpan = 4;

// The most parts from `from` on that together are a date and time: `kamis`, `jam 10`.
function spanAt(parts: readonly string[], from: number, options: WhenOptions): Span | undefined {
  for (let to = Math.min(parts.length, from + longestSpan); to > from; to--) {
    const read = readWhen(parts.slice(from, to).join(', '), options);
    if (!read.ok) continue;
    const following = parts[to] === undefined ? undefined : readWhen(parts[to] ?? '', options);
    if (following && isSureFault(following)) return { from, to: to + 1, read: following };
    const clashes = following?.ok === true || (!read.time && /^\d+$/.test(parts[to] ?? ''));
    if (!clashes) return { from, to, read };
    const understood = parts.slice(from, to + 1).join(', ');
    return { from, to: to + 1, read: { ok: false, reason: 'ambiguous', understood } };
  }
  const read = readWhen(parts[from] ?? '', options);
  // Right after the agency the date is expected, so that any fault in one is told.
  const faulty = from === 1 ? !read.ok && read.reason !== 'nothing' : isSureFault(read);
  return faulty ? { from, to: from + 1, read } : undefined;
}

type Inside = { readonly before: string; readonly after: string; readonly read: WhenResult };

const longestWhen = 14;
const mostWords = 60;

// A date with a time anywhere among the words, or a date at their end. `minggu` alone may belong to a name.
function insideOf(text: string, options: WhenOptions): Inside | undefined {
  const words = text.split(' ').slice(0, mostWords);
  for (let from = 0; from < words.length; from++) {
    for (let to = Math.min(words.length, from + longestWhen); to > from; to--) {
      const piece = words.slice(from, to).join(' ');
      const read = readWhen(piece, options);
      const ends = to === words.length && !/^minggu$/iu.test(piece);
      if (!(read.ok ? read.date && (read.time || ends) : isSureFault(read))) continue;
      const after = text.split(' ').slice(to).join(' ');
      return { before: words.slice(0, from).join(' '), after, read };
    }
  }
  return undefined;
}

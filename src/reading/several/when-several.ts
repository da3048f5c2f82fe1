import { readWhen, type When, type WhenFault, type WhenOptions } from '../when.js';
import { splitLine } from '../when-line.js';

/** Times that somebody leaves the choice of; each with its day and hour. */
type Several = { readonly ok: true; readonly times: readonly When[] } | ({ readonly ok: false } & WhenFault);

const OR = /\s*[;\n]\s*|[\s,]+(?:atau|ato|or)\s+/giu;
const AND = /\s*,\s*|\s+(?:dan|and|&)\s+/giu;

type Piece = When | (WhenFault & { readonly ok: false });

function readPieces(text: string, options: WhenOptions): Piece[] {
  return text
    .split(OR)
    .filter((one) => one.trim() !== '')
    .flatMap((alternative): Piece[] => {
      const whole = readWhen(alternative, options);
      if (whole.ok) return [whole];
      const parts = alternative.split(AND).filter((part) => part.trim() !== '');
      return parts.length < 2 ? [whole] : parts.map((part): Piece => readWhen(part, options));
    });
}

const isFault = (piece: Piece): piece is WhenFault & { readonly ok: false } => 'reason' in piece;

/** A piece with what its neighbours say for it: the day of the one before, the hour of the next that has one, else of the one before. */
function completed(pieces: readonly When[]): (When | undefined)[] {
  return pieces.map((piece, at) => {
    const before = pieces.slice(0, at).toReversed();
    const hour = piece.time
      ? piece
      : (pieces.slice(at + 1).find(({ time }) => time) ?? before.find(({ time }) => time));
    const date = piece.date ?? before.find((one) => one.date)?.date;
    if (!date || !hour?.time) return undefined;
    return {
      date,
      time: hour.time,
      ...(hour.endTime && { endTime: hour.endTime }),
      ...(hour.zone !== undefined && { zone: hour.zone }),
    };
  });
}

/**
 * Reads `kamis atau jumat jam 10`, `kamis jam 10, jumat 13.00-14.00`, `31/8 jam 9 atau jam 13`: one time or more, each
 * with its day and hour. What one of them leaves out is taken from those beside it. The whole text must be read.
 */
export function readSeveral(text: string, options: WhenOptions): Several {
  const pieces = readPieces(text, options);
  const fault = pieces.find(isFault);
  if (fault) return fault;
  const times = completed(pieces.filter((piece): piece is When => !isFault(piece)));
  const whole = times.filter((time) => time !== undefined);
  return whole.length > 0 && whole.length === times.length
    ? { ok: true, times: whole }
    : { ok: false, reason: 'nothing', understood: text.trim() };
}

/** A line about a visit that leaves the choice of several times; what it doesn't say is left out. */
type ChoiceLine = {
  readonly agencyText?: string;
  readonly times: readonly When[];
  readonly purpose?: string;
};

const SAYS_OR = /(?:^|[\s,])(?:atau|ato|or)\s/iu;
const LONGEST_PARTS = 6;
const MOST_WORDS = 60;

function lineOf(times: readonly When[], before: string, after: string): ChoiceLine {
  const agencyText = before.trim();
  const purpose = after.trim();
  return { times, ...(agencyText !== '' && { agencyText }), ...(purpose !== '' && { purpose }) };
}

function timesIn(text: string, options: WhenOptions): readonly When[] | undefined {
  if (!SAYS_OR.test(text)) return undefined;
  const read = readSeveral(text, options);
  return read.ok && read.times.length > 1 ? read.times : undefined;
}

/** `Dinas Perikanan kamis atau jumat jam 10`: the times are the end of a part. */
function endOf(part: string, options: WhenOptions): { before: string; times: readonly When[] } | undefined {
  const words = part.split(' ').slice(0, MOST_WORDS);
  for (let from = 1; from < words.length; from += 1) {
    const times = timesIn(words.slice(from).join(' '), options);
    if (times) return { before: words.slice(0, from).join(' '), times };
  }
  return undefined;
}

/**
 * Reads `Dinas Perikanan, kamis atau jumat jam 10, kerja sama pelatihan`; undefined where the line doesn't say *atau*
 * between times, and is one about a single time.
 */
export function splitChoiceLine(text: string, options: WhenOptions): ChoiceLine | undefined {
  if (!SAYS_OR.test(text)) return undefined;
  const parts = splitLine(text);
  for (let from = 0; from < parts.length; from += 1) {
    for (let to = Math.min(parts.length, from + LONGEST_PARTS); to > from; to -= 1) {
      const times = timesIn(parts.slice(from, to).join(', '), options);
      if (times) return lineOf(times, parts.slice(0, from).join(', '), parts.slice(to).join(', '));
    }
    const end = endOf(parts[from] ?? '', options);
    if (end) {
      const before = [...parts.slice(0, from), end.before].join(', ');
      return lineOf(end.times, before, parts.slice(from + 1).join(', '));
    }
  }
  return undefined;
}

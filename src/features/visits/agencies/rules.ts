import { matchName } from '../../../reading/match.js';

type Agency = { readonly id: number; readonly name: string };

/** `typed`: the part of the text that stands for one agency, or for none, or for one of several. */
export type AgenciesRead =
  | {
      readonly ok: true;
      readonly agencies: readonly { readonly id: number; readonly typed: string; readonly exact: boolean }[];
    }
  | { readonly ok: false; readonly reason: 'none' | 'many'; readonly typed: string };

type Read = Extract<AgenciesRead, { ok: true }>['agencies'];

/** What may stand between two agencies; each of them may also be part of a name (`Dinas Kelautan dan Perikanan`). */
const BETWEEN = /\s*(?:[,&+;/\n]|(?<=\s)(?:dan|serta|and)(?=\s))\s*/giu;

/** More than this is no list of agencies. */
const MOST_PIECES = 24;

/** The stretches between separators, as places in the text. */
function piecesOf(text: string): { readonly from: number; readonly to: number }[] {
  const pieces: { from: number; to: number }[] = [];
  let from = 0;
  for (const { index, 0: between } of text.matchAll(BETWEEN)) {
    if (index > from) pieces.push({ from, to: index });
    from = index + between.length;
  }
  if (from < text.length) pieces.push({ from, to: text.length });
  return pieces;
}

/** The text as agencies, the longest names first; undefined: some of it is none. */
function parted(text: string, agencies: readonly Agency[], exactly: boolean): Read | undefined {
  const pieces = piecesOf(text);
  if (pieces.length > MOST_PIECES) return undefined;
  const known = new Map<number, Read | undefined>();
  const readFrom = (at: number): Read | undefined => {
    if (!known.has(at)) known.set(at, partedFrom(at));
    return known.get(at);
  };
  const partedFrom = (at: number): Read | undefined => {
    const first = pieces[at];
    if (!first) return [];
    for (let end = pieces.length; end > at; end -= 1) {
      const typed = text.slice(first.from, pieces[end - 1]?.to);
      const match = matchName(typed, agencies);
      if (match.kind !== 'one' || (exactly && !match.exact)) continue;
      const rest = readFrom(end);
      if (rest) return [{ id: match.item.id, typed, exact: match.exact }, ...rest];
    }
    return undefined;
  };
  return readFrom(0);
}

/**
 * What agencies a text names: `Dinas Perikanan dan Dinas Sosial`, parted by *dan*, *serta*, *and*, a comma, `&` or `+`,
 * each once. A name that contains such a word is one agency.
 */
export function readAgencies(text: string, agencies: readonly Agency[]): AgenciesRead {
  const found = parted(text, agencies, true) ?? parted(text, agencies, false);
  if (found && found.length > 0) {
    const once = found.filter(({ id }, at) => found.findIndex((other) => other.id === id) === at);
    return { ok: true, agencies: once };
  }
  const whole = matchName(text, agencies);
  if (whole.kind === 'many') return { ok: false, reason: 'many', typed: text };
  // The first part that can't be read is what is to be mended; of a single one it is the whole.
  for (const { from, to } of piecesOf(text)) {
    const typed = text.slice(from, to);
    const match = matchName(typed, agencies);
    if (match.kind !== 'one') return { ok: false, reason: match.kind, typed };
  }
  return { ok: false, reason: 'none', typed: text };
}

import { searchName } from './search-name.js';

/** Something that a person may name; `aliases` are other names for it (`Dislutkan`, `BLK`). */
export type Named = { readonly name: string; readonly aliases?: readonly string[] };

/**
 * What a typed name stands for. With `exact: false` the caller says what it read it as. `many` is in the order of
 * the candidates and holds at least two. `none` may carry the nearest name, to be offered and never to be taken.
 */
export type NameMatch<T> =
  | { readonly kind: 'one'; readonly item: T; readonly exact: boolean }
  | { readonly kind: 'many'; readonly items: readonly T[] }
  | { readonly kind: 'none'; readonly nearest?: T };

// Words that many names share: they help to choose between matches but make none, and may be missing.
const genericWords = new Set(
  (
    'dinas kantor kabupaten kab kota provinsi prov propinsi badan balai kementerian kecamatan kec desa ' +
    'upt uptd pt cv yayasan lembaga dan di dari untuk the of and office agency department'
  ).split(' '),
);

type Words = {
  readonly all: readonly string[];
  readonly significant: readonly string[];
  readonly joined: string;
};

function wordsOf(text: string): Words {
  const all = searchName(text).split(' ').filter(Boolean);
  const significant = all.filter((word) => !genericWords.has(word));
  return { all, significant: significant.length > 0 ? significant : all, joined: all.join('') };
}

/** Restricted Damerau–Levenshtein: insertions, deletions, replacements and swaps of neighbours, each costing 1. */
export function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (older[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    [older, previous] = [previous, current];
  }
  return previous[b.length] ?? 0;
}

// `dinsos`, `dishub`, `blk`: the beginnings of neighbouring words, run together. "dis" stands for "dinas".
function isShortFor(short: string, words: readonly string[]): boolean {
  const fits = (rest: string, at: number): boolean => {
    if (rest === '') return at >= 2;
    const word = words[at] ?? '';
    const heads = word === 'dinas' && rest.startsWith('dis') ? [word, 'dis'] : [word];
    return heads.some((head) =>
      Array.from(head, (_, index) => head.slice(0, index + 1)).some(
        (start) => rest.startsWith(start) && fits(rest.slice(start.length), at + 1),
      ),
    );
  };
  return short.length >= 3 && fits(short, 0);
}

const digits = (text: string): string => text.replace(/\D+/g, '');
const atMost =
  (edits: number) =>
  (word: string): number => {
    if (/\d/.test(word) || word.length < 4) return 0;
    return word.length < 11 ? Math.min(edits, Math.floor(word.length / 3)) : edits + 1;
  };
// One error passes; two may be another word altogether (pertanahan, pertanian) and are only offered.
const taken = atMost(1);
const offered = atMost(2);

/** The edits that turn the query's significant words into words of the name; Infinity when a word is too far off. */
function typingErrors(query: Words, name: Words, slack: (word: string) => number): number {
  let total = 0;
  for (const word of query.significant) {
    const best = Math.min(...name.all.map((other) => editDistance(word, other)));
    if (best > slack(word)) {
      total = Number.POSITIVE_INFINITY;
      break;
    }
    total += best;
  }
  // Words run together or torn apart: `dinasperikanan`, `pus kesmas`.
  const sameDigits = digits(query.joined) === digits(name.joined);
  const whole = sameDigits ? editDistance(query.joined, name.joined) : Number.POSITIVE_INFINITY;
  return Math.min(total, whole <= (query.joined.length < 6 ? 0 : 1) ? whole : Number.POSITIVE_INFINITY);
}

type Step = { readonly exact: boolean; readonly fits: (query: Words, name: Words) => boolean };

// From the surest to the least sure; the first step that any candidate takes decides.
const steps: readonly Step[] = [
  { exact: true, fits: (query, name) => query.all.join(' ') === name.all.join(' ') },
  {
    exact: true,
    fits: (query, name) =>
      query.significant.some((word) => !genericWords.has(word)) &&
      query.all.every((word) => name.all.includes(word)),
  },
  { exact: false, fits: (query, name) => query.significant.every((word) => name.all.includes(word)) },
  {
    exact: false,
    fits: (query, name) =>
      query.significant.every((word) => name.all.some((other) => other.startsWith(word))),
  },
  { exact: false, fits: (query, name) => query.all.length === 1 && isShortFor(query.joined, name.all) },
];

/**
 * Finds what a typed name stands for: the whole name, else all its words, else words that begin so, else an
 * abbreviation (`dinsos`), else with few typing errors. A doubtful match is `exact: false`, two equally good ones
 * are `many`; a word that fits nothing is `none`.
 */
export function matchName<T extends Named>(query: string, candidates: readonly T[]): NameMatch<T> {
  const typed = wordsOf(query);
  if (typed.all.length === 0) return { kind: 'none' };
  const known = candidates.map((item) => ({
    item,
    names: [item.name, ...(item.aliases ?? [])].map(wordsOf),
  }));

  for (const step of steps) {
    const found = known.filter(({ names }) => names.some((name) => step.fits(typed, name)));
    const [first] = found;
    if (first && found.length === 1) return { kind: 'one', item: first.item, exact: step.exact };
    if (first) return { kind: 'many', items: found.map(({ item }) => item) };
  }

  const near = closest(known, (name) => typingErrors(typed, name, taken));
  const [best] = near;
  if (best && near.length === 1) return { kind: 'one', item: best, exact: false };
  if (best) return { kind: 'many', items: near };

  const [nearest] = closest(known, (name) => typingErrors(typed, name, offered));
  return nearest === undefined ? { kind: 'none' } : { kind: 'none', nearest };
}

// All with the fewest errors, and those with one more: one error is too little to tell two names apart.
function closest<T>(
  known: readonly { readonly item: T; readonly names: readonly Words[] }[],
  errors: (name: Words) => number,
): T[] {
  const counted = known.map(({ item, names }) => ({ item, count: Math.min(...names.map(errors)) }));
  const fewest = Math.min(...counted.map(({ count }) => count));
  return Number.isFinite(fewest)
    ? counted.filter(({ count }) => count <= fewest + 1).map(({ item }) => item)
    : [];
}

import { editDistance } from '../../reading/match.js';
import type { Word } from '../../reading/names/words.js';
import { isCommon } from './common.js';
import { type Entry, initialKey, type NameIndex, pairKey, SHORTEST_NEAR, shortened } from './name-index.js';
import { runsIn } from './runs.js';

/**
 * How somebody is named: by the name as it stands, or run together or parted otherwise; by its words in another order;
 * with initials; by words that are nearly those.
 */
export type NameRule = 'name-run' | 'name-words' | 'name-initials' | 'name-like';

/** Where a text names somebody: from a word to another, inclusive. */
export type Naming = {
  readonly from: number;
  readonly to: number;
  readonly participantId: number;
  readonly rule: NameRule;
};

/** How much may yet be compared; each comparison takes one. */
export type Budget = { left: number };

/** Thrown where a text asks for more comparing than is allowed it. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
  readonly loggable = true;
}

function spend(budget: Budget, steps: number): void {
  budget.left -= steps;
  if (budget.left < 0) throw new BudgetSpent('the guard of groups has compared for too long');
}

type Search = {
  readonly words: readonly Word[];
  readonly index: NameIndex;
  readonly budget: Budget;
  readonly likes: Map<number, readonly string[]>;
};

/** Words of names from which one of a text is a slip away; none for ordinary words and for short ones. */
function likesAt({ words, index, budget, likes }: Search, at: number): readonly string[] {
  const known = likes.get(at);
  if (known) return known;
  const { sound = '', kind } = words[at] ?? {};
  const close = new Set<string>();
  if (kind === 'name' && sound.length >= SHORTEST_NEAR && !index.words.has(sound) && !isCommon(sound)) {
    for (const rest of shortened(sound)) for (const like of index.near.get(rest) ?? []) close.add(like);
  }
  spend(budget, close.size);
  const found = [...close].filter((like) => editDistance(sound, like) <= 1);
  likes.set(at, found);
  return found;
}

/** What is still missing of a name, by its place in it; and what was found in full, as an initial and as a likeness. */
type Taken = {
  readonly missing: Set<number>;
  readonly whole: number[];
  readonly initials: number[];
  readonly likes: number[];
};

function take(taken: Taken, to: number[], place: number): true {
  taken.missing.delete(place);
  to.push(place);
  return true;
}

/** Takes from what is missing what a word of the text stands for. @returns whether it may stand within the name. */
function takeWord(search: Search, { words: own, initials }: Entry, taken: Taken, at: number): boolean {
  const word = search.words[at];
  if (!word) return false;
  const missing = [...taken.missing];
  const exact = missing.find((place) => own[place] === word.sound);
  if (exact !== undefined) return take(taken, taken.whole, exact);
  if (word.kind === 'aside') return true;
  if (word.kind === 'initial') {
    const place = word.asInName ? missing.find((one) => initials[one] === word.plain) : undefined;
    return place === undefined ? true : take(taken, taken.initials, place);
  }
  const likes = likesAt(search, at);
  const near = missing.find((place) => likes.includes(own[place] ?? ''));
  return near === undefined ? false : take(taken, taken.likes, near);
}

/** Whether words stand as those of a name do: each with a capital, initials with a full stop, nothing else between them. */
function isWrittenAsName(run: readonly Word[]): boolean {
  return run.every(({ kind, capital, dotted, beside }, at) =>
    kind === 'initial' ? dotted : capital && (at === 0 || beside || run[at - 1]?.dotted),
  );
}

/** Likenesses of so many letters are hardly ever by chance, even beside an ordinary word. */
const LONG_LIKENESS = 7;

/** Whether what was found may be by chance: ordinary words in another order, beside an initial or a likeness. */
function isDoubtful(
  { words }: Search,
  { words: own }: Entry,
  taken: Taken,
  from: number,
  to: number,
): boolean {
  const wordAt = (place: number) => own[place] ?? '';
  const isOrdinary = taken.whole.every((place) => isCommon(wordAt(place)));
  const { whole, initials, likes } = taken;
  if (initials.length > whole.length && whole.every((place) => wordAt(place) === 'muhamad')) return true;
  if (!isOrdinary) return false;
  if (likes.length > 0) return likes.some((place) => wordAt(place).length < LONG_LIKENESS);
  return !isWrittenAsName(words.slice(from, to + 1));
}

/** Whether the words from `from` to `to`, with those beside them, are all of a name. */
function fits(search: Search, entry: Entry, from: number, to: number): Naming | undefined {
  spend(search.budget, 1);
  const taken: Taken = { missing: new Set(entry.words.keys()), whole: [], initials: [], likes: [] };
  for (let at = from; at <= to; at += 1) if (!takeWord(search, entry, taken, at)) return undefined;
  let [first, last] = [from, to];
  while (taken.missing.size > 0 && takeWord(search, entry, taken, last + 1)) last += 1;
  while (taken.missing.size > 0 && takeWord(search, entry, taken, first - 1)) first -= 1;
  if (taken.missing.size > 0 || taken.whole.length === 0) return undefined;
  if (isDoubtful(search, entry, taken, first, last)) return undefined;
  const rule =
    taken.likes.length > 0 ? 'name-like' : taken.initials.length > 0 ? 'name-initials' : 'name-words';
  return { from: first, to: last, participantId: entry.id, rule };
}

/** The next words in a direction that can belong to a name: the next of any kind, and the next that is no initial. */
function placesBeside(words: readonly Word[], at: number, step: 1 | -1): number[] {
  const found: number[] = [];
  for (let next = at + step; ; next += step) {
    const word = words[next];
    if (!word) return found;
    if (word.kind === 'aside' || (word.kind === 'initial' && found.length > 0)) continue;
    found.push(next);
    if (word.kind !== 'initial') return found;
  }
}

function keysOf(search: Search, at: number, next: number): string[] {
  const [known, other] = [search.words[at], search.words[next]];
  if (!known || !other) return [];
  if (other.kind === 'initial') return other.asInName ? [initialKey(known.sound, other.plain)] : [];
  if (search.index.words.has(other.sound)) return next > at ? [pairKey(known.sound, other.sound)] : [];
  return likesAt(search, next).map((like) => pairKey(known.sound, like));
}

function* byWords(search: Search): Generator<Naming> {
  const { words, index } = search;
  for (const [at, { sound }] of words.entries()) {
    if (!index.words.has(sound)) continue;
    for (const next of [...placesBeside(words, at, 1), ...placesBeside(words, at, -1)]) {
      for (const key of keysOf(search, at, next)) {
        for (const entry of index.pairs.get(key) ?? []) {
          const naming = fits(search, entry, Math.min(at, next), Math.max(at, next));
          if (naming) yield naming;
        }
      }
    }
  }
}

/** Whether a run stands parted as the name itself is. */
function isAsParted(run: readonly Word[], { words: own }: Entry): boolean {
  return run.length === own.length && run.every(({ sound }, at) => sound === own[at]);
}

/**
 * Where words name somebody. Words that are in no name are passed over at once; only what stands beside one that is, is
 * compared by likeness.
 * @throws BudgetSpent
 */
export function* namingsIn(words: readonly Word[], index: NameIndex, budget: Budget): Generator<Naming> {
  for (const { from, to, item } of runsIn(words, index.runs, isAsParted)) {
    const run = words.slice(from, to + 1);
    const isOrdinary = isAsParted(run, item) && item.words.every(isCommon);
    if (isOrdinary && !isWrittenAsName(run)) continue;
    yield { from, to, participantId: item.id, rule: 'name-run' };
  }
  yield* byWords({ words, index, budget, likes: new Map() });
}

import { type Called, waysOf } from './person.js';
import { type Runs, toRuns } from './runs.js';

/** Somebody who is not to be named, or is known by a register number. */
export type Person = { readonly id: number; readonly name: string; readonly registerKey: string };

/** One way in which a participant is called; no words where it is a single name, which only `runs` hold. */
export type Entry = { readonly id: number } & Pick<Called, 'words' | 'initials'>;

export type NameIndex = {
  /** Every word of a name, as it sounds. */
  readonly words: ReadonlySet<string>;
  /** By two of their words, or a word and an initial of another. */
  readonly pairs: ReadonlyMap<string, readonly Entry[]>;
  readonly runs: Runs<Entry>;
  /** Words by what is left of them when a letter is taken out. */
  readonly near: ReadonlyMap<string, readonly string[]>;
};

/** Shorter words are too often near to others. */
export const SHORTEST_NEAR = 5;

export const pairKey = (one: string, other: string): string =>
  one < other ? `${one} ${other}` : `${other} ${one}`;
export const initialKey = (word: string, initial: string): string => `${word} ${initial}.`;

/** A word, and what is left of it when each of its letters is taken out. */
export function* shortened(word: string): Generator<string> {
  yield word;
  for (let at = 0; at < word.length; at += 1) yield word.slice(0, at) + word.slice(at + 1);
}

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key);
  if (!known) map.set(key, [item]);
  else if (known.at(-1) !== item) known.push(item);
}

function addPairs(pairs: Map<string, Entry[]>, entry: Entry): void {
  const { words, initials } = entry;
  for (const [at, word] of words.entries()) {
    for (const [beside, other] of words.entries()) {
      if (beside > at) add(pairs, pairKey(word, other), entry);
      if (beside !== at) add(pairs, initialKey(word, initials[beside] ?? ''), entry);
    }
  }
}

/** What a text is compared with, made once for many texts. Grows with the number of names. */
export function indexNames(people: readonly Pick<Person, 'id' | 'name'>[]): NameIndex {
  const words = new Set<string>();
  const pairs = new Map<string, Entry[]>();
  const near = new Map<string, string[]>();
  const joined: (readonly [string, Entry])[] = [];
  for (const { id, name } of people) {
    for (const way of waysOf(name)) {
      const entry: Entry = { id, words: way.words, initials: way.initials };
      for (const run of way.joined) joined.push([run, entry]);
      for (const word of entry.words) words.add(word);
      addPairs(pairs, entry);
    }
  }
  for (const word of words) {
    if (word.length >= SHORTEST_NEAR) for (const rest of shortened(word)) add(near, rest, word);
  }
  return { words, pairs, runs: toRuns(joined), near };
}

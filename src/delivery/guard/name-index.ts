import { type Called, waysOf } from './person.js';
import { addRun, noRuns, type Runs } from './runs.js';

/** Somebody who is not to be named, or is known by a register number. */
export type Person = { readonly id: number; readonly name: string; readonly registerKey: string };

/** One way in which a participant is called; no words where it is a single name, which only `runs` hold. */
export type Entry = { readonly id: number } & Pick<Called, 'words' | 'initials'>;

/** What texts are compared with. It grows with the names that are added to it. */
export type NameIndex = {
  /** Every word of a name, as it sounds. */
  readonly words: Set<string>;
  /** By two of their words, or a word and an initial of another. */
  readonly pairs: Map<string, Entry[]>;
  readonly runs: Runs<Entry>;
  /** Words by what is left of them when a letter is taken out. */
  readonly near: Map<string, string[]>;
};

export function noNames(): NameIndex {
  return { words: new Set(), pairs: new Map(), runs: noRuns(), near: new Map() };
}

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

function addWord({ words, near }: NameIndex, word: string): void {
  if (words.has(word)) return;
  words.add(word);
  if (word.length >= SHORTEST_NEAR) for (const rest of shortened(word)) add(near, rest, word);
}

/** Adds somebody in every way in which they are called. */
export function addName(index: NameIndex, { id, name }: Pick<Person, 'id' | 'name'>): void {
  for (const { words, initials, joined } of waysOf(name)) {
    const entry: Entry = { id, words, initials };
    for (const run of joined) addRun(index.runs, run, entry);
    for (const word of words) addWord(index, word);
    addPairs(index.pairs, entry);
  }
}

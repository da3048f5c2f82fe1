import { headOf, soundOf } from '../../reading/names/sound.js';
import type { Word } from '../../reading/names/words.js';
import { isCommon } from './common.js';

/** Names run together, as they sound, each with what it stands for. */
export type Runs<T> = {
  readonly by: Map<string, T>;
  /** How they begin, so that most of a text is passed over at a look. */
  readonly heads: Set<string>;
};

/** Words of a text from one to another (inclusive) that sound like something when they are run together. */
export type Run<T> = { readonly from: number; readonly to: number; readonly item: T };

const HEAD = 4;
/** Letters in the longest name; and so many words, where each is a letter. */
const LONGEST = 60;
/** Letters that may come to nothing in a head, as double ones do. */
const SPARE = 4;

export function noRuns<T>(): Runs<T> {
  return { by: new Map(), heads: new Set() };
}

export function addRun<T>({ by, heads }: Runs<T>, joined: string, item: T): void {
  by.set(joined, item);
  heads.add(joined.slice(0, HEAD));
}

function headFrom(words: readonly Word[], from: number): string {
  let letters = words[from]?.plain ?? '';
  for (let at = from + 1; at < words.length && letters.length < HEAD + SPARE; at += 1)
    letters += words[at]?.plain ?? '';
  return headOf(letters, HEAD);
}

/** Letters from which on ordinary words hardly ever make a name by chance. */
const BEYOND_CHANCE = 9;

/** An ordinary word, or a few short ones that only happen to hold a name. */
function isChance(words: readonly Word[], letters: number): boolean {
  if (words.length > 1 && letters >= BEYOND_CHANCE) return false;
  return words.every(({ plain, sound }) => plain.length > 1 && isCommon(sound));
}

/**
 * Every run of words that is one of these names, however its letters are parted or joined. `isAsParted`: whether words
 * are parted as in the name itself; where they are not, a run of ordinary words is none.
 */
export function* runsIn<T>(
  words: readonly Word[],
  { by, heads }: Runs<T>,
  isAsParted: (words: readonly Word[], item: T) => boolean = () => true,
): Generator<Run<T>> {
  if (by.size === 0) return;
  for (const from of words.keys()) {
    if (!heads.has(headFrom(words, from))) continue;
    let letters = '';
    for (let to = from; to < words.length && letters.length < LONGEST; to += 1) {
      letters += words[to]?.plain ?? '';
      const item = by.get(soundOf(letters));
      if (item === undefined) continue;
      const run = words.slice(from, to + 1);
      if (isAsParted(run, item) || !isChance(run, letters.length)) yield { from, to, item };
    }
  }
}

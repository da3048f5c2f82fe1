import { soundOf } from '../../reading/names/sound.js';
import { type Word, wordsIn } from '../../reading/names/words.js';
import { isCommon } from './common.js';

/** One way in which somebody is called: the words, each as it sounds, in their order. */
export type Called = {
  readonly words: readonly string[];
  /** What each of them begins with as it is written. */
  readonly initials: readonly string[];
  /** Run together and as they sound then. */
  readonly joined: readonly string[];
};

/** A single name is looked for from so many letters on; a shorter one is too often something else. */
const SHORTEST_SINGLE = 6;
const SHORTEST_JOINED = 4;
const MOST_WORDS = 7;
const ALL_ORDERS = 3;

const besides = /\b(?:alias|als|a\.k\.a)\b\.?|[@(),/]/iu;
const father = /\b(?:bin|binti|bint|ibn|ibnu)\b/iu;

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

const run = (words: readonly Word[]) => soundOf(words.map(({ plain }) => plain).join(''));

function called(text: string): Called[] {
  const all = wordsIn(text).slice(0, MOST_WORDS);
  const own = all.filter(({ kind }) => kind === 'name' || kind === 'other');
  const [single] = own;
  if (own.length === 1 && single && all.length === 1) {
    if (single.plain.length < SHORTEST_SINGLE || isCommon(single.sound)) return [];
    return [{ words: [], initials: [], joined: [...new Set([soundOf(single.plain), single.sound])] }];
  }
  const several = own.length > 1 ? own : [];
  // Ordinary words in another order are most often just that.
  const isOrdinary = several.every(({ sound }) => isCommon(sound));
  const inOrders = isOrdinary || several.length > ALL_ORDERS ? [several] : orders(several);
  const joined = [all, ...inOrders].map(run);
  const alone = own.length === 1 && single ? called(single.plain) : [];
  return [
    {
      words: several.map(({ sound }) => sound),
      initials: several.map(({ plain }) => plain.charAt(0)),
      joined: [...new Set(joined)].filter(({ length }) => length >= SHORTEST_JOINED),
    },
    ...alone,
  ];
}

/**
 * The ways in which a stored name calls somebody: whole; without the father's name; by each alias. Titles and initials
 * are left out. A single name counts from six letters on and where it is no common word.
 */
export function waysOf(name: string): Called[] {
  return name
    .split(besides)
    .flatMap((part) => {
      const [own = ''] = part.split(father);
      return own === part ? [part] : [part, own];
    })
    .flatMap(called);
}

/** A name run together as it sounds: whole, and without titles. None where that is too short to be told from a word. */
export function ownRun(name: string): string[] {
  const words = wordsIn(name);
  const own = words.filter(({ kind }) => kind !== 'aside');
  return [...new Set([run(words), run(own)])].filter(({ length }) => length >= SHORTEST_JOINED);
}

import { editDistance } from '../match.js';
import { searchName } from '../search-name.js';
import { soundOf } from './sound.js';
import { wordsIn } from './words.js';

/** A name as it is compared with others: its words as they sound, in no order, without titles, `bin` and the like. */
export type Likened = {
  readonly sounds: readonly string[];
  readonly initials: readonly string[];
  /** Run together in its own order, as that sounds. */
  readonly run: string;
  /** The same for every order and usual spelling of one name. */
  readonly key: string;
};

/**
 * `same`: the same words in any order and usual spelling; `spelling`: a letter otherwise, or an initial for a word or for
 * none; `part`: all of one in the other; `other`: another name.
 */
export type Likeness = 'same' | 'spelling' | 'part' | 'other';

const digit = /\d/u;
/** Words of at least so many letters may differ in one, and longer ones in two. */
const ONE_SLIP = 4;
const TWO_SLIPS = 8;

export function likened(name: string): Likened {
  const words = wordsIn(name);
  const own = words.filter(({ kind }) => kind === 'name' || kind === 'other');
  const initials = words.filter(({ kind }) => kind === 'initial').map(({ plain }) => plain);
  // A name of nothing but titles, as `Haji`, is still somebody's.
  const called = own.length > 0 ? own : words.filter(({ kind }) => kind === 'aside');
  // What has digits doesn't sound: 1 and 11 are two.
  const sounds = called.map(({ kind, plain, sound }) => (kind === 'other' ? plain : sound));
  const whole = (own.length > 0 ? own : words).map(({ plain }) => plain).join('');
  const key = sounds.length > 0 ? sounds.toSorted().join(' ') : searchName(name);
  return { sounds, initials, run: digit.test(whole) ? whole : soundOf(whole), key };
}

function slips(word: string): number {
  if (digit.test(word)) return 0;
  return word.length >= TWO_SLIPS ? 2 : Number(word.length >= ONE_SLIP);
}

function isNear(a: string, b: string): boolean {
  const most = Math.min(slips(a), slips(b));
  return most > 0 && Math.abs(a.length - b.length) <= most && editDistance(a, b) <= most;
}

/** Takes out of both lists what fits together; resolves to how many pairs there were. */
function pairOff(ours: string[], theirs: string[], fits: (a: string, b: string) => boolean): number {
  let pairs = 0;
  for (const word of [...ours]) {
    const at = theirs.findIndex((other) => fits(word, other));
    if (at < 0) continue;
    theirs.splice(at, 1);
    ours.splice(ours.indexOf(word), 1);
    pairs += 1;
  }
  return pairs;
}

/** How alike two names are. */
export function likeness(a: Likened, b: Likened): Likeness {
  if (a.key === b.key && a.sounds.length > 0 && a.initials.join() === b.initials.join()) return 'same';
  const [ours, theirs] = [[...a.sounds], [...b.sounds]];
  const [initials, theirInitials] = [[...a.initials], [...b.initials]];
  const exact = pairOff(ours, theirs, (one, other) => one === other);
  pairOff(initials, theirInitials, (one, other) => one === other);
  const left = () => ours.length + theirs.length;
  if (left() === 0 && exact > 0) return initials.length + theirInitials.length === 0 ? 'same' : 'spelling';
  if (a.run !== '' && a.run === b.run) return 'same';
  const near = pairOff(ours, theirs, isNear);
  pairOff(initials, theirs, (initial, word) => word.startsWith(initial));
  pairOff(theirInitials, ours, (initial, word) => word.startsWith(initial));
  if (exact + near === 0) return 'other';
  if (left() === 0) return 'spelling';
  return ours.length === 0 || theirs.length === 0 ? 'part' : 'other';
}

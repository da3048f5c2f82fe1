import unhomoglyph from 'unhomoglyph';
import { searchName } from '../search-name.js';

const plainWord = /^[a-z0-9]*$/u;
/** Letters by their kind that show as nothing: fillers of Hangul and Khmer, Mongolian selectors. */
const fillers = /\u115f|\u1160|\u17b4|\u17b5|[\u180b-\u180f]|\u3164|\uffa0/gu;
const beyondAscii = /[^a-z0-9 ]/gu;

/** A letter of another script by the Latin one that it looks like, as capital or small; itself where it is like none. */
function lookAlike(letter: string): string {
  const likes = [unhomoglyph(letter), unhomoglyph(letter.toUpperCase())];
  return likes.map((like) => like.toLowerCase()).find((like) => plainWord.test(like)) ?? letter;
}

/** A word in small letters and digits, without marks or what shows as nothing, look-alikes as what they look like. */
export function plainly(word: string): string {
  const lower = word.toLowerCase();
  if (plainWord.test(lower)) return lower;
  return searchName(word.replace(fillers, '')).replaceAll(' ', '').replace(beyondAscii, lookAlike);
}

/** Letters that are written for one another in names: old and new spelling, Arabic, and usual slips. */
const PAIRS: Readonly<Record<string, string>> = {
  oe: 'u',
  oo: 'u',
  ou: 'u',
  dj: 'i',
  tj: 'c',
  sj: 's',
  sy: 's',
  sh: 's',
  kh: 'h',
  ch: 'h',
  ph: 'f',
  th: 't',
  dh: 'd',
  ae: 'ai',
  ck: 'k',
};
const SINGLE: Readonly<Record<string, string>> = { j: 'i', y: 'i', v: 'f', z: 's', q: 'k', x: 'ks' };
// By the number of a letter; those of pairs, by 26 times that of the first and that of the second.
const A = 97;
const LETTERS = 26;
const numberOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - A, 0);
const pairs = new Map(Object.entries(PAIRS).map(([from, to]) => [numberOf(from), to]));
const singles = new Map(Object.entries(SINGLE).map(([from, to]) => [numberOf(from), to]));

/** The first `most` letters at least of how a plain word sounds. */
function heard(plain: string, most = plain.length): string {
  let sound = '';
  let last = '';
  for (let at = 0; at < plain.length && sound.length < most; at += 1) {
    const code = plain.charCodeAt(at) - A;
    const next = plain.charCodeAt(at + 1) - A;
    const pair = code >= 0 && next >= 0 ? pairs.get(code * LETTERS + next) : undefined;
    const letters = pair ?? singles.get(code) ?? plain.charAt(at);
    if (pair !== undefined) at += 1;
    if (letters === last) continue;
    sound += letters.startsWith(last) && last !== '' ? letters.slice(1) : letters;
    last = letters.at(-1) ?? '';
  }
  return sound;
}

/**
 * A plain word as it sounds: usual spellings of one name come to the same (`Soeharto`, `Suharto`; `Djoko`, `Joko`,
 * `Yoko`; `Rachmad`, `Rahmad`; `Fatimmah`, `Fatima`).
 */
export function soundOf(plain: string): string {
  const sound = heard(plain);
  return sound.length > 2 && sound.endsWith('h') ? sound.slice(0, -1) : sound;
}

/** How a plain word begins to sound, in so many letters. */
export function headOf(plain: string, letters: number): string {
  return heard(plain, letters).slice(0, letters);
}

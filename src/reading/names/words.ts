import { plainly, soundOf } from './sound.js';

/**
 * A word of a text, from `start` to `end` (exclusive, UTF-16). `aside`: a title, `bin`, `alias` and the like, which are
 * no part of what somebody is called; `initial`: one letter; `other`: with digits, or in no script known here.
 */
export type Word = {
  readonly start: number;
  readonly end: number;
  /** Small letters and digits. */
  readonly plain: string;
  /** How it sounds; spellings and abbreviations of one name are the same. */
  readonly sound: string;
  readonly kind: 'name' | 'initial' | 'aside' | 'other';
  /** An initial as it is written in names: a capital, or with a full stop. */
  readonly asInName: boolean;
  /** With a full stop behind it. */
  readonly dotted: boolean;
  /** Nothing but blanks, commas and hyphens of one line between it and the word before. */
  readonly beside: boolean;
  /** Begins with a capital. */
  readonly capital: boolean;
};

/** How digits in words, and letters that look like others, are taken: `1` for `i` or for `l`. */
export type Look = 'i' | 'l';

const ASIDES = new Set(
  (
    'bin binti bint ibn ibnu alias als al el hj hi haji hajjah hajah ir drs dra dr drg prof sos pd kom kep si ag ked kes ip ' +
    'hut pi stp sh se mm mh msi mpd amd md spd ssos skm apt ns tuan bpk bapak pak ibu bu sdr sdri saudara saudari tn ny ' +
    'nn alm almh almarhum almarhumah ust ustaz ustadz pdt pendeta kak bung usi nyong nona'
  ).split(' '),
);

const MUHAMMAD = 'muhamad';
const ABBREVIATED: Readonly<Record<string, string>> = {
  moh: MUHAMMAD,
  mohd: MUHAMMAD,
  muh: MUHAMMAD,
  muhd: MUHAMMAD,
  mhd: MUHAMMAD,
  mohamad: MUHAMMAD,
  mohammad: MUHAMMAD,
  mohammed: MUHAMMAD,
  mohamed: MUHAMMAD,
  muhammed: MUHAMMAD,
  mochamad: MUHAMMAD,
  mochammad: MUHAMMAD,
  moch: MUHAMMAD,
  much: MUHAMMAD,
  mukhamad: MUHAMMAD,
  abd: 'abdul',
  abdu: 'abdul',
  abdur: 'abdul',
  st: 'siti',
  achmed: 'ahmad',
  ahmed: 'ahmad',
  akhmad: 'ahmad',
  noor: 'nur',
  noer: 'nur',
};
// `Abdurrahman`, `Abdulrahman` and `Abdurahman` are `Abdul Rahman`.
const servant = /^abdu(?:l|r(?=r))?(?=.{4})/u;

const wordOfText =
  /[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}\p{Cf}'’‘ʼʻ`´\u115f\u1160\u180e\u3164\uffa0]|(?![\n\r\t])\p{Cc})*/gu;
const digit = /[0-9]/u;
const letter = /[a-z]/gu;
const MIMICS: Readonly<Record<string, string>> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
};

function lettersIn(plain: string): number {
  return plain.match(letter)?.length ?? 0;
}

/** `0` for `o` and the like, in what is more letters than digits; `I` within small letters and `l` among capitals. */
function unmasked(raw: string, plain: string, look: Look): string {
  const mixed = digit.test(plain) && lettersIn(plain) >= 2 && lettersIn(plain) * 2 >= plain.length;
  const read = mixed ? plain.replace(/[0-9]/gu, (one) => MIMICS[one] ?? (one === '1' ? look : one)) : plain;
  if (look === 'l' && /\p{Ll}I/u.test(raw))
    return read.replaceAll('i', (one, at: number) => (raw[at] === 'I' ? 'l' : one));
  if (look === 'i' && /\p{Lu}l\p{Lu}|^l\p{Lu}\p{Lu}/u.test(raw))
    return read.replaceAll('l', (one, at: number) => (raw[at] === 'l' ? 'i' : one));
  return read;
}

/** Whether a text reads otherwise when its look-alikes are taken the other way. */
export function isAmbiguous(text: string): boolean {
  return /\p{L}\p{M}*1|1\p{L}|\p{Ll}I|\p{Lu}l\p{Lu}|\bl\p{Lu}\p{Lu}/u.test(text);
}

function kindOf(plain: string): Word['kind'] {
  if (ASIDES.has(plain)) return 'aside';
  if (plain.length === 1 && plain >= 'a') return 'initial';
  return digit.test(plain) || lettersIn(plain) === 0 ? 'other' : 'name';
}

function soundIn(plain: string): string {
  return Object.hasOwn(ABBREVIATED, plain) ? (ABBREVIATED[plain] ?? plain) : soundOf(plain);
}

/** What a word is wherever it stands. */
type Shape = Omit<Word, 'start' | 'end' | 'asInName' | 'dotted' | 'beside'> & { readonly marked: boolean };

function shapesOf(raw: string, look: Look): readonly Shape[] {
  const plain = unmasked(raw, plainly(raw), look);
  if (plain === '') return [];
  const parts = servant.test(plain) ? ['abdul', plain.replace(servant, '')] : [plain];
  const [capital, marked] = [/^\p{Lu}/u.test(raw), raw !== plain];
  return parts.map((part) => ({ plain: part, sound: soundIn(part), kind: kindOf(part), capital, marked }));
}

/** Texts of an office go over the same words again and again. */
const kept: Readonly<Record<Look, Map<string, readonly Shape[]>>> = { i: new Map(), l: new Map() };
const MOST_KEPT = 20_000;

function shapes(raw: string, look: Look): readonly Shape[] {
  const known = kept[look].get(raw);
  if (known) return known;
  const found = shapesOf(raw, look);
  if (kept[look].size >= MOST_KEPT) kept[look].clear();
  kept[look].set(raw, found);
  return found;
}

const between = /^[^\S\n]*[,_-]?[^\S\n]*$/u;

/** The words of a text in order; one that is two in other spellings (`Abdurrahman`) is two, at the same place. */
export function wordsIn(text: string, look: Look = 'i'): Word[] {
  const words: Word[] = [];
  let before = 0;
  for (const { 0: raw, index: start } of text.matchAll(wordOfText)) {
    const end = start + raw.length;
    const dotted = text[end] === '.';
    const beside = between.test(text.slice(before, start));
    before = end;
    for (const { plain, sound, kind, capital, marked } of shapes(raw, look)) {
      const asInName = kind === 'initial' && (marked || dotted);
      words.push({ start, end, plain, sound, kind, capital, asInName, dotted, beside });
    }
  }
  return words;
}

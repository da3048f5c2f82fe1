import { searchName } from '../../reading/search-name.js';

/** A normalised word; `soft` when only something invisible or an apostrophe parts it from the word before. */
type Word = { readonly text: string; readonly soft: boolean };

// What searchName drops without parting words, and further characters that show as nothing: joiners, Hangul and Khmer
// fillers, variation selectors.
const soft =
  /(?:[\p{Cf}\p{Cc}'’‘ʼʻ`´"“”\u115f\u1160\u180e\u3164\uffa0]|\u034f|\u17b4|\u17b5|[\u180b-\u180d]|\u180f|[\ufe00-\ufe0f])+/u;
const wordEdge = /[\p{L}\p{N}\p{M}]/u;

const FEWEST = 2;
const MOST = 7;
const KEY_WORDS = 6;
/** Bounds what a text full of invisible characters can cost. */
const READINGS = 32;

function toWords(text: string): Word[] {
  const words: Word[] = [];
  let open = false;
  for (const piece of text.replace(/[^\S\ufeff]+/gu, ' ').split(soft)) {
    const [first, last] = [piece.at(0) ?? '', piece.at(-1) ?? ''];
    const found = searchName(piece).split(' ').filter(Boolean);
    for (const [i, word] of found.entries()) {
      words.push({ text: word, soft: i === 0 && open && wordEdge.test(first) });
    }
    if (piece !== '') open = found.length > 0 && wordEdge.test(last);
  }
  return words;
}

/** The text with what is soft taken out, as searchName reads it, and with it taken for blanks. */
function readings(text: string): readonly [string, string] {
  const words = toWords(text);
  const joined = words
    .map(({ text: word, soft: isSoft }, i) => (i === 0 || isSoft ? word : ` ${word}`))
    .join('');
  return [joined, words.map((word) => word.text).join(' ')];
}

function phrasesOf(words: readonly Word[]): Set<string> {
  const phrases = new Set<string>();
  for (const [start, first] of words.entries()) {
    let heads: { readonly text: string; readonly count: number }[] = [{ text: first.text, count: 1 }];
    for (const word of words.slice(start + 1, start + 2 * MOST)) {
      heads = heads
        .flatMap(({ text, count }) => [
          { text: `${text} ${word.text}`, count: count + 1 },
          ...(word.soft ? [{ text: text + word.text, count }] : []),
        ])
        .filter(({ count }) => count <= MOST)
        .slice(0, READINGS);
      for (const { text, count } of heads) if (count >= FEWEST) phrases.add(text);
      if (heads.length === 0) break;
    }
  }
  return phrases;
}

const hard = (text: string): Word[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word) => ({ text: word, soft: false }));

/**
 * Every run of two to seven words of a text, normalised like stored names. Where words are parted by something
 * invisible or an apostrophe, both readings are in it, as one word and as two.
 */
export function namePhrases(text: string): ReadonlySet<string> {
  const phrases = phrasesOf(toWords(text));
  // Invisible characters within words of a name, more than the readings above can tell apart.
  for (const phrase of phrasesOf(hard(readings(text)[0]))) phrases.add(phrase);
  return phrases;
}

/**
 * Which of the names are still in the text when the exempt names are taken out of it: `Budi Lating` isn't named by a
 * text that names the officer `Budi Lating Tuasikal`. All are normalised, those to look for from `namePhrases`.
 */
export function namedBeside(
  text: string,
  names: readonly string[],
  exempt: readonly string[],
): readonly string[] {
  const known = [...new Set(exempt)].filter(Boolean).toSorted((a, b) => b.length - a.length);
  const left = new Set(
    readings(text).flatMap((reading) => {
      let rest = ` ${reading} `;
      for (const name of known) while (rest.includes(` ${name} `)) rest = rest.replace(` ${name} `, ' \0 ');
      return [...phrasesOf(hard(rest))];
    }),
  );
  const inReadings = new Set(readings(text).flatMap((reading) => [...phrasesOf(hard(reading))]));
  return names.filter((name) => (inReadings.has(name) ? left.has(name) : !known.includes(name)));
}

// Register class, number, year: BI-003/2023, A.III 004/2023, B.IIa-12/2023, B II b no. 7 tahun 2023.
const detainee = String.raw`a ?(?:iii|ii|iv|i|v)`;
const convict = String.raw`b ?(?:iii|ii ?[ab]?|i)`;
const registerNumber = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${detainee}|${convict}) ?(?:(?:no|nomor) )?\d{1,6} (?:(?:th|thn|tahun) )?(?:19|20)\d{2}(?!\p{N})`,
  'u',
);

/** Whether a text holds anything of the shape of a register number, however it is punctuated. */
export function holdsRegisterNumber(text: string): boolean {
  return readings(text).some((reading) => registerNumber.test(reading));
}

/**
 * Every run of up to six words with letters and digits, written as stored register keys are: capitals, a slash
 * between digits and nothing elsewhere (`bi 003 2023` → `BI003/2023`).
 */
export function registerKeys(text: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const reading of readings(text)) {
    const words = reading.toUpperCase().split(' ');
    for (const start of words.keys()) {
      let key = '';
      for (const word of words.slice(start, start + KEY_WORDS)) {
        key += /\p{N}$/u.test(key) && /^\p{N}/u.test(word) ? `/${word}` : word;
        if (/\p{L}/u.test(key) && /\p{N}/u.test(key)) keys.add(key);
      }
    }
  }
  return keys;
}

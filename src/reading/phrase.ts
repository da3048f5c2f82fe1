/** A word (lower case), a run of digits or one mark, and where it stands in the phrase's source. */
type Token = { readonly text: string; readonly start: number; readonly end: number };

/** Typed text, evened out, and its tokens. */
export type Phrase = { readonly source: string; readonly tokens: readonly Token[] };

/** What a reader took: up to, not including, the token `next`. */
export type Read<T> = { readonly next: number; readonly value: T };

/**
 * Evens out what keyboards and habits differ in and splits the rest: dashes are `-`, apostrophes, brackets and
 * invisible characters go, `s/d` and `s.d.` are `sd`, `a.m.` is `am`, a full stop after a word goes.
 */
export function tokenize(text: string): Phrase {
  const source = text
    .normalize('NFKC')
    .replace(/[\p{Cf}'’‘ʼ`´()[\]"“”*]/gu, '')
    .replace(/[\p{Pd}−~]/gu, '-')
    .replace(/(?<!\p{L})s\s?[./]\s?d(?!\p{L})\.?/giu, 'sd')
    .replace(/(?<!\p{L})([ap])\.\s?m(?!\p{L})\.?/giu, '$1m')
    .replace(/(?<=\p{L})\.(?=\s|\d|$)/gu, ' ')
    .replace(/[\s.,;:!?]+$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const tokens = Array.from(source.matchAll(/\d+|\p{L}+|[^\s\d\p{L}]/gu), (found) => ({
    text: found[0].toLowerCase(),
    start: found.index,
    end: found.index + found[0].length,
  }));
  return { source, tokens };
}

/** The lower-case text of a token; empty past the end. */
export function wordAt(phrase: Phrase, at: number): string {
  return phrase.tokens[at]?.text ?? '';
}

/** The typed text of the tokens from `from` up to, not including, `to`. */
export function sourceOf(phrase: Phrase, from: number, to: number): string {
  const [first, last] = [phrase.tokens[from], phrase.tokens[to - 1]];
  return first && last && to > from ? phrase.source.slice(first.start, last.end) : '';
}

/** Ways of saying things: each value with its spellings, parted by `|`; a spelling may be several words. */
export type Vocabulary<T> = ReadonlyMap<string, readonly { words: readonly string[]; value: T }[]>;

/** Builds a vocabulary; of spellings that begin alike, the longer one is tried first. */
export function vocabulary<T>(entries: readonly (readonly [T, string])[]): Vocabulary<T> {
  const byFirstWord = new Map<string, { words: readonly string[]; value: T }[]>();
  for (const [value, spellings] of entries) {
    for (const spelling of spellings.split('|')) {
      const words = spelling.split(' ');
      const first = words[0] ?? '';
      const list = byFirstWord.get(first) ?? [];
      list.push({ words, value });
      list.sort((a, b) => b.words.length - a.words.length);
      byFirstWord.set(first, list);
    }
  }
  return byFirstWord;
}

/** What the words from `at` on say in this vocabulary. */
export function lookUp<T>(words: Vocabulary<T>, phrase: Phrase, at: number): Read<T> | undefined {
  const found = words
    .get(wordAt(phrase, at))
    ?.find((entry) => entry.words.every((word, index) => wordAt(phrase, at + index) === word));
  return found && { next: at + found.words.length, value: found.value };
}

/** The token after one that this vocabulary knows, or `at` itself. */
export function skip(words: Vocabulary<unknown>, phrase: Phrase, at: number): number {
  return lookUp(words, phrase, at)?.next ?? at;
}

/** A number in digits, with the digits as typed. */
export function digitsAt(phrase: Phrase, at: number): (Read<number> & { digits: string }) | undefined {
  const digits = wordAt(phrase, at);
  return /^\d{1,4}$/.test(digits) ? { next: at + 1, value: Number(digits), digits } : undefined;
}

import { lookUp, type Phrase, sourceOf, tokenize, type Vocabulary, wordAt } from '../phrase.js';
import { type When, type WhenOptions, whenAt } from '../when.js';

/**
 * A stretch of a sentence: words of a vocabulary, a date or time, or words that are neither. `when` is undefined where a
 * date or time was said that can't be, or may be two. `rest`: all that follows it in the sentence.
 */
export type Piece<T> = { readonly text: string; readonly rest: string } & (
  | { readonly is: 'said'; readonly value: T }
  | { readonly is: 'when'; readonly when: When | undefined }
  | { readonly is: 'left' }
);

/** Longer sentences are read so far, and the rest is left: nobody answers in as many words. */
const MOST_TOKENS = 120;

/**
 * The sentences of a text, and the halves around a `tapi` or `atau`. A comma or full stop inside of a number parts
 * nothing.
 */
export function sentencesOf(text: string): string[] {
  return text
    .split(/[;!?\n]+|[.,](?=\s|$)|(?<!\p{L})(?:tapi|tp|tetapi|namun|atau|atw|but|or)(?!\p{L})/iu)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/**
 * Takes a sentence apart, in its order: at each word the longest entry of the vocabulary, else a date or time, else it is
 * left. `between` are words that say nothing: they are passed over, and stay inside of what is left on both sides of them.
 */
export function piecesOf<T>(
  sentence: string,
  words: Vocabulary<T>,
  between: Vocabulary<true>,
  options: WhenOptions,
): Piece<T>[] {
  const phrase: Phrase = tokenize(sentence);
  const pieces: Piece<T>[] = [];
  const end = Math.min(phrase.tokens.length, MOST_TOKENS);
  let left: { readonly from: number; readonly to: number } | undefined;
  const stretch = (from: number, to: number) => ({
    text: sourceOf(phrase, from, to),
    rest: sourceOf(phrase, to, phrase.tokens.length),
  });
  const close = (): void => {
    if (left) pieces.push({ is: 'left', ...stretch(left.from, left.to) });
    left = undefined;
  };
  for (let at = 0; at < end; ) {
    const said = lookUp(words, phrase, at);
    const nothing = said ? undefined : lookUp(between, phrase, at);
    const when = said || nothing ? undefined : whenAt(phrase, at, options);
    const next = said?.next ?? nothing?.next ?? when?.next ?? at + 1;
    if (said) {
      close();
      pieces.push({ is: 'said', value: said.value, ...stretch(at, next) });
    } else if (when) {
      close();
      const { value } = when;
      pieces.push({ is: 'when', when: value.ok ? value : undefined, ...stretch(at, next) });
    } else if (!nothing && /[\p{L}\d]/u.test(wordAt(phrase, at))) {
      left = { from: left?.from ?? at, to: next };
    }
    at = next;
  }
  if (end < phrase.tokens.length) left = { from: left?.from ?? end, to: phrase.tokens.length };
  close();
  return pieces;
}

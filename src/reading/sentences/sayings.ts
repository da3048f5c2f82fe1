import { lookUp, type Phrase, skip, sourceOf, tokenize, type Vocabulary, vocabulary } from '../phrase.js';

/**
 * A way of asking for something in words, as `jadwalkan kunjungan` or `berapa peserta`. `asks` is what is asked for,
 * `words` its spellings as a vocabulary has them, `put` what is put before whatever follows them. `rest`: what follows is
 * handed on, may be anything and is passed over, or may not be there.
 */
export type Saying<A> = {
  readonly asks: A;
  readonly words: string;
  readonly put?: string;
  readonly rest: 'kept' | 'dropped' | 'none';
};

/** What is asked for, and with what, as it would be typed behind a command. */
export type Asking<A> = { readonly asks: A; readonly argument: string };

/** Said before what is wanted, and to whom. */
export const openers = vocabulary<true>([
  [
    true,
    'saya|sy|aku|kami|mau|ingin|pengen|hendak|akan|tolong|tlg|mohon|minta|minta tolong|coba|bisa|bantu|dibantu|boleh|' +
      'pak|bu|bapak|ibu|min|bot|maaf|ok|oke|baik|halo|hai|selamat pagi|selamat siang|selamat sore|selamat malam|i|want to|' +
      'would like to|please|can you|could you|,',
  ],
]);

/** Said between what is wanted and with what. */
const links = vocabulary<true>([
  [
    true,
    'ke|dengan|dgn|untuk|utk|dari|di|yang|yg|pada|tentang|bernama|namanya|with|to|for|in|of|named|,|:|-',
  ],
]);

/** Said after it. */
const closers = vocabulary<true>([
  [true, 'pak|bu|ya|dong|saya|kami|ini|itu|apa|apa saja|saja|sekarang|semua|baru|please|now'],
]);

function pass(words: Vocabulary<true>, phrase: Phrase, from: number): number {
  let at = from;
  for (let next = skip(words, phrase, at); next !== at; next = skip(words, phrase, at)) at = next;
  return at;
}

/** The sayings as they are looked up, by their first word. */
export type Sayings<A> = Vocabulary<Saying<A>>;

export function sayingsOf<A>(all: readonly Saying<A>[]): Sayings<A> {
  return vocabulary(all.map((saying) => [saying, saying.words] as const));
}

/** What a text asks for, where it begins with one of the sayings, politely or not; undefined: with none. */
export function readSaying<A>(text: string, sayings: Sayings<A>): Asking<A> | undefined {
  const phrase = tokenize(text);
  const { length } = phrase.tokens;
  // `minta` opens a sentence, and `minta bantuan` may be a saying: what is longer goes first.
  for (let at = 0; at < length; ) {
    const found = lookUp(sayings, phrase, at);
    if (found) {
      const { asks, put = '', rest } = found.value;
      const from = pass(links, phrase, found.next);
      const ended = pass(closers, phrase, found.next) >= length;
      if (rest === 'none' && !ended) return undefined;
      const said = rest === 'kept' && !ended ? sourceOf(phrase, from, length) : '';
      return { asks, argument: [put, said].filter((part) => part !== '').join(' ') };
    }
    const next = skip(openers, phrase, at);
    if (next === at) return undefined;
    at = next;
  }
  return undefined;
}

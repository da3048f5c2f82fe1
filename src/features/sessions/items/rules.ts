import { editDistance } from '../../../reading/match.js';
import { lookUp, type Phrase, type Read, skip, sourceOf, wordAt } from '../../../reading/phrase.js';
import { searchName } from '../../../reading/search-name.js';
import { counted, fillers, type Mark, negations, rangeWords, said } from '../exceptions/phrases.js';

/** Somebody on the sheet by number; the name is empty where the reader may not see it. */
export type Listed = { readonly number: number; readonly name: string };

/** Part of a phrase, from a token up to, not including, another. */
type Span = { readonly from: number; readonly to: number };

/**
 * Who is spoken of. Of several `choices` one is meant, and it isn't said which; `sure` is false where a name was taken
 * for one that is written otherwise. `broken`: a range that says nothing.
 */
export type Who = Span & {
  readonly is: 'who';
  readonly choices: readonly (readonly number[])[];
  readonly sure: boolean;
  /** Said by name. */
  readonly named: boolean;
  readonly broken?: readonly number[];
};

/** How they attended: a mark, `away` for whatever reason, or words that are not known. */
export type How = Span & {
  readonly is: 'mark' | 'away' | 'unknown';
  readonly mark?: Mark;
  readonly sure: boolean;
  /** A colon after it, or before it: the list stands on that side. */
  readonly leads: boolean;
  readonly trails: boolean;
};

export type Item =
  | Who
  | How
  | (Span & { readonly is: 'all' | 'rest' | 'except' | 'only' | 'comma' })
  | (Span & { readonly is: 'count'; readonly count: number });

const LONGEST_RANGE = 200;
const MOST_WORDS = 6;
const MANY_NAMED = 8;

/** A sheet's names as words. */
export type Names = readonly { readonly number: number; readonly words: readonly string[] }[];

/** The sheet as names are looked up in it. */
export function namesOf(sheet: readonly Listed[]): Names {
  return sheet.flatMap(({ number, name }) => {
    const words = searchName(name).split(' ').filter(Boolean);
    return words.some((word) => word.length > 1) ? [{ number, words }] : [];
  });
}

// A number, or a range of them; a range that runs backwards, on and on or through three numbers says nothing.
function numbersAt(phrase: Phrase, from: number): Who {
  const chain: Read<number>[] = [];
  for (let at: number | undefined = from; at !== undefined; ) {
    const digits = wordAt(phrase, at);
    if (!/^\d+$/.test(digits)) break;
    chain.push({ next: at + 1, value: Number(digits.slice(0, 15)) });
    const range: Read<true> | undefined = lookUp(rangeWords, phrase, at + 1);
    at = range && skip(fillers, phrase, range.next);
  }
  const ends = chain.map(({ value }) => value);
  const [first = 0, last = first, ...more] = ends;
  const to = chain.at(-1)?.next ?? from + 1;
  if (more.length > 0 || last < first || last - first >= LONGEST_RANGE) {
    return { is: 'who', from, to, choices: [[]], sure: true, named: false, broken: ends };
  }
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return { is: 'who', from, to, choices: [numbers], sure: true, named: false };
}

function fits(typed: readonly string[], words: readonly string[], part: boolean): boolean {
  return typed.every((word) => {
    if (word.length === 1) return typed.length > 1 && words.some((other) => other.startsWith(word));
    return words.some((other) => other === word || (part && word.length > 2 && other.startsWith(word)));
  });
}

/** A name, or part of one, from `from` on: the most words that fit anybody. */
function nameAt(phrase: Phrase, from: number, names: Names, sloppy: boolean): Who | undefined {
  const run: string[] = [];
  for (let at = from; run.length < MOST_WORDS && /^\p{L}/u.test(wordAt(phrase, at)); at += 1) {
    run.push(searchName(wordAt(phrase, at)));
  }
  const long = (words: readonly string[]) => words.some((word) => word.length > 2);
  const found = (to: number, fitting: Names, sure: boolean): Who => ({
    is: 'who',
    from,
    to,
    choices: fitting.slice(0, MANY_NAMED).map(({ number }) => [number]),
    sure: sure && fitting.length <= MANY_NAMED,
    named: true,
  });
  for (let length = run.length; length > 0; length -= 1) {
    const typed = run.slice(0, length);
    if (!long(typed)) continue;
    const whole = names.filter(({ words }) => fits(typed, words, false));
    const fitting = whole.length > 0 ? whole : names.filter(({ words }) => fits(typed, words, true));
    if (fitting.length > 0) return found(from + length, fitting, true);
  }
  const [word = ''] = run;
  if (!sloppy || word.length < 4) return undefined;
  const near = names.filter(({ words }) => words.some((other) => editDistance(word, other) === 1));
  return near.length > 0 ? found(from + 1, near, false) : undefined;
}

const KNOWN_WORDS: readonly (readonly [string, Mark])[] = [...said.values()]
  .flat()
  .flatMap(({ words, value }) => {
    const [word = '', ...more] = words;
    return value.is === 'mark' && more.length === 0 && word.length > 3 ? [[word, value.mark] as const] : [];
  });

/** A reason with one slip of the keyboard, which is asked about. */
function slipAt(word: string): Mark | undefined {
  if (word.length < 4) return undefined;
  const near = new Set(
    KNOWN_WORDS.filter(([known]) => editDistance(word, known) === 1).map(([, mark]) => mark),
  );
  const [mark, ...others] = near;
  return others.length === 0 ? mark : undefined;
}

const howAt = (is: How['is'], from: number, to: number, sure = true, mark?: Mark): How => ({
  is,
  from,
  to,
  sure,
  leads: false,
  trails: false,
  ...(mark && { mark }),
});

function saidAt(phrase: Phrase, from: number): Item | undefined {
  const found = lookUp(said, phrase, from);
  if (!found) return undefined;
  const { value, next: to } = found;
  if (value.is === 'mark') return howAt('mark', from, to, true, value.mark);
  if (value.is === 'away') return howAt('away', from, to);
  if (value.is === 'nobody') return { is: 'who', from, to, choices: [[]], sure: true, named: false };
  return { is: value.is, from, to };
}

function wordItem(phrase: Phrase, from: number, names: Names, first: 'words' | 'names'): Item | undefined {
  const word = wordAt(phrase, from);
  if (first === 'names' || (word.length === 1 && !/^\d/.test(wordAt(phrase, from + 1)))) {
    const named = nameAt(phrase, from, names, false);
    if (named && (first === 'names' || named.to > from + 1)) return named;
  }
  const known = saidAt(phrase, from);
  if (known) return known;
  const negation = lookUp(negations, phrase, from);
  const denied = negation && lookUp(said, phrase, negation.next);
  if (denied) return howAt('unknown', from, denied.next);
  if (lookUp(fillers, phrase, from) || !/\p{L}/u.test(word)) return undefined;
  const named = nameAt(phrase, from, names, true);
  if (named?.sure) return named;
  const slip = slipAt(word);
  if (slip) return howAt('mark', from, from + 1, false, slip);
  return named ?? howAt('unknown', from, from + 1);
}

function itemAt(phrase: Phrase, from: number, names: Names, first: 'words' | 'names'): Item | undefined {
  const word = wordAt(phrase, from);
  if (word === ',') return { is: 'comma', from, to: from + 1 };
  if (!/^\d/.test(word)) return wordItem(phrase, from, names, first);
  const numbers = numbersAt(phrase, from);
  const [only = [], ...others] = numbers.choices;
  const many = lookUp(counted, phrase, numbers.to);
  if (many && only.length === 1 && others.length === 0) {
    return { is: 'count', from, to: many.next, count: only[0] ?? 0 };
  }
  return numbers;
}

const isColon = (phrase: Phrase, at: number): boolean => [':', '='].includes(wordAt(phrase, at));

const isOne = ({ choices: [first, ...others], broken }: Who): boolean =>
  broken === undefined && others.length === 0 && first?.length === 1;

const distinct = (choices: Who['choices']): Who['choices'] => [
  ...new Map(choices.map((choice) => [choice.join(), choice])).values(),
];

// `3. Budi`: one person twice over, or a place in somebody's own list and another person. Nothing stands between.
function sameOrEither(phrase: Phrase, before: Item | undefined, item: Item): Who | undefined {
  if (before?.is !== 'who' || item.is !== 'who' || before.named === item.named) return undefined;
  const number = before.named ? item : before;
  const name = before.named ? before : item;
  const between = phrase.tokens.slice(before.to, item.from);
  if (!isOne(number) || between.some(({ text }) => !/^[.:-]$/u.test(text))) return undefined;
  const [only = []] = number.choices;
  const same = name.choices.some(([one]) => one === only[0]);
  const choices = same ? [only] : distinct([only, ...name.choices]);
  return { ...name, from: before.from, to: item.to, choices, sure: same || name.sure };
}

function joined(phrase: Phrase, items: readonly Item[]): Item[] {
  const all: Item[] = [];
  for (const item of items) {
    const one = sameOrEither(phrase, all.at(-1), item);
    if (one) all[all.length - 1] = one;
    else all.push(item);
  }
  return all;
}

/**
 * What a phrase is made of: who, how, and the words between. `first` says whether a word that is both a reason and
 * somebody's name is taken for the one or the other.
 */
export function itemsOf(phrase: Phrase, names: Names, first: 'words' | 'names'): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < phrase.tokens.length; ) {
    const item = itemAt(phrase, at, names, first);
    if (item) {
      const isHow = item.is === 'mark' || item.is === 'away' || item.is === 'unknown';
      const leads = isHow && isColon(phrase, item.to);
      const trails = isHow && isColon(phrase, item.from - 1);
      items.push(isHow ? { ...item, leads, trails } : item);
    }
    at = item?.to ?? Math.max(at + 1, skip(fillers, phrase, at));
  }
  return joined(phrase, together(phrase, items));
}

// Unknown words in a row are one; a reason said twice in a row is said once; `tidak hadir karena sakit` is `sakit`.
function together(phrase: Phrase, items: readonly Item[]): Item[] {
  const all: Item[] = [];
  for (const item of items) {
    const before = all.at(-1);
    const why = phrase.tokens.slice(before?.to ?? item.from, item.from);
    const again =
      (item.is === 'unknown' && before?.is === 'unknown') ||
      (item.is === 'mark' && before?.is === 'mark' && item.mark === before.mark) ||
      (item.is === 'mark' && before?.is === 'away' && why.some(({ text }) => BECAUSE.has(text)));
    if (again) all[all.length - 1] = { ...item, from: before?.from ?? item.from };
    else all.push(item);
  }
  return all;
}

const BECAUSE: ReadonlySet<string> = new Set(['karena', 'krn', 'sebab', 'because']);

/** What was typed of some items, from the first of them to the last. */
export function textOf(phrase: Phrase, items: readonly Span[]): string {
  const from = Math.min(...items.map((item) => item.from));
  return items.length === 0 ? '' : sourceOf(phrase, from, Math.max(...items.map((item) => item.to)));
}

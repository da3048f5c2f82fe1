import {
  lookUp,
  type Phrase,
  type Read,
  skip,
  sourceOf,
  tokenize,
  vocabulary,
  wordAt,
} from '../../../reading/phrase.js';

/** The seven attendance marks: hadir, terlambat, sakit, izin, sidang, menolak, alpa. */
export const attendanceMarks = ['present', 'late', 'sick', 'excused', 'court', 'refused', 'absent'] as const;

/** How somebody on the sheet attended. */
export type Mark = (typeof attendanceMarks)[number];

/**
 * A part that has to be written again. `text` is it as typed, `numbers` those in it that got no mark by it.
 * `no-such-number`: not on the sheet; `unknown-mark`: numbers without a known reason; `conflict`: one number, two
 * marks; `unreadable`: words or ranges that say nothing.
 */
export type ExceptionFault = {
  readonly kind: 'no-such-number' | 'unknown-mark' | 'conflict' | 'unreadable';
  readonly text: string;
  readonly numbers: readonly number[];
};

/** The marks by number on the sheet, and what couldn't be taken. A number in conflict has no mark. */
export type Exceptions = {
  readonly marks: ReadonlyMap<number, Mark>;
  readonly faults: readonly ExceptionFault[];
};

const markWords = vocabulary<Mark>([
  ['present', 'hadir|hadr|hdr|h|ada|masuk|present'],
  ['late', 'terlambat|telat|tlambat|trlambat|terlmbat|datang terlambat|late'],
  ['sick', 'sakit|skt|sakitt|skit|s|sick|ill'],
  ['excused', 'izin|ijin|izn|ijn|idzin|isin|i|permisi|excused|leave|on leave|permission'],
  ['court', 'sidang|sidng|sdg|sdang|sidang pengadilan|ikut sidang|court|in court|at court|hearing'],
  ['refused', 'menolak|nolak|tolak|menolk|tidak mau|tdk mau|tidak bersedia|refused|refuses|refuse'],
  [
    'absent',
    'alpa|alfa|alpha|alpah|alp|a|absen|absent|bolos|mangkir|tk|tanpa keterangan|tanpa ket|tnp ket|tanpa kabar|' +
      'tanpa izin|tanpa ijin|tidak ada keterangan|tidak ada kabar|no reason|without reason',
  ],
]);

// `tidak hadir` gives no reason and must not be read as `hadir`.
const negations = vocabulary<true>([[true, 'tidak|tdk|tak|belum|blm|bukan|gak|ga|nggak|tanpa|not|no']]);
const fillers = vocabulary<true>([
  [true, 'no|nomor|nmr|nomer|num|number|numbers|dan|and|sama|serta|yang|yg|karena|krn|is|are|was|were'],
]);
const rangeWords = vocabulary<true>([[true, '-|sampai|sampai dengan|sd|hingga|to']]);
// What is taken for granted anyway: `3 sakit, sisanya hadir`.
const restPresent =
  /(?:(?<!\p{L})dan\s+)?(?<!\p{L})(?:sisanya|selebihnya|lainnya|yang lain|yg lain|(?:the )?(?:rest|others))\s+(?:semua\s+|are\s+)?(?:hadir|present)[\s.!]*$/iu;

type Item = {
  readonly from: number;
  readonly to: number;
  readonly is: Mark | 'unknown' | 'unreadable' | 'numbers';
  readonly numbers: readonly number[];
};

/**
 * Reads attendance by exception: `3,7 sakit; 9 sidang`, `no 3 dan 7 sakit`, `3-5 izin`, `sakit: 3, 7`, in Indonesian
 * or English; semicolons and new lines part, commas may. Numbers run from 1 to `max`. Whatever can be read is
 * returned beside the faults, and every number and word is in one or the other.
 */
export function readExceptions(text: string, max: number): Exceptions {
  const claims = new Map<number, Claim>();
  const faults: ExceptionFault[] = [];
  const lines = text.replace(/:\s*\n/gu, ': ').split(/[;\n]/u);
  for (const phrase of lines.map((line) => tokenize(line.replace(restPresent, '')))) {
    for (const items of partsOf(phrase)) readPart(phrase, items, max, claims, faults);
  }
  const marks = new Map<number, Mark>();
  for (const [number, claim] of claims) {
    const [mark, ...others] = claim.marks;
    if (mark && others.length === 0) marks.set(number, mark);
    else faults.push({ kind: 'conflict', text: [...claim.texts].join('; '), numbers: [number] });
  }
  return { marks, faults };
}

// What is said of one number, and where.
type Claim = { readonly marks: Set<Mark>; readonly texts: Set<string> };

const isWord = (item: Item): boolean => item.is !== 'numbers' && item.is !== 'unreadable';

// Commas part only where each side is complete: `3 sakit, izin 7`, but not `3, 7 sakit`.
function partsOf(phrase: Phrase): Item[][] {
  const commas = phrase.tokens.flatMap((token, at) => (token.text === ',' ? [at] : []));
  const edges = [-1, ...commas, phrase.tokens.length];
  const between = edges.slice(1).map((to, index) => itemsOf(phrase, (edges[index] ?? -1) + 1, to));
  const filled = between.filter((items) => items.length > 0);
  const complete = filled.every((items) => items.some(isWord) && !items.every(isWord));
  return complete ? filled : [itemsOf(phrase, 0, phrase.tokens.length)];
}

function itemsOf(phrase: Phrase, start: number, end: number): Item[] {
  const items: Item[] = [];
  for (let at = start; at < end; ) {
    const item = itemAt(phrase, at);
    if (item) items.push(item);
    at = item?.to ?? Math.max(at + 1, skip(fillers, phrase, at));
  }
  return items;
}

function itemAt(phrase: Phrase, from: number): Item | undefined {
  const word = wordAt(phrase, from);
  if (/^\d/.test(word)) return numbersAt(phrase, from);
  const mark = lookUp(markWords, phrase, from);
  if (mark) return { from, to: mark.next, is: mark.value, numbers: [] };
  const negation = lookUp(negations, phrase, from);
  const denied = negation && lookUp(markWords, phrase, negation.next);
  if (denied) return { from, to: denied.next, is: 'unknown', numbers: [] };
  if (lookUp(fillers, phrase, from) || !/\p{L}/u.test(word)) return undefined;
  return { from, to: from + 1, is: 'unknown', numbers: [] };
}

const longestRange = 200;

// A number, or a range of them; a range that runs backwards, on and on or through three numbers says nothing.
function numbersAt(phrase: Phrase, from: number): Item {
  const chain: Read<number>[] = [];
  for (let at: number | undefined = from; at !== undefined; ) {
    const digits = wordAt(phrase, at);
    if (!/^\d+$/.test(digits)) break;
    chain.push({ next: at + 1, value: Number(digits.slice(0, 15)) });
    at = lookUp(rangeWords, phrase, at + 1)?.next;
  }
  const ends = chain.map(({ value }) => value);
  const [first = 0, last = first, ...more] = ends;
  const to = chain.at(-1)?.next ?? from + 1;
  const readable = more.length === 0 && last >= first && last - first < longestRange;
  return readable
    ? {
        from,
        to,
        is: 'numbers',
        numbers: Array.from({ length: last - first + 1 }, (_, index) => first + index),
      }
    : { from, to, is: 'unreadable', numbers: ends };
}

type Group = { readonly numbers: Item[]; readonly words: Item[] };

function readPart(
  phrase: Phrase,
  items: readonly Item[],
  max: number,
  claims: Map<number, Claim>,
  faults: ExceptionFault[],
): void {
  for (const group of groupsOf(items)) {
    const all = [...group.numbers, ...group.words].toSorted((a, b) => a.from - b.from);
    const text = textOf(phrase, all);
    const numbers = group.numbers.flatMap((item) => (item.is === 'numbers' ? item.numbers : []));
    const marks = group.words.map(({ is }) => is).filter(isMark);
    const broken = group.numbers.filter((item) => item.is === 'unreadable');
    faults.push(
      ...broken.map((item) => ({
        kind: 'unreadable' as const,
        text: textOf(phrase, [item]),
        numbers: item.numbers,
      })),
    );
    if (group.numbers.length === 0 || isTorn(group)) faults.push({ kind: 'unreadable', text, numbers });
    else if (marks.length === 0) faults.push({ kind: 'unknown-mark', text, numbers });
    else {
      const missing = numbers.filter((number) => number < 1 || number > max);
      if (missing.length > 0) faults.push({ kind: 'no-such-number', text, numbers: missing });
      for (const number of numbers) {
        if (number < 1 || number > max) continue;
        const claim = claims.get(number) ?? { marks: new Set(), texts: new Set() };
        for (const mark of marks) claim.marks.add(mark);
        claims.set(number, { ...claim, texts: claim.texts.add(text) });
      }
      const unknown = group.words.filter(({ is }) => is === 'unknown');
      const unread = unknown.map((item) => textOf(phrase, [item])).join(' ');
      if (unread !== '') faults.push({ kind: 'unreadable', text: unread, numbers: [] });
    }
  }
}

const isMark = (is: Item['is']): is is Mark => (attendanceMarks as readonly string[]).includes(is);

const textOf = (phrase: Phrase, items: readonly Item[]): string =>
  sourceOf(phrase, items[0]?.from ?? 0, items.at(-1)?.to ?? 0);

// `sakit 3, 7, 9 sidang`: whose are 7 and 9? Marks on both sides of the numbers leave it open.
function isTorn({ numbers, words }: Group): boolean {
  const first = numbers[0]?.from ?? 0;
  return (
    words.some(({ from, is }) => from < first && isMark(is)) &&
    words.some(({ from, is }) => from > first && isMark(is))
  );
}

// Numbers with the words after them, or, where a part begins with a word, with the words before them.
function groupsOf(items: readonly Item[]): Group[] {
  const groups: Group[] = [];
  const wordsFirst = items[0] !== undefined && isWord(items[0]);
  let wasWord: boolean | undefined;
  for (const item of items) {
    const word = isWord(item);
    if (wasWord !== word && word === wordsFirst) groups.push({ numbers: [], words: [] });
    groups.at(-1)?.[word ? 'words' : 'numbers'].push(item);
    wasWord = word;
  }
  const last = groups.at(-1);
  if (groups.length > 1 && last?.numbers.length === 0) {
    groups.pop();
    groups.at(-1)?.words.push(...last.words);
  }
  return groups;
}

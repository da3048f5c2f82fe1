import { plainly } from '../../reading/names/sound.js';

/** How a register number was known: by its shape alone, or since somebody has it. */
export type RegisterRule = 'register-shape' | 'register-known';

/** Where a text holds a register number, UTF-16 (`end` exclusive), and whose it is, where that is known. */
export type Register = {
  readonly start: number;
  readonly end: number;
  readonly rule: RegisterRule;
  readonly participantId?: number;
};

/** Register numbers that are somebody's: by class, number and year; by number and year; and any other as it is stored. */
export type RegisterIndex = {
  readonly whole: Map<string, number>;
  readonly numbers: Map<string, number>;
  readonly odd: Map<string, number>;
};

export function noRegisters(): RegisterIndex {
  return { whole: new Map(), numbers: new Map(), odd: new Map() };
}

const storedKey = /^([A-Z]+)0*(\d+)\/(?:\d\d)?(\d\d)$/u;

/** Adds somebody's register number, written as it is stored (`BI003/2023`). */
export function addRegister(
  { whole, numbers, odd }: RegisterIndex,
  { id, registerKey }: { readonly id: number; readonly registerKey: string },
): void {
  const [, letters, serial, year] = storedKey.exec(registerKey) ?? [];
  if (letters === undefined) {
    if (/\p{L}/u.test(registerKey) && /\p{N}/u.test(registerKey)) odd.set(registerKey, id);
    return;
  }
  whole.set(`${letters}|${serial}|${year}`, id);
  numbers.set(`${serial}|${year}`, id);
}

/** A text in small letters and digits, its words parted by one blank or slash, and where each was. */
type Line = { readonly text: string; readonly starts: readonly number[]; readonly ends: readonly number[] };

const wordOrSlash = /[\p{L}\p{N}\p{M}\p{Cf}'’\u3164\u115f\u1160]+|[/\u2044\u2215]/gu;

/** `O` for 0 and `l` for 1, in what is digits otherwise. */
function digitsIn(word: string): string {
  if (!/^[\dol]+$/u.test(word) || !/\d/u.test(word)) return word;
  return word.replaceAll('o', '0').replaceAll('l', '1');
}

function toLine(text: string): Line {
  let line = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: raw, index } of text.matchAll(wordOrSlash)) {
    // A fraction's slash comes out of letters that are made plain, as in ½.
    const word = /^[/\u2044\u2215]$/u.test(raw) ? '/' : digitsIn(plainly(raw));
    if (word === '') continue;
    const added = line === '' || line.endsWith('/') || word === '/' ? word : ` ${word}`;
    for (let at = 0; at < added.length; at += 1) {
      const within = Math.min(raw.length - 1, Math.max(0, at - (added.length - word.length)));
      starts.push(index + within);
      ends.push(index + (at === added.length - 1 ? raw.length : within + 1));
    }
    line += added;
  }
  return { text: line, starts, ends };
}

const NO = String.raw`(?: ?(?:no|nomor|nomer|nmr|number))?`;
const EDGE = String.raw`(?<![\p{L}\p{N}])`;
/** A number and a year, also spaced out: `003/2023`, `3 tahun 2023`, `3 th. 23`, `0 0 3 / 2 3`. */
const numberAndYear = new RegExp(
  String.raw`(?<!\d)(?<serial>\d{1,6}|\d(?: \d){1,5})(?:(?<slash>\/)|(?<word> (?:th|thn|tahun|of) ?)| (?=(?:19|20)\d\d|2 0 \d \d))(?<year>(?:19|20)\d\d|2 0 \d \d|\d\d|\d \d)(?![\p{L}\p{N}]|\/\d)`,
  'gu',
);
/** What stands before it. A class of register also with 1 or l for i. */
const before = {
  kind: new RegExp(
    String.raw`${EDGE}(?:reg[a-z]*${NO} )?(?<kind>a ?(?:[i1l](?: ?[i1l]){0,2}|[i1l] ?v|v)|b ?[i1l](?: ?[i1l]){0,2}(?: ?[ab])?)${NO}[ /]?$`,
    'u',
  ),
  register: new RegExp(String.raw`${EDGE}(?:reg|register|registrasi|noreg)${NO}[ /]?$`, 'u'),
  letters: new RegExp(String.raw`${EDGE}(?<letters>\p{L}{1,6})${NO}[ /]?$`, 'u'),
  twoWords: new RegExp(String.raw`${EDGE}(?<letters>\p{L}{1,6} \p{L}{1,4})${NO}[ /]?$`, 'u'),
  number: new RegExp(String.raw`${EDGE}(?:no|nomor|nomer|nmr|number)[ /]?$`, 'u'),
};
const MOST_BEFORE = 30;
// Laws, letters and agreements have numbers and years as well.
const ofALaw =
  /\b(?:uu|undang|peraturan|pp|perpres|keppres|inpres|permen\w*|kepmen\w*|per|kep|perda|perbup|pergub|kuhap?|keputusan|surat|sk|skb|instruksi|edaran|pasal|ayat|nota|mou|pks|perjanjian|sprint?|spt|perintah|tugas|berita|law|act|letter|regulation)\b[^\n]{0,60}$/u;
const LAW_BEFORE = 90;

/** A number and a year in a line, with what stands before them. */
type Numbered = {
  readonly line: string;
  readonly at: number;
  readonly serial: string;
  readonly year: string;
  readonly slash: boolean;
  readonly word: boolean;
};

/** What a register number was found by: from where in the line, by its shape or as somebody's. */
type Recognised = { readonly from: number; readonly rule: RegisterRule; readonly participantId?: number };

const digitsOf = (typed: string): string => typed.replaceAll(' ', '');

function recognise(
  { line, at, serial, year, slash, word }: Numbered,
  index: RegisterIndex,
): Recognised | undefined {
  const near = line.slice(Math.max(0, at - MOST_BEFORE), at);
  const start = at - near.length;
  const numberOf = (digits: string) =>
    `${digitsOf(digits).replace(/^0+(?=\d)/u, '')}|${digitsOf(year).slice(-2)}`;
  const number = numberOf(serial);
  const isPadded = serial.startsWith('0');
  const owner = (letters: string, of = number) =>
    index.whole.get(`${letters.replaceAll(' ', '').toUpperCase()}|${of}`);
  const found = (from: number, shaped: boolean, participantId?: number): Recognised | undefined => {
    if (!shaped && participantId === undefined) return undefined;
    const rule = shaped ? 'register-shape' : 'register-known';
    return { from: start + from, rule, ...(participantId !== undefined && { participantId }) };
  };
  // With 1 for i the class may have begun what looks like a number that is spaced out: `B.1 3/23`.
  const digits = serial.split(' ');
  for (const taken of digits.keys()) {
    const own = digits.slice(taken).join('');
    const kind = before.kind.exec(
      near +
        digits
          .slice(0, taken)
          .map((digit) => `${digit} `)
          .join(''),
    );
    if (!kind) continue;
    const shaped = digitsOf(year).length === 4 || word || (slash && own.startsWith('0'));
    const letters = kind.groups?.['kind']?.replace(/[1l]/gu, 'i') ?? '';
    return found(kind.index, shaped, owner(letters, numberOf(own)));
  }
  const register = before.register.exec(near);
  if (register) return found(register.index, true, index.numbers.get(number));
  for (const named of [before.letters.exec(near), before.twoWords.exec(near)]) {
    const participantId = named && owner(named.groups?.['letters'] ?? '');
    if (named && participantId) return found(named.index, false, participantId);
  }
  const numbered = before.number.exec(near);
  const mayBe = numbered ? slash || word : slash && isPadded && serial.length > 2;
  if (!mayBe || ofALaw.test(line.slice(Math.max(0, at - LAW_BEFORE), at))) return undefined;
  return found(numbered?.index ?? near.length, false, index.numbers.get(number));
}

const KEY_WORDS = 6;

/** Numbers of any other shape, as they are stored: capitals, a slash between digits and nothing elsewhere. */
function* oddIn({ text, starts, ends }: Line, { odd }: RegisterIndex): Generator<Register> {
  if (odd.size === 0) return;
  const words = [...text.matchAll(/[^ /]+/gu)];
  for (const [first, { index: from }] of words.entries()) {
    let key = '';
    for (const { 0: word, index } of words.slice(first, first + KEY_WORDS)) {
      key += (/\p{N}$/u.test(key) && /^\p{N}/u.test(word) ? '/' : '') + word.toUpperCase();
      const participantId = odd.get(key);
      if (participantId === undefined) continue;
      const end = ends[index + word.length - 1] ?? 0;
      yield { start: starts[from] ?? 0, end, rule: 'register-known', participantId };
    }
  }
}

/** Where a text holds register numbers, however they are written: of anybody by their shape, of those who are known. */
export function* registersIn(text: string, index: RegisterIndex): Generator<Register> {
  if (!/\p{N}/u.test(text)) return;
  const line = toLine(text);
  for (const { 0: found, index: at, groups } of line.text.matchAll(numberAndYear)) {
    const { serial = '', year = '', slash, word } = groups ?? {};
    const numbered = {
      line: line.text,
      at,
      serial,
      year,
      slash: slash !== undefined,
      word: word !== undefined,
    };
    const known = recognise(numbered, index);
    if (!known) continue;
    const { from, ...register } = known;
    yield {
      start: line.starts[from] ?? 0,
      end: line.ends[at + found.length - 1] ?? text.length,
      ...register,
    };
  }
  yield* oddIn(line, index);
}

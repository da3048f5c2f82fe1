import { type Phrase, tokenize } from '../../../reading/phrase.js';
import {
  type How,
  type Item,
  itemsOf,
  type Listed,
  type Names,
  namesOf,
  textOf,
  type Who,
} from '../items/rules.js';
import { MOST_READINGS, type Pairing, pairings, partOf } from '../pairs/rules.js';
import type { Mark } from './phrases.js';

export { attendanceMarks, type Mark } from './phrases.js';

/** A mark, or `open`: said to be away, and not why. */
type Claim = Mark | 'open';

/** Claims by number on the sheet. Keys are text because forms are stored as JSON. */
export type Claims = { readonly [number: string]: Claim };

/**
 * What has to be asked before anything is taken of it. `which`: what was typed can be read in several ways, or in one
 * that is a guess; `who`: a name fits several; `conflict`: one number, two marks. `reason`: numbers without a reason;
 * with `maybe`, they were only not named among those who came, and may have come too.
 */
export type Ask =
  | {
      readonly kind: 'which' | 'who' | 'conflict';
      readonly text: string;
      readonly readings: readonly Claims[];
    }
  | { readonly kind: 'reason'; readonly numbers: readonly number[]; readonly maybe: boolean };

/**
 * A part that has to be written again. `text` is it as typed, `numbers` those in it that got no mark by it.
 * `no-such-number`: not on the sheet; `unknown-mark`: numbers without a known reason; `torn`: it can be read in too many
 * ways; `count`: it says how many, and not who; `unreadable`: words or ranges that say nothing.
 */
export type ExceptionFault = {
  readonly kind: 'no-such-number' | 'unknown-mark' | 'torn' | 'count' | 'unreadable';
  readonly text: string;
  readonly numbers: readonly number[];
};

/** What a text says: marks that are certain, what is to be asked, and what couldn't be taken. No number is in two. */
export type Exceptions = {
  readonly marks: ReadonlyMap<number, Mark>;
  readonly asks: readonly Ask[];
  readonly faults: readonly ExceptionFault[];
};

/** One way of reading a part. */
type Reading = Map<number, Claim>;

/** What was read of one part of the text. */
type PartRead = {
  readonly text: string;
  /** What holds in every reading, each with the words that say it. */
  readonly claims: readonly { readonly number: number; readonly claim: Claim; readonly text: string }[];
  readonly asks: readonly { kind: 'which' | 'who'; text: string; readings: readonly Reading[] }[];
  readonly faults: readonly ExceptionFault[];
  /** What is said of all who are not named. */
  readonly rest?: Claim;
  /** It was said outright that nobody else came. */
  readonly only?: boolean;
};

const MOST_NUMBERS = 500;
const claimOf = (how: How | undefined): Claim => (how?.is === 'mark' && how.mark ? how.mark : 'open');
const isHow = (item: Item): item is How => ['mark', 'away', 'unknown'].includes(item.is);
const saysNothing = ({ is }: Item): boolean => is === 'comma' || is === 'only';
const isWho = (item: Item): item is Who => item.is === 'who';

/** Every choice of everybody whose name or number fits several, with what is said of them. */
function spread(entries: readonly (readonly [Who, Claim])[]): Reading[] {
  let all: [number, Claim][][] = [[]];
  for (const [{ choices }, claim] of entries) {
    all = all.flatMap((before) =>
      choices.map((choice) => [...before, ...choice.map((number): [number, Claim] => [number, claim])]),
    );
    if (all.length > 4 * MOST_READINGS) break;
  }
  return all.map((pairs) => new Map(pairs));
}

const keyOf = (reading: Reading): string => JSON.stringify([...reading].toSorted(([a], [b]) => a - b));

function distinct(readings: readonly Reading[]): Reading[] {
  return [...new Map(readings.map((reading) => [keyOf(reading), reading])).values()];
}

const numbersIn = (whos: readonly Who[]): number[] => [
  ...new Set(whos.flatMap(({ choices, broken = [] }) => [...choices.flat(), ...broken])),
];

/** A part whose words and numbers are paired. */
function paired(phrase: Phrase, items: readonly Item[], orphan: Claim): Omit<PartRead, 'text'> {
  const part = partOf(items);
  const { whos, hows } = part;
  const found = pairings(part);
  const text = textOf(phrase, [...whos, ...hows]);
  const broken = whos.flatMap((who): ExceptionFault[] =>
    who.broken ? [{ kind: 'unreadable', text: textOf(phrase, [who]), numbers: who.broken }] : [],
  );
  const [first, ...others] = found;
  if (!first) {
    return { claims: [], asks: [], faults: [{ kind: 'torn', text, numbers: numbersIn(whos) }] };
  }
  const differs = whos.map((_, at) => others.some(({ howOf }) => howOf[at] !== first.howOf[at]));
  const howFor = ({ howOf }: Pairing, at: number) => {
    const how = howOf[at];
    return how === undefined ? undefined : hows[how];
  };
  const claimIn = (pairing: Pairing, at: number): Claim =>
    pairing.howOf[at] === undefined ? orphan : claimOf(howFor(pairing, at));
  const guessed = (at: number): boolean => whos[at]?.sure === false || howFor(first, at)?.sure === false;
  const claims: PartRead['claims'][number][] = [];
  const asks: PartRead['asks'][number][] = [];
  const unknown = new Map<How, Who[]>();
  for (const [at, who] of whos.entries()) {
    if (differs[at]) continue;
    const how = howFor(first, at);
    const beside = whos.filter((_, other) => !differs[other] && how && howFor(first, other) === how);
    const of = textOf(phrase, how ? [...beside, how] : [who]);
    const readings = distinct(spread([[who, claimIn(first, at)]]));
    if (how?.is === 'unknown') unknown.set(how, [...(unknown.get(how) ?? []), who]);
    else if (who.choices.length > 1) asks.push({ kind: 'who', text: of, readings });
    else if (guessed(at)) asks.push({ kind: 'which', text: of, readings });
    else for (const [number, claim] of readings[0] ?? []) claims.push({ number, claim, text: of });
  }
  const open = whos.flatMap((who, at) => (differs[at] ? [[who, at] as const] : []));
  if (open.length > 0) {
    const readings = distinct(
      found.flatMap((pairing) => spread(open.map(([who, at]) => [who, claimIn(pairing, at)]))),
    );
    if (readings.length > MOST_READINGS) {
      const numbers = numbersIn(open.map(([who]) => who));
      return { claims, asks, faults: [...broken, { kind: 'torn', text, numbers }] };
    }
    asks.push({ kind: 'which', text, readings });
  }
  const idle = first.idle.filter((how) => found.every((pairing) => pairing.idle.includes(how)));
  return {
    claims,
    asks,
    faults: [
      ...broken,
      ...[...unknown].map(
        ([how, of]): ExceptionFault => ({
          kind: 'unknown-mark',
          text: textOf(phrase, [...of, how]),
          numbers: numbersIn(of),
        }),
      ),
      ...unsaid(part, idle).map(
        (said): ExceptionFault => ({
          kind: 'unreadable',
          text: textOf(phrase, said),
          numbers: [],
        }),
      ),
    ],
  };
}

/** The words that nothing is said by, those in a row together. */
function unsaid({ hows, before }: ReturnType<typeof partOf>, idle: readonly number[]): How[][] {
  const rows: { readonly last: number; readonly said: How[] }[] = [];
  for (const at of idle) {
    const how = hows[at];
    if (!how || how.is === 'away') continue;
    const row = rows.at(-1);
    const follows = row !== undefined && row.last === at - 1 && before[row.last] === before[at];
    if (follows) rows[rows.length - 1] = { last: at, said: [...row.said, how] };
    else rows.push({ last: at, said: [how] });
  }
  return rows.map(({ said }) => said);
}

/** How many are left over or not understood: of two ways of taking words, the one with less of it is meant. */
function leftOver({ claims, asks, faults }: Omit<PartRead, 'text'>): number {
  const open = claims.filter(({ claim }) => claim === 'open').length;
  return faults.length * 10 + open + asks.length;
}

type Base = { readonly claim: Claim; readonly rest: readonly Item[] };

/** `semua hadir`, `hadir semua`, `semua`: what is said of everybody, and what else there is. */
function baseOf(items: readonly Item[]): Base | undefined {
  const plain = items.filter(({ is }) => is !== 'only');
  const at = plain.findIndex(({ is }) => is === 'all');
  if (at < 0) return undefined;
  const [before, after] = [plain[at - 1], plain[at + 1]];
  const rest = (...taken: (Item | undefined)[]) =>
    plain.filter((item) => item.is !== 'all' && !taken.includes(item));
  const isPresent = (item: Item | undefined) => item?.is === 'mark' && item.mark === 'present';
  const none = !plain.some(isWho);
  for (const near of [after, before]) {
    if (near && isHow(near) && near.is !== 'unknown' && (isPresent(near) || none)) {
      return { claim: claimOf(near), rest: rest(near) };
    }
  }
  const alone = plain.every(({ is }) => is === 'all' || is === 'comma');
  return alone ? { claim: 'present', rest: [] } : undefined;
}

/** `sisanya hadir`: what is said of those who are not named, and what else there is. */
function restOf(items: readonly Item[]): Base | undefined {
  const at = items.findIndex(({ is }) => is === 'rest');
  if (at < 0) return undefined;
  const following = items.slice(at + 1).filter(({ is }) => is !== 'all' && is !== 'only');
  const [after] = following;
  const before = items[at - 1];
  const how = after ?? (before && isHow(before) ? before : undefined);
  if (!how || !isHow(how) || how.is === 'unknown') return undefined;
  const others = items.slice(0, at).filter((item) => item !== how);
  return { claim: claimOf(how), rest: [...others, ...following.filter((item) => item !== how)] };
}

const NOTHING = { claims: [], asks: [], faults: [] } as const;

/** `hadir semua kecuali 3,7`, `selain 3 dan 7 hadir`, `kecuali 3 sakit`. */
function excepted(
  phrase: Phrase,
  items: readonly Item[],
  text: string,
  sheet: readonly Listed[],
): Omit<PartRead, 'text'> {
  const at = items.findIndex(({ is }) => is === 'except');
  const before = items.slice(0, at).filter(({ is }) => is !== 'comma');
  const after = items.slice(at + 1);
  const said = baseOf(before) ?? headOf(before);
  if (before.some(isWho) || after.some(({ is }) => is === 'except')) {
    const whos = items.filter(isWho);
    return { ...NOTHING, faults: [{ kind: 'unreadable', text, numbers: numbersIn(whos) }] };
  }
  if (said) {
    const orphan = said.claim === 'present' ? 'open' : 'present';
    return { ...paired(phrase, [...said.rest, ...after], orphan), rest: said.claim };
  }
  // Nothing stands before it.
  const last = baseOf(after) ?? tailOf(after);
  const plain = paired(phrase, after, 'open');
  if (!last) return plain;
  const whos = last.rest.filter(isWho);
  const orphan = last.claim === 'present' ? 'open' : 'present';
  if (last.claim === 'present') return { ...paired(phrase, last.rest, orphan), rest: 'present' };
  // `selain 3,7 sakit`: they, or everybody else?
  const [those, ...more] = spread(whos.map((who) => [who, last.claim] as const));
  if (!those || more.length > 0)
    return { ...NOTHING, faults: [{ kind: 'torn', text, numbers: numbersIn(whos) }] };
  const others = sheet.flatMap(({ number }) => (those.has(number) ? [] : [[number, last.claim] as const]));
  return { ...NOTHING, asks: [{ kind: 'which', text, readings: [those, new Map(others)] }] };
}

/** Words alone before the exception: `hadir kecuali 3`. */
function headOf(items: readonly Item[]): Base | undefined {
  const hows = items.filter(isHow);
  const [how] = hows;
  return how && how.is !== 'unknown' && hows.length === 1 && !items.some(isWho)
    ? { claim: claimOf(how), rest: [] }
    : undefined;
}

/** Names or numbers, and one word after them: `3,7 hadir`. */
function tailOf(items: readonly Item[]): Base | undefined {
  const hows = items.filter(isHow);
  const [how] = hows;
  const last = items.at(-1);
  return how && how === last && how.is !== 'unknown' && hows.length === 1
    ? { claim: claimOf(how), rest: items.slice(0, -1) }
    : undefined;
}

/** `2 orang sakit` names nobody; only that all came can be taken from a number of people. */
function counting(items: readonly Item[], size: number): { readonly everybody: boolean } | undefined {
  const counts = items.flatMap((item) => (item.is === 'count' ? [item.count] : []));
  const hows = items.filter(isHow);
  if (counts.length > 0) {
    const [count] = counts;
    const came = hows.every(({ mark }) => mark === 'present');
    return { everybody: count === size && came && counts.length === 1 && !items.some(isWho) };
  }
  return undefined;
}

/** `12 hadir, 2 sakit` of fourteen: numbers that add up to all are counts, not names. */
function addsUp({ claims }: Omit<PartRead, 'text'>, size: number): boolean {
  const came = claims.filter(({ claim }) => claim === 'present');
  const sum = claims.reduce((total, { number }) => total + number, 0);
  return came.length === 1 && claims.length > 1 && sum === size;
}

function readItems(phrase: Phrase, items: readonly Item[], sheet: readonly Listed[]): Omit<PartRead, 'text'> {
  const size = sheet.length;
  const text = textOf(phrase, items);
  const whos = items.filter(isWho);
  if (items.every(saysNothing)) {
    const source = phrase.source === '' ? '?' : phrase.source;
    return { ...NOTHING, faults: [{ kind: 'unreadable', text: source, numbers: [] }] };
  }
  const counts = counting(items, size);
  if (counts) {
    const numbers = numbersIn(whos);
    return counts.everybody
      ? { ...NOTHING, rest: 'present' }
      : { ...NOTHING, faults: [{ kind: 'count', text, numbers }] };
  }
  const rest = restOf(items);
  if (rest) {
    const others = rest.rest.every(saysNothing) ? NOTHING : readItems(phrase, rest.rest, sheet);
    return { ...others, rest: rest.claim };
  }
  if (items.some(({ is }) => is === 'except')) return excepted(phrase, items, text, sheet);
  const base = baseOf(items);
  if (base) return { ...paired(phrase, base.rest, 'open'), rest: base.claim };
  if (items.some(({ is }) => is === 'rest')) {
    return { ...NOTHING, faults: [{ kind: 'unreadable', text, numbers: numbersIn(whos) }] };
  }
  const only = items.some(({ is }) => is === 'only');
  return { ...paired(phrase, headless(items), 'open'), only };
}

/** `tidak hadir: 3 sakit, 7 izin`: a heading, where what follows gives the reasons. */
function headless(items: readonly Item[]): readonly Item[] {
  const [first] = items;
  const heads = first?.is === 'away' && first.leads && items.some(({ is }) => is === 'mark');
  return heads ? items.slice(1) : items;
}

function readPart(line: string, names: Names, sheet: readonly Listed[]): PartRead {
  const phrase = tokenize(line);
  const [words, people] = (['words', 'names'] as const).map((first) => {
    const items = itemsOf(phrase, names, first);
    const read = readItems(phrase, items, sheet);
    if (!addsUp(read, sheet.length)) return read;
    const numbers = numbersIn(items.filter(isWho));
    return { ...NOTHING, faults: [{ kind: 'count' as const, text: phrase.source, numbers }] };
  });
  const [one, other] = [words ?? NOTHING, people ?? NOTHING];
  const read = leftOver(other) < leftOver(one) ? other : one;
  return { ...read, text: phrase.source };
}

/** The parts of a text: semicolons and new lines part it, but not a heading from its list. */
function partsOf(text: string): string[] {
  return text
    .replace(/([:=])[ \t]*\n/gu, '$1 ')
    .split(/[;\n]/u)
    .filter((line) => line.trim() !== '');
}

// `Sakit⏎3⏎7⏎Izin⏎9`: each on a line of its own, which together say more than each alone.
function readParts(text: string, names: Names, sheet: readonly Listed[]): PartRead[] {
  const lines = partsOf(text);
  const apart = lines.map((line) => readPart(line, names, sheet));
  const wanting = (parts: readonly PartRead[]) => parts.reduce((sum, part) => sum + leftOver(part), 0);
  if (lines.length < 2 || text.includes(';') || wanting(apart) === 0) return apart;
  const whole = readPart(lines.join(' '), names, sheet);
  return leftOver(whole) === 0 ? [whole] : apart;
}

/** What the parts of a text come to together. */
class Gathered {
  readonly faults: ExceptionFault[] = [];
  readonly asks: Ask[] = [];
  readonly open = new Set<number>();
  private readonly said = new Map<number, { claims: Set<Mark>; texts: Set<string> }>();
  private readonly sheet: ReadonlySet<number>;

  constructor(sheet: readonly Listed[]) {
    this.sheet = new Set(sheet.map(({ number }) => number));
  }

  claim(number: number, claim: Claim, text: string): void {
    if (claim === 'open') {
      this.open.add(number);
      return;
    }
    const known = this.said.get(number) ?? { claims: new Set(), texts: new Set() };
    this.said.set(number, { claims: known.claims.add(claim), texts: known.texts.add(text) });
  }

  /** Numbers that are not on the sheet are told, those of one text together. */
  missing(numbers: Iterable<number>, text: string): void {
    const left = [...numbers].filter((number) => !this.sheet.has(number));
    if (left.length > 0) this.faults.push({ kind: 'no-such-number', text, numbers: left });
  }

  has(number: number): boolean {
    return this.sheet.has(number);
  }

  /** Marks that are certain; who is said to be two things is asked about. */
  settled(): Map<number, Mark> {
    const marks = new Map<number, Mark>();
    for (const [number, { claims, texts }] of this.said) {
      const [mark, ...others] = claims;
      this.open.delete(number);
      if (mark && others.length === 0) marks.set(number, mark);
      else {
        const readings = [...claims].map((claim) => ({ [number]: claim }));
        this.asks.push({ kind: 'conflict', text: [...texts].join('; '), readings });
      }
    }
    return marks;
  }
}

const toClaims = (reading: Reading, filled: Claim | undefined, all: Iterable<number>): Claims => {
  const others = filled === undefined ? [] : [...all].filter((number) => !reading.has(number));
  return Object.fromEntries([
    ...reading,
    ...others.map((number): [number, Claim] => [number, filled ?? 'open']),
  ]);
};

/**
 * Reads attendance by exception: `3,7 sakit; 9 sidang`, `sakit 3,7 sidang 9`, `tidak hadir 3 7`, `hadir semua kecuali
 * 3,7`, `yg hadir 1-10`, `sakit: 3 dan 7`, with names of the sheet for numbers, in Indonesian or English. Semicolons and
 * new lines part, commas may. What is not certain gets no mark: it is asked, or told as a fault, and every number and
 * word is in a mark, a question or a fault.
 */
export function readExceptions(text: string, sheet: readonly Listed[]): Exceptions {
  const parts = readParts(text, namesOf(sheet), sheet);
  const all = new Gathered(sheet);
  for (const part of parts) {
    all.faults.push(...part.faults);
    for (const of of new Set(part.claims.map((claim) => claim.text))) {
      const claims = part.claims.filter((claim) => claim.text === of);
      all.missing(new Set(claims.map(({ number }) => number)), of);
      for (const { number, claim } of claims) if (all.has(number)) all.claim(number, claim, of);
    }
  }
  const marks = all.settled();
  const rests = new Set(parts.flatMap(({ rest }) => rest ?? []));
  const [rest, ...contrary] = rests;
  const came = [...marks].some(([, mark]) => mark === 'present');
  const only = rest === undefined && came;
  const filled = rest === undefined ? (only ? 'open' : undefined) : rest === 'present' ? undefined : rest;
  for (const { asks } of parts) {
    for (const { kind, text: of, readings } of asks) askAbout(all, marks, { kind, of, readings, filled });
  }
  if (contrary.length > 0) {
    all.faults.push({ kind: 'unreadable', text: parts.map((part) => part.text).join('; '), numbers: [] });
  }
  const named = namedIn(marks, all);
  const unnamed = sheet.map(({ number }) => number).filter((number) => !named.has(number));
  const opened = [...all.open].toSorted((a, b) => a - b);
  if (opened.length > 0) all.asks.push({ kind: 'reason', numbers: opened, maybe: false });
  fill(all, marks, { unnamed, filled, only, outright: parts.some((part) => part.only === true) });
  return { marks, asks: all.asks, faults: all.faults };
}

/** Whether some of a text says how somebody attended, whoever that is. */
export function speaksOfMarks(text: string): boolean {
  const items = partsOf(text).flatMap((line) => itemsOf(tokenize(line), [], 'words'));
  return items.some(({ is }) => is === 'mark' || is === 'away');
}

/** Puts a question, without numbers that are not on the sheet; where one is certain otherwise, it is told instead. */
function askAbout(
  all: Gathered,
  marks: ReadonlyMap<number, Mark>,
  {
    kind,
    of,
    readings,
    filled,
  }: {
    readonly kind: 'which' | 'who';
    readonly of: string;
    readonly readings: readonly Reading[];
    readonly filled: Claim | undefined;
  },
): void {
  const numbers = new Set(readings.flatMap((reading) => [...reading.keys()]));
  all.missing(numbers, of);
  const there = new Set([...numbers].filter((number) => all.has(number)));
  if ([...there].some((number) => marks.has(number))) {
    all.faults.push({ kind: 'torn', text: of, numbers: [...there].filter((number) => !marks.has(number)) });
    return;
  }
  for (const number of there) all.open.delete(number);
  const kept = distinct(
    readings.map((reading) => new Map([...reading].filter(([number]) => there.has(number)))),
  ).filter((reading) => reading.size > 0);
  if (kept.length === 0) return;
  all.asks.push({ kind, text: of, readings: kept.map((reading) => toClaims(reading, filled, there)) });
}

function namedIn(marks: ReadonlyMap<number, Mark>, { asks, faults, open }: Gathered): Set<number> {
  const asked = asks.flatMap((ask) =>
    ask.kind === 'reason' ? ask.numbers : ask.readings.flatMap((reading) => Object.keys(reading).map(Number)),
  );
  return new Set([...marks.keys(), ...open, ...asked, ...faults.flatMap(({ numbers }) => numbers)]);
}

/** Those who are not named, where something is said of them. What is not certain by a fault is asked. */
function fill(
  { asks, faults }: Gathered,
  marks: Map<number, Mark>,
  {
    unnamed,
    filled,
    only,
    outright,
  }: {
    readonly unnamed: readonly number[];
    readonly filled: Claim | undefined;
    readonly only: boolean;
    readonly outright: boolean;
  },
): void {
  if (filled === undefined || unnamed.length === 0) return;
  if (filled !== 'open' && faults.length === 0) {
    for (const number of unnamed.slice(0, MOST_NUMBERS)) marks.set(number, filled);
    return;
  }
  asks.push({ kind: 'reason', numbers: unnamed, maybe: only && !outright });
}

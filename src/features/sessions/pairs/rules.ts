import type { How, Item, Who } from '../items/rules.js';

/** Of each `who` in a part, by its place: which `how` it has, by its place; undefined: none. */
export type Pairing = {
  readonly howOf: readonly (number | undefined)[];
  /** What was said of nobody. */
  readonly idle: readonly number[];
};

/** A part of a text as numbers and names, and what is said between them; `comma[i]`: one stands before item `i`. */
export type Part = {
  readonly whos: readonly Who[];
  readonly hows: readonly How[];
  /** For each `how`, how many `who` stand before it. */
  readonly before: readonly number[];
  /** Whether a comma parts a `how` from what stands before it, and after it. */
  readonly cut: readonly { readonly left: boolean; readonly right: boolean }[];
};

type Side = 'left' | 'right';

/** A way of giving each `how` a side, as far as one has come. */
type Path = {
  readonly how: number;
  readonly side: Side | 'start';
  readonly orphans: number;
  readonly noise: number;
  readonly crossed: number;
  readonly steps: readonly { readonly how: number; readonly side: Side }[];
};

const MOST_HOWS = 40;
/** With more ways than that of coming to one place the rest isn't looked for: none of them is certain then. */
const MOST_PATHS = 48;
/** More readings than that are not asked about one by one. */
export const MOST_READINGS = 6;

export function partOf(items: readonly Item[]): Part {
  const whos: Who[] = [];
  const hows: How[] = [];
  const before: number[] = [];
  const at: number[] = [];
  items.forEach((item, index) => {
    if (item.is === 'who') whos.push(item);
    if (item.is !== 'mark' && item.is !== 'away' && item.is !== 'unknown') return;
    hows.push(item);
    before.push(whos.length);
    at.push(index);
  });
  const cut = at.map((index) => {
    const left = items.slice(0, index);
    const right = items.slice(index + 1);
    const near = left.slice(left.findLastIndex(({ is }) => is === 'who') + 1);
    const next = right.findIndex(({ is }) => is === 'who');
    const isComma = ({ is }: Item) => is === 'comma';
    return { left: near.some(isComma), right: (next < 0 ? right : right.slice(0, next)).some(isComma) };
  });
  return { whos, hows, before, cut };
}

/** What it costs that nothing is said by some of the words: a reason without anybody counts, noise hardly does. */
function skipped(hows: readonly How[]): Pick<Path, 'orphans' | 'noise'> {
  const of = (is: How['is']) => hows.filter((how) => how.is === is).length;
  return { orphans: of('mark'), noise: of('unknown') };
}

function mayTake({ leads, trails }: How, side: Side): boolean {
  if (leads) return side === 'right';
  return trails ? side === 'left' : true;
}

/** A path one `how` further; undefined where somebody would be left without anybody. */
function further(part: Part, path: Path, how: number, side: Side | 'end'): Path | undefined {
  const { hows, before, cut } = part;
  const from = path.side === 'start' ? 0 : (before[path.how] ?? 0);
  const count = (side === 'end' ? part.whos.length : (before[how] ?? 0)) - from;
  const takers = (path.side === 'right' ? 1 : 0) + (side === 'left' ? 1 : 0);
  const word = hows[how];
  if (count < takers || (side !== 'end' && (!word || !mayTake(word, side)))) return undefined;
  const between = skipped(hows.slice(path.how + 1, how));
  const crossing = side !== 'end' && (cut[how]?.[side] ?? false);
  return {
    how,
    side: side === 'end' ? 'left' : side,
    orphans: path.orphans + between.orphans + (takers === 0 && count > 0 ? 1 : 0),
    noise: path.noise + between.noise,
    crossed: path.crossed + (crossing ? 1 : 0),
    steps: side === 'end' ? path.steps : [...path.steps, { how, side }],
  };
}

function best(paths: readonly Path[], by: 'all' | 'plain'): Path[] {
  const cost = ({ orphans, noise, crossed }: Path) =>
    orphans * 10_000 + noise * 100 + (by === 'all' ? crossed : 0);
  const least = Math.min(...paths.map(cost));
  return paths.filter((path) => cost(path) === least);
}

/** The ways in which the words can be given their sides so that as little as may be is left over; undefined: too many. */
function waysOf(part: Part): Path[] | undefined {
  const { hows } = part;
  if (hows.length > MOST_HOWS) return undefined;
  const start: Path = { how: -1, side: 'start', orphans: 0, noise: 0, crossed: 0, steps: [] };
  const reached: Path[] = [start];
  for (let how = 0; how < hows.length; how += 1) {
    for (const side of ['left', 'right'] as const) {
      const here = reached.flatMap((path) => (path.how < how ? (further(part, path, how, side) ?? []) : []));
      const kept = best(here, 'plain');
      if (kept.length > MOST_PATHS) return undefined;
      reached.push(...kept);
    }
  }
  const ends = reached.flatMap((path) => further(part, path, hows.length, 'end') ?? []);
  const least = best(ends, 'plain');
  if (least.length > MOST_PATHS) return undefined;
  // Where nothing is left over, a comma is no reason to prefer one reading.
  return least[0]?.orphans === 0 ? least : best(least, 'all');
}

/** Who has which `how` along a path; where two share those between them, each way of parting them. */
function pairingsOf({ whos, hows, before }: Part, { steps }: Path): Pairing[] {
  const used = new Set(steps.map(({ how }) => how));
  const idle = hows.flatMap((_, how) => (used.has(how) ? [] : [how]));
  let all: (number | undefined)[][] = [[]];
  for (let step = 0; step <= steps.length; step += 1) {
    const [left, right] = [steps[step - 1], steps[step]];
    const from = left ? (before[left.how] ?? 0) : 0;
    const count = (right ? (before[right.how] ?? 0) : whos.length) - from;
    const first = left?.side === 'right' ? left.how : undefined;
    const second = right?.side === 'left' ? right.how : undefined;
    const shared = first !== undefined && second !== undefined;
    const cuts = shared
      ? Array.from({ length: count - 1 }, (_, index) => index + 1)
      : [first === undefined ? 0 : count];
    all = all.flatMap((howOf) =>
      cuts.map((at) => [
        ...howOf,
        ...Array.from({ length: count }, (_, index) => (index < at ? first : second)),
      ]),
    );
    if (all.length > MOST_READINGS) break;
  }
  return all.map((howOf) => ({ howOf, idle }));
}

/**
 * Every way in which those named can be given what is said, each word going to one side. Empty: there are too many
 * ways to ask about. One way is the reading; of several none is.
 */
export function pairings(part: Part): Pairing[] {
  const found = waysOf(part);
  const all = (found ?? []).flatMap((path) => pairingsOf(part, path));
  const distinct = [...new Map(all.map((one) => [one.howOf.join(), one])).values()];
  return distinct.length > MOST_READINGS || distinct.some(({ howOf }) => howOf.length !== part.whos.length)
    ? []
    : distinct;
}

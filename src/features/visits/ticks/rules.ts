/** What an agency says of one time: `y` it can come, `m` if it must be, `n` it can't. */
export const TICKS = ['y', 'm', 'n'] as const;
export type Tick = (typeof TICKS)[number];

/** What it has said of each time so far, in the order of the times. */
export type Ticks = readonly (Tick | undefined)[];

const UNSAID = '-';

/** Ticks as the database keeps them; what isn't one there is unsaid. */
export function readTicks(text: string, times: number): Ticks {
  return Array.from({ length: times }, (_, at) => TICKS.find((tick) => tick === text[at]));
}

export function writeTicks(ticks: Ticks): string {
  return ticks.map((tick) => tick ?? UNSAID).join('');
}

export function noTicks(times: number): string {
  return UNSAID.repeat(times);
}

/** Whether something has been said of each time. */
export function isWhole(ticks: Ticks): boolean {
  return ticks.every((tick) => tick !== undefined);
}

/** With one of them said anew; `at` undefined: all. */
export function ticked(ticks: Ticks, at: number | undefined, tick: Tick): Ticks {
  return ticks.map((former, index) => (at === undefined || index === at ? tick : former));
}

const WORDS: readonly (readonly [Tick, RegExp])[] = [
  ['m', /kalau perlu|bila perlu|jika perlu|if (?:needed|need be)/iu],
  ['n', /tidak|tdk|tak|nggak|gak|no|cannot|can't/iu],
  ['y', /bisa|dapat|bersedia|ok|oke|ya|yes|can/iu],
];

/**
 * Reads `1, 2 bisa; 3 tidak` and `semua bisa`, said of so many times; undefined where some of it isn't understood. What
 * isn't said stays as it was.
 */
export function readSaid(text: string, before: Ticks): Ticks | undefined {
  const parts = text.match(/(?:semua|all|[\d\s,&]|dan|and)+[^\d;]*/giu);
  if (!parts || parts.join('').replace(/[;\s]/gu, '') !== text.replace(/[;\s]/gu, '')) return undefined;
  let ticks = before;
  for (const part of parts) {
    const tick = WORDS.find(([, words]) => words.test(part))?.[0];
    const numbers = (part.match(/\d+/gu) ?? []).map(Number);
    const all = /semua|all/iu.test(part);
    if (!tick || (numbers.length === 0 && !all)) return undefined;
    if (numbers.some((number) => number < 1 || number > before.length)) return undefined;
    if (all) ticks = ticked(ticks, undefined, tick);
    for (const number of numbers) ticks = ticked(ticks, number - 1, tick);
  }
  return ticks;
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What is drawn by chance. */
export type Chance = {
  /** From 0 to `below`, exclusive. */
  readonly upTo: (below: number) => number;
  readonly of: <T>(items: readonly T[]) => T;
  readonly happens: (share: number) => boolean;
};

export function chanceOf(seed: number): Chance {
  const next = seeded(seed);
  const upTo = (below: number) => Math.floor(next() * below);
  return {
    upTo,
    of: (items) => {
      const item = items[upTo(items.length)];
      if (item === undefined) throw new Error('nothing to draw from');
      return item;
    },
    happens: (share) => next() < share,
  };
}

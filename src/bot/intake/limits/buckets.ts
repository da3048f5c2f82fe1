/** How much at once, and how much a minute after that. */
export type Rate = { readonly burst: number; readonly perMinute: number };

type Level = { left: number; at: number };

/** Allowances by name, of which the most recently used are remembered. */
export interface Buckets {
  /** Takes one from a name's allowance; `false`: it is used up. `now` in ms. */
  readonly take: (name: string | number, now: number) => boolean;
  /** How many names are remembered. */
  readonly size: () => number;
}

const MINUTE_MS = 60_000;

/**
 * Token buckets. A name that was forgotten, since `most` others came after it, has its whole allowance again: what has to
 * hold over all names needs a bucket of its own.
 */
export function createBuckets({ burst, perMinute }: Rate, most: number): Buckets {
  // A map keeps the order of insertion: the first is the one that was used the longest time ago.
  const levels = new Map<string | number, Level>();

  function levelOf(name: string | number, now: number): Level {
    const level = levels.get(name) ?? { left: burst, at: now };
    levels.delete(name);
    levels.set(name, level);
    for (const oldest of levels.keys()) {
      if (levels.size <= most) break;
      levels.delete(oldest);
    }
    return level;
  }

  return {
    take: (name, now) => {
      const level = levelOf(name, now);
      const passed = Math.max(0, now - level.at);
      level.left = Math.min(burst, level.left + (passed * perMinute) / MINUTE_MS);
      level.at = now;
      if (level.left < 1) return false;
      level.left -= 1;
      return true;
    },
    size: () => levels.size,
  };
}

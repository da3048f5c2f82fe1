import { backoffMs } from '../../../telegram/retry.js';

/** Whoever has polled alone for so long goes on when another program comes. */
const TENURE_MS = 30_000;
/** The one that was there cuts the other off again this soon. */
const INCUMBENT_MS = 1_000;
const NEWCOMER = { firstMs: 5_000, mostMs: 60_000 } as const;
/** A conflict that was met this long ago is over: whoever waits tries far more often. */
const OVER_MS = 3 * 60_000;

/** Another program polls with the same token: each new poll of one cuts the other's off. */
export interface Conflict {
  /** What is to be done after a refusal. `isNews`: it wasn't so before. */
  readonly met: (now: number) => {
    readonly delayMs: number;
    readonly waits: boolean;
    readonly isNews: boolean;
  };
  /** A poll was answered that began at `askedAt`. */
  readonly answered: (askedAt: number, now: number) => void;
  /** Since when it lasts; undefined: there is none. */
  readonly since: (now: number) => number | undefined;
}

/**
 * Lets one of the two go on instead of both taking turns: whoever was there first. The other waits, longer each time.
 * Two that come at once wait for each other with a bit of chance, until one has been alone for long enough.
 */
export function createConflict(random = Math.random): Conflict {
  let aloneSince: number | undefined;
  let failures = 0;
  let first: number | undefined;
  let last = Number.NEGATIVE_INFINITY;

  return {
    met: (now) => {
      const isNews = now - last > OVER_MS;
      if (isNews) first = now;
      last = now;
      const waits = aloneSince === undefined || now - aloneSince < TENURE_MS;
      if (!waits) return { delayMs: INCUMBENT_MS, waits, isNews };
      aloneSince = undefined;
      const delayMs = backoffMs(failures, NEWCOMER.firstMs, NEWCOMER.mostMs, random);
      failures += 1;
      return { delayMs, waits, isNews };
    },
    answered: (askedAt, now) => {
      aloneSince ??= askedAt;
      if (now - aloneSince >= TENURE_MS) failures = 0;
    },
    since: (now) => (now - last > OVER_MS ? undefined : first),
  };
}

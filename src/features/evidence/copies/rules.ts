/** Telegram gives a bot no larger file. */
export const MOST_BYTES = 20 * 1024 * 1024;

const MINUTE_MS = 60_000;
const LONGEST_MS = 6 * 3_600_000;
/** A file that Telegram doesn't have for this bot is asked for so often. */
const MOST_REFUSALS = 8;

/** What came of fetching a file: `refused`: Telegram has it not (any more); `large`: more than it gives out. */
export type Failure = 'outage' | 'refused' | 'large';

/** What follows from a fetch that failed for the n-th time: another try then, or none any more. */
export function afterFailure(
  failure: Failure,
  tries: number,
  now: Date,
): { readonly lost: true } | { readonly nextTryAt: Date } {
  if (failure === 'large' || (failure === 'refused' && tries >= MOST_REFUSALS)) return { lost: true };
  const wait = Math.min(LONGEST_MS, MINUTE_MS * 2 ** Math.min(tries - 1, 20));
  return { nextTryAt: new Date(now.getTime() + wait) };
}

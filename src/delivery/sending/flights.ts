/**
 * How many messages may be under way at once. Each of them is repeated when the process dies, so they are as few as
 * keep up the pace: the pace times how long one takes (Little's law). Milliseconds throughout.
 */
export type Flights = {
  /** Whether one more may start, given when those under way did. */
  readonly mayStart: (since: readonly number[], now: number) => boolean;
  /** When one more may start though none of them ends. */
  readonly nextStart: (since: readonly number[]) => number;
  /** One has ended and is marked, sent or not, after so long. */
  readonly landed: (ms: number) => void;
};

/** @see pace.ts */
const PER_SECOND = 29;
const MOST = 24;
const REMEMBERED = 64;
/** Fewer say nothing. */
const ENOUGH = 4;
/** One that takes longer holds nobody up. */
const SLOW_MS = 1_000;

export function createFlights(): Flights {
  const lasted: number[] = [];

  function wanted(): number {
    if (lasted.length < ENOUGH) return 1;
    // Where the line is quick, slow ones come of a busy computer, or of a process that has just begun.
    const quick = lasted.toSorted((a, b) => a - b)[Math.floor(lasted.length / 4) - 1] ?? 0;
    if (quick * PER_SECOND <= 1_000) return 1;
    const mean = lasted.reduce((sum, ms) => sum + ms, 0) / lasted.length;
    return Math.max(1, Math.ceil((mean * PER_SECOND) / 1_000));
  }

  return {
    mayStart: (since, now) =>
      since.length < MOST && since.filter((start) => now - start < SLOW_MS).length < wanted(),
    nextStart: (since) =>
      since.length < MOST ? (since.toSorted((a, b) => b - a)[wanted() - 1] ?? 0) + SLOW_MS : Infinity,
    landed: (ms) => {
      lasted.push(Math.min(ms, SLOW_MS));
      if (lasted.length > REMEMBERED) lasted.shift();
    },
  };
}

/** A figure over several rounds: the middle one, the least and the greatest. */
export type Spread = { readonly median: number; readonly low: number; readonly high: number };

/** What one round measured of one bot. */
export type Measure = {
  readonly updates: number;
  /** Processor time of the bot's process, user and system, in microseconds per update. */
  readonly cpuMicros: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

/** The names of a measure's figures, in the order in which they are shown. */
export const FIGURES = ['cpuMicros', 'p50Ms', 'p99Ms'] as const;
export type Figure = (typeof FIGURES)[number];

/** Each figure of the stack and the floor, and the stack's divided by the floor's, round by round. */
export type Comparison = Readonly<
  Record<Figure, { readonly stack: Spread; readonly floor: Spread; readonly ratio: Spread }>
>;

/**
 * The value that the share `of` (0 to 1) of the values doesn't exceed.
 * @throws {Error} where there is no value.
 */
export function percentile(values: readonly number[], of: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * of) - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

/** @throws {Error} where there is no value. */
export function spread(values: readonly number[]): Spread {
  return { median: percentile(values, 0.5), low: percentile(values, 0), high: percentile(values, 1) };
}

/** Compares rounds that were run side by side: a busy moment of the machine touches both of a pair. */
export function compare(rounds: readonly { readonly stack: Measure; readonly floor: Measure }[]): Comparison {
  const of = (figure: Figure) => ({
    stack: spread(rounds.map(({ stack }) => stack[figure])),
    floor: spread(rounds.map(({ floor }) => floor[figure])),
    ratio: spread(rounds.map(({ stack, floor }) => stack[figure] / floor[figure])),
  });
  return { cpuMicros: of('cpuMicros'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms') };
}

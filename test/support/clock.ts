import type { Clock } from '../../src/lib/clock.js';

/** A clock that stands still until a test moves it. */
export type FixedClock = Clock & {
  readonly set: (moment: Date | string) => void;
  /** Moves on by that many milliseconds, or by the sum of the parts given. */
  readonly advance: (by: number | { minutes?: number; hours?: number; days?: number }) => void;
};

/** @param start An instant; as text, ISO 8601 with its offset (`2026-11-24T10:00:00+09:00`). */
export function fixedClock(start: Date | string): FixedClock {
  let present = instant(start);
  return {
    now: () => new Date(present),
    set: (moment) => {
      present = instant(moment);
    },
    advance: (by) => {
      const { minutes = 0, hours = 0, days = 0 } = typeof by === 'number' ? {} : by;
      present += typeof by === 'number' ? by : ((days * 24 + hours) * 60 + minutes) * 60_000;
    },
  };
}

function instant(moment: Date | string): number {
  // Without an offset the text would be read in the zone of the machine that runs the tests.
  if (typeof moment === 'string' && !/T.*(?:Z|[+-]\d\d:\d\d)$/.test(moment)) {
    throw new Error(`give the offset too: ${moment}`);
  }
  const time = new Date(moment).getTime();
  if (Number.isNaN(time)) throw new Error(`no instant: ${String(moment)}`);
  return time;
}

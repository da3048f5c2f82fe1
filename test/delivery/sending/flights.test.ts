import { describe, expect, it } from 'vitest';
import { createFlights } from '../../../src/delivery/sending/flights.js';

/** How many are let start at once after so many have taken so long. */
function room(...lasted: readonly number[]): number {
  const flights = createFlights();
  for (const ms of lasted) flights.landed(ms);
  const since: number[] = [];
  while (flights.mayStart(since, 0)) since.push(0);
  return since.length;
}
const times = (count: number, ms: number) => Array.from({ length: count }, () => ms);

describe('messages under way', () => {
  it('are one at first and where answers come at once, so that a crash repeats one at most', () => {
    expect(room()).toBe(1);
    expect(room(...times(64, 10))).toBe(1);
    expect(room(...times(64, 34))).toBe(1);
  });

  it('are as many as the pace takes where answers take long', () => {
    expect(room(...times(64, 300))).toBe(9);
    expect(room(...times(4, 300))).toBe(9);
    expect(room(...times(64, 60_000))).toBe(24);
  });

  it('aren’t made more by the slow first calls of a process, nor by one outlier', () => {
    expect(room(150, 90, 60, 20)).toBe(1);
    expect(room(1_000, ...times(63, 15))).toBe(1);
    expect(room(...times(40, 90), ...times(24, 12))).toBe(1);
  });

  it('one that hangs holds the others up for a moment only', () => {
    const flights = createFlights();
    expect(flights.mayStart([0], 999)).toBe(false);
    expect(flights.nextStart([0])).toBe(1_000);
    expect(flights.mayStart([0], 1_000)).toBe(true);
    expect(flights.mayStart(times(24, 0), 10_000)).toBe(false);
    expect(flights.nextStart(times(24, 0))).toBe(Infinity);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Booking, clashesOf, overlaps } from '../../../src/features/visits/rules-clash.js';

const at = (hour: number) => new Date(Date.UTC(2023, 7, 31, hour));
const booking = (from: number, until: number, personIds: number[], agencyIds: number[]): Booking => ({
  startsAt: at(from),
  endsAt: at(until),
  personIds,
  agencyIds,
});

describe('clashes', () => {
  it('one that begins when the other ends is no clash', () => {
    expect(clashesOf(booking(1, 2, [1], [1]), [booking(2, 3, [1], [1]), booking(0, 1, [1], [1])])).toEqual(
      [],
    );
  });

  it('people and agencies are told apart, the earliest first', () => {
    const person = booking(2, 4, [1, 9], [8]);
    const agency = booking(1, 3, [9], [7]);
    expect(clashesOf(booking(2, 3, [1], [7]), [person, agency])).toEqual([
      { with: agency, personIds: [], sameAgency: true },
      { with: person, personIds: [1], sameAgency: false },
    ]);
  });

  it("others' visits at the same time are no clash", () => {
    expect(clashesOf(booking(1, 2, [1], [7]), [booking(1, 2, [2], [8])])).toEqual([]);
  });

  it('overlap is mutual and means a moment in common', () => {
    const hour = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(hour, hour, hour, hour, (a, b, c, d) => {
        const one = booking(a, a + b + 1, [], []);
        const other = booking(c, c + d + 1, [], []);
        const shared = Math.max(a, c) < Math.min(a + b + 1, c + d + 1);
        expect(overlaps(one, other)).toBe(shared);
        expect(overlaps(other, one)).toBe(shared);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps } from '../../../../src/features/calendar/rules.js';
import { type Booking, clashesOf } from '../../../../src/features/visits/slots/rules.js';

const at = (hour: number) => new Date(Date.UTC(2023, 7, 31) + hour * 3_600_000);
const booking = (
  from: number,
  until: number,
  personIds: number[],
  agencyIds: number[],
  placeId: number | null = null,
): Booking => ({
  startsAt: at(from),
  endsAt: at(until),
  personIds,
  agencyIds,
  placeId,
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
      { with: agency, personIds: [], sameAgency: true, road: false },
      { with: person, personIds: [1], sameAgency: false, road: false },
    ]);
  });

  it('between two places there is half an hour for the road, at one place none', () => {
    const after = booking(2.25, 3, [1], [8], 8);
    expect(clashesOf(booking(1, 2, [1], [7], 7), [after])).toMatchObject([{ road: true, personIds: [1] }]);
    expect(clashesOf(booking(1, 2, [1], [7], 8), [after])).toEqual([]);
    expect(clashesOf(booking(1, 2, [1], [7], 7), [booking(2.5, 3, [1], [8], 8)])).toEqual([]);
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

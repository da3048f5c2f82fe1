import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Booking,
  type Calendar,
  clashesOf,
  hasRoom,
  isFree,
  nearestFree,
  obstaclesTo,
} from '../../../../src/features/visits/slots/rules.js';
import { toInstant } from '../../../../src/lib/zoned.js';

const ZONE = 'Asia/Jayapura';
const NOW = new Date('2023-08-28T00:00:00Z');
const at = (day: number, hour: number, minute = 0) =>
  toInstant({ year: 2023, month: 8, day }, { hour, minute }, ZONE);
const booking = (startsAt: Date, hours = 1, personIds = [1], agencyIds = [7]): Booking => ({
  startsAt,
  endsAt: new Date(startsAt.getTime() + hours * 3_600_000),
  personIds,
  agencyIds,
  placeId: agencyIds[0] ?? null,
});
const calendar = (taken: Booking[], closed: Calendar<Booking>['closed'] = []): Calendar<Booking> => ({
  zone: ZONE,
  taken,
  closed,
});
const starts = (found: readonly { startsAt: Date }[]) => found.map(({ startsAt }) => startsAt.toISOString());

describe('free times', () => {
  it('the three nearest come in the order of their distance, with the road left free', () => {
    const taken = [booking(at(31, 10), 1, [1], [8])];
    expect(starts(nearestFree(booking(at(31, 10)), calendar(taken), NOW))).toEqual(
      starts([{ startsAt: at(31, 8, 30) }, { startsAt: at(31, 11, 30) }, { startsAt: at(31, 8) }]),
    );
  });

  it('a closed day, a holiday and a weekend are passed over', () => {
    const closed = [{ date: '2023-08-31', reason: 'upacara' }];
    const found = nearestFree(booking(at(31, 10)), calendar([], closed), NOW);
    expect(starts(found)).toEqual(
      starts([{ startsAt: at(30, 15) }, { startsAt: at(30, 14, 30) }, { startsAt: at(30, 14) }]),
    );
  });

  it('the prayer of a Friday is left free', () => {
    const found = nearestFree(booking(at(25, 12)), calendar([]), new Date('2023-08-20T00:00:00Z'));
    expect(starts(found)).toEqual(
      starts([{ startsAt: at(25, 13) }, { startsAt: at(25, 10, 30) }, { startsAt: at(25, 13, 30) }]),
    );
  });

  it('a day is full when no hour is left, for whoever is busy', () => {
    const all = [booking(at(31, 7, 30), 8.5, [1], [8])];
    const day = { year: 2023, month: 8, day: 31 };
    expect(hasRoom(day, booking(at(31, 10)), calendar(all), NOW)).toBe(false);
    expect(hasRoom(day, booking(at(31, 10), 1, [2]), calendar(all), NOW)).toBe(true);
    expect(hasRoom(day, booking(at(31, 10), 1, [2]), calendar(all), at(31, 15, 30))).toBe(false);
  });

  it('what is offered is free, ahead, as long as wanted, and nothing nearer was left out', () => {
    const half = fc.integer({ min: 0, max: 5 * 48 });
    fc.assert(
      fc.property(fc.array(half, { maxLength: 12 }), half, (takenAt, wantedAt) => {
        const slot = (halves: number) => booking(new Date(at(28, 7, 30).getTime() + halves * 1_800_000));
        const all = calendar(takenAt.map(slot));
        const wanted = slot(wantedAt);
        const found = nearestFree(wanted, all, NOW);
        expect(found).toHaveLength(3);
        const far = (span: { startsAt: Date }) =>
          Math.abs(span.startsAt.getTime() - wanted.startsAt.getTime());
        for (const span of found) {
          expect(isFree(obstaclesTo({ ...wanted, ...span }, all))).toBe(true);
          expect(span.startsAt > NOW).toBe(true);
          expect(span.endsAt.getTime() - span.startsAt.getTime()).toBe(3_600_000);
        }
        const furthest = Math.max(...found.map(far));
        for (let step = -28 * 48; step <= 28 * 48; step += 1) {
          const other = slot(wantedAt + step);
          if (far(other) >= furthest || other.startsAt <= NOW) continue;
          if (isFree(obstaclesTo(other, all))) expect(starts(found)).toContain(other.startsAt.toISOString());
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('bookings clash', () => {
  const wanted = booking(at(31, 10), 1, [1, 2], [7, 8]);
  const clashes = (...taken: readonly Booking[]) =>
    clashesOf(wanted, taken).map(({ personIds, sameAgency, road }) => ({ personIds, sameAgency, road }));

  it('where one person or one agency would be in two places, though the others would not', () => {
    expect(clashes(booking(at(31, 10), 1, [3], [8, 9]))).toEqual([
      { personIds: [], sameAgency: true, road: false },
    ]);
    expect(clashes(booking(at(31, 10), 1, [2, 3], [9]))).toEqual([
      { personIds: [2], sameAgency: false, road: false },
    ]);
    expect(clashes(booking(at(31, 10), 1, [3], [9]))).toEqual([]);
  });

  it('where there is no time for the road, unless it is the same place; the earliest first', () => {
    const near = [booking(at(31, 11, 15), 1, [1], [9]), booking(at(31, 8, 45), 1, [2], [9])];
    expect(clashes(...near)).toEqual([
      { personIds: [2], sameAgency: false, road: true },
      { personIds: [1], sameAgency: false, road: true },
    ]);
    const edges = [booking(at(31, 11, 30), 1, [1], [9]), booking(at(31, 8, 30), 1, [1], [9])];
    expect(clashes(...edges, booking(at(31, 11), 1, [1], [7]))).toEqual([]);
  });
});

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
import { addDays, isoDate, localDate, localTime, toInstant } from '../../../../src/lib/zoned.js';

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
  it('are spread: both halves of the wanted day with the road left free, then the same hour of the next day', () => {
    const taken = [booking(at(31, 10), 1, [1], [8])];
    const next = toInstant({ year: 2023, month: 9, day: 1 }, { hour: 10, minute: 0 }, ZONE);
    expect(starts(nearestFree(booking(at(31, 10)), calendar(taken), NOW))).toEqual(
      starts([{ startsAt: at(31, 8, 30) }, { startsAt: at(31, 12) }, { startsAt: next }]),
    );
  });

  it('a closed day, a holiday and a weekend are passed over, the later of two days comes first', () => {
    const closed = [{ date: '2023-08-24', reason: 'upacara' }];
    const found = nearestFree(booking(at(24, 14)), calendar([], closed), new Date('2023-08-20T00:00:00Z'));
    // The 26th and 27th are a weekend.
    expect(starts(found)).toEqual(
      starts([{ startsAt: at(25, 14) }, { startsAt: at(23, 14) }, { startsAt: at(22, 14) }]),
    );
  });

  it('the prayer of a Friday is left free', () => {
    const found = nearestFree(booking(at(25, 12)), calendar([]), new Date('2023-08-20T00:00:00Z'), 2);
    expect(starts(found)).toEqual(starts([{ startsAt: at(25, 13) }, { startsAt: at(25, 10, 30) }]));
  });

  it('where the days do not suffice, other halves of them are offered', () => {
    const open = ['2023-08-30', '2023-08-31'];
    const closed = Array.from({ length: 40 }, (_, day) =>
      isoDate(addDays({ year: 2023, month: 8, day: 10 }, day)),
    )
      .filter((date) => !open.includes(date))
      .map((date) => ({ date, reason: 'renovasi' }));
    const found = nearestFree(booking(at(31, 10)), calendar([], closed), NOW, 8);
    expect(starts(found)).toEqual(
      starts([
        { startsAt: at(31, 10) },
        { startsAt: at(31, 12) },
        { startsAt: at(30, 10) },
        { startsAt: at(30, 12) },
      ]),
    );
  });

  it('a day is full when no hour is left, for whoever is busy', () => {
    const all = [booking(at(31, 7, 30), 8.5, [1], [8])];
    const day = { year: 2023, month: 8, day: 31 };
    expect(hasRoom(day, booking(at(31, 10)), calendar(all), NOW)).toBe(false);
    expect(hasRoom(day, booking(at(31, 10), 1, [2]), calendar(all), NOW)).toBe(true);
    expect(hasRoom(day, booking(at(31, 10), 1, [2]), calendar(all), at(31, 15, 30))).toBe(false);
  });

  it('what is offered is free, ahead, as long as wanted, and no half of a day comes twice', () => {
    const half = fc.integer({ min: 0, max: 5 * 48 });
    fc.assert(
      fc.property(fc.array(half, { maxLength: 12 }), half, (takenAt, wantedAt) => {
        const slot = (halves: number) => booking(new Date(at(28, 7, 30).getTime() + halves * 1_800_000));
        const all = calendar(takenAt.map(slot));
        const wanted = slot(wantedAt);
        const found = nearestFree(wanted, all, NOW);
        expect(found).toHaveLength(3);
        for (const span of found) {
          expect(isFree(obstaclesTo({ ...wanted, ...span }, all))).toBe(true);
          expect(span.startsAt > NOW).toBe(true);
          expect(span.endsAt.getTime() - span.startsAt.getTime()).toBe(3_600_000);
        }
        const halves = found.map(({ startsAt }) => {
          const early = localTime(startsAt, ZONE).hour < 12;
          return `${isoDate(localDate(startsAt, ZONE))} ${early}`;
        });
        expect(new Set(halves).size).toBe(3);
        expect(new Set(halves.map((name) => name.slice(0, 10))).size).toBeGreaterThan(1);
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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SLOT,
  isoWeek,
  lastOccurrence,
  nextOccurrence,
  readTyped,
  type Slot,
  toWeekday,
  weeksAt,
} from '../../../src/features/summaries/rules.js';
import { addDays, compareDates, localDate, localTime, weekday } from '../../../src/lib/zoned.js';

const WEEK_MS = 7 * 24 * 3_600_000;
const zones = [
  'Asia/Jayapura',
  'Asia/Makassar',
  'Asia/Jakarta',
  'UTC',
  'America/New_York',
  'Pacific/Apia',
  'Asia/Kathmandu',
];
const zone = fc.constantFrom(...zones);
const moment = fc.date({
  min: new Date('2020-01-01T00:00:00Z'),
  max: new Date('2030-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const slot: fc.Arbitrary<Slot> = fc.record({
  weekday: fc.integer({ min: 1, max: 7 }).map(toWeekday),
  minute: fc.nat(24 * 60 - 1),
});

describe('occurrences', () => {
  it("fall on the chosen weekday and minute of the unit's clock, the next within a week", () => {
    fc.assert(
      fc.property(slot, moment, zone, (at, after, where) => {
        const next = nextOccurrence(at, after, where);
        expect(next.getTime()).toBeGreaterThan(after.getTime());
        // An hour more or less where the clocks are changed on the way.
        expect(next.getTime() - after.getTime()).toBeLessThanOrEqual(WEEK_MS + 3_600_000);
        expect(weekday(localDate(next, where))).toBe(at.weekday);
        const { hour, minute } = localTime(next, where);
        // At 2 in a night of spring New York has no 02.30; it takes the hour after.
        const skipped = where === 'America/New_York' && Math.floor(at.minute / 60) === 2 && hour === 3;
        if (!skipped) expect(hour * 60 + minute).toBe(at.minute);
      }),
      { numRuns: 500 },
    );
  });

  it('leave no gap: the one before the next is the last', () => {
    fc.assert(
      fc.property(slot, moment, zone, (at, now, where) => {
        const last = lastOccurrence(at, now, where);
        expect(last.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(nextOccurrence(at, last, where)).toEqual(nextOccurrence(at, now, where));
        expect(lastOccurrence(at, last, where)).toEqual(last);
      }),
      { numRuns: 500 },
    );
  });

  it('have an ISO week each', () => {
    fc.assert(
      fc.property(slot, moment, zone, (at, after, where) => {
        const first = nextOccurrence(at, after, where);
        const second = nextOccurrence(at, first, where);
        expect(isoWeek(first, where)).not.toBe(isoWeek(second, where));
      }),
    );
  });
});

it.each([
  ['2023-09-04T07:30:00+09:00', '2023-W36'],
  ['2023-01-01T12:00:00+09:00', '2022-W52'],
  ['2024-12-30T07:30:00+09:00', '2025-W01'],
  ['2020-12-31T07:30:00+09:00', '2020-W53'],
  ['2023-09-03T23:59:59+09:00', '2023-W35'],
])('%s is in week %s', (at, week) => {
  expect(isoWeek(new Date(at), 'Asia/Jayapura')).toBe(week);
});

describe('the weeks of a summary', () => {
  it('are the last whole one, the one before, and seven days on', () => {
    const weeks = weeksAt(new Date('2023-09-04T07:30:00+09:00'), 'Asia/Jayapura');
    expect(weeks).toEqual({
      monday: { year: 2023, month: 8, day: 28 },
      before: new Date('2023-08-21T00:00:00+09:00'),
      from: new Date('2023-08-28T00:00:00+09:00'),
      until: new Date('2023-09-04T00:00:00+09:00'),
      comingUntil: new Date('2023-09-11T00:00:00+09:00'),
    });
  });

  it('begin on Mondays and follow on each other without gap from one summary to the next', () => {
    fc.assert(
      fc.property(slot, moment, zone, (at, after, where) => {
        const first = nextOccurrence(at, after, where);
        const [one, two] = [weeksAt(first, where), weeksAt(nextOccurrence(at, first, where), where)];
        expect(weekday(one.monday)).toBe(1);
        expect(two.from).toEqual(one.until);
        expect(two.before).toEqual(one.from);
        expect(compareDates(addDays(one.monday, 7), two.monday)).toBe(0);
        expect(one.until.getTime()).toBeLessThanOrEqual(first.getTime());
        const next = nextOccurrence(at, first, where);
        expect(compareDates(localDate(next, where), localDate(one.comingUntil, where))).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is typed', () => {
  const options = { now: new Date('2023-09-05T05:20:00Z'), zone: 'Asia/Jayapura', locale: 'id' } as const;
  const read = (text: string) => readTyped(text, DEFAULT_SLOT, options);

  it.each([
    ['senin 07.30', 1, 450],
    ['jumat jam 3 sore', 5, 900],
    ['setiap kamis pukul 16.00', 4, 960],
    ['selasa', 2, 450],
    ['08.00', 1, 480],
    ['monday 07:30', 1, 450],
    ['every friday at 4pm', 5, 960],
    ['senin 06.00 WIB', 1, 480],
    ['minggu 23.30 WIB', 1, 90],
  ])('reads %s', (text, day, minute) => {
    expect(read(text)).toEqual({ kind: 'slot', slot: { weekday: day, minute } });
  });

  it.each([
    ['', 'open'],
    ['sekarang', 'now'],
    ['NOW', 'now'],
    ['hentikan', 'stop'],
  ])('takes "%s" for %s', (text, kind) => {
    expect(read(text)).toEqual({ kind });
  });

  it.each(['blabla', 'senin 25.00', 'senin 07.30-09.00', 'senin kamis'])('does not take %s', (text) => {
    expect(read(text).kind).toBe('unknown');
  });
});

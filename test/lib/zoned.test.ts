import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  addDays,
  compareDates,
  compareTimes,
  endOfMonth,
  formatDate,
  formatDateTime,
  formatMonth,
  formatRange,
  formatShortDate,
  formatTime,
  formatWeek,
  formatWeekday,
  isoDate,
  isRealDate,
  isRealTime,
  localDate,
  localTime,
  parseIsoDate,
  startOfMonth,
  startOfWeek,
  toInstant,
  weekday,
  zoneLabel,
} from '../../src/lib/zoned.js';

const masohi = 'Asia/Jayapura';
const day = (iso: string) => parseIsoDate(iso) ?? expect.fail(`${iso} is no date`);

const amsterdamAt = (iso: string, hour: number) =>
  toInstant(day(iso), { hour, minute: 30 }, 'Europe/Amsterdam').toISOString();

const serverZone = process.env['TZ'];
afterEach(() => {
  if (serverZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = serverZone;
});

describe('zone arithmetic', () => {
  it.each(
    Object.entries({
      UTC: 'GMT+0000',
      'Asia/Jayapura': 'GMT+0900',
      'America/New_York': 'GMT-0500',
      'Pacific/Kiritimati': 'GMT-1040',
    }),
  )('gives the same with the server in %s', (server, offset) => {
    process.env['TZ'] = server;
    expect(new Date(0).toString()).toContain(offset);
    const instant = toInstant(day('2023-08-31'), { hour: 0, minute: 30 }, masohi);
    expect(instant.toISOString()).toBe('2023-08-30T15:30:00.000Z');
    expect(localDate(instant, masohi)).toEqual(day('2023-08-31'));
    expect(localTime(instant, masohi)).toEqual({ hour: 0, minute: 30 });
    expect(formatDateTime(instant, masohi, 'id')).toBe('Kamis, 31 Agustus 2023, 00.30 WIT');
    expect(weekday(day('2023-08-31'))).toBe(4);
    expect(isoDate(addDays(day('2023-12-31'), 1))).toBe('2024-01-01');
  });

  it('takes the earlier of two equal clock times and skips what the clocks skip', () => {
    expect(amsterdamAt('2023-10-29', 2)).toBe('2023-10-29T00:30:00.000Z');
    expect(amsterdamAt('2023-03-26', 2)).toBe('2023-03-26T01:30:00.000Z');
    expect(amsterdamAt('2023-03-26', 3)).toBe('2023-03-26T01:30:00.000Z');
    expect(amsterdamAt('2023-03-26', 1)).toBe('2023-03-26T00:30:00.000Z');
  });

  it('refuses a zone that does not exist', () => {
    expect(() => toInstant(day('2023-08-31'), { hour: 1, minute: 0 }, 'Asia/Masohi')).toThrow(RangeError);
    expect(() => localDate(new Date(0), 'Asia/Masohi')).toThrow(RangeError);
  });

  it('comes back to the same clock time, in every zone without daylight saving', () => {
    const zones = fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', masohi, 'Asia/Kathmandu', 'UTC');
    const minutes = fc.integer({ min: 30 * 365 * 1440, max: 80 * 365 * 1440 });
    fc.assert(
      fc.property(minutes, zones, (minute, zone) => {
        const instant = new Date(minute * 60_000);
        expect(toInstant(localDate(instant, zone), localTime(instant, zone), zone)).toEqual(instant);
      }),
    );
  });
});

describe('calendar dates', () => {
  it('know their week and month', () => {
    expect(isoDate(startOfWeek(day('2023-08-31')))).toBe('2023-08-28');
    expect(isoDate(startOfWeek(day('2023-09-03')))).toBe('2023-08-28');
    expect(isoDate(startOfWeek(day('2023-08-28')))).toBe('2023-08-28');
    expect(isoDate(startOfMonth(day('2024-02-10')))).toBe('2024-02-01');
    expect(isoDate(endOfMonth(day('2024-02-10')))).toBe('2024-02-29');
    expect(isoDate(endOfMonth(day('2023-12-10')))).toBe('2023-12-31');
  });

  it('exist or not', () => {
    expect(isRealDate({ year: 2024, month: 2, day: 29 })).toBe(true);
    expect(isRealDate({ year: 2023, month: 2, day: 29 })).toBe(false);
    expect(isRealDate({ year: 2023, month: 13, day: 1 })).toBe(false);
    expect(isRealDate({ year: 2023, month: 1, day: 0 })).toBe(false);
    expect(isRealDate({ year: 0, month: 1, day: 1 })).toBe(false);
    expect(isRealTime({ hour: 23, minute: 59 })).toBe(true);
    expect(isRealTime({ hour: 24, minute: 0 })).toBe(false);
    expect(isRealTime({ hour: 9, minute: 60 })).toBe(false);
  });

  it('are written and read as ISO dates', () => {
    expect(parseIsoDate('2023-08-31')).toEqual({ year: 2023, month: 8, day: 31 });
    expect(parseIsoDate('2023-02-31')).toBeUndefined();
    expect(parseIsoDate('2023-8-31')).toBeUndefined();
    expect(parseIsoDate('2023-08-31T00:00')).toBeUndefined();
  });

  it('have an order', () => {
    expect(compareDates(day('2023-08-31'), day('2023-09-01'))).toBeLessThan(0);
    expect(compareDates(day('2024-01-01'), day('2023-12-31'))).toBeGreaterThan(0);
    expect(compareDates(day('2023-08-31'), day('2023-08-31'))).toBe(0);
    expect(compareTimes({ hour: 9, minute: 30 }, { hour: 10, minute: 0 })).toBeLessThan(0);
    expect(compareTimes({ hour: 9, minute: 30 }, { hour: 9, minute: 5 })).toBeGreaterThan(0);
  });

  it('agree with counting day by day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 700_000 }), (days) => {
        const date = addDays(day('2000-01-01'), days);
        const next = addDays(date, 1);
        expect(isRealDate(date)).toBe(true);
        expect(parseIsoDate(isoDate(date))).toEqual(date);
        expect(weekday(next)).toBe((weekday(date) % 7) + 1);
        expect(compareDates(date, next)).toBeLessThan(0);
        expect(next.month === date.month || isoDate(date) === isoDate(endOfMonth(date))).toBe(true);
      }),
    );
  });
});

describe('written dates', () => {
  const start = new Date('2023-08-31T01:00:00Z');

  it('are plain office Indonesian', () => {
    expect(formatDate(day('2023-08-31'), 'id')).toBe('Kamis, 31 Agustus 2023');
    expect(formatShortDate(day('2023-08-31'), 'id')).toBe('Kam 31 Agu');
    expect(formatTime({ hour: 9, minute: 5 }, 'id')).toBe('09.05');
    expect(formatDateTime(start, masohi, 'id')).toBe('Kamis, 31 Agustus 2023, 10.00 WIT');
    expect(formatMonth({ year: 2023, month: 8 }, 'id')).toBe('Agustus 2023');
    expect(formatWeekday(5, 'id')).toBe('Jumat');
  });

  it('are English too', () => {
    expect(formatDate(day('2023-08-31'), 'en')).toBe('Thursday, 31 August 2023');
    expect(formatShortDate(day('2023-09-03'), 'en')).toBe('Sun 3 Sep');
    expect(formatTime({ hour: 12, minute: 5 }, 'en')).toBe('12:05');
    expect(formatDateTime(start, masohi, 'en')).toBe('Thursday, 31 August 2023, 10:00 WIT');
    expect(formatWeekday(5, 'en', 'short')).toBe('Fri');
  });

  it('span hours and days', () => {
    expect(formatRange(start, new Date('2023-08-31T02:00:00Z'), masohi, 'id')).toBe(
      'Kamis, 31 Agustus 2023, 10.00–11.00 WIT',
    );
    expect(formatRange(start, new Date('2023-08-31T15:00:00Z'), masohi, 'id')).toBe(
      'Kamis, 31 Agustus 2023, 10.00 – Jumat, 1 September 2023, 00.00 WIT',
    );
  });

  it('name a week with no more than is needed', () => {
    expect(formatWeek(day('2023-09-04'), 'id')).toBe('4–10 September 2023');
    expect(formatWeek(day('2023-08-28'), 'id')).toBe('28 Agustus – 3 September 2023');
    expect(formatWeek(day('2024-12-30'), 'en')).toBe('30 December 2024 – 5 January 2025');
  });

  it('carry the zone as people there call it', () => {
    expect(zoneLabel('Asia/Jakarta', start)).toBe('WIB');
    expect(zoneLabel('Asia/Makassar', start)).toBe('WITA');
    expect(zoneLabel(masohi, start)).toBe('WIT');
    expect(zoneLabel('Europe/Amsterdam', start)).toBe('CEST');
    expect(zoneLabel('Asia/Dili', start)).toBe('GMT+9');
  });
});

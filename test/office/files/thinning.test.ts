import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, compareDates, isoDate, type LocalDate } from '../../../src/lib/zoned.js';
import { type Keep, type Kept, outlived } from '../../../src/office/files/thinning.js';

const TODAY: LocalDate = { year: 2023, month: 8, day: 31 };
const KEEP: Keep = { days: 7, weeks: 4, months: 12 };

/** The backups of days so long ago, newest first. */
const ago = (...days: readonly number[]): Kept[] =>
  days.map((back) => ({ name: `${back} days ago`, date: addDays(TODAY, -back), bytes: 1 }));

const stay = (backups: readonly Kept[], keep = KEEP) => {
  const gone = new Set(outlived(backups, keep, TODAY));
  return backups.filter((backup) => !gone.has(backup)).map(({ date }) => isoDate(date));
};

describe('thinning', () => {
  it('of a year and a half of days leaves seven days, four weeks and twelve months', () => {
    const year = ago(...Array.from({ length: 550 }, (_, back) => back));
    // 31 August 2023 is a Thursday: weeks end on Sundays, months on their last day.
    expect(stay(year)).toEqual([
      ...['2023-08-31', '2023-08-30', '2023-08-29', '2023-08-28', '2023-08-27', '2023-08-26', '2023-08-25'],
      ...['2023-08-20', '2023-08-13'],
      ...['2023-07-31', '2023-06-30', '2023-05-31', '2023-04-30', '2023-03-31', '2023-02-28'],
      ...['2023-01-31', '2022-12-31', '2022-11-30', '2022-10-31', '2022-09-30'],
    ]);
  });

  it('removes nothing at once after a long time off', () => {
    const old = ago(0, 200, 201, 202, 203, 204, 205);
    expect(stay(old)).toHaveLength(7);
  });

  it('leaves all of today and yesterday, and the last one of a day before', () => {
    const backups = ago(0, 0, 1, 1, 2, 2).map((kept, at) => ({ ...kept, name: `${at}` }));
    expect(outlived(backups, { days: 7, weeks: 0, months: 0 }, TODAY).map(({ name }) => name)).toEqual(['5']);
  });

  it('never takes the newest one, nor more than is beyond what is kept', () => {
    const some = fc.array(fc.nat(800), { minLength: 1, maxLength: 60 });
    const keep = fc.record({ days: fc.integer({ min: 1, max: 9 }), weeks: fc.nat(5), months: fc.nat(13) });
    fc.assert(
      fc.property(some, keep, (days, kept) => {
        const backups = ago(...days.toSorted((a, b) => a - b));
        const gone = outlived(backups, kept, TODAY);
        const left = new Set(stay(backups, kept));
        expect(gone).not.toContain(backups[0]);
        // Again the same day takes nothing more.
        expect(
          outlived(
            backups.filter((one) => !gone.includes(one)),
            kept,
            TODAY,
          ),
        ).toEqual([]);
        const distinct = new Set(backups.map(({ date }) => isoDate(date))).size;
        expect(left.size).toBeGreaterThanOrEqual(Math.min(distinct, kept.days));
        expect(backups.every(({ date }) => compareDates(date, TODAY) <= 0)).toBe(true);
      }),
    );
  });
});

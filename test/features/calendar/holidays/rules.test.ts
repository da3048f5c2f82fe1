import { describe, expect, it } from 'vitest';
import { HOLIDAY_NAMES } from '../../../../src/features/calendar/data/holidays-year.js';
import { HOLIDAY_YEARS, hasHolidays, holidayOn } from '../../../../src/features/calendar/holidays/rules.js';
import { LOCALES } from '../../../../src/lib/locale.js';
import { addDays, isoDate, parseIsoDate, weekday } from '../../../../src/lib/zoned.js';
import { translator } from '../../../../src/words/translate.js';

const date = (text: string) => {
  const found = parseIsoDate(text);
  if (!found) throw new Error(`no date ${text}`);
  return found;
};

describe('the table of holidays', () => {
  // The weekdays as the decrees themselves name them.
  it.each([
    ['2023-04-22', 6, 'eidAlFitr', false],
    ['2023-06-28', 3, 'eidAlAdha', true],
    ['2023-06-30', 5, 'eidAlAdha', true],
    ['2023-08-17', 4, 'independence', false],
    ['2023-12-26', 2, 'christmas', true],
    ['2024-02-14', 3, 'generalElection', false],
    ['2024-04-10', 3, 'eidAlFitr', false],
    ['2024-11-27', 3, 'regionalElection', false],
    ['2025-03-31', 1, 'eidAlFitr', false],
    ['2025-04-07', 1, 'eidAlFitr', true],
    ['2025-06-06', 5, 'eidAlAdha', false],
    ['2025-08-18', 1, 'independence', true],
    ['2026-02-16', 1, 'chineseNewYear', true],
    ['2026-03-21', 6, 'eidAlFitr', false],
    ['2026-04-03', 5, 'goodFriday', false],
    ['2026-05-27', 3, 'eidAlAdha', false],
    ['2026-08-17', 1, 'independence', false],
    ['2026-12-24', 4, 'christmas', true],
  ] as const)('%s is weekday %i and %s', (text, day, name, jointLeave) => {
    expect(weekday(date(text))).toBe(day);
    expect(holidayOn(date(text))).toEqual({ name, jointLeave });
  });

  it('the days that an amendment took away are working days', () => {
    expect(holidayOn(date('2023-04-26'))).toBeUndefined();
  });

  it.each([
    [2023, 16, 11],
    [2024, 19, 10],
    [2025, 17, 11],
    [2026, 17, 8],
  ])('%i has as many national holidays and days of joint leave as were decreed', (year, national, leave) => {
    const found = HOLIDAY_YEARS.find((known) => known.year === year);
    expect(found?.national).toHaveLength(national);
    expect(found?.jointLeave).toHaveLength(leave);
  });

  it.each(HOLIDAY_YEARS)('$year holds real days in order, each once, and cites dated decrees', (known) => {
    const { year, national, jointLeave, decrees } = known;
    for (const days of [national, jointLeave]) {
      const texts = days.map(([day]) => day);
      expect(texts).toEqual([...new Set(texts)].toSorted());
      for (const day of texts) expect(parseIsoDate(`${year}-${day}`)).toBeDefined();
    }
    const own = new Set(national.map(([day]) => day));
    expect(jointLeave.filter(([day]) => own.has(day))).toEqual([]);
    expect(decrees[0]?.title).toMatch(/^SKB \d+ Tahun \d{4}, \d+ Tahun \d{4}, \d+ Tahun \d{4}$/);
    for (const { date: issued } of decrees) expect(parseIsoDate(issued)).toBeDefined();
    expect(decrees.map((decree) => decree.date)).toEqual(decrees.map((decree) => decree.date).toSorted());
  });

  it.each(HOLIDAY_YEARS)(
    'in $year leave is joined to a holiday of its name, by at most six days',
    (known) => {
      for (const [day, name] of known.jointLeave) {
        const leave = date(`${known.year}-${day}`);
        const near = Array.from({ length: 13 }, (_, index) => addDays(leave, index - 6)).map(holidayOn);
        expect([isoDate(leave), near.some((other) => other?.name === name && !other.jointLeave)]).toEqual([
          isoDate(leave),
          true,
        ]);
        expect(weekday(leave)).toBeLessThan(6);
      }
    },
  );

  it.each(HOLIDAY_YEARS)('in $year what the year fixes is fixed', ({ year }) => {
    for (const [day, name] of [
      ['01-01', 'newYear'],
      ['05-01', 'labour'],
      ['06-01', 'pancasila'],
      ['08-17', 'independence'],
      ['12-25', 'christmas'],
    ] as const) {
      expect(holidayOn(date(`${year}-${day}`))).toEqual({ name, jointLeave: false });
    }
  });

  it.each(HOLIDAY_YEARS)(
    'in $year Easter, Good Friday and Ascension stand as far apart as they do',
    (known) => {
      const on = (name: string) => known.national.find(([, other]) => other === name)?.[0];
      const friday = date(`${known.year}-${on('goodFriday')}`);
      expect(weekday(friday)).toBe(5);
      // Easter Sunday was no holiday of its own before Keputusan Presiden 8/2024.
      if (on('easter')) expect(isoDate(addDays(friday, 2))).toBe(`${known.year}-${on('easter')}`);
      expect(isoDate(addDays(friday, 41))).toBe(`${known.year}-${on('ascension')}`);
    },
  );

  it('says of a year that is not here that it is unknown', () => {
    expect([2022, 2023, 2026, 2027].map(hasHolidays)).toEqual([false, true, true, false]);
  });

  it.each(LOCALES)('names every holiday in %s', (locale) => {
    const t = translator(locale);
    for (const name of HOLIDAY_NAMES) expect(t(`calendar-holiday-${name}`)).not.toBe('');
  });
});

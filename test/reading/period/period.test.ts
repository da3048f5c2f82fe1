import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/lib/zoned.js';
import {
  dayPeriod,
  monthsPeriod,
  type Period,
  periodBefore,
  periodName,
  readPeriodCode,
  spanPeriod,
  weekPeriod,
  writePeriod,
} from '../../../src/reading/period/period.js';
import { readPeriod } from '../../../src/reading/period/read.js';

const day = fc
  .integer({ min: 0, max: 365 * 120 })
  .map((days) => addDays({ year: 1980, month: 1, day: 1 }, days));
const period: fc.Arbitrary<Period> = fc.oneof(
  day.map(dayPeriod),
  day.map(weekPeriod),
  fc
    .tuple(fc.constantFrom('month' as const, 'quarter' as const, 'semester' as const, 'year' as const), day)
    .map(([kind, from]) => monthsPeriod(kind, from)),
  fc
    .tuple(day, fc.nat(2_000))
    .map(([from, days]) => spanPeriod(from, addDays(from, days)) ?? dayPeriod(from)),
);

it('a period goes into few letters and comes back', () => {
  fc.assert(
    fc.property(period, (one) => {
      const code = writePeriod(one);
      expect(code.length).toBeLessThan(10);
      expect(readPeriodCode(code)).toEqual(one);
    }),
  );
});

it.each([
  'm20230802',
  'w20230901',
  'q20230201',
  'h20230301',
  'y20230201',
  'd20230231',
  'x20230801',
  'm2023',
  's.',
  'sf2k',
  's0.0',
  '',
])('reads no code that is not of a whole period: %j', (code) => expect(readPeriodCode(code)).toBeUndefined());

describe('a name', () => {
  const named = (text: string, locale: 'id' | 'en' = 'id') => {
    const read = readPeriod(text, { now: new Date('2023-09-05T05:20:00Z'), zone: 'Asia/Jayapura' });
    return read.ok ? periodName(read, locale) : read.reason;
  };
  it.each([
    ['31/8/2023', 'Kamis, 31 Agustus 2023', 'Thursday, 31 August 2023'],
    ['pekan lalu', '28 Agustus – 3 September 2023', '28 August – 3 September 2023'],
    ['agustus', 'Agustus 2023', 'August 2023'],
    ['tw 3', 'Triwulan III 2023', 'Q3 2023'],
    ['semester 2', 'Semester II 2023', 'H2 2023'],
    ['2022', '2022', '2022'],
    ['juli–september', 'Juli–September 2023', 'July–September 2023'],
    ['november–januari', 'November 2022 – Januari 2023', 'November 2022 – January 2023'],
    ['1–15 agustus', '1–15 Agustus 2023', '1–15 August 2023'],
    [
      '28 desember 2022 – 3 januari 2023',
      '28 Desember 2022 – 3 Januari 2023',
      '28 December 2022 – 3 January 2023',
    ],
  ])('of %s is %s', (text, id, en) => expect([named(text), named(text, 'en')]).toEqual([id, en]));

  it('is read back as what it names', () => {
    const now = new Date('2023-09-05T05:20:00Z');
    fc.assert(
      fc.property(period, fc.constantFrom('id' as const, 'en' as const), (one, locale) => {
        // Half-years are numbered in Indonesian only; a week reads as its days.
        if (one.kind === 'semester' && locale === 'en') return;
        const read = readPeriod(periodName(one, locale), { now, zone: 'Asia/Jayapura' });
        expect(read).toMatchObject({ ok: true, start: one.start, end: one.end });
      }),
    );
  });
});

it('the one before is of its kind where offices count so, else a month', () => {
  const august = { year: 2023, month: 8, day: 15 };
  const first = { year: 2023, month: 2, day: 1 };
  expect([
    periodBefore(monthsPeriod('quarter', first)),
    periodBefore(monthsPeriod('semester', first)),
    periodBefore(monthsPeriod('year', first)),
    periodBefore(weekPeriod(august)),
  ]).toEqual([
    monthsPeriod('quarter', { year: 2022, month: 12, day: 1 }),
    monthsPeriod('semester', { year: 2022, month: 12, day: 1 }),
    monthsPeriod('year', { year: 2022, month: 12, day: 1 }),
    monthsPeriod('month', { year: 2023, month: 7, day: 1 }),
  ]);
});

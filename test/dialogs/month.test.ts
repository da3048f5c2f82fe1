import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayLabel, monthChoices, monthOf, monthShown } from '../../src/dialogs/fields/month.js';
import { compareDates, endOfMonth, isoDate, localDate, parseIsoDate, weekday } from '../../src/lib/zoned.js';
import { translator } from '../../src/words/translate.js';

const ZONE = 'Asia/Jayapura';
const around = (now: Date, locale: 'id' | 'en' = 'id') => ({
  t: translator(locale),
  locale,
  now,
  zone: ZONE,
});
const NOW = new Date('2023-08-28T00:00:00Z');
const today = localDate(NOW, ZONE);

describe("a picker's month", () => {
  const month = fc.record({
    year: fc.integer({ min: 2020, max: 2030 }),
    month: fc.integer({ min: 1, max: 12 }),
  });
  const uiOf = ({ year, month: n }: { year: number; month: number }) =>
    `${year}-${String(n).padStart(2, '0')}`;

  it.each(['future', 'past'] as const)(
    'has each day once under its weekday; %s days can be tapped',
    (prefer) => {
      fc.assert(
        fc.property(month, (shown) => {
          const [, , , ...weeks] = monthChoices(around(NOW), uiOf(shown), prefer);
          const first = monthOf(uiOf(shown), today);
          for (const week of weeks) expect(week).toHaveLength(7);
          const tapped = weeks.flatMap((week, row) =>
            week.flatMap(({ value }, column) => {
              const day = parseIsoDate(value);
              if (!day) return [];
              expect(weekday(day)).toBe(column + 1);
              expect(row).toBe(Math.floor((day.day + weekday(first) - 2) / 7));
              return [day];
            }),
          );
          const reach = prefer === 'future' ? 1 : -1;
          const days = Array.from({ length: endOfMonth(first).day }, (_, n) => ({ ...first, day: n + 1 }));
          expect(tapped).toEqual(days.filter((day) => compareDates(day, today) * reach >= 0));
        }),
      );
    },
  );

  it('no step leads where nothing can be tapped, and every step leads elsewhere', () => {
    fc.assert(
      fc.property(month, fc.constantFrom('future' as const, 'past' as const), (shown, prefer) => {
        const first = monthOf(uiOf(shown), today);
        const reachable =
          prefer === 'future' ? compareDates(endOfMonth(first), today) >= 0 : compareDates(first, today) <= 0;
        fc.pre(reachable);
        const steps = monthChoices(around(NOW), uiOf(shown), prefer)[1] ?? [];
        for (const { value } of steps) {
          const to = monthShown(value);
          if (to === undefined) continue;
          expect(to).not.toBe(uiOf(shown));
          const days = monthChoices(around(NOW), to, prefer).slice(3).flat();
          expect(days.some((choice) => parseIsoDate(choice.value))).toBe(true);
        }
      }),
    );
  });

  it('marks stand with the number, and a marked day can still be chosen', () => {
    const marked = monthChoices(around(NOW), null, 'future', (day) =>
      day.day === 31 ? { mark: 'holiday', why: 'libur' } : undefined,
    ).flat();
    expect(marked.find(({ value }) => value === '2023-08-31')?.label).toBe(dayLabel(31, 'holiday'));
    expect(marked.filter(({ label }) => label === '•28').map(({ value }) => value)).toEqual([isoDate(today)]);
  });

  it.each(['2023-13', '2023-00', 'x', '', 'm2023-1'])('a forged step to "%s" is none', (value) => {
    expect(monthShown(`m${value}`)).toBeUndefined();
  });

  it('every label and value fits on a button', () => {
    for (const { label, value } of monthChoices(around(NOW, 'en'), '2026-02', 'future').flat()) {
      expect(label.trim()).not.toBe('');
      expect(Buffer.byteLength(value)).toBeLessThanOrEqual(40);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  REMINDERS,
  reminderAt,
  reminderExpires,
  remindersAhead,
} from '../../../../src/features/visits/news/rules.js';

const WIT = 'Asia/Jayapura';
const start = new Date('2023-08-31T10:00:00+09:00');

describe('reminders', () => {
  it.each([
    ['H-7', '2023-08-24T08:00:00+09:00'],
    ['H-1', '2023-08-30T08:00:00+09:00'],
    ['2h', '2023-08-31T08:00:00+09:00'],
  ] as const)('%s of Thursday 10.00 WIT is at %s', (reminder, at) => {
    expect(reminderAt(reminder, start, WIT)).toEqual(new Date(at));
  });

  it("days are the unit's: just after midnight WIT is the evening before in UTC", () => {
    const early = new Date('2023-08-31T00:30:00+09:00');
    expect(reminderAt('H-1', early, WIT)).toEqual(new Date('2023-08-30T08:00:00+09:00'));
    expect(reminderAt('H-1', early, 'Asia/Jakarta')).toEqual(new Date('2023-08-29T08:00:00+07:00'));
  });

  it('those that are over are left out', () => {
    const from = (now: string) =>
      remindersAhead(REMINDERS, start, WIT, new Date(now)).map(({ reminder }) => reminder);
    expect(from('2023-08-20T00:00:00+09:00')).toEqual(['H-7', 'H-1', '2h']);
    expect(from('2023-08-30T07:59:59+09:00')).toEqual(['H-1', '2h']);
    expect(from('2023-08-30T08:00:00+09:00')).toEqual(['2h']);
    expect(from('2023-08-31T08:00:00+09:00')).toEqual([]);
  });

  it('a late one is of use until the next takes its place, and never after the start', () => {
    expect(reminderExpires('H-7', start, WIT)).toEqual(new Date('2023-08-30T08:00:00+09:00'));
    expect(reminderExpires('H-1', start, WIT)).toEqual(new Date('2023-08-31T08:00:00+09:00'));
    expect(reminderExpires('2h', start, WIT)).toEqual(start);
  });

  it('all that is ahead is due before the start and after now', () => {
    const instant = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, instant, (startsAt, now) => {
        for (const { at } of remindersAhead(REMINDERS, startsAt, WIT, now)) {
          expect(at.getTime()).toBeGreaterThan(now.getTime());
          expect(at.getTime()).toBeLessThan(startsAt.getTime());
        }
      }),
    );
  });
});

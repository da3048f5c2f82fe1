import { describe, expect, it } from 'vitest';
import { isOverdue, lastDue, nextTry } from '../../../src/office/daily/rules.js';

const ZONE = 'Asia/Jayapura';
const at = (local: string) => new Date(`${local}+09:00`);

describe('the last backup that is due', () => {
  it.each([
    ['2023-08-31T01:59:59', 30],
    ['2023-08-31T02:00:00', 31],
    ['2023-08-31T23:59:59', 31],
    // A day before in UTC.
    ['2023-08-31T03:00:00', 31],
  ])('is at %s that of day %i', (now, day) => {
    const due = lastDue(at(now), ZONE, 2);
    expect(due.day).toEqual({ year: 2023, month: 8, day });
    expect(due.dueAt).toEqual(at(`2023-08-${day}T02:00`));
  });
});

it('a failed backup is tried again after ten minutes, an hour, and then every three hours', () => {
  const failed = at('2023-08-31T02:00');
  const tries = [1, 2, 3, 9].map((attempts) => nextTry(failed, attempts));
  expect(tries).toEqual(['02:10', '03:00', '05:00', '05:00'].map((time) => at(`2023-08-31T${time}`)));
});

it('three days without one are too many', () => {
  const since = at('2023-08-28T02:00');
  expect(isOverdue(since, at('2023-08-31T01:59'))).toBe(false);
  expect(isOverdue(since, at('2023-08-31T02:00'))).toBe(true);
});

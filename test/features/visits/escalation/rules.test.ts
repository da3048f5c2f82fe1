import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClosedDay } from '../../../../src/features/calendar/rules.js';
import { escalationTimes } from '../../../../src/features/visits/escalation/rules.js';
import { localDate, localTime, weekday } from '../../../../src/lib/zoned.js';

const WIT = 'Asia/Jayapura';
// August 2023: the 28th is a Monday.
const at = (text: string) => new Date(`2023-${text}:00+09:00`);
const times = (asked: string, start: string, steps = 3, closed: readonly ClosedDay[] = []) =>
  escalationTimes({ askedAt: at(asked), startsAt: at(start), zone: WIT, closed }, steps);
const HOUR = 3_600_000;

describe('escalation', () => {
  it.each([
    ['a day apart', '08-28T09:14', ['08-29T09:14', '08-30T09:14', '08-31T09:14']],
    ['not on a weekend', '08-31T09:14', ['09-01T09:14', '09-04T08:00', '09-05T08:00']],
    ['not in the evening', '08-28T19:30', ['08-30T08:00', '08-31T08:00', '09-01T08:00']],
    ['not before work', '08-28T05:00', ['08-29T08:00', '08-30T08:00', '08-31T08:00']],
  ])('goes %s', (_name, asked, steps) => {
    expect(times(asked, '09-11T10:00')).toEqual(steps.map(at));
  });

  it('goes not on a holiday, nor on a day on which the unit is closed', () => {
    const closed = [{ date: '2023-08-18', reason: 'Upacara' }];
    expect(times('08-15T09:00', '09-11T10:00', 2, closed)).toEqual([at('08-16T09:00'), at('08-21T08:00')]);
  });

  it('shares out the time where the start is near', () => {
    expect(times('08-28T09:00', '08-29T09:00')).toEqual(
      ['08-28T15:00', '08-28T21:00', '08-29T03:00'].map(at),
    );
    expect(times('08-28T09:00', '08-29T09:00', 1)).toEqual([at('08-28T21:00')]);
  });

  it('is of as many steps as there are people to turn to', () => {
    expect(times('08-28T09:00', '09-11T10:00', 0)).toEqual([]);
    expect(times('08-28T09:00', '09-11T10:00', 2)).toHaveLength(2);
  });

  it('lies between asking and the start, in order, and in office hours where there is time', () => {
    const asked = fc.date({ noInvalidDate: true, min: at('01-01T00:00'), max: at('12-31T00:00') });
    const ahead = fc.integer({ min: 4, max: 30 * 24 * 60 });
    fc.assert(
      fc.property(asked, ahead, fc.integer({ min: 1, max: 3 }), (from, minutes, steps) => {
        const start = new Date(from.getTime() + minutes * 60_000);
        const taken = escalationTimes({ askedAt: from, startsAt: start, zone: WIT, closed: [] }, steps);
        const all = [from, ...taken, start].map((moment) => moment.getTime());
        for (const [i, moment] of all.entries()) expect(moment).toBeGreaterThan(all[i - 1] ?? 0);
        if (minutes < 10 * 24 * 60) return;
        for (const [i, moment] of taken.entries()) {
          expect(weekday(localDate(moment, WIT))).toBeLessThanOrEqual(5);
          expect(localTime(moment, WIT).hour).toBeGreaterThanOrEqual(8);
          expect(localTime(moment, WIT).hour).toBeLessThan(16);
          expect(moment.getTime() - (all[i] ?? 0)).toBeGreaterThanOrEqual(24 * HOUR);
        }
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { agendaSlots, isOfUse } from '../../../../src/features/reminders/agenda/rules.js';

const ZONE = 'Asia/Jayapura';
const CLOSED = [{ date: '2023-08-18', reason: 'Upacara' }];
// August 2023: the 28th is a Monday.
const wit = (text: string) => new Date(`2023-${text}:00+09:00`);
const slots = (now: string) =>
  agendaSlots(wit(now), ZONE, CLOSED).map(({ number, dueAt }) => [number, dueAt]);

describe('when an agenda comes', () => {
  it.each([
    ['early on a working day, of that day and the next', '08-29T05:00', ['08-29', '08-30']],
    ['in the morning, of that day too', '08-29T11:59', ['08-29', '08-30']],
    ['from noon on, of the next only', '08-29T12:00', ['08-30']],
    ['on Friday afternoon, of Monday', '09-01T15:00', ['09-04']],
    ['at the weekend, of Monday', '09-02T09:00', ['09-04']],
    ['before holidays and closed days, of the next working day', '08-16T15:00', ['08-21']],
    ['at the turn of the year in the unit’s zone', '12-29T13:00', ['01-02']],
  ])('%s', (_name, now, days) => {
    const year = (day: string) => (day.startsWith('01') ? 2024 : 2023);
    expect(slots(now)).toEqual(
      days.map((day) => [
        Number(`${year(day)}${day.replace('-', '')}`),
        new Date(`${year(day)}-${day}T07:00:00+09:00`),
      ]),
    );
  });

  it('is of use on its day until noon', () => {
    expect(isOfUse(20230829, wit('08-29T07:00'), ZONE, CLOSED)).toBe(true);
    expect(isOfUse(20230829, wit('08-29T11:59'), ZONE, CLOSED)).toBe(true);
    expect(isOfUse(20230829, wit('08-29T12:00'), ZONE, CLOSED)).toBe(false);
    expect(isOfUse(20230829, wit('08-30T07:00'), ZONE, CLOSED)).toBe(false);
  });
});

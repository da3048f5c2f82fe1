import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absencesInARow,
  hasRecovered,
  lowRate,
  silenceOf,
  tellAt,
  tooMany,
} from '../../../src/features/alerts/rules.js';
import { NO_MARKS, type Tally } from '../../../src/features/sessions/attendance/rules.js';
import { attendanceMarks, type Mark } from '../../../src/features/sessions/exceptions/rules.js';

const zone = 'Asia/Jayapura';
const wit = (text: string) => new Date(`${text}+09:00`);
const tally = (present: number, absent: number, more: Partial<Tally> = {}): Tally => ({
  ...NO_MARKS,
  present,
  absent,
  ...more,
});

describe('a low rate', () => {
  it('is of the last four sessions pooled, and below 75 %', () => {
    const good = tally(10, 0);
    expect(lowRate([good, good, good])).toBeUndefined();
    expect(lowRate([tally(0, 10), tally(0, 10), tally(0, 10)])).toBeUndefined();
    expect(lowRate([tally(3, 1), tally(3, 1), tally(3, 1), tally(3, 1)])).toBeUndefined();
    const low = [tally(3, 1), tally(3, 1), tally(3, 1), tally(2, 1)];
    expect(lowRate(low)).toEqual({ attended: 11, expected: 15, outside: 0 });
    expect(lowRate([...low, good])).toBeUndefined();
    expect(lowRate([tally(0, 10), ...low])).toBeDefined();
  });

  it('counts late as there, refused as away, and sick, excused and court not at all', () => {
    const session = tally(1, 0, { late: 2, refused: 1, sick: 30, excused: 30, court: 30 });
    expect(lowRate([session, session, session, session])).toBeUndefined();
    const refused = tally(1, 0, { late: 1, refused: 1, sick: 30 });
    expect(lowRate([refused, refused, refused, refused])).toMatchObject({ attended: 8, expected: 12 });
    const ill = tally(0, 0, { sick: 9 });
    expect(lowRate([ill, ill, ill, ill])).toBeUndefined();
  });

  it('has recovered where four sessions in a row were right again', () => {
    const [low, good] = [tally(1, 9), tally(10, 0)];
    expect(hasRecovered([low, low, low, low, low])).toBe(false);
    expect(hasRecovered([low, low, low, low, good, good])).toBe(false);
    expect(hasRecovered([low, low, low, low, good, good, good, good, low, low])).toBe(true);
    expect(hasRecovered([low, low, low])).toBe(false);
  });
});

describe('absences in a row', () => {
  const row = (...marks: Mark[]) => absencesInARow(marks.map((mark) => ({ mark }))).length;

  it('are those at the end; sick, excused and court neither count nor break', () => {
    expect(row('absent', 'refused', 'absent')).toBe(3);
    expect(row('absent', 'sick', 'absent', 'court', 'excused', 'refused', 'sick')).toBe(3);
    expect(row('absent', 'absent', 'late')).toBe(0);
    expect(row('absent', 'present', 'absent', 'absent')).toBe(2);
    expect(row('sick', 'sick', 'sick')).toBe(0);
    expect(row()).toBe(0);
    expect(tooMany(['a', 'b'])).toEqual([]);
    expect(tooMany(['a', 'b', 'c', 'd'])).toEqual(['c', 'd']);
  });

  it('are the same with sick, excused and court taken out, whatever the marks', () => {
    const outside: readonly Mark[] = ['sick', 'excused', 'court'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...attendanceMarks)), (marks) => {
        const counted = marks.filter((mark) => !outside.includes(mark));
        const lastThere = counted.findLastIndex((mark) => mark === 'present' || mark === 'late');
        expect(row(...marks)).toBe(counted.length - 1 - lastThere);
      }),
    );
  });
});

describe('a silence', () => {
  const pulse = {
    lastHeld: wit('2023-08-29T09:00'),
    startsOn: undefined,
    endsOn: undefined,
    createdAt: wit('2023-01-01T00:00'),
  };
  const at = (moment: string, more: Partial<Parameters<typeof silenceOf>[0]> = {}) =>
    silenceOf({ ...pulse, ...more }, zone, wit(moment));

  it('is told on the morning after fourteen days without a session', () => {
    expect(at('2023-09-12T23:59')).toBeUndefined();
    expect(at('2023-09-13T07:59')).toBeUndefined();
    expect(at('2023-09-13T08:00')).toEqual({
      since: { year: 2023, month: 8, day: 29 },
      number: 20230829,
      days: 14,
    });
    expect(at('2023-09-20T00:30')?.days).toBe(21);
  });

  it('begins with the programme where nothing was held, and never before its start or after its end', () => {
    const fresh = { lastHeld: null, startsOn: { year: 2023, month: 9, day: 10 } };
    expect(at('2023-09-09T12:00', fresh)).toBeUndefined();
    expect(at('2023-09-24T12:00', fresh)).toBeUndefined();
    expect(at('2023-09-25T12:00', fresh)?.number).toBe(20230910);
    const created = { lastHeld: null, createdAt: wit('2023-09-01T23:30') };
    expect(at('2023-09-16T12:00', created)?.number).toBe(20230901);
    const ended = { endsOn: { year: 2023, month: 9, day: 20 } };
    expect(at('2023-09-20T12:00', ended)).toBeDefined();
    expect(at('2023-09-21T12:00', ended)).toBeUndefined();
  });
});

describe('an alert is told', () => {
  it.each([
    ['2023-09-05T11:30', '2023-09-05T11:40'],
    ['2023-09-05T07:49', '2023-09-05T08:00'],
    ['2023-09-05T17:49', '2023-09-05T17:59'],
    ['2023-09-05T17:50', '2023-09-06T08:00'],
    ['2023-09-05T23:55', '2023-09-06T08:00'],
    ['2023-09-05T00:10', '2023-09-05T08:00'],
  ])('found at %s, at %s', (found, told) => {
    expect(tellAt(wit(found), zone)).toEqual(wit(told));
  });
});

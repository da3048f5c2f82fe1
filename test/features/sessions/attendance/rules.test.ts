import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Actor, type PostKind } from '../../../../src/access/actor.js';
import {
  attendanceRate,
  changesBetween,
  correctionRight,
  initials,
  NO_MARKS,
  nameView,
  nextMark,
  tallyOf,
} from '../../../../src/features/sessions/attendance/rules.js';
import { attendanceMarks, type Mark } from '../../../../src/features/sessions/exceptions/rules.js';

const marks = fc.array(fc.constantFrom(...attendanceMarks));

function actor(kind: PostKind, agencyId: number | null = null, personId = 1): Actor {
  return {
    personId,
    telegramId: 1n,
    name: 'A',
    locale: 'id',
    unitId: 1,
    unitName: 'U',
    zone: 'Asia/Jayapura',
    posts: [{ id: 1, unitId: 1, kind, agencyId }],
  };
}

describe('attendanceRate', () => {
  it.each<[Mark, { attended: number; expected: number; outside: number }]>([
    ['present', { attended: 1, expected: 1, outside: 0 }],
    ['late', { attended: 1, expected: 1, outside: 0 }],
    ['refused', { attended: 0, expected: 1, outside: 0 }],
    ['absent', { attended: 0, expected: 1, outside: 0 }],
    ['sick', { attended: 0, expected: 0, outside: 1 }],
    ['excused', { attended: 0, expected: 0, outside: 1 }],
    ['court', { attended: 0, expected: 0, outside: 1 }],
  ])('counts %s as %o', (mark, rate) => {
    expect(attendanceRate(tallyOf([mark]))).toEqual(rate);
  });

  it('leaves nobody out and pools over sessions', () => {
    fc.assert(
      fc.property(marks, marks, (one, other) => {
        const both = attendanceRate(tallyOf([...one, ...other]));
        const [a, b] = [attendanceRate(tallyOf(one)), attendanceRate(tallyOf(other))];
        expect(both.expected + both.outside).toBe(one.length + other.length);
        expect(both).toEqual({
          attended: a.attended + b.attended,
          expected: a.expected + b.expected,
          outside: a.outside + b.outside,
        });
      }),
    );
  });

  it('has nothing to say of no marks', () => {
    expect(attendanceRate(NO_MARKS)).toEqual({ attended: 0, expected: 0, outside: 0 });
  });
});

describe('nextMark', () => {
  it('goes round all seven marks and comes back', () => {
    const seen: Mark[] = [];
    let mark: Mark = 'present';
    do {
      seen.push(mark);
      mark = nextMark(mark);
    } while (mark !== 'present');
    expect(seen.toSorted()).toEqual(attendanceMarks.toSorted());
  });
});

describe('nameView', () => {
  const programme = { unitId: 1, agencyId: 7, namesShown: false };

  it.each<[string, Actor, boolean, string]>([
    ['a head', actor('head'), false, 'names'],
    ['an officer', actor('officer'), false, 'names'],
    ['humas', actor('humas'), true, 'none'],
    ['the agency’s contact', actor('agencyContact', 7), false, 'initials'],
    ['the agency’s contact where names are allowed', actor('agencyContact', 7), true, 'names'],
    ['another agency’s contact', actor('agencyHead', 8), true, 'none'],
  ])('shows %s as much as allowed', (_who, who, namesShown, seen) => {
    expect(nameView(who, { ...programme, namesShown })).toBe(seen);
  });

  it('makes initials of names', () => {
    expect(initials('budi  Seipatiratu')).toBe('B.S.');
    expect(initials('La Ode M. “Abe” Kaimudin')).toBe('L.O.M.A.K.');
  });
});

describe('correctionRight', () => {
  const loggedAt = new Date('2023-09-01T00:00:00Z');
  const session = { unitId: 1, agencyId: 7, loggedById: 1, loggedAt };
  const after = (days: number) => new Date(loggedAt.getTime() + days * 86_400_000);

  it.each<[string, Actor, number, string | undefined]>([
    ['own log on the last instant of seven days', actor('officer'), 7, 'own'],
    ['own log later', actor('officer'), 7.01, undefined],
    ['a contact’s own log', actor('agencyContact', 7), 1, 'own'],
    ['a contact’s own log after losing the agency', actor('agencyContact', 8), 1, undefined],
    ['somebody else’s log', actor('officer', null, 2), 1, undefined],
    ['a head’s own log', actor('head'), 1, 'own'],
    ['a head’s own log later', actor('head'), 30, 'head'],
    ['somebody else’s log, by a head', actor('head', null, 2), 1, 'head'],
    ['humas', actor('humas'), 1, undefined],
  ])('%s', (_what, who, days, right) => {
    expect(correctionRight(who, session, after(days))).toBe(right);
  });

  it('gives no head a right in another unit', () => {
    expect(correctionRight(actor('head'), { ...session, unitId: 2 }, after(1))).toBeUndefined();
  });
});

describe('changesBetween', () => {
  const before = {
    topic: 'Pakan',
    trainer: null,
    notes: null,
    headcount: null,
    marks: new Map<number, Mark>([
      [1, 'present'],
      [3, 'sick'],
    ]),
  };

  it('lists what differs, marks by number and nothing by name', () => {
    const after = {
      ...before,
      topic: null,
      trainer: 'Bu Ani',
      marks: new Map<number, Mark>([
        [1, 'absent'],
        [3, 'sick'],
      ]),
    };
    expect(changesBetween(before, after)).toEqual([
      { what: 'topic', from: 'Pakan', to: null },
      { what: 'trainer', from: null, to: 'Bu Ani' },
      { what: 'no:1', from: 'present', to: 'absent' },
    ]);
  });

  it('is empty where nothing does', () => {
    expect(changesBetween(before, { ...before, marks: new Map(before.marks) })).toEqual([]);
  });

  it('tells a headcount from the sheet that replaced it', () => {
    const counted = { ...before, headcount: 12, marks: new Map<number, Mark>() };
    expect(changesBetween(counted, { ...counted, headcount: null, marks: new Map([[1, 'late']]) })).toEqual([
      { what: 'headcount', from: 12, to: null },
      { what: 'no:1', from: null, to: 'late' },
    ]);
  });
});

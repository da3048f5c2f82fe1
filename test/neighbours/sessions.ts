import { rosterOn } from '../../src/features/programmes/people/store.js';
import * as attendance from '../../src/features/sessions/attendance/store.js';
import * as coming from '../../src/features/sessions/coming/store.js';
import * as lists from '../../src/features/sessions/lists/store.js';
import * as months from '../../src/features/sessions/months/store.js';
import * as opening from '../../src/features/sessions/opening/store.js';
import * as paper from '../../src/features/sessions/paper/store.js';
import * as plan from '../../src/features/sessions/plan/store.js';
import * as session from '../../src/features/sessions/session/store.js';
import * as sheet from '../../src/features/sessions/sheet/store.js';
import * as totals from '../../src/features/sessions/totals/store.js';
import { at, NOW, ZONE } from '../support/world.js';
import { type CasesOf, inScopes, ofBoth, partsOf, writes } from './case.js';

const FROM = at('2023-08-22T09:00');
const UNTIL = at('2023-09-12T09:00');
const TODAY = { startsAt: at('2023-09-05T13:30'), endsAt: at('2023-09-05T14:30') };

const marked = (people: readonly number[]) => ({
  kind: 'sheet' as const,
  at: '',
  sheet: people.map((id) => ({ id, label: '' })),
  marks: { 2: 'sick' as const },
});

export const sessionCases = {
  'sessions/attendance': {
    lastSheets: ({ read, own }) => attendance.lastSheets(read, own.catfish, 1),
    sheetsSince: ({ read, own }) => [
      attendance.sheetsSince(read, own.catfish, own.sessions.last, 3),
      attendance.sheetsSince(read, own.weaving, own.sessions.last, 3),
    ],
    // The people of one session come in no order.
    markedSo: async ({ read, own }) =>
      (await attendance.markedSo(read, own.sessions.held, ['absent', 'late'])).toSorted((a, b) => a - b),
    marksIn: ({ read, own }) =>
      own.people.slice(0, 2).map((id) => attendance.marksIn(read, own.catfish, [id])),
    lastHeld: ({ read, own }) => attendance.lastHeld(read, [own.catfish, own.draft]),
    nextPlanned: ({ read, own }) =>
      [own.catfish, own.draft].map((programme) => attendance.nextPlanned(read, programme, NOW)),
  } satisfies CasesOf<typeof attendance>,

  'sessions/coming': {
    plannedIn: ({ read, own }) => coming.plannedIn(read, own.unitId, { from: FROM, until: UNTIL }),
    plannedByProgramme: (o) =>
      partsOf(o).map((part) => coming.plannedByProgramme(o.read, part, { from: FROM, until: UNTIL })),
    countUnrecorded: (o) => partsOf(o).map((part) => coming.countUnrecorded(o.read, part, NOW)),
  } satisfies CasesOf<typeof coming>,

  'sessions/lists': {
    sessionsBetween: (o) => inScopes(o, (scope) => lists.sessionsBetween(o.read, scope, FROM, UNTIL)),
    pastSessions: (o) => [
      ...inScopes(o, (scope) =>
        lists.pastSessions(o.read, scope, { programmeId: undefined, now: NOW, skip: 1, take: 4 }),
      ),
      ...ofBoth(o, ({ weaving }, scope) =>
        lists.pastSessions(o.read, scope, { programmeId: weaving, now: NOW, skip: 0, take: 9 }),
      ),
    ],
  } satisfies CasesOf<typeof lists>,

  'sessions/months': {
    closingsOf: ({ read, own }) => months.closingsOf(read, own.unitId, '2023-08'),
    closedMonths: ({ read, own }) => months.closedMonths(read, own.unitId, ['2023-07', '2023-08', '2023-09']),
    closedAt: ({ read, own }) => [FROM, NOW].map((moment) => months.closedAt(read, own.unitId, moment, ZONE)),
    statesWithin: ({ read, own }) => months.statesWithin(read, own.unitId, FROM, at('2023-09-30T00:00')),
    unrecordedWithin: (o) =>
      inScopes(o, (scope) =>
        months.unrecordedWithin(o.read, session.sessionsIn(scope), { from: FROM, until: UNTIL }, 3),
      ),
  } satisfies CasesOf<typeof months>,

  'sessions/opening': {
    loggableIn: ({ read, own }) => opening.loggableIn(read, own.unitId),
    openingFacts: (o) => {
      const day = { from: at('2023-08-22T00:00'), until: at('2023-08-23T00:00'), month: '2023-08' };
      return ofBoth(o, ({ catfish, sessions }) => {
        const of = { unitId: o.own.unitId, programmeId: catfish };
        return [
          opening.openingFacts(o.read, { ...of, plannedId: sessions.today, paperId: undefined }, day),
          opening.openingFacts(o.read, { ...of, plannedId: sessions.held, paperId: sessions.paper }, day),
        ];
      });
    },
  } satisfies CasesOf<typeof opening>,

  'sessions/paper': {
    idsOf: () => paper.idsOf([3, 'x', 1]),
    paperByCode: ({ read, own }) =>
      ['A3B4', 'K7R2', 'ZZZZ'].map((code) => paper.paperByCode(read, own.unitId, code)),
    paperById: (o) => ofBoth(o, ({ sessions }) => paper.paperById(o.read, o.own.unitId, sessions.paper)),
    paperOfSession: ({ read, own }) => [
      paper.paperOfSession(read, own.sessions.today),
      paper.paperOfSession(read, own.sessions.last),
    ],
    printedOn: (o) =>
      ofBoth(o, ({ catfish, sessions }) => [
        paper.printedOn(o.read, { unitId: o.own.unitId, programmeId: catfish }, sessions.paper),
        paper.printedOn(o.read, { unitId: o.own.unitId, programmeId: o.own.weaving }, sessions.paper),
      ]),
    codesTaken: ({ read, own }) => paper.codesTaken(read, own.unitId, ['ZZZZ', 'A3B4']),
    plannedAhead: (o) =>
      inScopes(o, (scope) =>
        [undefined, o.own.catfish].map((programmeId) =>
          paper.plannedAhead(o.read, session.sessionsIn(scope), {
            from: at('2023-09-04T09:00'),
            until: UNTIL,
            ...(programmeId !== undefined && { programmeId }),
          }),
        ),
      ),
  } satisfies CasesOf<typeof paper>,

  'sessions/plan': {
    openSlots: ({ read, own }) => plan.openSlots(read, own.catfish),
    copySlots: writes((tx, { own }) => plan.copySlots(tx, own.catfish, own.weaving, NOW)),
    slotIn: (o) => [
      ...inScopes(o, (scope) => plan.slotIn(o.read, scope, o.own.thursday)),
      ...ofBoth(o, ({ tuesday }, scope) => plan.slotIn(o.read, scope, tuesday)),
    ],
    rowsAhead: ({ read, own }) => plan.rowsAhead(read, own.catfish, NOW, '2023-09-12'),
    countBegun: ({ read, own }) => plan.countBegun(read, own.catfish, at('2023-09-04T09:00')),
    plannedIn: (o) => [
      ...inScopes(o, (scope) => plan.plannedIn(o.read, scope, o.own.sessions.later)),
      ...ofBoth(o, ({ sessions }, scope) => plan.plannedIn(o.read, scope, sessions.missed)),
    ],
    plannedById: ({ read, own }) => plan.plannedById(read, own.sessions.missed),
    plannedBetween: ({ read, own }) => plan.plannedBetween(read, own.unitId, at('2023-09-04T09:00'), UNTIL),
    sessionWithin: ({ read, own }) => [
      plan.sessionWithin(read, own.catfish, TODAY),
      plan.sessionWithin(read, own.catfish, TODAY, own.sessions.today),
    ],
    lastLogger: ({ read, own }) => plan.lastLogger(read, own.catfish),
    lastChange: (o) => ofBoth(o, ({ sessions }) => plan.lastChange(o.read, o.own.unitId, sessions.later)),
  } satisfies CasesOf<typeof plan>,

  'sessions/session': {
    sessionsIn: (o) => inScopes(o, session.sessionsIn),
    lastSession: ({ read, own }) => session.lastSession(read, own.catfish),
    plannedSession: ({ read, own }) => [
      session.plannedSession(read, own.catfish, own.sessions.today),
      session.plannedSession(read, own.catfish, own.sessions.held),
      session.plannedSession(read, own.weaving, own.sessions.today),
    ],
    plannedWithin: ({ read, own }) => [
      session.plannedWithin(read, own.catfish, TODAY),
      session.plannedWithin(read, own.catfish, { startsAt: FROM, endsAt: at('2023-09-01T00:00') }),
    ],
    sessionAt: ({ read, own }) => [
      session.sessionAt(read, own.catfish, at('2023-09-05T14:00')),
      session.sessionAt(read, own.weaving, at('2023-09-05T14:00')),
    ],
    talliesOf: ({ read, own }) => session.talliesOf(read, [own.sessions.held, own.sessions.last]),
    sessionIn: (o) => [
      ...inScopes(o, (scope) => session.sessionIn(o.read, scope, o.own.sessions.held)),
      ...ofBoth(o, ({ sessions }, scope) => session.sessionIn(o.read, scope, sessions.missed)),
    ],
    marksOf: ({ read, own }) => session.marksOf(read, own.sessions.held),
    setMarks: writes((tx, { own }) => session.setMarks(tx, own.sessions.held, [1, 3], 'sick')),
    revisionsOf: ({ read, own }) => session.revisionsOf(read, own.sessions.held, 0, 1),
  } satisfies CasesOf<typeof session>,

  'sessions/sheet': {
    sheetHolds: ({ read, own }) => {
      const of = { unitId: own.unitId, programmeId: own.catfish, at: NOW };
      const [first = 0, second = 0] = own.people;
      return [
        sheet.sheetHolds(read, rosterOn, of, marked([second, first])),
        sheet.sheetHolds(read, rosterOn, of, marked([first, second])),
      ];
    },
    writeSheet: writes((tx, { own }) =>
      sheet.writeSheet(tx, own.sessions.today, marked(own.people.slice(0, 3))),
    ),
  } satisfies CasesOf<typeof sheet>,

  'sessions/totals': {
    sessionTotals: (o) =>
      inScopes(o, (scope) => totals.sessionTotals(o.read, { scope, from: FROM, until: UNTIL })),
  } satisfies CasesOf<typeof totals>,
};

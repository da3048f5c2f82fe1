import * as attendance from '../../src/features/sessions/attendance/store.js';
import * as coming from '../../src/features/sessions/coming/store.js';
import * as lists from '../../src/features/sessions/lists/store.js';
import * as log from '../../src/features/sessions/log/store.js';
import * as months from '../../src/features/sessions/months/store.js';
import * as opening from '../../src/features/sessions/opening/store.js';
import * as paper from '../../src/features/sessions/paper/store.js';
import * as person from '../../src/features/sessions/person/store.js';
import * as plan from '../../src/features/sessions/plan/store.js';
import * as recap from '../../src/features/sessions/recap/store.js';
import * as records from '../../src/features/sessions/records/store.js';
import * as session from '../../src/features/sessions/session/store.js';
import * as settle from '../../src/features/sessions/settle/store.js';
import * as sheet from '../../src/features/sessions/sheet/store.js';
import * as totals from '../../src/features/sessions/totals/store.js';
import * as view from '../../src/features/sessions/view/store.js';
import { at, NOW, ZONE } from '../support/world.js';
import { type CasesOf, inScopes, ofBoth, partsOf, sorted, writes } from './case.js';

const FROM = at('2023-08-22T09:00');
const UNTIL = at('2023-09-12T09:00');
const TODAY = { startsAt: at('2023-09-05T13:30'), endsAt: at('2023-09-05T14:30') };

const marked = (people: readonly number[]) => ({
  kind: 'sheet' as const,
  at: '',
  sheet: people.map((id) => ({ id, label: '' })),
  marks: { 2: 'sick' as const },
});

const timeOf = (programmeId: number, exceptId: number) => ({ programmeId, span: TODAY, exceptId });

/** With what a session’s row tells of its month. */
const withClosing = (row: view.SessionRow | undefined) => row && { ...row, closedIn: row.closedIn(ZONE) };

const AFTERNOON = { startsAt: at('2023-09-05T14:00'), endsAt: at('2023-09-05T16:00') };

export const sessionCases = {
  'sessions/attendance': {
    pulses: async (o) => [
      ...ofBoth(o, ({ catfish: id }) => attendance.pulses(o.read, { unitId: o.own.unitId, id })),
      (await attendance.pulses(o.read)).filter(({ unitId }) => unitId === o.own.unitId),
    ],
    sheetsSince: ({ read, own }) => [
      attendance.sheetsSince(read, own.catfish, own.sessions.last, 3),
      attendance.sheetsSince(read, own.weaving, own.sessions.last, 3),
    ],
    findAttended: (o) => [
      ...ofBoth(o, ({ catfish }) => attendance.findAttended(o.read, o.own.unitId, catfish, 1)),
      attendance.findAttended(o.read, o.own.unitId, o.own.draft, 1),
    ],
    markedAt: ({ read, own }) =>
      attendance.markedAt(read, { programmeId: own.catfish, sessionId: own.sessions.held }, [
        'present',
        'absent',
        'late',
      ]),
    enrolledAmong: (o) =>
      ofBoth(o, ({ active, waiting }) => attendance.enrolledAmong(o.read, o.own.unitId, [active, waiting])),
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
    unrecorded: (o) => inScopes(o, (scope) => lists.unrecorded(o.read, scope, UNTIL, { skip: 0, take: 9 })),
    unrecordedCount: (o) => inScopes(o, (scope) => lists.unrecordedCount(o.read, scope, UNTIL)),
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

  'sessions/log': {
    recordFacts: (o) => {
      const { catfish, sessions } = o.own;
      const of = { unitId: o.own.unitId, programmeId: catfish, plannedId: undefined, paperId: undefined };
      const today = { ...of, ...TODAY, month: '2023-09' };
      const there = { startsAt: at('2023-08-22T09:00'), endsAt: at('2023-08-22T11:00'), month: '2023-08' };
      return [
        ...inScopes(o, (scope) => log.recordFacts(o.read, scope, today)),
        ...ofBoth(o, ({ sessions: theirs }, scope) => [
          log.recordFacts(o.read, scope, { ...of, ...there, paperId: theirs.paper }),
          log.recordFacts(o.read, scope, {
            ...today,
            startsAt: at('2023-09-10T09:00'),
            endsAt: at('2023-09-10T10:00'),
            plannedId: theirs.later,
          }),
        ]),
        log.recordFacts(
          o.read,
          { kind: 'unit', unitId: o.own.unitId },
          {
            ...today,
            programmeId: o.own.weaving,
            plannedId: sessions.later,
          },
        ),
      ];
    },
    renumber: writes((tx, { own }) => log.renumber(tx, own.catfish)),
  } satisfies CasesOf<typeof log>,

  'sessions/records': {
    sessionRecords: (o) =>
      inScopes(o, (scope) => records.sessionRecords(o.read, scope, { from: FROM, until: UNTIL })),
    sheetRecords: ({ read, own }) => records.sheetRecords(read, own.unitId, { from: FROM, until: UNTIL }),
    attendedSince: (o) =>
      ofBoth(o, ({ people }) => records.attendedSince(o.read, o.own.unitId, { people, since: FROM })),
    programmesWithSessions: (o) =>
      ofBoth(o, ({ catfish, weaving, draft }) =>
        records.programmesWithSessions(o.read, o.own.unitId, [catfish, weaving, draft]),
      ),
  } satisfies CasesOf<typeof records>,

  'sessions/months': {
    statesWithin: ({ read, own }) => months.statesWithin(read, own.unitId, FROM, at('2023-09-30T00:00')),
    unrecordedWithin: ({ read, own }) =>
      months.unrecordedWithin(read, own.unitId, { from: FROM, until: UNTIL }, 3),
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

  'sessions/recap': {
    rosterIn: ({ read, own }) =>
      recap.rosterIn(read, { unitId: own.unitId, programmeId: own.catfish }, { from: FROM, until: UNTIL }),
    standingIn: ({ read, own }) =>
      recap.standingIn(read, { unitId: own.unitId, programmeId: own.catfish }, { from: FROM, until: UNTIL }),
  } satisfies CasesOf<typeof recap>,

  'sessions/person': {
    attendedBy: ({ read, own }) => own.people.map((id) => person.attendedBy(read, own.unitId, id)),
  } satisfies CasesOf<typeof person>,

  'sessions/paper': {
    idsOf: () => paper.idsOf([3, 'x', 1]),
    paperByCode: ({ read, own }) =>
      ['A3B4', 'K7R2', 'ZZZZ'].map((code) => paper.paperByCode(read, own.unitId, code)),
    paperById: (o) => ofBoth(o, ({ sessions }) => paper.paperById(o.read, o.own.unitId, sessions.paper)),
    paperOfSession: ({ read, own }) => [
      paper.paperOfSession(read, own.sessions.today),
      paper.paperOfSession(read, own.sessions.last),
    ],
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
    copySlots: writes((tx, { own }) => plan.copySlots(tx, own.catfish, own.weaving, NOW)),
    slotIn: (o) => [
      ...inScopes(o, (scope) => plan.slotIn(o.read, scope, o.own.thursday)),
      ...ofBoth(o, ({ tuesday }, scope) => plan.slotIn(o.read, scope, tuesday)),
    ],
    slotsBy: ({ read, own, other }) =>
      sorted(
        plan.slotsBy(
          read,
          own.unitId,
          [own, other].flatMap(({ tuesday, thursday }) => [tuesday, thursday]),
        ),
      ),
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
    plannableTime: (o) => [
      ...inScopes(o, (scope) =>
        plan.plannableTime(o.read, scope, timeOf(o.own.catfish, o.own.sessions.missed)),
      ),
      ...ofBoth(o, ({ catfish, sessions }, scope) =>
        plan.plannableTime(o.read, scope, timeOf(catfish, sessions.today)),
      ),
      plan.plannableTime(
        o.read,
        { kind: 'unit', unitId: o.own.unitId },
        {
          programmeId: o.own.weaving,
          span: undefined,
          exceptId: undefined,
        },
      ),
    ],
    aroundProgramme: ({ read, own }) =>
      [own.catfish, own.draft].map((id) => plan.aroundProgramme(read, own.unitId, id, NOW)),
    lastChange: (o) => ofBoth(o, ({ sessions }) => plan.lastChange(o.read, o.own.unitId, sessions.later)),
  } satisfies CasesOf<typeof plan>,

  'sessions/session': {
    sessionsIn: (o) => inScopes(o, session.sessionsIn),
    lastSession: ({ read, own }) => session.lastSession(read, own.catfish),
    sessionsBeside: ({ read, own }) => [
      session.sessionsBeside(read, own.catfish, AFTERNOON),
      session.sessionsBeside(read, own.weaving, AFTERNOON),
    ],
    talliesOf: ({ read, own }) => session.talliesOf(read, [own.sessions.held, own.sessions.last]),
    revisionsOf: ({ read, own }) => session.revisionsOf(read, own.sessions.held, 0, 1),
    sessionsBy: ({ read, own, other }) =>
      sorted(
        session.sessionsBy(
          read,
          own.unitId,
          [own, other].flatMap((o) => [o.sessions.held, o.sessions.later]),
        ),
      ),
  } satisfies CasesOf<typeof session>,

  'sessions/sheet': {
    writeSheet: writes((tx, { own }) =>
      sheet.writeSheet(tx, own.sessions.today, marked(own.people.slice(0, 3))),
    ),
    setMarks: writes((tx, { kind, own }) =>
      sheet.setMarks(
        tx,
        kind,
        own.sessions.held,
        new Map([
          [1, 'sick'],
          [3, 'court'],
        ]),
      ),
    ),
  } satisfies CasesOf<typeof sheet>,

  'sessions/settle': {
    timetableFacts: (o) => [
      ...inScopes(o, (scope) => settle.timetableFacts(o.read, o.own.catfish, NOW, scope)),
      ...ofBoth(o, ({ weaving }, scope) => settle.timetableFacts(o.read, weaving, NOW, scope)),
      settle.timetableFacts(o.read, o.own.draft, NOW),
    ],
  } satisfies CasesOf<typeof settle>,

  'sessions/view': {
    sessionIn: (o) => [
      ...inScopes(o, (scope) => view.sessionIn(o.read, scope, o.own.sessions.held).then(withClosing)),
      ...ofBoth(o, ({ sessions }, scope) => view.sessionIn(o.read, scope, sessions.missed).then(withClosing)),
    ],
    sessionWithSheet: (o) =>
      ofBoth(o, ({ sessions }, scope) =>
        [sessions.held, sessions.heads].map(async (id) => {
          const found = await view.sessionWithSheet(o.read, scope, id);
          return found && { ...found, session: withClosing(found.session) };
        }),
      ),
  } satisfies CasesOf<typeof view>,

  'sessions/totals': {
    ratesOf: (o) =>
      ofBoth(o, async ({ catfish }) => [
        ...(await totals.ratesOf(o.read, { unitId: o.own.unitId, programmeId: catfish })),
      ]),
    sessionTotals: (o) =>
      inScopes(o, (scope) => totals.sessionTotals(o.read, { scope, from: FROM, until: UNTIL })),
  } satisfies CasesOf<typeof totals>,
};

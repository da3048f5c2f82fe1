import * as alerts from '../../src/features/alerts/store.js';
import * as calendar from '../../src/features/calendar/store.js';
import * as table from '../../src/features/calendar/table/store.js';
import { NO_FILTER } from '../../src/features/counts/rules.js';
import * as counts from '../../src/features/counts/store.js';
import * as people from '../../src/features/people/store.js';
import * as summaries from '../../src/features/summaries/store.js';
import { at, NOW, ZONE } from '../support/world.js';
import { type Asked, type CasesOf, ofBoth, writes } from './case.js';

const FROM = at('2023-08-22T09:00');
const UNTIL = at('2023-09-12T09:00');
const DAY = { date: '2023-09-18', kind: 'holiday' as const, reason: 'SKB', open: true };

const by = ({ own }: Asked) => ({ unitId: own.unitId, byId: own.head.personId, at: NOW });
const parts = ({ own }: Asked) => [null, own.fisheries].map((agencyId) => ({ unitId: own.unitId, agencyId }));

export const unitCases = {
  alerts: {
    findWatched: (o) => ofBoth(o, ({ catfish }) => alerts.findWatched(o.read, o.own.unitId, catfish)),
    lastSheets: ({ read, own }) => alerts.lastSheets(read, own.catfish),
    sheetsSince: ({ read, own }) => [
      alerts.sheetsSince(read, own.catfish, own.sessions.last),
      alerts.sheetsSince(read, own.weaving, own.sessions.last),
    ],
    missingAt: ({ read, own }) => alerts.missingAt(read, own.catfish, own.sessions.held),
    findEnrolled: (o) => [
      ...ofBoth(o, ({ active }) => alerts.findEnrolled(o.read, o.own.unitId, active)),
      alerts.findEnrolled(o.read, o.own.unitId, o.own.waiting),
    ],
    marksOf: ({ read, own }) =>
      alerts.marksOf(
        read,
        own.catfish,
        own.people.slice(0, 3).map((participantId, id) => ({ id, participantId, since: FROM })),
      ),
    runningProgrammes: async (o) => [
      ...ofBoth(o, ({ catfish: id }) => alerts.runningProgrammes(o.read, { unitId: o.own.unitId, id })),
      (await alerts.runningProgrammes(o.read)).filter(({ unitId }) => unitId === o.own.unitId),
    ],
    nextPlanned: ({ read, own }) => alerts.nextPlanned(read, own.catfish, NOW),
  } satisfies CasesOf<typeof alerts>,

  calendar: {
    closedDaysFrom: ({ read, own }) => calendar.closedDaysFrom(read, own.unitId, '2023-09-05'),
    closeDay: writes(async (tx, o) => [
      await calendar.closeDay(tx, { ...by(o), date: '2023-09-18', reason: 'Pawai' }),
      await calendar.closeDay(tx, { ...by(o), date: '2023-12-25', reason: 'Pawai' }),
    ]),
    reopenDay: writes(async (tx, o) => [
      await calendar.reopenDay(tx, { ...by(o), date: '2023-09-18' }),
      await calendar.reopenDay(tx, { ...by(o), date: '2023-12-25' }),
    ]),
  } satisfies CasesOf<typeof calendar>,

  'calendar/table': {
    findTable: ({ read, own }) => [2023, 2024].map((year) => table.findTable(read, own.unitId, year)),
    ownDays: ({ read, own }) => table.ownDays(read, own.unitId, 2023),
    daysBefore: writes((tx, { own }) =>
      table.daysBefore(tx, own.unitId, ['2023-12-25', '2023-09-11', '2023-09-12']),
    ),
    putDays: writes((tx, o) => table.putDays(tx, [DAY, { ...DAY, date: '2023-10-02' }], by(o))),
    openDays: writes((tx, o) => table.openDays(tx, ['2023-09-18', '2023-09-11'], by(o))),
    putTable: writes((tx, o) => table.putTable(tx, { year: 2023, decree: 'Lain' }, by(o))),
    traceTable: writes((tx, o) =>
      table.traceTable(
        tx,
        o.own.table,
        { year: 2023, decree: 'Lain', days: 1, before: { decree: null, days: [DAY] } },
        by(o),
      ),
    ),
    traceTakenBack: writes((tx, o) => table.traceTakenBack(tx, o.own.table, 2023, by(o))),
    findTrace: writes(async (tx, { own, other }) => [
      await table.findTrace(tx, own.unitId, own.traced),
      await table.findTrace(tx, own.unitId, other.traced),
    ]),
  } satisfies CasesOf<typeof table>,

  counts: {
    tally: (o) => {
      const whole = { unitId: o.own.unitId, agencyIds: null, filter: NO_FILTER };
      return [
        counts.tally(o.read, whole, NOW, at('2023-08-10T00:00')),
        counts.tally(o.read, { ...whole, agencyIds: [o.own.fisheries] }, FROM),
        counts.tally(o.read, { ...whole, agencyIds: [] }, NOW),
        counts.tally(o.read, { ...whole, filter: { ...NO_FILTER, status: 'detainee' } }, NOW, FROM),
        counts.tally(o.read, { ...whole, filter: { ...NO_FILTER, kind: 'attitude' } }, NOW),
        ...ofBoth(o, ({ catfish, social }) => [
          counts.tally(o.read, { ...whole, filter: { ...NO_FILTER, programmeId: catfish } }, NOW, FROM),
          counts.tally(o.read, { ...whole, filter: { ...NO_FILTER, agencyId: social } }, NOW, FROM),
        ]),
      ];
    },
    firstRecord: ({ read, own }) => counts.firstRecord(read, own.unitId),
    programmesOf: ({ read, own }) => counts.programmesOf(read, own.unitId),
    agenciesOf: ({ read, own }) => counts.agenciesOf(read, own.unitId),
    boundAgency: (o) => ofBoth(o, ({ chat }) => counts.boundAgency(o.read, o.own.unitId, chat)),
  } satisfies CasesOf<typeof counts>,

  people: {
    findPerson: ({ read, own }) =>
      [own.officer, own.kadis].map(({ telegramId }) => people.findPerson(read, telegramId, 'en')),
    ensurePerson: writes((tx, { own }) =>
      people.ensurePerson(tx, { telegramId: own.officer.telegramId, name: 'Budi S.' }, NOW),
    ),
    markUnreachable: writes((tx, { own }) => people.markUnreachable(tx, own.officer.personId, NOW)),
    givePost: writes(async (tx, { own }) => {
      const post = { unitId: own.unitId, kind: 'officer' as const, agencyId: null };
      await people.givePost(tx, { ...post, personId: own.officer.personId }, NOW);
      await people.givePost(tx, { ...post, personId: own.gone.personId }, NOW);
    }),
    holders: (o) =>
      [null, o.own.fisheries, o.other.fisheries].map((agencyId) =>
        people.holders(o.read, { unitId: o.own.unitId, agencyId }),
      ),
    agencyOf: writes(async (tx, { own, other }) => [
      await people.agencyOf(tx, own.unitId, own.social),
      await people.agencyOf(tx, own.unitId, other.social),
    ]),
    actorIn: ({ read, own }) =>
      [own.officer, own.colleague, own.gone].map(({ personId }) =>
        people.actorIn(read, { id: own.unitId, name: own.unitName, zone: ZONE }, personId, 'id'),
      ),
  } satisfies CasesOf<typeof people>,

  summaries: {
    boundGroup: ({ read, own }) => summaries.boundGroup(read, own.chat),
    groupById: ({ read, own }) => summaries.groupById(read, own.agencyGroup),
    openGroups: ({ read, own }) => summaries.openGroups(read, own.unitId),
    groupLost: writes((tx, { own }) => summaries.groupLost(tx, own.agencyGroup, NOW)),
    groupMoved: writes((tx, { own }) => summaries.groupMoved(tx, own.agencyGroup, -77n)),
    topicGone: writes((tx, { own }) => summaries.topicGone(tx, own.agencyGroup)),
    agencyIn: (o) => ofBoth(o, ({ social }) => summaries.agencyIn(o.read, o.own.unitId, social)),
    agenciesIn: ({ read, own }) => summaries.agenciesIn(read, own.unitId),
    unplannedGroups: async ({ read, own }) =>
      (await summaries.unplannedGroups(read, 'summary.week')).filter(({ unitId }) => unitId === own.unitId),
    visitsIn: (o) => parts(o).map((part) => summaries.visitsIn(o.read, part, FROM, UNTIL)),
    plannedSessions: (o) => parts(o).map((part) => summaries.plannedSessions(o.read, part, FROM, UNTIL)),
    lateIn: (o) => parts(o).map((part) => summaries.lateIn(o.read, part, NOW)),
    programmeNames: ({ read, own }) => summaries.programmeNames(read, own.unitId),
    hasEnrolmentsBy: ({ read, own }) =>
      [at('2023-08-01T00:00'), NOW].map((moment) => summaries.hasEnrolmentsBy(read, own.unitId, moment)),
  } satisfies CasesOf<typeof summaries>,
};

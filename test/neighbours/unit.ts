import * as agencies from '../../src/features/agencies/store.js';
import * as calendar from '../../src/features/calendar/store.js';
import * as table from '../../src/features/calendar/table/store.js';
import { NO_FILTER } from '../../src/features/counts/rules.js';
import * as counts from '../../src/features/counts/store.js';
import * as exemptions from '../../src/features/exemptions/store.js';
import * as incidents from '../../src/features/incidents/store.js';
import * as posts from '../../src/features/people/posts/store.js';
import * as people from '../../src/features/people/store.js';
import * as units from '../../src/features/people/units/store.js';
import * as summaries from '../../src/features/summaries/store.js';
import { at, NOW, ZONE } from '../support/world.js';
import { type Asked, type CasesOf, inScopes, ofBoth, writes } from './case.js';

const FROM = at('2023-08-22T09:00');
const DAY = { date: '2023-09-18', kind: 'holiday' as const, reason: 'SKB', open: true };

const by = ({ own }: Asked) => ({ unitId: own.unitId, byId: own.head.personId, at: NOW });

const aboutReminders = ({ own }: Asked) => ({ unitId: own.unitId, kind: 'sweep-failed', key: 'reminders' });

const ids = (...actors: readonly { readonly personId: number }[]) => actors.map(({ personId }) => personId);

export const unitCases = {
  agencies: {
    agenciesIn: (o) => [
      ...inScopes(o, (scope) => agencies.agenciesIn(o.read, scope)),
      ...ofBoth(o, ({ social }, scope) => agencies.agenciesIn(o.read, scope, social)),
    ],
    agencyIn: (o) => ofBoth(o, ({ social }) => agencies.agencyIn(o.read, o.own.unitId, social)),
    countAgencies: ({ read, own, other }) =>
      agencies.countAgencies(read, own.unitId, [own.social, own.fisheries, other.social]),
  } satisfies CasesOf<typeof agencies>,

  calendar: {
    closedDaysFrom: ({ read, own }) => calendar.closedDaysFrom(read, own.unitId, '2023-09-05'),
    closedFrom: ({ read, own }) =>
      read.$queryRaw`SELECT c."date" FROM "ClosedDay" c
        WHERE c."unitId" = ${own.unitId} AND ${calendar.closedFrom('2023-09-05')} ORDER BY c."date"`,
    closedDayOf: () =>
      (['unit', 'holiday'] as const).map((kind) =>
        calendar.closedDayOf({ date: '2023-09-18', reason: 'Pindah', kind }),
      ),
    putDays: writes((tx, o) =>
      calendar.putDays(tx, [DAY, { ...DAY, date: '2023-10-02', open: false }], by(o)),
    ),
    closeDaysBy: writes(async (tx, o) => [
      await calendar.closeDaysBy(
        tx,
        o.kind,
        [
          { date: '2023-09-18', reason: 'Pawai' },
          { date: '2023-12-25', reason: 'Pawai' },
        ],
        by(o),
      ),
    ]),
    reopenDay: writes(async (tx, o) => [
      await calendar.reopenDay(tx, { ...by(o), date: '2023-09-18' }),
      await calendar.reopenDay(tx, { ...by(o), date: '2023-12-25' }),
    ]),
  } satisfies CasesOf<typeof calendar>,

  'calendar/table': {
    yearNow: ({ read, own }) => [2023, 2024].map((year) => table.yearNow(read, own.unitId, year)),
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
    findTableTrace: writes(async (tx, { own, other }) => [
      await table.findTableTrace(tx, own.unitId, own.traced),
      await table.findTableTrace(tx, own.unitId, other.traced),
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

  incidents: {
    newestIncident: (o) => incidents.newestIncident(o.read, aboutReminders(o)),
    openIncident: (o) => incidents.openIncident(o.read, aboutReminders(o)),
    incidentIn: (o) => ofBoth(o, ({ trouble }) => incidents.incidentIn(o.read, o.own.unitId, trouble)),
  } satisfies CasesOf<typeof incidents>,

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
    holders: async ({ read, own, other }) => {
      const asked = [own.fisheries, other.fisheries];
      const of = await people.holders(read, own.unitId, asked);
      return [null, ...asked, own.social].map(of);
    },
    actorIn: ({ read, own }) =>
      [own.officer, own.colleague, own.gone].map(({ personId }) =>
        people.actorIn(read, { id: own.unitId, name: own.unitName, zone: ZONE }, personId, 'id'),
      ),
  } satisfies CasesOf<typeof people>,

  'people/posts': {
    colleaguesIn: ({ read, own }) => posts.colleaguesIn(read, own.unitId),
    postedIn: ({ read, own }) => posts.postedIn(read, own.unitId),
    holdsOffice: ({ read, own }) =>
      ids(own.officer, own.head, own.humas, own.gone).map((id) => posts.holdsOffice(read, own.unitId, id)),
    // Of all units: those of the other one have the same names, and somebody is in office there alone.
    postholderNames: async ({ read, own }) => {
      const names = (await posts.postholderNames(read)).filter((name) => name !== own.gone.name);
      return new Set(names.toSorted());
    },
    telegramIdsPosted: async ({ read, own }) => {
      const all = await posts.telegramIdsPosted(read);
      const asked = [own.officer, own.head, own.humas, own.contact, own.kadis, own.colleague];
      return asked.map(({ telegramId }) => all.has(Number(telegramId)));
    },
    addressesOf: ({ read, own }) => posts.addressesOf(read, ids(own.officer, own.gone)),
  } satisfies CasesOf<typeof posts>,

  exemptions: {
    exemptIn: ({ read, own }) => exemptions.exemptIn(read, own.unitId),
    grant: writes(async (tx, asked) => {
      const granted = await exemptions.grant(tx, 'cahaya kasih', by(asked));
      return [granted !== undefined, await exemptions.grant(tx, 'bintang laut', by(asked))];
    }),
    withdraw: writes(async (tx, asked) => {
      const withdrawn = await exemptions.withdraw(tx, 'bintang laut', by(asked));
      return [withdrawn !== undefined, await exemptions.withdraw(tx, 'bintang laut', by(asked))];
    }),
  } satisfies CasesOf<typeof exemptions>,

  'people/units': {
    units: async ({ read, own }) => (await units.units(read)).filter(({ id }) => id === own.unitId),
    unitsBy: ({ read, own }) => units.unitsBy(read, [own.unitId]),
  } satisfies CasesOf<typeof units>,

  summaries: {
    boundGroup: ({ read, own }) => summaries.boundGroup(read, own.chat),
    groupById: ({ read, own }) => summaries.groupById(read, own.agencyGroup),
    openGroups: ({ read, own }) => summaries.openGroups(read, own.unitId),
    groupLost: writes((tx, { own }) => summaries.groupLost(tx, own.agencyGroup, NOW)),
    groupMoved: writes((tx, { own }) => summaries.groupMoved(tx, own.agencyGroup, -77n)),
    topicGone: writes((tx, { own }) => summaries.topicGone(tx, own.agencyGroup)),
    unplannedGroups: async ({ read, own }) =>
      (await summaries.unplannedGroups(read, 'summary.weekly')).filter(({ unitId }) => unitId === own.unitId),
    groupsBy: ({ read, own }) => summaries.groupsBy(read, [own.agencyGroup, own.staffGroup, own.endedGroup]),
  } satisfies CasesOf<typeof summaries>,
};

import * as agencies from '../../src/features/agencies/store.js';
import * as calendar from '../../src/features/calendar/store.js';
import * as table from '../../src/features/calendar/table/store.js';
import * as month from '../../src/features/counts/month/store.js';
import { NO_FILTER } from '../../src/features/counts/rules.js';
import * as counts from '../../src/features/counts/store.js';
import * as exemptions from '../../src/features/exemptions/store.js';
import * as feed from '../../src/features/feed/store.js';
import * as incidents from '../../src/features/incidents/store.js';
import * as months from '../../src/features/months/store.js';
import * as ending from '../../src/features/people/ending/store.js';
import * as held from '../../src/features/people/held/store.js';
import * as called from '../../src/features/people/names/store.js';
import * as posts from '../../src/features/people/posts/store.js';
import * as people from '../../src/features/people/store.js';
import * as units from '../../src/features/people/units/store.js';
import * as summaries from '../../src/features/summaries/store.js';
import * as trail from '../../src/features/trail/store.js';
import { Prisma } from '../../src/generated/sqlite/client.js';
import { at, NOW, ZONE } from '../support/world.js';
import { type Asked, type CasesOf, inScopes, ofBoth, sorted, writes } from './case.js';

const FROM = at('2023-08-22T09:00');
const SINCE = at('2023-08-02T00:00');
const DAY = { date: '2023-09-18', kind: 'holiday' as const, reason: 'SKB', open: true };

const by = ({ own }: Asked) => ({ unitId: own.unitId, byId: own.head.personId, at: NOW });

const everybody = ({ unitId }: Asked['own']) => ({ unitId, agencyIds: null, filter: NO_FILTER });

const aboutReminders = ({ own }: Asked) => ({ unitId: own.unitId, kind: 'sweep-failed', key: 'reminders' });

const ids = (...actors: readonly { readonly personId: number }[]) => actors.map(({ personId }) => personId);

/** Some of the first ids that there may be, of both units. */
const MANY = Array.from({ length: 40 }, (_, n) => n + 1);

const postIds = (...of: readonly Asked['own'][]) =>
  of.flatMap(({ head, kadis }) => [head, kadis]).flatMap(({ posts: all }) => all.map(({ id }) => id));

/** What a statement reckons is a larger kind of number on one database than on the other. */
async function plainly(rows: Promise<readonly object[]>): Promise<object[]> {
  const plain = (value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
  return (await rows).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]: [string, unknown]) => [column, plain(value)]),
    ),
  );
}

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
    closedDaysFrom: ({ read, own }) =>
      ['2023-09-05', '2023-09-18', '2023-09-19', '2024-01-02'].map((from) =>
        calendar.closedDaysFrom(read, own.unitId, from),
      ),
    closedFrom: ({ read, own }) =>
      ['2023-09-05', '2023-09-18', '2023-09-19', '2024-01-02'].map(
        (from) => read.$queryRaw`SELECT c."date" FROM "ClosedDay" c
          WHERE c."unitId" = ${own.unitId} AND ${calendar.closedFrom(from)} ORDER BY c."date"`,
      ),
    closedDayOf: () =>
      (['unit', 'holiday'] as const).map((kind) =>
        calendar.closedDayOf({ date: '2023-09-18', reason: 'Pindah', kind }),
      ),
    putDays: writes(async (tx, o) => {
      const known = await tx.closedDay.findMany({ where: { unitId: o.own.unitId } });
      const put = await calendar.putDays(tx, [DAY, { ...DAY, date: '2023-10-02', open: false }], by(o));
      return put.map((day) => (known.some(({ id }) => id === day.id) ? day : { ...day, id: 'new' }));
    }),
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
        counts.tally(o.read, whole, at('2023-08-24T00:00'), at('2023-08-24T00:00')),
        counts.tally(o.read, whole, at('2023-08-10T00:00'), at('2023-08-10T00:00')),
        counts.tally(
          o.read,
          { ...whole, filter: { ...NO_FILTER, status: 'convict' } },
          NOW,
          at('2023-08-24T00:00'),
        ),
        ...ofBoth(o, ({ catfish, social }) => [
          counts.tally(o.read, { ...whole, filter: { ...NO_FILTER, programmeId: catfish } }, NOW, FROM),
          counts.tally(o.read, { ...whole, filter: { ...NO_FILTER, agencyId: social } }, NOW, FROM),
        ]),
      ];
    },
    peopleAt: ({ read, own }) => [
      read.$queryRaw`WITH ${counts.peopleAt(own.unitId, NOW)} SELECT * FROM person ORDER BY record`,
      read.$queryRaw`WITH ${counts.peopleAt(own.unitId, NOW)} SELECT * FROM doubled ORDER BY enrolment`,
    ],
    liveAt: ({ read, own }) =>
      plainly(read.$queryRaw<object[]>`WITH ${counts.peopleAt(own.unitId, NOW)}
        SELECT * FROM (${counts.liveAt(everybody(own), NOW)}) x ORDER BY x.enrolment`),
    presentAt: ({ read, own }) =>
      read.$queryRaw`WITH ${counts.peopleAt(own.unitId, NOW)} SELECT p."id" ${counts.presentAt(everybody(own), NOW)} ORDER BY p."id"`,
    presentBy: ({ read, own }) =>
      plainly(read.$queryRaw<object[]>`WITH ${counts.peopleAt(own.unitId, NOW)}
        SELECT ${counts.presentBy(NOW)} AS record ${counts.presentAt(everybody(own), NOW)} ORDER BY p."id"`),
    joinedWithin: ({ read, own }) =>
      read.$queryRaw`WITH ${counts.peopleAt(own.unitId, NOW)} SELECT c."id" ${counts.joinedWithin(everybody(own), SINCE, NOW)} ORDER BY c."id"`,
    leftWithin: ({ read, own }) =>
      read.$queryRaw`WITH ${counts.peopleAt(own.unitId, NOW)} SELECT c."id" ${counts.leftWithin(everybody(own), SINCE, NOW)} ORDER BY c."id"`,
    firstRecord: ({ read, own }) => counts.firstRecord(read, own.unitId),
    programmesOf: ({ read, own }) => counts.programmesOf(read, own.unitId),
    agenciesOf: ({ read, own }) => counts.agenciesOf(read, own.unitId),
    // What another unit has bound is told from what nobody has: see test/features/people/units.test.ts.
    boundAgency: ({ read, own }) => counts.boundAgency(read, own.unitId, own.chat),
  } satisfies CasesOf<typeof counts>,

  'counts/month': {
    measureMonth: ({ read, own }) => month.measureMonth(read, own.unitId, { from: SINCE, until: NOW }),
  } satisfies CasesOf<typeof month>,

  months: {
    joinClosing: ({ read, own }) =>
      ['2023-07', '2023-09'].map(
        (name) =>
          read.$queryRaw`SELECT ${months.closingColumns} FROM "Unit" u ${months.joinClosing(own.unitId, name)}
            WHERE u."id" = ${own.unitId}`,
      ),
    joinClosingsFrom: ({ read, own }) => {
      const joined = months.joinClosingsFrom(Prisma.sql`s."unitId"`, Prisma.sql`s."startsAt"`);
      return read.$queryRaw`SELECT s."id", ${months.closingColumns} FROM "Session" s ${joined}
        WHERE s."unitId" = ${own.unitId} ORDER BY s."id", mc."id"`;
    },
    closingIn: async ({ read, own }) => {
      const rows = await read.$queryRaw<months.ClosingColumns[]>`
        SELECT ${months.closingColumns} FROM "Unit" u ${months.joinClosing(own.unitId, '2023-07')}
        WHERE u."id" = ${own.unitId}`;
      return rows.map(months.closingIn);
    },
    closingsOf: ({ read, own }) =>
      ['2023-07', '2023-08'].map((name) => months.closingsOf(read, own.unitId, name)),
    closedMonths: ({ read, own }) => [
      months.closedMonths(read, own.unitId, { from: '2023-07' }),
      months.closedMonths(read, own.unitId, { from: '2023-07', until: '2023-07' }),
    ],
    closedAt: ({ read, own }) =>
      [SINCE, NOW].map((moment) => months.closedAt(read, own.unitId, moment, ZONE)),
    openingsOf: ({ read, own }) => months.openingsOf(read, own.closed),
    revisionsOf: ({ read, own }) => months.revisionsOf(read, own.closed, { skip: 0, take: 5 }),
    standingOf: ({ read, own }) =>
      ['2023-07', '2023-09'].map((name) => months.standingOf(read, own.unitId, name)),
    endLeave: writes((tx, { own }) => months.endLeave(tx, own.closed, { now: NOW, byId: own.head.personId })),
  } satisfies CasesOf<typeof months>,

  incidents: {
    newestIncident: (o) => incidents.newestIncident(o.read, aboutReminders(o)),
    openIncident: (o) => incidents.openIncident(o.read, aboutReminders(o)),
    incidentIn: (o) => ofBoth(o, ({ trouble }) => incidents.incidentIn(o.read, o.own.unitId, trouble)),
  } satisfies CasesOf<typeof incidents>,

  people: {
    findPerson: ({ read, own }) =>
      [own.officer, own.kadis].map(({ telegramId }) => people.findPerson(read, telegramId, 'en', NOW)),
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
      const of = await people.holders(read, own.unitId, asked, NOW);
      return [null, ...asked, own.social].map(of);
    },
    actorIn: ({ read, own }) =>
      [own.officer, own.colleague, own.gone].map(({ personId }) =>
        people.actorIn(read, { id: own.unitId, name: own.unitName, zone: ZONE }, personId, {
          locale: 'id',
          now: NOW,
        }),
      ),
  } satisfies CasesOf<typeof people>,

  'people/names': {
    postsBy: ({ read, own, other }) => sorted(called.postsBy(read, own.unitId, postIds(own, other))),
    invitationsBy: ({ read, own }) => sorted(called.invitationsBy(read, own.unitId, MANY)),
    requestsBy: ({ read, own }) => sorted(called.requestsBy(read, own.unitId, MANY)),
  } satisfies CasesOf<typeof called>,

  trail: {
    calledIn: async ({ read, own, other }) => {
      const things = [own, other].flatMap((unit) => [
        { subject: 'agency', subjectId: unit.social },
        { subject: 'session', subjectId: unit.sessions.held },
        { subject: 'visit', subjectId: unit.visits.held },
        { subject: 'followUp', subjectId: unit.visits.followUp },
        { subject: 'timetableSlot', subjectId: unit.tuesday },
        { subject: 'import', subjectId: unit.preview },
        { subject: 'group', subjectId: unit.agencyGroup },
        { subject: 'month', subjectId: 1 },
        ...postIds(unit).map((subjectId) => ({ subject: 'post', subjectId })),
      ]);
      const calledOf = await trail.calledIn(read, own.unitId, things);
      return things.map((thing) => {
        const { id: _, ...words } = calledOf(thing) ?? { id: 0, by: 'nothing' };
        return [thing.subject, words];
      });
    },
  } satisfies CasesOf<typeof trail>,

  'people/ending': {
    heldPosts: (o) => {
      const { unitId, officer, kadis, fisheries } = o.own;
      return [
        ending.heldPosts(o.read, { unitId }, NOW),
        ending.heldPosts(o.read, { unitId, personId: officer.personId }, NOW),
        ending.heldPosts(o.read, { unitId, kind: 'agencyHead', agencyId: fisheries }, NOW),
        ending.heldPosts(o.read, { unitId, agencyId: null, kind: 'officer' }, NOW),
        ...[kadis, o.other.kadis].map(({ posts: [post] }) =>
          ending.heldPosts(o.read, { unitId, id: post?.id ?? 0 }, NOW),
        ),
      ];
    },
    postIn: ({ read, own, other }) =>
      [own.kadis, other.kadis].map(({ posts: [post] }) => ending.postIn(read, own.unitId, post?.id ?? 0)),
    actedPosts: ({ read, own }) => ending.actedPosts(read, own.unitId),
    endHeld: writes(async (tx, { own, other }) => {
      const { unitId } = own;
      const end = { byId: own.head.personId, because: 'moved' as const, now: NOW };
      return [own.officer, other.officer, own.officer].map(({ posts: [post] }) =>
        ending.endHeld(tx, { id: post?.id ?? 0, unitId }, end),
      );
    }),
    unusedBy: ({ read, own }) =>
      [own.head, own.officer].map(({ personId }) =>
        ending.unusedBy(read, { unitId: own.unitId, personId }, NOW),
      ),
    revokeUnused: writes(async (tx, { own, other }) => {
      const found = await tx.invitation.findMany({
        where: { unitId: { in: [own.unitId, other.unitId] } },
        select: { id: true },
        orderBy: { id: 'asc' },
      });
      const made = found.map(({ id }) => id);
      await ending.revokeUnused(tx, own.unitId, made, NOW);
    }),
    holdsAny: ({ read, own }) =>
      [own.officer, own.kadis].map(({ personId }) => ending.holdsAny(read, personId, NOW)),
  } satisfies CasesOf<typeof ending>,

  'people/held': {
    heldAt: ({ read, own }) =>
      sorted(
        read.post.findMany({
          where: { unitId: own.unitId, ...held.heldAt(NOW) },
          select: { personId: true, kind: true, agencyId: true },
        }),
      ),
    isHeld: ({ read, own }) =>
      read.$queryRaw`SELECT o."personId", o."kind" FROM "Post" o
        WHERE o."unitId" = ${own.unitId} AND ${held.isHeld(NOW)} ORDER BY o."id"`,
  } satisfies CasesOf<typeof held>,

  'people/posts': {
    colleaguesIn: ({ read, own }) => posts.colleaguesIn(read, own.unitId, NOW),
    namesIn: (o) =>
      ofBoth(o, ({ officer, humas }) =>
        posts.namesIn(o.read, o.own.unitId, [officer.personId, humas.personId]),
      ),
    postedIn: ({ read, own }) => posts.postedIn(read, own.unitId, NOW),
    holdsOffice: ({ read, own }) =>
      ids(own.officer, own.head, own.humas, own.gone).map((id) =>
        posts.holdsOffice(read, own.unitId, id, NOW),
      ),
    // Of all units: those of the other one have the same names, and somebody is in office there alone.
    postholderNames: async ({ read, own }) => {
      const names = (await posts.postholderNames(read, NOW)).filter((name) => name !== own.gone.name);
      return new Set(names.toSorted());
    },
    telegramIdsPosted: async ({ read, own }) => {
      const all = await posts.telegramIdsPosted(read, NOW);
      const asked = [own.officer, own.head, own.humas, own.contact, own.kadis, own.colleague];
      return asked.map(({ telegramId }) => all.has(Number(telegramId)));
    },
    // Of all units: who is gone here holds a post in the other one.
    addressesOf: async ({ read, own }) => {
      const found = await posts.addressesOf(read, ids(own.officer, own.gone), NOW);
      const here = found.map((one) => ({ ...one, unitIds: one.unitIds.filter((id) => id === own.unitId) }));
      return sorted(Promise.resolve(here));
    },
  } satisfies CasesOf<typeof posts>,

  exemptions: {
    exemptIn: ({ read, own }) => exemptions.exemptIn(read, own.unitId),
    exemptionsBy: ({ read, own }) => sorted(exemptions.exemptionsBy(read, own.unitId, MANY)),
    grant: writes(async (tx, asked) => {
      const granted = await exemptions.grant(tx, 'cahaya kasih', by(asked));
      return [granted !== undefined, await exemptions.grant(tx, 'bintang laut', by(asked))];
    }),
    withdraw: writes(async (tx, asked) => {
      const withdrawn = await exemptions.withdraw(tx, 'bintang laut', by(asked));
      return [withdrawn !== undefined, await exemptions.withdraw(tx, 'bintang laut', by(asked))];
    }),
  } satisfies CasesOf<typeof exemptions>,

  feed: {
    openFeed: ({ read, own, other }) =>
      [own.kadis, own.contact, other.officer].map((actor) => feed.openFeed(read, actor)),
    whoseFeed: ({ read, own }) =>
      ['open', 'revoked'].map((state) => feed.whoseFeed(read, `${state} ${own.unitId}`)),
    feedsBy: ({ read, own }) => sorted(feed.feedsBy(read, own.unitId, MANY)),
    addFeed: writes(async (tx, { own }) => {
      const { unitId, officer } = own;
      const added = { unitId, telegramId: officer.telegramId, pathHash: `added ${unitId}` };
      return (await feed.addFeed(tx, added, NOW)) > 0;
    }),
    revokeFeeds: writes((tx, { own }) => feed.revokeFeeds(tx, own.kadis, NOW)),
  } satisfies CasesOf<typeof feed>,

  'people/units': {
    units: async ({ read, own }) => (await units.units(read)).filter(({ id }) => id === own.unitId),
    unitsBy: ({ read, own }) => units.unitsBy(read, [own.unitId]),
    everyUnit: async ({ read, own }) =>
      (await units.everyUnit(read, NOW)).filter(({ id }) => id === own.unitId),
    unitNames: async ({ read, own }) => (await units.unitNames(read)).filter(({ id }) => id === own.unitId),
    unitsBelow: ({ read, own }) => units.unitsBelow(read, own.unitId),
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
    groupsBy: ({ read, own }) =>
      sorted(summaries.groupsBy(read, [own.agencyGroup, own.staffGroup, own.endedGroup])),
    titlesBy: ({ read, own, other }) =>
      sorted(
        summaries.titlesBy(
          read,
          own.unitId,
          [own, other].flatMap((o) => [o.agencyGroup, o.endedGroup]),
        ),
      ),
  } satisfies CasesOf<typeof summaries>,
};

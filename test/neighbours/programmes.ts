import * as bulk from '../../src/features/programmes/bulk/store.js';
import * as enrolment from '../../src/features/programmes/enrolment/store.js';
import * as facts from '../../src/features/programmes/facts/store.js';
import * as identity from '../../src/features/programmes/identity/store.js';
import * as merge from '../../src/features/programmes/merge/store.js';
import * as people from '../../src/features/programmes/people/store.js';
import * as planning from '../../src/features/programmes/planning/store.js';
import * as programme from '../../src/features/programmes/programme/store.js';
import * as seats from '../../src/features/programmes/seats/store.js';
import type { BulkUndo } from '../../src/features/programmes/undo/rules.js';
import * as bulkUndo from '../../src/features/programmes/undo/store.js';
import * as watch from '../../src/features/programmes/watch/store.js';
import * as roster from '../../src/features/roster/store.js';
import { rosterFile } from '../support/roster.js';
import type { SampleUnit } from '../support/sample-unit.js';
import { at, NOW, ZONE } from '../support/world.js';
import { type CasesOf, inScopes, ofBoth, sorted, writes } from './case.js';

const THEN = at('2023-08-23T09:00');
const file = rosterFile({ noStatus: true });
const undo = {
  people: [],
  enrolments: [],
  programmes: [],
  moves: [],
  classes: [],
  edits: [],
  numbers: [],
  departures: [],
  from: THEN.toISOString(),
  at: NOW.toISOString(),
};
const result = {
  new: 1,
  changed: 0,
  unchanged: 0,
  repeated: 0,
  faulty: 0,
  missing: 0,
  people: 1,
  enrolments: 0,
  moves: 0,
  programmes: 0,
};

/** A list that moved one enrolment, edited one of a unit's people and gave them a number, and had another leave. */
const written = ({ active, people: [first = 0, second = 0] }: SampleUnit): BulkUndo => ({
  ...undo,
  moves: [{ enrolmentId: active, state: 'active', reason: null, endedAt: null }],
  edits: [{ id: first, facts: [{ fact: 'name', was: 'Dahulu', is: 'Kemudian' }] }],
  numbers: [
    {
      participantId: first,
      key: 'A8',
      from: THEN.toISOString(),
      over: false,
      was: { number: 'A7', key: 'A7' },
    },
  ],
  departures: [second],
  at: THEN.toISOString(),
});

const watchedRow = ({ unitId, catfish: programmeId }: SampleUnit): watch.WatchedRow => ({
  programmeId,
  unitId,
  zone: ZONE,
  programme: 'Lele',
  agencyId: null,
  officerId: null,
  namesShown: false,
  state: 'running',
  startsOn: '2023-09-01',
  endsOn: null,
  createdAt: THEN,
});

export const programmeCases = {
  'programmes/bulk': {
    applyChanges: writes(async (tx, { own, kind }) => {
      const of = new Map([['las', own.weaving]]);
      const [first = 0, second = 0] = own.people;
      const row = { registerNumber: 'A9', registerKey: 'A9', name: 'Ruben' };
      const changes = {
        people: [{ row, registerClass: 'B_I' as const, from: NOW, cause: 'first' as const }],
        edits: [{ id: first, row, facts: ['name' as const], was: 'Ani' }],
        numbers: [
          { person: 'A9', number: 'B9', key: 'B9', cause: 'correction' as const, from: NOW, over: false },
        ],
        released: [{ participantId: second, at: NOW }],
        returned: [{ participantId: second, person: 'A9' }],
        notSame: [{ person: 'A9', other: first }],
        classes: [{ participantId: second, to: 'B_I' as const, from: NOW }],
        enrolments: [
          { person: 'A9', programme: 'las', state: 'active' as const, reason: null, from: NOW },
          { person: 'A9', programme: 'new', state: 'active' as const, reason: null, from: NOW },
        ],
        moves: [{ enrolmentId: own.active, state: 'ended' as const, reason: 'withdrew' as const, at: NOW }],
      };
      await bulk.applyChanges(tx, changes, {
        kind,
        unitId: own.unitId,
        batchId: own.applying,
        byId: own.officer.personId,
        now: NOW,
        people: new Map(),
        programmes: of,
        progress: () => undefined,
        newProgrammes: [{ key: 'new', name: 'Sablon', kind: 'trade', agencyId: own.social }],
      });
    }),
    // Ids differ from database to database, and so does it: of what it speaks is seen in test/features/programmes/bulk.
    stampOf: async ({ read, own, kind }) => (await bulk.stampOf(read, kind, own.unitId)).length,
  } satisfies CasesOf<typeof bulk>,

  'programmes/undo': {
    holdersOf: (o) =>
      ofBoth(o, ({ active, waiting }) => sorted(bulkUndo.holdersOf(o.read, o.own.unitId, [active, waiting]))),
    obstaclesTo: (o) => ofBoth(o, (unit) => bulkUndo.obstaclesTo(o.read, o.own.unitId, written(unit))),
    undoChanges: writes((tx, { own, other, kind }) =>
      bulkUndo.undoChanges(
        tx,
        {
          ...written(own),
          moves: [...written(own).moves, ...written(other).moves],
          numbers: [...written(own).numbers, ...written(other).numbers],
        },
        { kind, unitId: own.unitId, byId: own.officer.personId, now: NOW },
      ),
    ),
  } satisfies CasesOf<typeof bulkUndo>,

  'programmes/facts': {
    programmesIn: (o) => inScopes(o, (scope) => facts.programmesIn(o.read, scope)),
    programmeRows: ({ read, own }) =>
      [{}, { programmeId: own.catfish }].map((which) => {
        const rows = facts.programmeRows({ unitId: own.unitId, ...which });
        return read.$queryRaw`SELECT "id", "name" FROM (${rows}) p ORDER BY "searchName"`;
      }),
    programmesOf: ({ read, own }) => facts.programmesOf(read, own.unitId),
    scopeOn: (o) =>
      inScopes(
        o,
        (scope) =>
          o.read.$queryRaw`SELECT g."id" FROM "Programme" g WHERE ${facts.scopeOn(scope)} ORDER BY g."id"`,
      ),
    isProgrammeOf: (o) => ofBoth(o, ({ catfish }) => facts.isProgrammeOf(o.read, o.own.unitId, catfish)),
  } satisfies CasesOf<typeof facts>,

  'programmes/planning': {
    plannableIn: (o) => [
      ...inScopes(o, (scope) => planning.plannableIn(o.read, scope, o.own.weaving)),
      ...ofBoth(o, ({ catfish }, scope) => planning.plannableIn(o.read, scope, catfish)),
    ],
    plannableRows: (o) => [
      o.read.$queryRaw`${planning.plannableRows(o.own.weaving)}`,
      ...ofBoth(o, ({ catfish }, scope) => o.read.$queryRaw`${planning.plannableRows(catfish, scope)}`),
    ],
    plannableOf: async ({ read, own }) => {
      const rows = await read.$queryRaw<planning.PlannableColumns[]>(planning.plannableRows(own.catfish));
      return rows.map(planning.plannableOf);
    },
    programmesToPlan: ({ read, own }) => planning.programmesToPlan(read, NOW, own.unitId),
    restingProgrammes: (o) => inScopes(o, (scope) => planning.restingProgrammes(o.read, scope)),
    trainerRows: ({ read, own }) =>
      read.$queryRaw`${planning.trainerRows(own.unitId, own.catfish, NOW)} ORDER BY "personId"`,
    trainersInOffice: ({ read, own }) => planning.trainersInOffice(read, own.unitId, own.catfish, NOW),
  } satisfies CasesOf<typeof planning>,

  'programmes/watch': {
    watchedRows: async (o) => {
      const of = (which?: { readonly unitId: number; readonly id: number }) =>
        o.read.$queryRaw<watch.WatchedRow[]>`${watch.watchedRows(which)} ORDER BY "programmeId"`;
      return [
        ...ofBoth(o, ({ catfish: id }) => of({ unitId: o.own.unitId, id })),
        of({ unitId: o.own.unitId, id: o.own.draft }),
        (await of()).filter(({ unitId }) => unitId === o.own.unitId),
      ];
    },
    watchedOf: ({ own }) => watch.watchedOf(watchedRow(own)),
    runningOf: ({ own }) => watch.runningOf(watchedRow(own)),
    enrolmentRows: (o) => {
      // A moment that is computed comes as a text on SQLite.
      type Row = watch.EnrolmentRow & { readonly since: Date | string | null };
      const rows = async (of: Parameters<typeof watch.enrolmentRows>[0]) => {
        const found = await o.read.$queryRaw<Row[]>`${watch.enrolmentRows(of)} ORDER BY "enrolmentId"`;
        return found.map((row) => ({ ...row, since: row.since === null ? null : new Date(row.since) }));
      };
      return [
        rows({ programmeId: o.own.catfish }),
        ...ofBoth(o, ({ active, waiting }) => rows({ unitId: o.own.unitId, ids: [active, waiting] })),
      ];
    },
  } satisfies CasesOf<typeof watch>,

  'programmes/enrolment': {
    enrollableIn: writes((tx, { own }) =>
      enrolment.enrollableIn(tx, { unitId: own.unitId, programmeId: own.catfish }),
    ),
    endingWith: (o) => [
      ...ofBoth(o, ({ catfish }) =>
        enrolment.endingWith(o.read, { unitId: o.own.unitId, programmeId: catfish }),
      ),
      enrolment.endingWith(o.read, { unitId: o.own.unitId, programmeId: o.own.draft }),
    ],
    openEnrolments: writes((tx, { own }) =>
      enrolment.openEnrolments(
        tx,
        { unitId: own.unitId, programmeId: own.weaving },
        [{ participantId: own.people[5] ?? 0, state: 'waiting', from: NOW }],
        { byId: own.officer.personId, now: NOW },
      ),
    ),
    endEnrolments: writes((tx, { own }) =>
      enrolment.endEnrolments(
        tx,
        own.catfish,
        [
          { enrolmentId: own.active, reason: 'completed' },
          { enrolmentId: own.waiting, reason: 'withdrew' },
        ],
        { byId: own.head.personId, now: NOW },
      ),
    ),
    changeEnrolments: writes((tx, { own }) =>
      enrolment.changeEnrolments(
        tx,
        [own.active, own.waiting],
        { state: 'ended', reason: 'withdrew', at: NOW },
        { byId: null, now: NOW },
      ),
    ),
    movable: writes((tx, { own, other }) =>
      Promise.all([
        enrolment.movable(tx, own.unitId, own.active),
        enrolment.movable(tx, own.unitId, own.waiting),
        enrolment.movable(tx, own.unitId, other.active),
      ]),
    ),
    hasEnrolmentsBy: ({ read, own }) =>
      [at('2023-07-31T00:00'), at('2023-08-01T00:00')].map((moment) =>
        enrolment.hasEnrolmentsBy(read, own.unitId, moment),
      ),
  } satisfies CasesOf<typeof enrolment>,

  'programmes/identity': {
    joinPerson: ({ read, own }) =>
      read.$queryRaw`SELECT p."id", p."name" FROM "Enrolment" e ${identity.joinPerson('e')}
        WHERE e."programmeId" = ${own.catfish} ORDER BY e."id"`,
    countedOnce: ({ read, own }) =>
      read.$queryRaw`SELECT a."participantId", a."mark" FROM "Attendance" a
        WHERE a."sessionId" = ${own.sessions.held} AND ${identity.countedOnce()} ORDER BY a."number"`,
    pastOf: (o) => ofBoth(o, ({ before }) => identity.pastOf(o.read, o.own.unitId, before)),
    recordsOf: (o) => ofBoth(o, ({ people: [id = 0] }) => identity.recordsOf(o.read, o.own.unitId, id)),
    standingOf: ({ read, own }) =>
      read.participant
        .findUniqueOrThrow({ where: { id: own.before }, select: identity.withStanding })
        .then(identity.standingOf),
    historiesIn: ({ read, own }) => identity.historiesIn(read, own.unitId),
    releaseNumbers: writes((tx, { own, kind }) =>
      identity.releaseNumbers(tx, kind, [{ participantId: own.people[0] ?? 0, at: NOW }]),
    ),
    giveNumbers: writes((tx, { own, kind }) => {
      const writing = { tx, kind, unitId: own.unitId, byId: own.officer.personId, now: NOW };
      const number = { number: 'B.I 77/2023', key: 'BI77/2023', cause: 'classChange' as const, from: NOW };
      return identity.giveNumbers(writing, [{ participantId: own.people[0] ?? 0, ...number }]);
    }),
    keepNames: writes((tx, { own, kind }) =>
      identity.keepNames({ tx, kind, now: NOW }, [{ participantId: own.people[0] ?? 0, name: 'Zaenul' }]),
    ),
  } satisfies CasesOf<typeof identity>,

  'programmes/merge': {
    settleRoots: writes((tx, { own }) => merge.settleRoots(tx, own.unitId)),
    mergeRecords: writes((tx, { own }) => {
      const [one = 0, other = 0] = own.people.slice(3);
      const of = { unitId: own.unitId, fromId: one, intoId: other };
      return merge.mergeRecords(tx, of, { byId: own.officer.personId, now: NOW });
    }),
    touch: writes((tx, { own }) => merge.touch(tx, own.unitId, [own.people[0] ?? 0, own.before])),
    keepNotSame: writes((tx, { own }) => {
      const [one = 0, other = 0] = own.people;
      return merge.keepNotSame(tx, own.unitId, [[other, one]], { byId: own.officer.personId, now: NOW });
    }),
    endedBy: writes((tx, { own }) => merge.endedBy(tx, own.active)),
    recordsIn: (o) =>
      ofBoth(o, ({ people: [oneId = 0, otherId = 0] }) =>
        merge.recordsIn(o.read, o.own.unitId, { oneId, otherId }),
      ),
    bothMarked: (o) =>
      ofBoth(o, ({ people: [oneId = 0, otherId = 0] }) =>
        merge.bothMarked(o.read, o.own.unitId, { oneId, otherId }),
      ),
    earliestOf: (o) =>
      ofBoth(o, ({ people: [oneId = 0, otherId = 0] }) =>
        merge.earliestOf(o.read, o.own.unitId, { oneId, otherId }),
      ),
    standsApart: (o) =>
      ofBoth(o, ({ people: some }) =>
        merge.standsApart(o.read, o.own.unitId, { oneId: some[6] ?? 0, otherId: some[7] ?? 0 }),
      ),
    apartFrom: (o) => ofBoth(o, ({ people: some }) => merge.apartFrom(o.read, o.own.unitId, some[6] ?? 0)),
  } satisfies CasesOf<typeof merge>,

  'programmes/people': {
    peopleLike: ({ read, own }) =>
      people.peopleLike(read, own.unitId, { registerKey: 'AI9/2022', name: 'Anton', birthYear: 1990 }),
    rosterWithin: ({ read, own }) => {
      const of = { unitId: own.unitId, programmeId: own.catfish };
      const rows = people.rosterWithin(of, { from: at('2023-08-10T00:00'), until: NOW });
      return read.$queryRaw`${rows} ORDER BY "place", "activeFrom"`;
    },
    rosterAt: ({ own }) => {
      const [first = 0, second = 0] = own.people;
      const row = { name: '', registerNumber: '', activeFrom: THEN, presentFrom: THEN, presentUntil: null };
      const rows = [
        { ...row, participantId: second, personId: second, activeUntil: NOW },
        { ...row, participantId: first, personId: first, activeUntil: null },
      ];
      return [THEN, NOW].map((moment) => people.rosterAt(rows, moment));
    },
    rosterOn: (o) =>
      ofBoth(o, ({ catfish }) =>
        [at('2023-08-10T00:00'), THEN, NOW].map((moment) =>
          people.rosterOn(o.read, { unitId: o.own.unitId, programmeId: catfish }, moment),
        ),
      ),
    participantsBy: ({ read, own, other }) =>
      sorted(people.participantsBy(read, own.unitId, [...own.people.slice(0, 2), ...other.people])),
    // Of all units; the numbers differ with what was there before.
    participantMarks: async ({ read, own }) =>
      (await people.participantMarks(read))
        .filter(({ unitId }) => unitId === own.unitId)
        .map(({ mark }) => mark.split(' ').toSpliced(1, 1)),
    everybodyIn: ({ read, own }) => people.everybodyIn(read, own.unitId),
    shownPerson: (o) => ofBoth(o, ({ people: ids }) => people.shownPerson(o.read, o.own.unitId, ids)),
    participantsAfter: ({ read, own }) =>
      people.participantsAfter(read, own.unitId, { after: own.people[0] ?? 0, take: 2 }),
  } satisfies CasesOf<typeof people>,

  'programmes/programme': {
    listProgrammes: (o) => [...inScopes(o, (scope) => programme.listProgrammes(o.read, scope))],
    findProgramme: (o) => [
      ...inScopes(o, (scope) => programme.findProgramme(o.read, scope, o.own.catfish)),
      ...ofBoth(o, ({ weaving }, scope) => programme.findProgramme(o.read, scope, weaving)),
    ],
    programmeNames: ({ read, own }) => programme.programmeNames(read, own.unitId),
    savingFacts: writes(async (tx, { own, other }) => [
      await programme.savingFacts(
        tx,
        own.unitId,
        { name: 'Seni Anyaman', agencyId: own.fisheries },
        own.catfish,
      ),
      await programme.savingFacts(tx, own.unitId, { name: 'Las', agencyId: other.fisheries }, other.catfish),
      await programme.savingFacts(tx, own.unitId, { name: 'Las', agencyId: null }),
    ]),
    countEnrolled: ({ read, own }) => programme.countEnrolled(read, own.catfish),
    setTrainers: writes((tx, { own }) =>
      programme.setTrainers(
        tx,
        own.catfish,
        [own.head.personId, own.humas.personId],
        [own.officer, own.colleague, own.humas, own.gone].map(({ personId }) => personId),
      ),
    ),
  } satisfies CasesOf<typeof programme>,

  'programmes/seats': {
    waitingList: (o) =>
      ofBoth(o, ({ catfish }) => seats.waitingList(o.read, { unitId: o.own.unitId, programmeId: catfish })),
    seatsNow: (o) =>
      ofBoth(o, async ({ catfish }) => {
        const found = await seats.seatsNow(o.read, { unitId: o.own.unitId, programmeId: catfish });
        return found && { ...found, candidates: await sorted(Promise.resolve(found.candidates)) };
      }),
    makeOffers: writes((tx, { own }) =>
      seats.makeOffers(tx, { unitId: own.unitId, programmeId: own.catfish }, [own.waiting], {
        offeredAt: NOW,
        lapsesAt: at('2023-09-08T00:00'),
      }),
    ),
    countOffered: ({ read, own }) => [
      seats.countOffered(read, own.catfish),
      seats.countOffered(read, own.catfish, own.offered),
    ],
    closeOffers: writes((tx, { own }) =>
      seats.closeOffers(tx, { programmeId: own.catfish, lapsedBy: at('2023-09-08T00:00') }, 'lapsed', {
        at: NOW,
        personId: null,
      }),
    ),
    programmesToSettle: ({ read, own }) => seats.programmesToSettle(read, own.unitId),
  } satisfies CasesOf<typeof seats>,

  roster: {
    findBatch: (o) => [
      ...ofBoth(o, ({ preview }) => roster.findBatch(o.read, o.own.unitId, preview)),
      roster.findBatch(o.read, o.own.unitId, o.own.applying),
    ],
    batchesBy: ({ read, own, other }) =>
      sorted(
        roster.batchesBy(
          read,
          own.unitId,
          [own, other].flatMap((o) => [o.preview, o.applying]),
        ),
      ),
    keepBatch: writes((tx, { own }) =>
      roster.keepBatch(
        tx,
        { unitId: own.unitId, byId: own.humas.personId, chatId: 5n, fileName: 'y.csv', file },
        NOW,
      ),
    ),
    rereadBatch: writes((tx, { own }) => roster.rereadBatch(tx, own.preview, { file }, { decisions: {} })),
    waitingBatches: ({ read, own }) =>
      roster.waitingBatches(read, { unitId: own.unitId, byId: own.humas.personId }),
    endBatches: writes((tx, { own }) => roster.endBatches(tx, { unitId: own.unitId, state: 'preview' }, NOW)),
    settleBatch: writes(async (tx, { own }) => [
      await roster.settleBatch(tx, own.preview, { state: 'applying', asOf: NOW }),
      await roster.settleBatch(tx, own.preview, { state: 'applying' }),
    ]),
    finishBatch: writes((tx, { own }) => roster.finishBatch(tx, own.applying, { result, undo }, NOW)),
    markUndone: writes(async (tx, { own }) => {
      await tx.importBatch.updateMany({ where: { id: own.preview }, data: { state: 'applied' } });
      return roster.markUndone(tx, own.preview, NOW);
    }),
    forgetUndo: writes(async (tx, { own }) => {
      await tx.importBatch.updateMany({
        where: { id: own.preview },
        data: { state: 'applied', endedAt: THEN, rows: '{}' },
      });
      return roster.forgetUndo(tx, NOW);
    }),
    lastAsOf: ({ read, own }) => roster.lastAsOf(read, own.unitId),
    unfinishedBatches: async ({ read, own }) =>
      (await roster.unfinishedBatches(read)).filter(({ unitId }) => unitId === own.unitId),
    isApplying: (o) => [
      ...ofBoth(o, ({ applying: id }) => roster.isApplying(o.read, { id, unitId: o.own.unitId }, 'plan')),
      roster.isApplying(o.read, { id: o.own.preview, unitId: o.own.unitId }, 'plan'),
    ],
    loadKnown: ({ read, own }) => roster.loadKnown(read, own.unitId),
  } satisfies CasesOf<typeof roster>,
};

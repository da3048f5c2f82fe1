import * as bulk from '../../src/features/programmes/bulk/store.js';
import * as enrolment from '../../src/features/programmes/enrolment/store.js';
import * as people from '../../src/features/programmes/people/store.js';
import * as programme from '../../src/features/programmes/programme/store.js';
import * as seats from '../../src/features/programmes/seats/store.js';
import * as roster from '../../src/features/roster/store.js';
import { at, NOW } from '../support/world.js';
import { type CasesOf, inScopes, ofBoth, writes } from './case.js';

const THEN = at('2023-08-23T09:00');
const file = {
  rows: [],
  faulty: [],
  faultyKeys: [],
  repeated: [],
  blank: 0,
  tidied: [],
  programmes: [],
  ignored: [],
  noStatus: true,
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

export const programmeCases = {
  'programmes/bulk': {
    applyChanges: writes(async (tx, { own, kind }) => {
      const of = new Map([['las', own.weaving]]);
      const [first = 0, second = 0] = own.people;
      const row = { registerNumber: 'A9', registerKey: 'A9', name: 'Ruben' };
      const changes = {
        people: [{ row, registerClass: 'B_I' as const, from: NOW }],
        edits: [{ id: first, row, facts: ['name' as const] }],
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
  } satisfies CasesOf<typeof bulk>,

  'programmes/enrolment': {
    openEnrolment: writes((tx, { own }) =>
      enrolment.openEnrolment(
        tx,
        {
          unitId: own.unitId,
          programmeId: own.weaving,
          participantId: own.people[5] ?? 0,
          state: 'waiting',
        },
        { byId: own.officer.personId, now: NOW },
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
  } satisfies CasesOf<typeof enrolment>,

  'programmes/people': {
    rosterWithin: ({ read, own }) => {
      const of = { unitId: own.unitId, programmeId: own.catfish };
      const rows = people.rosterWithin(of, { from: at('2023-08-10T00:00'), until: NOW });
      return read.$queryRaw`${rows} ORDER BY "place", "activeFrom"`;
    },
    rosterAt: ({ own }) => {
      const [first = 0, second = 0] = own.people;
      const row = { name: '', registerNumber: '', activeFrom: THEN, presentFrom: THEN, presentUntil: null };
      const rows = [
        { ...row, participantId: second, activeUntil: NOW },
        { ...row, participantId: first, activeUntil: null },
      ];
      return [THEN, NOW].map((moment) => people.rosterAt(rows, moment));
    },
    rosterOn: (o) =>
      ofBoth(o, ({ catfish }) =>
        [at('2023-08-10T00:00'), THEN, NOW].map((moment) =>
          people.rosterOn(o.read, { unitId: o.own.unitId, programmeId: catfish }, moment),
        ),
      ),
  } satisfies CasesOf<typeof people>,

  'programmes/programme': {
    listProgrammes: (o) => [
      ...inScopes(o, (scope) => programme.listProgrammes(o.read, scope)),
      ...ofBoth(o, ({ catfish }, scope) => programme.listProgrammes(o.read, scope, catfish)),
    ],
    countEnrolled: ({ read, own }) => programme.countEnrolled(read, own.catfish),
    heldSoFar: ({ read, own }) => programme.heldSoFar(read, own.catfish),
    endingsOf: ({ read, own }) => programme.endingsOf(read, own.catfish),
    trainersOf: ({ read, own }) => programme.trainersOf(read, own.catfish),
    officersIn: ({ read, own }) => programme.officersIn(read, own.unitId),
    possibleTrainers: (o) =>
      [null, o.own.social, o.other.social].map((agencyId) =>
        programme.possibleTrainers(o.read, { unitId: o.own.unitId, agencyId }),
      ),
    setTrainers: writes((tx, { own }) =>
      programme.setTrainers(tx, own.catfish, [own.head.personId, own.humas.personId]),
    ),
  } satisfies CasesOf<typeof programme>,

  'programmes/seats': {
    waitingList: (o) =>
      ofBoth(o, ({ catfish }) => seats.waitingList(o.read, { unitId: o.own.unitId, programmeId: catfish })),
    openOffers: ({ read, own }) => seats.openOffers(read, own.catfish),
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
    keepBatch: writes((tx, { own }) =>
      roster.keepBatch(
        tx,
        { unitId: own.unitId, byId: own.humas.personId, chatId: 5n, fileName: 'y.csv', file },
        NOW,
      ),
    ),
    endBatches: writes((tx, { own }) => roster.endBatches(tx, { unitId: own.unitId, state: 'preview' }, NOW)),
    settleBatch: writes(async (tx, { own }) => [
      await roster.settleBatch(tx, own.preview, { state: 'applying', asOf: NOW }),
      await roster.settleBatch(tx, own.preview, { state: 'applying' }),
    ]),
    finishBatch: writes((tx, { own }) => roster.finishBatch(tx, own.applying, result, NOW)),
    lastAsOf: ({ read, own }) => roster.lastAsOf(read, own.unitId),
    unfinishedBatches: async ({ read, own }) =>
      (await roster.unfinishedBatches(read)).filter(({ unitId }) => unitId === own.unitId),
    loadKnown: ({ read, own }) => roster.loadKnown(read, own.unitId),
  } satisfies CasesOf<typeof roster>,
};

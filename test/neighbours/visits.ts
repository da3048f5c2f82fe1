import * as agreements from '../../src/features/agreements/agreement/store.js';
import * as copies from '../../src/features/evidence/copies/store.js';
import * as evidence from '../../src/features/evidence/store.js';
import * as followUps from '../../src/features/followups/followup/store.js';
import * as agenda from '../../src/features/reminders/agenda/store.js';
import * as reminders from '../../src/features/reminders/store.js';
import * as escalation from '../../src/features/visits/escalation/store.js';
import * as history from '../../src/features/visits/history/store.js';
import * as invite from '../../src/features/visits/invite/store.js';
import * as lists from '../../src/features/visits/lists/store.js';
import * as poll from '../../src/features/visits/poll/store.js';
import * as reached from '../../src/features/visits/reached/store.js';
import * as reports from '../../src/features/visits/reports/store.js';
import * as said from '../../src/features/visits/said/store.js';
import * as slots from '../../src/features/visits/slots/store.js';
import * as visit from '../../src/features/visits/visit/store.js';
import type { SampleUnit } from '../support/sample-unit.js';
import { at, NOW, ZONE } from '../support/world.js';
import { type CasesOf, inScopes, ofBoth, partsOf, sorted, writes } from './case.js';

const FROM = at('2023-08-31T10:00');
const UNTIL = at('2023-09-07T10:00');

const sent = ({ officer }: SampleUnit) => ({ byId: officer.personId, at: NOW });

const nothingSaid = {
  agencyName: '',
  address: null,
  answer: 'accepted' as const,
  reason: null,
  proposedStart: null,
  proposedEnd: null,
  answeredAt: null,
  answeredById: null,
  minutesAgreed: null,
  changeAnswer: null,
};

const partiesOf = ({ social, fisheries }: SampleUnit) =>
  [social, fisheries].map((agencyId) => ({ agencyId, ...nothingSaid }));

const trailed = {
  at: NOW,
  kind: 'moved' as const,
  actorId: null,
  reason: null,
  oldStart: NOW,
  newStart: NOW,
  agencyId: null,
  via: null,
  saidBy: null,
  detail: null,
};

export const visitCases = {
  evidence: {
    keepFile: writes(async (tx, { own }) => {
      const of = { unitId: own.unitId, sessionId: own.sessions.held };
      const file = { fileId: 'again', fileUniqueId: 'unique 1' };
      await evidence.keepFile(tx, of, { ...file, kind: 'sheet' }, sent(own));
      await evidence.keepFile(tx, of, { ...file, fileUniqueId: 'unique 3', kind: 'photo' }, sent(own));
      await evidence.keepFile(tx, of, { ...file, fileUniqueId: 'new', kind: 'voice' }, sent(own));
    }),
    keepSessionPhotos: writes((tx, { own }) =>
      evidence.keepSessionPhotos(
        tx,
        { unitId: own.unitId, sessionId: own.sessions.last },
        [{ fileId: 'x', fileUniqueId: 'unique 1' }],
        sent(own),
      ),
    ),
    keepVisitPhotos: writes((tx, { own }) =>
      evidence.keepVisitPhotos(
        tx,
        { unitId: own.unitId, visitId: own.visits.held },
        ['unique 1', 'unique 2'].map((fileUniqueId) => ({ fileId: 'x', fileUniqueId })),
        sent(own),
      ),
    ),
    takeFor: writes(async (tx, { own }) => {
      const { voice, photo } = own.files;
      return [
        await evidence.takeFor(tx, { id: photo, sessionId: own.sessions.held }, 'sheet'),
        await evidence.takeFor(tx, { id: voice, sessionId: own.sessions.held }, 'sheet'),
        await evidence.takeFor(tx, { id: photo, sessionId: own.sessions.last }, 'photo'),
      ];
    }),
    visitFilesOf: ({ read, own }) => [own.visits.held].map((id) => evidence.visitFilesOf(read, id)),
    filesOf: ({ read, own }) =>
      (['photo', 'sheet', 'voice'] as const).map((kind) => evidence.filesOf(read, own.sessions.held, kind)),
  } satisfies CasesOf<typeof evidence>,

  'evidence/copies': {
    // Copies are made for all units; here it is asked for one.
    dueCopies: ({ read, own }) => copies.dueCopies(read, NOW, 9, { unitId: own.unitId }),
    claimCopy: writes(async (tx, { own }) => {
      const due = await copies.dueCopies(tx, NOW, 9, { unitId: own.unitId });
      return Promise.all(due.slice(0, 1).map((one) => copies.claimCopy(tx, one, UNTIL)));
    }),
    settleCopy: writes(async (tx, { own }) => {
      const [due] = await copies.dueCopies(tx, NOW, 9, { unitId: own.unitId });
      if (due) await copies.settleCopy(tx, due.id, { copy: 'abc' });
    }),
    renameFile: writes(async (tx, { own }) => {
      const [due] = await copies.dueCopies(tx, NOW, 9, { unitId: own.unitId });
      if (due) await copies.renameFile(tx, due.id, 'anew');
    }),
  } satisfies CasesOf<typeof copies>,

  'followups/followup': {
    findFollowUp: (o) => [
      ...inScopes(o, (scope) => followUps.findFollowUp(o.read, scope, o.own.visits.followUp)),
      ...ofBoth(o, ({ visits }, scope) => followUps.findFollowUp(o.read, scope, visits.followUp)),
    ],
    ofVisit: (o) => [
      ...inScopes(o, (scope) => followUps.ofVisit(o.read, scope, o.own.visits.held)),
      ...ofBoth(o, ({ visits }, scope) => followUps.ofVisit(o.read, scope, visits.held)),
    ],
    ofBatch: (o) => ofBoth(o, ({ visits }) => followUps.ofBatch(o.read, o.own.unitId, visits.followUp)),
    followUpsBy: ({ read, own, other }) =>
      sorted(followUps.followUpsBy(read, own.unitId, [own.visits.followUp, other.visits.followUp])),
    listFollowUps: (o) =>
      inScopes(o, (scope) =>
        (['mine', 'open', 'closed'] as const).map((view) =>
          followUps.listFollowUps(o.read, scope, {
            view,
            personId: o.own.officer.personId,
            agencyIds: [o.own.fisheries],
            skip: 0,
            take: 2,
          }),
        ),
      ),
    searchFollowUps: (o) => [
      ...inScopes(o, (scope) =>
        [['draf'], ['perikanan'], ['budi', 'draf'], ['tidak', 'ada']].map((words) =>
          followUps.searchFollowUps(o.read, scope, words, { skip: 0, take: 2 }),
        ),
      ),
    ],
    openFollowUps: ({ read, own }) => [
      followUps.openFollowUps(read, own.unitId),
      followUps.openFollowUps(read, own.unitId, '2023-09-04'),
    ],
    originOf: (o) => ofBoth(o, ({ visits }) => followUps.originOf(o.read, o.own.unitId, visits.held, NOW)),
  } satisfies CasesOf<typeof followUps>,

  'agreements/agreement': {
    countByStage: (o) => inScopes(o, (scope) => agreements.countByStage(o.read, scope)),
    listAtStage: (o) =>
      inScopes(o, (scope) =>
        (['exploring', 'inForce', 'cancelled'] as const).map((stage) =>
          agreements.listAtStage(o.read, scope, stage, { skip: 0, take: 2 }),
        ),
      ),
    listEnding: (o) =>
      inScopes(o, (scope) =>
        ['2023-08-31', '2023-09-01', '2023-09-30'].map((by) => agreements.listEnding(o.read, scope, by, 2)),
      ),
    searchAgreements: (o) =>
      inScopes(o, (scope) =>
        [['perikanan'], ['dinas', 'sosial'], ['pelatihan', 'dan'], ['tidak', 'ada']].map((words) =>
          agreements.searchAgreements(o.read, scope, words, { skip: 0, take: 1 }),
        ),
      ),
    listOfVisit: (o) => [
      ...inScopes(o, (scope) => agreements.listOfVisit(o.read, scope, o.own.visits.held)),
      ...ofBoth(o, ({ visits }, scope) => agreements.listOfVisit(o.read, scope, visits.held)),
    ],
    findAgreement: (o) => [
      ...inScopes(o, (scope) => agreements.findAgreement(o.read, scope, o.own.visits.agreement)),
      ...ofBoth(o, ({ visits }, scope) => agreements.findAgreement(o.read, scope, visits.former)),
    ],
    runningFrom: ({ read, own }) => [
      agreements.runningFrom(read, own.unitId, '2023-09-30'),
      agreements.runningFrom(read, own.unitId, '2023-10-01'),
    ],
    openOf: ({ read, own: { unitId, officer, fisheries } }) => [
      agreements.openOf(read, { unitId, personId: officer.personId }),
      agreements.openOf(read, { unitId, agencyId: fisheries }),
    ],
  } satisfies CasesOf<typeof agreements>,

  'reminders/agenda': {
    agendaOf: ({ read, own }) => agenda.agendaOf(read, { id: own.unitId, zone: ZONE }, NOW),
  } satisfies CasesOf<typeof agenda>,

  reminders: {
    settingsOf: ({ read, own }) => reminders.settingsOf(read, [own.officer.personId, own.head.personId]),
    settingsFor: ({ read, own }) =>
      [own.officer, own.head].map(({ personId }) => reminders.settingsFor(read, personId)),
    saveSettings: writes((tx, { own }) =>
      reminders.saveSettings(
        tx,
        own.officer.personId,
        { muted: ['visits'], quiet: undefined, pausedUntil: NOW, later: { '2h': 60 } },
        NOW,
      ),
    ),
  } satisfies CasesOf<typeof reminders>,

  'visits/lists': {
    listVisits: (o) => [
      ...inScopes(o, (scope) => lists.listVisits(o.read, scope, { newestFirst: false, page: 1, perPage: 2 })),
      ...ofBoth(o, ({ social, officer }, scope) =>
        [
          { agencyId: social },
          { personId: officer.personId },
          { waiting: true as const },
          { words: 'kerja' },
          { words: 'sosial' },
        ].map((only) =>
          lists.listVisits(o.read, scope, {
            from: FROM,
            until: UNTIL,
            only,
            newestFirst: true,
            page: 0,
            perPage: 9,
          }),
        ),
      ),
    ],
  } satisfies CasesOf<typeof lists>,

  'visits/escalation': {
    unansweredVisits: (o) =>
      [o.own.unitId].map((unitId) => escalation.unansweredVisits(o.read, unitId, at('2023-08-01T00:00'))),
  } satisfies CasesOf<typeof escalation>,

  'visits/reached': {
    questionsTo: (o) =>
      [o.own.officer, o.own.kadis, o.own.contact].map(({ personId }) =>
        reached.questionsTo(o.read, personId, at('2023-08-01T00:00')),
      ),
  } satisfies CasesOf<typeof reached>,

  'visits/said': {
    openQuestions: (o) => [
      said.openQuestions(
        o.read,
        { kind: 'agencies', unitId: o.own.unitId, agencyIds: [o.own.fisheries] },
        at('2023-08-01T00:00'),
      ),
    ],
  } satisfies CasesOf<typeof said>,

  'visits/reports': {
    visitsBetween: (o) =>
      partsOf(o).map((part) => reports.visitsBetween(o.read, part, { from: FROM, until: UNTIL })),
    countHanging: (o) => partsOf(o).map((part) => reports.countHanging(o.read, part, NOW)),
    partnersOf: (o) => ofBoth(o, ({ visits }) => reports.partnersOf(o.read, o.own.unitId, visits.asked)),
    visitsBy: ({ read, own, other }) =>
      sorted(
        reports.visitsBy(
          read,
          own.unitId,
          [own, other].flatMap(({ visits }) => [visits.asked, visits.held]),
        ),
      ),
    minutedVisit: (o) => ofBoth(o, ({ visits }) => reports.minutedVisit(o.read, o.own.unitId, visits.held)),
  } satisfies CasesOf<typeof reports>,

  'visits/invite': {
    // Made anew at random where there is none.
    installationId: async ({ read }) => typeof (await read.installation.count()),
    entriesFor: writes(async (tx, o) => {
      // What was agreed once.
      const { coming, held, asked } = o.own.visits;
      await tx.visit.updateMany({ where: { id: { in: [coming, held, asked] } }, data: { sequence: 1 } });
      const { head, officer, humas, kadis, contact, gone } = o.own;
      const all: unknown[] = [];
      for (const actor of [head, officer, humas, kadis, contact, gone]) {
        const entries = await invite.entriesFor(tx, actor, FROM);
        all.push(entries.map(({ id, parties }) => ({ id, parties: parties.map(({ answer }) => answer) })));
      }
      return [all, await invite.entriesFor(tx, officer, NOW)];
    }),
  } satisfies CasesOf<typeof invite>,

  'visits/slots': {
    takenBetween: (o) => {
      const span = { startsAt: at('2023-09-05T09:00'), endsAt: at('2023-09-05T14:00') };
      const next = {
        startsAt: at('2023-09-06T10:30'),
        endsAt: at('2023-09-07T10:30'),
        exceptId: o.own.visits.coming,
      };
      // Who is taken comes in no order.
      const inOrder = async (taken: ReturnType<typeof slots.takenBetween>) =>
        (await taken).map(({ personIds, ...one }) => ({
          ...one,
          personIds: personIds.toSorted((a, b) => a - b),
        }));
      return [span, next].flatMap((one) =>
        inScopes(o, (scope) => inOrder(slots.takenBetween(o.read, scope, one))),
      );
    },
  } satisfies CasesOf<typeof slots>,

  'visits/history': {
    agencyBehind: () => [
      history.agencyBehind([1, 2], 'held', { behindId: 2, relayedFor: null }),
      history.agencyBehind([1, 2], 'accepted', { behindId: 2, relayedFor: 1 }),
      history.agencyBehind([1], 'accepted', { behindId: null, relayedFor: null }),
      history.agencyBehind([1], 'moved', { behindId: 1, relayedFor: null }),
      history.agencyBehind([1], 'changeKept', { behindId: 1, relayedFor: null }),
      history.agencyBehind([], 'accepted', { behindId: null, relayedFor: null }),
    ],
    history: ({ read, own }) =>
      history.history(
        read,
        { id: own.visits.held, unitId: own.unitId, parties: partiesOf(own), takenOut: [] },
        2,
      ),
    writtenMinutes: (o) => ofBoth(o, ({ visits }) => history.writtenMinutes(o.read, visits.held)),
    lastEvent: ({ read, own }) => {
      const of = { id: own.visits.held, trail: [] };
      return [
        history.lastEvent(read, of, ['proposed', 'accepted']),
        history.lastEvent(read, of, ['moved']),
        history.lastEvent(read, { ...of, trail: [trailed] }, ['moved']),
      ];
    },
  } satisfies CasesOf<typeof history>,

  'visits/poll': {
    findPoll: (o) => [
      ...inScopes(o, (scope) => poll.findPoll(o.read, scope, o.own.visits.poll, NOW)),
      ...ofBoth(o, ({ visits }, scope) => poll.findPoll(o.read, scope, visits.poll, NOW)),
    ],
    standingPoll: (o) => ofBoth(o, ({ visits }) => poll.standingPoll(o.read, o.own.unitId, visits.poll)),
    openPolls: (o) => inScopes(o, (scope) => poll.openPolls(o.read, scope)),
    pollsAsking: (o) => [
      poll.pollsAsking(o.read, o.own.kadis.personId),
      poll.pollsAsking(o.read, o.own.officer.personId),
    ],
  } satisfies CasesOf<typeof poll>,

  'visits/visit': {
    findVisit: (o) => [
      ...inScopes(o, (scope) => visit.findVisit(o.read, scope, o.own.visits.held, NOW)),
      ...ofBoth(o, ({ visits }, scope) => visit.findVisit(o.read, scope, visits.coming, NOW)),
    ],
    standing: (o) => ofBoth(o, ({ visits }) => visit.standing(o.read, o.own.unitId, visits.coming)),
    countByState: ({ read, own }) => visit.countByState(read, own.unitId, FROM, UNTIL),
    takenOutOf: (o) => [
      ...ofBoth(o, ({ visits }) =>
        visit.takenOutOf(o.read, o.own.unitId, visits.coming, [o.own.fisheries, o.own.social]),
      ),
    ],
    visitsIn: (o) => inScopes(o, visit.visitsIn),
    visitsInSql: (o) => inScopes(o, (scope) => visit.visitsInSql(scope).text),
  } satisfies CasesOf<typeof visit>,
};

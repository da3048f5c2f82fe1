import { createAgreementsService } from '../../src/features/agreements/agreement/service.js';
import { planReminders as planAgreements } from '../../src/features/agreements/remind/service.js';
import type { Reached } from '../../src/features/agreements/stages/rules.js';
import { createFollowUpsService } from '../../src/features/followups/followup/service.js';
import { planReminders } from '../../src/features/followups/news/service.js';
import { createRecordsService } from '../../src/features/records/service.js';
import type { Change } from '../../src/features/visits/change/rules.js';
import { feedEntries } from '../../src/features/visits/invite/service.js';
import { visitLists } from '../../src/features/visits/lists/service.js';
import { correctOutcome } from '../../src/features/visits/outcome/service.js';
import { answerByLink, askedByLink } from '../../src/features/visits/relayed/service.js';
import { createVisitsService } from '../../src/features/visits/visit/service.js';
import { nameWatch } from '../../src/features.js';
import { chatOf } from '../support/sample-unit.js';
import { at, NOW } from '../support/world.js';
import { each, testUses, type Use, type Using } from './use.js';

const visits = ({ db }: Using) => createVisitsService({ db, sections: [] });
const recordsOf = ({ db, now }: Using) =>
  createRecordsService({
    db,
    names: nameWatch(db, { now: () => now }),
    readKept: () => Promise.resolve(undefined),
  });
const agreements = ({ db }: Using) => createAgreementsService({ db });
const followUps = ({ db }: Using) => createFollowUpsService({ db });

const first = (id: number) => ({ id, version: 1 });
const hours = (day: string, length = 1) => ({
  startsAt: at(day),
  endsAt: new Date(at(day).getTime() + length * 3_600_000),
});

const PROPOSAL = {
  direction: 'toAgency',
  purpose: 'Panen raya',
  memberIds: [],
  ...hours('2023-09-13T10:00'),
} as const;

const proposed = async (u: Using, more: object) =>
  (await visits(u).propose(u.tx, u.as, { ...PROPOSAL, agencyIds: [u.own.fisheries], ...more }, u.now)).result;

const changed = (u: Using, id: number, change: Change, now = u.now) =>
  visits(u).changeOnce(u.as, first(id), change, { ref: u.ref(), now });

const inState = (
  { tx, own: { unitId } }: Using,
  state: 'counterProposed' | 'declined' | 'cancelled' | 'nobodyCame',
) => tx.visit.findFirstOrThrow({ where: { unitId, state }, orderBy: { id: 'asc' } }).then(({ id }) => id);

const DECLINE = { action: 'decline', reason: 'Penuh' } as const;
const CANCEL = { action: 'cancel', reason: 'Ombak' } as const;
const MOVE = { action: 'move', ...hours('2023-09-14T10:00') } as const;
const SUGGEST = { action: 'suggest', ...hours('2023-09-14T10:00') } as const;
const EDIT = { action: 'edit', purpose: 'Bibit' } as const;
const NOTE = {
  action: 'note',
  notes: 'Bibit siap.',
  photos: [{ fileId: 'n', fileUniqueId: 'n' }],
  letterNumber: 'W.1',
} as const;

const actions: Readonly<Record<string, Change>> = {
  accept: { action: 'accept' },
  suggest: SUGGEST,
  decline: DECLINE,
  cancel: CANCEL,
  move: MOVE,
  edit: EDIT,
  goOn: { action: 'goOn' },
  ready: { action: 'ready' },
  hold: { action: 'hold' },
  nobodyCame: { action: 'nobodyCame' },
  note: NOTE,
};

/** Each action on a visit, for itself. */
const onVisit = (idOf: (u: Using) => number | Promise<number>, now = NOW): Readonly<Record<string, Use>> =>
  Object.fromEntries(
    Object.entries(actions).map(([name, change]) => [
      name,
      async (u: Using) => changed(u, await idOf(u), change, now),
    ]),
  );

const corrections = (u: Using, id: number, more: object, now = u.now) =>
  correctOutcome(u.tx, u.as, first(id), { to: 'nobodyCame', why: '', ...more }, now).then(
    ({ result }) => result,
  );

const change = (u: Using, what: object, more: object = {}) =>
  followUps(u).changeOnce(
    u.as,
    { ...first(u.own.visits.followUp), ...more },
    what as Parameters<ReturnType<typeof followUps>['changeOnce']>[2],
    u.ref(),
    u.now,
  );

const reach = (u: Using, version: number, more: Pick<Reached, 'stage' | 'reachedOn'> & Partial<Reached>) => {
  const reached = { corrects: false, reason: '', ...more };
  return agreements(u).reach(u.tx, u.as, { id: u.own.visits.agreement, version }, reached, u.now);
};

const questionTo = ({ own }: Using, agencyId: number) => ({
  unitId: own.unitId,
  visitId: own.visits.asked,
  agencyId,
  startsAt: at('2023-09-06T10:00'),
});

const byLink = (
  u: Using,
  given: Parameters<typeof answerByLink>[2]['given'],
  { version = 1, ...more }: { version?: number; agencyId?: number; startsAt?: Date } = {},
) =>
  answerByLink(
    u.db,
    { ...questionTo(u, u.own.social), ...more },
    { version, saidBy: 'Ibu Ani', given },
    'id',
    u.now,
  );

testUses({
  'visits/visit': {
    find: (u) =>
      each([u.own.visits.coming, u.own.visits.asked, u.own.visits.held, u.other.visits.held], (id) =>
        visits(u).find(u.as, id, u.now),
      ),
    'find: declined, counter-proposed, cancelled, and nobody came': async (u) =>
      each(['declined', 'counterProposed', 'cancelled', 'nobodyCame'] as const, async (state) =>
        visits(u).find(u.as, await inState(u, state), u.now),
      ),
    'find: after many events': async (u) => {
      const { held: visitId } = u.own.visits;
      const { officer } = u.own;
      const later = [0, 1, 2, 3, 4, 5].map((minute) => ({
        visitId,
        kind: 'edited' as const,
        actorId: officer.personId,
        at: at(`2023-09-01T09:0${minute}`),
        reason: `${minute}`,
      }));
      await u.tx.visitEvent.createMany({ data: later });
      return each([NOW, at('2023-10-30T09:00')], (now) => visits(u).find(u.as, visitId, now));
    },
    'find: without an agency that can be reached': async (u) => {
      await u.tx.person.updateMany({ where: { id: u.own.contact.personId }, data: { unreachableAt: NOW } });
      return visits(u).find(u.as, u.own.visits.asked, u.now);
    },
    history: (u) =>
      each([u.own.visits.held, u.own.visits.coming, u.other.visits.held], (id) =>
        visits(u).history(u.as, id, u.now),
      ),
    agencies: (u) => visits(u).agencies(u.as),
    colleagues: (u) => visits(u).colleagues(u.as, u.now),
    calendar: (u) => visits(u).calendar(u.as, u.now, u.own.visits.coming),
    clashes: (u) =>
      each(
        [
          { ...hours('2023-09-07T10:30'), agencyIds: [u.own.social], placeId: null, personIds: [] },
          { ...hours('2023-09-07T10:30'), agencyIds: [], placeId: null, personIds: [u.own.officer.personId] },
          {
            ...hours('2023-09-07T10:30'),
            agencyIds: [u.own.social],
            placeId: null,
            personIds: [],
            exceptId: u.own.visits.coming,
          },
          { ...hours('2023-09-09T22:00'), agencyIds: [], placeId: u.own.fisheries, personIds: [] },
        ],
        (wanted) => visits(u).clashes(u.as, wanted),
      ),
    rememberCard: (u) => visits(u).rememberCard(u.as, u.own.visits.coming, 55, u.now),
  },

  'visits/propose': {
    propose: (u) => proposed(u, { memberIds: [u.own.humas.personId, u.own.officer.personId] }),
    'propose: to two, here': (u) =>
      proposed(u, { agencyIds: [u.own.social, u.own.fisheries], direction: 'toUnit' }),
    'propose: refused': (u) =>
      each(
        [
          { agencyIds: [] },
          { agencyIds: [u.other.fisheries] },
          { agencyIds: [u.own.fisheries, u.other.fisheries] },
          { startsAt: NOW },
          hours('2023-09-07T10:30'),
          hours('2023-09-10T10:30'),
        ],
        (more) => proposed(u, more),
      ),
    'propose: past what stands against it': (u) =>
      proposed(u, { ...hours('2023-09-07T10:30'), override: 'Mendesak' }),
    'propose: with a reason that nothing asks for': (u) => proposed(u, { override: 'Mendesak' }),
    'propose: on days that don’t suit, past hours and next to another': (u) =>
      each(
        [
          '2023-09-16T10:00',
          '2023-09-11T10:00',
          '2023-09-13T05:00',
          '2023-09-07T11:00',
          '2023-09-07T11:30',
          '2023-12-25T10:00',
        ],
        (day) => proposed(u, hours(day)),
      ),
    'propose: to as many as may be, and one more': async (u) => {
      const { unitId } = u.own;
      const more = ['a', 'b', 'c', 'd'].map((name) => ({ unitId, name, searchName: name, createdAt: NOW }));
      await u.tx.agency.createMany({ data: more });
      const all = await u.tx.agency.findMany({ where: { unitId }, orderBy: { id: 'asc' } });
      const ids = all.map(({ id }) => id);
      return [
        ids.length,
        await proposed(u, { agencyIds: ids.slice(0, 7) }),
        await proposed(u, { agencyIds: ids.slice(0, 6), direction: 'toUnit' }),
      ];
    },
    'propose: while no officer is there': async (u) => {
      await u.tx.post.updateMany({
        where: { unitId: u.own.unitId, kind: { in: ['officer', 'head'] } },
        data: { endedAt: NOW },
      });
      return proposed(u, {});
    },
  },

  'visits/edit': {
    'edit: agencies, place, people, letter': (u) =>
      each([u.own.visits.asked, u.own.visits.coming], (id) =>
        changed(u, id, {
          action: 'edit',
          letterNumber: 'W.28-1',
          place: { direction: 'toUnit', hostId: null },
          agenciesIn: [u.own.social],
          membersIn: [u.own.head.personId],
        }),
      ),
    'edit: without an agency': (u) =>
      changed(u, u.own.visits.coming, { action: 'edit', agenciesOut: [u.own.social] }),
    'edit: an agency, a place and somebody of another unit': (u) =>
      each<object>(
        [
          { agenciesIn: [u.other.fisheries] },
          { agenciesIn: [u.own.social, u.other.fisheries] },
          { place: { direction: 'toAgency', hostId: u.other.fisheries } },
          { membersIn: [u.other.officer.personId] },
        ],
        (more) => changed(u, u.own.visits.asked, { action: 'edit', ...more }),
      ),
    'edit: what is so already': (u) =>
      changed(u, u.own.visits.coming, {
        action: 'edit',
        agenciesIn: [u.own.fisheries],
        purpose: 'Kerja sama',
      }),
    isOutOf: async (u) => {
      const { coming } = u.own.visits;
      const before = await visits(u).isOutOf(u.as, coming);
      await u.tx.visitParty.updateMany({
        where: { visitId: coming, agencyId: u.own.fisheries },
        data: { answer: 'declined', takenOutAt: NOW },
      });
      return [before, await visits(u).isOutOf(u.as, coming), await visits(u).find(u.as, coming, u.now)];
    },
  },

  'visits/asked': onVisit((u) => u.own.visits.asked),
  'visits/coming': onVisit((u) => u.own.visits.coming),
  'visits/coming-over': onVisit((u) => u.own.visits.coming, at('2023-09-07T10:30')),
  'visits/held': onVisit((u) => u.own.visits.held),
  'visits/counter-proposed': onVisit((u) => inState(u, 'counterProposed')),
  'visits/declined': onVisit((u) => inState(u, 'declined')),
  'visits/foreign': {
    accept: (u) => changed(u, u.other.visits.asked, { action: 'accept' }),
    'stale, a clash, and a suggestion that is another by now': async (u) => [
      await visits(u).changeOnce(u.as, { id: u.own.visits.asked, version: 2 }, MOVE, {
        ref: u.ref(),
        now: u.now,
      }),
      await changed(u, u.own.visits.asked, { ...MOVE, ...hours('2023-09-07T10:30') }),
      await changed(u, u.own.visits.asked, { ...MOVE, ...hours('2023-09-07T10:30'), override: 'Mendesak' }),
      await changed(u, u.own.visits.asked, { action: 'accept', offered: NOW }),
    ],
    'accept: what an agency has suggested': async (u) => {
      const { asked } = u.own.visits;
      const where = { visitId_agencyId: { visitId: asked, agencyId: u.own.fisheries } };
      const { startsAt: proposedStart, endsAt: proposedEnd } = hours('2023-09-15T10:00');
      await u.tx.visitParty.update({
        where,
        data: { answer: 'counterProposed', proposedStart, proposedEnd },
      });
      await u.tx.visit.update({ where: { id: asked }, data: { state: 'counterProposed' } });
      return [
        await changed(u, asked, { action: 'accept', of: u.own.fisheries, offered: NOW }),
        await changed(u, asked, { action: 'accept', of: u.own.fisheries, offered: proposedStart }),
      ];
    },
    'ready, and accepted, twice': async (u) => {
      const { coming, asked } = u.own.visits;
      const twice = [first(coming), first(coming)];
      return [
        await each(twice, (which) =>
          visits(u).changeOnce(u.as, which, { action: 'ready' }, { ref: u.ref(), now: u.now }),
        ),
        await each([first(asked), first(asked)], (which) =>
          visits(u).changeOnce(u.as, which, { action: 'accept' }, { ref: u.ref(), now: u.now }),
        ),
      ];
    },
    'suggest and accept where something stands against it': async (u) => {
      const { asked } = u.own.visits;
      const taken = hours('2023-09-07T10:30');
      const suggested = await changed(u, asked, { action: 'suggest', ...taken });
      const where = { visitId_agencyId: { visitId: asked, agencyId: u.own.fisheries } };
      const { startsAt: proposedStart, endsAt: proposedEnd } = taken;
      await u.tx.visitParty.update({
        where,
        data: { answer: 'counterProposed', proposedStart, proposedEnd },
      });
      await u.tx.visit.update({ where: { id: asked }, data: { state: 'counterProposed', version: 1 } });
      const accept = { action: 'accept' as const, of: u.own.fisheries, offered: proposedStart };
      return [
        suggested,
        await changed(u, asked, accept),
        await changed(u, asked, { ...accept, override: 'Mendesak' }),
      ];
    },
    'cancel: while the officer is out of office, and a head cannot be reached': async (u) => {
      const { unitId, officer, head, unitName } = u.own;
      await u.tx.post.updateMany({ where: { personId: officer.personId }, data: { endedAt: NOW } });
      const second = await u.tx.person.create({
        data: { telegramId: 31n, name: unitName, createdAt: NOW, unreachableAt: NOW },
      });
      await u.tx.post.create({ data: { unitId, personId: second.id, kind: 'head', startedAt: NOW } });
      await u.tx.person.update({ where: { id: head.personId }, data: { name: 'Karim B.' } });
      return [await changed(u, u.own.visits.coming, CANCEL), await changed(u, u.own.visits.asked, DECLINE)];
    },
    askAgain: (u) =>
      each(
        [
          first(u.own.visits.asked),
          { id: u.own.visits.asked, version: 2 },
          first(u.own.visits.coming),
          first(u.other.visits.asked),
        ],
        (which) => visits(u).askAgainOnce(u.as, which, u.ref(), u.now),
      ),
    'answer later, and once more': (u) =>
      each(
        [
          first(u.own.visits.asked),
          first(u.own.visits.asked),
          { id: u.own.visits.asked, version: 2 },
          first(u.own.visits.coming),
          first(u.other.visits.asked),
        ],
        (which) => visits(u).answerLaterOnce(u.as, which, { ref: u.ref(), now: u.now }),
      ),
    'asked about': async (u) => (await visits(u).askedOf(u.as, u.now)).length,
    'agree: to the minutes': (u) =>
      each(
        [
          first(u.own.visits.held),
          { id: u.own.visits.held, version: 2 },
          first(u.own.visits.coming),
          first(u.other.visits.held),
        ],
        (which) => visits(u).agreeOnce(u.as, which, u.ref(), u.now),
      ),
    'answer the minutes with a correction': (u) =>
      visits(u).answerMinutes(u.tx, u.as, first(u.own.visits.held), { correction: 'Bibit 500.' }, u.now),
    'agree: while whoever went is out of office': async (u) => {
      await u.tx.post.updateMany({ where: { personId: u.own.officer.personId }, data: { endedAt: NOW } });
      return visits(u).agreeOnce(u.as, first(u.own.visits.held), u.ref(), u.now);
    },
  },

  'visits/invite': {
    feedEntries: async (u) => {
      await u.tx.installation.create({ data: { id: 1, uuid: 'this one' } });
      await u.tx.visit.updateMany({ where: { id: u.own.visits.coming }, data: { sequence: 1 } });
      const { entries, installation } = await feedEntries(u.db, u.as, u.now);
      return [entries.map(({ id, startsAt }) => ({ id, startsAt })), installation];
    },
  },

  'visits/relayed': {
    askedByLink: (u) =>
      each(
        [questionTo(u, u.own.fisheries), questionTo(u, u.own.social), questionTo(u, u.other.social)],
        (question) => askedByLink(u.db, question, 'id', u.now).then((asked) => asked?.standing),
      ),
    'askedByLink: of the other unit, and once its time has come': async (u) => {
      const question = questionTo(u, u.own.social);
      const look = async (more: object, now = u.now) =>
        (await askedByLink(u.db, { ...question, ...more }, 'id', now))?.standing;
      return [
        await look({ unitId: u.other.unitId }),
        await look({ startsAt: NOW }),
        await look({}, at('2023-09-06T10:00')),
        await look({ visitId: u.own.visits.held }),
      ];
    },
    'answerByLink: yes': (u) => byLink(u, { answer: 'accept' }),
    'answerByLink: no': (u) => byLink(u, { answer: 'decline', reason: 'rapat' }),
    'answerByLink: another time': (u) => byLink(u, { answer: 'suggest', ...hours('2023-09-12T10:00') }),
    'answerByLink: as of another version, and where nobody is asked': async (u) => [
      await byLink(u, { answer: 'accept' }, { version: 2 }),
      await byLink(u, { answer: 'accept' }, { agencyId: u.own.fisheries }),
      await byLink(u, { answer: 'accept' }, { startsAt: NOW }),
    ],
  },

  'visits/outcome': {
    correct: (u) => corrections(u, u.own.visits.held, {}),
    'correct: with a reason': (u) => corrections(u, u.own.visits.held, { why: 'Salah tekan' }),
    'correct: to cancelled, and to another day': async (u) => [
      await corrections(
        u,
        u.own.visits.held,
        { to: 'cancelled', cause: 'Ombak', why: 'Salah' },
        at('2023-08-31T13:00'),
      ),
      await corrections(u, await inState(u, 'nobodyCame'), {
        to: 'moved',
        ...hours('2023-09-14T10:00'),
        why: 'Salah',
      }),
    ],
    'correct: refused': (u) =>
      each(
        [
          () => corrections(u, u.own.visits.held, { to: 'held', why: 'x' }),
          () => corrections(u, u.own.visits.coming, { why: 'x' }),
          () => corrections(u, u.other.visits.held, { why: 'x' }),
          () => corrections(u, u.own.visits.held, { to: 'moved', ...hours('2023-09-05T11:30'), why: 'x' }),
          () => corrections(u, u.own.visits.held, { to: 'moved', ...hours('2023-09-07T10:30'), why: 'x' }),
          () => corrections(u, u.own.visits.held, {}, at('2023-12-31T09:00')),
          () => corrections(u, u.own.visits.held, { why: 'x' }, at('2023-12-31T09:00')),
        ],
        (one) => one(),
      ),
  },

  'visits/lists': {
    list: (u) =>
      each(['today', 'week', 'coming', 'mine', 'waiting', 'past'] as const, (view) =>
        visitLists(u.db).list(u.as, { view, page: 0 }, u.now),
      ),
    'list: of one agency, and the second page': (u) =>
      each(
        [
          { view: 'coming' as const, page: 0, agencyId: u.own.social },
          { view: 'coming' as const, page: 0, agencyId: u.other.social },
          { view: 'coming' as const, page: 1 },
        ],
        (part) => visitLists(u.db).list(u.as, part, u.now),
      ),
    search: (u) =>
      each(['kerja', 'dinas sosial', ' ', 'zzz'], (words) => visitLists(u.db).search(u.as, words, 0)),
    partners: (u) => each([0, 1], (page) => visitLists(u.db).partners(u.as, page)),
  },

  'agreements/agreement': {
    board: async (u) => {
      const { counts, ending } = await agreements(u).board(u.as, u.now);
      return { counts: [...counts], ending };
    },
    list: (u) => each(['exploring', 'signed'] as const, (stage) => agreements(u).list(u.as, stage, 0)),
    search: (u) => each(['perikanan', ''], (words) => agreements(u).search(u.as, words, 0)),
    find: (u) =>
      each([u.own.visits.agreement, u.other.visits.agreement], (id) => agreements(u).find(u.as, id)),
    ofVisit: (u) => each([u.own.visits.held, u.other.visits.held], (id) => agreements(u).ofVisit(u.as, id)),
    partners: (u) => agreements(u).partners(u.as),
    visited: (u) =>
      each([u.own.visits.held, u.own.visits.coming, u.other.visits.held], (id) =>
        agreements(u).visited(u.as, id),
      ),
    start: (u) =>
      each(
        [
          { agencies: [u.own.fisheries, u.own.social, u.own.fisheries], visit: u.own.visits.held },
          { agencies: [] },
          { agencies: [u.own.fisheries, u.other.fisheries] },
          { agencies: [u.own.fisheries], visit: u.other.visits.held },
          { agencies: [u.own.fisheries], renews: u.own.visits.former },
          { agencies: [u.own.fisheries], renews: u.other.visits.former },
        ],
        (more) =>
          agreements(u).start(u.tx, u.as, { kind: 'cooperation', subject: 'Budidaya', ...more }, u.now),
      ),
    'reach: a stage after the other, and a second tap': (u) =>
      each(
        [
          { version: 1, stage: 'inForce', reachedOn: '2023-09-06' },
          { version: 1, stage: 'ended', reachedOn: '2023-09-04' },
          { version: 1, stage: 'draft', reachedOn: '2023-08-30' },
          { version: 2, stage: 'draft', reachedOn: '2023-09-01' },
          { version: 1, stage: 'draft', reachedOn: '2023-09-01' },
          { version: 1, stage: 'draft', reachedOn: '2023-09-01' },
          { version: 2, stage: 'cancelled', reachedOn: '2023-09-01', reason: ' ' },
        ] as const,
        ({ version, ...more }) => reach(u, version, more),
      ),
    'reach: what is renewed gives way to what is signed': (u) =>
      reach(u, 1, { stage: 'signed', reachedOn: '2023-09-04' }),
    'reach: corrected': (u) =>
      each(
        [
          { stage: 'renewed', corrects: true, reason: 'salah' },
          { stage: 'review', corrects: true },
          { stage: 'review', corrects: true, reason: 'salah' },
        ] as const,
        (more) => reach(u, 1, { reachedOn: '2023-08-01', ...more }),
      ),
    change: async (u) => [
      await agreements(u).change(
        u.tx,
        u.as,
        first(u.own.visits.agreement),
        { number: 'B 7', endsOn: '2026-08-31', signers: null },
        u.now,
      ),
      await agreements(u).change(u.tx, u.as, first(u.own.visits.agreement), { notes: 'lagi' }, u.now),
      await agreements(u).change(u.tx, u.as, first(u.other.visits.agreement), { notes: 'lagi' }, u.now),
    ],
    planReminders: async (u) => {
      await planAgreements(u.db, at('2023-08-31T07:00'));
      await planAgreements(u.db, at('2023-08-31T07:00'));
    },
    'planReminders: while the officer is out of office': async (u) => {
      await u.tx.post.updateMany({
        where: { personId: u.own.officer.personId },
        data: { endedAt: at('2023-08-01T08:00') },
      });
      await planAgreements(u.db, at('2023-09-20T07:00'));
    },
    turnAgency: (u) =>
      each(
        [
          [1, u.own.social],
          [2, u.own.fisheries],
          [2, u.own.social],
          [2, u.other.social],
        ] as const,
        ([version, agency]) =>
          agreements(u).turnAgency(u.tx, u.as, { id: u.own.visits.agreement, version }, agency, u.now),
      ),
  },

  'followups/followup': {
    origin: (u) =>
      each([u.own.visits.held, u.other.visits.held], (id) => followUps(u).origin(u.as, id, u.now)),
    find: (u) => each([u.own.visits.followUp, u.other.visits.followUp], (id) => followUps(u).find(u.as, id)),
    ofVisit: (u) =>
      each([u.own.visits.held, u.own.visits.coming, u.other.visits.held], (id) =>
        followUps(u).ofVisit(u.as, id),
      ),
    list: (u) => each(['mine', 'open', 'closed'] as const, (view) => followUps(u).list(u.as, view, 0)),
    search: (u) => each(['kirim', 'perikanan', ''], (words) => followUps(u).search(u.as, words, 0)),
    done: async (u) => [
      await change(u, { action: 'done' }, { version: 2 }),
      await change(u, { action: 'done' }),
      await change(u, { action: 'done' }),
    ],
    reopen: async (u) => {
      await u.tx.followUp.update({
        where: { id: u.own.visits.followUp },
        data: { state: 'done', closedAt: NOW },
      });
      return [await change(u, { action: 'reopen' }), await change(u, { action: 'reopen' }, { version: 2 })];
    },
    move: (u) =>
      each(['2023-09-04', 'nonsense', '2023-09-05', '2023-09-20'], (dueOn) =>
        change(u, { action: 'move', dueOn }),
      ),
    'move: to where it was': async (u) => {
      await u.tx.followUp.update({ where: { id: u.own.visits.followUp }, data: { dueOn: '2023-09-08' } });
      return change(u, { action: 'move', dueOn: '2023-09-08' });
    },
    cannot: (u) => change(u, { action: 'cannot', text: 'Tidak ada bibit' }),
    drop: (u) => change(u, { action: 'drop', text: 'Tidak perlu' }),
    note: (u) => change(u, { action: 'note', text: 'Menunggu' }),
    'note: foreign': (u) => change(u, { action: 'note', text: 'Menunggu' }, { id: u.other.visits.followUp }),
    'done: while the officer is out of office': async (u) => {
      await u.tx.post.updateMany({ where: { personId: u.own.officer.personId }, data: { endedAt: NOW } });
      return change(u, { action: 'done' });
    },
    agree: (u) =>
      each(
        [
          [u.own.visits.held, { kind: 'agency', ownerId: u.own.fisheries, dueOn: '2023-09-20' }],
          [u.own.visits.held, { kind: 'person', ownerId: u.own.officer.personId, dueOn: '2023-09-05' }],
          [u.own.visits.held, { kind: 'person', ownerId: u.own.fisheries + 9_999, dueOn: '2023-09-05' }],
          [u.own.visits.held, { kind: 'agency', ownerId: u.own.fisheries, dueOn: '2023-09-04' }],
          [u.own.visits.coming, { kind: 'agency', ownerId: u.own.fisheries, dueOn: '2023-09-20' }],
          [u.other.visits.held, { kind: 'agency', ownerId: u.other.fisheries, dueOn: '2023-09-20' }],
        ] as const,
        ([visitId, item]) => followUps(u).agree(u.tx, u.as, visitId, [{ what: 'Antar', ...item }], u.now),
      ),
    'agree: several at once': (u) =>
      followUps(u).agree(
        u.tx,
        u.as,
        u.own.visits.held,
        [
          { what: 'Antar', kind: 'agency', ownerId: u.own.fisheries, dueOn: '2023-09-20' },
          { what: 'Kirim', kind: 'agency', ownerId: u.own.fisheries, dueOn: '2023-09-07' },
          { what: 'Susun', kind: 'person', ownerId: u.own.colleague.personId, dueOn: '2023-09-06' },
        ],
        u.now,
      ),
    planReminders: async (u) => {
      await planReminders(u.db, u.now);
      await planReminders(u.db, at('2023-09-14T07:00'));
    },
  },

  records: {
    find: (u) => {
      const records = recordsOf(u);
      return each([u.own.visits.held, u.own.visits.coming, u.other.visits.held], (id) =>
        records.find(u.as, id),
      );
    },
    'find: with names in it': async (u) => {
      await u.tx.visit.update({
        where: { id: u.own.visits.held },
        data: { minutes: 'Zainal dan Petrus ikut, Hasna hadir.', purpose: 'Menengok Yakob' },
      });
      const records = recordsOf(u);
      return records.find(u.as, u.own.visits.held);
    },
  },

  'visits/cards': {
    'a card in another chat is edited, the one tapped is not': (u) =>
      visits(u).changeOnce(u.as, first(u.own.visits.held), NOTE, {
        ref: u.ref(),
        now: u.now,
        shownIn: { chatId: chatOf(u.own.unitId), messageId: 11 },
      }),
  },
});

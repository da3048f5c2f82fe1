import { tmpdir } from 'node:os';
import type { Db } from '../../src/db/database.js';
import { createPeopleService } from '../../src/features/people/index.js';
import { createFeatures, nameWatch } from '../../src/features.js';
import { createLogger } from '../../src/lib/logger.js';
import { createSeal, KEY_BYTES } from '../../src/lib/shut/seal.js';
import { translator } from '../../src/words/translate.js';
import { screenOf } from '../support/screens.js';
import { at, NOW, ZONE } from '../support/world.js';
import { each, postOf, testUses, type Use, type Using } from './use.js';

const SEAL = createSeal(new Uint8Array(KEY_BYTES).fill(7));

/** Of each database's, once: made anew for every question they took most of the time. */
const made = new WeakMap<Db, ReturnType<typeof noticesIn>>();

function noticesOf({ db }: Using) {
  const notices = made.get(db) ?? noticesIn(db);
  made.set(db, notices);
  return notices;
}

function noticesIn(db: Db) {
  return createFeatures({
    db,
    names: nameWatch(db, { now: () => NOW }),
    people: createPeopleService({ db, defaultLocale: 'id' }),
    secret: 'test',
    owners: [],
    clock: { now: () => NOW },
    logger: createLogger('silent'),
    seal: SEAL,
    evidenceFolder: tmpdir(),
    send: async () => undefined,
    defaultLocale: 'id',
    botUsername: 'sambang_bot',
    download: async () => new Uint8Array(),
    wake: () => undefined,
  }).forDelivery.notices;
}

type Asked = {
  readonly id: number;
  readonly version?: number;
  readonly now?: Date;
  readonly dueAt?: Date;
  readonly late?: boolean;
  readonly group?: number;
};

function contextOf({ db, own, as }: Using, kind: string, one: Asked) {
  const { id, version = 1, now = NOW, dueAt = now, late = false, group } = one;
  const to =
    group === undefined
      ? { personId: as.personId, chatId: as.telegramId }
      : { groupId: group, chatId: own.chat, topicId: null };
  const about = { kind, subjectId: id, subjectVersion: version, dueAt, late, outboxId: 77 };
  const unit = { id: own.unitId, name: own.unitName, zone: ZONE };
  return { db, now, unit, to, ...about, locale: 'id' as const, t: translator('id') };
}

/** Whether it is still due, and what it says. */
async function asked(u: Using, kind: string, one: Asked) {
  const notice = noticesOf(u).get(kind);
  if (!notice) return 'unknown';
  const context = contextOf(u, kind, one);
  const due = await notice.stillDue(context);
  const outgoing = await notice.render(context);
  if (!outgoing) return [due, 'nothing to say'];
  if ('drop' in due) return due;
  const { card, document, edit, photo } = outgoing;
  return [due, screenOf(card), document?.name, edit, photo?.name];
}

const idIn = (u: Using, state: 'counterProposed' | 'declined' | 'cancelled' | 'nobodyCame') =>
  u.tx.visit.findFirstOrThrow({ where: { unitId: u.own.unitId, state } }).then(({ id }) => id);

/** A message about each visit of the unit, and one of another’s. */
const aboutVisits =
  (kind: string): Use =>
  async (u) => {
    const { coming, asked: open, held } = u.own.visits;
    const others = await each(['counterProposed', 'declined', 'cancelled'] as const, (state) =>
      idIn(u, state),
    );
    const ids = [coming, open, held, ...others.map(Number), u.other.visits.coming];
    return each(ids, (id) => asked(u, kind, { id }));
  };

const VISIT_KINDS = [
  ...['visit.request', 'visit.offer', 'visit.answer', 'visit.agreed', 'visit.changed', 'visit.cancelled'],
  ...[
    'visit.card',
    'visit.unreached',
    'visit.later',
    'visit.nudge',
    'visit.unanswered',
    'visit.H-7',
    'visit.H-1',
    'visit.2h',
  ],
  ...['visit.outcome', 'visit.minutes', 'visit.minutesAgreed', 'visit.minutesCorrected'],
];

const SESSION_KINDS = ['session.H-1', 'session.unrecorded', 'session.overdue', 'session.changed'];

const aboutSessions =
  (kind: string): Use =>
  (u) => {
    const { later, today, held, missed } = u.own.sessions;
    return each(
      [
        { id: later },
        { id: later, version: 2 },
        { id: today },
        { id: today, now: at('2023-09-05T14:00') },
        { id: today, now: at('2023-09-05T17:00'), late: true },
        { id: today, now: at('2023-09-09T17:00') },
        { id: later, now: at('2023-09-11T08:00') },
        { id: held, version: 3 },
        { id: missed },
        { id: u.other.sessions.later },
      ],
      (one) => asked(u, kind, one),
    );
  };

const FOLLOW_UPS = ['agreed', 'done', 'cannot', 'moved', 'dropped', 'reopened', 'H-1', 'due', 'overdue'];

const aboutFollowUps =
  (kind: string): Use =>
  async (u) => {
    const all = await u.tx.followUp.findMany({ where: { unitId: u.own.unitId }, orderBy: { id: 'asc' } });
    return each(
      [
        ...all.map(({ id }) => ({ id })),
        { id: u.own.visits.followUp, version: 2 },
        { id: all[0]?.id ?? 0, now: at('2023-09-14T08:00') },
        { id: all[0]?.id ?? 0, now: at('2023-09-16T08:00') },
        { id: u.other.visits.followUp },
      ],
      (one) => asked(u, kind, one),
    );
  };

/** The sample's agreement ends on 30 September, its notice date is 1 September. */
const DAYS_OF_AGREEMENT = { 'H-90': '07-02', 'H-30': '08-31', 'H-7': '09-23', end: '09-30', notice: '09-01' };

const aboutAgreements =
  (kind: string, day: string): Use =>
  (u) => {
    const dueAt = at(`2023-${day}T08:00`);
    const { former, agreement } = u.own.visits;
    return each(
      [
        { id: former, dueAt, now: dueAt },
        { id: former, dueAt: at('2023-09-03T08:00') },
        { id: former, dueAt, now: at('2023-10-14T08:00') },
        { id: agreement, dueAt },
        { id: u.other.visits.former, dueAt },
      ],
      (one) => asked(u, kind, one),
    );
  };

/** Three sessions in a row in which hardly anybody was there. */
async function missedOften(u: Using): Promise<void> {
  const { unitId, catfish: programmeId, people } = u.own;
  for (const day of [2, 3, 4])
    await u.tx.session.create({
      data: {
        unitId,
        programmeId,
        startsAt: at(`2023-09-0${day}T08:00`),
        endsAt: at(`2023-09-0${day}T09:00`),
        state: 'held',
        number: 10 + day,
        attendance: {
          create: people.slice(0, 3).map((participantId, index) => ({
            mark: index === day - 2 ? ('refused' as const) : ('absent' as const),
            number: index + 1,
            participantId,
          })),
        },
      },
    });
}

const of = (kinds: readonly string[], use: (kind: string) => Use) =>
  Object.fromEntries(kinds.map((kind) => [kind, use(kind)]));

testUses({
  visits: of(VISIT_KINDS, aboutVisits),
  'visits at another time': of(
    VISIT_KINDS,
    (kind) => (u) =>
      each(
        [
          { id: u.own.visits.coming, version: 2 },
          { id: u.own.visits.coming, now: at('2023-09-07T08:00'), late: true },
          { id: u.own.visits.coming, now: at('2023-09-07T10:00') },
          { id: u.own.visits.coming, now: at('2023-09-07T12:00') },
          { id: u.own.visits.coming, now: at('2023-09-14T11:00') },
          { id: u.own.visits.asked, now: at('2023-09-06T10:00') },
        ],
        (one) => asked(u, kind, one),
      ),
  ),
  'visits sent and given up': of(
    ['visit.request', 'visit.offer', 'visit.nudge', 'visit.minutes'],
    (kind) => async (u) => {
      const notice = noticesOf(u).get(kind);
      const { asked: open, held } = u.own.visits;
      for (const id of [open, held]) {
        await notice?.onSent?.(u.tx, contextOf(u, kind, { id }), 88);
        await notice?.onGivenUp?.(u.tx, contextOf(u, kind, { id }), 'unreachable');
        await notice?.onGivenUp?.(u.tx, contextOf(u, kind, { id, version: 2 }), 'unreachable');
      }
    },
  ),
  sessions: of(SESSION_KINDS, aboutSessions),
  followups: of(
    FOLLOW_UPS.map((news) => `followup.${news}`),
    aboutFollowUps,
  ),
  agreements: Object.fromEntries(
    Object.entries(DAYS_OF_AGREEMENT).map(([which, day]) => {
      const kind = `agreement.${which}`;
      return [kind, aboutAgreements(kind, day)];
    }),
  ),
  alerts: of(['alert.rate', 'alert.absence', 'alert.silence'], (kind) => async (u) => {
    const { catfish, weaving, active, waiting } = u.own;
    const ids =
      kind === 'alert.absence' ? [active, waiting, u.other.active] : [catfish, weaving, u.other.catfish];
    const before = await each(ids, (id) => asked(u, kind, { id }));
    await missedOften(u);
    const after = await each(ids, (id) => asked(u, kind, { id }));
    const silent = await each([1, 2, 3, 4], (version) =>
      asked(u, kind, { id: catfish, version, now: at('2023-09-25T08:30') }),
    );
    return [...before, ...after, ...silent];
  }),
  programmes: {
    'programme.offer': async (u) => {
      const { catfish, weaving } = u.own;
      const all = await each([catfish, weaving, u.other.catfish], (id) =>
        asked(u, 'programme.offer', { id }),
      );
      await u.tx.programme.update({ where: { id: catfish }, data: { officerId: null } });
      return [...all, await asked(u, 'programme.offer', { id: catfish })];
    },
  },
  people: {
    'access.request': async (u) => {
      const { id } = await u.tx.accessRequest.findFirstOrThrow({ where: { unitId: u.own.unitId } });
      const open = await asked(u, 'access.request', { id });
      await u.tx.accessRequest.update({ where: { id }, data: { decidedAt: NOW } });
      return [
        open,
        await asked(u, 'access.request', { id }),
        await asked(u, 'access.request', { id: 999_999 }),
      ];
    },
    'access.decided': async (u) => {
      const { id } = await u.tx.accessRequest.findFirstOrThrow({ where: { unitId: u.own.unitId } });
      const decide = (decision: 'approved' | 'refused', personId: number) =>
        u.tx.accessRequest.update({ where: { id }, data: { decision, personId } });
      const said: unknown[] = [await asked(u, 'access.decided', { id })];
      for (const { personId } of [u.own.kadis, u.own.officer, u.own.gone]) {
        for (const decision of ['approved', 'refused'] as const) {
          await decide(decision, personId);
          said.push(await asked(u, 'access.decided', { id }));
        }
      }
      return said;
    },
    'invitation.used': async (u) => {
      const { id } = await u.tx.invitation.findFirstOrThrow({ where: { unitId: u.own.unitId } });
      const unused = await asked(u, 'invitation.used', { id });
      const kind = 'agencyContact' as const;
      await u.tx.invitation.update({
        where: { id },
        data: { usedAt: NOW, usedById: u.own.contact.personId, kind, agencyId: u.own.social },
      });
      const plain = await asked(u, 'invitation.used', { id });
      const over = { overId: postOf(u.own.kadis), kind: 'agencyHead' as const, agencyId: u.own.fisheries };
      await u.tx.invitation.update({ where: { id }, data: over });
      const succeeded = await asked(u, 'invitation.used', { id });
      await u.tx.invitation.update({ where: { id }, data: { acting: 'plh' } });
      return [unused, plain, succeeded, await asked(u, 'invitation.used', { id })];
    },
    ...of(['post.ended', 'post.left'], (kind) => async (u) => {
      const { own, other } = u;
      const ids = [own.officer, own.kadis, own.contact, other.officer].map(postOf);
      const held = await each(ids, (id) => asked(u, kind, { id }));
      const ended = { endedAt: NOW, endedById: own.head.personId, endedBecause: 'moved' as const };
      await u.tx.post.updateMany({ where: { id: { in: ids } }, data: ended });
      const theirs = await u.tx.post.findFirst({ where: { personId: u.as.personId, unitId: own.unitId } });
      return [...held, ...(await each([...ids, theirs?.id ?? 0], (id) => asked(u, kind, { id })))];
    }),
  },
  incidents: of(['incident', 'incident.over'], (kind) => async (u) => {
    const facts = new Uint8Array(SEAL.seal(JSON.stringify({ job: 'reminders' }), 'incident'));
    const ids = [u.own.trouble, u.other.trouble, 999_999];
    const unsealed = await each(ids, (id) => asked(u, kind, { id }));
    await u.tx.incident.updateMany({ where: { id: u.own.trouble }, data: { facts } });
    const open = await each([1, 2], (version) => asked(u, kind, { id: u.own.trouble, version }));
    await u.tx.incident.updateMany({
      where: { id: u.own.trouble },
      data: { overAt: at('2023-09-05T12:00') },
    });
    const over = await asked(u, kind, { id: u.own.trouble });
    // What is sealed is other bytes each time.
    await u.tx.incident.updateMany({ where: { id: u.own.trouble }, data: { facts: new Uint8Array([1]) } });
    return [...unsealed, ...open, over];
  }),
  'roster, queue, agenda': {
    'roster.resumed': async (u) => {
      const applied = await u.tx.importBatch.findFirstOrThrow({
        where: { unitId: u.own.unitId, state: 'applied' },
      });
      return each([applied.id, u.own.preview, u.own.applying, u.other.preview], (id) =>
        asked(u, 'roster.resumed', { id }),
      );
    },
    'queue.setAside': async (u) => {
      const none = await asked(u, 'queue.setAside', { id: 1 });
      await u.tx.outbox.updateMany({
        where: { unitId: u.own.unitId },
        data: { state: 'setAside', cause: 'gone' },
      });
      return [none, await asked(u, 'queue.setAside', { id: 1 })];
    },
    'agenda.daily': (u) =>
      each(
        [
          { id: u.own.unitId, version: 20_230_905, now: at('2023-09-05T07:00') },
          { id: u.own.unitId, version: 20_230_905, now: at('2023-09-05T09:00'), late: true },
          { id: u.own.unitId, version: 20_230_905 },
          { id: u.own.unitId, version: 20_230_904 },
          { id: u.own.unitId, version: 20_230_917, now: at('2023-09-17T07:00') },
          { id: u.own.unitId, version: 19_605, now: at('2023-09-05T07:00') },
        ],
        (one) => asked(u, 'agenda.daily', one),
      ),
  },
  summaries: {
    'summary.weekly': (u) => {
      const { agencyGroup, staffGroup, endedGroup } = u.own;
      const dueAt = at('2023-09-04T07:30');
      return each(
        [
          { id: agencyGroup, group: agencyGroup, dueAt },
          { id: staffGroup, group: staffGroup, dueAt, late: true },
          { id: staffGroup, group: staffGroup, dueAt: at('2023-08-28T07:30') },
          { id: endedGroup, group: endedGroup, dueAt },
        ],
        (one) => asked(u, 'summary.weekly', one),
      );
    },
    'summary.weekly: sent and given up': async (u) => {
      const notice = noticesOf(u).get('summary.weekly');
      const { agencyGroup, endedGroup } = u.own;
      for (const id of [agencyGroup, endedGroup, 999_999]) {
        const context = contextOf(u, 'summary.weekly', { id, group: id, dueAt: at('2023-09-04T07:30') });
        await notice?.onSent?.(u.tx, context, 88);
        await notice?.onGivenUp?.(u.tx, context, 'unbound');
        await notice?.onGivenUp?.(u.tx, context, 'tries');
      }
    },
    'summary.unbound': async (u) => {
      const { agencyGroup, endedGroup } = u.own;
      const bound = await each([agencyGroup, endedGroup, 999_999], (id) =>
        asked(u, 'summary.unbound', { id }),
      );
      await u.tx.groupChat.updateMany({ where: { id: agencyGroup }, data: { unboundAt: NOW } });
      return [...bound, await asked(u, 'summary.unbound', { id: endedGroup })];
    },
  },
});

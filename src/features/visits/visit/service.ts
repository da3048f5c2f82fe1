import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { searchName } from '../../../reading/search-name.js';
import { agenciesIn } from '../agencies/store.js';
import type { Shown, VisitSection } from '../card/rules.js';
import { shownTo } from '../card/service.js';
import type { Change, Changed, VisitRef } from '../change/rules.js';
import { askAgain, changeVisit } from '../change/service.js';
import { visitLists } from '../lists/service.js';
import { answerMinutes } from '../minutes/service.js';
import { announce, type ShownIn } from '../news/service.js';
import type { Correction } from '../outcome/rules.js';
import { correctOutcome } from '../outcome/service.js';
import { type Colleague, isHumas, officersOf } from '../people/rules.js';
import { staff, unitPeople } from '../people/store.js';
import type { Obstacles } from '../slots/rules.js';
import { calendarFor, obstaclesOf, takeSlot, type VisitCalendar, type Wanted } from '../slots/service.js';
import type { Taken } from '../slots/store.js';
import type { Direction } from '../state/rules.js';
import { PARTIES_MAX, stanceOf, type Visit } from './rules.js';
import { countByState, findVisit, history, type Told } from './store.js';

const HISTORY = 20;

/**
 * A visit to be proposed. `agencyIds`: one at least, the first being the host where the unit goes there; `memberIds`:
 * who goes along beside the officer; `override`: why the time is kept.
 */
export type Proposal = {
  readonly agencyIds: readonly number[];
  readonly direction: Direction;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly purpose: string;
  readonly memberIds: readonly number[];
  readonly override?: string | undefined;
};

/** `nobody`: the unit has no officer and no head who could answer; `clash`: something stands against the time. */
export type Proposed =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: 'refused' | 'past' | 'nobody' | 'clash' };

/** How many visits began in an interval and how they ended; `confirmed` and `waiting` are still ahead or unanswered. */
export type VisitTotals = {
  readonly held: number;
  readonly nobodyCame: number;
  readonly cancelled: number;
  readonly declined: number;
  readonly confirmed: number;
  readonly waiting: number;
};

export type VisitsService = ReturnType<typeof createVisitsService>;

/** Visits: proposed, answered, moved, called off, held. Functions that take `tx` belong in the caller's transaction. */
export function createVisitsService({
  db,
  sections,
}: {
  readonly db: Db;
  readonly sections: readonly VisitSection[];
}) {
  return {
    ...visitLists(db),

    /** Undefined: there is none, or it isn't theirs to see. */
    find: async (actor: Actor, id: number, now: Date): Promise<Shown | undefined> => {
      const visit = await findVisit(db.read, scopeOf(actor, 'visit.view'), id);
      return visit && shownTo(db.read, actor, visit, now, sections);
    },

    /**
     * The last events with who did them; undefined as in `find`. Of another agency's people and reasons an agency
     * learns nothing.
     */
    history: async (
      actor: Actor,
      id: number,
    ): Promise<{ visit: Visit; events: readonly Told[] } | undefined> => {
      const visit = await findVisit(db.read, scopeOf(actor, 'visit.view'), id);
      if (!visit) return undefined;
      const scope = scopeOf(actor, 'visit.view');
      const mine = (agencyId: number | null) =>
        agencyId === null || scope.kind !== 'agencies' || scope.agencyIds.includes(agencyId);
      const events = await history(db.read, visit, HISTORY);
      return {
        visit,
        events: events.map((event) =>
          mine(event.agencyId) ? event : { ...event, by: null, reason: null, oldStart: null, newStart: null },
        ),
      };
    },

    /** Agencies that somebody may propose a visit with, by name. */
    agencies: (actor: Actor): Promise<{ id: number; name: string }[]> =>
      agenciesIn(db.read, scopeOf(actor, 'visit.propose')),

    /** Everybody of the unit, for whoever proposes for it; nobody for an agency's contact. */
    colleagues: async (actor: Actor): Promise<Colleague[]> =>
      scopeOf(actor, 'visit.propose').kind === 'unit' ? staff(db.read, actor.unitId) : [],

    /** What of the coming year is taken, of all that this person may see, and when the unit is closed. */
    calendar: (actor: Actor, now: Date, exceptId?: number): Promise<VisitCalendar> =>
      calendarFor(db.read, actor, now, exceptId),

    /** What speaks against a time, of all that this person may see. */
    clashes: (actor: Actor, wanted: Wanted): Promise<Obstacles<Taken>> =>
      obstaclesOf(db.read, scopeOf(actor, 'visit.view'), actor, wanted),

    /** Saves a proposal and asks the other side. */
    propose: async (tx: Tx, actor: Actor, proposal: Proposal, now: Date): Promise<Proposed> => {
      const { unitId, personId } = actor;
      const { agencyIds, memberIds, override, ...about } = proposal;
      const known = await tx.agency.count({ where: { id: { in: [...agencyIds] }, unitId } });
      const [host] = agencyIds;
      const may = agencyIds.every((agencyId) => can(actor, 'visit.propose', { unitId, agencyId }));
      const byUnit = can(actor, 'visit.change', { unitId, agencyId: null });
      const most = byUnit ? PARTIES_MAX : 1;
      if (host === undefined || !may || known !== agencyIds.length || known > most)
        return { ok: false, reason: 'refused' };
      if (proposal.startsAt <= now) return { ok: false, reason: 'past' };
      const officerId = byUnit ? personId : officersOf(await unitPeople(tx, unitId))[0]?.id;
      if (officerId === undefined) return { ok: false, reason: 'nobody' };
      const people = await staff(tx, unitId);
      const personIds = byUnit ? [officerId, ...memberIds] : [];
      const placeId = about.direction === 'toAgency' ? host : null;
      const slot = await takeSlot(tx, actor, { ...about, agencyIds, placeId, personIds }, override);
      if (!slot.ok) return { ok: false, reason: 'clash' };
      const reason = slot.overridden ? override : undefined;
      const along = byUnit ? people.filter(({ id }) => memberIds.includes(id)) : people.filter(isHumas);
      const { id } = await tx.visit.create({
        data: {
          ...about,
          unitId,
          officerId,
          state: 'proposed',
          createdAt: now,
          searchText: searchName(about.purpose),
          members: {
            create: along
              .filter((person) => person.id !== officerId)
              .map((person) => ({ personId: person.id })),
          },
          parties: {
            create: agencyIds.map((agencyId) =>
              byUnit
                ? { agencyId }
                : { agencyId, answer: 'accepted' as const, answeredAt: now, answeredById: personId },
            ),
          },
          events: {
            create: {
              at: now,
              actorId: personId,
              kind: 'proposed',
              newStart: proposal.startsAt,
              ...(reason !== undefined && { reason }),
            },
          },
        },
        select: { id: true },
      });
      const visit = await findVisit(tx, { kind: 'unit', unitId }, id);
      if (!visit) throw new Error(`visit ${id} is gone`);
      const stance = stanceOf(actor, visit);
      if (!stance) throw new Error(`visit ${id} isn't theirs who proposed it`);
      await announce(tx, {
        visit,
        action: 'propose',
        stance,
        actorId: personId,
        unowned: !byUnit,
        keeps: false,
        dropped: [],
        now,
        zone: actor.zone,
      });
      return { ok: true, id };
    },

    change: changeVisit,

    answerMinutes,

    /** Another outcome than the one given, by whoever may still correct it. */
    correct: (tx: Tx, actor: Actor, ref: VisitRef, correction: Correction, now: Date): Promise<Changed> =>
      correctOutcome(tx, actor, ref, correction, now),

    /** The agency's agreement to minutes by one tap, once per update. */
    agreeOnce: async (actor: Actor, ref: VisitRef, update: UpdateRef, now: Date): Promise<Changed> => {
      const { outcome } = await db.write((tx) =>
        once<Changed>(tx, update, 'visit.agree', now, () =>
          answerMinutes(tx, actor, ref, { agree: true }, now),
        ),
      );
      return outcome;
    },

    /** A change by one tap, once per update. */
    changeOnce: async (
      actor: Actor,
      ref: VisitRef,
      change: Change,
      update: { readonly ref: UpdateRef; readonly now: Date; readonly shownIn?: ShownIn | undefined },
    ): Promise<Changed> => {
      const { outcome } = await db.write((tx) =>
        once<Changed>(tx, update.ref, `visit.${change.action}`, update.now, () =>
          changeVisit(tx, actor, ref, change, update.now, update.shownIn),
        ),
      );
      return outcome;
    },

    /** Asks again whoever of the agency has become reachable, once per update. */
    askAgainOnce: async (actor: Actor, ref: VisitRef, update: UpdateRef, now: Date): Promise<Changed> => {
      const { outcome } = await db.write((tx) =>
        once<Changed>(tx, update, 'visit.send', now, () => askAgain(tx, actor, ref, now)),
      );
      return outcome;
    },

    /** Remembers the message that shows a visit to somebody in a private chat, to be edited in place. */
    rememberCard: async (actor: Actor, visitId: number, messageId: number, now: Date): Promise<void> => {
      const { personId, telegramId: chatId } = actor;
      await db.write((tx) => keepCard(tx, { visitId, personId, chatId, messageId }, now));
    },
  };
}

/** The message that shows a visit in a chat from now on. */
export async function keepCard(
  tx: Tx,
  card: {
    readonly visitId: number;
    readonly personId: number;
    readonly chatId: bigint;
    readonly messageId: number;
  },
  now: Date,
): Promise<void> {
  const { visitId: subjectId, personId, chatId, messageId } = card;
  await tx.card.upsert({
    where: { subject_subjectId_chatId: { subject: 'visit', subjectId, chatId } },
    update: { messageId, personId, createdAt: now },
    create: { subject: 'visit', subjectId, chatId, messageId, personId, createdAt: now },
  });
}

/** Totals of the unit's visits that begin in an interval (`until` exclusive), without a name. One query. */
export async function visitTotals(db: Reader, unitId: number, from: Date, until: Date): Promise<VisitTotals> {
  const { proposed, counterProposed, ...counts } = await countByState(db, unitId, from, until);
  return { ...counts, waiting: proposed + counterProposed };
}

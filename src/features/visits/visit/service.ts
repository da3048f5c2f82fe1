import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { keepCard } from '../../../delivery/cards.js';
import { agenciesIn } from '../../agencies/index.js';
import type { Colleague } from '../../people/index.js';
import { colleaguesIn } from '../../people/index.js';
import type { Shown, VisitSection } from '../card/rules.js';
import { shownTo } from '../card/service.js';
import type { Change, Changed, VisitRef } from '../change/rules.js';
import { askAgain, changeVisit } from '../change/service.js';
import { visitLists } from '../lists/service.js';
import { answerMinutes } from '../minutes/service.js';
import type { ShownIn } from '../news/service.js';
import type { Correction } from '../outcome/rules.js';
import { correctOutcome } from '../outcome/service.js';
import { proposeVisit } from '../propose/service.js';
import type { Obstacles } from '../slots/rules.js';
import { calendarFor, obstaclesOf, type VisitCalendar, type Wanted } from '../slots/service.js';
import type { Taken } from '../slots/store.js';
import type { Visit } from './rules.js';
import { countByState, findVisit, history, type Told } from './store.js';

const HISTORY = 20;

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

    history: (actor: Actor, id: number): Promise<VisitHistory | undefined> => historyFor(db.read, actor, id),

    /** Agencies that somebody may propose a visit with, by name. */
    agencies: (actor: Actor): Promise<{ id: number; name: string }[]> =>
      agenciesIn(db.read, scopeOf(actor, 'visit.propose')),

    /** Everybody of the unit, for whoever proposes for it; nobody for an agency's contact. */
    colleagues: async (actor: Actor): Promise<Colleague[]> =>
      scopeOf(actor, 'visit.propose').kind === 'unit' ? colleaguesIn(db.read, actor.unitId) : [],

    /** What of the coming year is taken, of all that this person may see, and when the unit is closed. */
    calendar: (actor: Actor, now: Date, exceptId?: number): Promise<VisitCalendar> =>
      calendarFor(db.read, actor, now, exceptId),

    /** What speaks against a time, of all that this person may see. */
    clashes: (actor: Actor, wanted: Wanted): Promise<Obstacles<Taken>> =>
      obstaclesOf(db.read, scopeOf(actor, 'visit.view'), actor, wanted),

    propose: proposeVisit,

    change: changeVisit,

    answerMinutes,

    /** Another outcome than the one given, by whoever may still correct it. */
    correct: (tx: Tx, actor: Actor, visit: VisitRef, correction: Correction, now: Date): Promise<Changed> =>
      correctOutcome(tx, actor, visit, correction, now),

    ...changesByTap(db),

    /** Remembers the message that shows a visit to somebody in a private chat, to be edited in place. */
    rememberCard: async (actor: Actor, visitId: number, messageId: number, now: Date): Promise<void> => {
      const { personId, telegramId: chatId } = actor;
      await db.write((tx) => keepVisitCard(tx, { visitId, personId, chatId, messageId }, now));
    },
  };
}

/** A visit with its last events, the newest first. */
export type VisitHistory = { readonly visit: Visit; readonly events: readonly Told[] };

/**
 * The last events with who did them; undefined: there is no such visit, or it isn't theirs to see. Of another agency's
 * people and reasons an agency learns nothing.
 */
async function historyFor(db: Reader, actor: Actor, id: number): Promise<VisitHistory | undefined> {
  const scope = scopeOf(actor, 'visit.view');
  const visit = await findVisit(db, scope, id);
  if (!visit) return undefined;
  const mine = (agencyId: number | null) =>
    agencyId === null || scope.kind !== 'agencies' || scope.agencyIds.includes(agencyId);
  const events = await history(db, visit, HISTORY);
  return {
    visit,
    events: events.map((event) =>
      mine(event.agencyId) ? event : { ...event, by: null, reason: null, oldStart: null, newStart: null },
    ),
  };
}

/** What is done by one tap, each once per update. */
function changesByTap(db: Db) {
  return {
    /** The agency's agreement to minutes by one tap, once per update. */
    agreeOnce: async (actor: Actor, visit: VisitRef, update: UpdateRef, now: Date): Promise<Changed> => {
      const { outcome } = await db.write((tx) =>
        once<Changed>(tx, update, 'visit.agree', now, () =>
          answerMinutes(tx, actor, visit, { agree: true }, now),
        ),
      );
      return outcome;
    },

    /** A change by one tap, once per update. */
    changeOnce: async (
      actor: Actor,
      visit: VisitRef,
      change: Change,
      update: { readonly ref: UpdateRef; readonly now: Date; readonly shownIn?: ShownIn | undefined },
    ): Promise<Changed> => {
      const { outcome } = await db.write((tx) =>
        once<Changed>(tx, update.ref, `visit.${change.action}`, update.now, () =>
          changeVisit(tx, actor, visit, change, update.now, update.shownIn),
        ),
      );
      return outcome;
    },

    /** Asks again whoever of the agency has become reachable, once per update. */
    askAgainOnce: async (actor: Actor, visit: VisitRef, update: UpdateRef, now: Date): Promise<Changed> => {
      const { outcome } = await db.write((tx) =>
        once<Changed>(tx, update, 'visit.send', now, () => askAgain(tx, actor, visit, now)),
      );
      return outcome;
    },
  };
}

type VisitCard = {
  readonly visitId: number;
  readonly personId: number;
  readonly chatId: bigint;
  readonly messageId: number;
};

/** The message that shows a visit in a chat from now on. */
export async function keepVisitCard(tx: Tx, { visitId, ...card }: VisitCard, now: Date): Promise<void> {
  await keepCard(tx, { subject: 'visit', subjectId: visitId, ...card }, now);
}

/** Totals of the unit's visits that begin in an interval (`until` exclusive), without a name. One query. */
export async function visitTotals(db: Reader, unitId: number, from: Date, until: Date): Promise<VisitTotals> {
  const { proposed, counterProposed, ...counts } = await countByState(db, unitId, from, until);
  return { ...counts, waiting: proposed + counterProposed };
}

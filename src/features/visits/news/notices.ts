import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Tx } from '../../../db/database.js';
import { cardFor } from '../../../delivery/cards.js';
import type { Due, Notice, NoticeContext, Outgoing } from '../../../delivery/notice.js';
import { bold, type Card, lines } from '../../../dialogs/card.js';
import { recipientActor } from '../../people/index.js';
import { agencyPeople } from '../../staffing/index.js';
import { visitCard } from '../card/messages.js';
import type { Shown } from '../card/rules.js';
import { bookedBy } from '../change/service.js';
import { calendarFile } from '../invite/messages.js';
import { clashText } from '../slots/messages.js';
import {
  lastStart,
  offeredSpan,
  type PartyAnswer,
  situationOf,
  type VisitState,
  WAITING_STATES,
} from '../state/rules.js';
import type { Reader } from '../visit/messages.js';
import type { Party } from '../visit/rules.js';
import { keepVisitCard, type VisitsService } from '../visit/service.js';
import { findVisit, standing } from '../visit/store.js';
import {
  agreedCard,
  answerCard,
  cancelledCard,
  changedNotice,
  outcomeCard,
  reminderCard,
  unansweredCard,
  unreachedCard,
} from './messages.js';
import { type Reminder, reminderExpires } from './rules.js';
import { askAgency, reportUnreached, type VisitKind } from './service.js';

const DAY_MS = 24 * 60 * 60_000;
/** After so long nobody remembers how a visit went. */
const OUTCOME_DAYS = 30;

type Standing = NonNullable<Awaited<ReturnType<typeof standing>>>;

/** To whom a message goes: one of the unit, or of agencies with these answers. */
type Their = { readonly unit: boolean; readonly answers: readonly PartyAnswer[] };

type Condition = (visit: Standing, their: Their, context: NoticeContext) => boolean | 'late';

const inState =
  (...states: readonly VisitState[]): Condition =>
  ({ state }) =>
    states.includes(state);

const waiting = inState(...WAITING_STATES);

/** What all of them ask first: the visit is as it was planned for, and the recipient still may see it. */
function stillDue(holds: Condition): Notice['stillDue'] {
  return async (context): Promise<Due> => {
    const { db, unit, subjectId, subjectVersion } = context;
    const visit = await standing(db.read, unit.id, subjectId);
    if (!visit) return { drop: 'gone' };
    if (visit.version !== subjectVersion) return { drop: 'changed' };
    const actor = await recipientActor(context);
    const scope = actor ? scopeOf(actor, 'visit.view') : { kind: 'none' as const };
    const own = visit.parties.filter(
      ({ agencyId }) => scope.kind === 'agencies' && scope.agencyIds.includes(agencyId),
    );
    if (scope.kind !== 'unit' && own.length === 0) return { drop: 'no-post' };
    const their = { unit: scope.kind === 'unit', answers: own.map(({ answer }) => answer) };
    const due = holds(visit, their, context);
    if (due === 'late') return { drop: 'late' };
    return due ? { send: true } : { drop: 'changed' };
  };
}

/** Somebody still has to answer: the agency that is asked, or the unit. */
const isAsked: Condition = (visit, { unit, answers }) =>
  unit ? situationOf(visit) !== 'agencyAsked' : answers.includes('pending');

export type Drawn = { readonly shown: Shown; readonly actor: Actor; readonly reader: Reader };

/** The visit as the recipient sees it; undefined: it isn't theirs any more. */
export async function look(context: NoticeContext, visits: VisitsService): Promise<Drawn | undefined> {
  const actor = await recipientActor(context);
  const shown = actor && (await visits.find(actor, context.subjectId, context.now));
  if (!actor || !shown) return undefined;
  const { t, locale, unit, now } = context;
  return {
    shown,
    actor,
    reader: { t, locale, now, zone: unit.zone, unit: unit.name, personId: actor.personId },
  };
}

/** Notices of every kind in service.ts. */
export function visitNotices(visits: VisitsService): readonly (readonly [string, Notice])[] {
  const render =
    (
      draw: (drawn: Drawn, context: NoticeContext) => Outgoing | undefined | Promise<Outgoing>,
    ): Notice['render'] =>
    async (context) => {
      const drawn = await look(context, visits);
      return drawn && draw(drawn, context);
    };
  const withCalendar = ({ shown, reader }: Drawn, card: Card): Outgoing => {
    const out = shown.visit.state === 'confirmed' && shown.party?.answer === 'declined';
    // Who is left out of the first agreement has no entry to be taken back.
    const had = shown.visit.sequence > (out ? 1 : 0);
    return had ? { card, document: calendarFile(shown.visit, reader, out) } : { card };
  };
  const asCard = render(({ shown, reader }) => ({ card: visitCard(shown, reader) }));

  /** The message becomes the one that shows the visit in that chat. */
  async function keep(tx: Tx, { to, subjectId, now }: NoticeContext, messageId: number): Promise<void> {
    if (!('personId' in to)) return;
    await keepVisitCard(tx, { visitId: subjectId, personId: to.personId, chatId: to.chatId, messageId }, now);
  }

  /** Whoever else of their agency can be reached is asked; when nobody can, the officer is told. */
  async function askElse(tx: Tx, context: NoticeContext): Promise<void> {
    const { unit, subjectId, subjectVersion, now, to } = context;
    const visit = await findVisit(tx, { kind: 'unit', unitId: unit.id }, subjectId);
    if (visit?.version !== subjectVersion || !('personId' in to)) return;
    for (const party of visit.parties.filter(({ answer }) => answer === 'pending')) {
      const people = await agencyPeople(tx, unit.id, party.agencyId);
      if (!people.some(({ id }) => id === to.personId)) continue;
      if ((await askAgency(tx, visit, party, now)) === 0) await reportUnreached(tx, visit, party, now);
    }
  }

  const clashOf = async ({ shown, actor, reader }: Drawn, { agencyId }: Party) => {
    const { visit } = shown;
    const people = [visit.officer, ...visit.members];
    const span = offeredSpan(visit, agencyId);
    const clashes = await visits.clashes(actor, {
      startsAt: span.startsAt,
      endsAt: span.endsAt,
      ...bookedBy(visit),
      personIds: people.map(({ id }) => id),
      exceptId: visit.id,
    });
    return clashText(clashes, people, reader);
  };

  const answer = render(async (drawn) => {
    const { shown, reader } = drawn;
    const { visit } = shown;
    const asks = visit.state === 'counterProposed' && shown.side === 'unit';
    const named = visit.parties.filter((party) => asks && party.answer === 'counterProposed');
    const found = await Promise.all(named.map((party) => clashOf(drawn, party)));
    const card = answerCard(shown, found.length > 0 ? lines(...found) : undefined, reader);
    return visit.state === 'declined' ? withCalendar(drawn, card) : { card };
  });

  const reminder = (which: Reminder): Notice => ({
    reminder: { family: 'visits', before: which },
    stillDue: stillDue(({ state, startsAt }, { unit: ours, answers }, { now, unit }) => {
      if (state !== 'confirmed') return false;
      if (reminderExpires(which, startsAt, unit.zone) <= now) return 'late';
      return ours || answers.some((said) => said !== 'declined');
    }),
    render: render(({ shown, reader }, { late }) => ({ card: reminderCard(shown, which, late, reader) })),
  });

  const notices: Readonly<Record<VisitKind, Notice>> = {
    'visit.request': {
      stillDue: stillDue((...facts) => waiting(...facts) && isAsked(...facts)),
      render: asCard,
      onSent: keep,
      onGivenUp: (tx, context) => askElse(tx, context),
    },
    'visit.offer': { stillDue: stillDue(inState('proposed')), render: asCard, onSent: keep },
    'visit.answer': {
      stillDue: stillDue(({ state, parties }, { unit }) =>
        unit
          ? parties.some((party) => party.answer === 'counterProposed' || party.answer === 'declined')
          : state === 'declined',
      ),
      render: answer,
    },
    'visit.agreed': {
      stillDue: stillDue(inState('confirmed')),
      render: render((drawn) => withCalendar(drawn, agreedCard(drawn.shown, drawn.reader))),
    },
    'visit.changed': {
      stillDue: stillDue(() => true),
      render: render((drawn) => {
        const card = changedNotice(drawn.shown, drawn.reader);
        return drawn.shown.visit.state === 'confirmed' ? withCalendar(drawn, card) : { card };
      }),
    },
    'visit.cancelled': {
      stillDue: stillDue(
        ({ state }, { answers }) =>
          state === 'cancelled' || state === 'declined' || answers.includes('declined'),
      ),
      render: render((drawn) => withCalendar(drawn, cancelledCard(drawn.shown, drawn.reader))),
    },
    'visit.card': {
      stillDue: stillDue(() => true),
      render: async (context) => {
        const { db, subjectId } = context;
        const drawn = await look(context, visits);
        const messageId =
          drawn && (await cardFor(db.read, { subject: 'visit', subjectId }, drawn.actor.personId));
        if (!drawn || messageId === undefined) return undefined;
        return { card: visitCard(drawn.shown, drawn.reader), edit: { messageId, editOnly: true } };
      },
    },
    'visit.unreached': {
      stillDue: stillDue(waiting),
      render: render(({ shown, reader }) =>
        shown.requests?.some(({ to }) => to.length === 0)
          ? { card: unreachedCard(shown, reader) }
          : undefined,
      ),
    },
    'visit.nudge': {
      reminder: { family: 'visits' },
      stillDue: stillDue((visit, their, context) => {
        if (!waiting(visit, their, context) || !isAsked(visit, their, context)) return false;
        return lastStart(visit) <= context.now ? 'late' : true;
      }),
      render: render(({ shown, reader }) => ({
        card: visitCard(shown, reader, bold(reader.t('visit-nudge'))),
      })),
      onSent: keep,
    },
    'visit.unanswered': {
      stillDue: stillDue((visit, their, context) => {
        const open =
          waiting(visit, their, context) && visit.parties.some((party) => party.answer === 'pending');
        return open && visit.startsAt <= context.now ? 'late' : open;
      }),
      render: render(({ shown, reader }) => ({ card: unansweredCard(shown, reader) })),
    },
    'visit.H-7': reminder('H-7'),
    'visit.H-1': reminder('H-1'),
    'visit.2h': reminder('2h'),
    'visit.outcome': {
      reminder: { family: 'visits' },
      stillDue: stillDue(({ state, endsAt }, _, { now }) => {
        const late = now.getTime() - endsAt.getTime() > OUTCOME_DAYS * DAY_MS;
        return state === 'confirmed' && late ? 'late' : state === 'confirmed';
      }),
      render: render(({ shown, reader }) => ({ card: outcomeCard(shown, reader) })),
    },
  };
  return Object.entries(notices);
}

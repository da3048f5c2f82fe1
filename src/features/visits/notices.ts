import type { Tx } from '../../db/database.js';
import type { Due, Notice, NoticeContext, Outgoing } from '../../delivery/notice.js';
import { bold, type Card } from '../../dialogs/card.js';
import { type Actor, can } from '../people/rules.js';
import { clashText, type Reader } from './messages.js';
import { calendarFile } from './messages-calendar.js';
import { visitCard } from './messages-card.js';
import {
  agreedCard,
  answerCard,
  cancelledCard,
  changedNotice,
  outcomeCard,
  reminderCard,
  unansweredCard,
  unreachedCard,
} from './messages-notices.js';
import { offeredStart, type VisitState, WAITING_STATES } from './rules.js';
import { type Reminder, reminderExpires } from './rules-reminders.js';
import { keepCard, type Shown, type VisitsService } from './service.js';
import { askAgency, reportUnreached, type VisitKind } from './service-plan.js';
import { findCard, findVisit, standing } from './store.js';
import { actorIn } from './store-people.js';

const DAY_MS = 24 * 60 * 60_000;
/** After so long nobody remembers how a visit went. */
const OUTCOME_DAYS = 30;

type Standing = NonNullable<Awaited<ReturnType<typeof standing>>>;

async function recipient({ db, unit, to, locale }: NoticeContext): Promise<Actor | undefined> {
  return 'personId' in to ? actorIn(db.read, unit, to.personId, locale) : undefined;
}

/** What all of them ask first: the visit is as it was planned for, and the recipient still may see it. */
function stillDue(
  states: readonly VisitState[] | undefined,
  expired: (visit: Standing, context: NoticeContext) => boolean = () => false,
): Notice['stillDue'] {
  return async (context): Promise<Due> => {
    const { db, unit, subjectId, subjectVersion } = context;
    const visit = await standing(db.read, unit.id, subjectId);
    if (!visit) return { drop: 'gone' };
    if (visit.version !== subjectVersion || (states && !states.includes(visit.state)))
      return { drop: 'changed' };
    if (expired(visit, context)) return { drop: 'late' };
    const actor = await recipient(context);
    const { agencyId } = visit.party;
    const may = actor !== undefined && can(actor, 'visit.view', { unitId: unit.id, agencyId });
    return may ? { send: true } : { drop: 'no-post' };
  };
}

export type Drawn = { readonly shown: Shown; readonly actor: Actor; readonly reader: Reader };

/** The visit as the recipient sees it; undefined: it isn't theirs any more. */
export async function look(context: NoticeContext, visits: VisitsService): Promise<Drawn | undefined> {
  const actor = await recipient(context);
  const shown = actor && (await visits.find(actor, context.subjectId));
  if (!actor || !shown) return undefined;
  const { t, locale, unit, now } = context;
  return {
    shown,
    actor,
    reader: { t, locale, now, zone: unit.zone, unit: unit.name, personId: actor.personId },
  };
}

/** Notices of every kind in service-plan.ts. */
export function visitNotices(visits: VisitsService): readonly (readonly [string, Notice])[] {
  const render =
    (draw: (drawn: Drawn, context: NoticeContext) => Outgoing | Promise<Outgoing>): Notice['render'] =>
    async (context) => {
      const drawn = await look(context, visits);
      return drawn && draw(drawn, context);
    };
  const withCalendar = ({ shown, reader }: Drawn, card: Card): Outgoing =>
    shown.visit.sequence > 0 ? { card, document: calendarFile(shown.visit, reader) } : { card };
  const asCard = render(({ shown, reader }) => ({ card: visitCard(shown, reader) }));

  /** The message becomes the one that shows the visit in that chat. */
  async function keep(tx: Tx, { to, subjectId, now }: NoticeContext, messageId: number): Promise<void> {
    if (!('personId' in to)) return;
    await keepCard(tx, { visitId: subjectId, personId: to.personId, chatId: to.chatId, messageId }, now);
  }

  /** Whoever else of the agency can be reached is asked; when nobody can, the officer is told. */
  async function askElse(tx: Tx, { unit, subjectId, subjectVersion, now }: NoticeContext): Promise<void> {
    const visit = await findVisit(tx, { kind: 'unit', unitId: unit.id }, subjectId);
    if (visit?.version !== subjectVersion) return;
    if ((await askAgency(tx, visit, now)) === 0) await reportUnreached(tx, visit, now);
  }

  const clashOf = async ({ shown, actor }: Drawn) => {
    const { visit } = shown;
    const people = [visit.officer, ...visit.members];
    const clashes = await visits.clashes(actor, {
      startsAt: visit.party.proposedStart ?? visit.startsAt,
      endsAt: visit.party.proposedEnd ?? visit.endsAt,
      agencyId: visit.party.agencyId,
      direction: visit.direction,
      personIds: people.map(({ id }) => id),
      exceptId: visit.id,
    });
    return { clashes, people };
  };

  const answer = render(async (drawn) => {
    const { shown, reader } = drawn;
    const { visit } = shown;
    const asks = visit.state === 'counterProposed' && shown.side === 'unit';
    const found = asks ? await clashOf(drawn) : undefined;
    const card = answerCard(shown, found && clashText(found.clashes, found.people, reader), reader);
    return visit.state === 'declined' ? withCalendar(drawn, card) : { card };
  });

  const reminder = (which: Reminder): Notice => ({
    reminder: { family: 'visits', before: which },
    stillDue: stillDue(
      ['confirmed'],
      ({ startsAt }, { now, unit }) => reminderExpires(which, startsAt, unit.zone) <= now,
    ),
    render: render(({ shown, reader }, { late }) => ({ card: reminderCard(shown, which, late, reader) })),
  });

  const notices: Readonly<Record<VisitKind, Notice>> = {
    'visit.request': {
      stillDue: stillDue(['proposed']),
      render: asCard,
      onSent: keep,
      onGivenUp: (tx, context) => askElse(tx, context),
    },
    'visit.offer': { stillDue: stillDue(['proposed']), render: asCard, onSent: keep },
    'visit.answer': { stillDue: stillDue(['counterProposed', 'declined']), render: answer },
    'visit.agreed': {
      stillDue: stillDue(['confirmed']),
      render: render((drawn) => withCalendar(drawn, agreedCard(drawn.shown, drawn.reader))),
    },
    'visit.changed': {
      stillDue: stillDue(undefined),
      render: render((drawn) => {
        const card = changedNotice(drawn.shown, drawn.reader);
        return drawn.shown.visit.state === 'confirmed' ? withCalendar(drawn, card) : { card };
      }),
    },
    'visit.cancelled': {
      stillDue: stillDue(['cancelled', 'declined']),
      render: render((drawn) => withCalendar(drawn, cancelledCard(drawn.shown, drawn.reader))),
    },
    'visit.card': {
      stillDue: stillDue(undefined),
      render: async (context) => {
        const { db, subjectId } = context;
        const drawn = await look(context, visits);
        const messageId = drawn && (await findCard(db.read, subjectId, drawn.actor.personId));
        if (!drawn || messageId === undefined) return undefined;
        return { card: visitCard(drawn.shown, drawn.reader), edit: { messageId, editOnly: true } };
      },
    },
    'visit.unreached': {
      stillDue: stillDue(['proposed']),
      render: render(({ shown, reader }) => ({ card: unreachedCard(shown, reader) })),
    },
    'visit.nudge': {
      reminder: { family: 'visits' },
      stillDue: stillDue(WAITING_STATES, (visit, { now }) => offeredStart(visit) <= now),
      render: render(({ shown, reader }) => ({
        card: visitCard(shown, reader, bold(reader.t('visit-nudge'))),
      })),
      onSent: keep,
    },
    'visit.unanswered': {
      stillDue: stillDue(['proposed'], ({ startsAt }, { now }) => startsAt <= now),
      render: render(({ shown, reader }) => ({ card: unansweredCard(shown, reader) })),
    },
    'visit.H-7': reminder('H-7'),
    'visit.H-1': reminder('H-1'),
    'visit.2h': reminder('2h'),
    'visit.outcome': {
      reminder: { family: 'visits' },
      stillDue: stillDue(
        ['confirmed'],
        ({ endsAt }, { now }) => now.getTime() - endsAt.getTime() > OUTCOME_DAYS * DAY_MS,
      ),
      render: render(({ shown, reader }) => ({ card: outcomeCard(shown, reader) })),
    },
  };
  return Object.entries(notices);
}

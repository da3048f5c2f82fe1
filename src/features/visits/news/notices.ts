import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Tx } from '../../../db/database.js';
import { cardFor } from '../../../delivery/cards.js';
import type { Due, Notice, NoticeContext, Outgoing } from '../../../delivery/notice.js';
import { bold, type Card, lines } from '../../../dialogs/card.js';
import { recipientActor } from '../../people/index.js';
import { reachable } from '../../staffing/index.js';
import { visitCard } from '../card/messages.js';
import type { Shown } from '../card/rules.js';
import { bookedBy } from '../change/service.js';
import { takenOutCard } from '../edit/messages.js';
import { calendarFile } from '../invite/messages.js';
import { installationId } from '../invite/store.js';
import { around } from '../people/service.js';
import { clashText } from '../slots/messages.js';
import {
  activeOf,
  isOpen,
  isWaiting,
  lastEnd,
  lastStart,
  offeredSpan,
  type PartyAnswer,
  questionOf,
  situationOf,
  type VisitState,
} from '../state/rules.js';
import type { Reader } from '../visit/messages.js';
import type { Party, Visit } from '../visit/rules.js';
import { keepVisitCard, type VisitsService } from '../visit/service.js';
import { findVisit, standing } from '../visit/store.js';
import {
  agreedCard,
  answerCard,
  cancelledCard,
  changedNotice,
  joinedCard,
  keptCard,
  laterCard,
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

/** Somebody's answer is waited for, about the visit or about another time than the agreed one. */
const waiting: Condition = (visit) => isWaiting(questionOf(visit).state);

/** What all of them ask first: the visit is as it was planned for, and the recipient still may see it. */
function stillDue(holds: Condition): Notice['stillDue'] {
  return async (context): Promise<Due> => {
    const { db, unit, subjectId, subjectVersion } = context;
    const visit = await standing(db.read, unit.id, subjectId);
    if (!visit) return { drop: 'gone' };
    if (visit.version !== subjectVersion) return { drop: 'changed' };
    const actor = await recipientActor(context);
    const scope = actor ? scopeOf(actor, 'visit.view') : { kind: 'none' as const };
    const own = questionOf(visit).parties.filter(
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
  unit ? situationOf(questionOf(visit)) !== 'agencyAsked' : answers.includes('pending');

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

type Draw = (drawn: Drawn, context: NoticeContext) => Outgoing | undefined | Promise<Outgoing>;

/** Renders from the visit as its recipient sees it. */
function drawing(visits: VisitsService, draw: Draw): Notice['render'] {
  return async (context) => {
    const drawn = await look(context, visits);
    return drawn && draw(drawn, context);
  };
}

const drawCard: Draw = ({ shown, reader }) => ({ card: visitCard(shown, reader) });

async function withCalendar({ db }: NoticeContext, { shown, reader }: Drawn, card: Card): Promise<Outgoing> {
  const out = shown.visit.state === 'confirmed' && shown.party?.answer === 'declined';
  // Who is left out of the first agreement has no entry to be taken back.
  const had = shown.visit.sequence > (out ? 1 : 0) && shown.party?.answer !== 'pending';
  if (!had) return { card };
  const installation = await installationId(db);
  return { card, document: calendarFile(shown.visit, reader, { installation, out }) };
}

/** The message becomes the one that shows the visit in that chat. */
async function keep(tx: Tx, { to, subjectId, now }: NoticeContext, messageId: number): Promise<void> {
  if (!('personId' in to)) return;
  await keepVisitCard(tx, { visitId: subjectId, personId: to.personId, chatId: to.chatId, messageId }, now);
}

/** Whoever else of their agency can be reached is asked; when nobody can, the officer is told. */
async function askElse(tx: Tx, context: NoticeContext): Promise<void> {
  const { unit, subjectId, subjectVersion, now, to } = context;
  const visit = await findVisit(tx, { kind: 'unit', unitId: unit.id }, subjectId, now);
  if (visit?.version !== subjectVersion || !('personId' in to)) return;
  const people = await around(tx, visit, now);
  for (const party of questionOf(visit).parties.filter(({ answer }) => answer === 'pending')) {
    if (!people(party.agencyId).some(({ id }) => id === to.personId)) continue;
    const asked = await askAgency(tx, visit, party, people, now);
    if (asked === 0) await reportUnreached(tx, visit, party, people, now);
  }
}

async function clashOf(visits: VisitsService, { shown, actor, reader }: Drawn, { agencyId }: Party) {
  const { visit } = shown;
  const people = [visit.officer, ...visit.members];
  const span = offeredSpan(questionOf(visit), agencyId);
  const clashes = await visits.clashes(actor, {
    startsAt: span.startsAt,
    endsAt: span.endsAt,
    ...bookedBy(visit),
    personIds: people.map(({ id }) => id),
    exceptId: visit.id,
  });
  return clashText(clashes, people, reader);
}

async function drawAnswer(visits: VisitsService, drawn: Drawn, context: NoticeContext): Promise<Outgoing> {
  const { shown, reader } = drawn;
  const { visit } = shown;
  const question = questionOf(visit);
  const asks = question.state === 'counterProposed' && shown.side === 'unit';
  const named = question.parties.filter((party) => asks && party.answer === 'counterProposed');
  const found = await Promise.all(named.map((party) => clashOf(visits, drawn, party)));
  const card = answerCard(shown, found.length > 0 ? lines(...found) : undefined, reader);
  return visit.state === 'declined' ? withCalendar(context, drawn, card) : { card };
}

/** The card that shows the visit already, as it is now. */
async function drawAnew(visits: VisitsService, context: NoticeContext): Promise<Outgoing | undefined> {
  const { db, subjectId } = context;
  const drawn = await look(context, visits);
  const messageId = drawn && (await cardFor(db.read, { subject: 'visit', subjectId }, drawn.actor.personId));
  if (!drawn || messageId === undefined) return undefined;
  return { card: visitCard(drawn.shown, drawn.reader), edit: { messageId, editOnly: true } };
}

type Left = { readonly visit: Visit; readonly ours: boolean; readonly party: Party | undefined };

/** The visit that somebody isn't in any more: of the unit (`ours`), or of an agency; undefined: they are. */
async function leftBy(context: NoticeContext): Promise<Left | undefined> {
  const { db, unit, subjectId, now } = context;
  const actor = await recipientActor(context);
  const visit = actor && (await findVisit(db.read, { kind: 'unit', unitId: unit.id }, subjectId, now));
  if (!actor || !visit) return undefined;
  const scope = scopeOf(actor, 'visit.view');
  if (scope.kind === 'unit') {
    const along = [visit.officer, ...visit.members].some(({ id }) => id === actor.personId);
    return along ? undefined : { visit, ours: true, party: undefined };
  }
  const isTheirs = ({ agencyId }: Party) => scope.kind === 'agencies' && scope.agencyIds.includes(agencyId);
  const party = visit.parties.some(isTheirs) ? undefined : visit.takenOut.find(isTheirs);
  return party && { visit, ours: false, party };
}

/** That somebody isn't in a visit any more, and what takes it out of their calendar, whatever else has become of it. */
const takenOutNotice: Notice = {
  stillDue: async (context): Promise<Due> => {
    const left = await leftBy(context);
    if (!left) return { drop: 'changed' };
    return left.visit.endsAt <= context.now ? { drop: 'late' } : { send: true };
  },
  render: async (context) => {
    const left = await leftBy(context);
    if (!left) return undefined;
    const { visit, ours, party } = left;
    const { t, locale, unit, now, to } = context;
    const personId = 'personId' in to ? to.personId : 0;
    const reader = { t, locale, now, zone: unit.zone, unit: unit.name, personId };
    const card = takenOutCard(visit, ours, reader);
    if (visit.sequence === 0 || (!ours && party?.answeredAt === null)) return { card };
    const installation = await installationId(context.db);
    return { card, document: calendarFile(visit, reader, { installation, out: true }) };
  },
};

type NoticesOf<Kind extends VisitKind> = Readonly<Record<Kind, Notice>>;

/** What is asked of others, and how it stands. */
function newsNotices(
  visits: VisitsService,
): NoticesOf<
  | 'visit.request'
  | 'visit.offer'
  | 'visit.answer'
  | 'visit.agreed'
  | 'visit.changed'
  | 'visit.cancelled'
  | 'visit.kept'
  | 'visit.joined'
  | 'visit.takenOut'
  | 'visit.card'
> {
  const asCard = drawing(visits, drawCard);
  return {
    'visit.request': {
      stillDue: stillDue((...facts) => waiting(...facts) && isAsked(...facts)),
      render: asCard,
      onSent: keep,
      onGivenUp: askElse,
    },
    'visit.offer': { stillDue: stillDue(inState('proposed')), render: asCard, onSent: keep },
    'visit.answer': {
      stillDue: stillDue((visit, { unit }) =>
        unit
          ? questionOf(visit).parties.some(
              (party) => party.answer === 'counterProposed' || party.answer === 'declined',
            )
          : visit.state === 'declined',
      ),
      render: drawing(visits, (drawn, context) => drawAnswer(visits, drawn, context)),
    },
    'visit.agreed': {
      stillDue: stillDue(inState('confirmed')),
      render: drawing(visits, (drawn, context) =>
        withCalendar(context, drawn, agreedCard(drawn.shown, drawn.reader)),
      ),
    },
    'visit.changed': {
      stillDue: stillDue(() => true),
      render: drawing(visits, async (drawn, context) => {
        const card = changedNotice(drawn.shown, drawn.reader);
        return drawn.shown.visit.state === 'confirmed' ? withCalendar(context, drawn, card) : { card };
      }),
    },
    'visit.cancelled': {
      stillDue: stillDue(
        ({ state }, { answers }) =>
          state === 'cancelled' || state === 'declined' || answers.includes('declined'),
      ),
      render: drawing(visits, (drawn, context) =>
        withCalendar(context, drawn, cancelledCard(drawn.shown, drawn.reader)),
      ),
    },
    'visit.kept': {
      stillDue: stillDue(inState('confirmed')),
      render: drawing(visits, ({ shown, reader }) => ({ card: keptCard(shown, reader) })),
    },
    'visit.joined': {
      stillDue: stillDue(inState('confirmed')),
      render: drawing(visits, (drawn, context) =>
        withCalendar(context, drawn, joinedCard(drawn.shown, drawn.reader)),
      ),
    },
    'visit.takenOut': takenOutNotice,
    'visit.card': { stillDue: stillDue(() => true), render: (context) => drawAnew(visits, context) },
  };
}

/** What goes on without an answer. */
function unansweredNotices(
  visits: VisitsService,
): NoticesOf<'visit.unreached' | 'visit.later' | 'visit.nudge' | 'visit.unanswered'> {
  return {
    'visit.unreached': {
      stillDue: stillDue(waiting),
      render: drawing(visits, ({ shown, reader }) =>
        shown.requests?.some(({ to }) => to.length === 0)
          ? { card: unreachedCard(shown, reader) }
          : undefined,
      ),
    },
    'visit.later': {
      stillDue: stillDue(waiting),
      render: drawing(visits, ({ shown, reader }) => ({ card: laterCard(shown, reader) })),
    },
    'visit.nudge': {
      reminder: { family: 'visits' },
      stillDue: stillDue((visit, their, context) => {
        if (!waiting(visit, their, context) || !isAsked(visit, their, context)) return false;
        return lastStart(questionOf(visit)) <= context.now ? 'late' : true;
      }),
      render: drawing(visits, ({ shown, reader }) => ({
        card: visitCard(shown, reader, bold(reader.t('visit-nudge'))),
      })),
      onSent: keep,
    },
    'visit.unanswered': {
      stillDue: stillDue((visit, their, context) => {
        const { parties, startsAt } = questionOf(visit);
        const open = waiting(visit, their, context) && parties.some((party) => party.answer === 'pending');
        return open && startsAt <= context.now ? 'late' : open;
      }),
      render: drawing(visits, ({ shown, reader }) => ({ card: unansweredCard(shown, reader) })),
    },
  };
}

function reminder(visits: VisitsService, which: Reminder): Notice {
  return {
    reminder: { family: 'visits', before: which },
    stillDue: stillDue(({ state, startsAt }, { unit: ours, answers }, { now, unit }) => {
      if (state !== 'confirmed') return false;
      if (reminderExpires(which, startsAt, unit.zone) <= now) return 'late';
      return ours || answers.some((said) => said !== 'declined');
    }),
    render: drawing(visits, async ({ shown, reader }, { late, db, now }) => {
      const unreached = shown.side === 'unit' ? await unreachedOf(db, shown, now) : [];
      return { card: reminderCard(shown, { reminder: which, late, unreached }, reader) };
    }),
  };
}

/** Those who take part and of whom nobody can be reminded: somebody of the unit has to. One query. */
async function unreachedOf(db: NoticeContext['db'], { visit }: Shown, now: Date): Promise<Party[]> {
  const people = await around(db.read, visit, now);
  return activeOf(visit).filter(({ agencyId }) => reachable(people(agencyId)).length === 0);
}

/** How it went is asked once the visit is over. */
function outcomeNotice(visits: VisitsService): Notice {
  return {
    reminder: { family: 'visits' },
    stillDue: stillDue((visit, _, { now }) => {
      const end = lastEnd(visit);
      if (!isOpen(visit.state) || end > now) return false;
      return now.getTime() - end.getTime() > OUTCOME_DAYS * DAY_MS ? 'late' : true;
    }),
    render: drawing(visits, ({ shown, reader }) => ({ card: outcomeCard(shown, reader) })),
  };
}

/** Notices of every kind in service.ts. */
export function visitNotices(visits: VisitsService): readonly (readonly [string, Notice])[] {
  const notices: NoticesOf<VisitKind> = {
    ...newsNotices(visits),
    ...unansweredNotices(visits),
    'visit.H-7': reminder(visits, 'H-7'),
    'visit.H-1': reminder(visits, 'H-1'),
    'visit.2h': reminder(visits, '2h'),
    'visit.outcome': outcomeNotice(visits),
  };
  return Object.entries(notices);
}

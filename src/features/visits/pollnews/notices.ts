import { scopeOf } from '../../../access/can.js';
import type { Tx } from '../../../db/database.js';
import { cardFor } from '../../../delivery/cards.js';
import type { Due, Notice, NoticeContext, Outgoing } from '../../../delivery/notice.js';
import { recipientActor } from '../../people/index.js';
import { pollCard } from '../poll/messages.js';
import type { SeenPoll } from '../poll/rules.js';
import { keepPollCard, type PollService } from '../poll/service.js';
import { standingPoll } from '../poll/store.js';
import { isWhole, readTicks } from '../ticks/rules.js';
import type { Reader } from '../visit/messages.js';
import type { PollKind } from './service.js';

/** Who a message goes to: the unit, or agencies; and whether one of those hasn't answered. */
type Facts = {
  readonly isOpen: boolean;
  readonly byUnit: boolean;
  readonly anySilent: boolean;
  readonly ownSilent: boolean;
  readonly isOver: boolean;
};

function stillDue(holds: (facts: Facts) => boolean): Notice['stillDue'] {
  return async (context): Promise<Due> => {
    const { db, unit, subjectId, subjectVersion, now } = context;
    const poll = await standingPoll(db.read, unit.id, subjectId);
    if (!poll) return { drop: 'gone' };
    if (poll.version !== subjectVersion) return { drop: 'changed' };
    const actor = await recipientActor(context);
    const scope = actor ? scopeOf(actor, 'visit.view') : { kind: 'none' as const };
    const silent = poll.parties.filter(({ ticks }) => !isWhole(readTicks(ticks, poll.times.length)));
    const isTheirs = ({ agencyId }: { readonly agencyId: number }) =>
      scope.kind === 'agencies' && scope.agencyIds.includes(agencyId);
    const byUnit = scope.kind === 'unit';
    if (!byUnit && !poll.parties.some(isTheirs)) return { drop: 'no-post' };
    const facts = {
      isOpen: poll.state === 'open',
      byUnit,
      anySilent: silent.length > 0,
      ownSilent: silent.some(isTheirs),
      isOver: poll.deadline <= now,
    };
    return holds(facts) ? { send: true } : { drop: 'changed' };
  };
}

type Drawn = { readonly seen: SeenPoll; readonly reader: Reader };

async function look(context: NoticeContext, polls: PollService): Promise<Drawn | undefined> {
  const actor = await recipientActor(context);
  const seen = actor && (await polls.seen(actor, context.subjectId, context.now));
  if (!actor || !seen) return undefined;
  const { t, locale, unit, now } = context;
  return { seen, reader: { t, locale, now, zone: unit.zone, unit: unit.name, personId: actor.personId } };
}

/** The card, with what has happened above it. */
function drawing(polls: PollService, head?: string): Notice['render'] {
  return async (context) => {
    const drawn = await look(context, polls);
    if (!drawn) return undefined;
    const { seen, reader } = drawn;
    return { card: pollCard(seen, reader, head === undefined ? undefined : reader.t(head)) };
  };
}

/** The message becomes the one that shows it in that chat. */
async function keep(tx: Tx, { to, subjectId: id, now }: NoticeContext, messageId: number): Promise<void> {
  if (!('personId' in to)) return;
  await keepPollCard(tx, { id, personId: to.personId, chatId: to.chatId, messageId }, now);
}

/** The card that shows it already, as it is now. */
async function drawAnew(polls: PollService, context: NoticeContext): Promise<Outgoing | undefined> {
  const drawn = await look(context, polls);
  if (!drawn) return undefined;
  const { seen, reader } = drawn;
  const about = { subject: 'poll', subjectId: context.subjectId };
  const messageId = await cardFor(context.db.read, about, reader.personId);
  if (messageId === undefined) return undefined;
  return { card: pollCard(seen, reader), edit: { messageId, editOnly: true } };
}

/** Notices of every kind in service.ts. */
export function pollNotices(polls: PollService): readonly (readonly [string, Notice])[] {
  const toUnit = (holds: (facts: Facts) => boolean, head: string): Notice => ({
    stillDue: stillDue((facts) => facts.isOpen && facts.byUnit && holds(facts)),
    render: drawing(polls, head),
    onSent: keep,
  });
  const toSilent = stillDue(({ isOpen, ownSilent }) => isOpen && ownSilent);
  const notices: Readonly<Record<PollKind, Notice>> = {
    'poll.asked': { stillDue: toSilent, render: drawing(polls), onSent: keep },
    'poll.nudge': {
      reminder: { family: 'visits' },
      stillDue: toSilent,
      render: drawing(polls, 'poll-head-nudge'),
      onSent: keep,
    },
    'poll.waiting': {
      reminder: { family: 'visits' },
      ...toUnit(({ anySilent, isOver }) => anySilent && !isOver, 'poll-head-waiting'),
    },
    'poll.answered': toUnit(({ anySilent }) => !anySilent, 'poll-head-answered'),
    'poll.over': toUnit(({ isOver }) => isOver, 'poll-head-over'),
    'poll.closed': {
      stillDue: stillDue(({ isOpen, byUnit }) => !isOpen && !byUnit),
      render: drawing(polls),
    },
    'poll.card': { stillDue: stillDue(() => true), render: (context) => drawAnew(polls, context) },
  };
  return Object.entries(notices);
}

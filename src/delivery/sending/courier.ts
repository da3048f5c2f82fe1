import { isUniqueViolation } from '../../db/errors.js';
import { cardIn } from '../../dialogs/in-unit.js';
import type { Surroundings } from '../deps.js';
import type { Notice, NoticeContext, Outgoing, Recipient } from '../notice.js';
import { isClaimed } from '../store.js';
import type { Endings } from './endings.js';
import { classify } from './failures.js';
import { type Addressed, isLate } from './recipients.js';
import { send } from './send.js';

/** Brings one claimed message to its end. Both reject only when even that could not be written down. */
export type Courier = {
  /** What to send, or undefined when that was the end of it. */
  readonly prepare: (message: Addressed) => Promise<Outgoing | undefined>;
  /** @returns whether it was sent. */
  readonly deliver: (message: Addressed, outgoing: Outgoing) => Promise<boolean>;
};

type Group = Extract<Recipient, { groupId: number }>;

const CALL_MS = 15_000;
const UPLOAD_MS = 60_000;
/** A group moves once; more would be Telegram contradicting itself. */
const MOVES = 3;

type CourierDeps = Surroundings & { readonly endings: Endings };

const ms = ({ clock }: Surroundings) => clock.now().getTime();

/** Does as a reminder's recipient wishes, if that is to drop or hold it. */
async function isEndedByWish(
  { endings }: CourierDeps,
  message: Addressed,
  notice: Notice,
  context: NoticeContext,
): Promise<boolean> {
  const { wish } = message;
  if (!wish) return false;
  if ('drop' in wish) {
    await endings.pointless(message, wish.drop);
    return true;
  }
  const { until, tooLate } = wish;
  const then = await notice.stillDue({ ...context, now: until });
  if ('drop' in then && tooLate === 'send') return false;
  await ('drop' in then ? endings.pointless(message, then.drop) : endings.hold(message, until));
  return true;
}

function unitOf({ unit }: NoticeContext) {
  return { unitId: unit.id, unitName: unit.name };
}

async function prepare(deps: CourierDeps, message: Addressed): Promise<Outgoing | undefined> {
  const { clock, notices, endings } = deps;
  const { row, lost } = message;
  const notice = notices.get(row.kind);
  const now = clock.now();
  const context = { ...message.context, now, late: isLate(row, now) };
  try {
    if (!notice) {
      await endings.giveUp(message, 'kind');
      return undefined;
    }
    if (message.outsider && !notice.toAnybody) {
      await endings.pointless(message, 'no-post');
      return undefined;
    }
    if (lost) {
      await endings.giveUp(message, lost);
      return undefined;
    }
    if (await isEndedByWish(deps, message, notice, context)) return undefined;
    const due = await notice.stillDue(context);
    const outgoing = 'drop' in due ? undefined : await notice.render(context);
    if (!outgoing) await endings.pointless(message, 'drop' in due ? due.drop : 'nothing-to-say');
    return outgoing && message.several
      ? { ...outgoing, card: cardIn(outgoing.card, unitOf(context)) }
      : outgoing;
  } catch (error) {
    const { kind } = classify(error);
    await endings.failed(message, { kind: kind === 'database' ? kind : 'fault' }, error);
    return undefined;
  }
}

/** Waits for the chat's next turn and takes it; for what comes beyond the first call of a message. */
async function turn(deps: CourierDeps, chatId: bigint): Promise<void> {
  const { pace, cut, wait } = deps;
  pace.ended(chatId, ms(deps));
  while (!cut.aborted && pace.earliest(chatId) > ms(deps)) {
    await wait(pace.earliest(chatId) - ms(deps), cut);
  }
  pace.started(ms(deps));
}

/** A group where it is now; undefined when another binding has that chat already. */
async function moved({ db, reach }: CourierDeps, group: Group, chatId: bigint): Promise<Group | undefined> {
  try {
    await db.write((tx) => reach.groupMoved(tx, group.groupId, chatId));
    return { ...group, chatId };
  } catch (error) {
    if (isUniqueViolation(error)) return undefined;
    throw error;
  }
}

/** The same message once more, to where its group is now. */
async function redirect(
  deps: CourierDeps,
  message: Addressed,
  outgoing: Outgoing,
  to: Group,
  moves: number,
): Promise<boolean> {
  await turn(deps, to.chatId);
  return call(deps, { ...message, context: { ...message.context, to } }, outgoing, moves);
}

async function call(deps: CourierDeps, message: Addressed, outgoing: Outgoing, moves = 0): Promise<boolean> {
  const { db, api, cut, reach, pace, endings } = deps;
  const { to } = message.context;
  const limitMs = outgoing.document || outgoing.photo ? UPLOAD_MS : CALL_MS;
  const signal = () => AbortSignal.any([cut, AbortSignal.timeout(limitMs)]);
  let messageId: number;
  try {
    messageId = await send({ api, to, outgoing, signal, turn: () => turn(deps, to.chatId) });
  } catch (error) {
    const failure = classify(error);
    if ('groupId' in to && failure.kind === 'moved' && moves < MOVES) {
      const there = await moved(deps, to, failure.chatId);
      if (there) return redirect(deps, message, outgoing, there, moves + 1);
      await endings.giveUp(message, 'unbound');
      return false;
    }
    if ('groupId' in to && failure.kind === 'topic-gone' && to.topicId !== null) {
      await db.write((tx) => reach.topicGone(tx, to.groupId));
      return redirect(deps, message, outgoing, { ...to, topicId: null }, moves);
    }
    pace.ended(to.chatId, ms(deps));
    await endings.failed(message, failure, error);
    return false;
  }
  pace.ended(to.chatId, ms(deps));
  await endings.sent(message, messageId);
  return true;
}

/** @param mayCall whether it still is this process's turn to send: another may have taken over meanwhile. */
export function createCourier(around: Surroundings, endings: Endings, mayCall: () => boolean): Courier {
  const deps = { ...around, endings };
  return {
    prepare: (message) => prepare(deps, message),
    deliver: async (message, outgoing) => {
      // Withdrawn while it waited its turn: this look is as late as one can be.
      const isOurs = await isClaimed(deps.db, message.row.id, deps.owner);
      return isOurs && mayCall() && call(deps, message, outgoing);
    },
  };
}

import type { Outgoing } from '../notice.js';
import type { Row } from '../store.js';
import type { Flights } from './flights.js';
import type { Pace } from './pace.js';
import type { Addressed } from './recipients.js';

/** A claimed message on its way: claimed → preparing → ready → flying, then out of hand. */
export type Item = {
  readonly message: Addressed;
  step:
    | { readonly at: 'claimed' | 'preparing' }
    | { readonly at: 'flying'; readonly since: number }
    | { readonly at: 'ready'; readonly outgoing: Outgoing };
};

type ReadyItem = Item & { step: { readonly at: 'ready'; readonly outgoing: Outgoing } };

/** Longer than this nothing waits in hand: it goes back to the database with the time at which it may go. */
const WAIT_MS = 2_000;
/** Prepared this long before its chat's turn, and no more of them than that: what is said is to be fresh. */
const PREPARE_MS = 100;
const AHEAD = 8;
const MINUTE_SHARE_MS = 3_000;

type Waiting = { readonly id: number; readonly nextAt: Date };

/** The messages that this process has claimed and not ended, in the order in which they should go. */
export type Hand = {
  readonly add: (messages: readonly Addressed[]) => void;
  readonly remove: (item: Item) => void;
  readonly ids: () => number[];
  readonly isEmpty: () => boolean;
  /** How many could go within the next second, as far as their chats' limits say. */
  readonly promising: (now: number) => number;
  /** What to prepare now: a few ahead, of different chats that may be written to soon. */
  readonly toPrepare: (now: number) => readonly Item[];
  /** What to send now, if anything may be. */
  readonly toSend: (now: number) => ReadyItem | undefined;
  /** When there is something to prepare or send; undefined: not before what is under way has ended. */
  readonly nextTurn: (now: number) => number | undefined;
  /** Takes out what would wait too long, with the time at which it may go. */
  readonly takeWaiting: (now: number) => readonly Waiting[];
  /** Takes out everything that isn't being worked on. */
  readonly takeIdle: () => readonly Row[];
  /** The clock was put back by so much. */
  readonly putBack: (byMs: number) => void;
};

function before(a: Row, b: Row): number {
  return a.priority - b.priority || a.dueAt.getTime() - b.dueAt.getTime() || a.id - b.id;
}

const chatOf = (item: Item): bigint => item.message.context.to.chatId;
const isIdle = (item: Item): boolean => item.step.at === 'claimed' || item.step.at === 'ready';
const isReady = (item: Item): item is ReadyItem => item.step.at === 'ready';

const chatsAt = (items: readonly Item[], ...steps: readonly Item['step']['at'][]): Set<bigint> =>
  new Set(items.filter(({ step }) => steps.includes(step.at)).map(chatOf));

const flyingSince = (items: readonly Item[]): number[] =>
  items.flatMap(({ step }) => (step.at === 'flying' ? [step.since] : []));

const isNear = (pace: Pace, chatId: bigint, now: number): boolean =>
  pace.chatEarliest(chatId) <= now + PREPARE_MS;

/** How many more may be prepared. */
function roomAhead(items: readonly Item[], pace: Pace, now: number): number {
  const ahead = items.filter(
    (item) => item.step.at === 'preparing' || (isReady(item) && isNear(pace, chatOf(item), now)),
  );
  return AHEAD - ahead.length;
}

function chooseToPrepare(items: readonly Item[], pace: Pace, now: number): readonly Item[] {
  const taken = chatsAt(items, 'preparing', 'ready', 'flying');
  let room = roomAhead(items, pace, now);
  const chosen: Item[] = [];
  for (const item of items) {
    const chatId = chatOf(item);
    if (room <= 0) break;
    if (item.step.at !== 'claimed' || taken.has(chatId) || !isNear(pace, chatId, now)) continue;
    taken.add(chatId);
    chosen.push(item);
    room -= 1;
  }
  return chosen;
}

/** `start`: when one more may be under way. */
function nextTurnOf(items: readonly Item[], pace: Pace, start: number, now: number): number | undefined {
  const taken = chatsAt(items, 'preparing', 'ready', 'flying');
  const full = roomAhead(items, pace, now) <= 0;
  const turns = items.flatMap((item) => {
    const chatId = chatOf(item);
    if (isReady(item)) return [Math.max(start, pace.earliest(chatId))];
    return full || taken.has(chatId) ? [] : [pace.chatEarliest(chatId) - PREPARE_MS];
  });
  const next = Math.min(...turns);
  return next === Infinity ? undefined : next;
}

/**
 * Parts what would wait too long from what stays.
 * @param promised up to when the turns of a chat are promised to those put back; kept up to date.
 */
function partWaiting(
  items: readonly Item[],
  promised: Map<bigint, number>,
  pace: Pace,
  now: number,
): { readonly stay: Item[]; readonly waiting: readonly Waiting[] } {
  const ahead = new Map<bigint, number>();
  const waiting: Waiting[] = [];
  for (const [chatId, until] of promised) if (until <= now) promised.delete(chatId);
  const stay = items.filter((item) => {
    const chatId = chatOf(item);
    const place = ahead.get(chatId) ?? 0;
    ahead.set(chatId, place + 1);
    if (!isIdle(item)) return true;
    const turn = pace.chatEarliest(chatId);
    // Those ahead take a turn each only if they are sent, and of a quiet chat's none may be.
    const earliest = turn <= now ? now : turn + place * 1_000;
    if (earliest <= now + WAIT_MS) return true;
    const { row } = item.message;
    // Those that come back from an earlier wait stay before what was put behind them.
    const isNew = row.nextAt.getTime() === row.dueAt.getTime();
    const nextAt = isNew ? Math.max(earliest, (promised.get(chatId) ?? 0) + MINUTE_SHARE_MS) : earliest;
    if (isNew) promised.set(chatId, nextAt);
    waiting.push({ id: row.id, nextAt: new Date(nextAt) });
    return false;
  });
  return { stay, waiting };
}

export function createHand(pace: Pace, flights: Flights): Hand {
  let items: Item[] = [];
  const promised = new Map<bigint, number>();

  return {
    add: (messages) => {
      items.push(...messages.map((message): Item => ({ message, step: { at: 'claimed' } })));
      items.sort((a, b) => before(a.message.row, b.message.row));
    },
    remove: (item) => {
      items = items.filter((other) => other !== item);
    },
    ids: () => items.map(({ message }) => message.row.id),
    isEmpty: () => items.length === 0,
    promising: (now) => {
      const busy = chatsAt(items, 'flying');
      const free = items.filter((item) => isIdle(item) && !busy.has(chatOf(item))).map(chatOf);
      return [...new Set(free)].filter((chatId) => pace.chatEarliest(chatId) <= now + 1_000).length;
    },
    toPrepare: (now) => chooseToPrepare(items, pace, now),
    toSend: (now) => {
      if (!flights.mayStart(flyingSince(items), now)) return undefined;
      const busy = chatsAt(items, 'flying');
      return items
        .filter(isReady)
        .find((item) => !busy.has(chatOf(item)) && pace.earliest(chatOf(item)) <= now);
    },
    nextTurn: (now) => {
      const since = flyingSince(items);
      const start = flights.mayStart(since, now) ? now : flights.nextStart(since);
      return nextTurnOf(items, pace, start, now);
    },
    takeWaiting: (now) => {
      const { stay, waiting } = partWaiting(items, promised, pace, now);
      items = stay;
      return waiting;
    },
    takeIdle: () => {
      const idle = items.filter(isIdle);
      items = items.filter((item) => !isIdle(item));
      return idle.map(({ message }) => message.row);
    },
    putBack: (byMs) => {
      for (const [chatId, until] of promised) promised.set(chatId, until - byMs);
    },
  };
}

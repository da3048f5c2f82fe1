/**
 * Telegram's limits, below which sending stays: about 30 messages a second over all chats, one a second in a chat,
 * 20 a minute in a group (https://core.telegram.org/bots/faq). Milliseconds since the epoch throughout.
 */
const PACE = {
  /** 29 a second: one is left to direct answers, which don't come through here. */
  everyMs: 1_000 / 29,
  /** By how much a start that was late, because the computer was busy, is made up for: 30 a second at most. */
  creditMs: 30,
  /** Two never start together: few are in flight, each of which may be repeated when the process dies. */
  gapMs: 20,
  chatGapMs: 1_000,
  /** Telegram's for groups; for people the bound on a flood after downtime. */
  chat: { count: 20, perMs: 60_000 },
} as const;

/** Says when a chat's next message may start, from what started and ended before. */
export type Pace = {
  /** The earliest moment for this chat under all limits; in the past when it may go at once. */
  readonly earliest: (chatId: bigint) => number;
  /** The same under the chat's own limits only. */
  readonly chatEarliest: (chatId: bigint) => number;
  /** Until when nothing may be sent at all, as Telegram told. */
  readonly heldUntil: () => number;
  readonly started: (at: number) => void;
  /**
   * A chat's limits count from when a call ended: Telegram counted it earlier, so that delays on the way can't bring
   * two messages closer together than they were sent.
   */
  readonly ended: (chatId: bigint, at: number) => void;
  readonly holdAll: (until: number) => void;
  readonly holdChat: (chatId: bigint, until: number) => void;
  /** The clock was put back by so much: what was so long ago, or ahead, still is. */
  readonly putBack: (byMs: number) => void;
};

/** When a window of so many is open again. */
function opens(times: readonly number[], { count, perMs }: { count: number; perMs: number }): number {
  return (times.at(-count) ?? Number.NEGATIVE_INFINITY) + perMs;
}

/** A pace without any history. It forgets chats that have been quiet for a minute. */
export function createPace(): Pace {
  let lastStart = Number.NEGATIVE_INFINITY;
  /** When the next would start if all started evenly. */
  let even = Number.NEGATIVE_INFINITY;
  const chats = new Map<bigint, number[]>();
  const holds = new Map<bigint, number>();
  let allHeld = Number.NEGATIVE_INFINITY;
  let swept = Number.NEGATIVE_INFINITY;

  function chatEarliest(chatId: bigint): number {
    const times = chats.get(chatId) ?? [];
    return Math.max(
      (times.at(-1) ?? Number.NEGATIVE_INFINITY) + PACE.chatGapMs,
      opens(times, PACE.chat),
      holds.get(chatId) ?? Number.NEGATIVE_INFINITY,
    );
  }

  function sweep(at: number): void {
    if (at - swept < PACE.chat.perMs) return;
    swept = at;
    for (const [chatId, times] of chats) {
      if ((times.at(-1) ?? 0) + PACE.chat.perMs <= at) chats.delete(chatId);
    }
    for (const [chatId, until] of holds) if (until <= at) holds.delete(chatId);
  }

  return {
    chatEarliest,
    earliest: (chatId) =>
      Math.max(allHeld, lastStart + PACE.gapMs, even - PACE.creditMs, chatEarliest(chatId)),
    heldUntil: () => allHeld,
    started: (at) => {
      lastStart = at;
      even = Math.max(even, at) + PACE.everyMs;
    },
    ended: (chatId, at) => {
      const times = chats.get(chatId) ?? [];
      times.push(at);
      if (times.length > PACE.chat.count) times.shift();
      chats.set(chatId, times);
      sweep(at);
    },
    holdAll: (until) => {
      allHeld = Math.max(allHeld, until);
    },
    holdChat: (chatId, until) => {
      holds.set(chatId, Math.max(holds.get(chatId) ?? Number.NEGATIVE_INFINITY, until));
    },
    putBack: (byMs) => {
      lastStart -= byMs;
      even -= byMs;
      allHeld -= byMs;
      swept -= byMs;
      for (const [chatId, times] of chats)
        chats.set(
          chatId,
          times.map((at) => at - byMs),
        );
      for (const [chatId, until] of holds) holds.set(chatId, until - byMs);
    },
  };
}

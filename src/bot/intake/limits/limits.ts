import type { Update } from 'grammy/types';
import { createBuckets, type Rate } from './buckets.js';
import type { Postholders } from './postholders.js';

/** `drop`: nobody handles it, and it leaves no trace. */
export type Admission = 'take' | 'drop';

/** Decides which updates are handled, before anything is spent on them. */
export interface Limits {
  /** Waits only where somebody would be dropped who may have been given a post since that was last read. Never rejects. */
  readonly admit: (update: Update, now: Date) => Admission | Promise<Admission>;
}

export type LimitsDeps = {
  readonly postholders: Postholders;
  /** The date on which an instant falls, as text. */
  readonly dayOf: (instant: Date) => string;
  /** Whether an update tries a code: an invitation's, or a guess at one. */
  readonly triesCode: (update: Update) => boolean;
  /** Somebody with a post is told that they are too fast; called once a minute for each. */
  readonly onTooFast: (update: Update) => unknown;
  /** Strangers try codes: how many today; called once a day. */
  readonly onGuessing: (tries: number, day: string, now: Date) => unknown;
};

/** For one stranger; for what strangers do in one group; for all strangers together. */
const STRANGER: Rate = { burst: 6, perMinute: 6 };
const GROUP: Rate = { burst: 20, perMinute: 20 };
const STRANGERS: Rate = { burst: 60, perMinute: 120 };
/** Telegram lets people forward a hundred messages at once, and an officer may well do so with a session's pictures. */
const POSTHOLDER: Rate = { burst: 120, perMinute: 60 };
const TOLD: Rate = { burst: 1, perMinute: 1 };
/** Tries of a code in a day: of one stranger, and of all. */
const GUESSES = { ofOne: 5, ofAll: 500 };
/** From so many in a day heads are told, or as soon as one isn't answered. */
const SUSPICIOUS = 30;
/** Strangers and groups that are remembered, and people with a post. */
const REMEMBERED = { strangers: 2_000, people: 10_000 };
/** Posts that have ended are noticed within this time. */
const STALE_MS = 60_000;
const WAITED_MS = 60_000;

type Sender = {
  readonly personId: number | undefined;
  readonly chatId: number | undefined;
  readonly alone: boolean;
};

function senderOf(update: Update): Sender {
  const { message, callback_query: query, my_chat_member: member } = update;
  const chat = message?.chat ?? query?.message?.chat ?? member?.chat;
  const from = message?.from ?? query?.from ?? member?.from;
  return { personId: from?.id, chatId: chat?.id, alone: chat === undefined || chat.type === 'private' };
}

/** When it was sent, where that was a while ago: what waited through an outage comes at once, and wasn't sent so. */
function sentAt({ message }: Update, ms: number): number {
  const sent = (message?.date ?? Number.POSITIVE_INFINITY) * 1_000;
  return ms - sent > WAITED_MS ? sent : ms;
}

/** Counts what strangers try today. */
function createGuesses({ dayOf, onGuessing }: LimitsDeps) {
  let today = '';
  let tries = 0;
  let told = false;
  let byPerson = new Map<number, number>();

  function turnTo(day: string): void {
    if (day === today) return;
    today = day;
    tries = 0;
    told = false;
    byPerson = new Map();
  }

  return (personId: number, now: Date): Admission => {
    turnTo(dayOf(now));
    const own = (byPerson.get(personId) ?? 0) + 1;
    const isAnswered = own <= GUESSES.ofOne && tries < GUESSES.ofAll;
    tries += 1;
    // No more than `ofAll` people are counted: everybody who comes later is not answered anyway.
    if (isAnswered) byPerson.set(personId, own);
    if (!told && (!isAnswered || tries >= SUSPICIOUS)) {
      told = true;
      onGuessing(tries, today, now);
    }
    return isAnswered ? 'take' : 'drop';
  };
}

/** Limits for strangers: each, each group, all together, and what they try to get in by. */
function createStrangers(deps: LimitsDeps): (update: Update, sender: Sender, now: Date) => Admission {
  const each = createBuckets(STRANGER, REMEMBERED.strangers);
  const groups = createBuckets(GROUP, REMEMBERED.strangers);
  const all = createBuckets(STRANGERS, 1);
  const guess = createGuesses(deps);

  return (update, { personId, chatId, alone }, now) => {
    const ms = now.getTime();
    if (personId !== undefined && !each.take(personId, ms)) return 'drop';
    if (personId !== undefined && deps.triesCode(update)) return guess(personId, now);
    if (!alone && chatId !== undefined && !groups.take(chatId, ms)) return 'drop';
    return all.take('all', ms) ? 'take' : 'drop';
  };
}

/**
 * What comes in beyond these limits is dropped: of strangers silently, of people with a post after telling them once.
 * All is kept in memory, of a bounded size, and forgotten by a restart.
 */
export function createLimits(deps: LimitsDeps): Limits {
  const { postholders, onTooFast } = deps;
  const people = createBuckets(POSTHOLDER, REMEMBERED.people);
  const told = createBuckets(TOLD, REMEMBERED.people);
  const ofStranger = createStrangers(deps);
  let readAt = Number.NEGATIVE_INFINITY;

  function isPosted({ personId }: Sender): boolean {
    return personId !== undefined && postholders.known()?.has(personId) === true;
  }

  function ofPostholder(update: Update, personId: number, ms: number): Admission {
    if (people.take(personId, sentAt(update, ms))) return 'take';
    if (told.take(personId, ms)) onTooFast(update);
    return 'drop';
  }

  function decide(update: Update, sender: Sender, now: Date): Admission {
    const { personId } = sender;
    return personId !== undefined && isPosted(sender)
      ? ofPostholder(update, personId, now.getTime())
      : ofStranger(update, sender, now);
  }

  return {
    admit: (update, now) => {
      const ms = now.getTime();
      if (Math.abs(ms - readAt) >= STALE_MS) {
        readAt = ms;
        void postholders.refresh();
      }
      const sender = senderOf(update);
      const wasRead = postholders.known() !== undefined;
      const admission = wasRead ? decide(update, sender, now) : undefined;
      if (admission === 'take' || (admission && isPosted(sender))) return admission;
      // They may have got a post since: nobody is dropped by what was read before they wrote.
      return postholders.refresh().then(() => {
        if (postholders.known() === undefined) return 'take';
        return !wasRead || isPosted(sender) ? decide(update, sender, now) : 'drop';
      });
    },
  };
}

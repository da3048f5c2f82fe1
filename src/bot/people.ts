import type { Actor } from '../access/actor.js';
import type { Tx } from '../db/database.js';
import type { Locale } from '../lib/locale.js';

/** Who writes, as the bot has to know them before it asks any feature; handed in by the composition. */
export type People = {
  /** The person of a Telegram account as they are at that moment, or undefined where it never wrote. */
  readonly identify: (
    telegramId: bigint,
    now: Date,
  ) => Promise<
    | {
        readonly personId: number;
        readonly locale: Locale | null;
        /** Telegram refused what was sent to them last. */
        readonly unreachable: boolean;
        /** The last day on which they wrote or tapped, YYYY-MM-DD. */
        readonly lastSeenOn: string | null;
        /** Undefined while they hold no post. */
        readonly actor: Actor | undefined;
      }
    | undefined
  >;
  /** Somebody whom Telegram had refused writes again; within the caller's transaction. */
  readonly markReachable: (tx: Tx, personId: number) => Promise<unknown>;
  /** Somebody writes or taps on a day. */
  readonly markSeen: (personId: number, day: string) => Promise<unknown>;
};

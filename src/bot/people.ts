import type { Actor } from '../access/actor.js';
import type { Locale } from '../lib/locale.js';

/** Who writes, as the bot has to know them before it asks any feature; handed in by the composition. */
export type People = {
  /** The person of a Telegram account, or undefined where it never wrote. */
  readonly identify: (telegramId: bigint) => Promise<
    | {
        readonly personId: number;
        readonly locale: Locale | null;
        /** Telegram refused what was sent to them last. */
        readonly unreachable: boolean;
        /** Undefined while they hold no post. */
        readonly actor: Actor | undefined;
      }
    | undefined
  >;
  /** Somebody whom Telegram had refused writes again. */
  readonly markReachable: (personId: number) => Promise<unknown>;
};

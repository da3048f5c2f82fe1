import { randomUUID } from 'node:crypto';
import type { Api, ApiClientOptions } from 'grammy';
import type { Update } from 'grammy/types';
import { type BotDeps, createBot } from './bot/create-bot.js';
import { createDispatcher, type Dispatcher } from './bot/intake/dispatcher.js';
import { createFaults } from './bot/intake/faults.js';
import type { StoredNews } from './bot/intake/finish.js';
import type { UpdateOutcome } from './bot/intake/handling.js';
import { type AllowedUpdate, createPoller, type Poller } from './bot/intake/poller.js';
import { createSharedDispatcher } from './bot/intake/shared.js';
import { createUpdateStore } from './bot/intake/stored/store.js';
import { createTurns } from './bot/intake/stored/turns.js';
import { isConflict, isUnavailable } from './db/errors.js';
import { groupGuard } from './delivery/guard/group-guard.js';
import { guardedNames } from './features.js';
import type { Seal } from './lib/seal.js';

/** The kinds of updates that the bot asks Telegram for. */
export const ALLOWED: readonly AllowedUpdate[] = ['message', 'callback_query', 'my_chat_member'];

/** How long after an update lower numbers may come by a webhook, which is called for several side by side. */
const WEBHOOK_WINDOW_MS = 250;

/** How long the chats of a process that was killed wait for another at most, and a second. */
const TURN_MS = 4_000;

export type Intake = { readonly dispatcher: Dispatcher; readonly poller: Poller };

/** What takes updates in: the bot, with what hands them to it one by one and what asks Telegram for them. */
export function createIntake(
  token: string,
  deps: BotDeps & {
    readonly api: Api;
    readonly client: ApiClientOptions;
    readonly seal: Seal;
    readonly by: 'polling' | 'webhook';
    readonly onOutcome: (outcome: UpdateOutcome) => void;
    readonly onStored: (news: StoredNews) => void;
    /** Told of an update that failed for good, and is kept for somebody to look at. `cause` is a code. */
    readonly onSetAside: (updateId: number, cause: string) => void;
  },
): Intake {
  const { db, api, clock, logger, seal, by, onOutcome, onStored, onSetAside } = deps;
  const bot = createBot(token, deps);
  bot.api.config.use(groupGuard(guardedNames(db)));
  const faults = createFaults(deps);
  const botId = BigInt(deps.botInfo.id);
  const options = {
    handle: (update: Update) => bot.handleUpdate(update),
    giveUp: faults.giveUp,
    tellDelay: faults.tellDelay,
    causeOf: faults.causeOf,
    windowMs: by === 'webhook' ? WEBHOOK_WINDOW_MS : 0,
    timeLimitMs: 20_000,
    retries: 4,
    isOutage: isUnavailable,
    isTransient: isConflict,
    clock,
    logger,
    onOutcome,
    onStored,
    onSetAside,
  };
  const dispatcher =
    by === 'webhook' && db.kind === 'postgresql'
      ? createSharedDispatcher({
          ...options,
          store: createUpdateStore({ db, seal, botId, handled: 'kept' }),
          turns: createTurns({ db, botId, owner: randomUUID(), forMs: TURN_MS }),
        })
      : createDispatcher({ ...options, store: createUpdateStore({ db, seal, botId }) });
  return { dispatcher, poller: createPoller({ api, dispatcher, allowedUpdates: ALLOWED, logger, clock }) };
}

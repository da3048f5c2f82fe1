import type { Api, ApiClientOptions } from 'grammy';
import { type BotDeps, createBot } from './bot/create-bot.js';
import { createDispatcher, type Dispatcher, type UpdateOutcome } from './bot/intake/dispatcher.js';
import { createFaults } from './bot/intake/faults.js';
import { type AllowedUpdate, createPoller, type Poller } from './bot/intake/poller.js';
import { isConflict, isUnavailable } from './db/errors.js';
import { groupGuard, type OnDropped } from './delivery/guard/group-guard.js';

/** The kinds of updates that the bot asks Telegram for. */
export const ALLOWED: readonly AllowedUpdate[] = ['message', 'callback_query', 'my_chat_member'];

export type Intake = { readonly dispatcher: Dispatcher; readonly poller: Poller };

/** What takes updates in: the bot, with what hands them to it one by one and what asks Telegram for them. */
export function createIntake(
  token: string,
  deps: BotDeps & {
    readonly api: Api;
    readonly client: ApiClientOptions;
    readonly onDropped: OnDropped;
    readonly onOutcome: (outcome: UpdateOutcome) => void;
  },
): Intake {
  const { names, api, clock, logger, onOutcome, onDropped } = deps;
  const bot = createBot(token, deps);
  bot.api.config.use(groupGuard(names, onDropped));
  const faults = createFaults(deps);
  const dispatcher = createDispatcher({
    handle: (update) => bot.handleUpdate(update),
    giveUp: faults.giveUp,
    tellDelay: faults.tellDelay,
    logger,
    timeLimitMs: 20_000,
    retries: 4,
    isTransient: (error) => isUnavailable(error) || isConflict(error),
    onOutcome,
  });
  return { dispatcher, poller: createPoller({ api, dispatcher, allowedUpdates: ALLOWED, logger, clock }) };
}

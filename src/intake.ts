import type { Api, ApiClientOptions } from 'grammy';
import type { Update } from 'grammy/types';
import { type BotDeps, createBot } from './bot/create-bot.js';
import { createDispatcher, type Dispatcher, type UpdateOutcome } from './bot/intake/dispatcher.js';
import { createFaults } from './bot/intake/faults.js';
import { type Admission, createLimits } from './bot/intake/limits.js';
import { type AllowedUpdate, createPoller, type Poller } from './bot/intake/poller.js';
import { createPostholders } from './bot/intake/postholders.js';
import { isConflict, isUnavailable } from './db/errors.js';
import { groupGuard } from './delivery/guard/group-guard.js';
import type { IncidentsService } from './features/incidents/index.js';
import { telegramIdsPosted } from './features/people/index.js';
import { guardedNames } from './features.js';
import { isoDate, localDate } from './lib/zoned.js';
import { realWait } from './telegram/retry.js';

/** The kinds of updates that the bot asks Telegram for. */
export const ALLOWED: readonly AllowedUpdate[] = ['message', 'callback_query', 'my_chat_member'];

export type Intake = { readonly dispatcher: Dispatcher; readonly poller: Poller };

/** What takes updates in: the bot, with what hands them to it one by one and what asks Telegram for them. */
export function createIntake(
  token: string,
  deps: BotDeps & {
    readonly api: Api;
    readonly client: ApiClientOptions;
    readonly onOutcome: (outcome: UpdateOutcome) => void;
    readonly incidents: Pick<IncidentsService, 'report'>;
    /** In which days are told apart. */
    readonly zone: string;
  },
): Intake {
  const { db, api, clock, logger, onOutcome, incidents, zone } = deps;
  const bot = createBot(token, deps);
  bot.api.config.use(groupGuard(guardedNames(db)));
  const faults = createFaults(deps);
  const limits = createLimits({
    postholders: createPostholders({ read: () => telegramIdsPosted(db.read), logger, wait: realWait }),
    dayOf: (instant) => isoDate(localDate(instant, zone)),
    onTooFast: (update) =>
      faults
        .tellTooFast(update)
        .catch((err: unknown) => logger.warn({ err }, 'nobody was told to slow down')),
    onGuessing: (tries, day, at) =>
      incidents.report({ kind: 'code-guessing', key: day, facts: { tries }, at }),
  });
  const unlimited = createDispatcher({
    handle: (update) => bot.handleUpdate(update),
    giveUp: faults.giveUp,
    tellDelay: faults.tellDelay,
    logger,
    timeLimitMs: 20_000,
    retries: 4,
    isTransient: (error) => isUnavailable(error) || isConflict(error),
    onOutcome,
  });
  const afterwards = async (update: Update, admission: Promise<Admission> | 'drop'): Promise<void> => {
    if ((await admission) === 'take') await unlimited.dispatch(update);
  };
  const dispatcher: Dispatcher = {
    ...unlimited,
    // Without a turn of the event loop between where nobody has to wait: a person's updates stay in order.
    dispatch: (update) => {
      const admission = limits.admit(update, clock.now());
      return admission === 'take' ? unlimited.dispatch(update) : afterwards(update, admission);
    },
  };
  return { dispatcher, poller: createPoller({ api, dispatcher, allowedUpdates: ALLOWED, logger, clock }) };
}

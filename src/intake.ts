import { randomUUID } from 'node:crypto';
import type { Api, ApiClientOptions } from 'grammy';
import type { Update } from 'grammy/types';
import { type BotDeps, createBot } from './bot/create-bot.js';
import { isFormOpen } from './bot/forms/rows.js';
import { createDispatcher, type Dispatcher } from './bot/intake/dispatcher.js';
import { createFaults } from './bot/intake/faults.js';
import type { StoredNews } from './bot/intake/finish.js';
import type { UpdateOutcome } from './bot/intake/handling.js';
import { type Admission, createLimits } from './bot/intake/limits/limits.js';
import { createPostholders } from './bot/intake/limits/postholders.js';
import { hasWaitedLong, isQuestion } from './bot/intake/owed.js';
import { type AllowedUpdate, createPoller, type Poller } from './bot/intake/polling/poller.js';
import type { Turn } from './bot/intake/polling/turn.js';
import { createSharedDispatcher } from './bot/intake/shared.js';
import { createUpdateStore, type Kept } from './bot/intake/stored/store.js';
import { createTurns } from './bot/intake/stored/turns.js';
import type { Db } from './db/database.js';
import { isConflict, isLockedOut, isUnavailable } from './db/errors.js';
import { groupGuard, type OnDropped } from './delivery/guard/group-guard.js';
import { createLease, LEASE_MS } from './delivery/sending/lease.js';
import type { IncidentsService } from './features/incidents/index.js';
import { telegramIdsPosted, triesCode } from './features/people/index.js';
import type { Seal } from './lib/shut/seal.js';
import { isoDate, localDate } from './lib/zoned.js';
import { setAsideReport } from './running/reports.js';
import { realWait } from './telegram/retry.js';

/** The kinds of updates that the bot asks Telegram for. */
export const ALLOWED: readonly AllowedUpdate[] = ['message', 'callback_query', 'my_chat_member'];

/** How long after an update lower numbers may come by a webhook, which is called for several side by side. */
const WEBHOOK_WINDOW_MS = 250;

/** How long the chats of a process that was killed wait for another at most, and a second. */
const TURN_MS = 4_000;

export type Intake = { readonly dispatcher: Dispatcher; readonly poller: Poller };

/** A question that has waited too long: whoever asked may ask again. */
async function isTooOld(db: Db, update: Update, now: Date): Promise<boolean> {
  const { message } = update;
  if (!message?.from || !hasWaitedLong(update, now)) return false;
  return isQuestion(update, await isFormOpen(db.read, BigInt(message.chat.id), BigInt(message.from.id)));
}

/** Only one of several processes on one PostgreSQL database polls; another takes over as with the sender. */
function pollingTurn({ db, clock }: Pick<BotDeps, 'db' | 'clock'>, botId: bigint): Turn {
  const lease = createLease({ db, name: `polling:${botId}`, owner: randomUUID(), forMs: LEASE_MS });
  return {
    hold: () => lease.hold(clock.now()),
    lasts: () => lease.until() > clock.now().getTime(),
    release: lease.release,
  };
}

/** What takes updates in: the bot, with what hands them to it one by one and what asks Telegram for them. */
export function createIntake(
  token: string,
  deps: BotDeps & {
    readonly api: Api;
    readonly client: ApiClientOptions;
    readonly seal: Seal;
    readonly by: 'polling' | 'webhook';
    readonly onDropped: OnDropped;
    readonly onOutcome: (outcome: UpdateOutcome) => void;
    readonly onStored: (news: StoredNews) => void;
    readonly incidents: Pick<IncidentsService, 'report'>;
    /** In which days are told apart. */
    readonly zone: string;
  },
): Intake {
  const { db, names, api, clock, logger, seal, by, onOutcome, onStored, onDropped, incidents, zone } = deps;
  const bot = createBot(token, deps);
  bot.api.config.use(groupGuard(names, onDropped));
  const faults = createFaults(deps);
  const botId = BigInt(deps.botInfo.id);
  const limits = createLimits({
    postholders: createPostholders({
      read: () => telegramIdsPosted(db.read, clock.now()),
      logger,
      wait: realWait,
    }),
    dayOf: (instant) => isoDate(localDate(instant, zone)),
    triesCode: ({ message, callback_query: query }) =>
      triesCode({
        ...(message?.chat.type === 'private' && message.text !== undefined && { text: message.text }),
        ...(query?.data !== undefined && { data: query.data }),
      }),
    onTooFast: (update) =>
      faults
        .tellTooFast(update)
        .catch((err: unknown) => logger.warn({ err }, 'nobody was told to slow down')),
    onGuessing: (tries, day, at) =>
      incidents.report({ kind: 'code-guessing', key: day, facts: { tries }, at }),
  });
  const options = {
    handle: async (update: Update): Promise<void> => {
      if (await isTooOld(db, update, clock.now())) return faults.tellTooOld(update);
      return bot.handleUpdate(update);
    },
    giveUp: faults.giveUp,
    tellDelay: faults.tellDelay,
    tellOutage: faults.tellOutage,
    causeOf: faults.causeOf,
    windowMs: by === 'webhook' ? WEBHOOK_WINDOW_MS : 0,
    timeLimitMs: 20_000,
    retries: 4,
    isOutage: (error: unknown) => isUnavailable(error) || isLockedOut(error),
    isTransient: isConflict,
    clock,
    logger,
    onOutcome,
    onStored,
    onSetAside: (kept: Kept, cause: string): void => {
      logger.error({ update: kept.updateId, cause }, 'an update was set aside');
      void incidents.report(setAsideReport(kept));
    },
  };
  const unlimited =
    by === 'webhook' && db.kind === 'postgresql'
      ? createSharedDispatcher({
          ...options,
          store: createUpdateStore({ db, seal, botId, handled: 'kept' }),
          turns: createTurns({ db, botId, owner: randomUUID(), forMs: TURN_MS }),
        })
      : createDispatcher({ ...options, store: createUpdateStore({ db, seal, botId }) });
  const afterwards = async (update: Update, admission: Promise<Admission> | 'drop'): Promise<boolean> =>
    (await admission) === 'drop' || unlimited.dispatch(update);
  const dispatcher: Dispatcher = {
    ...unlimited,
    // Without a turn of the event loop between where nobody has to wait: a person's updates stay in order.
    dispatch: (update) => {
      const admission = limits.admit(update, clock.now());
      return admission === 'take' ? unlimited.dispatch(update) : afterwards(update, admission);
    },
  };
  const polling = { api, dispatcher, allowedUpdates: ALLOWED, logger, clock };
  const turn = db.kind === 'postgresql' ? { turn: pollingTurn(deps, botId) } : {};
  return { dispatcher, poller: createPoller({ ...polling, ...turn }) };
}

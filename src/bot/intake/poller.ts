import { type Api, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { type Clock, systemClock } from '../../lib/clock.js';
import type { Logger } from '../../lib/logger.js';
import type { Loggable } from '../../lib/safe-error.js';
import { grammySignal } from '../../telegram/client.js';
import { isBadToken } from '../../telegram/failures.js';
import { backoffMs, realWait, retryAfterMs, type Wait } from '../../telegram/retry.js';
import type { Dispatcher } from './dispatcher.js';

/** Telegram doesn't know the bot: asking again won't help. `message` is a sentence for whoever runs the bot. */
export class BadTokenError extends Error implements Loggable {
  override readonly name = 'BadTokenError';
  readonly loggable = true;

  constructor() {
    super('Telegram does not accept BOT_TOKEN. Copy it again from @BotFather (/token) and start again.');
  }
}

export interface PollerOptions {
  readonly api: Pick<Api, 'getUpdates' | 'deleteWebhook'>;
  readonly dispatcher: Dispatcher;
  readonly allowedUpdates: readonly AllowedUpdate[];
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly wait?: Wait;
  /** Updates per batch, 1–100. Default 100. */
  readonly limit?: number;
  /** How long Telegram holds a poll open when there is no news; less than the client's own limit. Default 30. */
  readonly timeoutSeconds?: number;
}

export type AllowedUpdate = Exclude<keyof Update, 'update_id'>;

/** Fetches updates and confirms each batch after it was handled. */
export interface Poller {
  /**
   * Polls until the signal fires; then finishes the updates in hand, confirms them and resolves. Rejects with
   * `BadTokenError`; every other failure is waited out. To be run once.
   */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** When Telegram last answered a poll. */
  readonly lastPollAt: () => Date | undefined;
}

const longestWaitMs = 30_000;
const conflictWaitMs = 5_000;
const confirmTimeoutMs = 5_000;
// Far more than Telegram could give twice: it repeats at most what was never confirmed, a batch of 100.
const remembered = 1_000;

/** Takes the ids of updates down; tells whether one is taken down for the first time. */
function createMemory(): (update: Update) => boolean {
  const seen = new Set<number>();
  return ({ update_id: id }) => {
    if (seen.has(id)) return false;
    seen.add(id);
    // A set keeps the order of insertion: the first is the oldest.
    for (const oldest of seen) {
      if (seen.size <= remembered) break;
      seen.delete(oldest);
    }
    return true;
  };
}

/** Asks until it works; undefined when the signal fired first. */
async function persist<T>(
  { logger, wait = realWait }: PollerOptions,
  ask: () => Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      const answer = await ask();
      if (failures > 0) logger.info({ failures }, 'Telegram answers again');
      return answer;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (isBadToken(error)) throw new BadTokenError();
      const delayMs = delayAfter(error, failures);
      if (isConflict(error)) logger.warn({ delayMs }, conflictMessage);
      else logger.warn({ err: error, delayMs }, 'Telegram could not be asked for news; trying again');
      await wait(delayMs, signal);
    }
  }
  return undefined;
}

function poll(options: PollerOptions, offset: number | undefined, signal: AbortSignal): Promise<Update[]> {
  const { api, limit = 100, timeoutSeconds = 30, allowedUpdates } = options;
  return api.getUpdates(
    {
      ...(offset !== undefined && { offset }),
      limit,
      timeout: timeoutSeconds,
      allowed_updates: [...allowedUpdates],
    },
    grammySignal(signal),
  );
}

/** Without this the last batch would come again at the next start: harmless, since effects are recorded. */
async function confirm({ api, logger, allowedUpdates }: PollerOptions, offset: number): Promise<void> {
  try {
    const signal = grammySignal(AbortSignal.timeout(confirmTimeoutMs));
    await api.getUpdates({ offset, limit: 1, timeout: 0, allowed_updates: [...allowedUpdates] }, signal);
  } catch (err) {
    logger.warn({ err }, 'the last updates could not be confirmed; they will come again');
  }
}

export function createPoller(options: PollerOptions): Poller {
  const { api, dispatcher, clock = systemClock } = options;
  const isNew = createMemory();
  let lastPollAt: Date | undefined;

  return {
    lastPollAt: () => lastPollAt,
    async run(signal) {
      const stopped = grammySignal(signal);
      await persist(options, () => api.deleteWebhook({ drop_pending_updates: false }, stopped), signal);
      let offset: number | undefined;
      let unconfirmed = false;
      while (!signal.aborted) {
        const batch = await persist(options, () => poll(options, offset, signal), signal);
        if (!batch) break;
        lastPollAt = clock.now();
        unconfirmed = batch.length > 0;
        await Promise.all(batch.filter(isNew).map((update) => dispatcher.dispatch(update)));
        // Of this batch only: after a quiet week Telegram may go on from a lower number.
        if (unconfirmed) offset = Math.max(...batch.map((update) => update.update_id)) + 1;
      }
      await dispatcher.idle();
      if (unconfirmed && offset !== undefined) await confirm(options, offset);
    },
  };
}

const conflictMessage =
  'another program polls with the same bot token, or a webhook was set: stop the other one; trying again';

const isConflict = (error: unknown): boolean => error instanceof GrammyError && error.error_code === 409;

function delayAfter(error: unknown, failures: number): number {
  return (
    retryAfterMs(error) ?? (isConflict(error) ? conflictWaitMs : backoffMs(failures, 1_000, longestWaitMs))
  );
}

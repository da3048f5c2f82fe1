import type { Update } from 'grammy/types';
import type { Logger } from '../../lib/logger.js';
import {
  backoffMs,
  isTransientTelegramError,
  realWait,
  retryAfterMs,
  unwrapped,
  type Wait,
} from '../../telegram/retry.js';
import { kindOf } from './lane.js';

/** How the handling of one update ended. */
export interface UpdateOutcome {
  /** The update's one field besides its id, as in `message`. */
  readonly kind: string;
  readonly outcome: 'handled' | 'given-up';
  /** From the moment it was taken up, waits between tries included. */
  readonly seconds: number;
  /** At least 1. */
  readonly tries: number;
}

export interface HandlingOptions {
  /** Handles an update. May be called again for the same one after a transient failure. */
  readonly handle: (update: Update) => Promise<void>;
  /**
   * Tells the person that it failed for good, with the error out of grammY's wrapping. Called again, after further
   * tries, where Telegram could not be reached to tell.
   */
  readonly giveUp: (update: Update, error: unknown) => Promise<void>;
  /** Tells the person that it takes longer; called once, when the time limit passes while the update is in hand. */
  readonly tellDelay?: (update: Update) => Promise<void>;
  /** Tells the person that it waits for the database; called once, in place of `tellDelay`, where that lasts. */
  readonly tellOutage?: (update: Update) => Promise<void>;
  readonly logger: Logger;
  /** After so long in hand the person is told that it takes longer. */
  readonly timeLimitMs: number;
  /** Further tries after a transient failure. */
  readonly retries: number;
  /** Failures that may pass, besides those of Telegram and the network. */
  readonly isTransient?: (error: unknown) => boolean;
  /** The database is out of reach or can't write: nothing is lost while it is waited for, and nothing can be given up. */
  readonly isOutage?: (error: unknown) => boolean;
  readonly onOutcome?: (outcome: UpdateOutcome) => void;
  readonly wait?: Wait;
}

/** `left`: the program stops; the update is for the next start. */
export type Ending =
  | { readonly kind: 'handled' | 'left' }
  | { readonly kind: 'given-up'; readonly error: unknown };

/** An outage that lasts longer is told: a restart of the database is over by then. */
export const OUTAGE_TOLD_MS = 3_000;

// A person told to wait longer than this has moved on; and the chat's next updates wait behind it.
const longestWaitMs = 30_000;

/** How long until the next try of what failed; undefined: there is none. */
function delayMs(options: HandlingOptions, error: unknown, attempt: number): number | undefined {
  const { retries, isTransient, isOutage } = options;
  if (isOutage?.(error)) return backoffMs(attempt, 300, 5_000);
  if (attempt >= retries) return undefined;
  const told = retryAfterMs(error);
  if (told !== undefined) return told <= longestWaitMs ? told : undefined;
  const passes = isTransientTelegramError(error) || isTransient?.(error) === true;
  return passes ? backoffMs(attempt, 300, 5_000) : undefined;
}

/** Tells the person something; resolves to what stood in the way. */
export async function failureToTell(
  { logger }: HandlingOptions,
  what: 'failure' | 'delay' | 'outage',
  update: Update,
  telling: () => Promise<void>,
): Promise<unknown> {
  try {
    await telling();
    return undefined;
  } catch (raised) {
    const err = unwrapped(raised);
    logger.error({ err, update: update.update_id, what }, 'the person could not be told');
    return err;
  }
}

/** How long until all is tried anew of an update that nobody could be told of; undefined: its end is told, or can't be. */
async function delayAfterTelling(
  options: HandlingOptions,
  update: Update,
  error: unknown,
): Promise<number | undefined> {
  const inTheWay = await failureToTell(options, 'failure', update, () => options.giveUp(update, error));
  return isTransientTelegramError(error) && isTransientTelegramError(inTheWay)
    ? Math.min(retryAfterMs(inTheWay) ?? longestWaitMs, longestWaitMs)
    : undefined;
}

type Waiting = {
  /** The person knows that it takes longer. */
  isTold: boolean;
  outageSince: number | undefined;
};

/** Tells the person once that the database is what their update waits for, when that has lasted. */
function noteOutage(options: HandlingOptions, update: Update, waiting: Waiting, error: unknown): void {
  const { isOutage, tellOutage } = options;
  if (!isOutage?.(error)) return;
  const now = performance.now();
  waiting.outageSince ??= now;
  if (waiting.isTold || !tellOutage || now - waiting.outageSince < OUTAGE_TOLD_MS) return;
  waiting.isTold = true;
  void failureToTell(options, 'outage', update, () => tellOutage(update));
}

async function tryOut(
  options: HandlingOptions,
  update: Update,
  signal: AbortSignal,
  waiting: Waiting,
): Promise<{ readonly ending: Ending; readonly tries: number }> {
  const { handle, logger, wait = realWait } = options;
  for (let attempt = 0; ; attempt++) {
    try {
      await handle(update);
      return { ending: { kind: 'handled' }, tries: attempt + 1 };
    } catch (raised) {
      const error = unwrapped(raised);
      // What fails while the program stops, as on a database that is closed, says nothing of the update.
      if (signal.aborted) return { ending: { kind: 'left' }, tries: attempt + 1 };
      const delay = delayMs(options, error, attempt) ?? (await delayAfterTelling(options, update, error));
      if (delay === undefined) return { ending: { kind: 'given-up', error }, tries: attempt + 1 };
      logger.warn({ err: error, update: update.update_id, delayMs: delay }, 'an update is tried again');
      noteOutage(options, update, waiting, error);
      await wait(delay, signal);
      if (signal.aborted) return { ending: { kind: 'left' }, tries: attempt + 1 };
    }
  }
}

/** Handles an update, again and again where that may help, up to its end. Never rejects. */
export async function settle(options: HandlingOptions, update: Update, signal: AbortSignal): Promise<Ending> {
  const { tellDelay, timeLimitMs, logger, onOutcome } = options;
  const start = performance.now();
  const waiting: Waiting = { isTold: false, outageSince: undefined };
  const timer = setTimeout(() => {
    logger.warn({ update: update.update_id }, 'an update takes longer than the time limit');
    if (waiting.isTold || !tellDelay) return;
    waiting.isTold = true;
    void failureToTell(options, 'delay', update, () => tellDelay(update));
  }, timeLimitMs);
  const { ending, tries } = await tryOut(options, update, signal, waiting);
  clearTimeout(timer);
  const seconds = (performance.now() - start) / 1000;
  if (ending.kind !== 'left') onOutcome?.({ kind: kindOf(update), outcome: ending.kind, seconds, tries });
  return ending;
}

import { type Api, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { type Clock, systemClock } from '../../lib/clock.js';
import type { Logger } from '../../lib/logger.js';
import type { Loggable } from '../../lib/safe-error.js';
import { grammySignal } from '../../telegram/client.js';
import { isBadToken } from '../../telegram/failures.js';
import { backoffMs, realWait, retryAfterMs, type Wait } from '../../telegram/retry.js';
import type { Dispatcher } from './dispatcher.js';
import { createMemory, type Memory } from './memory.js';

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

/** Fetches updates, also while some are in hand, and confirms each once it is handled or stored. */
export interface Poller {
  /**
   * Polls until the signal fires; then closes the dispatcher, confirms what may be and resolves. Rejects with
   * `BadTokenError`; every other failure is waited out. To be run once.
   */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** When Telegram last answered a poll. */
  readonly lastPollAt: () => Date | undefined;
}

const longestWaitMs = 30_000;
const conflictWaitMs = 5_000;
/** A conflict that lasts is said once. */
const conflictOverMs = 10 * 60_000;
const confirmTimeoutMs = 5_000;
/** How long what came is given to be handled before Telegram is asked for more. */
const shortlyMs = 25;
/** A batch that is full of what is known hides what is new: after so long it is stored. */
const fullMs = 250;
/** Without a database everything waits. */
const retryMs = 1_000;

type State = {
  readonly options: PollerOptions;
  readonly signal: AbortSignal;
  readonly known: Memory;
  /** Taken, and neither handled nor stored yet. */
  readonly unsafe: Map<number, Promise<void>>;
  /** Updates that could be neither handled nor stored are held. */
  held: number;
  lastPollAt: Date | undefined;
  lastNewsAt: number;
  lastConflictAt: number | undefined;
};

function noteFailure(state: State, err: unknown, delayMs: number): void {
  const { logger, clock = systemClock } = state.options;
  if (!isConflict(err)) {
    logger.warn({ err, delayMs }, 'Telegram could not be asked for news; trying again');
    return;
  }
  const now = clock.now().getTime();
  const { lastConflictAt = Number.NEGATIVE_INFINITY } = state;
  if (now - lastConflictAt > conflictOverMs) logger.warn({ delayMs }, conflictMessage);
  state.lastConflictAt = now;
}

/** Asks until it works; undefined when the signal fired first. */
async function persist<T>(state: State, ask: () => Promise<T>): Promise<T | undefined> {
  const { options, signal } = state;
  const { logger, wait = realWait } = options;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const answer = await ask();
      if (failures > 0) logger.info({ failures }, 'Telegram answers again');
      return answer;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (isBadToken(error)) throw new BadTokenError();
      const delayMs = delayAfter(error, failures);
      noteFailure(state, error, delayMs);
      if (!isConflict(error)) failures += 1;
      await wait(delayMs, signal);
    }
  }
  return undefined;
}

function poll({ options, unsafe, signal }: State, offset: number | undefined): Promise<Update[]> {
  const { api, limit = 100, timeoutSeconds = 30, allowedUpdates } = options;
  return api.getUpdates(
    {
      ...(offset !== undefined && { offset }),
      limit,
      timeout: unsafe.size > 0 ? 0 : timeoutSeconds,
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

/** Hands an update on, again and again until it is handled or stored. */
async function take(state: State, update: Update): Promise<void> {
  const { options, signal, unsafe } = state;
  const { dispatcher, wait = realWait } = options;
  let isSafe = await dispatcher.dispatch(update);
  if (!isSafe) state.held += 1;
  while (!isSafe && !signal.aborted) {
    await wait(retryMs, signal);
    isSafe = await dispatcher.dispatch(update);
    if (isSafe) state.held -= 1;
  }
  if (isSafe) unsafe.delete(update.update_id);
}

/** Takes what is new of a batch, and gives it a moment. */
async function takeBatch(state: State, batch: readonly Update[]): Promise<void> {
  const { options, unsafe, known, signal } = state;
  const { limit = 100, dispatcher } = options;
  const fresh = batch.filter(({ update_id: id }) => {
    if (known.has(id)) return false;
    known.add(id);
    return true;
  });
  for (const update of fresh) unsafe.set(update.update_id, take(state, update));
  if (fresh.length > 0) state.lastNewsAt = performance.now();
  else if (batch.length >= limit && performance.now() - state.lastNewsAt > fullMs) dispatcher.hurry();
  if (unsafe.size === 0) return;
  const over = new AbortController();
  const pause = realWait(state.held > 0 ? retryMs : shortlyMs, AbortSignal.any([signal, over.signal]));
  await Promise.race([Promise.all(unsafe.values()), pause]);
  over.abort();
}

/**
 * What may be confirmed: all below the lowest that is neither handled nor stored. Of this batch only: after a quiet
 * week Telegram may go on from a lower number.
 */
function offsetAfter({ unsafe }: State, batch: readonly Update[]): number {
  const ids = batch.map(({ update_id: id }) => id);
  const held = ids.filter((id) => unsafe.has(id));
  return held.length > 0 ? Math.min(...held) : Math.max(...ids) + 1;
}

async function run(state: State): Promise<void> {
  const { options, signal } = state;
  const { api, dispatcher, clock = systemClock } = options;
  await persist(state, () => api.deleteWebhook({ drop_pending_updates: false }, grammySignal(signal)));
  let offset: number | undefined;
  let last: readonly Update[] = [];
  while (!signal.aborted) {
    const batch = await persist(state, () => poll(state, offset));
    if (!batch) break;
    state.lastPollAt = clock.now();
    last = batch;
    await takeBatch(state, batch);
    if (batch.length > 0) offset = offsetAfter(state, batch);
  }
  await dispatcher.close();
  await Promise.all(state.unsafe.values());
  if (last.length > 0) await confirm(options, offsetAfter(state, last));
}

export function createPoller(options: PollerOptions): Poller {
  let state: State | undefined;
  return {
    lastPollAt: () => state?.lastPollAt,
    run: (signal) => {
      state = {
        options,
        signal,
        known: createMemory(),
        unsafe: new Map(),
        held: 0,
        lastPollAt: undefined,
        lastNewsAt: performance.now(),
        lastConflictAt: undefined,
      };
      return run(state);
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

import { type Api, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { type Clock, systemClock } from '../../../lib/clock.js';
import type { Logger } from '../../../lib/logger.js';
import type { Loggable } from '../../../lib/safe-error.js';
import { grammySignal } from '../../../telegram/client.js';
import { isBadToken } from '../../../telegram/failures.js';
import { backoffMs, realWait, retryAfterMs, type Wait } from '../../../telegram/retry.js';
import type { Dispatcher } from '../dispatcher.js';
import { createMemory, type Memory } from '../memory.js';
import { type Conflict, createConflict } from './conflict.js';
import { inTurn, type Turn } from './turn.js';

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
  /** Among several processes on one database; left out where there is but one. */
  readonly turn?: Turn;
  /** Updates per batch, 1–100. Default 100. */
  readonly limit?: number;
  /** How long Telegram holds a poll open when there is no news; less than the client's own limit. Default 30. */
  readonly timeoutSeconds?: number;
}

export type AllowedUpdate = Exclude<keyof Update, 'update_id'>;

/** Fetches updates, also while some are in hand, and confirms each once it is handled or stored. */
export interface Poller {
  /**
   * Takes up what is stored and polls, where it is this process's turn, until the signal fires; then closes the
   * dispatcher, confirms what may be and resolves. Rejects with `BadTokenError`; every other failure is waited out. To
   * be run once.
   */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** When Telegram last answered a poll, or another process was seen to poll in this one's place. */
  readonly lastPollAt: () => Date | undefined;
  /** Since when another program polls with the same token; undefined: none does. */
  readonly conflictSince: () => Date | undefined;
}

const longestWaitMs = 30_000;
const confirmTimeoutMs = 5_000;
/** How long what came is given to be handled before Telegram is asked for more. */
const shortlyMs = 25;
/** A batch that is full of what is known hides what is new: after so long it is stored. */
const fullMs = 250;
/** Without a database everything waits. */
const retryMs = 1_000;

type State = {
  readonly options: PollerOptions;
  /** Fires when the program stops. */
  readonly signal: AbortSignal;
  readonly conflict: Conflict;
  readonly known: Memory;
  /** Taken, and neither handled nor stored yet. */
  readonly unsafe: Map<number, Promise<void>>;
  /** Updates that could be neither handled nor stored are held. */
  held: number;
  lastPollAt: Date | undefined;
  lastNewsAt: number;
};

const nowOf = ({ options: { clock = systemClock } }: State): number => clock.now().getTime();

/** Says what stands in the way; resolves to how long to wait before the next try, in milliseconds. */
function delayAfter(state: State, err: unknown, failures: number): number {
  const { logger } = state.options;
  if (!isConflict(err)) {
    const delayMs = retryAfterMs(err) ?? backoffMs(failures, 1_000, longestWaitMs);
    logger.warn({ err, delayMs }, 'Telegram could not be asked for news; trying again');
    return delayMs;
  }
  const { delayMs, waits, isNews } = state.conflict.met(nowOf(state));
  if (isNews) logger.warn({ waits }, conflictMessage);
  return delayMs;
}

/** Asks until it works; undefined when the signal fired first. */
async function persist<T>(state: State, signal: AbortSignal, ask: () => Promise<T>): Promise<T | undefined> {
  const { logger, wait = realWait } = state.options;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const answer = await ask();
      if (failures > 0) logger.info({ failures }, 'Telegram answers again');
      return answer;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (isBadToken(error)) throw new BadTokenError();
      const delayMs = delayAfter(state, error, failures);
      if (!isConflict(error)) failures += 1;
      await wait(delayMs, signal);
    }
  }
  return undefined;
}

function poll(
  { options, unsafe }: State,
  signal: AbortSignal,
  offset: number | undefined,
): Promise<Update[]> {
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

/** Takes up what is stored; without a database that waits. */
async function recover({ options }: State, signal: AbortSignal): Promise<void> {
  const { dispatcher, logger, wait = realWait } = options;
  while (!signal.aborted) {
    try {
      return await dispatcher.recover();
    } catch (err) {
      logger.warn({ err }, 'stored updates could not be taken up; trying again');
      await wait(retryMs, signal);
    }
  }
}

/** Polls until the signal fires; resolves to what may be confirmed then. */
async function pollWhile(state: State, signal: AbortSignal): Promise<() => number | undefined> {
  const { api, clock = systemClock } = state.options;
  await recover(state, signal);
  await persist(state, signal, () =>
    api.deleteWebhook({ drop_pending_updates: false }, grammySignal(signal)),
  );
  let offset: number | undefined;
  let last: readonly Update[] = [];
  while (!signal.aborted) {
    let askedAt = nowOf(state);
    const batch = await persist(state, signal, () => {
      askedAt = nowOf(state);
      return poll(state, signal, offset);
    });
    if (!batch) break;
    state.lastPollAt = clock.now();
    state.conflict.answered(askedAt, nowOf(state));
    last = batch;
    await takeBatch(state, batch);
    if (batch.length > 0) offset = offsetAfter(state, batch);
  }
  return () => (last.length > 0 ? offsetAfter(state, last) : undefined);
}

async function run(state: State): Promise<void> {
  const { options, signal } = state;
  const { dispatcher, turn, logger, clock = systemClock, wait = realWait } = options;
  let unconfirmed: () => number | undefined = () => undefined;
  const work = async (during: AbortSignal) => {
    unconfirmed = await pollWhile(state, during);
    // Another process goes on from there.
    if (!signal.aborted) unconfirmed = () => undefined;
  };
  const onWaiting = () => {
    state.lastPollAt = clock.now();
  };
  if (turn) await inTurn({ turn, logger, wait, onWaiting }, signal, work);
  else await work(signal);
  await dispatcher.close();
  await Promise.all(state.unsafe.values());
  const offset = unconfirmed();
  if (offset !== undefined) await confirm(options, offset);
  await turn?.release().catch((err: unknown) => logger.warn({ err }, 'the turn to poll is left to run out'));
}

export function createPoller(options: PollerOptions): Poller {
  let state: State | undefined;
  return {
    lastPollAt: () => state?.lastPollAt,
    conflictSince: () => {
      const since = state?.conflict.since(nowOf(state));
      return since === undefined ? undefined : new Date(since);
    },
    run: (signal) => {
      state = {
        options,
        signal,
        conflict: createConflict(),
        known: createMemory(),
        unsafe: new Map(),
        held: 0,
        lastPollAt: undefined,
        lastNewsAt: performance.now(),
      };
      return run(state);
    },
  };
}

const conflictMessage =
  'another program polls with the same bot token, or a webhook was set: stop the other one';

const isConflict = (error: unknown): boolean => error instanceof GrammyError && error.error_code === 409;

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
import { createSlots } from './slots.js';

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

export interface DispatcherOptions {
  /** Handles an update. May be called again for the same one after a transient failure. */
  readonly handle: (update: Update) => Promise<void>;
  /** Tells the person that it failed for good; called once per update, with the error out of grammY's wrapping. */
  readonly giveUp: (update: Update, error: unknown) => Promise<void>;
  /** Tells the person that it takes longer; called once, when the time limit passes while the update is in hand. */
  readonly tellDelay?: (update: Update) => Promise<void>;
  readonly logger: Logger;
  /** After so long, counted from `dispatch`, others no longer wait for the update; its own chat's go on waiting. */
  readonly timeLimitMs: number;
  /** Further tries after a transient failure. */
  readonly retries: number;
  /** Updates in hand at once. Default 50. */
  readonly concurrency?: number;
  /** Failures that may pass, besides those of Telegram and the network: a database busy or out of reach. */
  readonly isTransient?: (error: unknown) => boolean;
  readonly onOutcome?: (outcome: UpdateOutcome) => void;
  readonly wait?: Wait;
}

/** Hands updates on: one at a time per chat and person, in order; otherwise concurrently. */
export interface Dispatcher {
  /** Resolves when the update is handled or given up, or its time limit is up. Never rejects. */
  readonly dispatch: (update: Update) => Promise<void>;
  /** Resolves when nothing is in hand or waiting, also of what outlived its time limit. */
  readonly idle: () => Promise<void>;
}

// A person told to wait longer than this has moved on; and the chat's next updates wait behind it.
const longestWaitMs = 30_000;

/** How long until the next try of what failed; undefined: there is none. */
function delayMs({ retries, isTransient }: DispatcherOptions, error: unknown, attempt: number) {
  if (attempt >= retries) return undefined;
  const told = retryAfterMs(error);
  if (told !== undefined) return told <= longestWaitMs ? told : undefined;
  const passes = isTransientTelegramError(error) || isTransient?.(error) === true;
  return passes ? backoffMs(attempt, 300, 5_000) : undefined;
}

/** Tells the person something, where failing to tell changes nothing. */
async function tell(
  { logger }: DispatcherOptions,
  what: 'failure' | 'delay',
  update: Update,
  telling: () => Promise<void>,
): Promise<void> {
  try {
    await telling();
  } catch (raised) {
    const fields = { err: unwrapped(raised), update: update.update_id, what };
    logger.error(fields, 'the person could not be told');
  }
}

/** Handles an update, again and again where that may help, up to its end. */
async function settle(options: DispatcherOptions, update: Update): Promise<void> {
  const { handle, giveUp, logger, onOutcome, wait = realWait } = options;
  const start = performance.now();
  const end = (outcome: UpdateOutcome['outcome'], tries: number): void =>
    onOutcome?.({ kind: kindOf(update), outcome, seconds: (performance.now() - start) / 1000, tries });
  for (let attempt = 0; ; attempt++) {
    try {
      await handle(update);
      return end('handled', attempt + 1);
    } catch (raised) {
      const err = unwrapped(raised);
      const delay = delayMs(options, err, attempt);
      if (delay === undefined) {
        await tell(options, 'failure', update, () => giveUp(update, err));
        return end('given-up', attempt + 1);
      }
      logger.warn({ err, update: update.update_id, delayMs: delay }, 'an update failed and is tried again');
      await wait(delay);
    }
  }
}

/** Resolves at an update's end, or when its time limit is up, which is then told. */
function withinLimit(
  options: DispatcherOptions,
  update: Update,
  end: Promise<void>,
  isInHand: () => boolean,
): Promise<void> {
  const { logger, tellDelay, timeLimitMs } = options;
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      const inHand = isInHand();
      logger.warn({ update: update.update_id, inHand }, 'an update takes longer than the time limit');
      if (inHand && tellDelay) void tell(options, 'delay', update, () => tellDelay(update));
      resolve();
    }, timeLimitMs);
    void end.finally(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const slots = createSlots(options.concurrency ?? 50);
  const tails = new Map<string, Promise<void>>();

  function dispatch(update: Update): Promise<void> {
    const key = keyOf(update);
    let inHand = false;
    const work = async (): Promise<void> => {
      inHand = true;
      await settle(options, update);
      inHand = false;
    };
    const before = tails.get(key);
    const done = before ? before.then(() => slots.run(work)) : slots.run(work);
    const tail = done.finally(() => {
      if (tails.get(key) === tail) tails.delete(key);
    });
    tails.set(key, tail);
    return withinLimit(options, update, tail, () => inHand);
  }

  return {
    dispatch,
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}

function kindOf(update: Update): string {
  return Object.keys(update).find((name) => name !== 'update_id') ?? 'unknown';
}

function inside(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Updates with the same key are handled in order: those of one person in one chat. */
function keyOf(update: Update): string {
  const kind = kindOf(update);
  const body = inside(update, kind);
  const chat = inside(body, 'chat') ?? inside(inside(body, 'message'), 'chat');
  const person = inside(body, 'from') ?? inside(body, 'user');
  return chat || person ? `${String(inside(chat, 'id'))}:${String(inside(person, 'id'))}` : kind;
}

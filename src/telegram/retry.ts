import { setTimeout as sleep } from 'node:timers/promises';
import { BotError, GrammyError, HttpError } from 'grammy';

/** Resolves after `ms`, or as soon as the signal fires. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;

export const realWait: Wait = (ms, signal) =>
  sleep(ms, undefined, signal && { signal }).catch(() => undefined);

/** The error that a handler threw, out of grammY's wrapping. */
export function unwrapped(error: unknown): unknown {
  return error instanceof BotError ? error.error : error;
}

/** Milliseconds before another try: doubles from `firstMs`, at most `capMs`, of which a random half is taken off. */
export function backoffMs(attempt: number, firstMs: number, capMs: number, random = Math.random): number {
  const full = Math.min(capMs, firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(full * (0.5 + random() / 2));
}

/** Whether Telegram, or the way to it, may answer otherwise when asked again: network errors, 429 and 5xx. */
export function isTransientTelegramError(error: unknown): boolean {
  if (error instanceof HttpError) return true;
  return error instanceof GrammyError && (error.error_code === 429 || error.error_code >= 500);
}

/** The wait that Telegram asks for with 429, in milliseconds; undefined for other errors. */
export function retryAfterMs(error: unknown): number | undefined {
  if (!(error instanceof GrammyError) || error.error_code !== 429) return undefined;
  return (error.parameters.retry_after ?? 1) * 1000;
}

import { GrammyError, HttpError } from 'grammy';
import { isUnavailable } from '../../db/errors.js';
import { GroupGuardRefusal } from '../guard/group-guard.js';

/** Thrown when the message to edit is gone and nothing may be sent in its place. */
export class NothingToEdit extends Error {
  override readonly name = 'NothingToEdit';
}

/** What went wrong with one sending, by what has to follow. */
export type Failure =
  /** Wait as told. */
  | { readonly kind: 'flood'; readonly retryAfterMs: number }
  /** Telegram or the way to it failed; it may or may not have been sent. */
  | { readonly kind: 'server' | 'network' }
  /** Nothing can be sent: the token is refused, or the database is away. */
  | { readonly kind: 'token' | 'database' }
  /** This chat can't be written to until it comes back by itself. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'moved'; readonly chatId: bigint }
  | { readonly kind: 'topic-gone' }
  /** The edit would change nothing: what was wanted is there. */
  | { readonly kind: 'unmodified' }
  | { readonly kind: 'message-gone' }
  | { readonly kind: 'guard' }
  /** Telegram takes the message for faulty. `code` is its description without anything from the message. */
  | { readonly kind: 'rejected'; readonly code: string }
  /** Our own code. */
  | { readonly kind: 'fault' };

const unreachable = /chat not found|user not found|PEER_ID_INVALID|USER_ID_INVALID|user is deactivated/iu;
const messageGone = /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/iu;

/** The fixed words of a description as a code: `message-text-is-empty`. What may quote the message is cut off. */
function codeOf(error: GrammyError): string {
  const words = error.description.replace(/^[A-Za-z ]+:\s*/u, '').split(/[^A-Za-z_' ]/u)[0] ?? '';
  const slug = words
    .trim()
    .toLowerCase()
    .split(/[ _']+/u)
    .filter(Boolean)
    .slice(0, 6)
    .join('-');
  return slug || String(error.error_code);
}

function ofTelegram(error: GrammyError): Failure {
  const { error_code: code, description, parameters } = error;
  if (parameters.migrate_to_chat_id !== undefined) {
    return { kind: 'moved', chatId: BigInt(parameters.migrate_to_chat_id) };
  }
  if (code === 429) return { kind: 'flood', retryAfterMs: (parameters.retry_after ?? 1) * 1_000 };
  if (code >= 500) return { kind: 'server' };
  if (code === 401 || code === 404) return { kind: 'token' };
  if (code === 403 || unreachable.test(description)) return { kind: 'unreachable' };
  if (/message is not modified/iu.test(description)) return { kind: 'unmodified' };
  if (messageGone.test(description)) return { kind: 'message-gone' };
  if (/message thread not found|TOPIC_DELETED/iu.test(description)) return { kind: 'topic-gone' };
  return { kind: 'rejected', code: codeOf(error) };
}

/** Tells from a thrown error what went wrong. */
export function classify(error: unknown): Failure {
  if (error instanceof GroupGuardRefusal) return { kind: 'guard' };
  if (error instanceof NothingToEdit) return { kind: 'message-gone' };
  if (error instanceof GrammyError) return ofTelegram(error);
  if (isUnavailable(error)) return { kind: 'database' };
  return { kind: error instanceof HttpError ? 'network' : 'fault' };
}

/** How often one message is tried before it is set aside. */
export const TRIES = { telegram: 10, rejected: 3, render: 5 } as const;

/**
 * Milliseconds until the next try after so many failures (1 or more): doubling from `firstMs` up to `mostMs`, each
 * between half and all of it, so that many don't come back at once. `random` gives 0 to 1.
 */
export function backoff(
  failures: number,
  { firstMs, mostMs }: { readonly firstMs: number; readonly mostMs: number },
  random: () => number,
): number {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(full * (0.5 + random() / 2));
}

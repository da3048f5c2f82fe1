import { GrammyError, HttpError } from 'grammy';

/** What went wrong with a call to Telegram, by what has to follow. */
export type TelegramFailure =
  /** Wait as told. */
  | { readonly kind: 'flood'; readonly retryAfterMs: number }
  /** Telegram or the way to it failed; the call may or may not have had its effect. */
  | { readonly kind: 'server' | 'network' }
  /** The token is refused. */
  | { readonly kind: 'token' }
  /** This chat can't be written to until it comes back by itself. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'moved'; readonly chatId: bigint }
  | { readonly kind: 'topic-gone' }
  /** The edit would change nothing: what was wanted is there. */
  | { readonly kind: 'unmodified' }
  | { readonly kind: 'message-gone' }
  /** Telegram takes the message for faulty. `code` is its description without anything from the message. */
  | { readonly kind: 'rejected'; readonly code: string };

/** Telegram has no codes for these: its descriptions are all there is to tell them by. */
const PHRASES = {
  unreachable: /chat not found|user not found|PEER_ID_INVALID|USER_ID_INVALID|user is deactivated/iu,
  unmodified: /message is not modified/iu,
  messageGone: /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/iu,
  topicGone: /message thread not found|TOPIC_DELETED/iu,
  noText: /there is no text in the message to edit/iu,
  queryTooOld: /query is too old/iu,
  fileTooBig: /too big/iu,
} as const;

/** Whether an error is Telegram's and says this. */
export function says(error: unknown, what: keyof typeof PHRASES): error is GrammyError {
  return error instanceof GrammyError && PHRASES[what].test(error.description);
}

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

/** Tells from an error what Telegram, or the way to it, has against the call; undefined: it isn't theirs. */
export function telegramFailure(error: unknown): TelegramFailure | undefined {
  if (error instanceof HttpError) return { kind: 'network' };
  if (!(error instanceof GrammyError)) return undefined;
  const { error_code: code, parameters } = error;
  if (parameters.migrate_to_chat_id !== undefined) {
    return { kind: 'moved', chatId: BigInt(parameters.migrate_to_chat_id) };
  }
  if (code === 429) return { kind: 'flood', retryAfterMs: (parameters.retry_after ?? 1) * 1_000 };
  if (code >= 500) return { kind: 'server' };
  if (code === 401 || code === 404) return { kind: 'token' };
  if (code === 403 || says(error, 'unreachable')) return { kind: 'unreachable' };
  if (says(error, 'unmodified')) return { kind: 'unmodified' };
  if (says(error, 'messageGone')) return { kind: 'message-gone' };
  if (says(error, 'topicGone')) return { kind: 'topic-gone' };
  return { kind: 'rejected', code: codeOf(error) };
}

/** Whether Telegram refuses the token: it was revoked, or never was one. */
export function isBadToken(error: unknown): boolean {
  return telegramFailure(error)?.kind === 'token';
}

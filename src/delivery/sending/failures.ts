import { isUnavailable } from '../../db/errors.js';
import { type TelegramFailure, telegramFailure } from '../../telegram/failures.js';
import { GroupGuardRefusal } from '../guard/group-guard.js';

/** Thrown when the message to edit is gone and nothing may be sent in its place. */
export class NothingToEdit extends Error {
  override readonly name = 'NothingToEdit';
}

/** What went wrong with one sending, by what has to follow: Telegram, the database, the guard, or our own code. */
export type Failure = TelegramFailure | { readonly kind: 'database' | 'guard' | 'fault' };

/** Tells from a thrown error what went wrong. */
export function classify(error: unknown): Failure {
  if (error instanceof GroupGuardRefusal) return { kind: 'guard' };
  if (error instanceof NothingToEdit) return { kind: 'message-gone' };
  const failure = telegramFailure(error);
  if (failure) return failure;
  return { kind: isUnavailable(error) ? 'database' : 'fault' };
}

/** How often one message is tried before it is set aside. */
export const TRIES = { telegram: 10, rejected: 3, render: 5 } as const;

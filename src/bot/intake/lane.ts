import type { Update } from 'grammy/types';

/** The update's one field besides its id, as in `message`. */
export function kindOf(update: Update): string {
  return Object.keys(update).find((name) => name !== 'update_id') ?? 'unknown';
}

function inside(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The lane of an update: those of one person in one chat share it, and are handled in order. */
export function laneOf(update: Update): string {
  const kind = kindOf(update);
  const body = inside(update, kind);
  const chat = inside(body, 'chat') ?? inside(inside(body, 'message'), 'chat');
  const person = inside(body, 'from') ?? inside(body, 'user');
  return chat || person ? `${String(inside(chat, 'id'))}:${String(inside(person, 'id'))}` : kind;
}

/** After a week without any, Telegram counts anew: further apart than this, updates are told by when they came. */
const NUMBERS_COMPARE_MS = 3 * 86_400_000;

type Numbered = { readonly updateId: number; readonly receivedAt: Date };

/** Sorts the updates of a lane into the order in which Telegram made them. */
export function inOrder(one: Numbered, other: Numbered): number {
  const apart = one.receivedAt.getTime() - other.receivedAt.getTime();
  return Math.abs(apart) > NUMBERS_COMPARE_MS ? apart : one.updateId - other.updateId;
}

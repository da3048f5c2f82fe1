import type { Method } from '../call.js';
import { looking } from './chats.js';
import { editing } from './edit.js';
import { profile } from './profile.js';
import { receiving } from './receive.js';
import { sending } from './send.js';

const METHODS: ReadonlyMap<string, { readonly name: string; readonly run: Method }> = new Map(
  Object.entries<Method>({ ...receiving, ...sending, ...editing, ...looking, ...profile }).map(
    ([name, run]) => [name.toLowerCase(), { name, run }],
  ),
);

/** A method by its name; Telegram doesn't mind the letters' case. */
export function findMethod(name: string): { readonly name: string; readonly run: Method } | undefined {
  return METHODS.get(name.toLowerCase());
}

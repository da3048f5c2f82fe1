import { InputFile, type Transformer } from 'grammy';
import type { Db } from '../../db/database.js';
import { searchName } from '../../reading/search-name.js';
import { holdsRegisterNumber, namedBeside, namePhrases, registerKeys } from './guard-text.js';

/**
 * Why a call to a group was refused: it holds a participant's name or a register number, or something that can't be
 * read here, as a file whose text nobody told, or a forwarded message.
 */
export type RefusalReason = 'name' | 'register-number' | 'unread';

/** Thrown in place of the call. It says nothing of what the text held. */
export class GroupGuardRefusal extends Error {
  override readonly name = 'GroupGuardRefusal';
  readonly loggable = true;
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`refused for a group: ${reason}`);
    this.reason = reason;
  }
}

const inside = new WeakMap<InputFile, string>();

/** Tells the guard what can be read in a picture or file, '' for nothing. Returns the same file. */
export function tellInside(file: InputFile, text: string): InputFile {
  inside.set(file, text);
  return file;
}

/** Never shown to anybody. */
const unseen = new Set(['chat_id', 'callback_data', 'parse_mode', 'business_connection_id']);
const unreadable = /^(?:forward|copy)Messages?$/u;
const CHUNK = 500;

function isGroup(chatId: unknown): boolean {
  if (typeof chatId === 'number' || typeof chatId === 'bigint') return chatId < 0;
  return typeof chatId === 'string' && /^[-@]/u.test(chatId);
}

function* textsOf(value: unknown, key = ''): Generator<string> {
  if (unseen.has(key)) return;
  if (typeof value === 'string') {
    yield value;
  } else if (value instanceof InputFile) {
    const text = inside.get(value);
    if (text === undefined) throw new GroupGuardRefusal('unread');
    yield value.filename ?? '';
    yield text;
  } else if (Array.isArray(value)) {
    for (const item of value) yield* textsOf(item);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* textsOf(item, name);
  }
}

/** What people will read, one text below the other: a name may go from a button to the next. */
function readable(payload: object): string {
  const text = [...textsOf(payload)].join('\n');
  const isMarkup = 'parse_mode' in payload && payload.parse_mode !== undefined;
  return isMarkup ? `${text}\n${text.replace(/<[^>]*>/gu, '')}` : text;
}

type Lookup = { readonly searchName: { in: string[] } } | { readonly registerKey: { in: string[] } };

/** The names of those found, looked up by an index that begins with the unit, some hundreds at a time. */
async function participantsAmong(
  db: Db,
  wanted: ReadonlySet<string>,
  by: (chunk: string[]) => Lookup,
): Promise<string[]> {
  const units = wanted.size === 0 ? [] : await db.read.unit.findMany({ select: { id: true } });
  const unitId = { in: units.map(({ id }) => id) };
  const all = [...wanted];
  const found: string[] = [];
  for (let from = 0; from < all.length; from += CHUNK) {
    const where = { unitId, ...by(all.slice(from, from + CHUNK)) };
    const some = await db.read.participant.findMany({ where, select: { searchName: true } });
    found.push(...some.map(({ searchName: name }) => name));
  }
  return found;
}

async function namesOfPostholders(db: Db): Promise<string[]> {
  const people = await db.read.person.findMany({
    where: { posts: { some: { endedAt: null } } },
    select: { name: true },
  });
  return people.map(({ name }) => searchName(name));
}

/**
 * What a text for a group may not hold, if anything: a register number, or the whole name (two words or more) of a
 * participant of any unit, unless it is part of the name of somebody who holds a post.
 */
async function refusalFor(db: Db, text: string): Promise<RefusalReason | undefined> {
  if (holdsRegisterNumber(text)) return 'register-number';
  const registered = await participantsAmong(db, registerKeys(text), (chunk) => ({
    registerKey: { in: chunk },
  }));
  if (registered.length > 0) return 'register-number';
  const named = await participantsAmong(db, namePhrases(text), (chunk) => ({ searchName: { in: chunk } }));
  if (named.length === 0) return undefined;
  return namedBeside(text, named, await namesOfPostholders(db)).length > 0 ? 'name' : undefined;
}

/**
 * Refuses every call to a group or channel whose text, captions, file names, buttons, poll options or anything else
 * that people will read holds a participant's name or a register number. Files pass only when `tellInside` has told
 * what is in them; forwarded and copied messages never.
 * @throws GroupGuardRefusal in place of the call.
 */
export function groupGuard({ db }: { readonly db: Db }): Transformer {
  return async (prev, method, payload, signal) => {
    if (!('chat_id' in payload) || !isGroup(payload.chat_id)) return prev(method, payload, signal);
    if (unreadable.test(method)) throw new GroupGuardRefusal('unread');
    const reason = await refusalFor(db, readable(payload));
    if (reason) throw new GroupGuardRefusal(reason);
    return prev(method, payload, signal);
  };
}

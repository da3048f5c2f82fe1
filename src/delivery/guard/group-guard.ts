import { InputFile, type Transformer } from 'grammy';
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

/** Whose names are kept from groups, for the features that know them. */
export type GuardedNames = {
  /** Participants' names, as they are stored for search, that are among these. */
  readonly participantsNamed: (searchNames: readonly string[]) => Promise<readonly string[]>;
  /** The same names of those who have one of these register keys. */
  readonly participantsRegistered: (registerKeys: readonly string[]) => Promise<readonly string[]>;
  /** What those are called who hold a post: they may be named. */
  readonly postholders: () => Promise<readonly string[]>;
};

/**
 * What a text for a group may not hold, if anything: a register number, or the whole name (two words or more) of a
 * participant of any unit, unless it is part of the name of somebody who holds a post.
 */
async function refusalFor(guarded: GuardedNames, text: string): Promise<RefusalReason | undefined> {
  if (holdsRegisterNumber(text)) return 'register-number';
  const keys = [...registerKeys(text)];
  if (keys.length > 0 && (await guarded.participantsRegistered(keys)).length > 0) return 'register-number';
  const phrases = [...namePhrases(text)];
  const named = phrases.length === 0 ? [] : await guarded.participantsNamed(phrases);
  if (named.length === 0) return undefined;
  const exempt = (await guarded.postholders()).map((name) => searchName(name));
  return namedBeside(text, named, exempt).length > 0 ? 'name' : undefined;
}

/**
 * Refuses every call to a group or channel whose text, captions, file names, buttons, poll options or anything else
 * that people will read holds a participant's name or a register number. Files pass only when `tellInside` has told
 * what is in them; forwarded and copied messages never.
 * @throws GroupGuardRefusal in place of the call.
 */
export function groupGuard(guarded: GuardedNames): Transformer {
  return async (prev, method, payload, signal) => {
    if (!('chat_id' in payload) || !isGroup(payload.chat_id)) return prev(method, payload, signal);
    if (unreadable.test(method)) throw new GroupGuardRefusal('unread');
    const reason = await refusalFor(guarded, readable(payload));
    if (reason) throw new GroupGuardRefusal(reason);
    return prev(method, payload, signal);
  };
}

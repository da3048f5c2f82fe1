import type { MessageEntity, User } from 'grammy/types';
import { asInteger, isObject } from '../wire/params.js';
import { badRequest } from '../wire/refusal.js';
import { urlProblem } from './url.js';

const PLAIN = [
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
] as const;
const WITH_DETAILS = ['pre', 'text_link', 'text_mention', 'custom_emoji', 'date_time'] as const;
const TYPES = [...PLAIN, ...WITH_DETAILS];

type EntityType = MessageEntity['type'];

/** Text as Telegram keeps it, with the entities that lie in it (offsets in UTF-16 units). */
export interface FormattedText {
  readonly text: string;
  readonly entities: MessageEntity[];
}

function parseError(reason: string) {
  return badRequest(`can't parse MessageEntity: ${reason}`);
}

/** Reads and checks one entity against its text. */
function readEntity(value: unknown, text: string, findUser: (id: number) => User | undefined): MessageEntity {
  if (!isObject(value)) throw parseError('expected an Object');
  const type = TYPES.find((each) => each === value['type']);
  if (!type) throw parseError('Unsupported type specified');
  const offset = asInteger(value['offset'], 'offset');
  const length = asInteger(value['length'], 'length');
  if (offset < 0) throw badRequest(`receive an entity with incorrect offset ${offset}`);
  if (length < 0) throw badRequest(`receive an entity with incorrect length ${length}`);
  if (offset > text.length || (offset === text.length && length > 0)) {
    throw badRequest(`entity begins after the end of the text at UTF-16 offset ${offset}`);
  }
  if (offset + length > text.length) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${offset + length}`,
    );
  }
  if (splitsPair(text, offset)) {
    throw badRequest(`entity begins in a middle of a UTF-16 symbol at offset ${offset}`);
  }
  if (splitsPair(text, offset + length)) {
    throw badRequest(`entity ends in a middle of a UTF-16 symbol at offset ${offset + length}`);
  }
  return { ...details(type, value, findUser), offset, length };
}

type Details = MessageEntity extends infer E
  ? E extends unknown
    ? Omit<E, 'offset' | 'length'>
    : never
  : never;

function details(
  type: EntityType,
  value: Readonly<Record<string, unknown>>,
  findUser: (id: number) => User | undefined,
): Details {
  switch (type) {
    case 'text_link': {
      const { url } = value;
      if (typeof url !== 'string') throw parseError('Can\'t find field "url"');
      const problem = urlProblem(url);
      if (problem) throw badRequest(`entity URL '${url}' is invalid: ${problem}`);
      return { type, url };
    }
    case 'text_mention': {
      if (!isObject(value['user'])) throw parseError('Can\'t find field "user"');
      const user = findUser(asInteger(value['user']['id'], 'id'));
      if (!user) throw badRequest('user not found');
      return { type, user };
    }
    case 'pre':
      return typeof value['language'] === 'string' ? { type, language: value['language'] } : { type };
    case 'custom_emoji': {
      const id = value['custom_emoji_id'];
      if (id === undefined) throw parseError('Can\'t find field "custom_emoji_id"');
      if (typeof id !== 'string' || !/^[1-9]\d{0,17}$/.test(id)) {
        throw parseError('Field "custom_emoji_id" must be a valid Number');
      }
      return { type, custom_emoji_id: id };
    }
    case 'date_time': {
      if (value['unix_time'] === undefined) throw parseError('Can\'t find field "unix_time"');
      const format = value['date_time_format'] ?? '';
      if (!isDateFormat(format)) throw parseError('Invalid date_time_format specified');
      return { type, unix_time: asInteger(value['unix_time'], 'unix_time'), date_time_format: format };
    }
    default:
      return { type };
  }
}

function isDateFormat(value: unknown): value is MessageEntity.DateTimeMessageEntity['date_time_format'] {
  return typeof value === 'string' && /^(?:r|w?[dD]?[tT]?)$/.test(value);
}

function splitsPair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

/**
 * What a bot's text becomes: entities checked, surrounding white space cut off, addresses, commands and
 * names found where the bot marked none.
 */
export function formatText(
  text: string,
  given: readonly unknown[],
  findUser: (id: number) => User | undefined,
): FormattedText {
  const marked = given.map((value) => readEntity(value, text, findUser));
  const start = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const kept = marked.flatMap((entity) => {
    const from = Math.max(entity.offset - start, 0);
    const to = Math.min(entity.offset - start + entity.length, trimmed.length);
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  const found = detectEntities(trimmed).filter(
    (each) =>
      !kept.some((old) => old.offset < each.offset + each.length && each.offset < old.offset + old.length),
  );
  return { text: trimmed, entities: inOrder([...kept, ...found]) };
}

function inOrder(entities: MessageEntity[]): MessageEntity[] {
  return entities.toSorted(
    (a, b) => a.offset - b.offset || b.length - a.length || a.type.localeCompare(b.type),
  );
}

const PATTERNS = [
  { type: 'url', pattern: /(?:https?:\/\/|t\.me\/)[^\s<>"]*[^\s<>".,;:!?)\]]/giu },
  { type: 'email', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu },
  { type: 'mention', pattern: /(?<![\w@/])@[a-z]\w{3,31}(?!\w)/giu },
  { type: 'bot_command', pattern: /(?<![\w/<>])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])/giu },
  { type: 'hashtag', pattern: /(?<![\w#])#(?=[\p{L}\d_]*\p{L})[\p{L}\d_]{1,256}/gu },
] as const;

/** The entities that Telegram finds by itself in plain text; earlier kinds win where two overlap. */
export function detectEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const { type, pattern } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const offset = match.index;
      const length = match[0].length;
      const taken = found.some((old) => old.offset < offset + length && offset < old.offset + old.length);
      if (!taken) found.push({ type, offset, length });
    }
  }
  return inOrder(found);
}

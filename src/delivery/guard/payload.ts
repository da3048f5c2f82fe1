import { FormattedString } from '@grammyjs/parse-mode';
import { InputFile } from 'grammy';
import type { MessageEntity } from 'grammy/types';

/** A text of a call that people will read, and where in the call it is. `entities`: where its formatting is. */
export type Part = {
  readonly text: string;
  /** Only texts that can be cut by lines have these: a message's text, a caption. */
  readonly at?: { readonly path: readonly (string | number)[]; readonly entities: string };
};

/** Thrown where something in a call can't be read, as a file whose text nobody told. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly loggable = true;
}

const inside = new WeakMap<InputFile, string>();

/** Tells the guard what can be read in a picture or file, '' for nothing. Returns the same file. */
export function tellInside(file: InputFile, text: string): InputFile {
  inside.set(file, text);
  return file;
}

/** Never shown to anybody. */
const unseen = new Set(['chat_id', 'callback_data', 'parse_mode', 'business_connection_id']);

function* partsIn(value: unknown, path: readonly (string | number)[]): Generator<Part> {
  const key = path.at(-1);
  if (typeof key === 'string' && unseen.has(key)) return;
  if (typeof value === 'string') {
    yield { text: value, ...cuttable(path) };
  } else if (value instanceof InputFile) {
    const text = inside.get(value);
    if (text === undefined) throw new Unreadable('a file whose text nobody told');
    yield { text: value.filename ?? '' };
    yield { text };
  } else if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* partsIn(item, [...path, at]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* partsIn(item, [...path, name]);
  }
}

function cuttable(path: readonly (string | number)[]): Pick<Part, 'at'> {
  const [first, , last] = path;
  if (path.length === 1 && first === 'text') return { at: { path, entities: 'entities' } };
  const isCaption =
    path.length === 1 ? first === 'caption' : first === 'media' && last === 'caption' && path.length === 3;
  return isCaption ? { at: { path, entities: 'caption_entities' } } : {};
}

const hasMarkup = (payload: object): boolean => 'parse_mode' in payload && payload.parse_mode !== undefined;

/**
 * What people will read of a call. Text with markup can't be cut, and is there without it as well.
 * @throws Unreadable
 */
export function partsOf(payload: object): Part[] {
  const parts = [...partsIn(payload, [])];
  if (!hasMarkup(payload)) return parts;
  return [
    ...parts.map(({ text }) => ({ text })),
    ...parts.map(({ text }) => ({ text: text.replace(/<[^>]*>/gu, '') })),
  ];
}

/** Lines of a text left out, what is formatted in the others as it was. */
function without(text: string, entities: readonly MessageEntity[], lines: ReadonlySet<number>) {
  const whole = new FormattedString(text, [...entities]);
  let start = 0;
  const kept: FormattedString[] = [];
  for (const [number, line] of text.split('\n').entries()) {
    if (!lines.has(number)) kept.push(whole.slice(start, start + line.length));
    start += line.length + 1;
  }
  return FormattedString.join(kept, '\n');
}

function changed(
  value: unknown,
  path: readonly (string | number)[],
  entities: string,
  lines: ReadonlySet<number>,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (rest.length > 0) {
    const inner: unknown = Reflect.get(value, key);
    const next = changed(inner, rest, entities, lines);
    return Array.isArray(value) ? value.with(Number(key), next) : { ...value, [key]: next };
  }
  const formatting: unknown = Reflect.get(value, entities);
  // Telegram's own type: what is handed to a call of it.
  const known = Array.isArray(formatting) ? (formatting as MessageEntity[]) : [];
  const left = without(String(Reflect.get(value, key)), known, lines);
  return { ...value, [key]: left.text, ...(known.length > 0 && { [entities]: left.entities }) };
}

/** The call without some lines of one of its texts. */
export function cutLines<T extends object>(
  payload: T,
  at: NonNullable<Part['at']>,
  lines: ReadonlySet<number>,
): T {
  // The same call with a text shortened.
  return changed(payload, at.path, at.entities, lines) as T;
}

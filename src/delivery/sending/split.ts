import type { MessageEntity } from 'grammy/types';

/** Telegram's bounds, in UTF-16 units after entities are taken out. */
export const TEXT_LIMIT = 4_096;
export const CAPTION_LIMIT = 1_024;

/** Text with the entities that lie in it; offsets and lengths in UTF-16 units. */
export type Part = { readonly text: string; readonly entities: MessageEntity[] };

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Where to cut: after the last line that fits, else the last word, else the last whole character. */
function cut(text: string, from: number, limit: number): { readonly end: number; readonly next: number } {
  if (text.length - from <= limit) return { end: text.length, next: text.length };
  for (const separator of ['\n', ' ']) {
    const at = text.lastIndexOf(separator, from + limit);
    // A cut in the first half would make many short messages of one long line.
    if (at > from + limit / 2) return { end: at, next: at + 1 };
  }
  const end = from + limit;
  const whole = isLowSurrogate(text.charCodeAt(end)) ? end - 1 : end;
  return { end: whole, next: whole };
}

function within(entities: readonly MessageEntity[], start: number, end: number): MessageEntity[] {
  return entities.flatMap((entity) => {
    const from = Math.max(entity.offset, start);
    const to = Math.min(entity.offset + entity.length, end);
    return from < to ? [{ ...entity, offset: from - start, length: to - from }] : [];
  });
}

/**
 * Parts text so that each part fits: the first in `first` units, the others in a message's. A line break or blank at
 * a cut is left out; formatting that spans a cut goes on behind it. Parts without any visible character, which
 * Telegram refuses, are left out; there is always at least one part.
 */
export function splitText(
  text: string,
  entities: readonly MessageEntity[],
  first: number = TEXT_LIMIT,
): Part[] {
  const parts: Part[] = [];
  for (let from = 0, limit = first; from < text.length; limit = TEXT_LIMIT) {
    const { end, next } = cut(text, from, limit);
    const part = text.slice(from, end);
    if (part.trim() !== '') parts.push({ text: part, entities: within(entities, from, end) });
    from = next;
  }
  return parts.length > 0 ? parts : [{ text, entities: [...entities] }];
}

import type { Transformer } from 'grammy';
import { BudgetSpent } from './find-names.js';
import { type Hit, wordsOf } from './hits.js';
import { cutLines, type Part, partsOf, Unreadable } from './payload.js';
import type { NameWatch } from './watch.js';

/**
 * Why a call to a group was refused: it holds a participant's name or a register number; or something that can't be
 * read here, as a file whose text nobody told, or a forwarded message; or reading it would take too long.
 */
export type RefusalReason = 'name' | 'register-number' | 'unread' | 'too-long';

/** Thrown in place of the call. It says nothing of what the text held; `hit` says by which rule, and whose id. */
export class GroupGuardRefusal extends Error {
  override readonly name = 'GroupGuardRefusal';
  readonly loggable = true;
  readonly reason: RefusalReason;
  readonly hit: Pick<Hit, 'rule' | 'participantId'> | undefined;

  constructor(reason: RefusalReason, hit?: Pick<Hit, 'rule' | 'participantId'>) {
    super(`refused for a group: ${reason}`);
    this.reason = reason;
    this.hit = hit && {
      rule: hit.rule,
      ...(hit.participantId !== undefined && { participantId: hit.participantId }),
    };
  }
}

/** A line that was kept from a group while the rest was sent. For heads alone; `line` and `words` are never logged. */
export type DroppedLine = Pick<Hit, 'rule' | 'participantId' | 'unitId'> & {
  readonly chatId: number | string;
  readonly line: string;
  /** What was taken for a name or a number, in small letters. */
  readonly words: string;
};

/** Called once a message has been sent without a line. May not throw. */
export type OnDropped = (dropped: DroppedLine) => void;

const unreadable = /^(?:forward|copy)Messages?$/u;
/** What is left may name somebody across the gap; more gaps than these, and nothing is sent. */
const MOST_CUTS = 3;

function isGroup(chatId: unknown): chatId is number | string {
  if (typeof chatId === 'number' || typeof chatId === 'bigint') return chatId < 0;
  return typeof chatId === 'string' && /^[-@]/u.test(chatId);
}

function refusal(hit: Hit): GroupGuardRefusal {
  return new GroupGuardRefusal(hit.rule.startsWith('name') ? 'name' : 'register-number', hit);
}

type Placed = { readonly part: Part; readonly start: number; readonly hit: Hit };

/** The one text that a hit lies in. @throws GroupGuardRefusal where it lies in several, or in what can't be cut. */
function placeOf(hit: Hit, parts: readonly Part[]): Placed {
  let start = 0;
  for (const part of parts) {
    const end = start + part.text.length;
    if (part.at && hit.start >= start && hit.end <= end) return { part, start, hit };
    start = end + 1;
  }
  throw refusal(hit);
}

const linesBefore = (text: string, end: number): number => text.slice(0, end).split('\n').length - 1;

function linesOf({ part, start, hit }: Placed): number[] {
  const first = linesBefore(part.text, hit.start - start);
  const last = linesBefore(part.text, hit.end - start);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** The call without the lines that hit, and those lines. @throws GroupGuardRefusal where nothing else is left of a text. */
function cut<T extends object>(
  payload: T,
  placed: readonly Placed[],
): { readonly payload: T; readonly dropped: Omit<DroppedLine, 'chatId'>[] } {
  let left = payload;
  const dropped: Omit<DroppedLine, 'chatId'>[] = [];
  for (const part of new Set(placed.map((one) => one.part))) {
    const { at, text } = part;
    const own = placed.filter((one) => one.part === part);
    const [first] = own;
    if (!at || !first) continue;
    const lines = new Map(own.flatMap((one) => linesOf(one).map((line) => [line, one] as const)));
    const all = text.split('\n');
    if (all.every((line, number) => lines.has(number) || line.trim() === '')) throw refusal(first.hit);
    left = cutLines(left, at, new Set(lines.keys()));
    for (const [number, { hit, start }] of lines) {
      const { rule, participantId, unitId } = hit;
      const words = wordsOf(text, { ...hit, start: hit.start - start, end: hit.end - start });
      dropped.push({
        rule,
        words,
        line: all[number] ?? '',
        ...(participantId !== undefined && { participantId }),
        ...(unitId !== undefined && { unitId }),
      });
    }
  }
  return { payload: left, dropped };
}

/** The call as a group may have it, and what was taken out. @throws GroupGuardRefusal */
async function cleared<T extends object>(watch: Pick<NameWatch, 'find'>, payload: T) {
  let left = payload;
  const dropped: Omit<DroppedLine, 'chatId'>[] = [];
  for (let cuts = 0; ; cuts += 1) {
    const parts = partsOf(left);
    const hits = await watch.find(parts.map(({ text }) => text).join('\n'));
    const [first] = hits;
    if (!first) return { payload: left, dropped };
    if (cuts === MOST_CUTS) throw refusal(first);
    const next = cut(
      left,
      hits.map((hit) => placeOf(hit, parts)),
    );
    left = next.payload;
    dropped.push(...next.dropped);
  }
}

/** The same; what can't be read or takes too long is refused too. */
async function clearedOrRefused<T extends object>(watch: Pick<NameWatch, 'find'>, payload: T) {
  try {
    return await cleared(watch, payload);
  } catch (error) {
    if (error instanceof Unreadable) throw new GroupGuardRefusal('unread');
    if (error instanceof BudgetSpent) throw new GroupGuardRefusal('too-long');
    throw error;
  }
}

/**
 * Keeps participants' names and register numbers from groups and channels. A line of a message or a caption that holds
 * one is left out, and told to `onDropped`; where it is in what has no lines (a button, a file's name or what is inside
 * it, a poll, a title) or is all there is, the call is refused. Files pass only when `tellInside` has told what is in
 * them; forwarded and copied messages never.
 * @throws GroupGuardRefusal in place of the call.
 */
export function groupGuard(watch: Pick<NameWatch, 'find'>, onDropped: OnDropped): Transformer {
  return async (prev, method, payload, signal) => {
    const chatId: unknown = 'chat_id' in payload ? payload.chat_id : undefined;
    if (!isGroup(chatId)) return prev(method, payload, signal);
    if (unreadable.test(method)) throw new GroupGuardRefusal('unread');
    const clear = await clearedOrRefused(watch, payload);
    const answer = await prev(method, clear.payload, signal);
    if (answer.ok) for (const line of clear.dropped) onDropped({ ...line, chatId });
    return answer;
  };
}

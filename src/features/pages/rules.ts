import { createHmac, timingSafeEqual } from 'node:crypto';
import { isoDate, type LocalDate, localDate, parseIsoDate, toInstant } from '../../lib/zoned.js';
import { readWhen } from '../../reading/when.js';
import type { Question } from '../visits/index.js';

/** Where pages lie below the public address. */
export const PAGE_PLACE = '/jawab/';

/** 128 bits, as hexadecimal digits: some messengers cut other marks off the end of an address. */
const SEAL_LENGTH = 32;

const KEY = /^([0-9a-z]{1,7})-([0-9a-z]{1,7})-([0-9a-z]{1,7})-([0-9a-z]{1,7})-([0-9a-f]{32})$/u;

const MINUTE_MS = 60_000;

function numbersOf({ unitId, visitId, agencyId, startsAt }: Question): string {
  const minutes = Math.floor(startsAt.getTime() / MINUTE_MS);
  return [unitId, visitId, agencyId, minutes].map((number) => number.toString(36)).join('-');
}

function sealOf(secret: string, numbers: string): string {
  return createHmac('sha256', secret).update(`page ${numbers}`).digest('hex').slice(0, SEAL_LENGTH);
}

/** The key of the page on which an agency answers one question: the same each time, and stored nowhere. */
export function keyOf(secret: string, question: Question): string {
  const numbers = numbersOf(question);
  return `${numbers}-${sealOf(secret, numbers)}`;
}

/** The question that a key was made for; undefined: it wasn't made here. */
export function questionIn(secret: string, key: string): Question | undefined {
  const [, unit, visit, agency, minutes, seal] = KEY.exec(key) ?? [];
  if (!unit || !visit || !agency || !minutes || !seal) return undefined;
  const expected = sealOf(secret, [unit, visit, agency, minutes].join('-'));
  if (!timingSafeEqual(Buffer.from(seal), Buffer.from(expected))) return undefined;
  const number = (text: string) => Number.parseInt(text, 36);
  return {
    unitId: number(unit),
    visitId: number(visit),
    agencyId: number(agency),
    startsAt: new Date(number(minutes) * MINUTE_MS),
  };
}

/** What the form on a page holds, as it was sent. */
export type Sent = {
  readonly answer: string;
  readonly name: string;
  readonly reason: string;
  readonly date: string;
  readonly time: string;
  readonly version: string;
};

/** Why nothing was recorded: something is missing or can't be read, or it can't be. */
export type Fault = 'choice' | 'name' | 'reason' | 'date' | 'time' | 'past' | 'clash' | 'changed';

const NOTHING: Sent = { answer: '', name: '', reason: '', date: '', time: '', version: '' };

/** One line of what was typed. */
const plain = (text: string | null): string => (text ?? '').replaceAll(/\s+/gu, ' ').trim();

export function sentIn(form: URLSearchParams): Sent {
  const names = Object.keys(NOTHING).map((name): [string, string] => [name, plain(form.get(name))]);
  return { ...NOTHING, ...Object.fromEntries(names) };
}

type Around = { readonly now: Date; readonly zone: string };

/** A day as a browser's picker gives it, or as it was typed where there is no picker. */
function dayIn(typed: string, { now, zone }: Around): LocalDate | undefined {
  const picked = parseIsoDate(typed);
  if (picked) return picked;
  const read = readWhen(typed, { now, zone, asked: 'date' });
  return read.ok ? read.date : undefined;
}

/** The start that was named, or which part of it can't be read. */
export function startIn(
  { date, time }: Pick<Sent, 'date' | 'time'>,
  around: Around,
): { readonly at: Date } | { readonly fault: 'date' | 'time' } {
  const day = dayIn(date, around);
  if (!day) return { fault: 'date' };
  const read = readWhen(time, { ...around, asked: 'time' });
  return read.ok && read.time ? { at: toInstant(day, read.time, around.zone) } : { fault: 'time' };
}

/** The first day that may be picked. */
export function firstDay({ now, zone }: Around): string {
  return isoDate(localDate(now, zone));
}

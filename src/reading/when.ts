import { type Locale } from '../lib/locale.js';
import { formatDate, type LocalDate, type LocalTime, localDate, weekday, zoneLabel } from '../lib/zoned.js';
import { lookUp, type Phrase, type Read, skip, sourceOf, tokenize, wordAt } from './phrase.js';
import { dateAt } from './when-date.js';
import type { DateContext, DateFault } from './when-explicit.js';
import { type TimeFault, timeAt } from './when-time.js';
import { type DayPart, dayParts, dayPrefix, fillers, numberAt, todayHints, weekdays } from './when-words.js';

/** What dates and times are read against. */
export type WhenOptions = {
  readonly now: Date;
  /** IANA name of the zone that the typist is in. */
  readonly zone: string;
  /** Where a day without a year or week lies: from today on (default), or up to today, as session logs want. */
  readonly prefer?: 'future' | 'past';
  /** What was asked for, so that a number alone is a day (`30`) or an hour (`10`). */
  readonly asked?: 'date' | 'time';
  /** The language that a month is named in inside `understood`; Indonesian by default. */
  readonly locale?: Locale;
};

/** What was read: at least a date or a time. A time without `endTime` is a start; an end not after it is on the next day. */
export type When = {
  readonly date?: LocalDate;
  readonly time?: LocalTime;
  readonly endTime?: LocalTime;
  /** The zone of the times, where WIB, WITA or WIT was typed and it isn't the typist's. */
  readonly zone?: string;
};

/**
 * Why a text wasn't taken. `nothing`: some of it is no date or time, and `understood` is what was read before that;
 * `ambiguous`: it may mean two things (`kamis 10`, `besok jam 12 malam`). In all others `understood` names the
 * faulty part.
 */
export type WhenFault =
  | DateFault
  | TimeFault
  | { readonly reason: 'nothing' | 'ambiguous'; readonly understood: string };

export type WhenResult = ({ readonly ok: true } & When) | ({ readonly ok: false } & WhenFault);

/**
 * Reads a typed date, a time, or both, in Indonesian or English: `besok jam 10`, `Kamis depan pukul 09.00–11.00 WIT`,
 * `31/8/2023`, `Aug 31 at 2pm`. The whole text must be read; nothing in it is passed over.
 *
 * - `Kamis` is the next Thursday, today included; `Kamis depan` is next week's (weeks begin on Monday), `Kamis ini`
 *   this week's, `Kamis lalu` the last one before today.
 * - `minggu` is Sunday; `minggu depan` is next week, and asks for a day.
 * - Hours 1–6 without more are in the afternoon; `02.00` and `2 pagi` are not.
 * - A span may end on the next day where that is said (`14.00 sampai 10.00 besoknya`), or where it goes from an evening
 *   into the night (`22.00-02.00`).
 */
export function readWhen(text: string, options: WhenOptions): WhenResult {
  const phrase = tokenize(text);
  const context = contextOf(options);
  return phrase.tokens.length === 1 && options.asked
    ? readAsked(phrase, context, options)
    : read(phrase, context, options);
}

function contextOf({ now, zone, prefer = 'future', locale = 'id' }: WhenOptions): DateContext {
  return { today: localDate(now, zone), prefer, locale };
}

function readAsked(phrase: Phrase, context: DateContext, options: WhenOptions): WhenResult {
  const number = numberAt(phrase, 0);
  if (!number) return read(phrase, context, options);
  if (options.asked === 'date') return read(tokenize(`tanggal ${phrase.source}`), context, options);
  return read(tokenize(`jam ${phrase.source}`), context, options);
}

type Found = {
  date?: LocalDate;
  relative?: boolean;
  time?: LocalTime;
  endTime?: LocalTime;
  nextDay?: boolean;
  zone?: string;
  afterMidnight?: boolean;
};

/** What the words from some token on say, as far as they go; `fault`: something there that can't be. */
type Walked = {
  readonly found: Found;
  /** The first token that is no date or time, or past the end; after a fault, past what is faulty. */
  readonly next: number;
  readonly part?: DayPart | undefined;
  readonly hinted: boolean;
  readonly fault?: WhenResult & { readonly ok: false };
};

// `besok hari Rabu`, `31 Agustus (Kamis)`: the weekday only confirms.
function confirms(
  phrase: Phrase,
  [from, at]: readonly [from: number, at: number],
  { date }: Found,
  { locale }: DateContext,
): Read<WhenResult & { readonly ok: false }> | Read<undefined> | undefined {
  const day = date && lookUp(weekdays, phrase, skip(dayPrefix, phrase, at));
  if (!date || !day) return undefined;
  if (weekday(date) === day.value) return { next: day.next, value: undefined };
  const understood = `${sourceOf(phrase, from, day.next)} (${formatDate(date, locale)})`;
  return { next: day.next, value: { ok: false, reason: 'wrong-weekday', understood } };
}

function walk(phrase: Phrase, from: number, context: DateContext): Walked {
  const found: Found = {};
  let part: DayPart | undefined;
  let hinted = false;
  let at = from;
  while (at < phrase.tokens.length) {
    const date = found.date ? undefined : dateAt(phrase, at, context);
    if (date) {
      const { next } = date;
      if ('reason' in date) {
        return {
          found,
          next,
          hinted,
          fault: { ok: false, reason: date.reason, understood: date.understood },
        };
      }
      found.date = date.value;
      found.relative = date.relative ?? false;
      at = next;
      continue;
    }
    const day = confirms(phrase, [from, at], found, context);
    if (day?.value) return { found, next: day.next, hinted, fault: day.value };
    if (day) {
      at = day.next;
      continue;
    }
    const bare = found.relative === true || hinted || part !== undefined;
    const time = found.time ? undefined : timeAt(phrase, at, { part, bare });
    if (time) {
      const { next } = time;
      if ('reason' in time) {
        return {
          found,
          next,
          hinted,
          fault: { ok: false, reason: time.reason, understood: time.understood },
        };
      }
      Object.assign(found, time.value);
      at = next;
      continue;
    }
    const said = part || found.time ? undefined : lookUp(dayParts, phrase, at);
    const hint = lookUp(todayHints, phrase, at);
    const next = said?.next ?? hint?.next ?? lookUp(fillers, phrase, at)?.next;
    if (next === undefined) break;
    part ??= said?.value;
    hinted ||= hint !== undefined || wordAt(phrase, at) === 'tonight';
    at = next;
  }
  return { found, next: at, part, hinted };
}

// `jam 22 sampai 02.00 besok` begins today, unless the day has been given and the time is asked for.
function withToday({ found, part, hinted }: Walked, context: DateContext, options: WhenOptions): Found {
  const begins = found.nextDay === true && options.asked !== 'time';
  const isToday = (hinted && (part || found.time)) || begins;
  return isToday ? { ...found, date: found.date ?? context.today } : found;
}

function read(phrase: Phrase, context: DateContext, options: WhenOptions): WhenResult {
  const walked = walk(phrase, 0, context);
  if (walked.fault) return walked.fault;
  const { next } = walked;
  const fail = (reason: 'nothing' | 'ambiguous', until: number): WhenResult => {
    const all = reason === 'ambiguous' ? phrase.tokens.length : until;
    return { ok: false, reason, understood: sourceOf(phrase, 0, all).replace(/[\s,;]+$/u, '') };
  };
  if (next < phrase.tokens.length) {
    return fail(isLastNumber(phrase, next) && !walked.found.time ? 'ambiguous' : 'nothing', next);
  }
  const found = withToday(walked, context, options);
  if (!found.date && !found.time) return fail('nothing', 0);
  if (found.date && found.afterMidnight) return fail('ambiguous', phrase.tokens.length);
  return { ok: true, ...pick(found, options) };
}

/**
 * A date, a time, or both, that begin at a token of a longer text, as far as they go; undefined where none does. A fault
 * is one of what was said there.
 */
export function whenAt(phrase: Phrase, at: number, options: WhenOptions): Read<WhenResult> | undefined {
  if (lookUp(fillers, phrase, at)) return undefined;
  const context = contextOf(options);
  const walked = walk(phrase, at, context);
  const { next, fault } = walked;
  if (fault) return { next: Math.max(next, at + 1), value: fault };
  const found = withToday(walked, context, options);
  if (!found.date && !found.time) return undefined;
  if (!found.date || !found.afterMidnight) return { next, value: { ok: true, ...pick(found, options) } };
  return { next, value: { ok: false, reason: 'ambiguous', understood: sourceOf(phrase, at, next) } };
}

// A day or an hour; only the person knows.
function isLastNumber(phrase: Phrase, at: number): boolean {
  return /^\d{1,2}$/.test(wordAt(phrase, at)) && at === phrase.tokens.length - 1;
}

function pick({ date, time, endTime, zone }: Found, { now, zone: own }: WhenOptions): When {
  const other = zone !== undefined && zoneLabel(zone, now) !== zoneLabel(own, now);
  return {
    ...(date && { date }),
    ...(time && { time }),
    ...(endTime && { endTime }),
    ...(other && { zone }),
  };
}

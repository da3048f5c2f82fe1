import { type Locale } from '../../../lib/locale.js';
import {
  addDays,
  formatTime,
  formatWeekday,
  type LocalTime,
  localDate,
  localTime,
  toInstant,
  type Weekday,
  weekday,
} from '../../../lib/zoned.js';
import { lookUp, type Phrase, type Read, sourceOf, tokenize, vocabulary } from '../../../reading/phrase.js';
import { timeAt } from '../../../reading/when-time.js';
import { rangeMiddles, weekdays } from '../../../reading/when-words.js';

/** A weekly time; minutes after midnight in the unit's zone, the end on the same day. */
export type SlotTime = {
  readonly weekday: Weekday;
  readonly startMinute: number;
  readonly endMinute: number;
};

/** Why a typed timetable wasn't taken; `understood` is the part that it is about. */
type TimetableFault = {
  readonly reason:
    | 'nothing'
    | 'no-day'
    | 'no-time'
    | 'no-such-time'
    | 'end-before-start'
    | 'over-midnight'
    | 'too-long'
    | 'overlap'
    | 'too-many';
  readonly understood: string;
};

export type TimetableReading =
  | { readonly ok: true; readonly slots: readonly SlotTime[] }
  | ({ readonly ok: false } & TimetableFault);

/** How long a session lasts where only its start is given, in minutes. */
export const SLOT_MINUTES = 120;
const LONGEST = 10 * 60;
const LAST_MINUTE = 24 * 60 - 1;
/** Weekly times that a programme may have at once. */
export const MOST_SLOTS = 14;

const separators = vocabulary<true>([
  [
    true,
    'tiap|tiap tiap|setiap|every|each|hari|hr|pada|pd|on|dan|and|serta|juga|lalu|kemudian|,|;|&|+|/|:|per|mingguan',
  ],
]);
const everyWeek = vocabulary<true>([
  [true, 'tiap minggu|setiap minggu|seminggu|tiap pekan|setiap pekan|every week|weekly'],
]);
const everyDay = vocabulary<readonly Weekday[]>([
  [[1, 2, 3, 4, 5], 'hari kerja|weekdays|working days'],
  [[1, 2, 3, 4, 5, 6, 7], 'setiap hari|tiap hari|every day|everyday|daily'],
]);
const plurals = vocabulary<number>([
  [1, 'mondays'],
  [2, 'tuesdays'],
  [3, 'wednesdays'],
  [4, 'thursdays'],
  [5, 'fridays'],
  [6, 'saturdays'],
  [7, 'sundays'],
]);

const isWeekday = (day: number): day is Weekday => day >= 1 && day <= 7;

/** A number of the database as a weekday. */
export function toWeekday(day: number): Weekday {
  if (!isWeekday(day)) throw new Error(`no weekday ${day}`);
  return day;
}

function dayAt(phrase: Phrase, at: number): Read<Weekday> | undefined {
  const found = lookUp(weekdays, phrase, at) ?? lookUp(plurals, phrase, at);
  return found && { next: found.next, value: toWeekday(found.value) };
}

/** Past words that carry nothing; `minggu` in “tiap minggu Selasa” is a week and no Sunday. */
function skipped(phrase: Phrase, start: number): number {
  for (let at = start; ; ) {
    const week = lookUp(everyWeek, phrase, at);
    const afterWeek = week && skippedWords(phrase, week.next);
    const next =
      week && afterWeek !== undefined && dayAt(phrase, afterWeek) ? week.next : skippedWords(phrase, at);
    if (next === at) return at;
    at = next;
  }
}

function skippedWords(phrase: Phrase, start: number): number {
  let at = start;
  for (;;) {
    if (lookUp(everyDay, phrase, at) && !dayAt(phrase, at + 2)) return at;
    const word = lookUp(separators, phrase, at);
    if (!word) return at;
    at = word.next;
  }
}

/** `Selasa & Kamis`, `Senin–Jumat`, `hari kerja`: days until none follows. */
function daysAt(phrase: Phrase, start: number): Read<readonly Weekday[]> | undefined {
  const days: Weekday[] = [];
  let at = start;
  for (;;) {
    const from = skipped(phrase, at);
    const several = lookUp(everyDay, phrase, from);
    if (several && !dayAt(phrase, several.next)) {
      days.push(...several.value);
      at = several.next;
      continue;
    }
    const day = dayAt(phrase, from);
    if (!day) break;
    const middle = lookUp(rangeMiddles, phrase, day.next);
    const last = middle && dayAt(phrase, skippedWords(phrase, middle.next));
    if (last) {
      for (let one = day.value; ; one = one === 7 ? 1 : toWeekday(one + 1)) {
        days.push(one);
        if (one === last.value) break;
      }
    } else days.push(day.value);
    at = last?.next ?? day.next;
  }
  return days.length === 0 ? undefined : { next: at, value: days };
}

const minuteOf = ({ hour, minute }: LocalTime) => hour * 60 + minute;
const clockOf = (minute: number): LocalTime => ({ hour: Math.floor(minute / 60), minute: minute % 60 });

type Hours = { readonly time: LocalTime; readonly endTime?: LocalTime; readonly zone?: string };

/** Monday, 1 January 2024: any week does to carry a weekly time from one zone into another. */
const SOME_MONDAY = { year: 2024, month: 1, day: 1 } as const;

function slotOf(day: Weekday, hours: Hours, zone: string): SlotTime | TimetableFault['reason'] {
  const { time, endTime } = hours;
  const shift = (at: LocalTime): { readonly weekday: Weekday; readonly minute: number } => {
    if (hours.zone === undefined || hours.zone === zone) return { weekday: day, minute: minuteOf(at) };
    const moment = toInstant(addDays(SOME_MONDAY, day - 1), at, hours.zone);
    return { weekday: weekday(localDate(moment, zone)), minute: minuteOf(localTime(moment, zone)) };
  };
  const start = shift(time);
  const end = endTime && shift(endTime);
  if (end && end.weekday !== start.weekday) return 'over-midnight';
  const endMinute = end?.minute ?? Math.min(start.minute + SLOT_MINUTES, LAST_MINUTE);
  if (endMinute <= start.minute) return 'end-before-start';
  if (endMinute - start.minute > LONGEST) return 'too-long';
  return { weekday: start.weekday, startMinute: start.minute, endMinute };
}

/** Whether two weekly times share a moment. */
export function slotsOverlap(a: SlotTime, b: SlotTime): boolean {
  return a.weekday === b.weekday && a.startMinute < b.endMinute && b.startMinute < a.endMinute;
}

/**
 * Reads `Selasa & Kamis 09.00–11.00`, `tiap Senin jam 9-11`, `Senin–Jumat 8-10, Sabtu 13.00`: weekly times in the
 * unit's zone, in the order of the week. A start alone lasts two hours. Everything that was typed must be understood.
 */
export function readTimetable(text: string, zone: string): TimetableReading {
  const phrase = tokenize(text);
  const end = phrase.tokens.length;
  const fault = (reason: TimetableFault['reason'], from: number, to = end): TimetableReading => ({
    ok: false,
    reason,
    understood: sourceOf(phrase, from, to) || text.trim(),
  });
  const slots: SlotTime[] = [];
  let days: readonly Weekday[] = [];
  let at = skipped(phrase, 0);
  if (at >= end) return fault('nothing', 0);
  while (at < end) {
    const begun = at;
    const before = daysAt(phrase, at);
    if (before) {
      days = before.value;
      at = skipped(phrase, before.next);
    }
    if (at >= end) return fault('no-time', begun);
    const time = timeAt(phrase, at, { bare: true });
    if (!time) return days.length === 0 ? fault('no-day', begun) : fault('no-time', at);
    if ('reason' in time) return fault(time.reason, at, time.next);
    at = time.next;
    // `09.00–11.00 Selasa & Kamis`: the days may also follow the first time.
    const after = days.length === 0 ? daysAt(phrase, at) : undefined;
    if (after) {
      days = after.value;
      at = after.next;
    }
    if (days.length === 0) return fault('no-day', begun);
    for (const day of days) {
      const slot = slotOf(day, time.value, zone);
      if (typeof slot === 'string') return fault(slot, begun, at);
      const same = slots.find((other) => slotsOverlap(other, slot));
      if (same && (same.startMinute !== slot.startMinute || same.endMinute !== slot.endMinute)) {
        return fault('overlap', begun, at);
      }
      if (!same) slots.push(slot);
    }
    at = skipped(phrase, at);
    // A sign or word that is neither day nor time would otherwise be tried for ever.
    if (at === begun) return fault('nothing', at);
  }
  if (slots.length > MOST_SLOTS) return fault('too-many', 0);
  return { ok: true, slots: slots.toSorted(bySlot) };
}

function bySlot(a: SlotTime, b: SlotTime): number {
  return a.weekday - b.weekday || a.startMinute - b.startMinute;
}

/** Weekly times in the order of the week. */
export function inWeekOrder<S extends SlotTime>(slots: readonly S[]): S[] {
  return slots.toSorted(bySlot);
}

/** `09.00–11.00`. */
function hoursText({ startMinute, endMinute }: Omit<SlotTime, 'weekday'>, locale: Locale): string {
  return `${formatTime(clockOf(startMinute), locale)}–${formatTime(clockOf(endMinute), locale)}`;
}

/** `Selasa 09.00–11.00`. */
export function slotText(slot: SlotTime, locale: Locale): string {
  return `${formatWeekday(slot.weekday, locale)} ${hoursText(slot, locale)}`;
}

/** The instants of a weekly time on a date of its weekday. */
export function slotSpan(
  slot: SlotTime,
  date: { readonly year: number; readonly month: number; readonly day: number },
  zone: string,
): { readonly startsAt: Date; readonly endsAt: Date } {
  return {
    startsAt: toInstant(date, clockOf(slot.startMinute), zone),
    endsAt: toInstant(date, clockOf(slot.endMinute), zone),
  };
}

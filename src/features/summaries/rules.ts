import { type Locale } from '../../lib/locale.js';
import {
  addDays,
  type LocalDate,
  type LocalTime,
  localDate,
  localTime,
  startOfWeek,
  toInstant,
  type Weekday,
  weekday,
} from '../../lib/zoned.js';
import { readWhen } from '../../reading/when.js';

/** When a group gets its summary: a weekday, and minutes after midnight, in the unit's zone. */
export type Slot = { readonly weekday: Weekday; readonly minute: number };

/** Monday 07.30: before the week's first roll call. */
export const DEFAULT_SLOT: Slot = { weekday: 1, minute: 7 * 60 + 30 };

/** What a group is bound with. `agencyId` set: an inter-agency group, which sees that agency's part alone. */
export type Binding = Slot & { readonly locale: Locale; readonly agencyId: number | null };

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** A stored number as a weekday. @throws Error for any but 1–7, which the database never holds. */
export function toWeekday(value: number): Weekday {
  const found = WEEKDAYS.find((day) => day === value);
  if (!found) throw new Error(`no weekday ${value}`);
  return found;
}

export function timeOfMinute(minute: number): LocalTime {
  return { hour: Math.floor(minute / 60), minute: minute % 60 };
}

function occurrenceOn(date: LocalDate, { minute }: Slot, zone: string): Date {
  return toInstant(date, timeOfMinute(minute), zone);
}

/** The slot's first occurrence after an instant. */
export function nextOccurrence(slot: Slot, after: Date, zone: string): Date {
  const today = localDate(after, zone);
  const first = addDays(today, (slot.weekday - weekday(today) + 7) % 7);
  const found = occurrenceOn(first, slot, zone);
  return found > after ? found : occurrenceOn(addDays(first, 7), slot, zone);
}

/** The slot's last occurrence at or before an instant. */
export function lastOccurrence(slot: Slot, at: Date, zone: string): Date {
  const today = localDate(at, zone);
  const last = addDays(today, -((weekday(today) - slot.weekday + 7) % 7));
  const found = occurrenceOn(last, slot, zone);
  return found <= at ? found : occurrenceOn(addDays(last, -7), slot, zone);
}

/** The ISO 8601 week of an instant in a zone, as `2023-W35`: the key of the one summary in it. */
export function isoWeek(at: Date, zone: string): string {
  // A week belongs to the year that its Thursday is in.
  const thursday = addDays(startOfWeek(localDate(at, zone)), 3);
  const start = Date.UTC(thursday.year, 0, 1);
  const days = (Date.UTC(thursday.year, thursday.month - 1, thursday.day) - start) / 86_400_000;
  return `${thursday.year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

/** The stretches of time that a summary made at an instant speaks of; ends are exclusive. */
export type Weeks = {
  /** The Monday of the week summarised: the last one that is over. */
  readonly monday: LocalDate;
  readonly from: Date;
  readonly until: Date;
  /** Where the week before it begins. */
  readonly before: Date;
  /** From then on, seven days are to come. Day by day, one summary goes on where the last ended. */
  readonly comingUntil: Date;
};

const midnight: LocalTime = { hour: 0, minute: 0 };

export function weeksAt(at: Date, zone: string): Weeks {
  const today = localDate(at, zone);
  const monday = addDays(startOfWeek(today), -7);
  const begin = (date: LocalDate) => toInstant(date, midnight, zone);
  return {
    monday,
    from: begin(monday),
    until: begin(addDays(monday, 7)),
    before: begin(addDays(monday, -7)),
    comingUntil: begin(addDays(today, 7)),
  };
}

/** What is typed after `/ringkasan`. */
export type Typed =
  | { readonly kind: 'open' | 'now' | 'stop' }
  | { readonly kind: 'slot'; readonly slot: Slot }
  | { readonly kind: 'unknown'; readonly understood: string };

const nowWords = /^(?:sekarang|contoh|now|preview|example)$/iu;
const stopWords = /^(?:berhenti|hentikan|stop|lepas|unbind)$/iu;
const every = /^(?:setiap|tiap(?:-tiap)?|every|each)\s+/iu;

/** Reads `sekarang`, `hentikan`, `senin 07.30`, `setiap jumat jam 3 sore`, `08.00`; what isn't said stays as it was. */
export function readTyped(
  argument: string,
  standing: Slot,
  options: { readonly now: Date; readonly zone: string; readonly locale: Locale },
): Typed {
  if (argument === '') return { kind: 'open' };
  if (nowWords.test(argument)) return { kind: 'now' };
  if (stopWords.test(argument)) return { kind: 'stop' };
  const { now, zone } = options;
  const when = readWhen(argument.replace(every, ''), { ...options, asked: 'time', prefer: 'future' });
  if (!when.ok) return { kind: 'unknown', understood: when.understood };
  if (when.endTime) return { kind: 'unknown', understood: argument };
  const time = when.time ?? timeOfMinute(standing.minute);
  if (when.zone === undefined || !when.time) {
    const day = when.date ? weekday(when.date) : standing.weekday;
    return { kind: 'slot', slot: { weekday: day, minute: time.hour * 60 + time.minute } };
  }
  // Another zone's hour, as "senin 07.30 WIB": the same instant in the unit's own.
  const at = toInstant(when.date ?? localDate(now, when.zone), time, when.zone);
  const own = localTime(at, zone);
  const day = when.date ? weekday(localDate(at, zone)) : standing.weekday;
  return { kind: 'slot', slot: { weekday: day, minute: own.hour * 60 + own.minute } };
}

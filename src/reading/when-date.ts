import { addDays, compareDates, formatDate, type LocalDate, startOfWeek, weekday } from '../lib/zoned.js';
import { lookUp, type Phrase, skip, sourceOf, wordAt } from './phrase.js';
import { type DateContext, type DateReading, explicitAt, fullYearAt } from './when-explicit.js';
import {
  countedDirections,
  countedOne,
  countedPrefix,
  countedUnits,
  dayPrefix,
  directions,
  leadingDirections,
  monthOffsetAt,
  months,
  monthUnits,
  numberAt,
  relativeDays,
  weekdays,
  weekOffsetAt,
} from './when-words.js';

/** Reads a date at a token; undefined where none begins. */
export function dateAt(phrase: Phrase, at: number, context: DateContext): DateReading | undefined {
  return (
    relativeAt(phrase, at, context) ??
    countedAt(phrase, at, context) ??
    weekdayAt(phrase, at, context) ??
    weekAt(phrase, at, context) ??
    explicitAt(phrase, at, context) ??
    monthAt(phrase, at)
  );
}

function relativeAt(phrase: Phrase, at: number, { today }: DateContext): DateReading | undefined {
  const found = lookUp(relativeDays, phrase, at);
  return found && { next: found.next, value: addDays(today, found.value), relative: true };
}

// `3 hari lagi`, `seminggu lagi`, `in 3 days`, `2 minggu yang lalu`.
function countedAt(phrase: Phrase, at: number, { today }: DateContext): DateReading | undefined {
  const prefix = lookUp(countedPrefix, phrase, at);
  const from = prefix?.next ?? at;
  const one = lookUp(countedOne, phrase, from);
  const count = one ? { next: from, value: 1 } : numberAt(phrase, from);
  const unit = one ?? (count && lookUp(countedUnits, phrase, count.next));
  if (!count || !unit || count.value > 999) return undefined;
  const direction = lookUp(countedDirections, phrase, unit.next);
  if (!direction && !prefix) return undefined;
  const days = count.value * unit.value * (direction?.value ?? 1);
  return { next: direction?.next ?? unit.next, value: addDays(today, days), relative: true };
}

const dayOfWeek = (today: LocalDate, day: number, weeks: number): LocalDate =>
  addDays(startOfWeek(today), weeks * 7 + day - 1);

function weekdayAt(phrase: Phrase, start: number, context: DateContext): DateReading | undefined {
  const prefixed = lookUp(dayPrefix, phrase, start);
  const leading = lookUp(leadingDirections, phrase, prefixed?.next ?? start);
  const named = lookUp(weekdays, phrase, leading?.next ?? prefixed?.next ?? start);
  if (!named) return undefined;
  // Without `hari`, `minggu depan` is next week and not next Sunday.
  if (!prefixed && !leading && weekOffsetAt(phrase, start)) return undefined;
  if (leading) return { next: named.next, value: inDirection(context.today, named.value, leading.value) };
  const week = weekOffsetAt(phrase, named.next);
  if (week) return { next: week.next, value: dayOfWeek(context.today, named.value, week.value) };
  const direction = lookUp(directions, phrase, named.next);
  if (direction)
    return { next: direction.next, value: inDirection(context.today, named.value, direction.value) };

  const explicit = explicitAt(
    phrase,
    wordAt(phrase, named.next) === ',' ? named.next + 1 : named.next,
    context,
  );
  if (!explicit) return { next: named.next, value: nearest(context, named.value) };
  if ('reason' in explicit || weekday(explicit.value) === named.value) return explicit;
  const understood = `${sourceOf(phrase, start, explicit.next)} (${formatDate(explicit.value, context.locale)})`;
  return { next: explicit.next, reason: 'wrong-weekday', understood };
}

// `Kamis depan` is next week's Thursday, `Kamis ini` this week's, `Kamis lalu` the last one before today.
function inDirection(today: LocalDate, day: number, direction: number): LocalDate {
  if (direction >= 0) return dayOfWeek(today, day, direction);
  const thisWeek = dayOfWeek(today, day, 0);
  return compareDates(thisWeek, today) < 0 ? thisWeek : addDays(thisWeek, -7);
}

function nearest({ today, near = today, prefer }: DateContext, day: number): LocalDate {
  const ahead = (day - weekday(near) + 7) % 7;
  return addDays(near, prefer === 'past' && ahead > 0 ? ahead - 7 : ahead);
}

// `minggu depan hari Kamis`, `next week Thursday`; without a day it is only a week.
function weekAt(phrase: Phrase, at: number, { today }: DateContext): DateReading | undefined {
  const week = weekOffsetAt(phrase, at);
  if (!week) return undefined;
  const comma = wordAt(phrase, week.next) === ',' ? week.next + 1 : week.next;
  const day = lookUp(weekdays, phrase, skip(dayPrefix, phrase, comma));
  if (day) return { next: day.next, value: dayOfWeek(today, day.value, week.value) };
  return { next: week.next, reason: 'needs-day', understood: sourceOf(phrase, at, week.next) };
}

/** A month or a relative month without a day: `Agustus 2023`, `bulan depan`. */
function monthAt(phrase: Phrase, at: number): DateReading | undefined {
  const offset = monthOffsetAt(phrase, at);
  const month = offset ?? lookUp(months, phrase, skip(monthUnits, phrase, at));
  if (!month) return undefined;
  const next = offset ? offset.next : (fullYearAt(phrase, month.next)?.next ?? month.next);
  return { next, reason: 'needs-day', understood: sourceOf(phrase, at, next) };
}

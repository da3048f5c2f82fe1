import type { Locale } from '../../../lib/locale.js';
import { addDays, isoDate, type LocalDate, parseIsoDate, toInstant } from '../../../lib/zoned.js';
import { readWhen } from '../../../reading/when.js';

/** A letter's number and its date, YYYY-MM-DD. */
type Letter = { readonly number: string; readonly on: string };

const MIDNIGHT = { hour: 0, minute: 0 };

/** The instant at which a day is over. */
function endOfDay(day: LocalDate, zone: string): Date {
  return toInstant(addDays(day, 1), MIDNIGHT, zone);
}

/**
 * A letter as it is cited: its number, then its date (`W.28-KP.04.01-120, 28 Agustus 2023`, also with *tanggal* or *tgl*
 * before it). Undefined: one of both is missing.
 */
export function readLetter(
  typed: string,
  { now, zone, locale }: { readonly now: Date; readonly zone: string; readonly locale: Locale },
): Letter | undefined {
  const parts = typed.split(/,|\s+(?:tanggal|tgl\.?|dated)\s+/iu).map((part) => part.trim());
  const date = parts.pop() ?? '';
  const number = parts.join(', ').replace(/^(?:nomor|no\.?|number)\s*:?\s*/iu, '');
  const read = readWhen(date.replace(/^(?:tanggal|tgl\.?|dated)\s+/iu, ''), {
    now,
    zone,
    locale,
    prefer: 'past',
    asked: 'date',
  });
  if (number === '' || !read.ok || !read.date) return undefined;
  return { number, on: isoDate(read.date) };
}

/** Until when somebody acts whose last day is this; undefined where that day is past, or is none. */
export function actsUntil(date: string, zone: string, now: Date): Date | undefined {
  const day = parseIsoDate(date);
  const endsAt = day && endOfDay(day, zone);
  return endsAt && endsAt > now ? endsAt : undefined;
}

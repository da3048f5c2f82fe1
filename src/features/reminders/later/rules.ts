import type { Locale } from '../../../lib/locale.js';
import { addDays, type LocalTime, localDate, toInstant } from '../../../lib/zoned.js';
import { readWhen } from '../../../reading/when.js';

const MINUTE_MS = 60_000;

/** How long a reminder is put off by one tap. */
export const SNOOZE_MS = 60 * MINUTE_MS;

/** When it is to come again where only a day or a part of one was said. */
const PARTS: readonly (readonly [words: RegExp, time: LocalTime])[] = [
  [/^(?:pagi|morning)$/u, { hour: 7, minute: 0 }],
  [/^(?:siang|noon|midday)$/u, { hour: 12, minute: 0 }],
  [/^(?:sore|afternoon)$/u, { hour: 16, minute: 0 }],
  [/^(?:malam|malem|evening|tonight|night)$/u, { hour: 19, minute: 0 }],
];
const START_OF_WORK: LocalTime = { hour: 8, minute: 0 };

const NUMBERS: Readonly<Record<string, number>> = {
  se: 1,
  satu: 1,
  dua: 2,
  tiga: 3,
  empat: 4,
  lima: 5,
  enam: 6,
  one: 1,
  an: 1,
  a: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  half: 0.5,
  setengah: 0.5,
};

/** Of a unit of time its minutes. */
const UNITS: readonly (readonly [words: RegExp, minutes: number])[] = [
  [/^(?:menit|mnt|minutes?|mins?)$/u, 1],
  [/^(?:jam|hours?|hrs?)$/u, 60],
  [/^(?:hari|days?)$/u, 24 * 60],
];

/** Longer than this nobody puts a reminder off. */
const MOST_MINUTES = 31 * 24 * 60;

type Around = { readonly now: Date; readonly zone: string; readonly locale: Locale };

/** `3 jam lagi`, `setengah jam lagi`, `sejam lagi`, `in 2 hours`; undefined for anything else. */
function readSpan(text: string, { now }: Around): Date | undefined {
  const found =
    /^(?:in\s+)?(\d{1,3}|[a-z]+?)(?:\s+an)?\s*(menit|mnt|jam|hari|minutes?|mins?|hours?|hrs?|days?)(?:\s+(?:lagi|later))?$/u.exec(
      text,
    );
  const [, count = '', unit = ''] = found ?? [];
  const many = NUMBERS[count] ?? (/^\d+$/u.test(count) ? Number(count) : undefined);
  const [, minutes] = UNITS.find(([words]) => words.test(unit)) ?? [];
  if (many === undefined || minutes === undefined) return undefined;
  const all = many * minutes;
  return all > 0 && all <= MOST_MINUTES ? new Date(now.getTime() + all * MINUTE_MS) : undefined;
}

/**
 * When something that is put off comes again: `3 jam lagi`, `besok pagi`, `nanti sore`, `Kamis jam 9`. A day alone is
 * its 08.00; an hour that is over today is tomorrow's. Undefined: it isn't understood, or is no time ahead.
 */
export function readLater(typed: string, around: Around): Date | undefined {
  const { now, zone, locale } = around;
  const text = typed.trim().toLowerCase().replace(/\s+/gu, ' ');
  const span = readSpan(text, around);
  if (span) return span;
  const words = text.replace(/^(?:nanti|this|tomorrow(?= ))\s*/u, (word) =>
    word.startsWith('tom') ? word : '',
  );
  const parts = words.split(' ');
  const [, partTime] = PARTS.find(([said]) => said.test(parts.at(-1) ?? '')) ?? [];
  const dayText = partTime ? parts.slice(0, -1).join(' ') : words;
  const today = localDate(now, zone);
  if (partTime && dayText === '') return ahead(toInstant(today, partTime, zone), now);
  const read = readWhen(dayText, { now, zone, locale, prefer: 'future' });
  if (!read.ok) return undefined;
  const time = partTime ?? read.time ?? START_OF_WORK;
  const at = toInstant(read.date ?? today, time, read.zone ?? zone);
  if (!read.date && at <= now) return toInstant(addDays(today, 1), time, read.zone ?? zone);
  return ahead(at, now);
}

function ahead(at: Date, now: Date): Date | undefined {
  const most = now.getTime() + MOST_MINUTES * MINUTE_MS;
  return at > now && at.getTime() <= most ? at : undefined;
}

/** What is at hand to choose, as it would be typed. */
export const LATER_CHOICES = ['3 jam lagi', 'nanti sore', 'besok pagi'] as const;

import { type Locale } from '../../../lib/locale.js';
import { isoDate, type LocalDate, toInstant } from '../../../lib/zoned.js';
import { matchName } from '../../../reading/match.js';
import { readWhen } from '../../../reading/when.js';
import { splitLine } from '../../../reading/when-line.js';
import type { ProgrammeKind } from '../enrolment/rules.js';

/** What a text says of a programme; what it doesn't say is left out. Dates as YYYY-MM-DD; `seats` 0: no limit. */
export type Facts = {
  readonly kind?: ProgrammeKind;
  readonly seats?: number;
  readonly startsOn?: string;
  readonly endsOn?: string;
  readonly plannedSessions?: number;
  readonly plannedHours?: number;
  readonly trainer?: string;
  readonly place?: string;
};

export const MOST_SEATS = 999;
export const MOST_SESSIONS = 999;
export const TEXT_MAX = 100;

export type ReadAt = { readonly now: Date; readonly zone: string; readonly locale: Locale };

export type FactsRead = { readonly facts: Facts; readonly unread: readonly string[] };

const SEATS =
  /^(?:(?:kursi|kuota|kapasitas|seats?)\s*:?\s*)?(\d{1,3})(?:\s*(?:kursi|orang|peserta|seats?|people))?$/iu;
const NO_LIMIT = /^(?:tanpa batas|tidak dibatasi|no limit)(?:\s+(?:kursi|seats?))?$/iu;
const SESSIONS = /^(\d{1,3})\s*(?:x|kali|sesi|pertemuan|sessions?|meetings?)$/iu;
const HOURS = /^(\d{1,4})\s*(?:jam(?:\s*pelajaran)?|jp|hours?)$/iu;
const KINDS: readonly (readonly [RegExp, ProgrammeKind])[] = [
  [/^(?:pembinaan\s+)?(?:kemandirian|trade|vocational)$/iu, 'trade'],
  [/^(?:pembinaan\s+)?(?:kepribadian|attitude|personality)$/iu, 'attitude'],
];
const TRAINER = /^(?:pelatih|instruktur|narasumber|trainers?|instructors?)(?:nya)?\s*:?\s+(.+)$/iu;
const PERSON =
  /^(?:pak|bapak|bu|ibu|sdr|sdri|saudara|saudari|ust(?:adz|az)?|pdt|pendeta|mr|mrs|ms|dr|drh|drg)\b\.?\s+\S/iu;
const PLACE = /^(?:tempat(?:nya)?|lokasi(?:nya)?|place|venue|di|at)\s*:?\s+(.+)$/iu;
const FROM = /^(?:mulai|dari|sejak|from|starts?|starting)\s*:?\s+(.+)$/iu;
const UNTIL =
  /^(?:sampai(?:\s+dengan)?|s\.?\s*[./]?\s*d\.?|hingga|selesai|berakhir|until|to|ends?|ending)\s*:?\s+(.+)$/iu;
const BETWEEN =
  /\s+(?:-|–|—)\s+|\s*(?:–|—)\s*|\s+(?:sampai dengan|sampai|s\.?\s*[./]?\s*d\.?|hingga|until|to)\s+/iu;
const HAS_YEAR = /\b\d{4}\b/u;

function readDay(text: string, at: ReadAt, prefer: 'future' | 'past'): LocalDate | undefined {
  const read = readWhen(text, { ...at, prefer });
  return read.ok && read.date && !read.time ? read.date : undefined;
}

/** A first day: without a year the one nearest to today, since programmes are also written down when they run. */
function readStart(text: string, at: ReadAt): LocalDate | undefined {
  const [ahead, back] = [readDay(text, at, 'future'), readDay(text, at, 'past')];
  if (!ahead || !back) return ahead ?? back;
  const noon = { hour: 12, minute: 0 };
  const distance = (day: LocalDate) => Math.abs(toInstant(day, noon, at.zone).getTime() - at.now.getTime());
  return distance(back) < distance(ahead) ? back : ahead;
}

/** A last day: without a year the first such day on or after the first one, or today. */
function readEnd(text: string, at: ReadAt, start: LocalDate | undefined): LocalDate | undefined {
  const from = start ? toInstant(start, { hour: 0, minute: 0 }, at.zone) : at.now;
  return readDay(text, HAS_YEAR.test(text) ? at : { ...at, now: from }, 'future');
}

/** A first day whose year is said with the last one: `4 Sep – 15 Des 2023`. */
function startBefore(text: string, end: LocalDate, at: ReadAt): LocalDate | undefined {
  if (HAS_YEAR.test(text)) return readStart(text, at);
  const until = toInstant(end, { hour: 23, minute: 59 }, at.zone);
  return readDay(text, { ...at, now: until }, 'past');
}

/** `4 Sep – 15 Des 2023`, `mulai 4 Sep`, `sampai 15 Des`: undefined where it is no period. */
export function readPeriod(text: string, at: ReadAt): Pick<Facts, 'startsOn' | 'endsOn'> | undefined {
  const bare = text.trim().replace(/^(?:masa|periode|tanggal|tgl|period)\s*:?\s+/iu, '');
  const [left = '', right, ...more] = bare.split(BETWEEN);
  if (right !== undefined && more.length === 0 && left.trim() !== '') {
    const first = FROM.exec(left)?.[1] ?? left;
    const known = HAS_YEAR.test(right) ? readEnd(right, at, undefined) : undefined;
    const start = known ? startBefore(first, known, at) : readStart(first, at);
    const end = known ?? (start && readEnd(right, at, start));
    if (start && end) return { startsOn: isoDate(start), endsOn: isoDate(end) };
  }
  const from = FROM.exec(bare)?.[1];
  const start = from === undefined ? undefined : readStart(from, at);
  if (start) return { startsOn: isoDate(start) };
  const until = UNTIL.exec(bare)?.[1];
  const end = until === undefined ? undefined : readEnd(until, at, undefined);
  return end && { endsOn: isoDate(end) };
}

/** How much a programme is to be: `24 sesi`, `48 jam`. Zero isn't a plan. */
export function readPlanned(text: string): Pick<Facts, 'plannedSessions' | 'plannedHours'> | undefined {
  const sessions = Number(SESSIONS.exec(text.trim())?.[1] ?? 0);
  if (sessions > 0) return { plannedSessions: sessions };
  const hours = Number(HOURS.exec(text.trim())?.[1] ?? 0);
  return hours > 0 ? { plannedHours: hours } : undefined;
}

const within = (text: string) => [...text].length <= TEXT_MAX;

function readPart(part: string, known: Facts, at: ReadAt): Facts | undefined {
  const kind = KINDS.find(([pattern]) => pattern.test(part))?.[1];
  if (kind) return { kind };
  if (NO_LIMIT.test(part)) return { seats: 0 };
  const planned = readPlanned(part);
  if (planned) return planned;
  const seats = Number(SEATS.exec(part)?.[1] ?? 0);
  if (seats > 0 && known.seats === undefined) return { seats };
  const trainer = TRAINER.exec(part)?.[1] ?? (PERSON.test(part) ? part : undefined);
  if (trainer !== undefined) {
    const all = known.trainer === undefined ? trainer : `${known.trainer}, ${trainer}`;
    return within(all) ? { trainer: all } : undefined;
  }
  const period = readPeriod(part, at);
  if (period) return period;
  const place = PLACE.exec(part)?.[1];
  return place !== undefined && within(place) ? { place } : undefined;
}

/**
 * Reads what a line says of a programme, in parts between commas: `20 kursi, 4 Sep – 15 Des 2023, 24 sesi,
 * pelatih Ibu Ros dan Pak Jon, tempat kolam`. What says nothing is in `unread`, as typed, for the caller to read or
 * to tell.
 */
export function readFacts(text: string, at: ReadAt): FactsRead {
  let facts: Facts = {};
  const unread: string[] = [];
  for (const part of splitLine(text)) {
    const read = readPart(part, facts, at);
    if (read) facts = { ...facts, ...read };
    else unread.push(part);
  }
  return { facts, unread };
}

/** Whether a programme would end before it begins. */
export function endsBeforeStart(startsOn: string, endsOn: string): boolean {
  return startsOn !== '' && endsOn !== '' && endsOn < startsOn;
}

/** Trainers' names as typed, one by one: `Ibu Ros, Pak Jon dan Tini`. */
function trainerNames(typed: string): string[] {
  return typed
    .split(/[,;&/]|\s+(?:dan|and|serta)\s+/iu)
    .map((name) => name.trim())
    .filter(Boolean);
}

/** A trainer's name without the way of address: `Ibu Ros` → `Ros`. */
function bareName(name: string): string {
  return name.replace(/^(?:bapak|pak|ibu|bu|sdri|sdr|saudari|saudara|mr|mrs|ms)\b\.?\s+/iu, '');
}

/** The people whom typed trainers' names mean, each once; a name that may mean several means nobody. */
export function linkTrainers<T extends { readonly id: number; readonly name: string }>(
  typed: string | null,
  people: readonly T[],
): T[] {
  const found = trainerNames(typed ?? '').flatMap((name) => {
    const match = matchName(bareName(name), people);
    return match.kind === 'one' ? [match.item] : [];
  });
  return [...new Set(found)];
}

/** Whether a period has passed by a day (YYYY-MM-DD). */
export function isPast(endsOn: string | null, today: string): boolean {
  return endsOn !== null && endsOn < today;
}

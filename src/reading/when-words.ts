import { digitsAt, lookUp, type Phrase, type Read, type Vocabulary, vocabulary } from './phrase.js';

/** Months by number, with the short forms and misspellings that offices and phones produce. */
export const months = vocabulary<number>([
  [1, 'januari|january|jan|januar|jnuari'],
  [2, 'februari|february|feb|peb|pebruari|febuari|febr|februar|pebuari'],
  [3, 'maret|march|mar|mrt'],
  [4, 'april|apr|apil'],
  [5, 'mei|may'],
  [6, 'juni|june|jun'],
  [7, 'juli|july|jul'],
  [8, 'agustus|august|agu|agt|ags|agst|agus|aug|agusuts|agustu|agutus|augustus'],
  [9, 'september|sep|sept|spt|septembr'],
  [10, 'oktober|october|okt|oct|oktobr'],
  [11, 'november|nov|nop|nopember|novembr'],
  [12, 'desember|december|des|dec|desembr'],
]);

/** Weekdays by ISO number; `minggu` is Sunday here, and a week where `weekUnits` is asked. */
export const weekdays = vocabulary<number>([
  [1, 'senin|senen|sen|snn|snin|monday|mon'],
  [2, 'selasa|slasa|sel|sls|slsa|tuesday|tues|tue'],
  [3, 'rabu|rebo|rabo|rab|rbu|rb|wednesday|wed'],
  [4, 'kamis|kemis|kam|kms|kmis|thursday|thurs|thur|thu'],
  [5, 'jumat|jum at|jumaat|jumad|jum|jmt|jmat|friday|fri'],
  [6, 'sabtu|saptu|sab|sbt|sbtu|saturday|sat'],
  [7, 'minggu|ahad|min|mgg|mggu|mingu|sunday|sun'],
]);

/** Days counted from today. */
export const relativeDays = vocabulary<number>([
  [-2, 'kemarin dulu|kemarin lusa|kemaren dulu|the day before yesterday|day before yesterday'],
  [-1, 'kemarin|kemaren|kmrn|kmarin|yesterday'],
  [0, 'hari ini|hr ini|hariini|harini|today'],
  [1, 'besok|bsk|besuk|besok hari|esok|esok hari|tomorrow|tommorow|tmr|tmrw'],
  [2, 'besok lusa|bsk lusa|lusa|the day after tomorrow|day after tomorrow'],
]);

/** Words that mean today when no other day is named: `nanti jam 3`, `tadi pagi`. */
export const todayHints = vocabulary<true>([[true, 'nanti|tadi|ini|this']]);

/** The week, month or year after this one, this one, or the one before it, said after the unit. */
export const directions = vocabulary<number>([
  [1, 'depan|dpn|dpan|mendatang|berikutnya|yang akan datang|yad'],
  [0, 'ini'],
  [-1, 'lalu|yang lalu|yg lalu|kemarin|kemaren|sebelumnya'],
]);

/** The same said before the unit, in English. */
export const leadingDirections = vocabulary<number>([
  [1, 'next'],
  [0, 'this'],
  [-1, 'last|previous'],
]);

const weekUnits = vocabulary<true>([[true, 'minggu|mgg|mggu|pekan|week']]);
export const monthUnits = vocabulary<true>([[true, 'bulan|bln|month']]);
export const yearUnits = vocabulary<true>([[true, 'tahun|thn|th|tahun anggaran|ta|year']]);
export const dayPrefix = vocabulary<true>([[true, 'hari|hr']]);
export const datePrefix = vocabulary<true>([[true, 'tanggal|tgl|tgal|tangal|tggl|the']]);
export const ordinalSuffix = vocabulary<true>([[true, 'st|nd|rd|th']]);

/** Days in a counted unit: `3 hari lagi`, `2 minggu lalu`. */
export const countedUnits = vocabulary<number>([
  [1, 'hari|hr|day|days'],
  [7, 'minggu|mgg|pekan|week|weeks'],
]);
export const countedOne = vocabulary<number>([
  [1, 'sehari'],
  [7, 'seminggu|sepekan'],
]);
export const countedPrefix = vocabulary<true>([[true, 'dalam|in']]);
export const countedDirections = vocabulary<1 | -1>([
  [1, 'lagi|lg|ke depan|kedepan|dari sekarang|from now|from today'],
  [-1, 'yang lalu|yg lalu|lalu|ago'],
]);

/** Words that carry no date or time. */
export const fillers = vocabulary<true>([[true, ',|pada|pd|di|on|of|dan|hari|hr|for|;']]);

/** What part of the day an hour is said to be in. */
export type DayPart =
  | 'am'
  | 'pm'
  | 'small-hours'
  | 'morning'
  | 'midday'
  | 'afternoon'
  | 'late-afternoon'
  | 'evening'
  | 'night';

export const dayParts = vocabulary<DayPart>([
  ['am', 'am'],
  ['pm', 'pm'],
  ['small-hours', 'dini hari'],
  ['morning', 'pagi|pagi hari|pg|subuh|in the morning|morning'],
  ['midday', 'siang|siang hari|sg'],
  ['afternoon', 'in the afternoon|afternoon'],
  ['late-afternoon', 'sore|sore hari|petang|sr'],
  ['evening', 'in the evening|evening'],
  ['night', 'malam|mlm|malam hari|at night|tonight'],
]);

export const clockMarkers = vocabulary<true>([[true, 'jam|jm|pukul|pkl|pk|at|@']]);
export const rangeStarts = vocabulary<true>([[true, 'dari|mulai|from|antara|between']]);
export const rangeMiddles = vocabulary<true>([
  [true, '-|sampai|sampe|sampai dengan|smp|sd|hingga|hg|to|until|till|til'],
]);
/** Said after an end: that it is on the day after the start. The first may as well be the day of the whole. */
export const nextDays = vocabulary<'maybe' | 'surely'>([
  ['maybe', 'besok|bsk|esok|tomorrow'],
  [
    'surely',
    'besoknya|esoknya|besok harinya|esok hari|esok harinya|keesokan hari|keesokan harinya|hari berikutnya|next day|the next day',
  ],
]);
export const openEnds = vocabulary<true>([[true, 'selesai|slesai|finish|done']]);
export const exactly = vocabulary<true>([[true, 'tepat|sharp|oclock|o clock|teng']]);
export const minutesUnit = vocabulary<true>([[true, 'menit|mnt|minutes|minute']]);
export const halfBefore = vocabulary<true>([[true, 'setengah|stengah|stgh|stngah|setgh']]);
export const after = vocabulary<true>([[true, 'lewat|lebih|lwt|past']]);
export const before = vocabulary<true>([[true, 'kurang|krg|krang']]);
export const portions = vocabulary<number>([
  [15, 'seperempat|perempat'],
  [30, 'setengah'],
]);
/** English minutes before the hour that they belong to. */
export const leadingMinutes = vocabulary<number>([
  [30, 'half past'],
  [15, 'quarter past|a quarter past'],
  [-15, 'quarter to|a quarter to'],
]);
/** Hours that have a name; `night` is the midnight that ends or begins a day. */
export const namedHours = vocabulary<{ readonly hour: number; readonly part?: DayPart }>([
  [{ hour: 12 }, 'tengah hari|noon|midday'],
  [{ hour: 12, part: 'night' }, 'tengah malam|midnight'],
]);

/** Indonesia's zones by their abbreviation. */
export const zones = vocabulary<string>([
  ['Asia/Jakarta', 'wib'],
  ['Asia/Makassar', 'wita'],
  ['Asia/Jayapura', 'wit'],
]);

const ones = 'satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan'.split('|');
const numberWords = vocabulary<number>([
  ...ones.flatMap((word, index): [number, string][] => [
    [index + 1, word],
    [index + 11, index === 0 ? 'sebelas' : `${word} belas|${word}belas`],
    ...(index > 0 && index < 5 ? [[(index + 1) * 10, `${word} puluh|${word}puluh`] as [number, string]] : []),
    ...(index > 0 && index < 5
      ? ones.map((unit, more): [number, string] => [(index + 1) * 10 + more + 1, `${word} puluh ${unit}`])
      : []),
  ]),
  [7, 'tuju'],
  [8, 'lapan|dlapan'],
  [10, 'sepuluh'],
  ...'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
    .split('|')
    .map((word, index): [number, string] => [index + 1, word]),
  [15, 'fifteen'],
  [20, 'twenty'],
  [30, 'thirty'],
]);

/** A number in digits or in words, up to fifty-nine in words. */
export function numberAt(phrase: Phrase, at: number): (Read<number> & { digits?: string }) | undefined {
  return digitsAt(phrase, at) ?? lookUp(numberWords, phrase, at);
}

/** `minggu depan`, `pekan ini`, `next week`: the weeks from this one. */
export function weekOffsetAt(phrase: Phrase, at: number): Read<number> | undefined {
  return offsetAt(phrase, at, weekUnits);
}

/** `bulan depan`, `bulan lalu`, `last month`: the months from this one. */
export function monthOffsetAt(phrase: Phrase, at: number): Read<number> | undefined {
  return offsetAt(phrase, at, monthUnits);
}

/** A unit with its direction after it (Indonesian) or before it (English): how many units from this one. */
export function offsetAt(phrase: Phrase, at: number, units: Vocabulary<unknown>): Read<number> | undefined {
  const unit = lookUp(units, phrase, at);
  if (unit) return lookUp(directions, phrase, unit.next);
  const leading = lookUp(leadingDirections, phrase, at);
  const following = leading && lookUp(units, phrase, leading.next);
  return following && { next: following.next, value: leading.value };
}

/** `tahun ini`, `last year`: the years from this one. */
export function yearOffsetAt(phrase: Phrase, at: number): Read<number> | undefined {
  return offsetAt(phrase, at, yearUnits);
}

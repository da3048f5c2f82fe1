import { isoDate, isRealDate, type LocalDate } from '../../../lib/zoned.js';
import { lookUp, tokenize } from '../../../reading/phrase.js';
import { months } from '../../../reading/when-words.js';
import {
  type EndReason,
  type EnrolmentState,
  parseRegisterClass,
  type RegisterClass,
} from '../../programmes/index.js';
import type { DateOrder, Leaving } from '../rules.js';

/** A cell's text as it is meant: `tidied` where spreadsheet marks were taken off it, `formula` where it would run. */
export type Cell = { readonly text: string; readonly tidied: boolean; readonly formula: boolean };

const blankMarks = /^(?:[-–—_.*/\s]*|n\/?a|nihil|kosong|tidak ada|none)$/iu;
const invisible = /[\p{Cf}\p{Cc}]+/gu;

/** Evens out spaces and takes off Excel's ways of keeping a text a text (`="001"`, `'001`). `-` and `nihil` are blank. */
export function readCell(raw: string): Cell {
  const even = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').replace(invisible, '').trim();
  const plain = even(raw);
  const escaped = /^="([^"]*)"$/u.exec(plain)?.[1] ?? /^'(.+)$/u.exec(plain)?.[1];
  const text = escaped === undefined ? plain : even(escaped);
  if (blankMarks.test(text)) return { text: '', tidied: false, formula: false };
  return { text, tidied: escaped !== undefined, formula: /^[=+@-]/u.test(text) };
}

const lowerWords = new Set(['bin', 'binti', 'alias', 'als']);

/** `BUDI  LATING` → `Budi Lating`; a name written in both cases keeps its own. */
export function tidyName(text: string): string {
  const oneCase = text === text.toUpperCase() || text === text.toLowerCase();
  if (!oneCase || !/\p{L}{3}/u.test(text)) return text;
  return text
    .toLowerCase()
    .split(' ')
    .map((word, index) => (index > 0 && lowerWords.has(word) ? word : capitalised(word)))
    .join(' ');
}

function capitalised(word: string): string {
  if (/^(?:ii|iii|iv|vi{0,3})$/u.test(word)) return word.toUpperCase();
  // Also behind a hyphen, a full stop, and the apostrophe of O'Brien, not that of Jum'at.
  return word.replace(/^\p{L}|(?<=[-.(/])\p{L}|(?<=^\p{L}['’])\p{L}/gu, (letter) => letter.toUpperCase());
}

// 1899-12-30 is a spreadsheet's day 0, 1970-01-01 a computer's, 9999-12-31 the last that a database knows.
const noDates = [
  '0',
  '0?0[-/.]0?[01][-/.](?:0000|1900|00)',
  '0000[-/.]0?0[-/.]0?0(?:[ T]00:00(?::00)?)?',
  '(?:1899-12-3[01]|1900-0?1-0?[01]|1970-01-01|9999-12-31)(?:[ T]00:00(?::00)?)?',
  '(?:3[01][-/.]12[-/.](?:1899|9999)|0?1[-/.]0?1[-/.](?:1900|1970))',
  'seumur hidup',
  's(?:mr|\\.? ?h)\\.?',
  'hukuman mati',
  'mati',
  'life',
  'belum (?:ada|diketahui|vonis|putus|inkracht)',
].join('|');
const noDate = new RegExp(`^(?:${noDates})$`, 'iu');

/**
 * What stands where there is no date: zeros, the day that a computer counts from, a question mark in it, and sentences
 * without an end, *seumur hidup* and *hukuman mati*.
 */
export function isNoDate(text: string): boolean {
  return text.includes('?') || noDate.test(text);
}

/** A date that was read; `asWritten` when it was written plainly, `16/02/2023` or `2023-02-16`. */
export type ReadDate = { readonly date: string; readonly asWritten: boolean };

/** A date without its day of the week and its midnight. */
function plainDate(written: string): string {
  return written
    .replace(/^\p{L}+, *(?=\d)/u, '')
    .replace(/(?<=\d{4}) +0{1,2}[:.]00(?:[:.]00)?(?: ?AM)?$/u, '')
    .replace(/[.,]0*$/u, '');
}

const NUMBERS = /^(\d{1,2}) ?[-./ ] ?(\d{1,2}) ?[-./ ] ?(\d{4}|\d{2})$/u;

/** The first two numbers of `16/02/2023`: which of them is the day, the column says. Undefined for other texts. */
export function dateNumbers(written: string): readonly [number, number] | undefined {
  const [, one, two] = NUMBERS.exec(plainDate(written)) ?? [];
  return one && two ? [Number(one), Number(two)] : undefined;
}

/**
 * Reads `16/02/2023` (with any separator, day first unless the column is month-first), `2023-02-16`, `16/2/23`,
 * `5 Mei 2022`, `1-Aug-2023`, and a spreadsheet's day number. Undefined for what isn't a date or doesn't exist. A year
 * of two digits is the one nearest to today.
 */
export function readDate(written: string, today: LocalDate, order: DateOrder = 'day'): ReadDate | undefined {
  const text = plainDate(written);
  const [, y, m, d] = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]00[:.]00.*)?$/u.exec(text) ?? [];
  if (y && m && d) return real(Number(y), Number(m), Number(d), true);
  const [, one, two, year] = NUMBERS.exec(text) ?? [];
  if (one && two && year) {
    const [day, month] = order === 'day' ? [one, two] : [two, one];
    return real(fullYear(year, today), Number(month), Number(day), order === 'day' && year.length === 4);
  }
  const [, y8, m8, d8] = /^((?:19|20)\d{2})(\d{2})(\d{2})$/u.exec(text) ?? [];
  if (y8 && m8 && d8) return real(Number(y8), Number(m8), Number(d8), false);
  const [, dayToo, word, yearToo] = /^(\d{1,2})[-./ ]*(\p{L}+)[-./ ]*(\d{4}|\d{2})$/u.exec(text) ?? [];
  if (dayToo && word && yearToo) {
    const named = lookUp(months, tokenize(word), 0);
    return named && real(fullYear(yearToo, today), named.value, Number(dayToo), false);
  }
  if (!/^[2-6]\d{4}$/u.test(text)) return undefined;
  // Spreadsheets count days from 30 December 1899.
  const at = new Date(Date.UTC(1899, 11, 30 + Number(text)));
  return real(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), false);
}

function real(year: number, month: number, day: number, asWritten: boolean): ReadDate | undefined {
  const date = { year, month, day };
  return isRealDate(date) && year >= 1900 ? { date: isoDate(date), asWritten } : undefined;
}

function fullYear(digits: string, today: LocalDate): number {
  if (digits.length === 4) return Number(digits);
  const year = Math.floor(today.year / 100) * 100 + Number(digits);
  return year > today.year + 50 ? year - 100 : year;
}

/** A birth year, from a year of four or two digits or a whole date. Undefined for an age that is not from 10 to 95 years. */
export function readBirthYear(text: string, today: LocalDate, order: DateOrder = 'day'): number | undefined {
  const full = /^\d{4}$/u.test(text) ? Number(text) : undefined;
  const short = /^\d{2}$/u.test(text) ? Math.floor(today.year / 100) * 100 + Number(text) : undefined;
  const short2 = short !== undefined && short > today.year - 10 ? short - 100 : short;
  const dated =
    full ?? short2 ?? Number(readDate(text, { ...today, year: today.year - 40 }, order)?.date.slice(0, 4));
  return dated >= today.year - 95 && dated <= today.year - 10 ? dated : undefined;
}

export type Status = { readonly state: EnrolmentState; readonly reason?: EndReason };

const ended = (reason: EndReason): Status => ({ state: 'ended', reason });
const statuses = new Map<string, Status>(
  (
    [
      [
        { state: 'active' },
        'aktif|aktip|active|ikut|mengikuti|peserta|terdaftar|berjalan|sedang berjalan|enrolled',
      ],
      [
        { state: 'waiting' },
        'daftar tunggu|tunggu|menunggu|antre|antri|antrian|waiting|waiting list|waitlist|waitlisted',
      ],
      [{ state: 'paused' }, 'jeda|cuti|tunda|ditunda|berhenti sementara|paused|on hold'],
      [{ state: 'applied' }, 'diajukan|usulan|diusulkan|pengajuan|mendaftar|applied|proposed'],
      [ended('unrecorded'), 'selesai|berakhir|ended|finished|done'],
      [ended('completed'), 'lulus|tamat|completed|graduated|passed'],
      [ended('didNotPass'), 'tidak lulus|tdk lulus|gagal|did not pass|failed'],
      [ended('released'), 'bebas|released|free'],
      [ended('transferred'), 'pindah|mutasi|dipindahkan|transferred|moved'],
      [ended('withdrew'), 'mengundurkan diri|undur diri|mundur|withdrew|withdrawn|resigned'],
      [ended('dismissed'), 'dikeluarkan|diberhentikan|dismissed|expelled|removed'],
      [ended('health'), 'sakit|alasan kesehatan|kesehatan|health|sick'],
      [ended('security'), 'keamanan|alasan keamanan|security'],
    ] satisfies [Status, string][]
  ).flatMap(([status, words]) => words.split('|').map((word): [string, Status] => [word, status])),
);

/** Reads `aktif`, `daftar tunggu`, `selesai`, `selesai (lulus)`, `bebas`… Undefined for any other text. */
export function readStatus(text: string): Status | undefined {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  const whole = statuses.get(words);
  if (whole) return whole;
  const [, why] = /^(?:selesai|berakhir|ended|finished) (?:karena )?(.+)$/u.exec(words) ?? [];
  const reason = why === undefined ? undefined : statuses.get(why);
  return reason?.state === 'ended' ? reason : undefined;
}

const left: readonly (readonly [Leaving['why'], RegExp])[] = [
  [
    'released',
    /^(?:(?:sudah|telah) )?(?:bebas|pembebasan|dibebaskan|keluar bebas|lepas demi hukum|ldh|bdh|cmb|cb|pb|cuti menjelang bebas|cuti bersyarat|released|free)(?: .*)?$/u,
  ],
  [
    'transferred',
    /^(?:(?:sudah|telah) )?(?:pindah|pindahan|dipindah|dipindahkan|mutasi|dimutasi|layar|transferred|moved)(?: .*)?$/u,
  ],
];

/** How somebody left, by `bebas`, `bebas murni`, `PB`, `pindah`, `mutasi ke Lapas Ambon`; undefined for who is here. */
export function readLeaving(text: string): Leaving['why'] | undefined {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (
    words === '' ||
    /^bebas (?:narkoba|buta|biaya|covid|asap|halinar|pungli)|\b(?:belum|akan|rencana|usul\w*|calon)\b/u.test(
      words,
    )
  )
    return undefined;
  return left.find(([, pattern]) => pattern.test(words))?.[0];
}

/** A register class as offices write it, besides its own spellings: `B.III s` (subsider), `SH` (for life). */
export function readClass(text: string): RegisterClass | undefined {
  const plain = parseRegisterClass(text);
  if (plain) return plain;
  const bare = text.toUpperCase().replace(/[^A-Z0-9]+/gu, '');
  if (/^(?:BIII|B3)S(?:UBS?|UBSIDER)?$/u.test(bare)) return 'B_III';
  // A sentence without an end is over a year.
  return /^(?:B?I?SH|B?I?SEUMURHIDUP)$/u.test(bare) ? 'B_I' : undefined;
}

/** The class that a register number begins with: `B.I 101/2025`, `A.III.003/2023`, `BIIb-7/2023`, `B.1 12/2023`. */
export function classOfNumber(register: string): RegisterClass | undefined {
  const [, letters] = /^\s*((?:\p{L}[\s._-]*)+?)[\s._/-]*\d/u.exec(register) ?? [];
  const found = letters === undefined ? undefined : readClass(letters);
  if (found) return found;
  const [, counted] = /^\s*([AB][\s.]*[1-5][\s.]*[ab]?)[\s.-]+\d+\s*\//iu.exec(register) ?? [];
  return counted === undefined ? undefined : parseRegisterClass(counted);
}

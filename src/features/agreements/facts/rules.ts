import type { Locale } from '../../../lib/locale.js';
import { addDays, isoDate, type LocalDate, parseIsoDate } from '../../../lib/zoned.js';
import { readWhen } from '../../../reading/when.js';
import { SUBJECT_MAX } from '../agreement/rules.js';

/** What of an agreement is written down and changed by a text. */
export const FACTS = ['subject', 'number', 'term', 'notice', 'signers', 'notes'] as const;
export type Fact = (typeof FACTS)[number];

export const FACT_MAX: Readonly<Record<Fact, number>> = {
  subject: SUBJECT_MAX,
  number: 80,
  term: 100,
  notice: 60,
  signers: 500,
  notes: 1_000,
};

/** What a fact is changed to; null: it is left open. */
export type Facts = {
  readonly subject?: string;
  readonly number?: string | null;
  readonly startsOn?: string | null;
  readonly endsOn?: string | null;
  readonly noticeOn?: string | null;
  readonly signers?: string | null;
  readonly notes?: string | null;
};

export type FactFault = 'needed' | 'date' | 'term' | 'backwards' | 'after-end';

type At = { readonly now: Date; readonly zone: string; readonly locale: Locale };
type Known = {
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly noticeOn: string | null;
};

const BLANK = /^(?:[-–—]|kosong(?:kan)?|hapus|none|empty)$/iu;
const BETWEEN =
  /\s+[-–—]\s+|\s*[–—]\s*|\s+(?:sampai(?:\s+dengan)?|s\.?\s*[./]?\s*d\.?|hingga|until|to)\s+|[,;]\s*(?=\d+\s*(?:tahun|thn|bulan|bln|years?|months?)\b)|\s+(?:selama|for)\s+/iu;
const LASTING = /^(?:selama\s+|for\s+)?(\d{1,3})\s*(tahun|thn|bulan|bln|years?|months?)$/iu;
const LEADING = /^(?:mulai|dari|sejak|berlaku|from)\s+/iu;
const BEFORE_END =
  /^(\d{1,3})\s*(hari|bulan|bln|days?|months?)\s+(?:sebelum(?:nya)?(?:\s+berakhir)?|before(?:\s+(?:it\s+ends|the\s+end))?)$/iu;

function readDay(text: string, { now, zone, locale }: At): LocalDate | undefined {
  const read = readWhen(text.trim(), { now, zone, locale, prefer: 'future', asked: 'date' });
  return read.ok && read.date && !read.time ? read.date : undefined;
}

/** The same day so many months on, or back; of a shorter month its last. */
export function addMonths(day: LocalDate, months: number): LocalDate {
  const at = day.year * 12 + day.month - 1 + months;
  const [year, month] = [Math.floor(at / 12), (at % 12) + 1];
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { year, month, day: Math.min(day.day, last) };
}

/** `1 September 2023 – 31 Agustus 2026`, `1 September 2023, 3 tahun` (the last day is the one before). */
function readTerm(text: string, at: At): Pick<Facts, 'startsOn' | 'endsOn'> | FactFault {
  const [first = '', second] = text.replace(LEADING, '').split(BETWEEN);
  const start = readDay(first, at);
  if (!start || second === undefined) return 'term';
  const lasting = LASTING.exec(second.trim());
  const months = Number(lasting?.[1]) * (/^[ty]/iu.test(lasting?.[2] ?? '') ? 12 : 1);
  const end = lasting ? addDays(addMonths(start, months), -1) : readDay(second, at);
  if (!end) return 'term';
  const [startsOn, endsOn] = [isoDate(start), isoDate(end)];
  return endsOn < startsOn ? 'backwards' : { startsOn, endsOn };
}

/** A day, or `3 bulan sebelum berakhir` where the end is known. */
function readNotice(text: string, { endsOn }: Known, at: At): Pick<Facts, 'noticeOn'> | FactFault {
  const before = BEFORE_END.exec(text);
  const end = parseIsoDate(endsOn ?? '');
  if (before && !end) return 'date';
  const count = Number(before?.[1]);
  const byDays = /^[hd]/iu.test(before?.[2] ?? '');
  const day = before && end ? (byDays ? addDays(end, -count) : addMonths(end, -count)) : readDay(text, at);
  if (!day) return 'date';
  const noticeOn = isoDate(day);
  return endsOn !== null && noticeOn > endsOn ? 'after-end' : { noticeOn };
}

/** What a text says of a fact, or what is wrong with it; a dash leaves it open. */
export function readFact(fact: Fact, typed: string, known: Known, at: At): Facts | FactFault {
  const text = typed.trim();
  const blank = BLANK.test(text);
  switch (fact) {
    case 'subject':
      return blank ? 'needed' : { subject: text.replace(/\s+/gu, ' ') };
    case 'number':
      return { number: blank ? null : text.replace(/\s+/gu, ' ') };
    case 'signers':
      return { signers: blank ? null : text };
    case 'notes':
      return { notes: blank ? null : text };
    case 'notice':
      return blank ? { noticeOn: null } : readNotice(text, known, at);
    case 'term': {
      if (blank) return { startsOn: null, endsOn: null };
      const read = readTerm(text, at);
      if (typeof read === 'string') return read;
      return known.noticeOn !== null && known.noticeOn > (read.endsOn ?? '') ? 'after-end' : read;
    }
  }
}

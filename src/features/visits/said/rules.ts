import {
  compareDates,
  compareTimes,
  type LocalDate,
  type LocalTime,
  localDate,
  localTime,
} from '../../../lib/zoned.js';
import { type Piece, piecesOf, sentencesOf } from '../../../reading/sentences/pieces.js';
import { readWhen, type When, type WhenOptions } from '../../../reading/when.js';
import { between, type Word, words } from './phrases.js';

/** What an answer in words may mean. */
export type Meaning =
  | { readonly means: 'accept' }
  | { readonly means: 'later' }
  /** `reason`: why, as it was typed; empty where none was said. */
  | { readonly means: 'decline'; readonly reason: string }
  /** Another time; what of it wasn't said, or can't be, is still to be asked for. */
  | { readonly means: 'suggest'; readonly when: When };

/** The time that was asked about, and the same in the zone of whoever answers. */
type Asked = { readonly startsAt: Date; readonly date: LocalDate; readonly time: LocalTime };

/** Who agrees may add so many words that aren't understood; with more it is about something else. */
const MOST_LEFT = 2;

/** A longer text is a letter, to be read by people. */
const MOST_LETTERS = 400;

/** Of so many other times one may be chosen; whoever names more is better asked. */
const MOST_TIMES = 2;

type Part = Piece<Word>;

function isWord(part: Part | undefined, ...which: readonly Word[]): boolean {
  return part?.is === 'said' && which.includes(part.value);
}

/** The word that a date belongs to: the last one said before it, else the first after it. */
function wordAround(parts: readonly Part[], at: number): Word | undefined {
  const said = (part: Part | undefined) =>
    part?.is === 'said' && part.value !== 'because' ? part.value : undefined;
  const before = parts.slice(0, at).findLast((part) => said(part) !== undefined);
  return said(before ?? parts.slice(at).find((part) => said(part) !== undefined));
}

/** Of a sentence: what it says, and why. */
type Sentence = {
  readonly yes: boolean;
  readonly no: boolean;
  readonly later: boolean;
  /** It says nothing but the time that was asked about. */
  readonly repeats: boolean;
  readonly times: readonly When[];
  /** What of it isn't understood and may be a reason. */
  readonly left: string;
  /** It tells of the day that was asked about. */
  readonly ofThatDay: boolean;
};

function isSame({ date, time }: When, asked: Asked): boolean {
  if (!date && !time) return false;
  const sameDay = !date || compareDates(date, asked.date) === 0;
  return sameDay && (!time || compareTimes(time, asked.time) === 0);
}

// Who is spoken to is no part of a reason.
const ADDRESSED = /^(?:(?:pak|bapak|bpk|bu|ibu|maaf|mohon)(?!\p{L})|[\s,.:–-])+/iu;

/** What isn't understood, with all that follows it; what a reason is said to be, where one is. */
function leftOf(parts: readonly Part[], sentence: string): string {
  const at = parts.findIndex((part) => part.is === 'left' || isWord(part, 'because'));
  if (at === -1) return '';
  const last = isWord(parts[at], 'because') ? parts[at] : parts[at - 1];
  return (last ? last.rest : sentence).replace(ADDRESSED, '').trim();
}

/** Whoever puts off means a day after the one that was asked about. */
function timesOf(
  parts: readonly Part[],
  { date, startsAt }: Asked,
  options: WhenOptions,
): readonly (When | undefined)[] {
  const isPutOff = parts.some((part) => isWord(part, 'after'));
  return parts.map((part) => {
    if (part.is !== 'when') return undefined;
    const { when = {} } = part;
    if (!isPutOff || !when.date || compareDates(when.date, date) >= 0) return when;
    const then = readWhen(part.text, { ...options, now: startsAt });
    return then.ok ? then : when;
  });
}

function readSentence(sentence: string, asked: Asked, options: WhenOptions): Sentence {
  const parts = piecesOf(sentence, words, between, options);
  const left = leftOf(parts, sentence);
  const because = parts.findIndex((part) => isWord(part, 'because'));
  const has = (...which: Word[]) => parts.some((part) => isWord(part, ...which));
  // A time among words that aren't understood tells what is then: `besok saya ke Ambon`.
  const speaks = left === '' || has('yes', 'no', 'ask', 'after');
  const times = timesOf(parts, asked, options).flatMap((when, at) =>
    when && speaks && (because === -1 || at < because) ? [{ when, word: wordAround(parts, at) }] : [],
  );
  const others = times.filter(({ when, word }) => word !== 'no' && word !== 'later' && !isSame(when, asked));
  // `jumat bisa?` asks about Friday, and says nothing of the day that was asked about.
  const isOfOther = others.some(({ word }) => word === 'yes');
  return {
    yes: has('yes') && !has('no', 'ask', 'after') && !isOfOther,
    no: has('no'),
    later: has('later'),
    repeats: parts.length > 0 && times.length === parts.length && others.length === 0,
    times: others.map(({ when }) => when),
    left,
    ofThatDay: has('thatDay'),
  };
}

const countWords = (text: string): number => text.split(/\s+/u).filter((word) => word !== '').length;

/**
 * Reads what somebody types who was asked whether a time suits: `siap`, `tidak bisa, rapat`, `jumat jam 10 bisa?`,
 * `nanti saya kabari`. Several meanings: it may be any of them. None: it is no answer, or about something else.
 */
export function readAnswer(text: string, startsAt: Date, options: WhenOptions): readonly Meaning[] {
  if (text.length > MOST_LETTERS) return [];
  const { zone } = options;
  const asked = { startsAt, date: localDate(startsAt, zone), time: localTime(startsAt, zone) };
  const sentences = sentencesOf(text).map((sentence) => readSentence(sentence, asked, options));
  const any = (holds: (sentence: Sentence) => boolean) => sentences.some(holds);
  const times = sentences.flatMap((sentence) => sentence.times);
  if (times.length > MOST_TIMES) return [];
  const suggestions = times.map((when): Meaning => {
    return { means: 'suggest', when: when.time ? { date: asked.date, ...when } : when };
  });
  const no = any((sentence) => sentence.no);
  const yes = !no && any((sentence) => sentence.yes);
  if (suggestions.length > 0) return yes ? [{ means: 'accept' }, ...suggestions] : suggestions;
  if (any((sentence) => sentence.later)) return [{ means: 'later' }];
  const reason = sentences
    .map(({ left }) => left)
    .filter((left) => left !== '')
    .join(', ');
  if (no || any(({ ofThatDay, left }) => ofThatDay && left !== '')) return [{ means: 'decline', reason }];
  const agrees = yes || any((sentence) => sentence.repeats);
  return agrees && countWords(reason) <= MOST_LEFT ? [{ means: 'accept' }] : [];
}

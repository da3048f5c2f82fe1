import type { Locale } from '../../../lib/locale.js';
import { matchName, type NameMatch } from '../../../reading/match.js';
import type { Period } from '../../../reading/period/period.js';
import { type PeriodFault, splitPeriod } from '../../../reading/period/read.js';
import type { LegalStatus, ProgrammeKind } from '../../programmes/index.js';
import { type Filter, NO_FILTER, type Question, type View } from '../rules.js';

/** An agency or programme that a question may name. `mine`: within the asker's reach. */
export type NamedThing = {
  readonly kind: 'agency' | 'programme';
  readonly id: number;
  readonly name: string;
  /** A programme's agency. */
  readonly agencyId: number | null;
  readonly mine: boolean;
};

type Meaning =
  | { readonly thing: NamedThing }
  | { readonly programmeKind: ProgrammeKind }
  | { readonly status: LegalStatus }
  | { readonly view: View };

type Candidate = { readonly name: string; readonly aliases?: readonly string[]; readonly meaning: Meaning };

const WORDS: readonly Candidate[] = [
  {
    name: 'kepribadian',
    aliases: ['pembinaan kepribadian', 'attitude'],
    meaning: { programmeKind: 'attitude' },
  },
  { name: 'kemandirian', aliases: ['pembinaan kemandirian', 'trade'], meaning: { programmeKind: 'trade' } },
  { name: 'tahanan', aliases: ['detainee', 'detainees'], meaning: { status: 'detainee' } },
  { name: 'narapidana', aliases: ['napi', 'convict', 'convicts'], meaning: { status: 'convict' } },
  {
    name: 'program',
    aliases: ['per program', 'programme', 'programmes', 'by programme'],
    meaning: { view: 'programme' },
  },
  {
    name: 'instansi',
    aliases: ['per instansi', 'mitra', 'agency', 'agencies', 'by agency'],
    meaning: { view: 'agency' },
  },
  { name: 'jenis', aliases: ['per jenis', 'kind', 'by kind'], meaning: { view: 'kind' } },
  { name: 'status', aliases: ['per status', 'by status'], meaning: { view: 'status' } },
];

const ofNow = /(?:^|\s)(?:sekarang|saat ini|kini|now|currently)(?=\s|$)/giu;
const ofAll = /^(?:semua|seluruh(?:nya)?|total|all|everything)$/iu;

/** What a one-line question was understood as. */
export type Reading =
  | {
      readonly kind: 'question';
      readonly question: Question;
      readonly readAs?: { readonly typed: string; readonly name: string };
    }
  | {
      readonly kind: 'which';
      readonly typed: string;
      readonly questions: readonly { readonly name: string; readonly question: Question }[];
    }
  /** The name of another agency, or of its programme, typed by somebody whose reach it is outside. */
  | { readonly kind: 'other-agency' }
  | { readonly kind: 'period-fault'; readonly fault: PeriodFault }
  | {
      readonly kind: 'unknown';
      readonly typed: string;
      /** What was understood beside it. */
      readonly period: Period | null;
      readonly nearest?: { readonly name: string; readonly question: Question };
    };

type Options = { readonly now: Date; readonly zone: string; readonly locale: Locale };

/** The longest name fits, and an answer that repeats it. */
const MOST_LETTERS = 160;

function cut(text: string): string {
  const letters = [...text];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join('')}…` : text;
}

/** Reads `perikanan agustus 2023`, `tahanan`, `kemandirian bulan lalu`, `31/8/2023`: names and a period, in any order. */
export function readQuestion(argument: string, things: readonly NamedThing[], options: Options): Reading {
  const text = cut(argument.trim().replace(/\s+/gu, ' '));
  const candidates = [...WORDS, ...things.map((thing) => ({ name: thing.name, meaning: { thing } }))];
  const split = splitPeriod(text, { ...options, prefer: 'past' });
  // A name may end in a year: "Kejar Paket C 2023".
  if (split.rest !== '' && (!split.ok || split.period)) {
    const whole = matchName(text, candidates);
    if (whole.kind === 'one' && whole.exact) return readName(text, null, candidates);
  }
  if (!split.ok) return { kind: 'period-fault', fault: split };
  // Taken out of what isn't the period: `sejak juli sampai sekarang` ends with it.
  const rest = split.rest.replace(ofNow, ' ').trim().replace(/\s+/gu, ' ');
  return readName(rest, split.period ?? null, candidates);
}

function readName(text: string, period: Period | null, candidates: readonly Candidate[]): Reading {
  const plain: Question = { view: 'programme', filter: NO_FILTER, period, page: 0 };
  if (text === '' || ofAll.test(text)) return { kind: 'question', question: plain };
  const match = narrowed(matchName(text, candidates));
  if (match.kind !== 'none' || !text.includes(' ')) return toReading(match, text, plain);
  // Several things at once, as "perikanan tahanan": the fixed words are taken out, the rest is one name.
  let question = plain;
  const rest: string[] = [];
  for (const word of text.split(/[\s,;]+/u).filter(Boolean)) {
    const fixed = matchName(word, WORDS);
    if (fixed.kind === 'one' && fixed.exact) question = asked(question, fixed.item.meaning);
    else rest.push(word);
  }
  const left = rest.join(' ');
  if (left === '') return { kind: 'question', question };
  if (left === text) return toReading(match, text, plain);
  return toReading(narrowed(matchName(left, candidates)), left, question);
}

const isForeign = ({ meaning }: Candidate): boolean => 'thing' in meaning && !meaning.thing.mine;

/** Of several, those within reach; an agency stands for its own programmes of the same name. */
function narrowed(match: NameMatch<Candidate>): NameMatch<Candidate> {
  if (match.kind !== 'many') return match;
  const mine = match.items.filter((item) => !isForeign(item));
  const [only] = mine;
  if (!only) return { kind: 'one', item: match.items[0] ?? unreachable(), exact: false };
  if (mine.length === 1) return { kind: 'one', item: only, exact: false };
  const things = mine.flatMap(({ meaning }) => ('thing' in meaning ? [meaning.thing] : []));
  const [agency, ...more] = things.filter(({ kind }) => kind === 'agency');
  const covered =
    agency &&
    more.length === 0 &&
    things.length === mine.length &&
    things.every((thing) => thing === agency || thing.agencyId === agency.id);
  const item = covered
    ? mine.find(({ meaning }) => 'thing' in meaning && meaning.thing === agency)
    : undefined;
  return item ? { kind: 'one', item, exact: false } : { kind: 'many', items: mine };
}

function unreachable(): never {
  throw new Error('several without one');
}

function toReading(match: NameMatch<Candidate>, typed: string, plain: Question): Reading {
  switch (match.kind) {
    case 'one': {
      if (isForeign(match.item)) return { kind: 'other-agency' };
      const question = asked(plain, match.item.meaning);
      return match.exact
        ? { kind: 'question', question }
        : { kind: 'question', question, readAs: { typed, name: match.item.name } };
    }
    case 'many':
      return {
        kind: 'which',
        typed,
        questions: match.items.map(({ name, meaning }) => ({ name, question: asked(plain, meaning) })),
      };
    case 'none': {
      const nearest = match.nearest && !isForeign(match.nearest) ? match.nearest : undefined;
      return {
        kind: 'unknown',
        typed,
        period: plain.period,
        ...(nearest && { nearest: { name: nearest.name, question: asked(plain, nearest.meaning) } }),
      };
    }
  }
}

function asked(question: Question, meaning: Meaning): Question {
  const narrow = (by: Partial<Filter>): Question => ({ ...question, filter: { ...question.filter, ...by } });
  if ('view' in meaning) return { ...question, view: meaning.view };
  if ('status' in meaning) return narrow({ status: meaning.status });
  if ('programmeKind' in meaning) return narrow({ kind: meaning.programmeKind });
  return meaning.thing.kind === 'agency'
    ? narrow({ agencyId: meaning.thing.id })
    : narrow({ programmeId: meaning.thing.id });
}

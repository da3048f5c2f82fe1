import { type Button, bold, type Card, italic, lines } from '../../../dialogs/card.js';
import { formatDate, localDate } from '../../../lib/zoned.js';
import { pageOf, pager } from '../../../words/pager.js';
import { shorten } from '../../../words/shorten.js';
import type { Voice } from '../../../words/voice.js';
import { evidenceLines } from '../../programmes/index.js';
import type { LineResult } from '../changes/rules.js';
import type { Ready } from '../service.js';
import * as taps from '../taps.js';

type Asked = Extract<LineResult, { kind: 'asked' }>;

/** A question for each person: several rows of one number are answered together. */
function questionsIn({ plan }: Ready): Asked[] {
  const asked = plan.lines.flatMap((line) => (line.kind === 'asked' ? [line] : []));
  return [...new Map(asked.toReversed().map((one) => [one.row.registerKey, one])).values()].toReversed();
}

const shortened = (name: string) => shorten(name, 80);

function recordedText({ t }: Voice, { question: { person } }: Asked): string {
  const { name, registerNumber: number, id } = person;
  const who = { name: shortened(name), number };
  return id < 0 ? t('roster-asked-earlier', { ...who, line: String(-id) }) : t('roster-asked-recorded', who);
}

function answerButtons({ t }: Voice, batch: number, { line, question }: Asked): Button[][] {
  const { kind, person } = question;
  const of = person.id < 0 ? ('line' as const) : ('person' as const);
  const about = { batch, line, of, other: Math.abs(person.id) };
  const button = (answer: 'same' | 'not' | 'out', label: string): Button[] => [
    { label, data: taps.whoseTap.data({ ...about, answer }) },
  ];
  return [
    button('same', t(kind === 'perhaps' ? 'roster-asked-same' : 'roster-asked-same-contradicts')),
    button('not', t('roster-asked-not')),
    button('out', t('roster-asked-out')),
  ];
}

/** One of the questions whom lines mean, with what speaks for it and against it; undefined where none is left. */
export function askedCard(voice: Voice, ready: Ready, page: number): Card | undefined {
  const { t, locale, zone } = voice;
  const questions = questionsIn(ready);
  const { shown, ...place } = pageOf(questions, page, 1);
  const [asked] = shown;
  if (!asked) return undefined;
  const { row, question } = asked;
  const { kind, person, evidence } = question;
  const batch = ready.batch.id;
  return {
    text: lines(
      bold(t(`roster-asked-${kind}`)),
      questions.length > 1 && italic(t('roster-asked-place', { at: place.at + 1, total: questions.length })),
      '',
      recordedText(voice, asked),
      person.presentUntil &&
        t('roster-asked-departed', { date: formatDate(localDate(person.presentUntil, zone), locale) }),
      t('roster-asked-row', {
        line: String(asked.line),
        name: shortened(row.name),
        number: row.registerNumber,
      }),
      '',
      ...evidenceLines(voice, evidence),
      '',
      italic(t(`roster-asked-hint-${kind}`)),
    ),
    buttons: [
      ...answerButtons(voice, batch, asked),
      pager(t, place, (to) => taps.askedTap.data({ batch, page: to })),
      [{ label: t('roster-asked-back'), data: taps.viewTap.data({ batch }) }],
    ],
  };
}

import { bold, italic, lines, type Text } from '../../../dialogs/card.js';
import { rows } from '../../../dialogs/fields/choice.js';
import type { Choice } from '../../../dialogs/form.js';
import { shorten } from '../../../words/shorten.js';
import type { Translate } from '../../../words/translate.js';
import { faultLines, MARK_SIGNS } from '../attendance/messages.js';
import { type Ask, attendanceMarks, type Claims, type Mark } from '../exceptions/rules.js';
import type { Sheet } from '../sheet/rules.js';
import type { Pending } from './rules.js';

const LABEL_LENGTH = 60;
const NAMED = 12;
const FAULTS = 10;

/** Numbers in a row as spans: `3, 7–10`. */
function spans(numbers: readonly number[]): string {
  const parts: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = parts.at(-1);
    if (last && last.to === number - 1) last.to = number;
    else parts.push({ from: number, to: number });
  }
  return parts
    .map(({ from, to }) =>
      from === to ? String(from) : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`,
    )
    .join(', ');
}

/** A number with the name beside it, where there is one to show. */
function called(sheet: Sheet, number: number): string {
  const label = sheet[number - 1]?.label ?? '';
  return label === '' ? String(number) : `${number}. ${label}`;
}

/** `3, 7 sakit; 9 sidang`; somebody alone by name. */
function readingText(t: Translate, sheet: Sheet, reading: Claims): string {
  const marks = [...attendanceMarks, 'open' as const];
  return marks
    .flatMap((claim) => {
      // Keys that are numbers come in the order of the numbers.
      const numbers = Object.keys(reading)
        .filter((number) => reading[number] === claim)
        .map(Number);
      const [only = 0, ...more] = numbers;
      if (numbers.length === 0) return [];
      const who = more.length === 0 ? called(sheet, only) : spans(numbers);
      return [
        claim === 'open' ? t('session-reading-open', { who }) : `${who}: ${t(`session-mark-${claim}`)}`,
      ];
    })
    .join('; ');
}

/** The order in which reasons are offered. */
const REASONS = ['absent', 'sick', 'excused', 'court', 'refused', 'late'] as const satisfies Mark[];

function reasonChoices(t: Translate, maybe: boolean): Choice[][] {
  const marks: readonly Mark[] = maybe ? ['present', ...REASONS] : REASONS;
  return rows(
    marks.map((mark) => ({ label: `${MARK_SIGNS[mark]} ${t(`session-mark-${mark}`)}`, value: `k${mark}` })),
    2,
  );
}

function question(t: Translate, sheet: Sheet, ask: Ask): Text {
  if (ask.kind !== 'reason') {
    const kind = ask.kind === 'which' && ask.readings.length === 1 ? 'sure' : ask.kind;
    return lines(
      bold(t(`session-ask-${kind}`, { text: ask.text.slice(0, 300) })),
      ...ask.readings.map((reading) => `• ${readingText(t, sheet, reading)}`),
    );
  }
  const { numbers, maybe } = ask;
  const names = numbers.flatMap((number) => (sheet[number - 1]?.label ? [called(sheet, number)] : []));
  return lines(
    bold(t(maybe ? 'session-ask-unnamed' : 'session-ask-why', { numbers: spans(numbers) })),
    ...(names.length <= NAMED ? names : []),
    italic(t('session-ask-why-typed')),
  );
}

/** What has to be answered before anything of what was typed is taken: each reading is a button. */
export function askView(t: Translate, sheet: Sheet, { asks, faults }: Pending, summary: string) {
  const [ask] = asks;
  if (!ask) throw new Error('nothing is asked');
  const choices =
    ask.kind === 'reason'
      ? reasonChoices(t, ask.maybe)
      : ask.readings.map((reading, index): Choice[] => [
          { label: shorten(readingText(t, sheet, reading), LABEL_LENGTH), value: `r${index}` },
        ]);
  return {
    text: lines(
      summary,
      '',
      question(t, sheet, ask),
      asks.length > 1 && t('session-asks-more', { count: asks.length - 1 }),
      ...(faults.length > 0 ? ['', ...faultLines(t, faults.slice(0, FAULTS), sheet.length)] : []),
    ),
    choices: [...choices, [{ label: t('session-write-again'), value: 'write' }]],
  };
}

import { bold, italic, lines, type Text } from '../../../dialogs/card.js';
import { rows, turns } from '../../../dialogs/fields/choice.js';
import type { Choice, Scene } from '../../../dialogs/form.js';
import { placeOf } from '../../../words/pager.js';
import type { Translate } from '../../../words/translate.js';
import { faultLines, MARK_SIGNS, summaryLine } from '../attendance/messages.js';
import { attendanceMarks } from '../exceptions/rules.js';
import { NOTHING_PENDING, type Pending, withSaid } from '../pending/rules.js';
import {
  type Attendance,
  type Exceptional,
  type ExceptionFault,
  markAt,
  type Sheet,
  withMarks,
} from './rules.js';

const LISTED = 30;
const PICKED = 20;

/**
 * Attendance that isn't settled yet. It keeps the sheet as it was shown, so that a number means the same person
 * until the end and a tap needs no look at the roster.
 */
export type Draft = {
  readonly at: string;
  readonly sheet: Sheet;
  readonly marks: Exceptional;
  /** What is to be asked of what was typed, and what of it is held back until then. */
  readonly asks?: Pending['asks'];
  readonly held?: Pending['held'];
  readonly faults: readonly ExceptionFault[];
  readonly mode: 'write' | 'pick' | 'heads';
  readonly page: number;
};

/** A sheet that is to be marked, as far as it is already. */
export function draftOn(at: string, sheet: Sheet, marks: Exceptional = {}): Draft {
  return { at, sheet, marks, faults: [], mode: 'write', page: 0 };
}

/** What waits for an answer in a draft. */
export function pendingOf({ asks = [], held = {}, faults }: Draft): Pending {
  return { asks, held, faults };
}

/** A draft with what waits now; once nothing is asked, what was held back counts. */
export function pendingOn(draft: Draft, pending: Pending): Draft {
  const { asks, held, faults } = pending;
  const next = { ...draft, faults, page: 0 };
  if (asks.length > 0) return { ...next, asks, held };
  const marks = new Map(Object.entries(held).map(([number, mark]) => [Number(number), mark]));
  return { ...next, asks: [], held: {}, marks: withMarks(draft.marks, marks) };
}

/** A draft with more typed; `fixed`: everybody on the sheet has a mark already. */
export function saidOn(draft: Draft, text: string, fixed: boolean): Draft {
  const { sheet, marks } = draft;
  const pending = pendingOf(draft);
  const partly = fixed || some(marks) || some(pending.held);
  return pendingOn(draft, withSaid(text, sheet, pending, { marks, partly }));
}

/** A draft without what was typed and not answered. */
export function forgotten(draft: Draft): Draft {
  return { ...draft, ...NOTHING_PENDING, page: 0 };
}

/** Whether nothing of what was typed is open. */
export function isSettled({ asks = [], faults }: Draft): boolean {
  return asks.length === 0 && faults.length === 0;
}

export type AttendanceValues = {
  readonly attendance: Attendance | undefined;
  readonly draft: Draft | undefined;
};

type View = { readonly text: Text; readonly choices: readonly (readonly Choice[])[] };

function numbered(t: Translate, sheet: Sheet, page: number): string[] {
  const from = page * LISTED;
  return sheet.slice(from, from + LISTED).map((line, index) => {
    const text = `${from + index + 1}. ${lineLabel(t, line)}`;
    return text.trim();
  });
}

function lineLabel(t: Translate, { label, gone, late }: Sheet[number]): string {
  if (gone) return t('session-line-gone');
  return late ? t('session-line-late', { label }) : label;
}

function some(marks: Exceptional): boolean {
  return Object.keys(marks).length > 0;
}

/** Who was absent is to be written, the sheet beside it. */
export function writeView<V extends AttendanceValues, D>(
  scene: Scene<V, D>,
  draft: Draft,
  about: Text,
  { fixed }: { readonly fixed: boolean },
): View {
  const { t, values } = scene;
  const { sheet, marks } = draft;
  const place = placeOf(sheet.length, draft.page, LISTED);
  const known = values.attendance?.kind === 'sheet' || some(marks);
  const go: Choice[] = known ? [{ label: t('dialog-next'), value: 'go', style: 'primary' }] : [];
  const fresh: Choice[] = values.attendance && !fixed ? [{ label: t('session-fresh'), value: 'fresh' }] : [];
  return {
    text: lines(
      about,
      ...numbered(t, sheet, place.at),
      '',
      known && bold(summaryLine(t, sheet, marks)),
      !fixed && t('session-ask-absent'),
      !fixed && italic(t('session-absent-example')),
    ),
    choices: [
      go,
      [{ label: t('session-all-present'), value: 'all' }],
      [{ label: t('session-one-by-one'), value: 'pick' }],
      fixed ? [] : [{ label: t('session-heads-only'), value: 'heads' }],
      fresh,
      turns(t, place),
    ],
  };
}

/** What could not be taken of what was written. */
export function faultView<V, D>({ t }: Scene<V, D>, { sheet, marks, faults }: Draft): View {
  const shown = faultLines(t, faults, sheet.length);
  return {
    text: lines(
      summaryLine(t, sheet, marks),
      '',
      ...shown.slice(0, 10).map((fault) => bold(fault)),
      shown.length > 10 && t('session-fault-more', { count: shown.length - 10 }),
      '',
      t('session-fault-again'),
    ),
    choices: [
      [
        { label: t('dialog-next'), value: 'go', style: 'primary' },
        { label: t('session-mend'), value: 'write' },
      ],
    ],
  };
}

/** The sheet as buttons: a tap changes a mark. */
export function pickView<V, D>(scene: Scene<V, D>, draft: Draft, about: Text): View {
  const { t } = scene;
  const { sheet, marks, faults } = draft;
  const place = placeOf(sheet.length, draft.page, PICKED);
  const from = place.at * PICKED;
  const keys = sheet.slice(from, from + PICKED).flatMap(({ label, gone }, index): Choice[] => {
    const number = from + index + 1;
    const sign = MARK_SIGNS[markAt(marks, number)];
    return gone ? [] : [{ label: `${sign} ${number}. ${label}`.trim(), value: `m${number}` }];
  });
  const legend = attendanceMarks.map((mark) => `${MARK_SIGNS[mark]} ${t(`session-mark-${mark}`)}`).join('  ');
  return {
    text: lines(
      about,
      bold(summaryLine(t, sheet, marks)),
      ...faultLines(t, faults.slice(0, 5), sheet.length),
      '',
      t('session-pick-how'),
      legend,
    ),
    choices: [
      ...rows(keys, 2),
      turns(t, place),
      [{ label: t('session-pick-done'), value: 'go', style: 'primary' as const }],
    ],
  };
}

import { type Button, bold, type Card, lines } from '../../../dialogs/card.js';
import { leafing } from '../../../words/pager.js';
import { shorten } from '../../../words/shorten.js';
import { isOverdue, leftText, type Reader, visitButton } from '../agreement/messages.js';
import { type Listed, mayChange, PER_PAGE } from '../agreement/rules.js';
import type { Board, Page } from '../agreement/service.js';
import {
  agreementBoardTap,
  agreementFoundTap,
  agreementListTap,
  agreementNewTap,
  agreementTap,
} from '../agreement/taps.js';
import { OPEN_STAGES, STAGES, type Stage } from '../stages/rules.js';

const SUBJECT_SHORT = 70;
const PARTNERS_SHORT = 60;
const PER_ROW = 4;

/** `2. PKS Pelatihan perikanan — Dinas Perikanan (12 hari lagi)`, with its stage where the list holds several. */
function entryLine(listed: Listed, number: number, reader: Reader, withStage: boolean): string {
  const { t } = reader;
  const { kind, subject, partners, stage, endsOn } = listed;
  const what = `${t(`agreement-kind-short-${kind}`)} ${shorten(subject, SUBJECT_SHORT)}`;
  const runs = stage === 'signed' || stage === 'inForce';
  const left = endsOn !== null && runs ? t('agreement-ends', { left: leftText(endsOn, reader) }) : undefined;
  const tail = [withStage ? t(`agreement-stage-${stage}`) : undefined, left].filter(
    (part) => part !== undefined,
  );
  const more = tail.length > 0 ? ` (${tail.join(', ')})` : '';
  const mark = isOverdue(listed, reader) ? '⚠️ ' : '';
  return `${number}. ${mark}${what} — ${shorten(partners, PARTNERS_SHORT)}${more}`;
}

function numberButtons(found: readonly Listed[], first: number): Button[][] {
  const buttons = found.map(
    ({ id, version }, index): Button => ({
      label: String(first + index),
      data: agreementTap.data({ button: 'open', id, version }),
    }),
  );
  return Array.from({ length: Math.ceil(buttons.length / PER_ROW) }, (_, row) =>
    buttons.slice(row * PER_ROW, (row + 1) * PER_ROW),
  );
}

function newButton({ t }: Reader, visit = 0): Button {
  return { label: t('agreement-new'), data: agreementNewTap.data({ visit, renews: 0 }) };
}

/** How many are at each stage, and which end soon. */
export function boardCard({ counts, ending }: Board, reader: Reader): Card {
  const { t, actor } = reader;
  const filled = STAGES.filter((stage) => (counts.get(stage) ?? 0) > 0);
  const shown = STAGES.filter(
    (stage) => OPEN_STAGES.some((open) => open === stage) || filled.includes(stage),
  );
  const tab = (stage: Stage): Button => ({
    label: t('agreement-stage-count', {
      stage: t(`agreement-stage-${stage}`),
      count: counts.get(stage) ?? 0,
    }),
    data: agreementListTap.data({ stage, page: 0 }),
  });
  const tabs = filled.map(tab);
  const side = mayChange(actor) ? 'unit' : 'other';
  return {
    text: lines(
      bold(t('agreement-board')),
      ...(filled.length === 0
        ? [t(`agreement-none-${side}`)]
        : shown.map((stage) =>
            t('agreement-stage-line', {
              stage: t(`agreement-stage-${stage}`),
              count: counts.get(stage) ?? 0,
            }),
          )),
      ending.length > 0 && '',
      ending.length > 0 && bold(t('agreement-ending')),
      ...ending.map((listed, index) => entryLine(listed, index + 1, reader, false)),
    ),
    buttons: [
      ...numberButtons(ending, 1),
      ...Array.from({ length: Math.ceil(tabs.length / 2) }, (_, row) => tabs.slice(row * 2, row * 2 + 2)),
      mayChange(actor) ? [newButton(reader)] : [],
    ].filter((row) => row.length > 0),
  };
}

/** A page of those at a stage. */
export function stageCard({ page, found, more }: Page, stage: Stage, reader: Reader): Card {
  const { t } = reader;
  const first = page * PER_PAGE + 1;
  return {
    text: lines(
      bold(t('agreement-at-stage', { stage: t(`agreement-stage-${stage}`) })),
      found.length === 0 && t('agreement-none-at-stage'),
      ...found.map((listed, index) => entryLine(listed, first + index, reader, false)),
    ),
    buttons: [
      ...numberButtons(found, first),
      leafing(t, { at: page, more }, (to) => agreementListTap.data({ stage, page: to })),
      [{ label: t('agreement-to-board'), data: agreementBoardTap.data({}) }],
    ].filter((row) => row.length > 0),
  };
}

/** What was searched for, a page at a time. */
export function foundCard({ page, found, more }: Page, words: string, reader: Reader): Card {
  const { t, actor } = reader;
  const first = page * PER_PAGE + 1;
  const none = found.length === 0;
  return {
    text: lines(
      bold(t('agreement-found', { words: words.replaceAll('.', ' ') })),
      none && t(mayChange(actor) ? 'agreement-found-none-unit' : 'agreement-found-none'),
      ...found.map((listed, index) => entryLine(listed, first + index, reader, true)),
    ),
    buttons: [
      ...numberButtons(found, first),
      leafing(t, { at: page, more }, (to) => agreementFoundTap.data({ words, page: to })),
      [
        { label: t('agreement-to-board'), data: agreementBoardTap.data({}) },
        ...(none && mayChange(actor) ? [newButton(reader)] : []),
      ],
    ].filter((row) => row.length > 0),
  };
}

/** Those that came of a visit. */
export function ofVisitCard(found: readonly Listed[], visit: number, reader: Reader): Card {
  const { t, actor } = reader;
  return {
    text: lines(
      bold(t('agreement-of-visit')),
      found.length === 0 && t('agreement-of-visit-none'),
      ...found.map((listed, index) => entryLine(listed, index + 1, reader, true)),
    ),
    buttons: [
      ...numberButtons(found, 1),
      mayChange(actor) ? [newButton(reader, visit)] : [],
      [visitButton(visit, reader)],
    ].filter((row) => row.length > 0),
  };
}

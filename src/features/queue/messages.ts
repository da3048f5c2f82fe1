import type { QueueView, SetAsideRow } from '../../delivery/queue.js';
import { type Button, bold, type Card, lines, type Text } from '../../dialogs/card.js';
import { pager } from '../../words/pager.js';
import type { Translate } from '../../words/translate.js';
import { ageOf, causeOf, PER_PAGE, subjectOf } from './rules.js';
import { queueAllTap, queueRowTap, queueTap } from './taps.js';

function ageText(t: Translate, seconds: number): string {
  const { unit, count } = ageOf(seconds);
  return t(`queue-age-${unit}`, { count });
}

/** What a message is about, told from its kind. */
export function messageAbout(t: Translate, kind: string): string {
  return t(`queue-about-${subjectOf(kind)}`);
}

function rowText(t: Translate, no: number, { kind, cause, dueSecondsAgo }: SetAsideRow): Text {
  return lines(
    t('queue-row', { no, what: messageAbout(t, kind), age: ageText(t, dueSecondsAgo) }),
    `   ${t(`queue-cause-${causeOf(cause)}`)}`,
  );
}

function rowButtons(t: Translate, no: number, { id }: SetAsideRow, page: number): Button[] {
  return [
    { label: t('queue-retry', { no }), data: queueRowTap.data({ what: 'retry', id, page }) },
    { label: t('queue-drop', { no }), data: queueRowTap.data({ what: 'drop', id, page }), style: 'danger' },
  ];
}

/** How things stand with what is to be sent, and a page of what couldn't be, with what can be done about it. */
export function queueCard(
  t: Translate,
  { counts, oldestDueSeconds, setAside }: QueueView,
  page: number,
): Card {
  const { due, planned, sent, dropped, withdrawn } = counts;
  const pages = Math.ceil(counts.setAside / PER_PAGE);
  const numbered = setAside.map((row, index) => ({ row, no: page * PER_PAGE + index + 1 }));
  return {
    text: lines(
      bold(t('queue-title')),
      due > 0 ? t('queue-due', { due, age: ageText(t, oldestDueSeconds) }) : t('queue-nothing-due'),
      t('queue-counts', { planned, sent, dropped, withdrawn }),
      '',
      counts.setAside > 0
        ? bold(t('queue-set-aside', { count: counts.setAside }))
        : t('queue-none-set-aside'),
      ...numbered.map(({ row, no }) => rowText(t, no, row)),
    ),
    buttons: [
      ...numbered.map(({ row, no }) => rowButtons(t, no, row, page)),
      counts.setAside > 1 ? [{ label: t('queue-retry-all'), data: queueAllTap.data({}) }] : [],
      pager(t, { at: page, pages }, (to) => queueTap.data({ page: to })),
      [{ label: t('queue-refresh'), data: queueTap.data({ page: 0 }) }],
    ],
  };
}

/** What heads are told once something is set aside. */
export function setAsideCard(t: Translate, count: number): Card {
  return {
    text: lines(bold(t('queue-told', { count })), t('queue-told-hint')),
    buttons: [[{ label: t('queue-open'), data: queueTap.data({ page: 0 }), style: 'primary' }]],
  };
}

import { type Button, bold, type Card, code, italic, join, lines } from '../../../dialogs/card.js';
import type { PdfColumn, PdfSpec } from '../../../lib/pdf.js';
import { formatRange, isoDate, localDate } from '../../../lib/zoned.js';
import { searchName } from '../../../reading/search-name.js';
import { leafing } from '../../../words/pager.js';
import type { Voice } from '../../../words/voice.js';
import { closedText } from '../../months/index.js';
import type { ProgrammeFacts } from '../../programmes/index.js';
import { attendanceMarks } from '../exceptions/rules.js';
import { timesOf } from '../form/messages.js';
import {
  paperTap,
  printAtTap,
  printListTap,
  printPickTap,
  printTap,
  timesOnTap,
  todayTap,
  viewTap,
} from '../taps.js';
import { shortStart } from '../timetable/messages.js';
import type { Paper, Printed } from './service.js';

/** Rows for whoever comes and isn't on the list yet. */
const BLANK_ROWS = 3;
const ROW_HEIGHT = 22;
const NAME_IN_FILE = 40;

/** A sheet as it is printed. */
export function paperSpec(voice: Voice, paper: Paper, now: Date): PdfSpec {
  const { t, locale, zone } = voice;
  const { code: sign, programme, startsAt, endsAt, rows, registers } = paper;
  const when = formatRange(startsAt, endsAt, zone, locale);
  const columns: PdfColumn[] = [
    { title: t('session-paper-number'), share: 26, align: 'right' },
    { title: t('session-paper-name'), share: registers ? 150 : 225 },
    ...(registers ? [{ title: t('session-paper-register'), share: 75 }] : []),
    ...attendanceMarks.map((mark) => ({
      title: t(`session-letter-${mark}`),
      share: 21,
      align: 'center' as const,
    })),
    { title: t('session-paper-signature'), share: 88 },
  ];
  const empty = ['', '', '', '', '', '', '', ''];
  const listed = rows.map(({ label, register, gone }, index) => [
    String(index + 1),
    gone ? t('session-paper-gone', { label }) : label,
    ...(registers ? [register ?? ''] : []),
    ...empty,
  ]);
  const blank = Array.from({ length: BLANK_ROWS }, () => ['', '', ...(registers ? [''] : []), ...empty]);
  const legend = attendanceMarks
    .map((mark) => `${t(`session-letter-${mark}`)} ${t(`session-mark-${mark}`)}`)
    .join(' · ');
  return {
    name: t('session-paper-file', { programme: programme.name, code: sign }),
    createdAt: now,
    letterhead: [paper.unit],
    blocks: [
      { kind: 'title', text: t('session-paper-title'), below: programme.name },
      {
        kind: 'facts',
        rows: [
          [t('session-paper-when'), when],
          [t('session-paper-place'), programme.place ?? '…………………………'],
          [t('session-paper-trainer'), paper.trainer ?? '…………………………'],
          [t('session-paper-topic'), '…………………………………………'],
        ],
        badge: { label: t('session-paper-code'), text: sign },
      },
      { kind: 'paragraph', small: true, text: t('session-paper-legend', { legend }) },
      { kind: 'table', columns, rows: [...listed, ...blank], rowHeight: ROW_HEIGHT },
      { kind: 'paragraph', small: true, text: t('session-paper-how', { code: sign }) },
      {
        kind: 'signatures',
        signers: [
          { role: t('session-paper-signer-trainer'), name: '' },
          { role: t('session-paper-signer-officer'), name: '' },
        ],
      },
    ],
    footer: (page, pages) => t('session-paper-footer', { code: sign, page, pages }),
  };
}

/** `lembar-K7M4-budidaya-ikan-lele-2023-09-05.pdf` */
export function paperFileName({ t, zone }: Voice, { code: sign, programme, startsAt }: Paper): string {
  const name = searchName(programme.name)
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, NAME_IN_FILE);
  const date = isoDate(localDate(startsAt, zone));
  return `${[t('session-paper-word'), sign, name, date].filter(Boolean).join('-')}.pdf`;
}

/** What stands below the printed sheet in the chat. */
export function paperCard(voice: Voice, paper: Paper): Card {
  const { t, locale, zone } = voice;
  const { code: sign, programme, startsAt, endsAt, rows, sheet, sessionId } = paper;
  return {
    text: lines(
      bold(t('session-printed', { programme: programme.name })),
      `🗓 ${formatRange(startsAt, endsAt, zone, locale)}`,
      t('session-printed-size', { size: rows.filter(({ gone }) => !gone).length }),
      join([t('session-printed-code'), ' ', code(sign)]),
      '',
      t('session-printed-how'),
      code(t('session-printed-example', { code: sign })),
    ),
    buttons: [
      [
        { label: t('session-paper-record'), data: paperTap.data({ sheet }), style: 'primary' },
        { label: t('session-view'), data: viewTap.data({ session: sessionId }) },
      ],
    ],
  };
}

/** The button that prints a planned session's sheet. */
export function printButton({ t }: Pick<Voice, 't'>, session: number): Button {
  return { label: t('session-print'), data: printTap.data({ session }) };
}

/** Why nothing was printed. */
export function printRefusal(voice: Voice, printed: Exclude<Printed, { ok: true }>): string {
  return printed.reason === 'closed'
    ? closedText(voice, printed.closed)
    : voice.t(`session-print-${printed.reason}`);
}

/** What a sheet can be printed of: planned sessions soonest first, then programmes, for a time to be chosen. */
export function printListCard(
  voice: Voice,
  listed: {
    readonly sessions: readonly {
      readonly id: number;
      readonly programme: string;
      readonly startsAt: Date;
    }[];
    readonly programmes: readonly { readonly id: number; readonly name: string }[];
    readonly more: boolean;
  },
  page: number,
): Card {
  const { t } = voice;
  const { sessions, programmes, more } = listed;
  const none = sessions.length + programmes.length === 0;
  return {
    text: lines(
      bold(t('session-print-title')),
      t(none ? 'session-print-none' : 'session-print-which'),
      !none && italic(t('session-print-line')),
    ),
    buttons: [
      ...sessions.map(({ id, programme, startsAt }) => [
        { label: `🗓 ${shortStart(voice, startsAt)} · ${programme}`, data: printTap.data({ session: id }) },
      ]),
      ...programmes.map(({ id, name }) => [
        { label: t('session-print-other', { programme: name }), data: printPickTap.data({ programme: id }) },
      ]),
      leafing(t, { at: page, more, next: 'session-later' }, (to) => printListTap.data({ page: to })),
      [{ label: t('session-to-today'), data: todayTap.data({}) }],
    ],
  };
}

/** For which time a programme's sheet is to be printed. */
export function printPickCard(
  voice: Voice,
  programme: ProgrammeFacts,
  times: {
    readonly planned: readonly { readonly id: number; readonly startsAt: Date }[];
    /** The programme's usual times that nothing is planned for. */
    readonly free: readonly { readonly startsAt: Date; readonly endsAt: Date }[];
    readonly mayPlan: boolean;
  },
): Card {
  const { t, zone } = voice;
  const { planned, free, mayPlan } = times;
  const some = planned.length + free.length > 0;
  const ask = some ? 'session-print-when' : 'session-print-when-typed';
  return {
    text: lines(
      bold(t('session-print-title')),
      programme.name,
      t(mayPlan ? ask : some ? 'session-print-which' : 'session-print-none'),
      mayPlan && code(t('session-print-example', { programme: programme.name })),
    ),
    buttons: [
      ...planned.map(({ id, startsAt }) => [
        { label: `🗓 ${shortStart(voice, startsAt)}`, data: printTap.data({ session: id }) },
      ]),
      ...free.map((span) => {
        const date = isoDate(localDate(span.startsAt, zone));
        const data = printAtTap.data({ programme: programme.id, date, ...timesOnTap(timesOf(span, zone)) });
        return [{ label: shortStart(voice, span.startsAt), data }];
      }),
      [{ label: t('session-print-all'), data: printListTap.data({ page: 0 }) }],
    ],
  };
}

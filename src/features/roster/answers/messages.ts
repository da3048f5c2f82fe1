import { type Button, bold, type Card, italic, lines } from '../../../dialogs/card.js';
import { formatDate } from '../../../lib/zoned.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { type Ask, placeOf, type RosterFile, readDate, type SheetState } from '../../files/index.js';
import type { Ready, View } from '../service.js';
import * as taps from '../taps.js';

type Unclear = Extract<View, { readonly state: 'unclear' }>;
type Answer = Parameters<typeof taps.answerTap.data>[0]['answer'];

function cancelButton(t: Translate, batch: number): Button {
  return { label: t('dialog-cancel'), data: taps.cancelTap.data({ batch }) };
}

/** What a date that can be read in two ways would be in each. */
function bothDates({ locale }: Voice, was: string): readonly [day: string, month: string] {
  const today = { year: 2000, month: 1, day: 1 };
  const text = (order: 'day' | 'month') => {
    const [year, month, day] = (readDate(was, today, order)?.date ?? '').split('-').map(Number);
    return year && month && day ? formatDate({ year, month, day }, locale) : was;
  };
  return [text('day'), text('month')];
}

/** A question about how a file is read, with what it stands on. */
export function unclearCard(voice: Voice, view: Unclear, note?: string): Card {
  const { t } = voice;
  const { batch, ask, file } = view;
  if (ask.ask === 'sheets') return sheetsCard(voice, { batch, file }, note);
  const choose = (answer: Answer, label: string): Button[] => [
    { label, data: taps.answerTap.data({ batch: batch.id, answer }) },
  ];
  return {
    text: lines(
      note && bold(note),
      bold(t('roster-unclear', { file: batch.fileName })),
      ...askLines(voice, ask),
    ),
    buttons: [...askButtons(voice, ask, choose), [cancelButton(t, batch.id)]],
  };
}

function askLines({ t }: Voice, ask: Exclude<Ask, { readonly ask: 'sheets' }>): string[] {
  switch (ask.ask) {
    case 'blanks': {
      const line = String(placeOf(ask.line).line);
      return [t('roster-ask-blanks', { rows: ask.rows, line, programme: ask.programme })];
    }
    case 'order': {
      const column = t(`roster-column-${ask.column}`);
      return [t('roster-ask-order', { column, was: ask.was, line: String(placeOf(ask.line).line) })];
    }
    case 'sexP':
      return [t('roster-ask-sex', { rows: ask.rows })];
  }
}

function askButtons(
  voice: Voice,
  ask: Exclude<Ask, { readonly ask: 'sheets' }>,
  choose: (answer: Answer, label: string) => Button[],
): Button[][] {
  const { t } = voice;
  switch (ask.ask) {
    case 'blanks':
      return [choose('above', t('roster-blanks-above')), choose('none', t('roster-blanks-none'))];
    case 'order': {
      const [day, month] = bothDates(voice, ask.was);
      return [
        choose('day', t('roster-order-day', { date: day })),
        choose('month', t('roster-order-month', { date: month })),
      ];
    }
    case 'sexP':
      return [choose('female', t('roster-sex-p-female')), choose('male', t('roster-sex-p-male'))];
  }
}

/** `✅ Tahanan · 12 baris`, `▫️ Sampul · tanpa judul kolom`. */
function sheetLine(t: Translate, { name, rows, hidden, state }: SheetState): string {
  const mark = state === 'read' ? '✅' : '▫️';
  const what =
    state === 'read' || state === 'left' ? t('roster-sheet-rows', { rows }) : t(`roster-sheet-${state}`);
  return `${mark} ${name} · ${what}${hidden ? ` · ${t('roster-sheet-hidden')}` : ''}`;
}

/** The sheets of a workbook with what is in each; a tap reads one as well, or no longer. */
export function sheetsCard(
  { t }: Voice,
  { batch, file }: Pick<Ready, 'batch'> & { readonly file: RosterFile },
  note?: string,
): Card {
  const usable = file.sheets.flatMap((sheet, index) =>
    sheet.state === 'read' || sheet.state === 'left' ? [{ ...sheet, index }] : [],
  );
  const asked = file.asks.some(({ ask }) => ask === 'sheets');
  const named = file.notes.some(({ kind }) => kind === 'sheet-programme');
  const answer = (label: string, value: Answer): Button[] => [
    { label, data: taps.answerTap.data({ batch: batch.id, answer: value }) },
  ];
  return {
    text: lines(
      note && bold(note),
      bold(t('roster-sheets', { file: batch.fileName, total: file.sheets.length })),
      t('roster-sheets-explained'),
      '',
      // Visible ones first.
      ...file.sheets
        .toSorted((a, b) => Number(a.hidden) - Number(b.hidden))
        .map((sheet) => sheetLine(t, sheet)),
      asked && italic(t('roster-sheets-differ')),
    ),
    buttons: [
      ...usable.slice(0, 20).map(({ index, name, state }): Button[] => [
        {
          label: `${state === 'read' ? '✅' : '▫️'} ${name}`,
          data: taps.sheetTap.data({ batch: batch.id, sheet: index }),
        },
      ]),
      ...(usable.length > 1 ? [answer(t('roster-sheets-all', { total: usable.length }), 'all')] : []),
      ...(named ? [answer(t('roster-sheets-plain'), 'plain')] : []),
      asked
        ? [cancelButton(t, batch.id)]
        : [{ label: t('dialog-back'), data: taps.viewTap.data({ batch: batch.id }) }],
    ],
  };
}

/** How the file was read, where it could be read otherwise. */
export function noteLines({ t }: Voice, file: RosterFile): string[] {
  const read = file.sheets.filter(({ state }) => state === 'read');
  const unread = file.sheets.filter(({ state }) => state !== 'read');
  return [
    ...(file.sheets.length > 0
      ? [
          t('roster-sheets-read', {
            total: read.length,
            names: read
              .map(({ name, rows }) => `${name} (${rows})`)
              .join(', ')
              .slice(0, 300),
          }),
        ]
      : []),
    ...(unread.length > 0
      ? [
          t('roster-sheets-unread', {
            names: unread
              .map(({ name }) => name)
              .join(', ')
              .slice(0, 300),
          }),
        ]
      : []),
    ...file.notes.map((note) => {
      switch (note.kind) {
        case 'order':
        case 'mixed-dates':
          return t(`roster-note-${note.kind}`, {
            column: t(`roster-column-${note.column}`),
            was: note.was,
            line: String(placeOf(note.line).line),
          });
        case 'sheet-programme':
          return t('roster-note-sheet-programme', { names: note.names.join(', ').slice(0, 300) });
        case 'sex-coded':
        case 'sex-pw':
          return t(`roster-note-${note.kind}`);
        default:
          return t(`roster-note-${note.kind}`, { rows: note.rows });
      }
    }),
  ];
}

/** What can be chosen otherwise about how the file was read. */
export function choiceButtons({ t }: Voice, { batch, file }: Ready): Button[] {
  const { answers } = batch.draft;
  const hidden = file.notes.some(({ kind }) => kind === 'hidden');
  return [
    ...(file.sheets.length > 0
      ? [{ label: t('roster-choose-sheets'), data: taps.sheetsTap.data({ batch: batch.id }) }]
      : []),
    ...(hidden
      ? [
          {
            label: t('roster-skip-hidden'),
            data: taps.answerTap.data({ batch: batch.id, answer: 'skip' as const }),
          },
        ]
      : []),
    ...(file.notes.some(({ kind }) => kind === 'struck')
      ? [
          {
            label: t('roster-skip-struck'),
            data: taps.answerTap.data({ batch: batch.id, answer: 'unstruck' as const }),
          },
        ]
      : []),
    ...(answers?.order
      ? [
          {
            label: t(answers.order === 'day' ? 'roster-order-other-month' : 'roster-order-other-day'),
            data: taps.answerTap.data({
              batch: batch.id,
              answer: answers.order === 'day' ? ('month' as const) : ('day' as const),
            }),
          },
        ]
      : []),
  ];
}

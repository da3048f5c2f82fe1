import { type Button, bold, type Card, lines } from '../../dialogs/card.js';
import type { Cell, Written } from '../../lib/sheets/write.js';
import { formatMonth, formatTime, isoDate, localDate, localTime } from '../../lib/zoned.js';
import { shorten } from '../../words/shorten.js';
import type { Voice } from '../../words/voice.js';
import { formatRegisterClass } from '../programmes/index.js';
import { attendanceMarks } from '../sessions/index.js';
import { spanOf } from './rules.js';
import type { Exported } from './service.js';
import { type Export, exportsTap, exportTap, FORMATS, SPANS, type SpanName } from './taps.js';

const heading = (voice: Voice, ...keys: readonly string[]) =>
  keys.map((key) => voice.t(`export-column-${key}`));
const count = (value: number | undefined): Cell => value ?? 0;

/** `September 2023`, or that it is from the beginning. */
function spanText({ t, locale, zone, now }: Voice, span: SpanName): string {
  const { month } = spanOf(span, localDate(now, zone), zone);
  return month ? formatMonth(month, locale) : t('export-span-all');
}

/** What can be taken out as a file, in each format; `left`: what of the line isn't understood. */
export function exportsCard(voice: Voice, may: readonly Export[], span: SpanName, left: string): Card {
  const { t } = voice;
  const button = (what: Export): Button[] =>
    FORMATS.map((format) => ({
      label: t(`export-${what}-${format}`),
      data: exportTap.data({ what, format, span }),
    }));
  return {
    text: lines(
      bold(t('export-title')),
      left !== '' && t('export-left', { words: shorten(left, 60) }),
      t('export-explained', { span: spanText(voice, span) }),
      may.includes('participants') && t('export-names'),
    ),
    buttons: [
      ...may.map(button),
      SPANS.filter((other) => other !== span).map((other) => ({
        label: t('export-span', { span: spanText(voice, other) }),
        data: exportsTap.data({ span: other }),
      })),
    ],
  };
}

function participantsTable(voice: Voice, rows: Extract<Exported, { what: 'participants' }>['rows']): Written {
  const { t } = voice;
  const day = (iso: string | null): Cell => (iso === null ? undefined : { day: iso });
  return {
    name: t('export-participants'),
    headings: heading(
      voice,
      ...[
        'register',
        'name',
        'class',
        'sex',
        'birthYear',
        'arrivedOn',
        'releaseExpectedOn',
        'programme',
        'status',
      ],
    ),
    widths: [18, 30, 10, 6, 12, 12, 12, 30, 18],
    rows: rows.map(({ person, programme, state }) => [
      person.registerNumber,
      person.name,
      person.registerClass === null ? undefined : formatRegisterClass(person.registerClass),
      person.sex === null ? undefined : t(`export-sex-${person.sex}`),
      person.birthYear ?? undefined,
      day(person.arrivedOn),
      day(person.releaseExpectedOn),
      programme,
      state && t(`export-state-${state}`),
    ]),
  };
}

function sessionsTable(voice: Voice, rows: Extract<Exported, { what: 'sessions' }>['rows']): Written {
  const { t, zone, locale } = voice;
  return {
    name: t('export-sessions'),
    headings: [
      ...heading(
        voice,
        ...['day', 'start', 'end', 'programme', 'number', 'state', 'topic', 'trainer', 'headcount'],
      ),
      ...attendanceMarks.map((mark) => t(`session-mark-${mark}`)),
    ],
    rows: rows.map(({ startsAt, endsAt, programme, number, state, topic, trainer, headcount, marks }) => [
      { day: isoDate(localDate(startsAt, zone)) },
      formatTime(localTime(startsAt, zone), locale),
      formatTime(localTime(endsAt, zone), locale),
      programme.name,
      number ?? undefined,
      t(`export-session-${state}`),
      topic ?? undefined,
      trainer ?? undefined,
      headcount ?? undefined,
      ...attendanceMarks.map((mark) => count(marks[mark])),
    ]),
  };
}

/** One table for each programme: people by sessions, as a recap has them. */
function sheetsTables(voice: Voice, { rows, programmes }: Extract<Exported, { what: 'sheets' }>): Written[] {
  const { t, zone, locale } = voice;
  const ids = [...new Set(rows.map(({ session }) => session.programmeId))];
  return ids.map((programmeId) => {
    const marks = rows.filter(({ session }) => session.programmeId === programmeId);
    const sessions = [...new Map(marks.map(({ session }) => [session.id, session])).values()];
    const days = sessions.map(({ startsAt }) => isoDate(localDate(startsAt, zone)));
    const people = [...new Map(marks.map(({ participant }) => [participant.id, participant])).values()];
    const marked = new Map(
      marks.map(({ session, participant, mark }) => [`${session.id} ${participant.id}`, mark]),
    );
    return {
      name: programmes.get(programmeId) ?? '–',
      titles: [programmes.get(programmeId) ?? '–'],
      headings: [
        ...heading(voice, 'line', 'register', 'name'),
        // Two sessions of one day are told apart by their hour.
        ...sessions.map(({ startsAt }, index) => {
          const day = days[index] ?? '';
          const alone = days.filter((other) => other === day).length === 1;
          return alone ? day : `${day} ${formatTime(localTime(startsAt, zone), locale)}`;
        }),
      ],
      widths: [5, 18, 30],
      rows: people
        .toSorted((a, b) => a.name.localeCompare(b.name, 'id') || a.id - b.id)
        .map((person, index) => [
          index + 1,
          person.registerNumber,
          person.name,
          ...sessions.map(({ id }): Cell => {
            const mark = marked.get(`${id} ${person.id}`);
            return mark && t(`session-mark-${mark}`);
          }),
        ]),
    };
  });
}

/** The tables of a file. A CSV file has one: several programmes' sheets stand in it one below the other. */
export function exportTables(voice: Voice, exported: Exported): Written[] {
  switch (exported.what) {
    case 'participants':
      return [participantsTable(voice, exported.rows)];
    case 'sessions':
      return [sessionsTable(voice, exported.rows)];
    case 'sheets':
      return sheetsTables(voice, exported);
  }
}

/** `peserta-2023-09-05.xlsx`. */
export function exportFileName({ t, now, zone }: Voice, what: Export, format: string): string {
  const name = t(`export-${what}`)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-');
  return `${name}-${isoDate(localDate(now, zone))}.${format}`;
}

export function exportCaption(voice: Voice, { what, rows }: Exported, span: SpanName): string {
  const { t } = voice;
  return what === 'participants'
    ? t('export-caption-participants', { total: rows.length })
    : t(`export-caption-${what}`, { total: rows.length, span: spanText(voice, span) });
}

import { bold, type Button, type Card, italic, lines, type Text } from '../../dialogs/card.js';
import type { Locale, Translate } from '../../lib/i18n.js';
import { formatDate, formatDateTime, formatRange, formatShortDate, formatTime, isoDate, localDate, localTime } from '../../lib/zoned.js';
import { attendanceText, exceptionLines, rateLine, tallyLine } from './messages-attendance.js';
import { attendanceRate, type Change } from './rules.js';
import type { Attendance } from './rules-sheet.js';
import type { ListedSession, Revision, SessionView, Today } from './service.js';
import type { Attached } from './service-log.js';
import { correctTap, filterTap, historyTap, logTap, newTap, pastTap, photosTap, todayTap, viewTap } from './taps.js';

/** How somebody reads: their language and the unit's zone. */
export type Reading = { readonly t: Translate; readonly locale: Locale; readonly zone: string };

const CATCHABLE = 8;
const NOTES_SHOWN = 1000;
const VALUE_SHOWN = 120;

function cut(text: string, length: number): string {
  const letters = [...text];
  return letters.length > length ? `${letters.slice(0, length - 1).join('')}…` : text;
}

function startText({ locale, zone }: Reading, at: Date): string {
  return formatTime(localTime(at, zone), locale);
}

function logButton(label: string, of: { programme: number; planned?: number; date: string }): Button {
  const { programme, planned = 0, date } = of;
  return { label, data: logTap.data({ programme, planned, date, start: '', end: '' }) };
}

/** `11/11`, or how many came where only heads were counted. */
function figure({ t }: Reading, session: ListedSession): string {
  if (session.headcount !== null) return t('session-heads-short', { heads: session.headcount });
  if (!session.tally) return '';
  const { attended, expected } = attendanceRate(session.tally);
  return `${attended}/${expected}`;
}

/** What `/sesi` shows: today's sessions and what else can be recorded, one tap each. */
export function todayCard(reading: Reading, today: Today, note?: string): Card {
  const { t, locale, zone } = reading;
  const { planned, held, overdue, unplanned } = today;
  const dayOf = (session: ListedSession) => isoDate(localDate(session.startsAt, zone));
  const named = (session: ListedSession) => `${session.programme} ${startText(reading, session.startsAt)}`;
  const shown = unplanned.slice(0, CATCHABLE);
  const buttons: Button[][] = [
    ...planned.map((session) => [
      today.loggable > 0
        ? logButton(t('session-log', { what: named(session) }), {
            programme: session.programmeId,
            planned: session.id,
            date: dayOf(session),
          })
        : { label: `🗓 ${named(session)}`, data: viewTap.data({ session: session.id }) },
    ]),
    ...overdue.map((session) => [
      today.loggable > 0
        ? logButton(t('session-overdue', { what: session.programme }), {
            programme: session.programmeId,
            planned: session.id,
            date: dayOf(session),
          })
        : { label: `⚠️ ${named(session)}`, data: viewTap.data({ session: session.id }) },
    ]),
    ...held.map((session) => [
      {
        label: ['✅', named(session), figure(reading, session)].join(' '),
        data: viewTap.data({ session: session.id }),
      },
    ]),
    ...shown.map(({ id, name, lastStart }) => [
      logButton(t('session-log', { what: lastStart ? `${name} ${startText(reading, lastStart)}` : name }), {
        programme: id,
        date: isoDate(today.date),
      }),
    ]),
    [
      ...(today.loggable > 0 ? [{ label: t('session-other'), data: newTap.data({}) }] : []),
      { label: t('session-past'), data: pastTap.data({ programme: 0, page: 0 }) },
    ],
  ];
  const counts = t('session-today-counts', {
    planned: planned.length,
    held: held.length,
    overdue: overdue.length,
  });
  return {
    text: lines(
      note,
      note !== undefined && '',
      bold(t('session-today', { date: formatDate(today.date, locale) })),
      counts,
      today.loggable === 0 && planned.length + held.length === 0 && t('session-nothing-to-log'),
    ),
    buttons,
  };
}

function titleOf({ t }: Reading, view: SessionView): string {
  return t('session-title', { programme: view.programme.name, number: String(view.number) });
}

function cardButtons({ t }: Reading, view: SessionView, rest: 'card' | 'saved'): Button[][] {
  const { id: session, version } = view;
  const fix: Button[] = view.right ? [{ label: t('session-correct'), data: correctTap.data({ session, version }) }] : [];
  const look: Button[] = [{ label: t('session-view'), data: viewTap.data({ session }) }];
  if (rest === 'saved') return [[...fix, ...look]];
  const more: Button[] = [
    ...(view.corrections > 0 ? [{ label: t('session-history'), data: historyTap.data({ session, page: 0 }) }] : []),
    ...(view.photos > 0
      ? [{ label: t('session-photos', { photos: view.photos }), data: photosTap.data({ session }) }]
      : []),
  ];
  return [fix, more, [{ label: t('session-back'), data: pastTap.data({ programme: view.programme.id, page: 0 }) }]].filter(
    (row) => row.length > 0,
  );
}

/** What a session's form becomes once it is saved. */
export function savedCard(reading: Reading, view: SessionView, what: 'saved' | 'corrected'): Card {
  const { t, locale } = reading;
  const result =
    view.headcount === null ? rateLine(t, locale, view.tally) : t('session-headcount', { heads: view.headcount });
  return {
    text: lines(
      bold(t(`session-${what}`)),
      `${titleOf(reading, view)} · ${formatRange(view.startsAt, view.endsAt, reading.zone, locale)}`,
      result,
      view.photos > 0 && t('session-photo-count', { photos: view.photos }),
      what === 'saved' && italic(t('session-reply-hint')),
    ),
    buttons: cardButtons(reading, view, 'saved'),
  };
}

/** A session with its counts and, as far as the viewer may see them, who was not simply present. */
export function sessionCard(reading: Reading, view: SessionView): Card {
  const { t, locale, zone } = reading;
  const counted: (Text | false)[] =
    view.headcount === null
      ? [
          `👥 ${tallyLine(t, view.tally)}`,
          rateLine(t, locale, view.tally),
          ...(view.names === 'none' ? [] : exceptionLines(t, view.sheet, view.marks)),
        ]
      : [t('session-headcount', { heads: view.headcount })];
  const logged =
    view.loggedBy !== null &&
    view.loggedAt !== null &&
    t('session-logged', { by: view.loggedBy, at: formatDateTime(view.loggedAt, zone, locale) });
  return {
    text: lines(
      bold(titleOf(reading, view)),
      `🗓 ${formatRange(view.startsAt, view.endsAt, zone, locale)}`,
      view.trainer !== null && t('session-trainer', { trainer: view.trainer }),
      view.topic !== null && `📝 ${view.topic}`,
      ...(view.held ? counted : [t('session-not-recorded')]),
      view.notes !== null && `🗒 ${cut(view.notes, NOTES_SHOWN)}`,
      view.photos > 0 && t('session-photo-count', { photos: view.photos }),
      '',
      logged && italic(logged),
      view.corrections > 0 && italic(t('session-corrected-times', { count: view.corrections })),
    ),
    buttons: cardButtons(reading, view, 'card'),
  };
}

/** Past sessions, a button each. */
export function pastCard(
  reading: Reading,
  past: { readonly sessions: readonly ListedSession[]; readonly more: boolean },
  at: { readonly programme: { readonly id: number; readonly name: string } | undefined; readonly page: number },
): Card {
  const { t, locale, zone } = reading;
  const { programme, page } = at;
  const turn = (to: number) => pastTap.data({ programme: programme?.id ?? 0, page: to });
  const label = (session: ListedSession) =>
    [
      `${formatShortDate(localDate(session.startsAt, zone), locale)} ${startText(reading, session.startsAt)}`,
      programme ? t('session-number', { number: String(session.number) }) : session.programme,
      figure(reading, session),
    ].join(' · ');
  return {
    text: lines(
      bold(programme ? t('session-past-of', { programme: programme.name }) : t('session-past-title')),
      t(past.sessions.length === 0 ? 'session-past-none' : 'session-past-how', { page: page + 1 }),
    ),
    buttons: [
      ...past.sessions.map((session) => [{ label: label(session), data: viewTap.data({ session: session.id }) }]),
      [
        ...(page > 0 ? [{ label: t('page-previous'), data: turn(page - 1) }] : []),
        ...(past.more ? [{ label: t('session-older'), data: turn(page + 1) }] : []),
      ],
      [
        { label: t('session-filter'), data: filterTap.data({ page: 0 }) },
        { label: t('session-to-today'), data: todayTap.data({}) },
      ],
    ].filter((row) => row.length > 0),
  };
}

/** A list of programmes, a button each: to filter by, or to choose among several that a typed name fits. */
export function programmesCard(
  t: Translate,
  question: string,
  programmes: readonly { readonly id: number; readonly name: string }[],
  page: number,
  pick: (id: number) => string,
): Card {
  const shown = programmes.slice(page * CATCHABLE, (page + 1) * CATCHABLE);
  const pages = Math.ceil(programmes.length / CATCHABLE);
  return {
    text: programmes.length === 0 ? t('session-no-programme') : question,
    buttons: [
      ...shown.map(({ id, name }) => [{ label: name, data: pick(id) }]),
      [
        ...(page > 0 ? [{ label: t('page-previous'), data: filterTap.data({ page: page - 1 }) }] : []),
        ...(page < pages - 1
          ? [{ label: t('page-next', { page: page + 2, pages }), data: filterTap.data({ page: page + 1 }) }]
          : []),
      ],
      [{ label: t('session-to-today'), data: todayTap.data({}) }],
    ].filter((row) => row.length > 0),
  };
}

function valueText({ t }: Reading, what: string, value: string | number | null): string {
  if (value === null) return '–';
  return what.startsWith('no:') ? t(`session-mark-${value}`) : cut(String(value), VALUE_SHOWN);
}

/** One change in words: `no. 3: sakit → hadir`. */
export function changeLine(reading: Reading, { what, from, to }: Change): string {
  const { t } = reading;
  const name = what.startsWith('no:') ? t('session-change-no', { number: what.slice(3) }) : t(`session-change-${what}`);
  return t('session-change', { what: name, from: valueText(reading, what, from), to: valueText(reading, what, to) });
}

const CHANGES_SHOWN = 12;

export function historyCard(
  reading: Reading,
  history: {
    readonly session: { readonly id: number; readonly number: number; readonly programme: { readonly name: string } };
    readonly revisions: readonly Revision[];
    readonly more: boolean;
  },
  page: number,
): Card {
  const { t, locale, zone } = reading;
  const { session, revisions, more } = history;
  const blocks = revisions.flatMap(({ version, at, by, reason, changes }): (Text | false)[] => [
    '',
    bold(t('session-revision', { version: String(version), by, at: formatDateTime(at, zone, locale) })),
    reason !== null && t('session-revision-reason', { reason: cut(reason, VALUE_SHOWN) }),
    ...changes.slice(0, CHANGES_SHOWN).map((change) => changeLine(reading, change)),
    changes.length > CHANGES_SHOWN && t('session-changes-more', { count: changes.length - CHANGES_SHOWN }),
  ]);
  const turn = (to: number) => historyTap.data({ session: session.id, page: to });
  return {
    text: lines(
      bold(
        t('session-history-of', { programme: session.programme.name, number: String(session.number) }),
      ),
      ...(revisions.length === 0 ? [t('session-history-none')] : blocks),
    ),
    buttons: [
      [
        ...(page > 0 ? [{ label: t('page-previous'), data: turn(page - 1) }] : []),
        ...(more ? [{ label: t('session-older'), data: turn(page + 1) }] : []),
      ],
      [{ label: t('session-view'), data: viewTap.data({ session: session.id }) }],
    ].filter((row) => row.length > 0),
  };
}

/** What the sender of a reply is told. */
export function attachedText(t: Translate, kind: 'photo' | 'note', attached: Attached): string {
  if (!attached.ok) return t(`session-attach-${attached.reason}`);
  return kind === 'note' ? t('session-note-added') : t('session-photo-added', { photos: attached.photos });
}

/** The preview of a form, for a new session and for a correction. */
export function previewText(
  reading: Reading,
  form: {
    readonly title: string;
    readonly when: { readonly startsAt: Date; readonly endsAt: Date };
    readonly trainer: string;
    readonly topic: string;
    readonly notes: string;
    readonly photos: number;
    readonly attendance: Attendance | undefined;
    readonly below: readonly (Text | false)[];
  },
): Text {
  const { t, locale, zone } = reading;
  return lines(
    bold(t('session-check')),
    form.title,
    `🗓 ${formatRange(form.when.startsAt, form.when.endsAt, zone, locale)}`,
    t('session-trainer', { trainer: form.trainer || '–' }),
    form.attendance ? attendanceText(t, locale, form.attendance) : t('session-attendance-missing'),
    form.topic !== '' && `📝 ${form.topic}`,
    form.notes !== '' && `🗒 ${cut(form.notes, NOTES_SHOWN)}`,
    form.photos > 0 && t('session-photo-count', { photos: form.photos }),
    ...form.below,
  );
}

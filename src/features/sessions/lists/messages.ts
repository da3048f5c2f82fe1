import { type Button, bold, type Card, lines } from '../../../dialogs/card.js';
import {
  addDays,
  compareDates,
  formatDate,
  formatShortDate,
  formatTime,
  isoDate,
  type LocalDate,
  localDate,
  localTime,
} from '../../../lib/zoned.js';
import { leafing, pageOf, pager } from '../../../words/pager.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { attendanceRate } from '../attendance/rules.js';
import {
  comingTap,
  filterTap,
  logTap,
  monthsTap,
  newTap,
  overdueTap,
  pastTap,
  printListTap,
  todayTap,
  viewTap,
} from '../taps.js';
import type { ListedSession, Today } from './service.js';

/** Programmes on one page, and without a session today that `/sesi` offers. */
const PER_CARD = 8;
/** Unrecorded sessions that `/sesi` itself offers; the others are one tap further. */
const OVERDUE_SHOWN = 5;

function startText({ locale, zone }: Voice, at: Date): string {
  return formatTime(localTime(at, zone), locale);
}

function logButton(label: string, of: { programme: number; planned?: number; date: string }): Button {
  const { programme, planned = 0, date } = of;
  return { label, data: logTap.data({ programme, planned, date, start: '', end: '' }) };
}

/** `11/11`, or how many came where only heads were counted. */
function figure({ t }: Voice, session: ListedSession): string {
  if (session.headcount !== null) return t('session-heads-short', { heads: session.headcount });
  if (!session.tally) return '';
  const { attended, expected } = attendanceRate(session.tally);
  return `${attended}/${expected}`;
}

/** A planned session: one tap records it once it has begun, and shows it before. */
export function plannedButton(voice: Voice, session: ListedSession, mayLog: boolean, label: string): Button {
  if (!mayLog) return { label, data: viewTap.data({ session: session.id }) };
  const date = isoDate(localDate(session.startsAt, voice.zone));
  return logButton(label, { programme: session.programmeId, planned: session.id, date });
}

function overdueButton(voice: Voice, session: ListedSession, today: LocalDate, mayLog: boolean): Button {
  const { t, locale, zone } = voice;
  const day = localDate(session.startsAt, zone);
  const yesterday = compareDates(day, addDays(today, -1)) === 0;
  const what = session.programme;
  const label = yesterday
    ? t('session-overdue', { what })
    : t('session-overdue-on', { date: formatShortDate(day, locale), what });
  return plannedButton(voice, session, mayLog, label);
}

function viewButton(label: string, session: ListedSession): Button {
  return { label, data: viewTap.data({ session: session.id }) };
}

/** Today's sessions and those not recorded before, a button each. */
function sessionButtons(voice: Voice, today: Today): Button[] {
  const { t } = voice;
  const { planned, held, cancelled, overdue, overdueCount, now } = today;
  const mayLog = today.loggable > 0;
  const named = (session: ListedSession) => `${session.programme} ${startText(voice, session.startsAt)}`;
  const more = {
    label: t('session-overdue-more', { count: overdueCount }),
    data: overdueTap.data({ page: 0 }),
  };
  return [
    ...planned.map((session) =>
      mayLog && session.startsAt <= now
        ? plannedButton(voice, session, true, t('session-log', { what: named(session) }))
        : viewButton(`🗓 ${named(session)}`, session),
    ),
    ...overdue.slice(0, OVERDUE_SHOWN).map((session) => overdueButton(voice, session, today.date, mayLog)),
    ...(overdueCount > Math.min(overdue.length, OVERDUE_SHOWN) ? [more] : []),
    ...held.map((session) => viewButton(['✅', named(session), figure(voice, session)].join(' '), session)),
    ...cancelled.map((session) => viewButton(`❌ ${named(session)}`, session)),
  ];
}

/** Programmes without a timetable, of which a session of today can be recorded. */
function unplannedButtons(voice: Voice, { unplanned, date }: Today): Button[] {
  return unplanned.slice(0, PER_CARD).map(({ id, name, lastStart }) => {
    const what = lastStart ? `${name} ${startText(voice, lastStart)}` : name;
    return logButton(voice.t('session-log', { what }), { programme: id, date: isoDate(date) });
  });
}

/** What `/sesi` shows: today's sessions and what else can be recorded, one tap each. */
export function todayCard(
  voice: Voice,
  today: Today,
  more: { readonly note?: string | undefined; readonly extra?: readonly Button[] } = {},
): Card {
  const { t, locale } = voice;
  const { planned, held, cancelled, overdueCount } = today;
  const { note, extra = [] } = more;
  const mayLog = today.loggable > 0;
  const coming = { label: t('session-coming', { count: today.coming }), data: comingTap.data({ page: 0 }) };
  const print = { label: t('session-print'), data: printListTap.data({ page: 0 }) };
  const single = [
    ...extra,
    ...sessionButtons(voice, today),
    ...unplannedButtons(voice, today),
    ...(today.coming > 0 ? [coming] : []),
    ...(mayLog ? [print] : []),
  ];
  const counts = t('session-today-counts', {
    planned: planned.length,
    held: held.length,
    cancelled: cancelled.length,
    overdue: overdueCount,
  });
  return {
    text: lines(
      note,
      note !== undefined && '',
      bold(t('session-today', { date: formatDate(today.date, locale) })),
      counts,
      !mayLog && planned.length + held.length === 0 && t(`session-idle-${today.idle}`),
    ),
    buttons: [
      ...single.map((button) => [button]),
      [
        ...(mayLog ? [{ label: t('session-other'), data: newTap.data({}) }] : []),
        { label: t('session-past'), data: pastTap.data({ programme: 0, page: 0 }) },
      ],
    ],
  };
}

/** Past sessions, a button each. */
export function pastCard(
  voice: Voice,
  past: { readonly sessions: readonly ListedSession[]; readonly more: boolean },
  at: {
    readonly programme: { readonly id: number; readonly name: string } | undefined;
    readonly page: number;
    /** Offers closing a month. */
    readonly months?: boolean;
  },
): Card {
  const { t, locale, zone } = voice;
  const { programme, page, months = false } = at;
  const turn = (to: number) => pastTap.data({ programme: programme?.id ?? 0, page: to });
  const outcome = (session: ListedSession) => {
    if (session.state === 'planned') return `⚠️ ${t('session-unrecorded-short')}`;
    if (session.cancelReason !== null) return `❌ ${t(`session-reason-${session.cancelReason}`)}`;
    return figure(voice, session);
  };
  const label = (session: ListedSession) =>
    [
      `${formatShortDate(localDate(session.startsAt, zone), locale)} ${startText(voice, session.startsAt)}`,
      programme && session.number !== null
        ? t('session-number', { number: String(session.number) })
        : session.programme,
      outcome(session),
    ].join(' · ');
  return {
    text: lines(
      bold(programme ? t('session-past-of', { programme: programme.name }) : t('session-past-title')),
      t(past.sessions.length === 0 ? 'session-past-none' : 'session-past-how', { page: page + 1 }),
    ),
    buttons: [
      ...past.sessions.map((session) => [
        { label: label(session), data: viewTap.data({ session: session.id }) },
      ]),
      leafing(t, { at: page, more: past.more, next: 'session-older' }, turn),
      [
        { label: t('session-filter'), data: filterTap.data({ page: 0 }) },
        ...(months ? [{ label: t('session-months-button'), data: monthsTap.data({}) }] : []),
        { label: t('session-to-today'), data: todayTap.data({}) },
      ],
    ],
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
  const { shown, ...place } = pageOf(programmes, page, PER_CARD);
  return {
    text: programmes.length === 0 ? t('session-no-programme') : question,
    buttons: [
      ...shown.map(({ id, name }) => [{ label: name, data: pick(id) }]),
      pager(t, place, (to) => filterTap.data({ page: to })),
      [{ label: t('session-to-today'), data: todayTap.data({}) }],
    ],
  };
}

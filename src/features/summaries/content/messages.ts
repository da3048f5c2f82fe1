import { bold, type Card, italic, lines, type Text } from '../../../dialogs/card.js';
import {
  formatShortDate,
  formatTime,
  formatWeek,
  localDate,
  localTime,
  zoneLabel,
} from '../../../lib/zoned.js';
import { formatNumber, formatPercent } from '../../../words/numbers.js';
import type { Voice } from '../../../words/voice.js';
import type { Rate } from '../../sessions/index.js';
import { type Beside, isEmptyWeek, type ProgrammeWeek, type Summary, type VisitFact } from './rules.js';

const MOST = 12;

/** A week's summary. `note` goes before it: that it is an example, or late. */
export function summaryCard(voice: Voice, summary: Summary, note?: string): Card {
  const { t } = voice;
  const empty = isEmptyWeek(summary);
  return {
    text: lines(
      note && italic(note),
      title(voice, summary, empty),
      summary.agencyName !== null && t('summary-of-agency', { agency: summary.agencyName }),
      ...(empty ? [enrolledLine(voice, summary)] : weekLines(voice, summary)),
      ...comingLines(voice, summary),
      ...lateLines(voice, summary),
      ...(empty ? [] : ['', italic(t('summary-definitions'))]),
    ),
  };
}

function title({ t, locale }: Voice, { weeks, sessions, visits }: Summary, empty: boolean): Text {
  const week = formatWeek(weeks.monday, locale);
  if (empty) return bold(t('summary-empty', { week }));
  const { attended, expected } = sessions.week.rate;
  const facts = { week, sessions: sessions.week.sessions, visits: visits.week.held };
  return bold(
    expected === 0
      ? t('summary-headline-no-rate', facts)
      : t('summary-headline', { ...facts, rate: formatPercent(attended, expected, locale) }),
  );
}

/** The change against the week before, in brackets: ` (+2)`, ` (−1)`, ` (tetap)`. */
function change({ t, locale }: Voice, now: number, before: number): string {
  const by = now - before;
  if (by === 0) return ` (${t('summary-same')})`;
  return ` (${by > 0 ? '+' : '−'}${formatNumber(Math.abs(by), locale)})`;
}

function weekLines(voice: Voice, summary: Summary): (Text | undefined | false)[] {
  return [
    '',
    bold(voice.t('summary-sessions')),
    ...sessionLines(voice, summary),
    '',
    bold(voice.t('summary-visits')),
    visitLine(voice, summary),
    '',
    bold(voice.t('summary-participants')),
    movedLine(voice, summary),
    enrolledLine(voice, summary),
  ];
}

function sessionLines(voice: Voice, { sessions, programmes }: Summary): (string | undefined)[] {
  const { t } = voice;
  const { week, before } = sessions;
  const rest = programmes.length - MOST;
  return [
    t('summary-sessions-held', {
      sessions: week.sessions,
      change: change(voice, week.sessions, before.sessions),
    }),
    week.rate.expected > 0 ? rateLine(voice, week.rate, before.rate) : undefined,
    week.headcountSessions > 0
      ? t('summary-headcount', { sessions: week.headcountSessions, heads: week.heads })
      : undefined,
    ...programmes.slice(0, MOST).map((programme) => programmeLine(voice, programme)),
    rest > 0 ? t('summary-more', { more: rest }) : undefined,
  ];
}

/** In per cent to one decimal, as it is shown: a change of less isn't one. */
const shownPercent = ({ attended, expected }: Rate): number => Math.round((attended / expected) * 1000) / 10;

function rateLine(voice: Voice, rate: Rate, before: Rate): string {
  const { t, locale } = voice;
  const { attended, expected } = rate;
  const points = Math.round((shownPercent(rate) - shownPercent(before)) * 10) / 10;
  const figures = { rate: formatPercent(attended, expected, locale), attended, expected };
  if (before.expected === 0) return t('summary-rate', { ...figures, change: '' });
  const size = formatNumber(Math.abs(points), locale);
  const moved = t('summary-points', { points: `${points > 0 ? '+' : '−'}${size}` });
  return t('summary-rate', { ...figures, change: ` (${points === 0 ? t('summary-same') : moved})` });
}

function programmeLine({ t, locale }: Voice, programme: ProgrammeWeek): string {
  const { name, sessions, rate, headcountSessions, heads } = programme;
  const figures = [
    t('summary-programme-sessions', { sessions }),
    ...(rate.expected > 0
      ? [
          t('summary-programme-rate', {
            attended: rate.attended,
            expected: rate.expected,
            rate: formatPercent(rate.attended, rate.expected, locale),
          }),
        ]
      : []),
    ...(headcountSessions > 0 ? [t('summary-programme-heads', { heads })] : []),
  ];
  return `• ${name}: ${figures.join(', ')}`;
}

function visitLine(voice: Voice, { visits }: Summary): string {
  const { t } = voice;
  const { week, before } = visits;
  const besides = (key: 'calledOff' | 'nobodyCame') =>
    week[key] + before[key] === 0
      ? []
      : [t(`summary-visits-${key}`, { visits: week[key], change: change(voice, week[key], before[key]) })];
  return [
    t('summary-visits-held', { visits: week.held, change: change(voice, week.held, before.held) }),
    ...besides('calledOff'),
    ...besides('nobodyCame'),
  ].join(' · ');
}

function movedLine(voice: Voice, { enrolment }: Summary): string {
  const { t } = voice;
  if (!enrolment) return t('summary-no-enrolments');
  const { week, before } = enrolment;
  const beside = ({ week: now, before: then }: Beside<number | undefined>) =>
    then === undefined ? '' : change(voice, now ?? 0, then);
  return t('summary-moved', {
    joined: week.joined,
    joinedChange: beside({ week: week.joined, before: before?.joined }),
    left: week.left,
    leftChange: beside({ week: week.left, before: before?.left }),
  });
}

function enrolledLine(voice: Voice, { enrolment }: Summary): string | undefined {
  if (!enrolment) return undefined;
  const { week, before } = enrolment;
  return voice.t('summary-enrolled', {
    people: week.enrolled.people,
    enrolments: week.enrolled.enrolments,
    change: before ? change(voice, week.enrolled.people, before.enrolled.people) : '',
  });
}

function comingLines(voice: Voice, { coming }: Summary): string[] {
  const { t } = voice;
  const { visits, sessions } = coming;
  if (visits.length + sessions.length === 0) return ['', t('summary-coming-nothing')];
  const rest = visits.length - MOST;
  const planned = sessions.slice(0, MOST).map(({ name, sessions: total }) => `${name} ${total}`);
  const untold = sessions.length - MOST;
  return [
    '',
    t('summary-coming'),
    ...visits.slice(0, MOST).map((visit) => visitComing(voice, visit)),
    ...(rest > 0 ? [t('summary-more', { more: rest })] : []),
    ...(planned.length > 0 ? [t('summary-coming-sessions', { list: planned.join(', ') })] : []),
    ...(untold > 0 ? [t('summary-more', { more: untold })] : []),
  ];
}

function visitComing({ t, locale, zone }: Voice, { startsAt, state, agencies }: VisitFact): string {
  return t('summary-coming-visit', {
    date: formatShortDate(localDate(startsAt, zone), locale),
    time: `${formatTime(localTime(startsAt, zone), locale)} ${zoneLabel(zone, startsAt)}`,
    agencies: agencies.join(', ') || '–',
    state: t(state === 'confirmed' ? 'summary-visit-confirmed' : 'summary-visit-waiting'),
  });
}

function lateLines({ t }: Voice, { late }: Summary): string[] {
  const told = [
    ...(late.unanswered > 0 ? [t('summary-late-unanswered', { visits: late.unanswered })] : []),
    ...(late.withoutOutcome > 0 ? [t('summary-late-outcome', { visits: late.withoutOutcome })] : []),
    ...(late.unrecorded > 0 ? [t('summary-late-unrecorded', { sessions: late.unrecorded })] : []),
  ];
  return told.length === 0 ? [] : ['', t('summary-late', { list: told.join(' · ') })];
}

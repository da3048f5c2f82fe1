import { type Button, bold, type Card, italic, lines, type Text } from '../../../dialogs/card.js';
import { formatDate, formatDateTime, isoDate, localDate } from '../../../lib/zoned.js';
import type { Voice } from '../../../words/voice.js';
import {
  type Closed,
  figuresLines,
  type Month,
  monthName,
  movedFigures,
  revisedText,
} from '../../months/index.js';
import {
  logTap,
  monthCloseTap,
  monthForceTap,
  monthOpenTap,
  monthRevisionsTap,
  monthShutTap,
  monthsTap,
  monthTap,
  todayTap,
} from '../taps.js';
import { shortStart } from '../timetable/messages.js';
import type { Closing, MonthView, Revision, Standing } from './service.js';

/** The last months and how they stand. */
export function monthsCard(
  voice: Voice,
  months: readonly { readonly month: Month; readonly closed: Closed | undefined }[],
): Card {
  const { t } = voice;
  return {
    text: lines(bold(t('session-months')), t('session-months-how')),
    buttons: [
      ...months.map(({ month, closed }) => [
        { label: `${closed ? '🔒' : '📖'} ${monthName(voice, month)}`, data: monthTap.data({ month }) },
      ]),
      [{ label: t('session-to-today'), data: todayTap.data({}) }],
    ],
  };
}

function closingLines(voice: Voice, { at, by, reason, reopened }: Closing): (Text | false | undefined)[] {
  const { t, locale, zone } = voice;
  const when = (moment: Date) => formatDateTime(moment, zone, locale);
  return [
    t('session-month-closed', { by, at: when(at) }),
    reason !== undefined && italic(t('session-month-incomplete', { reason })),
    reopened !== undefined && t('session-month-reopened', { by: reopened.by, at: when(reopened.at) }),
    reopened?.reason != null && italic(t('session-revision-reason', { reason: reopened.reason })),
  ];
}

/** What was reported of a closed month, what it says now, and who may change it meanwhile. */
function standingLines(
  voice: Voice,
  { report, now, revised, openings }: Standing,
): (Text | false | undefined)[] {
  const { t, locale, zone } = voice;
  const [leave] = openings;
  const moved = report ? movedFigures(voice, report.figures, now) : [];
  const differs = report !== undefined && (revised !== undefined || moved[0] !== t('month-figure-rows'));
  return [
    '',
    bold(t(report ? 'session-month-reported' : 'session-month-unreported')),
    ...figuresLines(voice, report?.figures ?? now),
    differs && lines('', bold(t('session-month-now', { figures: moved.join(' · ') }))),
    revised && revisedText(voice, revised),
    leave !== undefined &&
      leave.endedAt === null &&
      leave.until > voice.now &&
      lines(
        '',
        bold(
          t('session-month-leave', {
            whom: t(`session-month-whom-${leave.whom}`),
            matter: t(`session-month-matter-${leave.matter}`),
            until: formatDate(localDate(new Date(leave.until.getTime() - 1), zone), locale),
          }),
        ),
        t('session-month-leave-by', { by: leave.by, reason: leave.reason }),
      ),
  ];
}

function closedButtons({ t, now }: Voice, { month, may, closings, standing }: MonthView): Button[][] {
  const [latest] = closings;
  if (!latest || !standing) return [];
  const [leave] = standing.openings;
  const isOpen = leave !== undefined && leave.endedAt === null && leave.until > now;
  const changes = standing.openings.reduce((sum, { revisions }) => sum + revisions, 0);
  const revisions: Button = {
    label: t('session-month-revisions', { total: changes }),
    data: monthRevisionsTap.data({ month, page: 0 }),
  };
  const open: Button = {
    label: t('session-month-open'),
    data: monthOpenTap.data({ month, closing: latest.id }),
  };
  const shut: Button = { label: t('session-month-shut'), data: monthShutTap.data({ month }) };
  return [changes > 0 ? [revisions] : [], may ? [isOpen ? shut : open] : []];
}

function openButtons({ t }: Voice, { month, may, over, unrecorded }: MonthView): Button[][] {
  if (!may || !over) return [];
  return [
    unrecorded > 0
      ? [{ label: t('session-month-force'), data: monthForceTap.data({ month }), style: 'danger' }]
      : [{ label: t('session-month-close'), data: monthCloseTap.data({ month }), style: 'primary' }],
  ];
}

/** A month: what was held, what is missing, what was reported, who closed it and may change it. */
export function monthCard(voice: Voice, view: MonthView, note?: string): Card {
  const { t, zone } = voice;
  const { month, over, held, cancelled, unrecorded, missing, closings, standing } = view;
  const closed = standing !== undefined;
  const fill = missing.map(({ id, programme, programmeId, startsAt }): Button[] => {
    const date = isoDate(localDate(startsAt, zone));
    const data = logTap.data({ programme: programmeId, planned: id, date, start: '', end: '' });
    return [{ label: `⚠️ ${shortStart(voice, startsAt)} · ${programme}`, data }];
  });
  return {
    text: lines(
      note !== undefined && bold(note),
      bold(`${closed ? '🔒' : '📖'} ${monthName(voice, month)}`),
      t('session-month-counts', { held, cancelled, unrecorded }),
      !over && t('session-month-early'),
      over && !closed && unrecorded > 0 && t('session-month-missing'),
      over && !closed && unrecorded === 0 && t('session-month-ready'),
      closed && t('session-month-means'),
      ...(standing ? standingLines(voice, standing) : []),
      closings.length > 0 && '',
      ...closings.slice(0, 4).flatMap((closing) => closingLines(voice, closing)),
    ),
    buttons: [
      ...(closed ? closedButtons(voice, view) : [...fill, ...openButtons(voice, view)]),
      [{ label: t('session-months-back'), data: monthsTap.data({}) }],
    ],
  };
}

const NAMES_SHOWN = 10;

function namesText({ t }: Voice, what: 'came' | 'gone', names: readonly (string | null)[]): string | false {
  if (names.length === 0) return false;
  const shown = names
    .slice(0, NAMES_SHOWN)
    .map((name) => name ?? t('session-month-no-record'))
    .join(', ');
  const more = names.length - NAMES_SHOWN;
  return t(`session-month-${what}`, {
    names: more > 0 ? `${shown}, ${t('session-month-more', { more })}` : shown,
  });
}

/** What was changed of a closed month since it was closed, a page of it. */
export function monthRevisionsCard(
  voice: Voice,
  month: Month,
  page: number,
  { revisions, more }: { readonly revisions: readonly Revision[]; readonly more: boolean },
): Card {
  const { t, zone, locale } = voice;
  const turn = (label: string, to: number): Button => ({
    label: t(label),
    data: monthRevisionsTap.data({ month, page: to }),
  });
  return {
    text: lines(
      bold(t('session-month-revised', { month: monthName(voice, month) })),
      revisions.length === 0 && t('session-month-unrevised'),
      ...revisions.map((one) =>
        lines(
          '',
          bold(`${formatDateTime(one.at, zone, locale)} · ${one.by}`),
          t(`session-month-did-${one.action.replaceAll('.', '-')}`),
          movedFigures(voice, one.before, one.after).join(' · '),
          namesText(voice, 'came', one.came),
          namesText(voice, 'gone', one.gone),
          italic(t('session-revision-reason', { reason: one.reason })),
        ),
      ),
    ),
    buttons: [
      [
        ...(page > 0 ? [turn('session-month-newer', page - 1)] : []),
        ...(more ? [turn('session-month-older', page + 1)] : []),
      ],
      [{ label: t('dialog-back'), data: monthTap.data({ month }) }],
    ],
  };
}

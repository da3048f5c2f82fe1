import { type Button, bold, type Card, italic, lines, type Text } from '../../../dialogs/card.js';
import { formatDateTime, formatMonth, isoDate, localDate } from '../../../lib/zoned.js';
import type { Voice } from '../../../words/voice.js';
import {
  logTap,
  monthCloseTap,
  monthForceTap,
  monthReopenTap,
  monthsTap,
  monthTap,
  todayTap,
} from '../taps.js';
import { shortStart } from '../timetable/messages.js';
import { type Closed, firstDay, type Month } from './rules.js';
import type { Closing, MonthView } from './service.js';

/** `Agustus 2023` */
export function monthName({ locale }: Pick<Voice, 'locale'>, month: Month): string {
  const first = firstDay(month);
  return first ? formatMonth(first, locale) : month;
}

/** Who closed a month and when, and what can be done about it. */
export function closedText(voice: Voice, { month, by, at }: Closed): string {
  const { t, locale, zone } = voice;
  const when = formatDateTime(new Date(at), zone, locale);
  return t('session-closed', { month: monthName(voice, month), by, at: when });
}

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

function closingLines(voice: Voice, { at, by, reason, reopened }: Closing): (Text | false)[] {
  const { t, locale, zone } = voice;
  const when = (moment: Date) => formatDateTime(moment, zone, locale);
  return [
    t('session-month-closed', { by, at: when(at) }),
    reason !== undefined && italic(t('session-month-incomplete', { reason })),
    reopened !== undefined && t('session-month-reopened', { by: reopened.by, at: when(reopened.at) }),
    reopened?.reason != null && italic(t('session-revision-reason', { reason: reopened.reason })),
  ];
}

/** A month: what was held, what is missing, who closed and reopened it. */
export function monthCard(voice: Voice, view: MonthView, note?: string): Card {
  const { t, zone } = voice;
  const { month, over, held, cancelled, unrecorded, missing, closings, may } = view;
  const [latest] = closings;
  const closed = latest !== undefined && latest.reopened === undefined;
  const fill = missing.map(({ id, programme, programmeId, startsAt }): Button[] => {
    const date = isoDate(localDate(startsAt, zone));
    const data = logTap.data({ programme: programmeId, planned: id, date, start: '', end: '' });
    return [{ label: `⚠️ ${shortStart(voice, startsAt)} · ${programme}`, data }];
  });
  const change = (): Button[] => {
    if (!may || !over) return [];
    if (closed) {
      const data = monthReopenTap.data({ month, closing: latest.id });
      return [{ label: t('session-month-reopen'), data }];
    }
    return unrecorded > 0
      ? [{ label: t('session-month-force'), data: monthForceTap.data({ month }), style: 'danger' }]
      : [{ label: t('session-month-close'), data: monthCloseTap.data({ month }), style: 'primary' }];
  };
  return {
    text: lines(
      note !== undefined && bold(note),
      bold(`${closed ? '🔒' : '📖'} ${monthName(voice, month)}`),
      t('session-month-counts', { held, cancelled, unrecorded }),
      !over && t('session-month-early'),
      over && !closed && unrecorded > 0 && t('session-month-missing'),
      over && !closed && unrecorded === 0 && t('session-month-ready'),
      closed && t('session-month-means'),
      closings.length > 0 && '',
      ...closings.slice(0, 4).flatMap((closing) => closingLines(voice, closing)),
    ),
    buttons: [
      ...(closed ? [] : fill),
      change(),
      [{ label: t('session-months-back'), data: monthsTap.data({}) }],
    ].filter((row) => row.length > 0),
  };
}

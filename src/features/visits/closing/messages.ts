import { type Button, bold, type Card, lines } from '../../../dialogs/card.js';
import { formatDate, parseIsoDate } from '../../../lib/zoned.js';
import type { ClosedDay } from '../../calendar/index.js';
import type { Reader } from '../visit/messages.js';
import { closedDayTap } from './taps.js';

const SHOWN = 20;

function dayText({ date, reason }: ClosedDay, { locale }: Reader): string {
  const day = parseIsoDate(date);
  return `${day ? formatDate(day, locale) : date}: ${reason}`;
}

/** The days on which the unit is closed from today on; whoever may close them may open them again. */
export function closedDaysCard(days: readonly ClosedDay[], mayClose: boolean, reader: Reader): Card {
  const { t, locale } = reader;
  const shown = days.slice(0, SHOWN);
  return {
    text: lines(
      bold(t('visit-closed-title')),
      ...shown.map((day) => `• ${dayText(day, reader)}`),
      days.length === 0 && t('visit-closed-none'),
      days.length > shown.length && t('visit-closed-more', { more: days.length - shown.length }),
      mayClose && '',
      mayClose && t('visit-closed-hint'),
      mayClose && t('calendar-closed-file'),
      '',
      t('calendar-closed-holidays'),
    ),
    buttons: mayClose
      ? shown.map(({ date }): Button[] => {
          const day = parseIsoDate(date);
          const label = t('visit-closed-reopen', { date: day ? formatDate(day, locale) : date });
          return [{ label, data: closedDayTap.data({ date }) }];
        })
      : [],
  };
}

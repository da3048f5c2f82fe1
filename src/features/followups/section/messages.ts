import { type Button, lines, type Text } from '../../../dialogs/card.js';
import { formatShortDate, parseIsoDate } from '../../../lib/zoned.js';
import { recordTap } from '../../records/taps.js';
import type { Reader } from '../../visits/visit/messages.js';
import type { Shown } from '../../visits/visit/service.js';
import { daysLeft, type FollowUp } from '../followup/rules.js';
import { followUpNewTap, followUpVisitTap } from '../followup/taps.js';

const MOST_LINES = 4;
const LONGEST = 60;

function short(text: string): string {
  return [...text].length <= LONGEST ? text : `${[...text].slice(0, LONGEST - 1).join('')}…`;
}

function line({ what, owner, dueOn }: FollowUp, { locale, now, zone }: Reader): string {
  const day = parseIsoDate(dueOn);
  const late = daysLeft(dueOn, now, zone) < 0 ? '⚠️ ' : '';
  return `• ${late}${short(what)} — ${short(owner.name)}, ${day ? formatShortDate(day, locale) : dueOn}`;
}

/** What is still to be done of what was agreed, or that it can be written down, for the card of a visit that was held. */
export function afterLines(
  { visit, after }: Pick<Shown, 'visit' | 'after'>,
  reader: Reader,
): Text | undefined {
  if (!after) return undefined;
  const { t } = reader;
  const open = after.followUps.filter(({ state }) => state === 'open');
  if (after.followUps.length === 0) {
    return after.mayAdd && visit.minutes ? t('visit-after-offer') : undefined;
  }
  const rest = open.length - MOST_LINES;
  return lines(
    open.length === 0
      ? t('visit-after-all-done', { count: after.followUps.length })
      : t('visit-after-open', { open: open.length, count: after.followUps.length }),
    ...open.slice(0, MOST_LINES).map((followUp) => line(followUp, reader)),
    rest > 0 && t('visit-after-more', { rest }),
  );
}

/** What can be done once a visit was held: what was agreed, and the record to sign. */
export function afterButtons({ visit, after }: Pick<Shown, 'visit' | 'after'>, { t }: Reader): Button[][] {
  if (!after) return [];
  const list: Button[] =
    after.followUps.length > 0
      ? [{ label: t('visit-after-list'), data: followUpVisitTap.data({ visit: visit.id, page: 0 }) }]
      : [];
  const add: Button[] = after.mayAdd
    ? [{ label: t('visit-after-add'), data: followUpNewTap.data({ visit: visit.id }) }]
    : [];
  const record: Button[] = after.record
    ? [{ label: t('record-button'), data: recordTap.data({ visit: visit.id }) }]
    : [];
  return [add, list, record].filter((row) => row.length > 0);
}

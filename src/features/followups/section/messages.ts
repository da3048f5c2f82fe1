import { type Button, lines, type Text } from '../../../dialogs/card.js';
import { formatShortDate, parseIsoDate } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import type { Voice } from '../../../words/voice.js';
import type { SectionDrawn } from '../../visits/index.js';
import { daysLeft, type FollowUp } from '../followup/rules.js';
import { followUpNewTap, followUpVisitTap } from '../followup/taps.js';
import type { AgreedThere } from './service.js';

const MOST_LINES = 4;
const LONGEST = 60;

function short(text: string): string {
  return shorten(text, LONGEST);
}

function line({ what, owner, dueOn }: FollowUp, { locale, now, zone }: Voice): string {
  const day = parseIsoDate(dueOn);
  const late = daysLeft(dueOn, now, zone) < 0 ? '⚠️ ' : '';
  return `• ${late}${short(what)} — ${short(owner.name)}, ${day ? formatShortDate(day, locale) : dueOn}`;
}

/** What is still to be done of what was agreed, or that it can be written down. */
function agreedLines({ followUps, mayAdd, hasMinutes }: AgreedThere, voice: Voice): Text | undefined {
  const { t } = voice;
  const open = followUps.filter(({ state }) => state === 'open');
  if (followUps.length === 0) {
    return mayAdd && hasMinutes ? t('followup-section-offer') : undefined;
  }
  const rest = open.length - MOST_LINES;
  return lines(
    open.length === 0
      ? t('followup-section-all-done', { count: followUps.length })
      : t('followup-section-open', { open: open.length, count: followUps.length }),
    ...open.slice(0, MOST_LINES).map((followUp) => line(followUp, voice)),
    rest > 0 && t('followup-section-more', { rest }),
  );
}

/** What the card of a visit says of what was agreed there, and the way to it. */
export function agreedSection(agreed: AgreedThere, voice: Voice): SectionDrawn {
  const { visitId: visit, followUps, mayAdd } = agreed;
  const { t } = voice;
  const add: Button = { label: t('followup-section-add'), data: followUpNewTap.data({ visit }) };
  const list: Button = { label: t('followup-section-list'), data: followUpVisitTap.data({ visit, page: 0 }) };
  return {
    lines: agreedLines(agreed, voice),
    buttons: [...(mayAdd ? [[add]] : []), ...(followUps.length > 0 ? [[list]] : [])],
  };
}

import { bold, type Card, lines, type Text } from '../../dialogs/card.js';
import { addDays, formatRange, isoDate, localDate } from '../../lib/zoned.js';
import { inviteTap } from '../people/taps.js';
import { detailLines, placeText, type Reader, reasonText, shortWhen } from './messages.js';
import { OUTCOME_ROWS, visitButtons } from './messages-card.js';
import type { Reminder } from './rules-reminders.js';
import type { Visit } from './rules-visit.js';
import type { Shown } from './service.js';

/** Telegram's captions are short, and a calendar file comes with these: no purpose, no names. */
function captionLines(visit: Visit, side: Shown['side'], reader: Reader): Text {
  return side === 'agency'
    ? `📍 ${placeText(visit, reader)}`
    : `🏢 ${reader.t(`visit-with-${visit.direction}`, { agency: visit.party.agencyName })}`;
}

function when(visit: Visit, { zone, locale }: Reader): string {
  return formatRange(visit.startsAt, visit.endsAt, zone, locale);
}

/** The agency's answer for the unit, or the unit's for the agency, with what can be done about it. */
export function answerCard(shown: Shown, clash: Text | undefined, reader: Reader): Card {
  const { visit, side } = shown;
  const { t, unit, zone, locale } = reader;
  const { agencyName: agency, proposedStart, proposedEnd } = visit.party;
  if (visit.state === 'counterProposed' && proposedStart && proposedEnd) {
    const suggested = formatRange(proposedStart, proposedEnd, zone, locale);
    return {
      text: lines(
        bold(t('visit-suggested', { agency, when: suggested })),
        t('visit-was', { when: shortWhen(visit.startsAt, reader) }),
        `📝 ${visit.purpose}`,
        clash,
      ),
      buttons: visitButtons(shown, [['accept', 'move'], ['open']], reader),
    };
  }
  const who = side === 'agency' ? unit : agency;
  return {
    text: lines(
      bold(t('visit-cannot', { who })),
      `🗓 ${when(visit, reader)}`,
      visit.stateReason !== null && t('visit-reason', { reason: reasonText(visit.stateReason, t) }),
    ),
    buttons: visitButtons(shown, [[side === 'agency' ? 'suggest' : 'move'], ['open']], reader),
  };
}

/** Both sides agree; goes with the calendar file. */
export function agreedCard({ visit, side }: Shown, reader: Reader): Card {
  return {
    text: lines(
      bold(reader.t('visit-agreed-at', { when: when(visit, reader) })),
      captionLines(visit, side, reader),
    ),
  };
}

/** Another time or purpose, for those who needn't answer. */
export function changedNotice(shown: Shown, reader: Reader): Card {
  const { visit, side } = shown;
  const { t } = reader;
  const [last] = visit.trail;
  const old = last?.kind === 'moved' ? last.oldStart : null;
  return {
    text: lines(
      bold(t(old ? 'visit-moved-notice' : 'visit-edited-notice')),
      old !== null && t('visit-was', { when: shortWhen(old, reader) }),
      detailLines(visit, side, reader),
      visit.state === 'proposed' && t('visit-waits-again', { agency: visit.party.agencyName }),
    ),
    buttons: visitButtons(shown, [['open']], reader),
  };
}

/** Called off, with the reason; goes with the calendar file where it had been agreed. */
export function cancelledCard({ visit, side }: Shown, reader: Reader): Card {
  const { t } = reader;
  return {
    text: lines(
      bold(t('visit-cancelled-at', { when: when(visit, reader) })),
      captionLines(visit, side, reader),
      visit.stateReason !== null && t('visit-reason', { reason: reasonText(visit.stateReason, t) }),
    ),
  };
}

/** Nobody of the agency can be brought a message. */
export function unreachedCard({ visit, side }: Shown, reader: Reader): Card {
  const { t } = reader;
  const { agencyName, agencyId: agency } = visit.party;
  const shown = { visit, side };
  return {
    text: lines(
      bold(t('visit-unreached', { agency: agencyName })),
      detailLines(visit, side, reader),
      t('visit-unreached-hint'),
    ),
    buttons: [
      [
        {
          label: t('visit-invite-head'),
          data: inviteTap.data({ kind: 'agencyHead', agency }),
          style: 'primary',
        },
      ],
      ...visitButtons(shown, [['open']], reader),
    ],
  };
}

/** The agency has been reminded and says nothing. */
export function unansweredCard(shown: Shown, reader: Reader): Card {
  const { visit, side } = shown;
  const { t } = reader;
  return {
    text: lines(
      bold(t('visit-unanswered', { agency: visit.party.agencyName })),
      detailLines(visit, side, reader),
      t('visit-unanswered-hint'),
    ),
    buttons: visitButtons(shown, [['move', 'off'], ['open']], reader),
  };
}

/** `Besok`, `Hari ini` or the day: a late one must not say tomorrow of today. */
function dayWord(visit: Visit, { t, now, zone }: Reader): string {
  const day = isoDate(localDate(visit.startsAt, zone));
  const today = localDate(now, zone);
  if (day === isoDate(today)) return t('visit-remind-today');
  if (day === isoDate(addDays(today, 1))) return t('visit-remind-tomorrow');
  return day === isoDate(addDays(today, 7)) ? t('visit-remind-week') : t('visit-remind-soon');
}

/** A week, a day or two hours before. */
export function reminderCard(shown: Shown, reminder: Reminder, late: boolean, reader: Reader): Card {
  const { visit, side } = shown;
  const { t, unit } = reader;
  const word = reminder === '2h' && !late ? t('visit-remind-2h') : dayWord(visit, reader);
  const partner = side === 'agency' ? unit : visit.party.agencyName;
  return {
    text: lines(
      bold(t('visit-remind', { when: word, partner })),
      detailLines(visit, side, reader),
      late && t('visit-late'),
    ),
    buttons: visitButtons(shown, side === 'agency' ? [['ready', 'suggest']] : [['open']], reader),
  };
}

/** What became of it, once its end has come. */
export function outcomeCard(shown: Shown, reader: Reader): Card {
  return {
    text: lines(bold(reader.t('visit-how-was-it')), detailLines(shown.visit, shown.side, reader)),
    buttons: visitButtons(shown, OUTCOME_ROWS, reader),
  };
}

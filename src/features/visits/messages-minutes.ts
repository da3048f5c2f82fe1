import { type Button, bold, type Card, lines, type Text } from '../../dialogs/card.js';
import { formatRange } from '../../lib/zoned.js';
import type { Reader } from './messages.js';
import type { Visit } from './rules-visit.js';
import type { Shown } from './service.js';
import { minutesTap, visitTap } from './taps.js';

/** The letter that a visit carries and how its minutes stand, for its card. */
export function minutesLines({ letterNumber, minutes, party }: Visit, { t }: Reader): Text | undefined {
  if (letterNumber === null && !minutes) return undefined;
  const agency = party.agencyName;
  return lines(
    letterNumber !== null && `✉️ ${t('visit-letter', { number: letterNumber })}`,
    minutes && `📄 ${minutes.text}`,
    minutes && t(minutes.agreed ? 'visit-minutes-agreed' : 'visit-minutes-waiting', { agency }),
  );
}

/** What an agency can do about minutes that it hasn't agreed to. */
export function minutesButtons({ visit, side }: Pick<Shown, 'visit' | 'side'>, { t }: Reader): Button[][] {
  const { id, minutes } = visit;
  if (side !== 'agency' || !minutes || minutes.agreed) return [];
  const button = (what: 'agree' | 'correct') =>
    minutesTap.data({ button: what, id, version: minutes.version });
  return [
    [
      { label: t('visit-button-agree'), data: button('agree'), style: 'success' },
      { label: t('visit-button-correct'), data: button('correct') },
    ],
  ];
}

function when({ startsAt, endsAt }: Visit, { zone, locale }: Reader): string {
  return `🗓 ${formatRange(startsAt, endsAt, zone, locale)}`;
}

/** The minutes for the agency, to agree to or to correct. */
export function minutesCard(shown: Shown, reader: Reader): Card {
  const { visit } = shown;
  return {
    text: lines(
      bold(reader.t('visit-minutes-title', { unit: reader.unit })),
      when(visit, reader),
      `📝 ${visit.purpose}`,
      minutesLines(visit, reader),
    ),
    buttons: minutesButtons(shown, reader),
  };
}

/** The agency's answer to the minutes, for whoever of the unit is responsible. */
export function minutesAnswerCard({ visit }: Shown, correction: string | undefined, reader: Reader): Card {
  const { t } = reader;
  const { id, version, party } = visit;
  const agency = party.agencyName;
  const tap = (button: 'note' | 'open') => visitTap.data({ button, id, version });
  return {
    text: lines(
      bold(t(correction === undefined ? 'visit-minutes-are-agreed' : 'visit-minutes-corrected', { agency })),
      when(visit, reader),
      correction !== undefined && `✏️ ${correction}`,
    ),
    buttons: [
      ...(correction === undefined
        ? []
        : [[{ label: t('visit-button-rewrite'), data: tap('note'), style: 'primary' as const }]]),
      [{ label: t('visit-button-open'), data: tap('open') }],
    ],
  };
}

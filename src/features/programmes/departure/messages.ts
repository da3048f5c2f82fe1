import { type Button, bold, type Card, italic, lines } from '../../../dialogs/card.js';
import { formatDate, localDate } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import type { Voice } from '../../../words/voice.js';
import { closedText } from '../../months/index.js';
import { participantCard } from '../people/messages.js';
import type { ParticipantDetail } from '../people/service.js';
import * as taps from '../taps.js';
import { DEPARTURES } from './rules.js';
import type { Departed, NextWaiting, TakenBack } from './service.js';

const shortened = (name: string) => shorten(name, 22);

/** Asks whether somebody is released or transferred, and tells what that ends. */
export function leaveCard({ t }: Voice, person: ParticipantDetail): Card {
  const { id, version } = person;
  const open = person.enrolments.filter(({ state }) => state !== 'ended');
  return {
    text: lines(
      bold(t('departure-ask', { name: person.name })),
      open.length === 0
        ? t('departure-ends-nothing')
        : t('departure-ends', {
            programmes: open
              .map(({ programme }) => programme.name)
              .join(', ')
              .slice(0, 800),
          }),
      italic(t('departure-correctable')),
    ),
    buttons: [
      DEPARTURES.map(
        (why): Button => ({
          label: t(`departure-do-${why}`),
          data: taps.departTap.data({ participant: id, version, why }),
        }),
      ),
      [{ label: t('enrolment-other-day'), data: taps.datedTap.data({ participant: id, wanted: '' }) }],
      [{ label: t('dialog-back'), data: taps.participantTap.data({ participant: id }) }],
    ],
  };
}

/** Somebody has left: what ended, and who is next for each seat that became free. */
export function departedCard(
  voice: Voice,
  person: ParticipantDetail,
  outcome: Extract<Departed, { outcome: 'departed' }>,
  waiting: readonly NextWaiting[],
): Card {
  const { t, locale, zone } = voice;
  const card = participantCard(voice, person);
  const date = person.presentUntil ? formatDate(localDate(person.presentUntil, zone), locale) : '';
  return {
    ...card,
    text: lines(
      bold(t(`departure-was-${person.departure ?? 'released'}`, { date })),
      t('departure-ended', { total: outcome.ended }),
      ...waiting.map(({ programme, free, waiting: total, next }) =>
        t('departure-next', { programme: programme.name, free, waiting: total, name: next.name }),
      ),
      '',
      card.text,
    ),
    buttons: [
      ...waiting.flatMap(({ programme, next }): Button[][] => [
        [
          {
            label: t('departure-admit', { name: shortened(next.name), programme: shortened(programme.name) }),
            data: taps.offerTakeTap.data({ offer: next.offerId }),
            style: 'primary',
          },
        ],
        [
          {
            label: t('departure-offers', { programme: shortened(programme.name) }),
            data: taps.offersTap.data({ programme: programme.id }),
          },
        ],
      ]),
      ...(card.buttons ?? []),
    ],
  };
}

/** What taking a departure back came to, for the head of the person's card. */
export function takenBackText(voice: Voice, outcome: TakenBack): string {
  const { t } = voice;
  if (outcome.outcome === 'month') return closedText(voice, outcome.closed);
  return outcome.outcome === 'back'
    ? t('departure-taken-back', { reopened: outcome.reopened, waiting: outcome.waiting })
    : t('departure-refused-late');
}

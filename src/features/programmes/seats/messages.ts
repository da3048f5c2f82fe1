import { type Button, bold, type Card, italic, lines } from '../../../dialogs/card.js';
import { formatDateTime } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import type { Voice } from '../../../words/voice.js';
import type { Moved } from '../enrolment/service.js';
import { dayText } from '../form/messages.js';
import type { OfferAnswered, SeatsView } from '../offers/service.js';
import type { EnrolmentEntry, ParticipantDetail } from '../people/service.js';
import * as taps from '../taps.js';

const shortened = (name: string) => shorten(name, 24);
/** As many offers as a card can hold; the rest follow when these are answered. */
const SHOWN = 8;

/** What an answer to an offer came to, for the head of the card. */
export function answeredText({ t }: Voice, { outcome, name }: OfferAnswered): string | undefined {
  switch (outcome) {
    case 'taken':
    case 'passed':
      return t(`offer-was-${outcome}`, { name });
    case 'full':
      return t('enrolment-full');
    case 'stale':
    case 'forbidden':
      return undefined;
  }
}

/** Who is next for the free seats of a programme, each with *Isi kursi* and *Lewati*. */
export function offersCard(voice: Voice, view: SeatsView, head?: string): Card {
  const { t, locale, zone } = voice;
  const { programme, offers, lapsed, free, waiting } = view;
  const shown = offers.slice(0, SHOWN);
  const resting = offers.length === 0 && waiting > 0 && free !== 0;
  return {
    text: lines(
      head && bold(head),
      bold(`📘 ${programme.name}`),
      offers.length > 0 && bold(t('offer-title', { total: offers.length })),
      ...shown.map((one) =>
        lines(
          '',
          `${one.name} · ${one.registerNumber}`,
          t('offer-until', { at: formatDateTime(one.lapsesAt, zone, locale) }),
          one.early &&
            one.releaseExpectedOn !== null &&
            t('offer-early', { date: dayText(one.releaseExpectedOn, locale) }),
        ),
      ),
      offers.length > SHOWN && t('enrolment-many-more', { total: offers.length - SHOWN }),
      '',
      lapsed.length > 0 && t('offer-lapsed', { names: lapsed.join(', ') }),
      offers.length > 0
        ? italic(t('offer-explained'))
        : resting
          ? t('offer-resting', { waiting })
          : t(waiting > 0 ? 'offer-no-seat' : 'offer-none'),
    ),
    buttons: [
      ...shown.flatMap(({ id, name }): Button[][] => [
        [
          {
            label: t('offer-take', { name: shortened(name) }),
            data: taps.offerTakeTap.data({ offer: id }),
            style: 'primary',
          },
          { label: t('offer-pass'), data: taps.offerPassTap.data({ offer: id }) },
        ],
      ]),
      resting
        ? [{ label: t('offer-again'), data: taps.offerAgainTap.data({ programme: programme.id }) }]
        : [],
      [
        {
          label: t('programme-people'),
          data: taps.programmePeopleTap.data({ programme: programme.id, page: 0 }),
        },
        { label: t('programme-open'), data: taps.programmeTap.data({ programme: programme.id }) },
      ],
    ],
  };
}

/** Asks whether somebody is to have a seat all the same that is offered to others. */
export function reservedCard(
  voice: Voice,
  person: ParticipantDetail,
  enrolment: EnrolmentEntry,
  view: SeatsView,
): Card {
  const { t, locale, zone } = voice;
  const { id, version, programme } = enrolment;
  return {
    text: lines(
      bold(t('offer-reserved', { programme: programme.name })),
      ...view.offers
        .slice(0, SHOWN)
        .map((one) =>
          t('offer-reserved-for', { name: one.name, at: formatDateTime(one.lapsesAt, zone, locale) }),
        ),
      '',
      t('offer-reserved-ask', { name: person.name }),
    ),
    buttons: [
      [
        {
          label: t('offer-override', { name: shortened(person.name) }),
          data: taps.overrideTap.data({ enrolment: id, version }),
          style: 'danger',
        },
      ],
      [
        {
          label: t('programme-offers', { total: view.offers.length }),
          data: taps.offersTap.data({ programme: programme.id }),
        },
        { label: t('dialog-back'), data: taps.participantTap.data({ participant: person.id }) },
      ],
    ],
  };
}

/** Why an enrolment didn't move, where it is more than an old button. */
export function unmovedText({ t }: Voice, outcome: Moved): string | undefined {
  if (outcome === 'full') return t('enrolment-full');
  if (outcome === 'future' || outcome === 'older') return t(`dated-refused-${outcome}`);
  return outcome === 'closed' ? t('enrolment-closed') : undefined;
}

import { type Button, bold, type Card, lines } from '../../../dialogs/card.js';
import { formatRange, formatShortDate, localDate } from '../../../lib/zoned.js';
import type { Shown } from '../card/rules.js';
import { visitListTap } from '../lists/taps.js';
import { questionOf } from '../state/rules.js';
import { type Reader, shortWhen } from '../visit/messages.js';
import { visitTap } from '../visit/taps.js';
import { saidTimeTap } from './taps.js';

/**
 * One of the things that an answer may mean, as it can be done. `from` is the time that is named; without `until` only its
 * day was said, without both the time is still to be said.
 */
export type Possible =
  | { readonly does: 'accept' | 'ready' | 'decline' | 'off' | 'keep' }
  | { readonly does: 'suggest'; readonly from?: Date | undefined; readonly until?: Date | undefined };

const MINUTE_MS = 60_000;

/** What says yes to a question about one thing, where the thing's own name doesn't. */
const YES: Readonly<Partial<Record<Possible['does'], string>>> = {
  accept: 'visit-said-button-yes',
  ready: 'visit-said-button-ready',
  decline: 'visit-said-button-cannot',
  off: 'visit-said-button-cannot',
};

function whenOf({ visit }: Shown, { zone, locale }: Reader): string {
  const { startsAt, endsAt } = questionOf(visit);
  return formatRange(startsAt, endsAt, zone, locale);
}

function buttonOf({ visit }: Shown, possible: Possible, reader: Reader): Button {
  const { t } = reader;
  const { id, version } = visit;
  const tap = (button: Parameters<typeof visitTap.data>[0]['button']) =>
    visitTap.data({ button, id, version });
  const asked = shortWhen(questionOf(visit).startsAt, reader);
  switch (possible.does) {
    case 'accept':
      return { label: t('visit-said-button-accept', { when: asked }), data: tap('accept'), style: 'success' };
    case 'ready':
      return { label: t('visit-said-button-ready'), data: tap('ready'), style: 'success' };
    case 'decline':
    case 'off':
      return { label: t('visit-button-decline'), data: tap(possible.does) };
    case 'keep':
      return { label: t('visit-button-keep'), data: tap(possible.does) };
    case 'suggest': {
      const { from, until } = possible;
      if (!from) return { label: t('visit-said-button-suggest-other'), data: tap('suggest') };
      const { zone, locale } = reader;
      const named = until ? shortWhen(from, reader) : formatShortDate(localDate(from, zone), locale);
      const minutes = (moment: Date) => Math.floor(moment.getTime() / MINUTE_MS);
      return {
        label: t('visit-said-button-suggest', { when: named }),
        data: saidTimeTap.data({ id, version, at: minutes(from), until: minutes(until ?? from) }),
      };
    }
  }
}

/** Says no to what was understood, or that another visit is meant. */
function otherwise({ visit }: Shown, several: boolean, { t }: Reader): Button[] {
  const { id, version } = visit;
  const no = { label: t('visit-said-button-no'), data: visitTap.data({ button: 'open', id, version }) };
  const others = {
    label: t('visit-said-button-others'),
    data: visitListTap.data({ view: 'waiting', page: 0, agency: 0 }),
  };
  return several ? [no, others] : [no];
}

/**
 * What was understood, to be confirmed by a tap: one thing as a question, several as buttons. `several`: the person is
 * asked about other visits too.
 */
export function understoodCard(
  shown: Shown,
  possible: readonly Possible[],
  several: boolean,
  reader: Reader,
): Card {
  const { t, unit } = reader;
  const { purpose } = shown.visit;
  const when = whenOf(shown, reader);
  const [only] = possible.length === 1 ? possible : [];
  if (only) {
    const button = buttonOf(shown, only, reader);
    const label = YES[only.does];
    return {
      text: lines(bold(t(`visit-said-${only.does}`, { unit, when })), `📝 ${purpose}`),
      buttons: [[{ ...button, ...(label && { label: t(label) }) }], otherwise(shown, several, reader)],
    };
  }
  return {
    text: lines(bold(t('visit-said-which')), `🗓 ${when}`, `📝 ${purpose}`),
    buttons: [...possible.map((one) => [buttonOf(shown, one, reader)]), otherwise(shown, several, reader)],
  };
}

/** The answer comes later; `told`: somebody of the unit hears of it. */
export function laterText(shown: Shown, told: boolean, reader: Reader): string {
  const when = whenOf(shown, reader);
  const { t, unit } = reader;
  return told ? t('visit-said-later', { unit, when }) : t('visit-said-later-short', { when });
}

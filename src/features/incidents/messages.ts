import { type Button, bold, type Card, lines } from '../../dialogs/card.js';
import { formatDateTime } from '../../lib/zoned.js';
import { shorten } from '../../words/shorten.js';
import type { Voice } from '../../words/voice.js';
import { type Facts, isGood } from './rules.js';

/** Buttons under what is told of an incident, for whoever offers something to do about it. */
export type ButtonsFor = (found: Facts, incidentId: number, voice: Voice) => readonly (readonly Button[])[];

/** Of a line or name no more is shown than fits beside the rest. */
const QUOTE_LENGTH = 500;

/** `none` stands for what isn't known; instants are shown in the unit's zone. */
function varsOf({ facts }: Facts, { zone, locale }: Voice): Record<string, string | number> {
  const shown = Object.entries(facts).map(([name, value]: [string, string | number | null]) => {
    if (value === null) return [name, 'none'];
    if (typeof value === 'number') return [name, value];
    return [
      name,
      name.endsWith('At') ? formatDateTime(new Date(value), zone, locale) : shorten(value, QUOTE_LENGTH),
    ];
  });
  return Object.fromEntries(shown);
}

/** What a head is told of an incident, and what to do. `since`: it was told before, and lasts. */
export function incidentCard(
  found: { readonly kind: string; readonly known: Facts | undefined },
  { since, buttons }: { readonly since?: Date; readonly buttons?: Card['buttons'] },
  voice: Voice,
): Card {
  const { t, zone, locale } = voice;
  const { kind, known } = found;
  const title = t(`incident-name-${kind}`);
  return {
    text: lines(
      bold(t(isGood(kind) ? 'incident-good' : 'incident-bad', { title })),
      known ? t(`incident-what-${kind}`, varsOf(known, voice)) : t('incident-sealed'),
      since && t('incident-since', { since: formatDateTime(since, zone, locale) }),
      t(`incident-next-${kind}`),
    ),
    ...(buttons && { buttons }),
  };
}

/** What a head is told once what lasted is over. */
export function overCard(
  { kind, at, overAt }: { readonly kind: string; readonly at: Date; readonly overAt: Date },
  { t, zone, locale }: Voice,
): Card {
  const when = (instant: Date) => formatDateTime(instant, zone, locale);
  return {
    text: lines(
      bold(t('incident-over', { title: t(`incident-name-${kind}`) })),
      t('incident-lasted', { from: when(at), until: when(overAt) }),
    ),
  };
}

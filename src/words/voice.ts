import type { Locale } from '../lib/locale.js';
import type { Translate } from './translate.js';

/** What a text needs to know of whoever reads it: their words and language, the unit's zone, and what time it is. */
export type Voice = {
  readonly t: Translate;
  readonly locale: Locale;
  readonly zone: string;
  readonly now: Date;
};

/** The voice of whoever acts, in their unit's zone. */
export function voiceOf({
  t,
  locale,
  now,
  actor,
}: Omit<Voice, 'zone'> & { readonly actor: { readonly zone: string } }): Voice {
  return { t, locale, now, zone: actor.zone };
}

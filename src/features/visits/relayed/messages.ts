import type { Reader } from '../visit/messages.js';
import { nameAmong } from '../visit/messages.js';
import type { Visit, VisitEvent } from '../visit/rules.js';

/** `Dinas Sosial menjawab lewat telepon (Ibu Ani)`, of an answer that wasn't given in the bot. */
export function relayedText(
  { via, saidBy, agencyId }: Pick<VisitEvent, 'via' | 'saidBy' | 'agencyId'>,
  { parties }: Pick<Visit, 'parties'>,
  { t }: Pick<Reader, 't'>,
): string {
  const agency = nameAmong(parties.find((party) => party.agencyId === agencyId)?.agencyName ?? '');
  if (via === 'page') return t('visit-relayed-page', { agency, who: saidBy ?? '' });
  const how = t(`visit-via-${via}`);
  return saidBy === null
    ? t('visit-relayed-by', { agency, via: how })
    : t('visit-relayed-by-whom', { agency, via: how, who: saidBy });
}

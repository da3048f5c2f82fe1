import type { Reader } from '../visit/messages.js';
import { nameAmong } from '../visit/messages.js';
import type { Visit, VisitEvent } from '../visit/rules.js';

/** `Dinas Sosial menjawab lewat telepon (Ibu Ani)`, of an answer that somebody of the unit wrote down. */
export function relayedText(
  { via, saidBy, agencyId }: Pick<VisitEvent, 'via' | 'saidBy' | 'agencyId'>,
  { parties }: Pick<Visit, 'parties'>,
  { t }: Pick<Reader, 't'>,
): string {
  const agency = nameAmong(parties.find((party) => party.agencyId === agencyId)?.agencyName ?? '');
  const how = t(`visit-via-${via}`);
  return saidBy === null
    ? t('visit-relayed-by', { agency, via: how })
    : t('visit-relayed-by-whom', { agency, via: how, who: saidBy });
}

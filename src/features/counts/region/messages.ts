import { bold, type Card, italic, lines } from '../../../dialogs/card.js';
import { formatDateTime } from '../../../lib/zoned.js';
import { periodName } from '../../../reading/period/period.js';
import type { Voice } from '../../../words/voice.js';
import { earlierButton, toQuestion } from '../figures/messages.js';
import { PLAIN } from '../rules.js';
import type { Region } from './service.js';

/** What a Kanwil sees: a line for each unit below it, and all together. */
export function regionCard(voice: Voice, kanwil: string, region: Region): Card {
  const { t, locale, zone } = voice;
  if (!region.ok) {
    switch (region.reason) {
      case 'forbidden':
        return { text: t('refused-post') };
      case 'not-read':
        return { text: t('region-read'), buttons: [[toQuestion(t('count-button-now'), PLAIN)]] };
      case 'future': {
        const { period } = region.question;
        return { text: t('count-future', { period: period ? periodName(period, locale) : t('count-now') }) };
      }
    }
  }
  const { period, at, units, total } = region;
  if (units.length === 0) return { text: t('region-no-units', { kanwil }) };
  const lineOf = ({ name: unit, totals }: (typeof units)[number]): string => {
    if (!totals) return `• ${t('region-unit-none', { unit })}`;
    const { joined, left } = totals;
    return period
      ? `• ${t('region-unit', { unit, ...totals })}, ${t('region-unit-moved', { joined, left })}`
      : `• ${t('region-unit', { unit, ...totals })}`;
  };
  return {
    text: lines(
      bold(t('region-title', { kanwil })),
      period && bold(periodName(period, locale)),
      t('count-as-of', { at: formatDateTime(at, zone, locale) }),
      '',
      ...units.map(lineOf),
      '',
      bold(t('region-total', { units: units.length, ...total })),
      '',
      italic(t('count-definition')),
    ),
    buttons: [
      [
        earlierButton(voice, { ...PLAIN, period }),
        ...(period ? [toQuestion(t('count-button-now'), PLAIN)] : []),
      ],
    ],
  };
}

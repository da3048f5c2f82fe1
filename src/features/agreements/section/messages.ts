import { lines } from '../../../dialogs/card.js';
import type { Voice } from '../../../words/voice.js';
import type { SectionDrawn } from '../../visits/index.js';
import { agreementNewTap, agreementVisitTap } from '../agreement/taps.js';

/** What came of a visit, or the way to write an agreement down. `count`: how many its reader sees. */
export function agreedSection(
  about: { readonly visit: number; readonly count: number },
  { t }: Voice,
): SectionDrawn {
  const { visit, count } = about;
  if (count === 0) {
    const begin = { label: t('agreement-section-new'), data: agreementNewTap.data({ visit, renews: 0 }) };
    return { lines: undefined, buttons: [[begin]] };
  }
  const list = { label: t('agreement-section-list'), data: agreementVisitTap.data({ visit }) };
  return { lines: lines(t('agreement-section', { count })), buttons: [[list]] };
}

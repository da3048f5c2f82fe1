import type { Button, Card } from '../../dialogs/card.js';
import type { Translate } from '../../words/translate.js';
import { exemptTap } from './taps.js';

/** Longer words don't go onto a button. */
const LONGEST = 56;

/** *Bukan nama peserta*, for a head who is told what was kept from a group. No button for what is too long for one. */
export function notANameButton(t: Translate, words: string): Button[] {
  if (words.length > LONGEST) return [];
  return [{ label: t('exemption-button-grant'), data: exemptTap.data({ what: 'grant', words }) }];
}

/** What holds of words from now on, and the way back. */
export function exemptionCard(t: Translate, what: 'grant' | 'withdraw', words: string): Card {
  const undo = what === 'grant' ? 'withdraw' : 'grant';
  return {
    text: t(`exemption-after-${what}`, { words }),
    buttons: [[{ label: t(`exemption-button-${undo}`), data: exemptTap.data({ what: undo, words }) }]],
  };
}

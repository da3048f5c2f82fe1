import { type Button, bold, type Card, lines } from '../../dialogs/card.js';
import type { Translate } from '../../words/translate.js';
import { exemptTap } from './taps.js';

/** Longer words don't go onto a button. */
const LONGEST = 56;

/** *Bukan nama peserta*, for a head who is told what was kept from a group. No button for what is too long for one. */
export function notANameButton(t: Translate, words: string): Button[] {
  if (words.length > LONGEST) return [];
  return [{ label: t('exemption-button-grant'), data: exemptTap.data({ what: 'grant', words }) }];
}

/**
 * Tells a head which line was kept from a group. `mayExempt`: the participant who seems to be named is of the head's own
 * unit, so that saying that nobody is has an effect.
 */
export function droppedLineCard(
  t: Translate,
  dropped: {
    readonly group: string;
    readonly line: string;
    readonly words: string;
    readonly kind: 'name' | 'register';
    readonly mayExempt: boolean;
  },
): Card {
  const { group, line, words, kind, mayExempt } = dropped;
  const isName = kind === 'name' && mayExempt;
  return {
    text: lines(
      bold(t('exemption-dropped', { group })),
      line,
      '',
      t(kind === 'name' ? 'exemption-dropped-name' : 'exemption-dropped-register', { words }),
      isName && t('exemption-dropped-hint'),
    ),
    buttons: isName ? [notANameButton(t, words)].filter((row) => row.length > 0) : [],
  };
}

/** What holds of words from now on, and the way back. */
export function exemptionCard(t: Translate, what: 'grant' | 'withdraw', words: string): Card {
  const undo = what === 'grant' ? 'withdraw' : 'grant';
  return {
    text: t(`exemption-after-${what}`, { words }),
    buttons: [[{ label: t(`exemption-button-${undo}`), data: exemptTap.data({ what: undo, words }) }]],
  };
}

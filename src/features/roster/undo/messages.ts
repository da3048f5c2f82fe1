import { bold, type Card, lines } from '../../../dialogs/card.js';
import type { Voice } from '../../../words/voice.js';
import { closedText, type Impact, impactLines } from '../../months/index.js';
import * as taps from '../taps.js';
import type { Undone } from './service.js';

/** Asks once more before an import is undone: not where it would change a closed month without leave. */
export function undoCard(voice: Voice, batch: number, impacts: readonly Impact[]): Card {
  const { t } = voice;
  const shut = impacts.some(({ admitted }) => !admitted);
  return {
    text: lines(
      bold(t('roster-undo-ask')),
      t('roster-undo-explained'),
      impacts.length > 0 && '',
      ...impactLines(voice, impacts),
    ),
    buttons: [
      [
        shut
          ? { label: t('roster-check-again'), data: taps.undoTap.data({ batch, sure: 'no' }) }
          : {
              label: t('roster-undo-yes'),
              data: taps.undoTap.data({ batch, sure: 'yes' }),
              style: 'danger',
            },
      ],
      [{ label: t('dialog-back'), data: taps.viewTap.data({ batch }) }],
    ],
  };
}

/** How undoing an import ended: what stands in the way is named. */
export function undoneCard(voice: Voice, batch: number, undone: Undone): Card {
  const { t } = voice;
  const back = [[{ label: t('dialog-back'), data: taps.viewTap.data({ batch }) }]];
  switch (undone.outcome) {
    case 'undone':
      return { text: lines(bold(t('roster-undone')), t('roster-undone-explained')) };
    case 'built':
      return {
        text: lines(
          bold(t('roster-undo-built')),
          ...undone.obstacles.map(({ what, count }) => `• ${t(`roster-undo-${what}`, { count })}`),
          t('roster-undo-built-hint'),
        ),
        buttons: back,
      };
    case 'closed':
      return { text: closedText(voice, undone.closed), buttons: back };
    default:
      return { text: t(`roster-undo-${undone.outcome}`), buttons: back };
  }
}

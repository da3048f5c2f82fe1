import { bold, type Card, italic, lines } from '../../../dialogs/card.js';
import type { Voice } from '../../../words/voice.js';
import { seatsText } from '../form/messages.js';
import type { ProgrammeDetail } from '../programme/service.js';
import type { LifeRefused } from '../step/service.js';
import * as taps from '../taps.js';
import type { Copied, LifeEnded, Restored } from './service.js';

/** Asks how a programme ends, and tells what that does. */
export function endCard(voice: Voice, programme: ProgrammeDetail): Card {
  const { t } = voice;
  const { id, version, name, state, enrolled, waiting } = programme;
  const finishes = state !== 'draft';
  return {
    text: lines(
      bold(t('programme-end-ask', { name })),
      seatsText(voice, programme),
      '',
      finishes && t('programme-end-finish', { enrolled }),
      t('programme-end-cancel'),
      waiting > 0 && t('programme-end-waiting', { waiting }),
      italic(t('programme-end-undo')),
    ),
    buttons: [
      finishes
        ? [
            {
              label: t('programme-do-finish'),
              data:
                enrolled > 0
                  ? taps.finishSomeTap.data({ programme: id, version })
                  : taps.finishTap.data({ programme: id, version }),
              style: 'primary' as const,
            },
          ]
        : [],
      [
        {
          label: t('programme-do-cancel'),
          data: taps.cancelProgrammeTap.data({ programme: id, version }),
          style: 'danger' as const,
        },
      ],
      [{ label: t('dialog-back'), data: taps.programmeTap.data({ programme: id }) }],
    ],
  };
}

/** What an end came to, for the head of the programme's card. */
export function endedText({ t }: Voice, action: 'finished' | 'cancelled', ended: LifeEnded): string {
  const { completed, others, unseated } = ended;
  if (action === 'cancelled') return t('programme-was-cancelled', { total: others + unseated });
  return t('programme-was-finished', { completed, others });
}

export function restoredText({ t }: Voice, { reopened, waiting }: Extract<Restored, { ok: true }>): string {
  return t('programme-was-restored', { reopened, waiting });
}

export function copiedText({ t }: Voice, { slots }: Extract<Copied, { ok: true }>): string {
  return t('programme-was-copied', { slots });
}

/** Why a step of a programme's life wasn't taken; undefined: an old button, or nothing of theirs. */
export function lifeRefusedText({ t }: Voice, { reason }: LifeRefused): string | undefined {
  switch (reason) {
    case 'late':
    case 'state':
      return t(`programme-refused-${reason}`);
    case 'forbidden':
    case 'gone':
    case 'stale':
      return undefined;
  }
}

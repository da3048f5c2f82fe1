import type { Button, Card } from '../../../dialogs/card.js';
import { lines } from '../../../dialogs/card.js';
import type { Voice } from '../../../words/voice.js';
import { closedText } from '../../months/index.js';
import { numberText } from '../session/messages.js';
import { proofAsTap, viewTap } from '../taps.js';
import type { Attached } from './service.js';

/** What the sender of pictures, recordings or words about a session is told. */
export function attachedCard(voice: Voice, session: number, attached: Attached, album: boolean): Card {
  const { t } = voice;
  if (!attached.ok) {
    const text =
      attached.reason === 'closed'
        ? closedText(voice, attached.closed)
        : t(`session-attach-${attached.reason}`);
    return { text };
  }
  const { kind, asFile, programme, number, attachmentId, note, closed } = attached;
  const named = kind === 'photo' && asFile ? 'file' : kind;
  const what = number === null ? programme : t('session-title', { programme, number: numberText(number) });
  const other = kind === 'sheet' ? 'photo' : 'sheet';
  const change: Button[] =
    attachmentId !== null && !album && kind !== 'voice'
      ? [
          {
            label: t(`session-proof-as-${other}`),
            data: proofAsTap.data({ session, attachment: attachmentId, kind: other }),
          },
        ]
      : [];
  return {
    text: lines(
      t(album ? `session-album-added-${named}` : `session-added-${named}`, { session: what }),
      kind !== 'note' && note === 'added' && t('session-added-with-note'),
      closed && closedText(voice, closed),
      !closed && note !== 'added' && note !== 'none' && t(`session-attach-${note}`),
    ),
    buttons: [[...change, { label: t('session-view'), data: viewTap.data({ session }) }]],
  };
}

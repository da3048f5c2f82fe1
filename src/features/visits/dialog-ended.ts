import type { Card, Text } from '../../dialogs/card.js';
import type { DialogContext } from '../../dialogs/dialog.js';
import { changedCard } from './card/messages.js';
import type { Changed } from './change/rules.js';
import { visitButtons } from './messages-buttons.js';
import { readerOf } from './visit/messages.js';
import type { Shown, VisitsService } from './visit/service.js';

/** Which visit a form is about, as of which version. */
export type OfVisit = { readonly visit: number; readonly version: number };

/** What a form on a visit came to, kept for a redelivered update. */
export type Ended = Changed & { readonly visit: number };

/** What is said once something has been done to a visit, and above its card when it couldn't be. */
export async function endedCard(
  visits: VisitsService,
  context: DialogContext,
  ended: Ended,
  said: (shown: Shown) => Text,
): Promise<Card> {
  const { t, actor, now } = context;
  const reader = readerOf(context);
  const shown = await visits.find(actor, ended.visit, now);
  if (!shown) return { text: t('refused-other-agency') };
  if (!ended.ok) {
    return ended.reason === 'stale'
      ? changedCard(shown, reader)
      : { text: t(`visit-refused-${ended.reason}`), buttons: visitButtons(shown, [['open']], reader) };
  }
  return { text: said(shown), buttons: visitButtons(shown, [['open']], reader) };
}

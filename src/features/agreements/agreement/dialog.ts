import { type Card, lines } from '../../../dialogs/card.js';
import type { DialogContext } from '../../../dialogs/dialog.js';
import { agreementCard, readerOf } from './messages.js';
import type { AgreementsService, Changed } from './service.js';

/** The card after a change; `said`: the text's key. */
export function settledCard(agreements: AgreementsService, said: string) {
  return async (context: DialogContext, changed: Changed & { readonly id: number }): Promise<Card> => {
    const { t, actor } = context;
    const agreement = await agreements.find(actor, changed.id);
    if (!agreement) return { text: t('agreement-refused-foreign') };
    const done = changed.ok ? (changed.unchanged ? 'agreement-unchanged' : said) : undefined;
    const above = changed.ok ? done : `agreement-refused-${changed.reason}`;
    return agreementCard(agreement, readerOf(context), above === undefined ? undefined : lines(t(above), ''));
  };
}

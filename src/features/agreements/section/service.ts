import { scopeOf } from '../../../access/can.js';
import { lines } from '../../../dialogs/card.js';
import type { VisitSection } from '../../visits/index.js';
import { mayChange } from '../agreement/rules.js';
import { listOfVisit } from '../agreement/store.js';
import { agreementNewTap, agreementVisitTap } from '../agreement/taps.js';

/** What came of a visit that was held, and the way to write an agreement down. */
export const agreementsSection: VisitSection = async (db, actor, visit) => {
  if (visit.state !== 'held') return undefined;
  const found = await listOfVisit(db, scopeOf(actor, 'agreement.view'), visit.id);
  const mayStart = mayChange(actor) && found.length === 0;
  if (found.length === 0 && !mayStart) return undefined;
  return ({ t }) => {
    const begin = {
      label: t('agreement-section-new'),
      data: agreementNewTap.data({ visit: visit.id, renews: 0 }),
    };
    const list = { label: t('agreement-section-list'), data: agreementVisitTap.data({ visit: visit.id }) };
    return {
      lines: found.length === 0 ? undefined : lines(t('agreement-section', { count: found.length })),
      buttons: [[found.length === 0 ? begin : list]],
    };
  };
};

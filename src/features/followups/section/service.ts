import { can } from '../../../access/can.js';
import type { VisitSection } from '../../visits/index.js';
import { followUpsOf } from '../followup/service.js';
import { agreedSection } from './messages.js';

/** What was agreed at a visit, on its card once it was held. */
export const followUpsSection: VisitSection = async (db, actor, { id: visitId, unitId, state, minutes }) => {
  if (state !== 'held') return undefined;
  const followUps = await followUpsOf(db, actor, visitId);
  const mayAdd = can(actor, 'followUp.change', { unitId, agencyId: null });
  return (voice) => agreedSection({ visitId, hasMinutes: minutes !== null, followUps, mayAdd }, voice);
};

import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import type { FollowUp } from '../followups/index.js';
import type { MinutedVisit, VisitState } from '../visits/index.js';

/** What a record (berita acara) says of a visit. No participant is named in it. */
export type VisitRecord = MinutedVisit & {
  readonly followUps: readonly Pick<FollowUp, 'what' | 'owner' | 'dueOn'>[];
  /** Something in what was written looked like a participant's name or register number, and was taken out. */
  readonly masked: boolean;
};

/** `not-held`: it hasn't been recorded as held; `no-minutes`: the unit hasn't written what came of it yet. */
export type Recordable = 'yes' | 'foreign' | 'not-held' | 'no-minutes';

/**
 * Whether somebody may have the record: all of the unit that see visits, once it was held; an agency that took part,
 * once there are minutes.
 */
export function recordable(
  actor: Actor,
  visit: {
    readonly unitId: number;
    readonly state: VisitState;
    readonly minutes: string | null;
    readonly agencyIds: readonly number[];
  },
): Recordable {
  const { unitId, state, minutes, agencyIds } = visit;
  const ours = can(actor, 'visit.view', { unitId, agencyId: null });
  if (!ours && !agencyIds.some((agencyId) => can(actor, 'visit.view', { unitId, agencyId })))
    return 'foreign';
  if (state !== 'held') return 'not-held';
  return ours || minutes !== null ? 'yes' : 'no-minutes';
}

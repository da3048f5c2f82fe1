import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';
import type { FollowUp } from '../followup/rules.js';
import { followUpsOf } from '../followup/service.js';

/** What was agreed at a visit that was held, of all that its reader may see. `hasMinutes`: what came of it is written. */
export type AgreedThere = {
  readonly visitId: number;
  readonly hasMinutes: boolean;
  readonly followUps: readonly FollowUp[];
  readonly mayAdd: boolean;
};

/** What was agreed at a visit; undefined: it hasn't been held. */
export async function agreedThere(
  db: Reader,
  actor: Actor,
  visit: {
    readonly id: number;
    readonly unitId: number;
    readonly state: string;
    readonly minutes: object | null;
  },
): Promise<AgreedThere | undefined> {
  const { id: visitId, unitId, state, minutes } = visit;
  if (state !== 'held') return undefined;
  const followUps = await followUpsOf(db, actor, visitId);
  const mayAdd = can(actor, 'followUp.change', { unitId, agencyId: null });
  return { visitId, hasMinutes: minutes !== null, followUps, mayAdd };
}

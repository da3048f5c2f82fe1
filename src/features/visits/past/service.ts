import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { peopleAround } from '../../staffing/index.js';
import { mayAsk, type Proposal, writeVisit } from '../propose/service.js';

/** `early`: it isn't over yet. */
export type Recorded =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: 'refused' | 'early' };

/**
 * Enters a visit that has taken place, as held with all of the agencies. Nobody is told: the agencies hear of it with its
 * minutes.
 */
export async function recordPast(tx: Tx, actor: Actor, proposal: Proposal, now: Date): Promise<Recorded> {
  const { unitId, personId } = actor;
  const byUnit = can(actor, 'visit.change', { unitId, agencyId: null });
  if (!byUnit || !(await mayAsk(tx, actor, proposal, byUnit))) return { ok: false, reason: 'refused' };
  if (proposal.endsAt > now) return { ok: false, reason: 'early' };
  await lockUnit(tx, unitId);
  const staff = (await peopleAround(tx, unitId, proposal.agencyIds, now))(null);
  const along = staff
    .map(({ id }) => id)
    .filter((id) => proposal.memberIds.includes(id))
    .toSorted((one, other) => one - other);
  const held = { actor, byUnit, officerId: personId, proposal, now, held: true } as const;
  const id = await writeVisit(tx, held, along, undefined);
  await tx.visitEvent.createMany({ data: [{ visitId: id, at: now, actorId: personId, kind: 'held' }] });
  return { ok: true, id };
}

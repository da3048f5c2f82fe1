import type { Tx } from '../../../db/database.js';
import { hashOf } from '../../../lib/shut/hash.js';
import { INVITATION_DAYS } from '../invitations/rules.js';

const DAY_MS = 86_400_000;

/** Takes back the code for a unit's head that nobody has used. */
export async function withdrawClaim(tx: Tx, unitId: number, now: Date): Promise<void> {
  const unclaimed = { unitId, invitedById: null, usedAt: null, revokedAt: null };
  await tx.invitation.updateMany({ where: unclaimed, data: { revokedAt: now } });
}

/** Makes a code for a unit's head in the place of the last: whoever sends it is head. Resolves to its id. */
export async function claimFor(
  tx: Tx,
  unitId: number,
  { now, code }: { readonly now: Date; readonly code: string },
): Promise<number> {
  await withdrawClaim(tx, unitId, now);
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY_MS);
  const { id } = await tx.invitation.create({
    data: { unitId, tokenHash: hashOf(code), kind: 'head', createdAt: now, expiresAt },
  });
  return id;
}

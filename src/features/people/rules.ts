import type { Actor } from '../../access/actor.js';

/** An invitation's life. */
export const INVITATION_DAYS = 7;

export type InvitationState = 'open' | 'used' | 'revoked' | 'expired';

export function invitationState(
  invitation: { readonly usedAt: Date | null; readonly revokedAt: Date | null; readonly expiresAt: Date },
  now: Date,
): InvitationState {
  if (invitation.usedAt) return 'used';
  if (invitation.revokedAt) return 'revoked';
  return invitation.expiresAt <= now ? 'expired' : 'open';
}

/** The agencies that somebody may see, by name; handed in by the composition. */
export type ListAgencies = (
  actor: Actor,
) => Promise<readonly { readonly id: number; readonly name: string }[]>;

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

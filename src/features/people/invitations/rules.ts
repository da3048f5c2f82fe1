import { createHmac, randomBytes } from 'node:crypto';
import type { ActingKind, PostKind } from '../../../access/actor.js';

/** An invitation's life. */
export const INVITATION_DAYS = 7;

export type InvitationState = 'open' | 'used' | 'revoked' | 'expired';

/** @param invitation.endsAt until when it lets somebody act in a post */
export function invitationState(
  invitation: {
    readonly usedAt: Date | null;
    readonly revokedAt: Date | null;
    readonly expiresAt: Date;
    readonly endsAt?: Date | null;
  },
  now: Date,
): InvitationState {
  if (invitation.usedAt) return 'used';
  if (invitation.revokedAt) return 'revoked';
  const { expiresAt, endsAt = null } = invitation;
  return expiresAt <= now || (endsAt !== null && endsAt <= now) ? 'expired' : 'open';
}

// No 0/O, 1/I/L: codes are read from a screen or a letter and typed on a phone.
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 8;

/** What the buttons are called that carry a code. */
export const ACCEPT = 'invok';

function codeOf(bytes: Uint8Array): string {
  const letters = Array.from(bytes.subarray(0, LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** A code by chance, as `7KQ4-M2XD`. */
export function randomCode(): string {
  return codeOf(randomBytes(LENGTH));
}

/** The code that belongs to these words: the same update is given the same again, without its being stored. */
export function derivedCode(secret: string, words: string): string {
  return codeOf(createHmac('sha256', secret).update(words).digest());
}

/** What is typed for a code, as it was given: `7kq4 m2xd` → `7KQ4-M2XD`; links of earlier versions stay as they are. */
export function readCode(typed: string): string {
  const letters = typed.replace(/[\s-]/gu, '').toUpperCase();
  return letters.length === LENGTH ? `${letters.slice(0, 4)}-${letters.slice(4)}` : typed;
}

/** Whether a text may be nothing but a code. */
export function looksLikeCode(text: string): boolean {
  return new RegExp(`^[${LETTERS}]{4}[\\s-]?[${LETTERS}]{4}$`, 'iu').test(text.trim());
}

/**
 * Whether what somebody sent in private tries a code: by a link, typed, or on a button, which a program may forge.
 *
 * @param data A button's.
 */
export function triesCode({
  text = '',
  data = '',
}: {
  readonly text?: string;
  readonly data?: string;
}): boolean {
  return /^\/start(?:@\w+)?\s+\S/u.test(text) || looksLikeCode(text) || data.startsWith(`${ACCEPT}:`);
}

/** By which letter and until when somebody acts in a post. */
type Acting = {
  readonly as: ActingKind;
  readonly endsAt: Date;
  readonly letterNumber: string;
  /** YYYY-MM-DD */
  readonly letterOn: string;
};

/** What somebody is invited to. */
export type Seat = {
  readonly kind: PostKind;
  readonly agencyId: number | null;
  /** The post that ends when the invitation is accepted, or, where it is to act, that is acted in. */
  readonly over?: number;
  readonly acting?: Acting;
  /** There is one of it and somebody holds it, whom the configuration keeps: another beside them. */
  readonly beside?: true;
};

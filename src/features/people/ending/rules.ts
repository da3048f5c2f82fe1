import { createHash } from 'node:crypto';
import type { ActingKind, Actor, PostKind } from '../../../access/actor.js';
import { can, inviteAction } from '../../../access/can.js';
import type { Reader, Tx } from '../../../db/database.js';

/** Why somebody else ends a post; each is a button. */
export const REASONS = ['moved', 'retired', 'done', 'left', 'lost', 'other'] as const;
export type Reason = (typeof REASONS)[number];

/** Why a post ended, as it is kept. */
export type Because = Reason | 'own' | 'succeeded' | 'expired';

/** A post that is held now, and by whom. */
export type HeldPost = {
  readonly id: number;
  readonly unitId: number;
  readonly kind: PostKind;
  readonly agencyId: number | null;
  readonly agency: string | null;
  readonly personId: number;
  readonly telegramId: bigint;
  readonly name: string;
  readonly startedAt: Date;
  /** HEAD_TELEGRAM_IDS gives it. */
  readonly isConfigured: boolean;
  readonly acting: ActingKind | null;
  /** Whose post it is, where that one is away. */
  readonly actingFor: string | null;
  readonly actingForId: number | null;
  readonly endsAt: Date | null;
};

export type Whose = { readonly unitId: number; readonly personId: number };

/** What is one person's to answer for, or an agency's. */
export type Of = Whose | { readonly unitId: number; readonly agencyId: number };

/** Something that somebody answers for and that isn't done. */
export type Open = {
  readonly id: number;
  readonly version: number;
  readonly label: string;
  /** YYYY-MM-DD */
  readonly on: string | null;
  readonly late: boolean;
};

/** What somebody answers for by name, as a feature knows it and hands it on; put together by the composition. */
export type Duties = {
  readonly noun: 'visits' | 'polls' | 'followUps' | 'agreements' | 'programmes';
  /** What is open, what is most pressing first. */
  readonly open: (
    db: Reader | Tx,
    of: Of,
    at: { readonly now: Date; readonly zone: string },
  ) => Promise<readonly Open[]>;
  /** From now on somebody else answers for all of it. */
  readonly pass: (
    tx: Tx,
    whose: Whose,
    to: { readonly personId: number; readonly actorId: number | null; readonly now: Date },
  ) => Promise<void>;
};

/** What the ending of a post touches beyond people; handed in by the composition. */
export type Around = {
  readonly duties: readonly Duties[];
  /** Closes what somebody without a post has open: forms, and what they had made for themselves. */
  readonly closeForms: (tx: Tx, telegramId: bigint, now: Date) => Promise<unknown>;
};

export type Named = { readonly id: number; readonly name: string };

/** What ends, moves and is left waiting when a post ends: shown before, and done only while it is still so. */
export type Prepared = {
  readonly post: HeldPost;
  /** What else they hold in the unit, which stays. */
  readonly stays: readonly HeldPost[];
  readonly duties: readonly { readonly noun: Duties['noun']; readonly open: readonly Open[] }[];
  /** Who answers for it from then on; undefined where nothing moves. */
  readonly to: Named | undefined;
  /** Messages that wait for them, and for how many others in their place. */
  readonly messages: number;
  readonly heirs: readonly Named[];
  /** Invitations of theirs that nobody has used. */
  readonly invitations: readonly number[];
  /** Who acts for them, which goes on where nobody succeeds them. */
  readonly acting: readonly HeldPost[];
  /** Of the agency nobody is left. */
  readonly vacant: boolean;
  /** What was shown, in eight characters: another where something has changed. */
  readonly mark: string;
};

/** Eight characters that stand for a text: a button has no room for more. */
export function shortMark(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** The characters that stand for what was shown; messages come and go, so they aren't part of it. */
export function markOf({ post, stays, duties, to, invitations }: Omit<Prepared, 'mark'>): string {
  const open = duties.map(({ noun, open: all }) => [noun, all.map(({ id, version }) => [id, version])]);
  const shown = JSON.stringify([post.id, stays.map(({ id }) => id), open, to?.id ?? 0, invitations]);
  return shortMark(shown);
}

/** Whoever decides on posts, with those that they hold. */
export type Deciding = Pick<Actor, 'unitId' | 'personId' | 'posts'>;

/** A post as the access table knows it. */
export function toPost({ id, unitId, kind, agencyId, acting }: HeldPost): Actor['posts'][number] {
  return { id, unitId, kind, agencyId, acting };
}

export type Refusal = 'forbidden' | 'gone' | 'configured' | 'last-head' | 'changed';

/**
 * Whether somebody may end a post: their own always; of others a head, and an agency's head those of its contacts. Who
 * only acts in a post ends nobody's of that kind.
 */
export function mayEnd(
  actor: Deciding,
  post: Pick<HeldPost, 'unitId' | 'agencyId' | 'kind' | 'personId'>,
): boolean {
  if (post.personId === actor.personId) return true;
  if (!can(actor, 'post.end', post)) return false;
  const definitive = actor.posts.filter(({ unitId, acting }) => unitId === post.unitId && !acting);
  const isHead = definitive.some(({ kind }) => kind === 'head');
  switch (post.kind) {
    case 'head':
    case 'agencyHead':
      return isHead;
    case 'officer':
    case 'humas':
    case 'agencyContact':
      return true;
  }
}

/** What somebody is invited to, as far as the right to it goes. */
type Wanted = {
  readonly unitId: number;
  readonly kind: PostKind;
  readonly agencyId: number | null;
  readonly isActing: boolean;
};

/**
 * Whether somebody may invite to a post. To their own for whoever succeeds them; else who may give it and, where
 * somebody holds it, may end that: so that nobody is replaced, or acted for, by who couldn't end their post. In a post
 * that is only acted in nobody is succeeded.
 *
 * @param over the post that it is over; of a post of which there is one, all who hold it for good
 */
export function mayInvite(
  by: Deciding,
  { isActing, ...seat }: Wanted,
  over: readonly Pick<HeldPost, 'unitId' | 'agencyId' | 'kind' | 'personId' | 'acting'>[],
): boolean {
  if (over.some(({ acting }) => acting !== null)) return false;
  const isOwn = over.length > 0 && over.every(({ personId }) => personId === by.personId);
  if (isOwn && !isActing) return true;
  return can(by, inviteAction(seat.kind), seat) && over.every((post) => mayEnd(by, post));
}

/** Why a post can't be ended now, whoever wants to; undefined: it can. */
export function hindrance(
  post: Pick<HeldPost, 'id' | 'kind' | 'isConfigured'>,
  heads: readonly { readonly id: number }[],
): 'configured' | 'last-head' | undefined {
  if (post.isConfigured) return 'configured';
  return post.kind === 'head' && heads.every(({ id }) => id === post.id) ? 'last-head' : undefined;
}

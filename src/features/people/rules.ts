import type { Locale } from '../../lib/i18n.js';

export const POST_KINDS = ['head', 'officer', 'humas', 'agencyHead', 'agencyContact'] as const;
export type PostKind = (typeof POST_KINDS)[number];

/** A post held now. `agencyId` is set for an agency's head and contacts, and for them only. */
type Post = {
  readonly id: number;
  readonly unitId: number;
  readonly kind: PostKind;
  readonly agencyId: number | null;
};

/** Whoever acts: a known person with the posts held at this moment, working in one unit. */
export type Actor = {
  readonly personId: number;
  readonly telegramId: bigint;
  readonly name: string;
  readonly locale: Locale;
  readonly unitId: number;
  readonly unitName: string;
  readonly zone: string;
  readonly posts: readonly Post[];
};

/** How far a post's right to an action reaches. */
type Reach = 'unit' | 'ownAgency';

/**
 * The one access table: action → post → reach; a post that isn't named may not. Every command and every button
 * asks it, through `can` for one thing and `scopeOf` for lists.
 */
export const ACCESS = {
  'agency.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'agency.edit': { head: 'unit', officer: 'unit' },
  'post.inviteToUnit': { head: 'unit' },
  'post.inviteToAgency': { head: 'unit', officer: 'unit' },
  'access.decide': { head: 'unit' },
  'visit.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'visit.propose': { head: 'unit', officer: 'unit', agencyHead: 'ownAgency', agencyContact: 'ownAgency' },
  'visit.answer': { agencyHead: 'ownAgency', agencyContact: 'ownAgency' },
  'visit.change': { head: 'unit', officer: 'unit' },
  'visit.override': { head: 'unit' },
  'visit.correctLate': { head: 'unit' },
  'followUp.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'followUp.change': { head: 'unit', officer: 'unit' },
  'calendar.close': { head: 'unit' },
  'programme.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'programme.edit': { head: 'unit', officer: 'unit' },
  'participant.view': { head: 'unit', officer: 'unit' },
  'participant.import': { head: 'unit', officer: 'unit' },
  'session.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'session.plan': { head: 'unit', officer: 'unit' },
  'session.cancel': { head: 'unit', officer: 'unit', agencyHead: 'ownAgency', agencyContact: 'ownAgency' },
  'session.log': { head: 'unit', officer: 'unit', agencyHead: 'ownAgency', agencyContact: 'ownAgency' },
  'session.correct': { head: 'unit', officer: 'unit', agencyHead: 'ownAgency', agencyContact: 'ownAgency' },
  'session.correctLate': { head: 'unit' },
  'session.closeMonth': { head: 'unit' },
  'count.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'summary.view': { head: 'unit', officer: 'unit', humas: 'unit' },
  'summary.bind': { head: 'unit' },
  'agreement.view': { head: 'unit', officer: 'unit', humas: 'unit' },
  'press.draft': { head: 'unit', humas: 'unit' },
  'queue.manage': { head: 'unit' },
} as const satisfies Record<string, Partial<Record<PostKind, Reach>>>;

export type Action = keyof typeof ACCESS;

/** What an action is about. `agencyId` null: the unit's own, no agency's. */
export type Target = { readonly unitId: number; readonly agencyId: number | null };

/** Where an actor may do an action: in the whole unit, for some agencies of it, or nowhere. */
export type Scope =
  | { readonly kind: 'unit'; readonly unitId: number }
  | { readonly kind: 'agencies'; readonly unitId: number; readonly agencyIds: readonly number[] }
  | { readonly kind: 'none' };

function reach(action: Action, kind: PostKind): Reach | undefined {
  const row: Partial<Record<PostKind, Reach>> = ACCESS[action];
  return row[kind];
}

/** Where in the actor's unit the action is allowed; stores turn it into a condition of their query. */
export function scopeOf(actor: Actor, action: Action): Scope {
  const { unitId } = actor;
  const posts = actor.posts.filter((post) => post.unitId === unitId);
  if (posts.some((post) => reach(action, post.kind) === 'unit')) return { kind: 'unit', unitId };
  const agencyIds = posts
    .filter((post) => reach(action, post.kind) === 'ownAgency')
    .flatMap((post) => post.agencyId ?? []);
  return agencyIds.length > 0 ? { kind: 'agencies', unitId, agencyIds } : { kind: 'none' };
}

/** Whether the actor may do the action to this thing. */
export function can(actor: Actor, action: Action, target: Target): boolean {
  const scope = scopeOf(actor, action);
  switch (scope.kind) {
    case 'none':
      return false;
    case 'unit':
      return scope.unitId === target.unitId;
    case 'agencies':
      return (
        scope.unitId === target.unitId &&
        target.agencyId !== null &&
        scope.agencyIds.includes(target.agencyId)
      );
  }
}

/** Whether the actor may do the action to anything at all: for menus and for a first answer to a command. */
export function canSome(actor: Actor, action: Action): boolean {
  return scopeOf(actor, action).kind !== 'none';
}

export function isAgencyPost(kind: PostKind): kind is 'agencyHead' | 'agencyContact' {
  return kind === 'agencyHead' || kind === 'agencyContact';
}

/** The action that inviting somebody to a post needs. */
export function inviteAction(kind: PostKind): Action {
  return isAgencyPost(kind) ? 'post.inviteToAgency' : 'post.inviteToUnit';
}

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

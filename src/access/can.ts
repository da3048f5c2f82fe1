import { type Actor, isAgencyPost, type PostKind } from './actor.js';
import { ACCESS, type Action, IN_KANWIL, type Reach } from './table.js';

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

/** What of somebody who acts is asked for: their unit and their posts. */
export type Acting = Pick<Actor, 'unitId' | 'isKanwil' | 'posts'>;

/** Where in the actor's unit the action is allowed; stores turn it into a condition of their query. */
export function scopeOf(actor: Acting, action: Action): Scope {
  const { unitId, isKanwil } = actor;
  if (isKanwil ? !IN_KANWIL.has(action) : action === 'region.view') return { kind: 'none' };
  const posts = actor.posts.filter((post) => post.unitId === unitId);
  if (posts.some((post) => reach(action, post.kind) === 'unit')) return { kind: 'unit', unitId };
  const agencyIds = posts
    .filter((post) => reach(action, post.kind) === 'ownAgency')
    .flatMap((post) => post.agencyId ?? []);
  return agencyIds.length > 0 ? { kind: 'agencies', unitId, agencyIds } : { kind: 'none' };
}

/** Whether the actor may do the action to this thing. */
export function can(actor: Acting, action: Action, target: Target): boolean {
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
export function canSome(actor: Acting, action: Action): boolean {
  return scopeOf(actor, action).kind !== 'none';
}

/** The action that inviting somebody to a post needs. */
export function inviteAction(kind: PostKind): Action {
  return isAgencyPost(kind) ? 'post.inviteToAgency' : 'post.inviteToUnit';
}

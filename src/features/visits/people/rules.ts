import type { PostKind } from '../../../access/actor.js';
import { decidersAmong, type Holder, reachable } from '../../staffing/index.js';

/** Somebody of the unit, with the posts held there now. */
export type Colleague = { readonly id: number; readonly name: string; readonly posts: readonly PostKind[] };

/** People with posts of the unit as those who may go along, in a lasting order. */
export function staffOf(people: readonly Holder[]): Colleague[] {
  return people
    .map(({ id, name, kinds: posts }) => ({ id, name, posts }))
    .sort((one, other) => one.id - other.id);
}

/** Somebody to write to, with what makes them the right one. */
export type Reachable = {
  readonly id: number;
  readonly name: string;
  readonly isHead: boolean;
  readonly reachable: boolean;
};

/**
 * Whom of an agency to write to: its head (or heads), without one all its contacts; and `alsoId`, who has answered
 * before, while that is still somebody of the agency. Nobody, where none can be reached.
 */
export function addressees(people: readonly Reachable[], alsoId: number | null): readonly Reachable[] {
  const deciders = decidersAmong(people);
  return reachable(people).filter((person) => deciders.includes(person) || person.id === alsoId);
}

/** Whom of the unit to ask where nobody is responsible yet: its officers, without any its heads. */
export function officersOf(people: readonly Reachable[]): readonly Reachable[] {
  const there = reachable(people);
  const officers = there.filter((person) => !person.isHead);
  return officers.length > 0 ? officers : there;
}

/** Whether somebody of the unit goes along unless it is said otherwise. */
export function isHumas({ posts }: Colleague): boolean {
  return posts.includes('humas');
}

import type { Colleague } from '../../people/index.js';
import { decidersAmong, reachable } from '../../staffing/index.js';

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

import type { EnrolmentState } from '../enrolment/rules.js';

/** A merge that isn't undone: what was merged into what. */
export type Pointer = { readonly fromId: number; readonly intoId: number };

/** For each record merged into another, the one that stands for the person. */
export function rootsOf(pointers: readonly Pointer[]): ReadonlyMap<number, number> {
  const into = new Map(pointers.map(({ fromId, intoId }) => [fromId, intoId]));
  const rootOf = (id: number): number => {
    let at = id;
    // Each record points once, and never into its own person, so that no way goes round.
    for (let next = into.get(at); next !== undefined; next = into.get(at)) at = next;
    return at;
  };
  return new Map(pointers.map(({ fromId }) => [fromId, rootOf(fromId)]));
}

/** A record as it may stand for a person. */
type Record = { readonly id: number; readonly presentFrom: Date };

/**
 * Which of two records stands for the person: the one that came later, since what holds now is written there. From when
 * it began on its facts hold; before, those of the other.
 */
export function standing<R extends Record>(a: R, b: R): { readonly from: R; readonly into: R } {
  const isLater = a.presentFrom.getTime() - b.presentFrom.getTime() || a.id - b.id;
  return isLater > 0 ? { from: b, into: a } : { from: a, into: b };
}

/** An enrolment that a merge ended, as it was, and the row of its history that says so. */
export type EndedByMerge = {
  readonly enrolmentId: number;
  readonly changeId: number;
  readonly state: Exclude<EnrolmentState, 'ended'>;
};

import type { Actor, PostKind } from '../people/rules.js';
import { type Direction, type PartyAnswer, type Side, sideOf, type VisitState } from './rules.js';

/** Somebody of the unit, with the posts held there now. */
export type Colleague = { readonly id: number; readonly name: string; readonly posts: readonly PostKind[] };

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
  const reachable = people.filter((person) => person.reachable);
  const heads = reachable.filter((person) => person.isHead);
  const first = heads.length > 0 ? heads : reachable;
  return reachable.filter((person) => first.includes(person) || person.id === alsoId);
}

/** Whom of the unit to ask where nobody is responsible yet: its officers, without any its heads. */
export function officersOf(people: readonly Reachable[]): readonly Reachable[] {
  const reachable = people.filter((person) => person.reachable);
  const officers = reachable.filter((person) => !person.isHead);
  return officers.length > 0 ? officers : reachable;
}

/** One agency's part. `answeredBy` is the name of whoever answered. */
export type Party = {
  readonly agencyId: number;
  readonly agencyName: string;
  readonly address: string | null;
  readonly answer: PartyAnswer;
  readonly proposedStart: Date | null;
  readonly proposedEnd: Date | null;
  readonly answeredAt: Date | null;
  readonly answeredById: number | null;
};

export const VISIT_EVENT_KINDS = [
  'proposed',
  'accepted',
  'declined',
  'counterProposed',
  'counterAccepted',
  'moved',
  'edited',
  'cancelled',
  'held',
  'nobodyCame',
  'minutesWritten',
  'minutesAgreed',
  'minutesCorrected',
] as const;
export type VisitEventKind = (typeof VISIT_EVENT_KINDS)[number];

export type VisitEvent = {
  readonly at: Date;
  readonly kind: VisitEventKind;
  readonly reason: string | null;
  readonly oldStart: Date | null;
  readonly newStart: Date | null;
};

/** A visit with everything that its card shows. `trail` holds the last few events, the newest first. */
export type Visit = {
  readonly id: number;
  readonly unitId: number;
  readonly direction: Direction;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly purpose: string;
  readonly state: VisitState;
  readonly stateReason: string | null;
  readonly version: number;
  readonly sequence: number;
  readonly officer: Colleague;
  readonly members: readonly Colleague[];
  readonly party: Party;
  readonly letterNumber: string | null;
  readonly minutes: Minutes | null;
  readonly trail: readonly VisitEvent[];
};

/** What came of a visit, in words that both sides may agree to. `agreed`: the agency has, to just this version. */
type Minutes = { readonly text: string; readonly version: number; readonly agreed: boolean };

/** Whether the agency has said once more, after it was agreed, that it comes. */
export function isReaffirmed({ state, party, trail }: Pick<Visit, 'state' | 'party' | 'trail'>): boolean {
  const last = trail[0];
  return (
    state === 'confirmed' &&
    last?.kind === 'accepted' &&
    party.answeredAt !== null &&
    last.at.getTime() > party.answeredAt.getTime()
  );
}

/** The side that somebody acts for in a visit. */
export function sideFor(actor: Actor, visit: Visit): Side | undefined {
  return sideOf(actor, { unitId: visit.unitId, agencyId: visit.party.agencyId });
}

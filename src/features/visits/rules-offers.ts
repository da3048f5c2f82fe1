import type { VisitState } from './state/rules.js';

export const PARTY_ANSWERS = ['pending', 'accepted', 'counterProposed', 'declined'] as const;
export type PartyAnswer = (typeof PARTY_ANSWERS)[number];

export type Answered = { readonly agencyId: number; readonly answer: PartyAnswer };

/** The facts that decide what can be done. `proposedStart`: the other time that an agency has named. */
export type Standing = {
  readonly state: VisitState;
  readonly startsAt: Date;
  readonly parties: readonly (Answered & { readonly proposedStart: Date | null })[];
};

/** The agency whose suggestion is meant: the one named, or the only one that there is. */
export function suggestionOf<P extends Answered>(parties: readonly P[], of?: number): P | undefined {
  const all = parties.filter(({ answer }) => answer === 'counterProposed');
  if (of !== undefined) return all.find(({ agencyId }) => agencyId === of);
  return all.length === 1 ? all[0] : undefined;
}

/** The start that the unit's accepting would settle: an agency's where it named another, else the visit's. */
export function offeredStart({ state, startsAt, parties }: Standing, of?: number): Date {
  return state === 'counterProposed' ? (suggestionOf(parties, of)?.proposedStart ?? startsAt) : startsAt;
}

/** The last moment that is talked about: after it no answer matters any more. */
export function lastStart({ state, startsAt, parties }: Standing): Date {
  const named =
    state === 'counterProposed' ? parties.flatMap(({ proposedStart }) => proposedStart ?? []) : [];
  return named.length === 0 ? startsAt : new Date(Math.max(...named.map((start) => start.getTime())));
}

/** The whole stretch that the unit's accepting would settle. */
export function offeredSpan(
  visit: {
    readonly state: VisitState;
    readonly startsAt: Date;
    readonly endsAt: Date;
    readonly parties: readonly (Answered & {
      readonly proposedStart: Date | null;
      readonly proposedEnd: Date | null;
    })[];
  },
  of?: number,
): { readonly startsAt: Date; readonly endsAt: Date } {
  const { startsAt, endsAt, parties, state } = visit;
  const { proposedStart, proposedEnd } = suggestionOf(parties, of) ?? {};
  return state === 'counterProposed' && proposedStart && proposedEnd
    ? { startsAt: proposedStart, endsAt: proposedEnd }
    : { startsAt, endsAt };
}

import type { Span } from '../calendar/index.js';
import type { VisitState } from './rules.js';
import {
  askedAnew,
  type Doing,
  type Kept,
  noSuggestion,
  type PartyPatch,
  type Patch,
} from './rules-changes.js';
import type { Given, Outcome } from './rules-outcome.js';

/** Another outcome than the one that was given. `cause`: why it was called off; `why`: why it is corrected. */
export type Correction = { readonly why?: string | undefined } & (
  | { readonly to: 'held' | 'nobodyCame' }
  | { readonly to: 'cancelled'; readonly cause: string }
  | ({ readonly to: 'moved' } & Span & Kept)
);

/** The state that an outcome leaves a visit in. */
export function stateOf(outcome: Outcome): VisitState {
  return outcome === 'moved' ? 'proposed' : outcome;
}

/**
 * What correcting an outcome writes: one that was moved by mistake goes back to its time, with all that were asked to
 * it; one that was to be moved is asked anew.
 */
export function correctionPatch(correction: Correction, { visit }: Doing, given: Given): Patch {
  const { why, to } = correction;
  const reason = (to === 'cancelled' ? correction.cause : why) ?? null;
  const { startsAt, endsAt } = to === 'moved' ? correction : given.span;
  const moves = startsAt.getTime() !== visit.startsAt.getTime();
  const back = given.outcome === 'moved';
  const data: PartyPatch | undefined =
    to === 'moved' ? askedAnew : back ? { answer: 'accepted', reason: null, ...noSuggestion } : undefined;
  return {
    visit: { startsAt, endsAt, stateReason: to === 'cancelled' ? correction.cause : null },
    parties: data ? visit.parties.map(({ agencyId }) => ({ agencyId, data })) : [],
    event: { kind: to, reason, ...(moves && { oldStart: visit.startsAt, newStart: startsAt }) },
  };
}

import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Span } from '../../calendar/index.js';
import {
  askedAnew,
  type Doing,
  type Kept,
  noSuggestion,
  type PartyPatch,
  type Patch,
} from '../change/rules.js';
import { OPEN_STATES, type VisitState } from '../state/rules.js';
import type { VisitEventKind } from '../visit/rules.js';

/** What became of a visit: `cancelled` and `moved` are outcomes where they were said once its time had come. */
export const OUTCOMES = ['held', 'nobodyCame', 'cancelled', 'moved'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How long whoever gave an outcome may correct it alone. */
const CORRECT_DAYS = 7;

const DAY_MS = 24 * 60 * 60_000;

/** The last event that changed when a visit is or what became of it. `actorId`: who did it. */
export type Decisive = {
  readonly kind: VisitEventKind;
  readonly at: Date;
  readonly actorId: number | null;
  readonly oldStart: Date | null;
};

/** The outcome that stands and could be mistaken, with the time at which the visit was to be. */
export type Given = {
  readonly outcome: Outcome;
  readonly at: Date;
  readonly byId: number | null;
  readonly span: Span;
};

/** The outcome that stands, of a visit whose last decisive event is `last`; undefined: it has none to correct. */
export function outcomeGiven(
  visit: { readonly state: VisitState; readonly startsAt: Date; readonly endsAt: Date },
  last: Decisive | null,
  now: Date,
): Given | undefined {
  if (!last) return undefined;
  const { state, startsAt, endsAt } = visit;
  const { kind, at, actorId: byId, oldStart } = last;
  switch (kind) {
    case 'held':
    case 'nobodyCame':
      return state === kind ? { outcome: kind, at, byId, span: { startsAt, endsAt } } : undefined;
    case 'cancelled':
      return state === kind && startsAt <= at
        ? { outcome: kind, at, byId, span: { startsAt, endsAt } }
        : undefined;
    case 'moved': {
      const open = OPEN_STATES.some((known) => known === state);
      if (!open || !oldStart || oldStart > at || startsAt <= now) return undefined;
      // The former end isn't kept: a visit that is moved lasts as long as before unless it was said otherwise.
      const formerEnd = new Date(oldStart.getTime() + endsAt.getTime() - startsAt.getTime());
      return { outcome: kind, at, byId, span: { startsAt: oldStart, endsAt: formerEnd } };
    }
    default:
      return undefined;
  }
}

/** Whether somebody may correct an outcome: whoever gave it within seven days, a head at any time. */
export function mayCorrect(actor: Actor, unitId: number, { at, byId }: Given, now: Date): boolean {
  const target = { unitId, agencyId: null };
  const recent = now.getTime() - at.getTime() <= CORRECT_DAYS * DAY_MS;
  const own = recent && byId === actor.personId && can(actor, 'visit.change', target);
  return own || can(actor, 'visit.correctLate', target);
}

/** Events between two outcomes that leave the first as it was. */
const BESIDE: ReadonlySet<VisitEventKind> = new Set([
  ...(['edited', 'minutesWritten', 'minutesAgreed', 'minutesCorrected'] as const),
]);

/**
 * Whether an event corrected the outcome before it; `older` are those before it, the newest first. What was moved and
 * then took place is no correction of the move, which would have taken the visit back to its time.
 */
export function isCorrection(
  { kind, oldStart }: { readonly kind: VisitEventKind; readonly oldStart: Date | null },
  older: readonly { readonly kind: VisitEventKind }[],
): boolean {
  const before = older.find((event) => !BESIDE.has(event.kind))?.kind;
  switch (kind) {
    case 'held':
    case 'nobodyCame':
      if (before === 'moved') return oldStart !== null;
      return before === 'held' || before === 'nobodyCame' || before === 'cancelled';
    case 'moved':
    case 'cancelled':
      return before === 'held' || before === 'nobodyCame';
    default:
      return false;
  }
}

/** Another outcome than the one that was given. `cause`: why it was called off; `why`: why it is corrected. */
export type Correction = { readonly why: string } & (
  | { readonly to: 'held' | 'nobodyCame' }
  | { readonly to: 'cancelled'; readonly cause: string }
  | ({ readonly to: 'moved' } & Span & Kept)
);

/** The outcome that stands of a visit in a state; one that goes on was moved, whatever has been said to it since. */
export function outcomeIn(state: VisitState): Outcome {
  return state === 'held' || state === 'nobodyCame' || state === 'cancelled' ? state : 'moved';
}

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
  const reason = to === 'cancelled' ? correction.cause : why;
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

/** What a correction put in the place of what, and why, of a visit whose last events are `trail`, the newest first. */
export function correctedIn(
  trail: readonly {
    readonly kind: VisitEventKind;
    readonly reason: string | null;
    readonly oldStart: Date | null;
  }[],
): { readonly from: Outcome; readonly why: string | null } | undefined {
  const at = trail.findIndex(({ kind }) => OUTCOMES.some((outcome) => outcome === kind));
  const last = trail[at];
  if (!last || !isCorrection(last, trail.slice(at + 1))) return undefined;
  const from = trail
    .slice(at + 1)
    .flatMap(({ kind }) => OUTCOMES.find((outcome) => outcome === kind) ?? [])[0];
  const noted = trail.slice(0, at).find(({ kind, reason }) => kind === 'edited' && reason !== null);
  const why = noted ? noted.reason : last.kind === 'cancelled' ? null : last.reason;
  return from && { from, why };
}

/** Events that change when a visit is, or what became of it. */
export const DECISIVE = ['held', 'nobodyCame', 'cancelled', 'moved', 'accepted', 'counterAccepted'] as const;

import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Colleague } from '../../people/index.js';
import type { As } from '../answer/rules.js';
import type { EditDetail } from '../edit/rules.js';
import type { Minutes, NextMinutes } from '../minutes/rules.js';
import type { Relayed } from '../relayed/rules.js';
import { activeOf, type Direction, type PartyAnswer, type VisitState } from '../state/rules.js';

/** One agency's part. `reason`: why it can't; `minutesAgreed`: the version of the minutes that it has agreed to. */
export type Party = {
  readonly agencyId: number;
  readonly agencyName: string;
  readonly address: string | null;
  readonly answer: PartyAnswer;
  readonly reason: string | null;
  readonly proposedStart: Date | null;
  readonly proposedEnd: Date | null;
  readonly answeredAt: Date | null;
  readonly answeredById: number | null;
  readonly minutesAgreed: number | null;
  /** Its answer to another time than the agreed one; null: nobody asks it. */
  readonly changeAnswer: PartyAnswer | null;
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
  'changeAsked',
  'changeKept',
] as const;

export type VisitEventKind = (typeof VISIT_EVENT_KINDS)[number];

/** `actorId`: who did it; null: nobody. `agencyId`: for which of the agencies it was done; null: for the unit.
 * `via`, `saidBy`: how an answer came that somebody of the unit wrote down, and who gave it. */
export type VisitEvent = {
  readonly at: Date;
  readonly kind: VisitEventKind;
  readonly actorId: number | null;
  readonly reason: string | null;
  readonly oldStart: Date | null;
  readonly newStart: Date | null;
  readonly agencyId: number | null;
  /** What was changed of the visit's facts. */
  readonly detail: EditDetail | null;
} & { readonly [K in 'via' | 'saidBy']: Relayed[K] | null };

/**
 * A visit with everything that its card shows. `parties`: the agencies asked to it, in the order in which they were
 * named, at least one; `takenOut`: those that the unit has had out of it. `trail` holds the last few events, the newest first.
 */
export type Visit = {
  readonly id: number;
  readonly unitId: number;
  readonly direction: Direction;
  /** Whose office it is at, where the unit goes there and that isn't the first agency's that takes part. */
  readonly hostId: number | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** The time that is asked for in place of the agreed one, which stands until all have accepted this. */
  readonly askedStart: Date | null;
  readonly askedEnd: Date | null;
  readonly purpose: string;
  readonly state: VisitState;
  readonly stateReason: string | null;
  readonly version: number;
  readonly sequence: number;
  readonly officer: Colleague;
  readonly members: readonly Colleague[];
  readonly parties: readonly Party[];
  readonly takenOut: readonly Party[];
  readonly letterNumber: string | null;
  readonly minutes: Minutes | null;
  readonly next: NextMinutes | null;
  /** How many pictures and recordings are kept of it. */
  readonly files: number;
  readonly trail: readonly VisitEvent[];
};

/**
 * Whose office a visit is at, where the unit goes there: that of the agency that was chosen for it, else the first named
 * of those that take part.
 */
export function hostOf<P extends { readonly agencyId: number; readonly answer: PartyAnswer }>({
  state,
  parties,
  hostId,
}: {
  readonly state: VisitState;
  readonly parties: readonly P[];
  readonly hostId: number | null;
}): P {
  const active = activeOf({ state, parties });
  const host = active.find(({ agencyId }) => agencyId === hostId) ?? active[0];
  if (!host) throw new Error('a visit without an agency');
  return host;
}

/** Whether an agency has said once more, after it was agreed, that it comes. */
export function isReaffirmed(
  { state, trail }: Pick<Visit, 'state' | 'trail'>,
  { agencyId, answeredAt }: Pick<Party, 'agencyId' | 'answeredAt'>,
): boolean {
  const other = trail.findIndex(({ kind }) => kind !== 'accepted');
  const said = other === -1 ? trail : trail.slice(0, other);
  return (
    state === 'confirmed' &&
    answeredAt !== null &&
    said.some((event) => event.agencyId === agencyId && event.at.getTime() > answeredAt.getTime())
  );
}

/** For whom somebody acts in a visit; an agency's people for their own party in it. */
export type Stance =
  | { readonly side: 'unit'; readonly party?: undefined }
  | { readonly side: 'agency'; readonly party: Party };

/** The agencies of a visit that somebody answers for, whoever they are besides. */
export function ownParties(actor: Actor, { unitId, parties }: Pick<Visit, 'unitId' | 'parties'>): Party[] {
  return parties.filter(({ agencyId }) => can(actor, 'visit.answer', { unitId, agencyId }));
}

/**
 * For whom somebody acts: the unit before an agency, and of several agencies the one that hasn't answered; undefined:
 * they look on, or may not see it.
 */
export function stanceOf(actor: Actor, visit: Pick<Visit, 'unitId' | 'parties'>): Stance | undefined {
  const { unitId } = visit;
  if (can(actor, 'visit.change', { unitId, agencyId: null })) return { side: 'unit' };
  const own = ownParties(actor, visit);
  const party = own.find(({ answer }) => answer === 'pending') ?? own[0];
  return party && { side: 'agency', party };
}

/** Who does something, as the tables of decisions know them. */
export function asOf(stance: Stance): As {
  return stance.side === 'unit' ? stance : { side: 'agency', agencyId: stance.party.agencyId };
}

/** How long a visit lasts unless said otherwise, in minutes. */
export const VISIT_MINUTES = 60;

export const PURPOSE_MAX = 300;

/** How many agencies may be asked to one visit. */
export const PARTIES_MAX = 6;

export const LETTER_MAX = 60;

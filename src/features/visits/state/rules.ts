export const VISIT_STATES = [
  'proposed',
  'counterProposed',
  'confirmed',
  'declined',
  'held',
  'nobodyCame',
  'cancelled',
] as const;

export type VisitState = (typeof VISIT_STATES)[number];

/** States in which the time is taken: it stands, or somebody still has to answer. */
export const OPEN_STATES = [
  'proposed',
  'counterProposed',
  'confirmed',
] as const satisfies readonly VisitState[];

/** States in which somebody's answer is waited for. */
export const WAITING_STATES = ['proposed', 'counterProposed'] as const satisfies readonly VisitState[];

export const DIRECTIONS = ['toAgency', 'toUnit'] as const;

export type Direction = (typeof DIRECTIONS)[number];

/** Whose side somebody acts for. */
export const SIDES = ['unit', 'agency'] as const;

export type Side = (typeof SIDES)[number];

/**
 * What can be done to a visit. `suggest`: an agency names another time; `move`: the unit does, and all agencies are
 * asked anew; `keep`: the agreed time stays, another being taken back or refused; `goOn`: the unit keeps the time with
 * those who have accepted it, without the others; `edit`: what else is known of it; `ready`: an agency says again that it comes; `cancel`: the unit calls it off, an agency leaves it; `note`: what is
 * worth keeping afterwards.
 */
export const VISIT_ACTIONS = [
  'accept',
  'suggest',
  'decline',
  'move',
  'goOn',
  'edit',
  'cancel',
  'ready',
  'hold',
  'nobodyCame',
  'note',
  'keep',
] as const;

export type VisitAction = (typeof VISIT_ACTIONS)[number];

export const PARTY_ANSWERS = ['pending', 'accepted', 'counterProposed', 'declined'] as const;

export type PartyAnswer = (typeof PARTY_ANSWERS)[number];

export type Answered = { readonly agencyId: number; readonly answer: PartyAnswer };

/**
 * The facts that decide what can be done. `proposedStart`: the other time that an agency has named; `askedStart`: the
 * one that is asked for in place of the agreed one, and `changeAnswer` an agency's answer to it; null: nobody asks it.
 */
export type Standing = {
  readonly state: VisitState;
  readonly startsAt: Date;
  readonly askedStart: Date | null;
  readonly parties: readonly (Answered & {
    readonly proposedStart: Date | null;
    readonly changeAnswer: PartyAnswer | null;
  })[];
};

type Changeable = {
  readonly state: VisitState;
  readonly parties: readonly { readonly changeAnswer: PartyAnswer | null }[];
};

/** Whether another time is talked about while one is agreed: that one stands until all have accepted another. */
export function isChanging({ state, parties }: Changeable): boolean {
  return state === 'confirmed' && parties.some(({ changeAnswer }) => changeAnswer !== null);
}

/** Whether another agency is asked to join what is agreed, which doesn't wait for its answer. */
export function isInviting({ state, parties }: { readonly state: VisitState } & AnsweredBy): boolean {
  return state === 'confirmed' && has(parties, 'pending');
}

type AnsweredBy = { readonly parties: readonly { readonly answer: PartyAnswer }[] };

/**
 * The question that is open about what has been agreed, as it would stand if nothing had been: the time asked for, and
 * the answers to it. A visit about which no such question is open is its own.
 */
export function questionOf<V extends Standing & { readonly endsAt?: Date; readonly askedEnd?: Date | null }>(
  visit: V,
): V {
  if (!isChanging(visit) && !isInviting(visit)) return visit;
  const { startsAt, endsAt, askedStart, askedEnd } = visit;
  const parties = visit.parties.map((party) => ({
    ...party,
    // Who isn't asked about another time stands by what was said to the agreed one.
    answer: party.answer === 'declined' ? party.answer : (party.changeAnswer ?? party.answer),
  }));
  return {
    ...visit,
    parties,
    state: stateFrom(parties.map(({ answer }) => answer)),
    startsAt: askedStart ?? startsAt,
    ...(endsAt && { endsAt: askedEnd ?? endsAt }),
  };
}

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

/** When whatever is talked about is over. */
export function lastEnd({
  state,
  endsAt,
  parties,
}: {
  readonly state: VisitState;
  readonly endsAt: Date;
  readonly parties: readonly { readonly proposedEnd: Date | null }[];
}): Date {
  const named = state === 'counterProposed' ? parties.flatMap(({ proposedEnd }) => proposedEnd ?? []) : [];
  return new Date(Math.max(endsAt.getTime(), ...named.map((end) => end.getTime())));
}

/** Whether the hour of an open visit has come, agreed or not: what became of it can be said then. */
export function hasCome(visit: Standing, now: Date): boolean {
  return isOpen(visit.state) && lastStart(visit) <= now;
}

export function isOpen(state: VisitState): boolean {
  return OPEN_STATES.some((open) => open === state);
}

export function isWaiting(state: VisitState): boolean {
  return WAITING_STATES.some((waiting) => waiting === state);
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

/**
 * A state; and for a proposal, whose answer is waited for. `agencyAsked`: that of one agency at least; `unitAsked`: the
 * unit's, the agency having named the time itself; `split`: some agencies have accepted and the others can't, and the
 * unit decides whether it goes on with those.
 */
export type Situation = Exclude<VisitState, 'proposed'> | 'agencyAsked' | 'unitAsked' | 'split';

export function has(parties: AnsweredBy['parties'], answer: PartyAnswer): boolean {
  return parties.some((party) => party.answer === answer);
}

export function situationOf({
  state,
  parties,
}: {
  readonly state: VisitState;
  readonly parties: readonly Answered[];
}): Situation {
  if (state !== 'proposed') return state;
  if (has(parties, 'pending')) return 'agencyAsked';
  return has(parties, 'declined') ? 'split' : 'unitAsked';
}

/** Whether it is known what became of a visit. */
export function isOver(state: VisitState): boolean {
  return state === 'held' || state === 'nobodyCame';
}

/**
 * Those who take part or still may: all but who can't; all, where nobody can. Of a visit that is over, where some had
 * accepted, those alone: of who never answered nobody knows whether they were there.
 */
export function activeOf<P extends { readonly answer: PartyAnswer }>({
  state,
  parties,
}: {
  readonly state: VisitState;
  readonly parties: readonly P[];
}): readonly P[] {
  const known = isOver(state) && has(parties, 'accepted');
  const active = parties.filter(
    ({ answer }) => (known ? answer !== 'pending' : true) && answer !== 'declined',
  );
  return active.length > 0 ? active : parties;
}

/** What the agencies' answers to one question come to: the state that follows from them. */
export function stateFrom(answers: readonly PartyAnswer[]): VisitState {
  if (answers.every((answer) => answer === 'declined')) return 'declined';
  if (answers.includes('counterProposed')) return 'counterProposed';
  return answers.every((answer) => answer === 'accepted') ? 'confirmed' : 'proposed';
}

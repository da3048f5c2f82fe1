import { type Actor, can } from '../people/rules.js';

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
 * What can be done to a visit. `suggest`: the agency names another time; `move`: the unit does, and the agency is asked
 * anew; `edit`: the purpose; `ready`: the agency says again that it comes; `note`: what is worth keeping afterwards.
 */
export const VISIT_ACTIONS = [
  'accept',
  'suggest',
  'decline',
  'move',
  'edit',
  'cancel',
  'ready',
  'hold',
  'nobodyCame',
  'note',
] as const;
export type VisitAction = (typeof VISIT_ACTIONS)[number];

export type PartyAnswer = 'pending' | 'accepted' | 'counterProposed' | 'declined';

/** A state, and for a proposal whose answer is waited for. */
export type Situation = Exclude<VisitState, 'proposed'> | 'agencyAsked' | 'unitAsked';

/**
 * The one table: situation → side → action → the state that follows; what isn't named can't be done. In `unitAsked`
 * the agency stands by the time, having named it itself.
 */
const TRANSITIONS: Readonly<
  Record<Situation, Readonly<Record<Side, Readonly<Partial<Record<VisitAction, VisitState>>>>>>
> = {
  agencyAsked: {
    unit: { move: 'proposed', edit: 'proposed', cancel: 'cancelled' },
    agency: { accept: 'confirmed', suggest: 'counterProposed', decline: 'declined' },
  },
  unitAsked: {
    unit: { accept: 'confirmed', move: 'proposed', decline: 'declined' },
    agency: { suggest: 'counterProposed', cancel: 'cancelled' },
  },
  counterProposed: {
    unit: { accept: 'confirmed', move: 'proposed', edit: 'counterProposed', cancel: 'cancelled' },
    agency: { suggest: 'counterProposed', decline: 'declined' },
  },
  confirmed: {
    unit: {
      move: 'proposed',
      edit: 'confirmed',
      cancel: 'cancelled',
      hold: 'held',
      nobodyCame: 'nobodyCame',
    },
    agency: { suggest: 'counterProposed', cancel: 'cancelled', ready: 'confirmed' },
  },
  declined: { unit: { move: 'proposed' }, agency: { suggest: 'counterProposed' } },
  held: { unit: { note: 'held' }, agency: {} },
  nobodyCame: { unit: { note: 'nobodyCame' }, agency: {} },
  cancelled: { unit: {}, agency: {} },
};

/** The facts that decide what can be done. */
export type Standing = {
  readonly state: VisitState;
  readonly startsAt: Date;
  readonly party: { readonly answer: PartyAnswer; readonly proposedStart: Date | null };
};

export function situationOf({ state, party }: Pick<Standing, 'state' | 'party'>): Situation {
  if (state !== 'proposed') return state;
  return party.answer === 'accepted' ? 'unitAsked' : 'agencyAsked';
}

/** The start that accepting now would settle: the agency's where it named another, else the visit's. */
export function offeredStart({ state, startsAt, party }: Standing): Date {
  return state === 'counterProposed' ? (party.proposedStart ?? startsAt) : startsAt;
}

/** The whole stretch that accepting now would settle. */
export function offeredSpan(visit: {
  readonly state: VisitState;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly party: { readonly proposedStart: Date | null; readonly proposedEnd: Date | null };
}): { readonly startsAt: Date; readonly endsAt: Date } {
  const { proposedStart, proposedEnd } = visit.party;
  return visit.state === 'counterProposed' && proposedStart && proposedEnd
    ? { startsAt: proposedStart, endsAt: proposedEnd }
    : { startsAt: visit.startsAt, endsAt: visit.endsAt };
}

/** `not-now`: the table doesn't allow it; `past`: the time is over; `early`: it hasn't begun. */
export type Decision =
  | { readonly ok: true; readonly to: VisitState }
  | { readonly ok: false; readonly reason: 'not-now' | 'past' | 'early' };

/** Whether a side may do this now. `newStart` is the time named by `suggest` and `move`, once it is known. */
export function decide(
  visit: Standing,
  side: Side,
  action: VisitAction,
  now: Date,
  newStart?: Date,
): Decision {
  const to = TRANSITIONS[situationOf(visit)][side][action];
  if (to === undefined) return { ok: false, reason: 'not-now' };
  switch (action) {
    case 'accept':
      return offeredStart(visit) > now ? { ok: true, to } : { ok: false, reason: 'past' };
    case 'ready':
      return visit.startsAt > now ? { ok: true, to } : { ok: false, reason: 'past' };
    case 'suggest':
    case 'move':
      return newStart === undefined || newStart > now ? { ok: true, to } : { ok: false, reason: 'past' };
    case 'hold':
    case 'nobodyCame':
      return visit.startsAt <= now ? { ok: true, to } : { ok: false, reason: 'early' };
    case 'decline':
    case 'edit':
    case 'cancel':
    case 'note':
      return { ok: true, to };
  }
}

/** What a side could do now: buttons are made from it, so that they offer what `decide` allows. */
export function actionsOf(visit: Standing, side: Side, now: Date): ReadonlySet<VisitAction> {
  return new Set(VISIT_ACTIONS.filter((action) => decide(visit, side, action, now).ok));
}

/** The side that somebody acts for in a visit: the unit's before the agency's; undefined: looks on, or may not see it. */
export function sideOf(
  actor: Actor,
  visit: { readonly unitId: number; readonly agencyId: number },
): Side | undefined {
  if (can(actor, 'visit.change', visit)) return 'unit';
  return can(actor, 'visit.answer', visit) ? 'agency' : undefined;
}

/** Reasons at hand for calling off, kept as these words; anything else is kept as it was typed. */
export const CANCEL_CAUSES = ['weather', 'sea', 'emergency', 'us', 'them'] as const;
/** Reasons at hand for declining. */
export const DECLINE_CAUSES = ['away', 'busy'] as const;

const CAUSES: readonly string[] = [...CANCEL_CAUSES, ...DECLINE_CAUSES];

/** Whether a kept reason is one of those at hand, to be said in the reader's language. */
export function isKnownCause(reason: string): boolean {
  return CAUSES.includes(reason);
}

/**
 * The parts of the list: today, this week (Monday to Sunday), from today on, those of them in which the reader takes
 * part or waits for an answer, and those before today.
 */
export const LIST_VIEWS = ['today', 'week', 'coming', 'mine', 'waiting', 'past'] as const;
export type ListView = (typeof LIST_VIEWS)[number];

const WORDS_MAX = 30;

/** What was typed to search for, as a button can carry it: its first letters and digits, parted by single dots. */
export function searchWords(typed: string): string {
  const plain = typed.normalize('NFKD').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/gu, '.')
    .replace(/^\.+/u, '')
    .slice(0, WORDS_MAX)
    .replace(/\.+$/u, '');
}

/** How long a visit lasts unless said otherwise, in minutes. */
export const VISIT_MINUTES = 60;
export const PURPOSE_MAX = 300;
export const REASON_MAX = 300;
export const LETTER_MAX = 60;

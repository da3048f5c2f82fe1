import type { HoldersOf } from '../../staffing/index.js';
import { type As, type Decision, decide, settledAnswers } from '../answer/rules.js';
import {
  activeOf,
  type Direction,
  isChanging,
  isWaiting,
  situationOf,
  stateFrom,
  type VisitAction,
  type VisitState,
} from '../state/rules.js';
import { hostOf, type Party, type Visit } from '../visit/rules.js';

/** Where a visit is: `agencyId`: whose office, null for the first that takes part; nobody's, where they come here. */
export type Place = { readonly direction: Direction; readonly hostId: number | null };

/**
 * What else than its time is to be different of a visit; what isn't named stays. `agenciesIn`, `membersIn`: who is
 * to be asked or to go along besides; `letterNumber`: null takes it away.
 */
export type Edits = {
  readonly purpose?: string;
  readonly letterNumber?: string | null;
  readonly place?: Place;
  readonly membersIn?: readonly number[];
  readonly membersOut?: readonly number[];
  readonly agenciesIn?: readonly number[];
  readonly agenciesOut?: readonly number[];
};

const NAMES: readonly (keyof Edits)[] = [
  'purpose',
  'letterNumber',
  'place',
  'membersIn',
  'membersOut',
  'agenciesIn',
  'agenciesOut',
];

/** What of something asked for is about the visit's facts. */
export function editsIn(change: Edits): Edits {
  return Object.fromEntries(
    NAMES.flatMap((name) => (change[name] === undefined ? [] : [[name, change[name]]])),
  );
}

/** Before and after. */
type Both<T> = readonly [T, T];

/**
 * What was changed of a visit's facts, as its history keeps it; people and agencies by their ids. `place`: whose office,
 * null for the unit's own.
 */
export type EditDetail = {
  readonly purpose?: Both<string>;
  readonly letterNumber?: Both<string | null>;
  readonly place?: Both<number | null>;
  readonly membersIn?: readonly number[];
  readonly membersOut?: readonly number[];
  readonly agenciesIn?: readonly number[];
  readonly agenciesOut?: readonly number[];
};

/** As it was stored; nothing else writes it. */
export function readDetail(stored: string | null): EditDetail | null {
  return stored === null ? null : (JSON.parse(stored) as EditDetail);
}

/** Whether nothing is to be different. */
export function isNothing(edits: Edits): boolean {
  return Object.values(edits).every((value) => Array.isArray(value) && value.length === 0);
}

/** Whether it concerns all who were asked: what it is about, or where it is. */
export function isMaterial({ purpose, place }: EditDetail): boolean {
  return purpose !== undefined || place !== undefined;
}

const asked = {
  answer: 'pending',
  reason: null,
  proposedStart: null,
  proposedEnd: null,
  answeredAt: null,
  answeredById: null,
  minutesAgreed: null,
  changeAnswer: null,
} as const;

/** What of it still differs from the visit as it is: somebody else may have done the same. */
export function stillDiffering(visit: Visit, edits: Edits): Edits {
  const { purpose, letterNumber, place, membersIn = [], membersOut = [] } = edits;
  const { agenciesIn = [], agenciesOut = [] } = edits;
  const active = visit.parties.filter(({ answer }) => answer !== 'declined').map(({ agencyId }) => agencyId);
  const members = visit.members.map(({ id }) => id);
  const some = (
    name: 'membersIn' | 'membersOut' | 'agenciesIn' | 'agenciesOut',
    ids: readonly number[],
  ): Edits => (ids.length > 0 ? { [name]: [...new Set(ids)] } : {});
  return {
    ...(purpose !== undefined && purpose !== visit.purpose && { purpose }),
    ...(letterNumber !== undefined && letterNumber !== visit.letterNumber && { letterNumber }),
    ...(place && (place.direction !== visit.direction || place.hostId !== visit.hostId) && { place }),
    ...some(
      'membersIn',
      membersIn.filter((id) => !members.includes(id) && id !== visit.officer.id),
    ),
    ...some(
      'membersOut',
      membersOut.filter((id) => members.includes(id)),
    ),
    ...some(
      'agenciesIn',
      agenciesIn.filter((id) => !active.includes(id)),
    ),
    ...some(
      'agenciesOut',
      agenciesOut.filter((id) => active.includes(id)),
    ),
  };
}

/** The visit with the agencies that are to take part; those asked anew haven't answered, and have no name here. */
export function withAgencies(visit: Visit, { agenciesIn = [], agenciesOut = [] }: Edits): Visit {
  const staying = visit.parties
    .filter(({ agencyId }) => !agenciesOut.includes(agencyId))
    .map((party) => (agenciesIn.includes(party.agencyId) ? { ...party, ...asked } : party));
  const there = staying.map(({ agencyId }) => agencyId);
  const added = agenciesIn
    .filter((id) => !there.includes(id))
    .map((agencyId): Party => ({ agencyId, agencyName: '', address: null, ...asked }));
  return { ...visit, parties: [...staying, ...added] };
}

/**
 * The state that a visit is in once other agencies take part. Who agreed holds what is agreed; undefined: nobody who did
 * is left.
 */
export function stateWith(
  { state, parties }: Pick<Visit, 'state' | 'parties'>,
  { agenciesIn, agenciesOut }: Edits,
): VisitState | undefined {
  if (!agenciesIn && !agenciesOut) return state;
  const answers = parties.map(({ answer }) => answer);
  if (answers.every((answer) => answer === 'declined')) return undefined;
  if (isWaiting(state)) return stateFrom(answers);
  return state === 'confirmed' && !answers.includes('accepted') ? undefined : state;
}

function placeOf(visit: Pick<Visit, 'state' | 'direction' | 'parties' | 'hostId'>): number | null {
  return visit.direction === 'toAgency' ? hostOf(visit).agencyId : null;
}

/** What its history keeps of an edit. `after`: the visit with its agencies, but everything else as before. */
export function detailOf(before: Visit, after: Visit, edits: Edits): EditDetail {
  const { purpose, letterNumber, place, membersIn, membersOut, agenciesIn, agenciesOut } = edits;
  const places: Both<number | null> = [placeOf(before), placeOf({ ...after, ...place })];
  return {
    ...(purpose !== undefined && { purpose: [before.purpose, purpose] as const }),
    ...(letterNumber !== undefined && { letterNumber: [before.letterNumber, letterNumber] as const }),
    // Taking out the agency whose office it was moves it, too.
    ...(places[0] !== places[1] && { place: places }),
    ...(membersIn && { membersIn }),
    ...(membersOut && { membersOut }),
    ...(agenciesIn && { agenciesIn }),
    ...(agenciesOut && { agenciesOut }),
  };
}

/** An edit that can be made: what of it still differs, the visit with its agencies then, and the state it is in. */
export type Prepared = {
  readonly edits: Edits;
  readonly visit: Visit;
  readonly state: VisitState;
  readonly detail: EditDetail;
  /** Everybody of the unit, and of the agencies before and after. */
  readonly people: HoldersOf;
};

/** What is decided of a visit as it is with the agencies that are to take part; an edit itself asks nobody anything. */
export function decideOn(
  visit: Visit,
  as: As,
  change: { readonly action: VisitAction; readonly of?: number | undefined; readonly startsAt?: Date },
  prepared: Prepared | undefined,
  now: Date,
): Decision {
  const { action, of, startsAt } = change;
  if (action !== 'edit') return decide(prepared?.visit ?? visit, as, { action, of }, now, startsAt);
  const may = decide(visit, as, { action }, now);
  if (!may.ok || !prepared) return may;
  const { parties } = prepared.visit;
  const answers = parties.map(({ answer }) => answer);
  const taking = parties.filter(({ answer }) => answer === 'accepted');
  // Without the one whose answer was waited for, all who are left have accepted the other time.
  return isChanging(visit) && taking.every(({ changeAnswer }) => changeAnswer === 'accepted')
    ? { ok: true, to: prepared.state, ...settledAnswers(parties) }
    : { ok: true, to: prepared.state, answers };
}

/** Whether an edit leaves whoever was asked or has agreed to what they know: the buttons that they have stay true. */
export function leavesOthers(before: Visit, { visit, state, detail }: Prepared): boolean {
  const situation = situationOf({ ...visit, state });
  return !isMaterial(detail) && (situation === situationOf(before) || situation === 'agencyAsked');
}

/**
 * Who is concerned by an edit. `settles`: all who are left agree, as not before; `back`: some of those added were asked
 * to it before; `takenOut`: as they had answered.
 */
export type Edited = {
  readonly settles: boolean;
  readonly added: readonly number[];
  readonly back: boolean;
  readonly takenOut: readonly Party[];
  readonly membersIn: readonly number[];
  readonly membersOut: readonly number[];
};

/** Who is to know of an edit of a visit as it was before. */
export function editedOf(before: Visit, { edits, state }: Prepared): Edited {
  const { parties, takenOut } = before;
  const { agenciesIn = [], agenciesOut = [], membersIn = [], membersOut = [] } = edits;
  const known = [...parties, ...takenOut].map(({ agencyId }) => agencyId);
  return {
    settles: state === 'confirmed' && before.state !== 'confirmed',
    added: agenciesIn,
    back: agenciesIn.some((id) => known.includes(id)),
    takenOut: parties.filter(({ agencyId }) => agenciesOut.includes(agencyId)),
    membersIn,
    membersOut,
  };
}

/** The visit with those who are to take part and to go along, where it is to be. */
export function asEdited(visit: Visit, prepared: Pick<Prepared, 'edits' | 'visit'> | undefined): Visit {
  if (!prepared) return visit;
  const { place, membersIn = [], membersOut = [] } = prepared.edits;
  const staying = visit.members.filter(({ id }) => !membersOut.includes(id));
  const members = [...staying, ...membersIn.map((id) => ({ id, name: '', posts: [] }))];
  return { ...prepared.visit, ...place, members };
}

/** Whose time a visit takes, and at whose office. */
type Takes = {
  readonly agencyIds: readonly number[];
  readonly personIds: readonly number[];
  readonly placeId: number | null;
};

function takenBy(visit: Visit): Takes {
  return {
    agencyIds: activeOf(visit).map(({ agencyId }) => agencyId),
    personIds: [visit.officer, ...visit.members].map(({ id }) => id),
    placeId: placeOf(visit),
  };
}

/** Whose time a visit takes that it didn't take before; all of theirs, where it is elsewhere. Undefined: nobody's. */
export function joining(before: Visit, after: Visit): Takes | undefined {
  const [had, has] = [takenBy(before), takenBy(after)];
  if (had.placeId !== has.placeId) return has;
  const agencyIds = has.agencyIds.filter((id) => !had.agencyIds.includes(id));
  const personIds = has.personIds.filter((id) => !had.personIds.includes(id));
  return agencyIds.length + personIds.length === 0 ? undefined : { ...has, agencyIds, personIds };
}

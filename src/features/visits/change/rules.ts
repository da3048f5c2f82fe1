import type { FileRef } from '../../../dialogs/form.js';
import { searchName } from '../../../reading/search-name.js';
import type { Span } from '../../calendar/index.js';
import type { HoldersOf } from '../../staffing/index.js';
import type { ChangeDecided } from '../answer/rules.js';
import { type Edits, editsIn } from '../edit/rules.js';
import { isFrozen } from '../minutes/rules.js';
import type { Relayed } from '../relayed/rules.js';
import {
  type Direction,
  isChanging,
  type PartyAnswer,
  questionOf,
  situationOf,
  suggestionOf,
  type VisitState,
} from '../state/rules.js';
import { isReaffirmed, type Party, type Stance, type Visit, type VisitEventKind } from '../visit/rules.js';

/** `override`: why a head keeps the time against what speaks against it. */
export type Kept = { readonly override?: string | undefined };

/** `relayed`: an agency's answer that somebody of the unit writes down, or that it gives itself by a link. */
type Told = { readonly relayed?: Relayed | undefined };

/**
 * What somebody wants done to a visit, with what it takes. `of` and `offered`: which agency's suggestion the unit
 * accepts, and the time that it had read there.
 */
export type Change =
  | { readonly action: 'ready' | 'hold' | 'nobodyCame' | 'goOn' }
  | ({ readonly action: 'keep' } & Told)
  | ({
      readonly action: 'accept';
      readonly of?: number | undefined;
      readonly offered?: Date | undefined;
    } & Kept &
      Told)
  | ({ readonly action: 'suggest' } & Span & Told)
  | ({ readonly action: 'move' } & Edits & Span & Kept)
  | ({ readonly action: 'edit' } & Edits & Kept)
  | { readonly action: 'cancel'; readonly reason: string | null }
  | ({ readonly action: 'decline'; readonly reason: string | null } & Told)
  | {
      readonly action: 'note';
      readonly notes: string;
      readonly photos: readonly FileRef[];
      readonly letterNumber?: string | undefined;
      /** Why minutes that all have agreed to are written anew. */
      readonly reason?: string | undefined;
    };

/** Which visit, and as of which version the person decided. */
export type VisitRef = { readonly id: number; readonly version: number };

/**
 * `foreign`: not theirs to see; `refused`: not theirs to change; `stale`: it has changed meanwhile; `clash`: something
 * stands against the time; `late`: only a head may still; `frozen`: minutes that all have agreed to are corrected with a
 * reason; `nobodyLeft`: of the agencies that agreed none would take part any more.
 */
export type Changed =
  | { readonly ok: true; readonly id: number; readonly unchanged?: true }
  | {
      readonly ok: false;
      readonly reason:
        | 'foreign'
        | 'refused'
        | 'stale'
        | 'past'
        | 'early'
        | 'clash'
        | 'late'
        | 'frozen'
        | 'nobodyLeft';
    };

/** What a change came to; `after`: the visit as it is then, with everybody of the unit and its agencies. */
export type Acted<R = Changed> = {
  readonly result: R;
  readonly after?: { readonly visit: Visit; readonly people: HoldersOf } | undefined;
};

export type PartyPatch = {
  readonly answer?: PartyAnswer;
  readonly changeAnswer?: PartyAnswer | null;
  readonly reason?: string | null;
  readonly proposedStart?: Date | null;
  readonly proposedEnd?: Date | null;
  readonly answeredAt?: Date | null;
  readonly answeredById?: number | null;
};

type PartyPatches = readonly { readonly agencyId: number; readonly data: PartyPatch }[];

/** What a change writes. */
export type Patch = {
  readonly visit?: {
    readonly startsAt?: Date;
    readonly endsAt?: Date;
    readonly askedStart?: Date | null;
    readonly askedEnd?: Date | null;
    readonly purpose?: string;
    readonly searchText?: string;
    readonly stateReason?: string | null;
    readonly officerId?: number;
    readonly sequence?: number;
    readonly letterNumber?: string | null;
    readonly direction?: Direction;
    readonly hostId?: number | null;
    readonly minutes?: string;
    readonly minutesVersion?: number;
    readonly nextMinutes?: string | null;
    readonly nextReason?: string | null;
    readonly nextVersion?: number | null;
  };
  readonly parties?: PartyPatches;
  readonly event: {
    readonly kind: VisitEventKind;
    readonly reason?: string | null;
    readonly oldStart?: Date;
    readonly newStart?: Date;
    readonly agencyId?: number;
    readonly via?: Relayed['via'];
    readonly saidBy?: string | null;
    /** Nobody who is known here did it. */
    readonly actorId?: null;
    /** An `EditDetail` as JSON. */
    readonly detail?: string;
  };
};

/** Who changes what, and when. */
export type Doing = {
  readonly visit: Visit;
  readonly stance: Stance;
  readonly actorId: number;
  readonly now: Date;
};

/** What the one decision made of it: the state and, in the order of the parties, the answers that follow. */
export type Decided = {
  readonly to: VisitState;
  readonly answers: readonly PartyAnswer[];
  readonly change?: ChangeDecided;
};

export const noSuggestion = { proposedStart: null, proposedEnd: null };
export const askedAnew = { answer: 'pending', reason: null, ...noSuggestion, answeredAt: null } as const;

/** Who of the agency answered; nobody that is known here, where somebody of the unit wrote it down. */
function answering(change: Change, actorId: number): number | null {
  return relayedIn(change) ? null : actorId;
}

/** The agency's answer that a change writes down, if it does. */
export function relayedIn(change: Change): Relayed | undefined {
  return 'relayed' in change ? change.relayed : undefined;
}

/** What is written of each agency's part besides its answer, which follows from the decision. */
function partiesOf(
  change: Change,
  { visit, stance, actorId, now }: Doing,
  { answers }: Decided,
): PartyPatches {
  const own = stance.party?.agencyId;
  const { reason = null } = 'reason' in change ? change : {};
  const said = { ...noSuggestion, reason, answeredAt: now, answeredById: answering(change, actorId) };
  const dataOf = (party: Party, answer: PartyAnswer): PartyPatch | undefined => {
    if (party.agencyId === own) {
      if (change.action === 'suggest') {
        return { ...said, answer, proposedStart: change.startsAt, proposedEnd: change.endsAt };
      }
      if (answer === party.answer) return undefined;
      // Whoever won't join needn't answer about another time either.
      return { ...said, answer, ...(party.changeAnswer !== null && { changeAnswer: null }) };
    }
    if (change.action === 'move' || answer === 'pending') {
      return party.answer === 'pending' && change.action !== 'move' ? undefined : askedAnew;
    }
    if (answer === party.answer) return undefined;
    return answer === 'declined' ? { ...noSuggestion, answer, reason } : { ...noSuggestion, answer };
  };
  return visit.parties.flatMap((party, at) => {
    const data = dataOf(party, answers[at] ?? party.answer);
    return data ? [{ agencyId: party.agencyId, data }] : [];
  });
}

type Of<Action extends Change['action']> = Extract<Change, { action: Action }>;
type Reasoned = Extract<Change, { reason: string | null }>;

/** Whoever of the unit answers an agency that asked is responsible from then on. */
function takenOver({ visit, stance, actorId }: Doing): { readonly officerId?: number } {
  return situationOf(visit) === 'unitAsked' && stance.side === 'unit' ? { officerId: actorId } : {};
}

/** What an edit writes of the visit itself. */
function factsIn({ purpose, letterNumber, place }: Edits): NonNullable<Patch['visit']> {
  return {
    ...(purpose !== undefined && { purpose, searchText: searchName(purpose) }),
    ...(letterNumber !== undefined && { letterNumber }),
    ...place,
  };
}

/** What was agreed once has its entry in calendars anew. */
function recalled({ sequence }: Visit): { readonly sequence?: number } {
  return sequence > 0 ? { sequence: sequence + 1 } : {};
}

function acceptPatch(change: Of<'accept'>, doing: Doing, { to }: Decided): Patch {
  const { visit, stance } = doing;
  const agreed = to === 'confirmed' ? { sequence: visit.sequence + 1, stateReason: null } : {};
  if (stance.side === 'agency') return { visit: agreed, event: { kind: 'accepted' } };
  const { proposedStart, proposedEnd } = suggestionOf(visit.parties, change.of) ?? {};
  const theirs = proposedStart && proposedEnd ? { startsAt: proposedStart, endsAt: proposedEnd } : {};
  return {
    visit: { ...agreed, ...takenOver(doing), ...theirs },
    event: {
      kind: 'counterAccepted',
      oldStart: visit.startsAt,
      newStart: proposedStart ?? visit.startsAt,
      ...(change.override !== undefined && { reason: change.override }),
    },
  };
}

function movePatch(change: Of<'move'>, doing: Doing): Patch {
  const { startsAt, endsAt, override } = change;
  return {
    visit: {
      startsAt,
      endsAt,
      stateReason: null,
      ...takenOver(doing),
      ...factsIn(change),
    },
    event: {
      kind: 'moved',
      oldStart: doing.visit.startsAt,
      newStart: startsAt,
      ...(override !== undefined && { reason: override }),
    },
  };
}

function declinePatch({ reason }: Reasoned, doing: Doing): Patch {
  const { visit } = doing;
  const alone = visit.parties.length === 1;
  return {
    // Who declines to join what others have agreed on changes nothing of it.
    visit:
      visit.state === 'confirmed'
        ? {}
        : { stateReason: alone ? reason : null, ...recalled(visit), ...takenOver(doing) },
    event: { kind: 'declined', reason },
  };
}

/** An agency that leaves the others to it calls nothing off. */
function cancelPatch({ reason }: Reasoned, { visit }: Doing, { to }: Decided): Patch {
  const off = to === 'cancelled';
  return {
    visit: { ...(off && { stateReason: reason }), ...recalled(visit) },
    event: { kind: off ? 'cancelled' : 'declined', reason },
  };
}

/** Another number of a letter is in nobody's calendar. */
const isOfCalendar = (edits: Edits): boolean => Object.keys(edits).some((name) => name !== 'letterNumber');

function editPatch(change: Of<'edit'>, { visit }: Doing, { to }: Decided): Patch {
  const agreed = to === 'confirmed' && visit.state !== 'confirmed';
  return {
    visit: {
      ...factsIn(change),
      ...(agreed && { sequence: visit.sequence + 1, stateReason: null }),
      ...(visit.state === 'confirmed' && isOfCalendar(editsIn(change)) && recalled(visit)),
    },
    event: { kind: 'edited', ...(change.override !== undefined && { reason: change.override }) },
  };
}

/** What a change writes of the visit itself and of its history. */
function visitPatch(change: Change, doing: Doing, decided: Decided): Patch {
  const { visit } = doing;
  switch (change.action) {
    case 'accept':
      return acceptPatch(change, doing, decided);
    case 'goOn': {
      const agreed = decided.to === 'confirmed' ? { sequence: visit.sequence + 1, stateReason: null } : {};
      // Without times, unlike a suggestion that was accepted.
      return { visit: agreed, event: { kind: 'counterAccepted' } };
    }
    case 'suggest':
      return {
        visit: { stateReason: null },
        event: { kind: 'counterProposed', oldStart: visit.startsAt, newStart: change.startsAt },
      };
    case 'decline':
      return declinePatch(change, doing);
    case 'move':
      return movePatch(change, doing);
    case 'edit':
      return editPatch(change, doing, decided);
    case 'cancel':
      return cancelPatch(change, doing, decided);
    case 'hold':
      return { visit: takenOver(doing), event: { kind: 'held' } };
    case 'nobodyCame':
      return { visit: takenOver(doing), event: { kind: 'nobodyCame' } };
    case 'ready':
      return { event: { kind: 'accepted' } };
    case 'keep':
      return { event: { kind: 'changeKept' } };
    case 'note':
      return notePatch(change, visit);
  }
}

const noChange = { askedStart: null, askedEnd: null } as const;

/** The other time that something is about, as asked for by the unit or named by an agency. */
function askedTime(change: Change, { visit, stance }: Doing): Span {
  if ('startsAt' in change) return change;
  const question = questionOf(visit);
  const named = visit.parties.find(({ changeAnswer }) => changeAnswer === 'counterProposed');
  const accepted =
    change.action === 'accept' && stance.side === 'unit'
      ? suggestionOf(question.parties, change.of)
      : undefined;
  const keeps = change.action === 'keep' && visit.askedStart === null ? (stance.party ?? named) : undefined;
  const { proposedStart, proposedEnd } = accepted ?? keeps ?? {};
  return proposedStart && proposedEnd ? { startsAt: proposedStart, endsAt: proposedEnd } : question;
}

/** What is written of the visit and its history while another time than the agreed one is talked about. */
function changedTime(change: Change, doing: Doing, { outcome }: ChangeDecided): Omit<Patch, 'parties'> {
  const { visit, stance } = doing;
  const { startsAt, endsAt } = askedTime(change, doing);
  const times = { oldStart: visit.startsAt, newStart: startsAt };
  const byUnit = stance.side === 'unit';
  if (outcome === 'kept') {
    return { visit: noChange, event: { kind: 'changeKept', oldStart: startsAt, newStart: visit.startsAt } };
  }
  const { override = null } = 'override' in change ? change : {};
  if (outcome === 'agreed') {
    const agreed = { startsAt, endsAt, sequence: visit.sequence + 1, stateReason: null };
    const kind = byUnit ? ('counterAccepted' as const) : ('accepted' as const);
    const facts = change.action === 'edit' ? factsIn(change) : {};
    return { visit: { ...facts, ...agreed, ...noChange }, event: { kind, ...times, reason: override } };
  }
  if (change.action === 'suggest') return { event: { kind: 'counterProposed', ...times } };
  if (!byUnit) return { event: { kind: 'accepted', ...times } };
  return {
    visit: { askedStart: startsAt, askedEnd: endsAt, ...(change.action === 'move' && factsIn(change)) },
    event: { kind: 'changeAsked', ...times, reason: override },
  };
}

/** What is written of each agency's answer to another time than the agreed one. */
function changedParties(
  change: Change,
  { visit, stance, actorId, now }: Doing,
  { answers, joined }: ChangeDecided & { readonly joined: readonly PartyAnswer[] },
): PartyPatches {
  return visit.parties.flatMap((party, at) => {
    const changeAnswer = answers[at] ?? null;
    const joins = joined[at] === 'accepted' && party.answer === 'pending';
    const own = party.agencyId === stance.party?.agencyId;
    const proposed =
      own && change.action === 'suggest'
        ? { proposedStart: change.startsAt, proposedEnd: change.endsAt }
        : changeAnswer === 'counterProposed'
          ? {}
          : noSuggestion;
    const said =
      own && change.action === 'accept' ? { answeredAt: now, answeredById: answering(change, actorId) } : {};
    const alike = changeAnswer === party.changeAnswer && !(own && change.action === 'suggest');
    return alike
      ? []
      : [
          {
            agencyId: party.agencyId,
            data: { changeAnswer, ...proposed, ...said, ...(joins && { answer: 'accepted' }) },
          },
        ];
  });
}

/** What calls off a question about another time along with the visit's own. */
const ENDS_CHANGE: ReadonlySet<Change['action']> = new Set(['cancel', 'hold', 'nobodyCame']);

/** What a change writes; the state and the version follow from the decision. */
export function patchOf(change: Change, doing: Doing, decided: Decided): Patch {
  const patch = patchFor(change, doing, decided);
  const relayed = relayedIn(change);
  if (!relayed) return patch;
  const by = relayed.via === 'page' ? { actorId: null } : {};
  return { ...patch, event: { ...patch.event, ...relayed, ...by } };
}

function patchFor(change: Change, doing: Doing, decided: Decided): Patch {
  if (decided.change) {
    return {
      ...changedTime(change, doing, decided.change),
      parties: changedParties(change, doing, { ...decided.change, joined: decided.answers }),
    };
  }
  const patch = { ...visitPatch(change, doing, decided), parties: partiesOf(change, doing, decided) };
  return isChanging(doing.visit) && ENDS_CHANGE.has(change.action) ? withoutChange(patch, doing) : patch;
}

function withoutChange(patch: Patch, { visit }: Doing): Patch {
  const nothing = { changeAnswer: null, ...noSuggestion };
  return {
    ...patch,
    visit: { ...patch.visit, ...noChange },
    parties: visit.parties.map(({ agencyId }) => {
      const said = patch.parties?.find((party) => party.agencyId === agencyId)?.data;
      return { agencyId, data: { ...said, ...nothing } };
    }),
  };
}

/** Says what is there already rather than that something is wrong, when the same is done twice. */
export function doneAlready(visit: Visit, { party }: Stance, change: Change): boolean {
  return change.action === 'ready' && party !== undefined && isReaffirmed(visit, party);
}

/**
 * Notes on a visit that took place are its minutes, anew each time; on any other they are only kept. What all have agreed
 * to stays, and the new text is a correction for them to agree to.
 */
function notePatch(change: Extract<Change, { action: 'note' }>, visit: Visit): Patch {
  const { state, minutes, next } = visit;
  const { notes, letterNumber, reason = null } = change;
  const letter = letterNumber === undefined ? {} : { letterNumber };
  if (state !== 'held' || notes === '') {
    return { visit: letter, event: { kind: 'edited', reason: notes || null } };
  }
  const version = Math.max(minutes?.version ?? 0, next?.version ?? 0) + 1;
  if (isFrozen(visit)) {
    return {
      visit: { ...letter, nextMinutes: notes, nextReason: reason, nextVersion: version },
      event: { kind: 'minutesWritten', reason: notes },
    };
  }
  return {
    visit: { ...letter, minutes: notes, minutesVersion: version },
    event: { kind: 'minutesWritten', reason: notes },
  };
}

import { searchName } from '../../lib/search-name.js';
import type { Span } from '../calendar/rules.js';
import { type Side, situationOf } from './rules.js';
import { isReaffirmed, type Visit, type VisitEventKind } from './rules-visit.js';

export type PhotoRef = { readonly fileId: string; readonly fileUniqueId: string };

/** `override`: why a head keeps the time against what speaks against it. */
type Kept = { readonly override?: string | undefined };

/** What somebody wants done to a visit, with what it takes. */
export type Change =
  | { readonly action: 'ready' | 'hold' | 'nobodyCame' }
  | ({ readonly action: 'accept' } & Kept)
  | ({ readonly action: 'suggest' } & Span)
  | ({ readonly action: 'move'; readonly purpose?: string } & Span & Kept)
  | { readonly action: 'edit'; readonly purpose: string }
  | { readonly action: 'decline' | 'cancel'; readonly reason: string | null }
  | {
      readonly action: 'note';
      readonly notes: string;
      readonly photos: readonly PhotoRef[];
      readonly letterNumber?: string | undefined;
    };

/** Which visit, and as of which version the person decided. */
export type VisitRef = { readonly id: number; readonly version: number };

/**
 * `foreign`: not theirs to see; `refused`: not theirs to change; `stale`: it has changed meanwhile; `clash`: something
 * stands against the time.
 */
export type Changed =
  | { readonly ok: true; readonly id: number; readonly unchanged?: true }
  | { readonly ok: false; readonly reason: 'foreign' | 'refused' | 'stale' | 'past' | 'early' | 'clash' };

/** What a change writes. */
export type Patch = {
  readonly visit?: {
    readonly startsAt?: Date;
    readonly endsAt?: Date;
    readonly purpose?: string;
    readonly searchText?: string;
    readonly stateReason?: string | null;
    readonly officerId?: number;
    readonly sequence?: number;
    readonly letterNumber?: string;
    readonly minutes?: string;
    readonly minutesVersion?: number;
  };
  readonly party?: {
    readonly answer: 'pending' | 'accepted' | 'counterProposed' | 'declined';
    readonly reason?: string | null;
    readonly proposedStart?: Date | null;
    readonly proposedEnd?: Date | null;
    readonly answeredAt?: Date | null;
    readonly answeredById?: number | null;
  };
  readonly event: {
    readonly kind: VisitEventKind;
    readonly reason?: string | null;
    readonly oldStart?: Date;
    readonly newStart?: Date;
  };
};

/** Who changes what, and when. */
export type Doing = {
  readonly visit: Visit;
  readonly side: Side;
  readonly actorId: number;
  readonly now: Date;
};

const noSuggestion = { proposedStart: null, proposedEnd: null };

/** What a change writes; the state and the version follow from the table. */
export function patchOf(change: Change, { visit, side, actorId, now }: Doing): Patch {
  const { startsAt, sequence, party } = visit;
  const answered = { answeredAt: now, answeredById: actorId };
  // Whoever of the unit answers an agency that asked is responsible from then on.
  const taking = situationOf(visit) === 'unitAsked' && side === 'unit' ? { officerId: actorId } : {};
  const recalled = sequence > 0 ? { sequence: sequence + 1 } : {};
  switch (change.action) {
    case 'accept': {
      const agreed = { sequence: sequence + 1, stateReason: null, ...taking };
      if (side === 'agency') {
        return {
          visit: agreed,
          party: { answer: 'accepted', reason: null, ...noSuggestion, ...answered },
          event: { kind: 'accepted' },
        };
      }
      const { proposedStart, proposedEnd } = party;
      const theirs = proposedStart && proposedEnd ? { startsAt: proposedStart, endsAt: proposedEnd } : {};
      return {
        visit: { ...agreed, ...theirs },
        party: { answer: 'accepted', ...noSuggestion },
        event: {
          ...{ kind: 'counterAccepted', oldStart: startsAt, newStart: proposedStart ?? startsAt },
          ...(change.override !== undefined && { reason: change.override }),
        },
      };
    }
    case 'suggest':
      return {
        visit: { stateReason: null },
        party: {
          ...{ answer: 'counterProposed', reason: null, ...answered },
          ...{ proposedStart: change.startsAt, proposedEnd: change.endsAt },
        },
        event: { kind: 'counterProposed', oldStart: startsAt, newStart: change.startsAt },
      };
    case 'decline': {
      const { reason } = change;
      const answer = { answer: 'declined' as const, reason, ...noSuggestion };
      return {
        visit: { stateReason: reason, ...recalled, ...taking },
        party: side === 'agency' ? { ...answer, ...answered } : answer,
        event: { kind: 'declined', reason },
      };
    }
    case 'move': {
      const { startsAt: newStart, endsAt, purpose } = change;
      return {
        visit: {
          startsAt: newStart,
          endsAt,
          stateReason: null,
          ...taking,
          ...(purpose !== undefined && { purpose, searchText: searchName(purpose) }),
        },
        party: { answer: 'pending', reason: null, ...noSuggestion, answeredAt: null },
        event: {
          ...{ kind: 'moved', oldStart: startsAt, newStart },
          ...(change.override !== undefined && { reason: change.override }),
        },
      };
    }
    case 'edit':
      return {
        visit: {
          purpose: change.purpose,
          searchText: searchName(change.purpose),
          ...(visit.state === 'confirmed' && recalled),
        },
        event: { kind: 'edited' },
      };
    case 'cancel':
      return {
        visit: { stateReason: change.reason, ...recalled },
        event: { kind: 'cancelled', reason: change.reason },
      };
    case 'hold':
      return { event: { kind: 'held' } };
    case 'nobodyCame':
      return { event: { kind: 'nobodyCame' } };
    case 'ready':
      return { event: { kind: 'accepted' } };
    case 'note':
      return notePatch(change, visit);
  }
}

/** Says what is there already rather than that something is wrong, when the same is done twice. */
export function doneAlready(visit: Visit, change: Change): boolean {
  return change.action === 'ready' && isReaffirmed(visit);
}

/** Notes on a visit that took place are its minutes, anew each time; on any other they are only kept. */
function notePatch(change: Extract<Change, { action: 'note' }>, { state, minutes }: Visit): Patch {
  const { notes, letterNumber } = change;
  const letter = letterNumber === undefined ? {} : { letterNumber };
  if (state !== 'held' || notes === '') {
    return { visit: letter, event: { kind: 'edited', reason: notes || null } };
  }
  return {
    visit: { ...letter, minutes: notes, minutesVersion: (minutes?.version ?? 0) + 1 },
    event: { kind: 'minutesWritten', reason: notes },
  };
}

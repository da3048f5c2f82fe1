import type {
  Holding,
  ProgrammeKind,
  ProgrammeState,
  RecordedParticipant,
  Whole,
} from '../../programmes/index.js';

/** A person as recorded now, with all that their records say. */
export type KnownParticipant = Whole<RecordedParticipant>;

/** An enrolment as it is recorded now; `since` is when its present state began. */
export type KnownEnrolment = KnownParticipant['enrolments'][number];

/** What is to be done about a programme of the file that isn't recorded; undecided ones have no entry. */
export type Decision =
  | { readonly kind: ProgrammeKind; readonly agencyId?: number | null }
  | { readonly sameAs: number }
  | { readonly leftOut: true };
export type Decisions = Readonly<Record<string, Decision>>;

/**
 * What was said of whom a row means, by its register key. Persons by their id, and those whom a row of the same file
 * brings by its line with a minus before it. `leftOut`: nothing is taken of the row.
 */
export type Identity = {
  readonly same?: number;
  readonly not?: readonly number[];
  readonly leftOut?: true;
};
export type SaidOfPeople = Readonly<Record<string, Identity>>;

/** The times that a roster's statements hold from. */
export type PlanTimes = {
  /** The instant that the data speak of: the day's last, or now. */
  readonly asOf: Date;
  /** The start of that day. */
  readonly dayStart: Date;
  /** From when what the data say of that day holds: see `holdsFrom`. */
  readonly holds: (holding: Holding, after: Date) => Date;
  /** The unit's start of a day `YYYY-MM-DD`. */
  readonly startOf: (date: string) => Date;
  readonly now: Date;
  /** A later roster was applied already: what it said of people isn't overwritten by this one. */
  readonly outdated?: boolean;
};

export type Known = {
  readonly participants: readonly KnownParticipant[];
  /** Pairs of ids, the lower first, that were said to be two people. */
  readonly notSame: readonly { readonly lowId: number; readonly highId: number }[];
  readonly programmes: readonly {
    readonly id: number;
    readonly searchName: string;
    readonly state: ProgrammeState;
  }[];
};

/** Whether anything is left to ask about a programme of the file. */
export function isDecided(decision: Decision | undefined): boolean {
  return decision !== undefined && !('kind' in decision && decision.agencyId === undefined);
}

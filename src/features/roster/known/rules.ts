import type { ProgrammeKind, ProgrammeState, RecordedParticipant } from '../../programmes/index.js';

/** A participant as recorded now. */
export type KnownParticipant = RecordedParticipant;

/** An enrolment as it is recorded now; `since` is when its present state began. */
export type KnownEnrolment = KnownParticipant['enrolments'][number];

/** What is to be done about a programme of the file that isn't recorded; undecided ones have no entry. */
export type Decision =
  | { readonly kind: ProgrammeKind; readonly agencyId?: number | null }
  | { readonly sameAs: number }
  | { readonly leftOut: true };
export type Decisions = Readonly<Record<string, Decision>>;

/** The times that a roster's statements hold from. */
export type PlanTimes = {
  /** The instant that the data speak of: what differs from the record changes then. */
  readonly asOf: Date;
  /** The start of that day: what is first heard of holds for the whole of it. */
  readonly dayStart: Date;
  /** The unit's start of a day `YYYY-MM-DD`. */
  readonly startOf: (date: string) => Date;
  readonly now: Date;
  /** A later roster was applied already: what it said of people isn't overwritten by this one. */
  readonly outdated?: boolean;
};

export type Known = {
  readonly participants: readonly KnownParticipant[];
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

import type { ParticipantFacts } from '../bulk/rules.js';
import type { EndReason, EnrolmentState } from '../enrolment/rules.js';

/** A fact of a person that a list changed: what it was, and what it was made. */
type EditedFact = {
  readonly fact: 'name' | 'sex' | 'birthYear' | 'arrivedOn' | 'releaseExpectedOn';
  readonly was: string | number | null;
  readonly is: string | number;
};

/** What a list has written, as far as it takes to write it back. */
export type BulkUndo = {
  /** Ids of what it made. */
  readonly people: readonly number[];
  readonly enrolments: readonly number[];
  readonly programmes: readonly number[];
  readonly moves: readonly {
    readonly enrolmentId: number;
    readonly state: EnrolmentState;
    readonly reason: EndReason | null;
    readonly endedAt: string | null;
  }[];
  /** People whose class it changed, and from when. */
  readonly classes: readonly { readonly participantId: number; readonly from: string }[];
  readonly edits: readonly { readonly id: number; readonly facts: readonly EditedFact[] }[];
  /**
   * Numbers that people already recorded were given, and what each had shown before: that ended at `from`. `over`:
   * given for no time, so that the record went on showing what it did.
   */
  readonly numbers: readonly {
    readonly participantId: number;
    readonly key: string;
    readonly from: string;
    readonly over: boolean;
    readonly was: { readonly number: string; readonly key: string };
  }[];
  readonly departures: readonly number[];
  /** The earliest instant from which anything of it holds. */
  readonly from: string;
  /** When it was written: what was written later stands in the way. */
  readonly at: string;
};

/** What was built on a list since: how many of each. */
export type Obstacle = {
  readonly what:
    | 'moved'
    | 'enrolled'
    | 'edited'
    | 'departed'
    | 'merged'
    | 'number-taken'
    | 'attended'
    | 'programme-used';
  readonly count: number;
};

/** The facts of a person that can be written back. */
export const EDITED_FACTS = [
  'name',
  'sex',
  'birthYear',
  'arrivedOn',
  'releaseExpectedOn',
] as const satisfies readonly (keyof ParticipantFacts)[];

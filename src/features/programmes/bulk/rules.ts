import type { Departure } from '../departure/rules.js';
import type { EndReason, EnrolmentState, RegisterClass, Sex } from '../enrolment/rules.js';

/** What a list says of a person; what it leaves out isn't changed. Dates as YYYY-MM-DD. */
export type ParticipantFacts = {
  readonly registerNumber: string;
  readonly registerKey: string;
  readonly name: string;
  readonly registerClass?: RegisterClass;
  readonly sex?: Sex;
  readonly birthYear?: number;
  readonly arrivedOn?: string;
  readonly releaseExpectedOn?: string;
};

/** What brought somebody a register number. */
export type NumberCause = 'first' | 'classChange' | 'transfer' | 'returned' | 'correction';

/**
 * What is to be written. `person` is a register key of somebody new, or what the context knows a person by; `programme` a
 * programme's key.
 */
export type BulkChanges = {
  /** `cause`: what brought them their number. */
  readonly people: readonly {
    readonly row: ParticipantFacts;
    readonly registerClass: RegisterClass;
    readonly from: Date;
    readonly cause: NumberCause;
  }[];
  /** `was`: the name that a new one replaces. */
  readonly edits: readonly {
    readonly id: number;
    readonly row: ParticipantFacts;
    readonly facts: readonly (keyof ParticipantFacts)[];
    readonly was?: string;
  }[];
  /** Numbers that somebody gets; `over`: which they don't have any more, as one that was written by mistake. */
  readonly numbers: readonly {
    readonly person: string;
    readonly number: string;
    readonly key: string;
    readonly cause: NumberCause;
    readonly from: Date;
    readonly over: boolean;
  }[];
  /** People whose number is somebody else's from then on. */
  readonly released: readonly { readonly participantId: number; readonly at: Date }[];
  /** Records that are merged into somebody who is new, since they came back. */
  readonly returned: readonly { readonly participantId: number; readonly person: string }[];
  /** Somebody who isn't the person that they look like: a person's id, or the key of somebody new. */
  readonly notSame: readonly { readonly person: string; readonly other: number | string }[];
  readonly classes: readonly {
    readonly participantId: number;
    readonly to: RegisterClass;
    readonly from: Date;
  }[];
  readonly enrolments: readonly {
    readonly person: string;
    readonly programme: string;
    readonly state: EnrolmentState;
    readonly reason: EndReason | null;
    readonly from: Date;
  }[];
  readonly moves: readonly {
    readonly enrolmentId: number;
    readonly state: EnrolmentState;
    readonly reason: EndReason | null;
    readonly at: Date;
  }[];
  /** Who leaves, when, and how; what that ends is among the moves. */
  readonly departures?: readonly {
    readonly participantId: number;
    readonly why: Departure;
    readonly at: Date;
  }[];
};

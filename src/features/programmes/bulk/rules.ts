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

/** What is to be written. `person` is a register key, `programme` a programme's key. */
export type BulkChanges = {
  readonly people: readonly {
    readonly row: ParticipantFacts;
    readonly registerClass: RegisterClass;
    readonly from: Date;
  }[];
  readonly edits: readonly {
    readonly id: number;
    readonly row: ParticipantFacts;
    readonly facts: readonly (keyof ParticipantFacts)[];
  }[];
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
};

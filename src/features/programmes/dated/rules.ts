import type { LocalDate } from '../../../lib/zoned.js';
import { holdingOf, holdsFrom } from '../dates/rules.js';
import { DEPARTURES, type Departure } from '../departure/rules.js';
import { ENROLMENT_STATES, type EndReason, type EnrolmentState, nextStates } from '../enrolment/rules.js';

/** What is to hold from a day on: being enrolled in a programme, an enrolment's next state, or having left. */
export type Step =
  | { readonly kind: 'enrol'; readonly programmeId: number }
  | {
      readonly kind: 'move';
      readonly enrolmentId: number;
      readonly version: number;
      readonly state: EnrolmentState;
      readonly reason?: EndReason;
    }
  | { readonly kind: 'depart'; readonly departure: Departure };

/** Somebody as a step is decided by. */
export type Subject = {
  readonly presentFrom: Date;
  readonly presentUntil: Date | null;
  readonly mayEnrol: boolean;
  readonly mayCorrect: boolean;
  readonly enrolments: readonly {
    readonly id: number;
    readonly version: number;
    readonly state: EnrolmentState;
    readonly since: Date | undefined;
    readonly programme: { readonly id: number; readonly name: string };
  }[];
};

/** A step as a form keeps it while its programme or reason is still to be asked: `enrol`, `released`, `paused.12.3`. */
export type Wanted = string;

export function wantedMove(state: EnrolmentState, { id, version }: { id: number; version: number }): Wanted {
  return `${state}.${id}.${version}`;
}

/** The steps that there are for somebody, in the order of the card's buttons. */
export function stepsFor(person: Subject): Wanted[] {
  const moves = person.enrolments.flatMap((one) =>
    nextStates(one.state).map((state) => wantedMove(state, one)),
  );
  return [
    ...(person.mayEnrol ? [...moves, 'enrol'] : []),
    ...(person.mayCorrect && person.presentUntil === null ? DEPARTURES : []),
  ];
}

/** Whether a reason has to be asked, or a programme. */
export function needs(wanted: Wanted | undefined): 'reason' | 'programme' | undefined {
  if (wanted === 'enrol') return 'programme';
  return wanted?.startsWith('ended.') ? 'reason' : undefined;
}

/** A step with all that it needs; undefined where something is missing. */
export function stepOf(
  wanted: Wanted | undefined,
  { programme, reason }: { readonly programme?: number | undefined; readonly reason?: EndReason | undefined },
): Step | undefined {
  if (wanted === 'enrol')
    return programme === undefined ? undefined : { kind: 'enrol', programmeId: programme };
  const departure = DEPARTURES.find((one) => one === wanted);
  if (departure) return { kind: 'depart', departure };
  const [name, id, version] = wanted?.split('.') ?? [];
  const state = ENROLMENT_STATES.find((one) => one === name);
  if (!state || !id || !version) return undefined;
  return {
    kind: 'move',
    enrolmentId: Number(id),
    version: Number(version),
    state,
    ...(reason !== undefined && { reason }),
  };
}

const latest = (times: readonly (Date | undefined)[]): Date | undefined =>
  times.reduce((found, at) => (at && (!found || at > found) ? at : found), undefined);

/** The instant from which a step of a day will hold, as it will be stored. */
export function stepHolds(
  person: Subject,
  step: Step,
  day: LocalDate,
  at: { readonly now: Date; readonly zone: string },
): ReturnType<typeof holdsFrom> {
  const { presentFrom, enrolments } = person;
  switch (step.kind) {
    case 'enrol': {
      const there = enrolments.filter(({ programme }) => programme.id === step.programmeId);
      return holdsFrom(day, 'begins', {
        ...at,
        after: latest([presentFrom, ...there.map((one) => one.since)]),
      });
    }
    case 'move': {
      const after = enrolments.find(({ id }) => id === step.enrolmentId)?.since;
      return holdsFrom(day, holdingOf(step.state), { ...at, after });
    }
    case 'depart': {
      const open = enrolments.filter(({ state }) => state !== 'ended');
      return holdsFrom(day, 'ends', { ...at, after: latest([presentFrom, ...open.map((one) => one.since)]) });
    }
  }
}

import type { EnrolmentState } from '../enrolment/rules.js';

/** How somebody leaves the unit: *bebas* or *pindah*. Their open enrolments end with the same reason. */
export const DEPARTURES = ['released', 'transferred'] as const;
export type Departure = (typeof DEPARTURES)[number];

/** A departure noted by mistake is taken back by an officer within so many days, later by a head alone. */
const CORRECTION_DAYS = 7;

const DAY_MS = 86_400_000;

/** Whether a departure may be taken back now. */
export function mayTakeBack(departedAt: Date, now: Date, isHead: boolean): boolean {
  return isHead || now.getTime() - departedAt.getTime() <= CORRECTION_DAYS * DAY_MS;
}

/** A state that an enrolment had, as its history keeps it. */
export type Stretch = {
  readonly state: EnrolmentState;
  readonly reason: string | null;
  readonly from: Date;
  readonly until: Date | null;
};

/** The state that an end at an instant ended. Undefined for an enrolment that hasn't ended, or at another time. */
export function stateBefore(
  changes: readonly Stretch[],
  endedAt: Date,
): Exclude<EnrolmentState, 'ended'> | undefined {
  const at = endedAt.getTime();
  const last = changes.find(({ until }) => until === null);
  if (last?.state !== 'ended' || last.from.getTime() !== at) return undefined;
  // The longest that ended then: a state that held for no time says nothing.
  const before = changes
    .filter(({ state, until }) => state !== 'ended' && until?.getTime() === at)
    .toSorted((a, b) => a.from.getTime() - b.from.getTime())[0];
  return before && before.state !== 'ended' ? before.state : undefined;
}

/**
 * The state that a departure ended: that before the end which bears the departure's reason and its instant. Undefined
 * for an enrolment that ended otherwise.
 */
export function endedByDeparture(
  changes: readonly Stretch[],
  departure: { readonly reason: Departure; readonly at: Date },
): Exclude<EnrolmentState, 'ended'> | undefined {
  const last = changes.find(({ until }) => until === null);
  return last?.reason === departure.reason ? stateBefore(changes, departure.at) : undefined;
}

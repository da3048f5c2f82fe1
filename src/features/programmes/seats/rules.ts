import { addDays, localDate, toInstant } from '../../../lib/zoned.js';
import { type ClosedDay, dayOff } from '../../calendar/index.js';

/** Working days that somebody has to answer an offer of a seat. */
const OFFER_DAYS = 3;
const CLOSES = { hour: 16, minute: 0 };

/** When an offer lapses: at 16.00 of the third working day after the one on which it was made. */
export function lapseTime(offeredAt: Date, zone: string, closed: readonly ClosedDay[]): Date {
  let day = localDate(offeredAt, zone);
  for (let left = OFFER_DAYS; left > 0; ) {
    day = addDays(day, 1);
    if (!dayOff(day, closed)) left -= 1;
  }
  return toInstant(day, CLOSES, zone);
}

/** Somebody on a waiting list. `since`: waits from then; `passedAt`: when an offer last lapsed or was passed over. */
export type Waiting = {
  readonly enrolmentId: number;
  readonly since: Date;
  readonly passedAt: Date | null;
};

/**
 * A waiting list in its order: who has waited longest first. Whoever let an offer lapse or was passed over stands
 * where they would if they had come then: at the end.
 */
export function inWaitingOrder<T extends Waiting>(waiting: readonly T[]): T[] {
  const from = ({ since, passedAt }: Waiting) => Math.max(since.getTime(), passedAt?.getTime() ?? 0);
  return waiting.toSorted((a, b) => from(a) - from(b) || a.enrolmentId - b.enrolmentId);
}

/** An offer that is open. */
export type OpenOffer = { readonly id: number; readonly enrolmentId: number };

/**
 * What the open offers of a programme have to become. `free`: seats that nobody holds.
 * Offers to who waits no longer fall, and the youngest where there are more than seats. Who was passed over or let
 * an offer lapse is offered a seat again only in a new round, which a seat begins that has become free: otherwise a
 * seat that nobody wants would be offered round and round.
 */
export function settleOffers(
  offers: readonly OpenOffer[],
  waiting: readonly Waiting[],
  free: number,
  newRound: boolean,
): { readonly fall: readonly OpenOffer[]; readonly make: readonly number[] } {
  const seats = Math.max(0, free);
  const waits = new Set(waiting.map(({ enrolmentId }) => enrolmentId));
  const stand = offers.toSorted((a, b) => a.id - b.id).filter(({ enrolmentId }) => waits.has(enrolmentId));
  const kept = stand.slice(0, seats);
  const offered = new Set(kept.map(({ enrolmentId }) => enrolmentId));
  const next = inWaitingOrder(waiting).filter(
    ({ enrolmentId, passedAt }) => !offered.has(enrolmentId) && (newRound || passedAt === null),
  );
  return {
    fall: offers.filter((offer) => !kept.includes(offer)),
    make: next.slice(0, seats - kept.length).map(({ enrolmentId }) => enrolmentId),
  };
}

/** Whether somebody is to be released before a programme ends, where both days are known (YYYY-MM-DD). */
export function leavesEarly(releaseExpectedOn: string | null, endsOn: string | null): boolean {
  return releaseExpectedOn !== null && endsOn !== null && releaseExpectedOn < endsOn;
}

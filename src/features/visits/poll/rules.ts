import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import { addDays, localDate, toInstant } from '../../../lib/zoned.js';
import type { Span } from '../../calendar/index.js';
import type { Colleague } from '../../people/index.js';
import type { Via } from '../relayed/rules.js';
import type { Clash } from '../slots/rules.js';
import type { Taken } from '../slots/store.js';
import type { Direction, PartyAnswer, Side } from '../state/rules.js';
import { isWhole, type Tick, type Ticks } from '../ticks/rules.js';

/** How many times a choice may have. */
export const TIMES_MAX = 8;
export const TIMES_MIN = 2;

type PollState = 'open' | 'fixed' | 'cancelled';

/** One agency that is asked; `answeredAt`: when it said the last of its ticks. */
export type PollParty = {
  readonly agencyId: number;
  readonly agencyName: string;
  readonly ticks: Ticks;
  readonly answeredAt: Date | null;
  readonly answeredById: number | null;
  readonly via: Via | null;
  readonly saidBy: string | null;
};

/** A choice of times, the earliest first, and what each agency says of each; the first agency is the host. */
export type Poll = {
  readonly id: number;
  readonly unitId: number;
  readonly direction: Direction;
  readonly purpose: string;
  readonly state: PollState;
  readonly version: number;
  readonly officer: Colleague;
  readonly createdAt: Date;
  readonly deadline: Date;
  readonly visitId: number | null;
  readonly times: readonly (Span & { readonly id: number })[];
  readonly parties: readonly PollParty[];
};

/** A choice of times as somebody sees it; `clashes` of each time, and `unreached`: who can't be written to, for the unit. */
export type SeenPoll = {
  readonly poll: Poll;
  /** What they may act as; undefined: they look on. */
  readonly side: Side | undefined;
  readonly party?: PollParty | undefined;
  readonly clashes: readonly (readonly Clash<Taken>[])[];
  readonly unreached: readonly number[];
};

/** How many say what of one time. */
export type Count = Readonly<Record<Tick | 'unsaid', number>>;

export function countAt({ parties }: Pick<Poll, 'parties'>, at: number): Count {
  const said = (tick: Tick | undefined) => parties.filter(({ ticks }) => ticks[at] === tick).length;
  return { y: said('y'), m: said('m'), n: said('n'), unsaid: said(undefined) };
}

/** Those whose answer isn't whole yet. */
export function silentIn({ parties }: Pick<Poll, 'parties'>): readonly PollParty[] {
  return parties.filter(({ ticks }) => !isWhole(ticks));
}

/** Whether a time can be fixed still: it is ahead, and not all agencies have said that they can't. */
export function isChoosable(poll: Poll, at: number, now: Date): boolean {
  const time = poll.times[at];
  return time !== undefined && time.startsAt > now && countAt(poll, at).n < poll.parties.length;
}

/**
 * The times that can be fixed, the best first: what nothing of the unit's stands against, then what the fewest can't
 * come at, what the most can, and the earliest.
 */
export function bestFirst(poll: Poll, clashes: SeenPoll['clashes'], now: Date): number[] {
  const rank = (at: number): readonly number[] => {
    const { y, n } = countAt(poll, at);
    return [(clashes[at]?.length ?? 0) > 0 ? 1 : 0, n, -y, at];
  };
  return poll.times
    .map((_, at) => at)
    .filter((at) => isChoosable(poll, at, now))
    .toSorted((one, other) => {
      const [a, b] = [rank(one), rank(other)];
      const differs = a.findIndex((value, index) => value !== b[index]);
      return differs === -1 ? 0 : (a[differs] ?? 0) - (b[differs] ?? 0);
    });
}

/** What a tick says to a visit at that time. */
export function answerFor(tick: Tick | undefined): PartyAnswer {
  switch (tick) {
    case 'y':
    case 'm':
      return 'accepted';
    case 'n':
      return 'declined';
    case undefined:
      return 'pending';
  }
}

/** For whom somebody acts: the unit before an agency, and of several agencies the one that hasn't answered. */
export function actingIn(
  actor: Actor,
  { unitId, parties }: Pick<Poll, 'unitId' | 'parties'>,
): Pick<SeenPoll, 'side' | 'party'> {
  if (can(actor, 'visit.change', { unitId, agencyId: null })) return { side: 'unit' };
  const own = parties.filter(({ agencyId }) => can(actor, 'visit.answer', { unitId, agencyId }));
  const party = own.find(({ ticks }) => !isWhole(ticks)) ?? own[0];
  return party ? { side: 'agency', party } : { side: undefined };
}

const CLOSES = 16;
const OPENS = 8;
const HOUR_MS = 60 * 60_000;

/** Until when answers on that day are waited for: 16.00. */
export function deadlineOn(day: Parameters<typeof toInstant>[0], zone: string): Date {
  return toInstant(day, { hour: CLOSES, minute: 0 }, zone);
}

/** The last moment that is offered where no working day is left between: an hour before the first time. */
export function lastMoment(first: Date): Date {
  return new Date(first.getTime() - HOUR_MS);
}

/** When those who haven't answered are asked again: 08.00 on the day before the deadline or on its own; else halfway to it. */
export function nudgeAt(deadline: Date, zone: string, now: Date): Date {
  const last = localDate(deadline, zone);
  const mornings = [addDays(last, -1), last].map((day) => toInstant(day, { hour: OPENS, minute: 0 }, zone));
  const morning = mornings.find((at) => at > now && at < deadline);
  return morning ?? new Date((now.getTime() + deadline.getTime()) / 2);
}

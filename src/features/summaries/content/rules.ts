import type { EnrolmentTotals } from '../../counts/index.js';
import { attendanceRate, type Rate, type SessionTotals } from '../../sessions/index.js';
import type { Weeks } from '../rules.js';

type VisitState =
  | 'proposed'
  | 'counterProposed'
  | 'confirmed'
  | 'declined'
  | 'held'
  | 'nobodyCame'
  | 'cancelled';

/** A visit as a group may see it: when, with which agencies, how it stands. */
export type VisitFact = {
  readonly startsAt: Date;
  readonly state: VisitState;
  readonly agencies: readonly string[];
};

/** What became of a week's visits. */
export type VisitWeek = {
  readonly held: number;
  /** Called off or declined, by whomever. */
  readonly calledOff: number;
  readonly nobodyCame: number;
};

export type ProgrammeWeek = {
  readonly name: string;
  readonly sessions: number;
  readonly rate: Rate;
  readonly headcountSessions: number;
  readonly heads: number;
};

export type SessionWeek = {
  readonly sessions: number;
  /** Pooled over the sessions with an attendance sheet. */
  readonly rate: Rate;
  readonly headcountSessions: number;
  readonly heads: number;
};

/** A figure beside that of the week before. */
export type Beside<T> = { readonly week: T; readonly before: T };

/** A week's summary: totals, and names of programmes and agencies, never of a person. */
export type Summary = {
  readonly weeks: Weeks;
  /** Whose part it is; null for the whole unit. */
  readonly agencyName: string | null;
  readonly sessions: Beside<SessionWeek>;
  readonly programmes: readonly ProgrammeWeek[];
  readonly visits: Beside<VisitWeek>;
  /** `before` is undefined where nothing was recorded yet at the end of the week before. */
  readonly enrolment: { readonly week: EnrolmentTotals; readonly before?: EnrolmentTotals } | undefined;
  readonly coming: {
    readonly visits: readonly VisitFact[];
    readonly sessions: readonly { readonly name: string; readonly sessions: number }[];
  };
  readonly late: Late;
};

export type Late = {
  /** Visits that nobody has answered yet. */
  readonly unanswered: number;
  /** Agreed visits that are over and whose outcome nobody has told. */
  readonly withoutOutcome: number;
  /** Planned sessions that are over and not recorded. */
  readonly unrecorded: number;
};

export function visitWeek(visits: readonly VisitFact[], from: Date, until: Date): VisitWeek {
  const count = (...states: readonly VisitState[]) =>
    visits.filter(({ startsAt, state }) => startsAt >= from && startsAt < until && states.includes(state))
      .length;
  return { held: count('held'), calledOff: count('cancelled', 'declined'), nobodyCame: count('nobodyCame') };
}

/** Those that are still to take place, the soonest first. */
export function comingVisits(visits: readonly VisitFact[], from: Date, until: Date): VisitFact[] {
  return visits
    .filter(
      ({ startsAt, state }) =>
        startsAt >= from &&
        startsAt < until &&
        (state === 'confirmed' || state === 'proposed' || state === 'counterProposed'),
    )
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

export function sessionWeek({ sessions, marks, headcountSessions, heads }: SessionTotals): SessionWeek {
  return { sessions, rate: attendanceRate(marks), headcountSessions, heads };
}

/** Whether the week had nothing to tell: no session, no visit that ended one way or another, nobody in or out. */
export function isEmptyWeek({ sessions, visits, enrolment }: Summary): boolean {
  const { held, calledOff, nobodyCame } = visits.week;
  const moved = enrolment ? enrolment.week.joined + enrolment.week.left : 0;
  return sessions.week.sessions + held + calledOff + nobodyCame + moved === 0;
}

import { addDays, localDate, toInstant } from '../../lib/zoned.js';
import { monthsPeriod, type Period, periodBefore } from '../../reading/period/period.js';
import type { LegalStatus, ProgrammeKind } from '../programmes/index.js';

/** By what a count is broken down on its card. */
export const VIEWS = ['programme', 'agency', 'kind', 'status'] as const;
export type View = (typeof VIEWS)[number];

/** What a count is narrowed to; null is no narrowing. */
export type Filter = {
  readonly agencyId: number | null;
  readonly programmeId: number | null;
  readonly kind: ProgrammeKind | null;
  readonly status: LegalStatus | null;
};

export const NO_FILTER: Filter = { agencyId: null, programmeId: null, kind: null, status: null };

/** A count as it is asked for: the whole state of its card. `period` null is now. */
export type Question = {
  readonly view: View;
  readonly filter: Filter;
  readonly period: Period | null;
  readonly page: number;
};

export const PLAIN: Question = { view: 'programme', filter: NO_FILTER, period: null, page: 0 };

/** When a question's figures hold. Instants are exact to the millisecond, as the database keeps them. */
export type Moment = {
  /** The instant that the figures speak of: now, or the last one of a period that is over. */
  readonly at: Date;
  /** The period's first instant, for who joined and left; undefined when only now was asked. */
  readonly since?: Date;
  /** The period isn't over: the figures are those of now. */
  readonly current: boolean;
};

const midnight = { hour: 0, minute: 0 };

/** When a period's figures hold, in the unit's zone; undefined for one that hasn't begun. */
export function momentOf(period: Period | null, now: Date, zone: string): Moment | undefined {
  if (!period) return { at: now, current: true };
  const since = toInstant(period.start, midnight, zone);
  if (since > now) return undefined;
  const end = toInstant(addDays(period.end, 1), midnight, zone);
  if (end > now) return { at: now, since, current: true };
  return { at: new Date(end.getTime() - 1), since, current: false };
}

/** The period before a question's own, or the month before now's. */
export function earlier(period: Period | null, now: Date, zone: string): Period {
  return period ? periodBefore(period) : monthsPeriod('month', localDate(now, zone), -1);
}

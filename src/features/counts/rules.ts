import {
  addDays,
  compareDates,
  endOfMonth,
  isoDate,
  type LocalDate,
  localDate,
  parseIsoDate,
  startOfMonth,
  startOfWeek,
  toInstant,
} from '../../lib/zoned.js';
import type { Period } from '../../reading/when-period.js';
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

/** The month before a period's own, or before now's. */
export function monthBefore(period: Period | null, now: Date, zone: string): Period {
  const start = period?.start ?? localDate(now, zone);
  return monthAround(addDays(startOfMonth(start), -1));
}

function monthAround(day: LocalDate): Period {
  return { kind: 'month', start: startOfMonth(day), end: endOfMonth(day) };
}

const LETTERS = { day: 'd', week: 'w', month: 'm', year: 'y' } as const satisfies Record<
  Period['kind'],
  string
>;

/** A period in few letters for callback data: `m20230801`; empty for now. */
export function writePeriod(period: Period | null): string {
  return period ? `${LETTERS[period.kind]}${isoDate(period.start).replaceAll('-', '')}` : '';
}

/** Reads what `writePeriod` wrote; undefined for any other text. */
export function readPeriodCode(text: string): Period | null | undefined {
  if (text === '') return null;
  const found = /^([dwmy])(\d{4})(\d{2})(\d{2})$/.exec(text);
  const start = found ? parseIsoDate(`${found[2]}-${found[3]}-${found[4]}`) : undefined;
  if (!start) return undefined;
  const period = aroundOf(found?.[1], start);
  // Only whole periods come from a button of ours.
  return compareDates(period.start, start) === 0 ? period : undefined;
}

function aroundOf(letter: string | undefined, day: LocalDate): Period {
  switch (letter) {
    case 'w':
      return { kind: 'week', start: startOfWeek(day), end: addDays(startOfWeek(day), 6) };
    case 'm':
      return monthAround(day);
    case 'y': {
      const start = { year: day.year, month: 1, day: 1 };
      return { kind: 'year', start, end: { year: day.year, month: 12, day: 31 } };
    }
    default:
      return { kind: 'day', start: day, end: day };
  }
}

import type { Actor } from '../../access/actor.js';
import { type Acting, can, scopeOf } from '../../access/can.js';
import {
  addDays,
  endOfMonth,
  type LocalDate,
  localDate,
  parseIsoDate,
  startOfMonth,
  toInstant,
} from '../../lib/zoned.js';

/** A month as `2023-08`. */
export type Month = string;

/** Who closed a month and when; `at` as ISO text, since outcomes are kept as JSON. */
export type Closed = { readonly month: Month; readonly by: string; readonly at: string };

const MIDNIGHT = { hour: 0, minute: 0 } as const;

function monthOfDate({ year, month }: LocalDate): Month {
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** The month in which an instant lies, in the unit's zone. */
export function monthOf(at: Date, zone: string): Month {
  return monthOfDate(localDate(at, zone));
}

/** The first day of a month, or undefined where it is none. */
export function firstDay(month: Month): LocalDate | undefined {
  return /^\d{4}-\d{2}$/u.test(month) ? parseIsoDate(`${month}-01`) : undefined;
}

/** A month as instants: from its beginning until the next one's (exclusive). */
export function monthSpan(month: Month, zone: string): { readonly from: Date; readonly until: Date } {
  const first = firstDay(month);
  if (!first) throw new Error('not a month');
  const next = addDays(endOfMonth(first), 1);
  return { from: toInstant(first, MIDNIGHT, zone), until: toInstant(next, MIDNIGHT, zone) };
}

/** The present month and those before it, latest first. */
export function monthsBefore(now: Date, zone: string, count: number): Month[] {
  const months: Month[] = [];
  let day = startOfMonth(localDate(now, zone));
  for (let at = 0; at < count; at += 1) {
    months.push(monthOfDate(day));
    day = startOfMonth(addDays(day, -1));
  }
  return months;
}

/** A month is closed once it is over. */
export function isOver(month: Month, zone: string, now: Date): boolean {
  return monthSpan(month, zone).until <= now;
}

/** What of a closed month may be changed under an opening. */
export const MONTH_MATTERS = ['all', 'sessions', 'participants'] as const;
export type MonthMatter = (typeof MONTH_MATTERS)[number];
/** What a write is about: some matter, never all. */
export type Matter = Exclude<MonthMatter, 'all'>;

/** What changes closed months, as it is told where changes are listed. */
export const MONTH_ACTIONS = [
  'session.log',
  'session.correct',
  'session.cancel',
  'session.undo',
  'session.move',
  'session.cover',
  'roster.import',
  'roster.undo',
  'participant.add',
  'participant.depart',
  'participant.back',
  'participant.merge',
  'participant.unmerge',
  'enrolment.open',
  'enrolment.move',
  'enrolment.undo',
  'programme.restore',
  'programme.edit',
] as const;
export type MonthAction = (typeof MONTH_ACTIONS)[number];

/** Who may change it: the head who opened it, the unit's officers and heads, the agencies' people too. */
export const MONTH_WRITERS = ['opener', 'officers', 'agencies'] as const;
export type MonthWriters = (typeof MONTH_WRITERS)[number];

/** Leave to change a closed month, as what it lets through is decided by. */
export type Leave = {
  readonly id: number;
  readonly matter: MonthMatter;
  readonly whom: MonthWriters;
  readonly until: Date;
  readonly byId: number;
};

/** A month that is closed, and the leave to change it that there is. */
export type InForce = {
  readonly id: number;
  readonly month: Month;
  readonly by: string;
  readonly at: Date;
  readonly leave: Leave | undefined;
};

/** Whoever writes, by name or as it was noted when they asked for it. */
export type WritingActor = Acting & Pick<Actor, 'personId' | 'zone'>;

/** Who writes about what, when. */
export type Writer = { readonly actor: WritingActor; readonly matter: Matter; readonly now: Date };

/** A month stays open to a change for so many days at most. */
export const LONGEST_LEAVE_DAYS = 31;

export function mayClose(actor: Acting): boolean {
  return can(actor, 'month.close', { unitId: actor.unitId, agencyId: null });
}

/** Whether a leave lets somebody write about something now; what else they may is asked elsewhere. */
export function admits(leave: Leave | undefined, { actor, matter, now }: Writer): boolean {
  if (!leave || leave.until <= now) return false;
  if (leave.matter !== 'all' && leave.matter !== matter) return false;
  switch (leave.whom) {
    case 'opener':
      return leave.byId === actor.personId && mayClose(actor);
    case 'officers':
      return scopeOf(actor, 'participant.view').kind === 'unit';
    case 'agencies':
      return true;
  }
}

/** A closed month as it stands before somebody who writes; undefined where nothing is closed to them. */
export function closedFor(found: InForce | undefined, writer: Writer): Closed | undefined {
  return found && !admits(found.leave, writer) ? closedOf(found) : undefined;
}

export function closedOf({ month, by, at }: InForce): Closed {
  return { month, by, at: at.toISOString() };
}

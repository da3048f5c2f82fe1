import {
  addDays,
  compareDates,
  isoDate,
  type LocalDate,
  localDate,
  parseIsoDate,
  toInstant,
  weekday,
} from '../../../lib/zoned.js';
import { type ClosedDay, type DayOff, dayOff, overlaps, type Span } from '../../calendar/index.js';
import { type SlotTime, slotSpan } from '../timetable/rules.js';

/** Why somebody cancels a session. */
export const CANCEL_REASONS = ['trainer', 'place', 'security', 'forceMajeure', 'other'] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** Whether a cancelled session could stand again: somebody cancelled it, and nothing makes up for it. */
export function undoable(session: {
  readonly state: string;
  readonly cancelReason: string | null;
  readonly catchUp: { readonly state: string } | null;
}): boolean {
  const { state, cancelReason, catchUp } = session;
  return state === 'cancelled' && cancelReason !== 'timetable' && (!catchUp || catchUp.state === 'cancelled');
}

/** Programmes in these states have planned sessions. */
const LIVE_STATES: readonly string[] = ['open', 'running'];

export function isLive(state: string): boolean {
  return LIVE_STATES.includes(state);
}

/** How far ahead sessions are planned from the timetable, today included. */
export const HORIZON_DAYS = 28;

export type Slot = SlotTime & { readonly id: number };

/** A session as planning sees it. */
export type PlanRow = Span & {
  readonly id: number;
  readonly slotId: number | null;
  readonly plannedOn: string | null;
  readonly state: 'planned' | 'held' | 'cancelled';
  readonly cancelReason: string | null;
};

/** What a programme's planned sessions follow from. Dates as YYYY-MM-DD. */
export type PlanFacts = {
  readonly live: boolean;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** How many sessions it is to have in all; null: no limit. */
  readonly plannedSessions: number | null;
  /** How many it has had, or should have had, by now. */
  readonly counted: number;
  readonly slots: readonly Slot[];
  /** Its sessions from now on, and those planned for a date from today on. */
  readonly rows: readonly PlanRow[];
  readonly closed: readonly ClosedDay[];
  readonly zone: string;
  readonly now: Date;
};

type Occurrence = Span & { readonly slotId: number; readonly plannedOn: string };

/** A date that the timetable leaves out because the unit rests. */
export type SkippedDay = Extract<DayOff, { readonly kind: 'holiday' | 'closed' }>;

/** What is to be changed so that the planned sessions follow from the timetable. */
export type TimetablePlan = {
  readonly create: readonly Occurrence[];
  /** Cancelled only because the timetable said so, and planned again. */
  readonly revive: readonly (Span & { readonly id: number })[];
  readonly drop: readonly number[];
  readonly skipped: readonly SkippedDay[];
};

function restsOn(date: LocalDate, closed: readonly ClosedDay[]): SkippedDay | undefined {
  const off = dayOff(date, closed);
  // A weekly time on a Sunday is meant: worship is then.
  return off && off.kind !== 'weekend' ? off : undefined;
}

/** The dates of the timetable within the horizon, in order, days of rest apart. */
function occurrences(facts: PlanFacts): { readonly wanted: Occurrence[]; readonly skipped: SkippedDay[] } {
  const { slots, closed, zone, now, startsOn, endsOn } = facts;
  const wanted: Occurrence[] = [];
  const skipped: SkippedDay[] = [];
  const today = localDate(now, zone);
  for (let days = 0; days < HORIZON_DAYS; days += 1) {
    const date = addDays(today, days);
    const plannedOn = isoDate(date);
    if ((startsOn !== null && plannedOn < startsOn) || (endsOn !== null && plannedOn > endsOn)) continue;
    const due = slots
      .filter((slot) => slot.weekday === weekday(date))
      .map((slot) => ({ ...slotSpan(slot, date, zone), slotId: slot.id, plannedOn }))
      .filter(({ startsAt }) => startsAt > now);
    if (due.length === 0) continue;
    const off = restsOn(date, closed);
    if (off) skipped.push(off);
    else wanted.push(...due);
  }
  return { wanted: wanted.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime()), skipped };
}

/** Whether a session stands where its weekly time puts it: one that was moved is somebody's decision. */
function isUnmoved(row: PlanRow, slots: readonly Slot[], zone: string): boolean {
  const slot = slots.find(({ id }) => id === row.slotId);
  const date = row.plannedOn === null ? undefined : parseIsoDate(row.plannedOn);
  if (!slot || !date) return false;
  return slotSpan(slot, date, zone).startsAt.getTime() === row.startsAt.getTime();
}

/**
 * Compares a programme's planned sessions with its timetable: what is missing within the next four weeks, and what no
 * longer follows from it. Recorded sessions, those cancelled by somebody and those moved by somebody stay as they are.
 * Applied, it finds nothing more to do.
 */
export function planTimetable(facts: PlanFacts): TimetablePlan {
  const { rows, slots, zone, now, live, plannedSessions, counted } = facts;
  const ahead = rows.filter(({ state, startsAt }) => state === 'planned' && startsAt > now);
  if (!live) return { create: [], revive: [], drop: ahead.map(({ id }) => id), skipped: [] };
  const { wanted, skipped } = occurrences(facts);
  const open = new Set(slots.map(({ id }) => id));
  const follows = (row: PlanRow) => row.slotId !== null && isUnmoved(row, slots, zone);
  const orphaned = ahead.filter(({ slotId }) => slotId !== null && !open.has(slotId));
  const fixed = ahead.filter((row) => !orphaned.includes(row) && !follows(row));
  let room = plannedSessions === null ? Number.POSITIVE_INFINITY : plannedSessions - counted - fixed.length;
  const active: Span[] = rows.filter(
    (row) => row.state === 'held' || (row.state === 'planned' && !orphaned.includes(row)),
  );
  const kept = new Set<number>();
  const create: Occurrence[] = [];
  const revive: (Span & { id: number })[] = [];
  for (const one of wanted) {
    const row = rows.find(({ slotId, plannedOn }) => slotId === one.slotId && plannedOn === one.plannedOn);
    const { startsAt, endsAt } = one;
    if (row && row.state !== 'cancelled') {
      if (room > 0 && follows(row)) {
        kept.add(row.id);
        room -= 1;
      }
      continue;
    }
    if (row && row.cancelReason !== 'timetable') continue;
    if (room <= 0 || active.some((other) => overlaps(other, one))) continue;
    room -= 1;
    active.push(one);
    if (row) revive.push({ id: row.id, startsAt, endsAt });
    else create.push(one);
  }
  const lastDay = addDays(localDate(now, zone), HORIZON_DAYS - 1);
  const dropped = ahead.filter((row) => {
    if (orphaned.includes(row)) return true;
    const date = row.plannedOn === null ? undefined : parseIsoDate(row.plannedOn);
    return follows(row) && !kept.has(row.id) && date !== undefined && compareDates(date, lastDay) <= 0;
  });
  return { create, revive, drop: dropped.map(({ id }) => id), skipped };
}

/** Whether a plan changes nothing. */
export function isSettled({ create, revive, drop }: TimetablePlan): boolean {
  return create.length + revive.length + drop.length === 0;
}

// ── What is said of planned sessions, and when ───────────────────────────────

/** H-1: the day before; unrecorded: the same afternoon; overdue: the morning after. */
export const REMINDER_KINDS = ['session.H-1', 'session.unrecorded', 'session.overdue'] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** Ids of those concerned by a session. */
export type Audience = {
  readonly trainers: readonly number[];
  readonly contacts: readonly number[];
  readonly officers: readonly number[];
};

const EIGHT = { hour: 8, minute: 0 } as const;
const SIXTEEN = { hour: 16, minute: 0 } as const;
const DAY_MS = 86_400_000;

/** When a reminder of a session is due, and until when it makes sense. */
export function reminderSpan(
  kind: ReminderKind,
  { startsAt, endsAt }: Span,
  zone: string,
): { readonly at: Date; readonly until: Date } {
  const day = localDate(startsAt, zone);
  const morningAfter = toInstant(addDays(day, 1), EIGHT, zone);
  switch (kind) {
    case 'session.H-1':
      return { at: toInstant(addDays(day, -1), EIGHT, zone), until: startsAt };
    case 'session.unrecorded': {
      const afternoon = toInstant(day, SIXTEEN, zone);
      return { at: endsAt > afternoon ? endsAt : afternoon, until: morningAfter };
    }
    case 'session.overdue':
      return { at: morningAfter, until: new Date(morningAfter.getTime() + DAY_MS) };
  }
}

/** Who is told what of a session. */
export function recipientsOf(audience: Audience): Readonly<Record<ReminderKind, readonly number[]>> {
  const { trainers, contacts, officers } = audience;
  return {
    'session.H-1': [...trainers, ...contacts],
    'session.unrecorded': [...officers, ...contacts],
    'session.overdue': officers,
  };
}

/** What somebody was told of a session, and when. */
export type Told = { readonly kind: string; readonly personId: number; readonly at: Date };

/**
 * The reminders of a planned session that are still to come. One whose hour has passed is made up for at once, except
 * to those who have had it, or were told of a change, since that hour.
 */
export function remindersFor(
  span: Span,
  audience: Audience,
  told: readonly Told[],
  zone: string,
  now: Date,
): { readonly kind: ReminderKind; readonly personId: number; readonly dueAt: Date }[] {
  const recipients = recipientsOf(audience);
  return REMINDER_KINDS.flatMap((kind) => {
    const { at, until } = reminderSpan(kind, span, zone);
    if (until <= now) return [];
    const had = told.filter(
      (one) =>
        one.at >= at && (one.kind === kind || (kind === 'session.H-1' && one.kind === 'session.changed')),
    );
    const fresh = (id: number) => !had.some(({ personId }) => personId === id);
    return [...new Set(recipients[kind])].filter(fresh).map((personId) => ({ kind, personId, dueAt: at }));
  });
}

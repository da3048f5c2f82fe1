import {
  addDays,
  compareDates,
  daysBetween,
  isoDate,
  type LocalDate,
  localDate,
  localTime,
  toInstant,
} from '../../lib/zoned.js';
import {
  attendanceMarks,
  attendanceRate,
  type Mark,
  pooled,
  type Rate,
  type Tally,
  tallyOf,
} from '../sessions/index.js';

/** Sessions whose pooled attendance is looked at, and the percentage under which it is too low. */
export const RATE_SESSIONS = 4;
export const RATE_PERCENT = 75;
/** Absences in a row that are told of. */
const ABSENCES = 3;
/** Whole days without a session that a running programme may have. */
const SILENT_DAYS = 14;

/** The rate of the last four of these sessions (oldest first) where it is too low; undefined with fewer than four. */
export function lowRate(sessions: readonly Tally[]): Rate | undefined {
  const window = sessions.slice(-RATE_SESSIONS);
  if (window.length < RATE_SESSIONS) return undefined;
  const rate = attendanceRate(window.reduce(pooled));
  return rate.attended * 100 < rate.expected * RATE_PERCENT ? rate : undefined;
}

/** Whether the rate was right again at any of these sessions (oldest first), of which each has three before it. */
export function hasRecovered(sessions: readonly Tally[]): boolean {
  return sessions.some(
    (_, index) => index + 1 >= RATE_SESSIONS && lowRate(sessions.slice(0, index + 1)) === undefined,
  );
}

function isMissed(mark: Mark): boolean {
  const { attended, expected } = attendanceRate(tallyOf([mark]));
  return expected > attended;
}

/** Marks that count neither as there nor as away: sick, excused, in court. */
function isOutside(mark: Mark): boolean {
  return attendanceRate(tallyOf([mark])).outside > 0;
}

/** Marks that a row of absences may hold or run across. */
export const NOT_THERE: readonly Mark[] = attendanceMarks.filter((mark) => isMissed(mark) || isOutside(mark));

/** The absences that somebody's marks (oldest first) end with; sick, excused and court neither count nor break. */
export function absencesInARow<M extends { readonly mark: Mark }>(marks: readonly M[]): readonly M[] {
  const counted = marks.filter(({ mark }) => !isOutside(mark));
  return counted.slice(counted.findLastIndex(({ mark }) => !isMissed(mark)) + 1);
}

/** What of such a row is as many as are told of, or more: from the third on. */
export function tooMany<M>(inARow: readonly M[]): readonly M[] {
  return inARow.slice(ABSENCES - 1);
}

/** What says when a programme's silence began. */
type Pulse = {
  readonly lastHeld: Date | null;
  readonly startsOn: LocalDate | undefined;
  readonly endsOn: LocalDate | undefined;
  readonly createdAt: Date;
};

/** The day of the last session, or on which the programme began. */
function silentSince({ lastHeld, startsOn, createdAt }: Pulse, zone: string): LocalDate {
  if (lastHeld) return localDate(lastHeld, zone);
  return startsOn ?? localDate(createdAt, zone);
}

/** A silence: since which day, also as a number (`20230831`), and for how many whole days. */
export type Silence = { readonly since: LocalDate; readonly number: number; readonly days: number };

/** The silence of a running programme that has lasted more than two weeks; none before its start, none after its end. */
export function silenceOf(pulse: Pulse, zone: string, now: Date): Silence | undefined {
  const since = silentSince(pulse, zone);
  const today = localDate(now, zone);
  const days = daysBetween(since, today) - 1;
  if (days < SILENT_DAYS || now < toInstant(addDays(since, SILENT_DAYS + 1), MORNING, zone)) return undefined;
  if (pulse.endsOn && compareDates(pulse.endsOn, today) < 0) return undefined;
  return { since, number: Number(isoDate(since).replaceAll('-', '')), days };
}

const MORNING = { hour: 8, minute: 0 } as const;
const EVENING_HOUR = 18;
/** Whoever slipped mends it within this time, and nobody is alarmed. */
const GRACE_MS = 10 * 60_000;

/** When an alert found now is told: after a moment for mending a slip, and by day. */
export function tellAt(now: Date, zone: string): Date {
  const at = new Date(now.getTime() + GRACE_MS);
  const day = localDate(at, zone);
  const { hour } = localTime(at, zone);
  if (hour < MORNING.hour) return toInstant(day, MORNING, zone);
  return hour >= EVENING_HOUR ? toInstant(addDays(day, 1), MORNING, zone) : at;
}

import { addDays, localDate, localTime, toInstant } from '../../../lib/zoned.js';
import { type ClosedDay, dayOff } from '../../calendar/index.js';

const HOUR_MS = 60 * 60_000;
/** How long an answer is waited for before the next step. */
const PATIENCE_MS = 24 * HOUR_MS;
/** What is told less than this before the start changes nothing any more. */
const LAST_MS = 2 * HOUR_MS;
const OPENS = 8;
const CLOSES = 16;

/** The moment itself between 08.00 and 16.00 of a working day, else the next such morning. */
function inOffice(moment: Date, zone: string, closed: readonly ClosedDay[]): Date {
  const { hour } = localTime(moment, zone);
  let day = localDate(moment, zone);
  if (!dayOff(day, closed) && hour >= OPENS && hour < CLOSES) return moment;
  if (hour >= CLOSES) day = addDays(day, 1);
  while (dayOff(day, closed)) day = addDays(day, 1);
  return toInstant(day, { hour: OPENS, minute: 0 }, zone);
}

/** What waits for an answer; `closed` are the unit's own closed days. */
export type Question = {
  readonly askedAt: Date;
  readonly startsAt: Date;
  readonly zone: string;
  readonly closed: readonly ClosedDay[];
};

/**
 * When each of so many steps is taken while a question asked at `askedAt` stays unanswered: a day after the last, in
 * office hours. Where the start is too near for that, the time left is shared out evenly among them.
 */
export function escalationTimes({ askedAt, startsAt, zone, closed }: Question, steps: number): Date[] {
  const times: Date[] = [];
  let last = askedAt;
  for (let step = 0; step < steps; step += 1) {
    last = inOffice(new Date(last.getTime() + PATIENCE_MS), zone, closed);
    times.push(last);
  }
  if (last.getTime() <= startsAt.getTime() - LAST_MS) return times;
  const left = startsAt.getTime() - askedAt.getTime();
  const share = Math.min(PATIENCE_MS, Math.floor(left / (steps + 1)));
  return times.map((_, step) => new Date(askedAt.getTime() + (step + 1) * share));
}

/** 08.00 on the day before what waits for an answer, where that is still ahead of whoever asks. */
export function eveOf({ askedAt, startsAt, zone }: Question): Date | undefined {
  const eve = toInstant(addDays(localDate(startsAt, zone), -1), { hour: OPENS, minute: 0 }, zone);
  return eve > askedAt ? eve : undefined;
}

import { addDays, type LocalDate, parseIsoDate, toInstant } from '../../../lib/zoned.js';
import { type Stage, takesOver } from '../stages/rules.js';

/** So many days before the end, on it, and at the notice date, at 08.00 in the unit's zone. */
export const REMINDERS = ['H-90', 'H-30', 'H-7', 'end', 'notice'] as const;
export type Reminder = (typeof REMINDERS)[number];

/** What reminders of an agreement come from. Days as `2023-08-31`. */
export type Dated = {
  readonly stage: Stage;
  readonly endsOn: string | null;
  readonly noticeOn: string | null;
};

const BEFORE: Readonly<Record<Exclude<Reminder, 'notice'>, number>> = {
  'H-90': 90,
  'H-30': 30,
  'H-7': 7,
  end: 0,
};
const EIGHT = { hour: 8, minute: 0 } as const;
/** For so many days what was held up is still worth saying, unless the next takes its place before. */
const WORTH_DAYS = 14;

function dayOf(reminder: Reminder, { endsOn, noticeOn }: Dated): LocalDate | undefined {
  const on = parseIsoDate((reminder === 'notice' ? noticeOn : endsOn) ?? '');
  if (!on || reminder === 'notice') return on;
  return addDays(on, -BEFORE[reminder]);
}

/** When a reminder goes out; undefined: there is nothing (any more) to remind of. */
export function reminderAt(reminder: Reminder, dated: Dated, zone: string): Date | undefined {
  const day = takesOver(dated.stage) ? dayOf(reminder, dated) : undefined;
  return day && toInstant(day, EIGHT, zone);
}

/** Until when one that was held up makes sense. */
export function reminderExpires(reminder: Reminder, dated: Dated, zone: string): Date | undefined {
  const day = dayOf(reminder, dated);
  if (!day) return undefined;
  const worth = toInstant(addDays(day, WORTH_DAYS), EIGHT, zone);
  // A week before the end only the end itself comes sooner.
  const end = reminder === 'H-7' ? reminderAt('end', dated, zone) : undefined;
  return end && end < worth ? end : worth;
}

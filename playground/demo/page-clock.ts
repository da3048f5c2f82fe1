import { TZDate, tz } from '@date-fns/tz';
import { addDays, addHours, isValid, parseISO, set } from 'date-fns';

/** Where the page can move the clock; `exact` takes `YYYY-MM-DDTHH:mm` in the clock's zone. */
export type ClockMove = 'hour' | 'day' | 'monday' | 'exact';

/** The instant that a move leads to; undefined for a time that can't be read. */
export function movedClock(now: Date, zone: string, move: ClockMove, exact: string): Date | undefined {
  switch (move) {
    case 'hour':
      return addHours(now, 1);
    case 'day':
      return new Date(addDays(new TZDate(now, zone), 1).getTime());
    case 'monday':
      return nextMonday(now, zone);
    case 'exact': {
      const read = parseISO(exact, { in: tz(zone) });
      return isValid(read) ? new Date(read.getTime()) : undefined;
    }
    default:
      return move satisfies never;
  }
}

/** The next Monday 07.30 that is still ahead: the minute before weekly summaries are usually due. */
function nextMonday(now: Date, zone: string): Date {
  const local = new TZDate(now, zone);
  const morning = set(local, { hours: 7, minutes: 30, seconds: 0, milliseconds: 0 });
  const ahead = (8 - local.getDay()) % 7;
  const candidate = addDays(morning, ahead);
  return new Date((candidate > now ? candidate : addDays(morning, ahead + 7)).getTime());
}

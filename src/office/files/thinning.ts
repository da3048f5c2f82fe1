import {
  addDays,
  compareDates,
  isoDate,
  type LocalDate,
  startOfMonth,
  startOfWeek,
} from '../../lib/zoned.js';

/** Of how many of the last days, weeks and months that have a backup the newest one is kept. */
export type Keep = { readonly days: number; readonly weeks: number; readonly months: number };

/** A backup in a folder. */
export type Kept = { readonly name: string; readonly date: LocalDate; readonly bytes: number };

/** The newest of each of the first so many periods. */
function newestOf(backups: readonly Kept[], periods: number, start: (date: LocalDate) => LocalDate): Kept[] {
  const newest = new Map<string, Kept>();
  for (const backup of backups) {
    const period = isoDate(start(backup.date));
    if (!newest.has(period)) newest.set(period, backup);
  }
  return [...newest.values()].slice(0, periods);
}

/**
 * Those of the backups, newest first, that were kept long enough. All of today and yesterday stay: somebody may have made
 * them for a reason. Periods without a backup don't count, so that after a long time off none is removed at once.
 */
export function outlived(backups: readonly Kept[], keep: Keep, today: LocalDate): Kept[] {
  const yesterday = addDays(today, -1);
  const stay = new Set([
    ...backups.filter(({ date }) => compareDates(date, yesterday) >= 0),
    ...newestOf(backups, keep.days, (date) => date),
    ...newestOf(backups, keep.weeks, startOfWeek),
    ...newestOf(backups, keep.months, startOfMonth),
  ]);
  return backups.filter((backup) => !stay.has(backup));
}

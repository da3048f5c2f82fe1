import { isoDate, type LocalDate } from '../../../lib/zoned.js';
import { HOLIDAYS_2023 } from '../data/holidays-2023.js';
import { HOLIDAYS_2024 } from '../data/holidays-2024.js';
import { HOLIDAYS_2025 } from '../data/holidays-2025.js';
import { HOLIDAYS_2026 } from '../data/holidays-2026.js';
import type { HolidayName, HolidayYear } from '../data/holidays-year.js';

/** One file a year. A year that isn't here is unknown, which whoever shows a date of it says. */
export const HOLIDAY_YEARS: readonly HolidayYear[] = [
  HOLIDAYS_2023,
  HOLIDAYS_2024,
  HOLIDAYS_2025,
  HOLIDAYS_2026,
];

/** `jointLeave`: offices close for the holiday beside it (cuti bersama). */
export type Holiday = { readonly name: HolidayName; readonly jointLeave: boolean };

const byDate = new Map<string, Holiday>(
  HOLIDAY_YEARS.flatMap(({ year, national, jointLeave }) => [
    ...jointLeave.map(([day, name]) => [`${year}-${day}`, { name, jointLeave: true }] as const),
    ...national.map(([day, name]) => [`${year}-${day}`, { name, jointLeave: false }] as const),
  ]),
);

/** What a date is by decree, if anything. */
export function holidayOn(date: LocalDate): Holiday | undefined {
  return byDate.get(isoDate(date));
}

/** Whether the holidays of a year are known here. */
export function hasHolidays(year: number): boolean {
  return HOLIDAY_YEARS.some((known) => known.year === year);
}

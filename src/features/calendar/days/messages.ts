import type { DayMark } from '../../../dialogs/fields/month.js';
import type { Locale } from '../../../lib/locale.js';
import { addDays, compareDates, endOfMonth, formatShortDate, type LocalDate } from '../../../lib/zoned.js';
import type { Translate } from '../../../words/translate.js';
import { type ClosedDay, type DayOff, dayOff, knowsHolidays, type Unsuited } from '../rules.js';

type Reader = { readonly t: Translate; readonly locale: Locale };

/** Why a day is off: `libur, Hari Suci Nyepi`, `cuti bersama, …`, `tutup, upacara`, `akhir pekan`. */
function dayOffText(day: DayOff, { t }: Pick<Reader, 't'>): string {
  switch (day.kind) {
    case 'holiday': {
      const name = 'said' in day ? day.said : t(`calendar-holiday-${day.name}`);
      return t(day.jointLeave ? 'calendar-joint-leave' : 'calendar-holiday', { name });
    }
    case 'closed':
      return t('calendar-closed', { reason: day.reason });
    case 'weekend':
      return t('calendar-weekend');
  }
}

/** What speaks against a time, as one line. */
export function unsuitedText(reason: Unsuited, reader: Reader): string {
  switch (reason.kind) {
    case 'prayer':
    case 'hours':
      return reader.t(`calendar-${reason.kind}`);
    case 'holiday':
    case 'closed':
    case 'weekend':
      return `${formatShortDate(reason.date, reader.locale)}: ${dayOffText(reason, reader)}`;
  }
}

/** Says that the holidays of a year aren't known here. */
export function unknownYearText(year: number, { t }: Pick<Reader, 't'>): string {
  return t('calendar-no-table', { year: String(year) });
}

/** How a day of the picker is marked, with the reason for it, of days that are off. */
export function dayOffMark(
  date: LocalDate,
  closed: readonly ClosedDay[],
  reader: Reader,
): DayMark | undefined {
  const off = dayOff(date, closed);
  return off && { mark: off.kind === 'holiday' ? 'holiday' : 'closed', why: unsuitedText(off, reader) };
}

/** Holidays and the unit's own closed days of a month, a line each, and whether the year is unknown. */
export function monthText(first: LocalDate, closed: readonly ClosedDay[], reader: Reader): string[] {
  const last = endOfMonth(first);
  const told: string[] = [];
  for (let day = first; compareDates(day, last) <= 0; day = addDays(day, 1)) {
    const off = dayOff(day, closed);
    if (off && off.kind !== 'weekend') told.push(unsuitedText(off, reader));
  }
  return knowsHolidays(first.year, closed) ? told : [...told, unknownYearText(first.year, reader)];
}

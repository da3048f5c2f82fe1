import type { DayMark } from '../../../dialogs/fields/month.js';
import { addDays, compareDates, endOfMonth, formatShortDate, type LocalDate } from '../../../lib/zoned.js';
import type { Voice } from '../../../words/voice.js';
import { type ClosedDay, type DayOff, dayOff, knowsHolidays, type Unsuited } from '../rules.js';

/** Why a day is off: `libur, Hari Suci Nyepi`, `cuti bersama, …`, `tutup, upacara`, `akhir pekan`. */
function dayOffText(day: DayOff, { t }: Pick<Voice, 't'>): string {
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
export function unsuitedText(reason: Unsuited, voice: Pick<Voice, 't' | 'locale'>): string {
  switch (reason.kind) {
    case 'prayer':
    case 'hours':
      return voice.t(`calendar-${reason.kind}`);
    case 'holiday':
    case 'closed':
    case 'weekend':
      return `${formatShortDate(reason.date, voice.locale)}: ${dayOffText(reason, voice)}`;
  }
}

/** Says that the holidays of a year aren't known here. */
export function unknownYearText(year: number, { t }: Pick<Voice, 't'>): string {
  return t('calendar-no-table', { year: String(year) });
}

/** How a day of the picker is marked, with the reason for it, of days that are off. */
export function dayOffMark(
  date: LocalDate,
  closed: readonly ClosedDay[],
  voice: Pick<Voice, 't' | 'locale'>,
): DayMark | undefined {
  const off = dayOff(date, closed);
  return off && { mark: off.kind === 'holiday' ? 'holiday' : 'closed', why: unsuitedText(off, voice) };
}

/** Holidays and the unit's own closed days of a month, a line each, and whether the year is unknown. */
export function monthText(
  first: LocalDate,
  closed: readonly ClosedDay[],
  voice: Pick<Voice, 't' | 'locale'>,
): string[] {
  const last = endOfMonth(first);
  const told: string[] = [];
  for (let day = first; compareDates(day, last) <= 0; day = addDays(day, 1)) {
    const off = dayOff(day, closed);
    if (off && off.kind !== 'weekend') told.push(unsuitedText(off, voice));
  }
  return knowsHolidays(first.year, closed) ? told : [...told, unknownYearText(first.year, voice)];
}

import { type Locale } from '../../lib/locale.js';
import {
  addDays,
  compareDates,
  endOfMonth,
  formatMonth,
  formatWeekday,
  isoDate,
  type LocalDate,
  localDate,
  parseIsoDate,
  startOfMonth,
  type Weekday,
  weekday,
} from '../../lib/zoned.js';
import type { Translate } from '../../words/translate.js';
import type { Choice, Json } from '../form.js';
import { rows } from './choice.js';

export type Prefer = 'future' | 'past';

/** How a day is marked: a holiday, no working day, or no free hour left; and why, in the reader's language. */
export type DayMark = { readonly mark: 'holiday' | 'closed' | 'full'; readonly why: string };

/** A day's number with its mark. Seven stand in a row on a phone: no mark takes more than two narrow characters. */
export function dayLabel(day: number, mark?: DayMark['mark'] | 'today'): string {
  switch (mark) {
    case undefined:
      return String(day);
    case 'today':
      return `•${day}`;
    case 'holiday':
      return `${day}*`;
    case 'closed':
      return `(${day})`;
    case 'full':
      return `${day}×`;
  }
}

const NOTHING = 'n';
// Looks empty and is no white space, which Telegram refuses as a label.
const BLANK = '\u2800';

/** The first day of the month that a picker shows. */
export function monthOf(ui: Json, today: LocalDate): LocalDate {
  const shown = typeof ui === 'string' ? parseIsoDate(`${ui}-01`) : undefined;
  return shown ?? startOfMonth(today);
}

const monthKey = (day: LocalDate) => `m${isoDate(day).slice(0, 7)}`;

/** The month that a tap asks to see, as the picker keeps it; undefined for any other tap. */
export function monthShown(value: string): string | undefined {
  return /^m(\d{4}-(?:0[1-9]|1[0-2]))$/.exec(value)?.[1];
}

type Surroundings = {
  readonly t: Translate;
  readonly locale: Locale;
  readonly now: Date;
  readonly zone: string;
};

/** A month as buttons: quick days, steps by year and month, weekdays, days. Days out of reach can't be tapped. */
export function monthChoices(
  { t, locale, now, zone }: Surroundings,
  ui: Json,
  prefer: Prefer,
  markOf: (day: LocalDate) => DayMark | undefined = () => undefined,
): Choice[][] {
  const today = localDate(now, zone);
  const first = monthOf(ui, today);
  const last = endOfMonth(first);
  const open = (day: LocalDate) =>
    prefer === 'future' ? compareDates(day, today) >= 0 : compareDates(day, today) <= 0;
  const blank: Choice = { label: BLANK, value: NOTHING };
  const days: Choice[] = Array.from({ length: weekday(first) - 1 }, () => blank);
  for (let day = first; compareDates(day, last) <= 0; day = addDays(day, 1)) {
    const mark = markOf(day)?.mark ?? (compareDates(day, today) === 0 ? 'today' : undefined);
    days.push(
      open(day) ? { label: dayLabel(day.day, mark), value: isoDate(day) } : { label: '·', value: NOTHING },
    );
  }
  while (days.length % 7 !== 0) days.push(blank);
  const quick =
    prefer === 'future'
      ? [['when-today', today] as const, ['when-tomorrow', addDays(today, 1)] as const]
      : [['when-yesterday', addDays(today, -1)] as const, ['when-today', today] as const];
  const before = addDays(first, -1);
  const after = addDays(last, 1);
  // A step of a year stops at the month that still has a day within reach.
  const nearest = (month: LocalDate) =>
    open(prefer === 'future' ? endOfMonth(month) : month) ? month : startOfMonth(today);
  const step = (label: string, to: LocalDate, reachable: boolean): Choice => ({
    label,
    value: reachable && to.year > 0 && to.year < 9999 ? monthKey(to) : NOTHING,
  });
  const yearAgo = nearest({ ...first, year: first.year - 1 });
  const inAYear = nearest({ ...first, year: first.year + 1 });
  return [
    quick.map(([key, day]) => ({ label: t(key), value: isoDate(day) })),
    [
      step('«', yearAgo, compareDates(yearAgo, first) < 0),
      step('‹', before, open(before)),
      { label: formatMonth(first, locale), value: NOTHING },
      step('›', after, open(after)),
      step('»', inAYear, compareDates(inAYear, first) > 0),
    ],
    ([1, 2, 3, 4, 5, 6, 7] as Weekday[]).map((day) => ({
      label: formatWeekday(day, locale, 'short'),
      value: NOTHING,
    })),
    ...rows(days, 7),
  ];
}

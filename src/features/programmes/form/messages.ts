import type { Locale } from '../../../lib/locale.js';
import { formatDate, type LocalDate, parseIsoDate } from '../../../lib/zoned.js';
import { formatNumber } from '../../../words/numbers.js';
import type { Voice } from '../../../words/voice.js';
import type { ProgrammeDetail } from '../programme/service.js';
import type { ProgrammeSummary } from '../programme/store.js';

/** `terdaftar 14/20 kursi · tunggu 2`. */
export function seatsText(
  { t, locale }: Pick<Voice, 't' | 'locale'>,
  programme: Pick<ProgrammeSummary, 'enrolled' | 'seats' | 'waiting'>,
): string {
  const enrolled = formatNumber(programme.enrolled, locale);
  const taken =
    programme.seats === null
      ? t('programme-enrolled', { enrolled })
      : t('programme-enrolled-of', { enrolled, seats: formatNumber(programme.seats, locale) });
  return programme.waiting === 0
    ? taken
    : `${taken} · ${t('programme-waiting', { waiting: programme.waiting })}`;
}

/** A date as cards write it, from YYYY-MM-DD. */
export function dayText(iso: string, locale: Locale): string {
  const date = parseIsoDate(iso);
  return date ? formatDate(date, locale) : iso;
}

// The weekday says little of a whole period, and takes the width of a phone.
const withoutWeekday = (date: LocalDate, locale: Locale) => formatDate(date, locale).replace(/^.*?, /u, '');

/** `4 September – 15 Desember 2023`; undefined where neither day is known. */
export function periodText(
  { t, locale }: Pick<Voice, 't' | 'locale'>,
  { startsOn, endsOn }: Pick<ProgrammeSummary, 'startsOn' | 'endsOn'>,
): string | undefined {
  const [start, end] = [parseIsoDate(startsOn ?? ''), parseIsoDate(endsOn ?? '')];
  if (start && end) {
    const first = withoutWeekday(start, locale);
    const from = start.year === end.year ? first.replace(/ \d{4}$/u, '') : first;
    return `${from} – ${withoutWeekday(end, locale)}`;
  }
  if (start) return t('programme-period-from', { date: withoutWeekday(start, locale) });
  return end && t('programme-period-until', { date: withoutWeekday(end, locale) });
}

/** `24 sesi`, `48 jam`; undefined where nothing is planned. */
export function plannedText(
  { t, locale }: Pick<Voice, 't' | 'locale'>,
  planned: { readonly plannedSessions: number | null; readonly plannedHours: number | null },
): string | undefined {
  const { plannedSessions, plannedHours } = planned;
  const parts = [
    plannedSessions ? t('programme-planned-sessions', { total: formatNumber(plannedSessions, locale) }) : '',
    plannedHours ? t('programme-planned-hours', { total: formatNumber(plannedHours, locale) }) : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}

/** `8 dari 24 sesi`; what was held alone where nothing is planned, and nothing where there is neither. */
export function progressText(
  { t, locale }: Pick<Voice, 't' | 'locale'>,
  programme: ProgrammeDetail,
): string | undefined {
  const { held, plannedSessions, plannedHours } = programme;
  const count = (n: number) => formatNumber(n, locale);
  const hours = held.minutes / 60;
  const of = (key: string, done: number, total: number) => t(key, { done: count(done), total: count(total) });
  const parts = [
    plannedSessions !== null && of('programme-progress-sessions', held.sessions, plannedSessions),
    plannedHours !== null && of('programme-progress-hours', hours, plannedHours),
  ].filter((part) => part !== false);
  if (parts.length > 0) return parts.join(' · ');
  return held.sessions > 0 ? t('programme-progress-held', { done: count(held.sessions) }) : undefined;
}

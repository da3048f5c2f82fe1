import { italic, type Text } from '../../dialogs/card.js';
import { formatDate, formatDateTime, formatMonth, localDate } from '../../lib/zoned.js';
import { formatNumber, formatPercent } from '../../words/numbers.js';
import type { Voice } from '../../words/voice.js';
import { type Figures, sumOf } from './figures/rules.js';
import { type Closed, firstDay, type Month } from './rules.js';
import type { Impact } from './service.js';
import type { Standing } from './store.js';

/** `Agustus 2023` */
export function monthName({ locale }: Pick<Voice, 'locale'>, month: Month): string {
  const first = firstDay(month);
  return first ? formatMonth(first, locale) : month;
}

/** Who closed a month and when, and what can be done about it. */
export function closedText(voice: Voice, { month, by, at }: Closed): string {
  const { t, locale, zone } = voice;
  const when = formatDateTime(new Date(at), zone, locale);
  return t('month-closed', { month: monthName(voice, month), by, at: when });
}

/** A month's figures in two lines. */
export function figuresLines({ t, locale }: Voice, figures: Figures): string[] {
  const { enrolled, present, joined, left, sessions, attendance } = figures;
  const { attended, expected } = attendance;
  const why = Object.entries(left).map(([reason, total]) =>
    t('month-left-why', { reason: t(reasonKey(reason)), total }),
  );
  return [
    t('month-enrolled', { ...enrolled, present: sumOf(present) }),
    t('month-moved', { joined, left: sumOf(left), why: why.length > 0 ? ` (${why.join(', ')})` : '' }),
    t('month-sessions', {
      held: sessions.held,
      cancelled: sessions.cancelled,
      attended: formatNumber(attended, locale),
      expected: formatNumber(expected, locale),
      rate: formatPercent(attended, expected, locale),
    }),
  ];
}

/** Whoever left without an end went back to a list. */
function reasonKey(reason: string): string {
  return reason === 'waiting' || reason === 'applied' ? 'month-left-list' : `end-reason-${reason}`;
}

/** The figures that differ, each as it was and as it is: `terdaftar 54 → 56`. */
export function movedFigures({ t }: Pick<Voice, 't'>, before: Figures, after: Figures): string[] {
  const pairs: readonly (readonly [string, number, number])[] = [
    ['people', before.enrolled.people, after.enrolled.people],
    ['enrolments', before.enrolled.enrolments, after.enrolled.enrolments],
    ['present', sumOf(before.present), sumOf(after.present)],
    ['convict', before.byStatus.convict.people, after.byStatus.convict.people],
    ['detainee', before.byStatus.detainee.people, after.byStatus.detainee.people],
    ['joined', before.joined, after.joined],
    ['left', sumOf(before.left), sumOf(after.left)],
    ['held', before.sessions.held, after.sessions.held],
    ['cancelled', before.sessions.cancelled, after.sessions.cancelled],
    ['attended', before.attendance.attended, after.attendance.attended],
    ['expected', before.attendance.expected, after.attendance.expected],
    ['heads', before.sessions.heads, after.sessions.heads],
  ];
  const moved = pairs
    .filter(([, from, to]) => from !== to)
    .map(([what, from, to]) => t('month-figure-moved', { what: t(`month-figure-${what}`), from, to }));
  return moved.length > 0 ? moved : [t('month-figure-rows')];
}

/** What a write would change of closed months, and whether it may: nothing where it changes none. */
export function impactLines(voice: Voice, impacts: readonly Impact[]): Text[] {
  const { t } = voice;
  return impacts.flatMap(({ closed, before, after, admitted }) => [
    t('month-impact', {
      month: monthName(voice, closed.month),
      figures: movedFigures(voice, before, after).join(' · '),
    }),
    italic(
      t(admitted ? 'month-impact-admitted' : 'month-impact-refused', {
        month: monthName(voice, closed.month),
      }),
    ),
  ]);
}

/** Since when a change was made, by whom and why: `direvisi 3 Okt oleh … karena …`. `why` is left out in groups. */
export function revisedText(
  { t, locale, zone }: Voice,
  { at, by, reason }: { readonly at: Date; readonly by: string; readonly reason: string | undefined },
): string {
  const date = formatDate(localDate(at, zone), locale);
  return reason === undefined
    ? t('month-revised', { date, by })
    : t('month-revised-why', { date, by, reason });
}

/**
 * What was reported of a month beside what it says now: `Dilaporkan 54 · sekarang 56, direvisi 3 Okt oleh … karena …`.
 * `inGroup`: the reason is left out, since it was typed.
 */
export function reportedText(
  voice: Voice,
  { by, at, revised }: Pick<Standing, 'by' | 'at' | 'revised'>,
  people: { readonly reported: number | undefined; readonly now: number },
  inGroup: boolean,
): string {
  const { t, locale, zone } = voice;
  const closed = { by, date: formatDate(localDate(at, zone), locale) };
  const { reported, now } = people;
  if (reported === undefined) return t('month-reported-unknown', closed);
  if (!revised && reported === now) return t('month-reported', { people: reported, ...closed });
  const both = t('month-reported-now', { people: reported, now });
  if (!revised) return both;
  return `${both}, ${revisedText(voice, inGroup ? { ...revised, reason: undefined } : revised)}`;
}

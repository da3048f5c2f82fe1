import { type Button, bold, type Card, italic, lines, type Text } from '../../../dialogs/card.js';
import { formatShortDate, formatTime, isoDate, localDate, localTime, zoneLabel } from '../../../lib/zoned.js';
import type { Voice } from '../../../words/voice.js';
import { unknownYears, unknownYearText, unsuitedText } from '../../calendar/index.js';
import { programmeTap } from '../../programmes/index.js';
import { HORIZON_DAYS, type SkippedDay } from '../plan/rules.js';
import { slotAddTap, slotEditTap, slotEndTap, slotReopenTap, slotTap, timetableTap } from '../taps.js';
import { inWeekOrder, type SlotTime, slotText } from './rules.js';
import type { TimetablePreview, TimetableView } from './service.js';

const DATES_SHOWN = 6;
const SKIPPED_SHOWN = 6;

/** `Sel 5 Sep 09.00`. */
export function shortStart({ locale, zone }: Pick<Voice, 'locale' | 'zone'>, startsAt: Date): string {
  const date = formatShortDate(localDate(startsAt, zone), locale);
  return `${date} ${formatTime(localTime(startsAt, zone), locale)}`;
}

function datesText(voice: Voice, starts: readonly Date[]): string {
  const shown = starts.slice(0, DATES_SHOWN).map((start) => shortStart(voice, start));
  return starts.length > DATES_SHOWN ? `${shown.join(', ')}, …` : shown.join(', ');
}

function skippedLines({ t, locale }: Voice, skipped: readonly SkippedDay[]): Text[] {
  if (skipped.length === 0) return [];
  const days = [...new Map(skipped.map((day) => [isoDate(day.date), day])).values()];
  const shown = days.slice(0, SKIPPED_SHOWN).map((day) => `• ${unsuitedText(day, { t, locale })}`);
  const rest = days.length - SKIPPED_SHOWN;
  return [t('timetable-skipped'), ...shown, ...(rest > 0 ? [t('timetable-skipped-more', { rest })] : [])];
}

/** Says of which year within the next weeks the holidays aren't known. */
function unknownLines({ t, zone }: Voice, now: Date): string[] {
  const endsAt = new Date(now.getTime() + HORIZON_DAYS * 86_400_000);
  return unknownYears({ startsAt: now, endsAt }, zone).map((year) => unknownYearText(year, { t }));
}

/** A programme's weekly times, what is planned from them, and what is left out. `undo` is a time just ended. */
export function timetableCard(
  voice: Voice,
  view: TimetableView,
  more: { readonly note?: string; readonly undo?: number; readonly now: Date },
): Card {
  const { t, locale, zone } = voice;
  const { programme, slots, next, skipped, mayPlan } = view;
  const { id } = programme;
  const empty = slots.length === 0;
  const state = programme.state === 'open' || programme.state === 'running' ? undefined : programme.state;
  const buttons: Button[][] = [
    ...(more.undo === undefined
      ? []
      : [[{ label: t('timetable-undo'), data: slotReopenTap.data({ slot: more.undo }) }]]),
    ...(mayPlan
      ? inWeekOrder(slots).map((slot): Button[] => [
          { label: `🔁 ${slotText(slot, locale)}`, data: slotTap.data({ slot: slot.id }) },
        ])
      : []),
    ...(mayPlan && (state === undefined || state === 'draft')
      ? [
          [
            {
              label: t('timetable-add'),
              data: slotAddTap.data({ programme: id }),
              ...(empty && { style: 'primary' as const }),
            },
          ],
        ]
      : []),
    [{ label: t('timetable-programme'), data: programmeTap.data({ programme: id }) }],
  ];
  return {
    text: lines(
      more.note,
      more.note !== undefined && '',
      bold(t('timetable-title', { programme: programme.name })),
      ...(empty
        ? [t(mayPlan ? 'timetable-none' : 'timetable-none-yours')]
        : inWeekOrder(slots).map((slot) => `🔁 ${slotText(slot, locale)} ${zoneLabel(zone, more.now)}`)),
      state !== undefined && t(state === 'draft' ? 'timetable-draft' : 'timetable-over'),
      next.length > 0 &&
        t('timetable-next', {
          count: next.length,
          dates: datesText(
            voice,
            next.map(({ startsAt }) => startsAt),
          ),
        }),
      !empty && next.length === 0 && state === undefined && t('timetable-next-none'),
      ...skippedLines(voice, skipped),
      ...(empty ? [] : unknownLines(voice, more.now)),
      !empty && mayPlan && italic(t('timetable-how')),
    ),
    buttons,
  };
}

/** One weekly time, to be changed or ended. */
export function slotCard(
  { t, locale, zone }: Voice,
  slot: SlotTime & {
    readonly id: number;
    readonly programmeId: number;
    readonly programme: string;
    readonly sessions: number;
  },
  now: Date,
): Card {
  return {
    text: lines(
      bold(slot.programme),
      `🔁 ${slotText(slot, locale)} ${zoneLabel(zone, now)}`,
      t('timetable-slot-sessions', { sessions: slot.sessions }),
    ),
    buttons: [
      [
        { label: t('timetable-change'), data: slotEditTap.data({ slot: slot.id }) },
        { label: t('timetable-end'), data: slotEndTap.data({ slot: slot.id }), style: 'danger' },
      ],
      [{ label: t('timetable-back'), data: timetableTap.data({ programme: slot.programmeId }) }],
    ],
  };
}

/** What weekly times were understood as, and what they lead to. */
export function timetablePreview(
  voice: Voice,
  slots: readonly SlotTime[],
  preview: TimetablePreview | undefined,
): Text {
  const { t, locale, zone, now } = voice;
  if (!preview) return t('timetable-refused-forbidden');
  const { programme, starts, skipped, clash, live } = preview;
  return lines(
    bold(t('session-check')),
    `📘 ${programme}`,
    ...slots.map(
      (slot) => `🔁 ${t('timetable-every', { slot: slotText(slot, locale) })} ${zoneLabel(zone, now)}`,
    ),
    clash !== undefined && bold(t('timetable-clash', { slot: slotText(clash, locale) })),
    ...(clash === undefined
      ? [
          starts.length > 0 &&
            t('timetable-planned', { count: starts.length, dates: datesText(voice, starts) }),
          starts.length === 0 && t(live ? 'timetable-planned-none' : 'timetable-draft'),
          ...skippedLines(voice, skipped),
          ...unknownLines(voice, now),
        ]
      : []),
  );
}

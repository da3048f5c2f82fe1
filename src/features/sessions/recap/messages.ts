import { bold, type Card, lines, type Text } from '../../../dialogs/card.js';
import { formatShortDate, formatTime, localTime, parseIsoDate } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import type { Voice } from '../../../words/voice.js';
import { tallyLine } from '../attendance/messages.js';
import { tallyOf } from '../attendance/rules.js';
import { allMarks } from '../sheet/rules.js';
import { pastTap } from '../taps.js';
import type { Recap } from './rules.js';
import type { DayPlan, RecapPlan } from './service.js';

const DAYS_SHOWN = 31;
const ROWS_SHOWN = 10;
const NAMES_SHOWN = 4;

function dayText({ locale, zone }: Voice, { date, startsAt }: DayPlan): string {
  const day = parseIsoDate(date);
  return day ? `${formatShortDate(day, locale)} ${formatTime(localTime(startsAt, zone), locale)}` : date;
}

function some({ t }: Voice, names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => shorten(name, 30));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} ${t('session-recap-more', { count: more })}` : shown.join(', ');
}

function dayLine(voice: Voice, day: DayPlan): string {
  const { t } = voice;
  const { kind, sheet, marks, differences, missing } = day;
  const when = dayText(voice, day);
  switch (kind) {
    case 'record':
      return t('session-recap-record', {
        when,
        marks: tallyLine(t, tallyOf(allMarks(sheet, marks).values())),
      });
    case 'differs': {
      const said = differences.slice(0, NAMES_SHOWN).map(({ name, from, to }) => {
        const before = from === null ? '–' : t(`session-mark-${from}`);
        return `${shorten(name, 30)} ${before} → ${t(`session-mark-${to}`)}`;
      });
      const more = differences.length - said.length;
      const rest = more > 0 ? [t('session-recap-more', { count: more })] : [];
      return t('session-recap-differs', { when, changes: [...said, ...rest].join('; ') });
    }
    case 'incomplete':
      return t('session-recap-incomplete', { when, count: missing.length, names: some(voice, missing) });
    default:
      return t(`session-recap-${kind}`, { when });
  }
}

/** What a file comes to, before anything is recorded. */
export function recapText(voice: Voice, recap: Recap, plan: RecapPlan): Text {
  const { t } = voice;
  const { days, unmatched, noDays } = plan;
  const recorded = days.filter(({ kind }) => kind === 'record');
  const foreign = [...new Set(recorded.flatMap((day) => day.foreign))];
  return lines(
    bold(t('session-recap-will', { count: recorded.length })),
    ...days.slice(0, DAYS_SHOWN).map((day) => dayLine(voice, day)),
    days.length > DAYS_SHOWN && t('session-recap-more', { count: days.length - DAYS_SHOWN }),
    noDays > 0 && t('session-recap-no-days', { count: noDays }),
    foreign.length > 0 && t('session-recap-foreign', { names: some(voice, foreign) }),
    unmatched.length > 0 && bold(t('session-recap-unmatched', { count: unmatched.length })),
    ...unmatched.slice(0, ROWS_SHOWN).map(({ line, name, why }) => {
      const other = why.kind === 'other-name' ? shorten(why.name, 30) : '';
      return t(`session-recap-why-${why.kind}`, { line: String(line), name: shorten(name, 30), other });
    }),
    unmatched.length > ROWS_SHOWN && t('session-recap-more', { count: unmatched.length - ROWS_SHOWN }),
    recap.unread.length > 0 && bold(t('session-recap-unread', { count: recap.unread.length })),
    ...recap.unread
      .slice(0, ROWS_SHOWN)
      .map(({ line, column, text }) => t('session-recap-cell', { line: String(line), column, text })),
    recap.unread.length > ROWS_SHOWN && t('session-recap-more', { count: recap.unread.length - ROWS_SHOWN }),
  );
}

/** What was recorded of a file. */
export function recapDoneCard({ t }: Voice, programme: number, count: number): Card {
  return {
    text: lines(bold(t('session-recap-done', { count }))),
    buttons: [[{ label: t('session-past'), data: pastTap.data({ programme, page: 0 }) }]],
  };
}

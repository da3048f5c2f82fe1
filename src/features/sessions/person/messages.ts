import { type Button, bold, type Card, lines, type Text } from '../../../dialogs/card.js';
import { formatShortDate, formatTime, localDate, localTime } from '../../../lib/zoned.js';
import { formatPercent } from '../../../words/numbers.js';
import { pageOf, pager } from '../../../words/pager.js';
import { shorten } from '../../../words/shorten.js';
import type { Voice } from '../../../words/voice.js';
import { MARK_SIGNS } from '../attendance/messages.js';
import { attendanceRate, tallyOf } from '../attendance/rules.js';
import { attendanceMarks } from '../exceptions/rules.js';
import { attendedTap, viewTap } from '../taps.js';
import type { Attended } from './store.js';

const PROGRAMMES = 8;
const ABSENCES = 5;
const PER_PAGE = 8;

function isAbsence({ mark }: Attended): boolean {
  return mark !== 'present' && mark !== 'late';
}

/** `Budidaya: 11 dari 12 (91,7 %) · sakit 1 · alpa 1`. */
function programmeLine({ t, locale }: Voice, attended: readonly Attended[]): string {
  const tally = tallyOf(attended.map(({ mark }) => mark));
  const { attended: came, expected } = attendanceRate(tally);
  const rate =
    expected === 0
      ? t('session-person-none-due')
      : t('session-person-rate', { came, expected, percent: formatPercent(came, expected, locale) });
  const marks = attendanceMarks.flatMap((mark) =>
    mark === 'present' || tally[mark] === 0 ? [] : [`${t(`session-mark-${mark}`)} ${tally[mark]}`],
  );
  return `• ${[`${attended[0]?.programme ?? ''}: ${rate}`, ...marks].join(' · ')}`;
}

function whenText({ locale, zone }: Voice, at: Date): string {
  return `${formatShortDate(localDate(at, zone), locale)} ${formatTime(localTime(at, zone), locale)}`;
}

/** How somebody attended, for their card: by programme, with the last absences. */
export function attendanceSection(
  voice: Voice,
  participant: number,
  attended: readonly Attended[],
): { readonly text: Text; readonly buttons: readonly (readonly Button[])[] } {
  const { t } = voice;
  if (attended.length === 0)
    return { text: lines(bold(t('session-person-title')), t('session-person-none')), buttons: [] };
  const byProgramme = new Map<number, Attended[]>();
  for (const one of attended)
    byProgramme.set(one.programmeId, [...(byProgramme.get(one.programmeId) ?? []), one]);
  const groups = [...byProgramme.values()];
  const absences = attended.filter(isAbsence).slice(0, ABSENCES);
  return {
    text: lines(
      bold(t('session-person-title')),
      ...groups.slice(0, PROGRAMMES).map((group) => programmeLine(voice, group)),
      groups.length > PROGRAMMES && t('session-person-more', { count: groups.length - PROGRAMMES }),
      absences.length > 0 && t('session-person-absences'),
      ...absences.map(
        ({ startsAt, programme, mark }) =>
          `${MARK_SIGNS[mark]} ${whenText(voice, startsAt)} · ${programme} · ${t(`session-mark-${mark}`)}`,
      ),
    ),
    buttons: [[{ label: t('session-person-all'), data: attendedTap.data({ participant, page: 0 }) }]],
  };
}

/** The sessions of somebody with their marks, a button each. */
export function attendedCard(
  voice: Voice,
  person: { readonly id: number; readonly name: string },
  attended: readonly Attended[],
  page: number,
  back: string,
): Card {
  const { t } = voice;
  const { shown, ...place } = pageOf(attended, page, PER_PAGE);
  return {
    text: lines(
      bold(t('session-person-of', { name: person.name })),
      attended.length === 0 ? t('session-person-none') : t('session-person-how', { count: attended.length }),
    ),
    buttons: [
      ...shown.map(({ sessionId, startsAt, programme, mark }) => [
        {
          label: `${MARK_SIGNS[mark]} ${whenText(voice, startsAt)} · ${shorten(programme, 30)}`,
          data: viewTap.data({ session: sessionId }),
        },
      ]),
      pager(t, place, (to) => attendedTap.data({ participant: person.id, page: to })),
      [{ label: t('dialog-back'), data: back }],
    ],
  };
}

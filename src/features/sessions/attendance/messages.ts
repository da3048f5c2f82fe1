import { lines, type Text } from '../../../dialogs/card.js';
import type { Locale } from '../../../lib/locale.js';
import { formatPercent } from '../../../words/numbers.js';
import type { Translate } from '../../../words/translate.js';
import type { Mark } from '../exceptions/rules.js';
import {
  type Attendance,
  allMarks,
  type Exceptional,
  type ExceptionFault,
  markAt,
  type Sheet,
} from '../sheet/rules.js';
import { attendanceRate, type Tally, tallyOf } from './rules.js';

/** The order of summaries: who came, then the reasons. */
const ORDER = ['present', 'late', 'sick', 'excused', 'court', 'refused', 'absent'] as const satisfies Mark[];

const NAMED_AT_MOST = 30;

export const MARK_SIGNS: Readonly<Record<Mark, string>> = {
  present: '✅',
  late: '🕐',
  sick: '🤒',
  excused: '✉️',
  court: '⚖️',
  refused: '✋',
  absent: '❌',
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `Hadir 11 · sakit 2 (no. 3, 7) · sidang 1 (no. 9)`; whoever was present is not listed by number. */
export function summaryLine(t: Translate, sheet: Sheet, marks: Exceptional): string {
  const all = [...allMarks(sheet, marks)];
  const parts = ORDER.flatMap((mark) => {
    const numbers = all.filter(([, its]) => its === mark).map(([number]) => number);
    if (mark === 'present') return [`${t('session-mark-present')} ${numbers.length}`];
    if (numbers.length === 0) return [];
    const list = numbers.join(', ');
    return [`${t(`session-mark-${mark}`)} ${numbers.length} ${t('session-numbers', { numbers: list })}`];
  });
  return capital(parts.join(' · '));
}

/** Marks counted without numbers: `hadir 11 · sakit 2`. */
export function tallyLine(t: Translate, tally: Tally): string {
  const parts = ORDER.filter((mark) => mark === 'present' || tally[mark] > 0);
  return capital(parts.map((mark) => `${t(`session-mark-${mark}`)} ${tally[mark]}`).join(' · '));
}

/** `Hadir 11 dari 11 yang wajib hadir (100 %; 3 berhalangan sah).` */
export function rateLine(t: Translate, locale: Locale, tally: Tally): string {
  const { attended, expected, outside } = attendanceRate(tally);
  if (expected === 0) return t('session-rate-none', { outside });
  const percent = formatPercent(attended, expected, locale);
  return t('session-rate', { attended, expected, percent, outside });
}

/** Who was not simply present, one line each: `3. Budi Seipatiratu: sakit`. Beyond thirty, numbers alone. */
export function exceptionLines(t: Translate, sheet: Sheet, marks: Exceptional): string[] {
  const numbers = Object.keys(marks)
    .map(Number)
    .toSorted((a, b) => a - b);
  const named = numbers.slice(0, NAMED_AT_MOST).map((number) => {
    const mark = markAt(marks, number);
    const label = sheet[number - 1]?.label ?? '';
    return `${MARK_SIGNS[mark]} ${number}. ${label === '' ? '' : `${label}: `}${t(`session-mark-${mark}`)}`;
  });
  const rest = numbers.slice(NAMED_AT_MOST);
  return rest.length === 0 ? named : [...named, t('session-more-numbers', { numbers: rest.join(', ') })];
}

/** Attendance in a preview: what counts, and who is excepted. */
export function attendanceText(t: Translate, locale: Locale, attendance: Attendance): Text {
  if (attendance.kind === 'headcount') return t('session-headcount', { heads: attendance.heads });
  const { sheet, marks } = attendance;
  const tally = tallyOf(allMarks(sheet, marks).values());
  return lines(`👥 ${tallyLine(t, tally)}`, rateLine(t, locale, tally), ...exceptionLines(t, sheet, marks));
}

/** What could not be taken of a typed list, part by part. */
export function faultLines(t: Translate, faults: readonly ExceptionFault[], size: number): string[] {
  return faults.map(({ kind, text, numbers }) =>
    t(`session-fault-${kind}`, { text: text.slice(0, 200), numbers: numbers.join(', '), size: String(size) }),
  );
}

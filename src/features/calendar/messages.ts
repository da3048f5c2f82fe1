import { type Button, bold, type Card, lines, type Text } from '../../dialogs/card.js';
import type { SheetFault } from '../../lib/sheets/sheets.js';
import { formatShortDate, parseIsoDate } from '../../lib/zoned.js';
import type { Voice } from '../../words/voice.js';
import { HOLIDAY_YEARS } from './holidays/rules.js';
import type { ClosedDay } from './rules.js';
import { type HolidayDay, type LineFault, lackingDates } from './table/rules.js';
import type { Meets, YearView } from './table/service.js';
import { takeBackTap, yearTap } from './taps.js';

/** In whose language a card is written, and whether they may change what it shows. */
export type Addressee = Pick<Voice, 't' | 'locale'> & { readonly mayClose: boolean };

const FAULTS_SHOWN = 10;

function dateText(iso: string, { locale }: Pick<Addressee, 'locale'>): string {
  const date = parseIsoDate(iso);
  return date ? formatShortDate(date, locale) : iso;
}

function kindsText(days: YearView['days'], addressee: Addressee): Text[] {
  const { t } = addressee;
  return (['holiday', 'jointLeave'] as const).flatMap((kind) => {
    const found = days.filter((day) => day.kind === kind);
    if (found.length === 0) return [];
    return [
      lines('', bold(t(`calendar-year-${kind}`, { total: found.length }))),
      ...found.map((day) => {
        const name = 'reason' in day ? day.reason : t(`calendar-holiday-${day.name}`);
        return `• ${dateText(day.date, addressee)}: ${name}`;
      }),
    ];
  });
}

/** How a head adds a year's table, with an example. */
function howText(year: number, { t }: Pick<Addressee, 't'>): string {
  return t('calendar-table-how', { year: String(year), before: String(year - 1) });
}

/** A year's holidays. `note` stands above; `trace`: they were just added, and can be taken back. */
export function yearCard(
  view: YearView,
  addressee: Addressee,
  { note, trace }: { readonly note?: string; readonly trace?: number } = {},
): Card {
  const { t, mayClose } = addressee;
  const { year, source, decrees, days } = view;
  const turn = (to: number, label: string): Button => ({ label, data: yearTap.data({ year: to }) });
  const first = HOLIDAY_YEARS[0]?.year ?? year;
  const hint = {
    builtIn: t('calendar-year-built-in', { year: String(year) }),
    added: t('calendar-year-replace', { year: String(year) }),
    none: howText(year, addressee),
  }[source];
  return {
    text: lines(
      note && bold(note),
      note && '',
      bold(t('calendar-year-title', { year: String(year) })),
      source === 'none' && t('calendar-year-none', { year: String(year) }),
      decrees.length > 0 && t('calendar-year-decree', { decree: decrees.join('; ') }),
      ...kindsText(days, addressee),
      mayClose && '',
      mayClose && hint,
    ),
    buttons: [
      trace === undefined
        ? []
        : [{ label: t('calendar-table-take-back'), data: takeBackTap.data({ trace }) }],
      [
        ...(year > first ? [turn(year - 1, `‹ ${year - 1}`)] : []),
        ...(year < 2100 ? [turn(year + 1, `${year + 1} ›`)] : []),
      ],
    ],
  };
}

/** What a table would bring, before it is saved. */
export function tablePreview(
  table: { readonly year: number; readonly decree: string; readonly days: readonly HolidayDay[] },
  { earlier, own }: Meets,
  addressee: Addressee,
): Text {
  const { t } = addressee;
  const { year, decree, days } = table;
  const there = new Set(days.map(({ date }) => date));
  const known = new Set(earlier?.days.map(({ date }) => date));
  const gone = [...known].filter((date) => !there.has(date));
  const dates = (list: readonly string[]) => list.map((date) => dateText(date, addressee)).join(', ');
  const lacking = lackingDates(year, days);
  const overridden = own.filter((date) => there.has(date));
  return lines(
    bold(t('calendar-table-check', { year: String(year) })),
    t('calendar-year-decree', { decree }),
    ...kindsText(days, addressee),
    '',
    lacking.length > 0 && t('calendar-table-lacking', { dates: dates(lacking) }),
    overridden.length > 0 && t('calendar-table-overrides', { dates: dates(overridden) }),
    earlier &&
      t('calendar-table-replaces', {
        decree: earlier.decree,
        added: days.filter(({ date }) => !known.has(date)).length,
        removed: gone.length,
      }),
    gone.length > 0 && t('calendar-table-opens', { dates: dates(gone) }),
    t('calendar-visits-stay'),
  );
}

/** Days of the unit's own to be closed, before they are. */
export function closingPreview(days: readonly ClosedDay[], addressee: Addressee): Text {
  return lines(
    bold(addressee.t('calendar-closing-check', { total: days.length })),
    ...days.map(({ date, reason }) => `• ${dateText(date, addressee)}: ${reason}`),
    '',
    addressee.t('calendar-visits-stay'),
  );
}

/** Which lines can't be read, and how they are to be written; nothing was saved. */
export function lineFaultsCard(
  faults: readonly LineFault[],
  example: string,
  { t }: Pick<Addressee, 't'>,
): Card {
  return {
    text: lines(
      bold(t('calendar-line-faults', { total: faults.length })),
      ...faults
        .slice(0, FAULTS_SHOWN)
        .map(({ line, reason, was }) =>
          t('calendar-line-fault', { line: String(line), what: t(`calendar-line-${reason}`, { was }) }),
        ),
      faults.length > FAULTS_SHOWN && t('calendar-line-more', { more: faults.length - FAULTS_SHOWN }),
      '',
      example,
    ),
  };
}

/** Why a file of days can't be read, and what to do. */
export function daysFileText(fault: SheetFault, { t }: Pick<Addressee, 't'>): string {
  switch (fault.reason) {
    case 'quote':
      return t('roster-file-quote', { line: String(fault.line) });
    case 'empty':
    case 'too-big':
    case 'too-big-inside':
      return t(`calendar-file-${fault.reason === 'empty' ? 'empty' : 'too-big'}`);
    default:
      return t(`roster-file-${fault.reason}`);
  }
}

/** How a year's table, or the unit's own closed days, are written. */
export function exampleText(
  what: 'holidays' | 'closed',
  year: number,
  addressee: Pick<Addressee, 't'>,
): string {
  return what === 'holidays' ? howText(year, addressee) : addressee.t('calendar-closed-how');
}

import type { Locale } from '../../../lib/locale.js';
import { formatDate, parseIsoDate } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { type Fault, type FileFault, placeOf, type SheetState } from '../../files/index.js';
import { formatRegisterClass, type RegisterClass } from '../../programmes/index.js';
import type { Change, LineResult } from '../changes/rules.js';
import { leavingLine } from '../leaving/messages.js';
import type { Ready } from '../service.js';
import type { List } from '../taps.js';

const shortened = (text: string) => shorten(text, 60);

function dateText(iso: string, locale: Locale): string {
  const date = parseIsoDate(iso);
  return date ? formatDate(date, locale) : iso;
}

/** Why a file was not read, and what to do. */
export function fileFaultText(t: Translate, fault: FileFault): string {
  switch (fault.reason) {
    case 'too-many':
      return t('roster-file-too-many', { max: fault.max });
    case 'no-header':
      return t('roster-file-no-header', {
        missing: fault.missing.map((column) => t(`roster-column-${column}`)).join(', '),
      });
    case 'quote':
      return t('roster-file-quote', { line: String(fault.line) });
    default:
      return t(`roster-file-${fault.reason}`);
  }
}

/** Says which line is meant: its number in its sheet, with the sheet's name where several are read. */
export function lineNames(t: Translate, sheets: readonly SheetState[]): (line: number) => string {
  const several = sheets.filter(({ state }) => state === 'read').length > 1;
  return (place) => {
    const { sheet, line } = placeOf(place);
    const name = several ? sheets[sheet]?.name : undefined;
    return name === undefined ? String(line) : t('roster-line-of-sheet', { line: String(line), sheet: name });
  };
}

type LineName = ReturnType<typeof lineNames>;

/** A row's fault in a few words. */
function faultText(t: Translate, locale: Locale, fault: Fault, lineOf: LineName): string {
  const was = shortened(fault.was);
  switch (fault.reason) {
    case 'transition':
    case 'older': {
      const [from, to] = fault.was.split('>');
      const both = from && to ? { from: t(`enrolment-${from}`), to: t(`enrolment-${to}`) } : undefined;
      return both ? t(`roster-fault-${fault.reason}`, both) : t('roster-fault-older-class');
    }
    case 'conflict':
      return t('roster-fault-conflict', { other: lineOf(fault.other ?? 0) });
    case 'arrives-later':
      return t('roster-fault-arrives-later', { date: dateText(fault.was, locale) });
    case 'class-contradicts': {
      const [given, ofNumber] = fault.was.split('>');
      return t('roster-fault-class-contradicts', { given: given ?? '', number: ofNumber ?? '' });
    }
    case 'error-cell':
    case 'narrow-cell':
    case 'shortened-number':
    case 'number-became-date':
    case 'formula':
      return t(`roster-fault-${fault.reason}`, {
        was,
        column: fault.column ? t(`roster-column-${fault.column}`) : '',
      });
    case 'unknown-class':
    case 'unknown-sex':
    case 'impossible-date':
    case 'impossible-year':
    case 'release-before-arrival':
    case 'unknown-status':
    case 'left-out':
      return t(`roster-fault-${fault.reason}`, { was });
    default:
      return t(`roster-fault-${fault.reason}`);
  }
}

/** `baris 57: golongan “C.IX” tidak dikenal; tanggal “31/02/2023” tidak ada`. */
export function faultyLine(
  t: Translate,
  locale: Locale,
  { line, faults }: { readonly line: number; readonly faults: readonly Fault[] },
  lineOf: LineName,
): string {
  const why = faults.map((fault) => faultText(t, locale, fault, lineOf)).join('; ');
  return t('roster-line', { line: lineOf(line), what: why });
}

function valueText(
  t: Translate,
  locale: Locale,
  what: Change['what'],
  value: string | number | null,
): string {
  if (value === null) return '–';
  switch (what) {
    case 'enrolment':
      return t(`enrolment-${value}`);
    case 'registerClass':
      return formatRegisterClass(value as RegisterClass);
    case 'sex':
      return t(`participant-sex-${value}`);
    case 'arrivedOn':
    case 'releaseExpectedOn':
      return dateText(String(value), locale);
    default:
      return String(value);
  }
}

/** Columns whose facts are named otherwise. */
const COLUMN_OF: Partial<Record<Change['what'], string>> = {
  registerClass: 'class',
  registerNumber: 'register',
};

function changeText(
  t: Translate,
  locale: Locale,
  change: Change,
  programmes: ReadonlyMap<string, string>,
): string {
  const name =
    change.what === 'enrolment'
      ? (programmes.get(change.programme) ?? change.programme)
      : t(`roster-column-${COLUMN_OF[change.what] ?? change.what}`);
  const from = valueText(t, locale, change.what, change.from);
  return t('roster-change', { what: name, from, to: valueText(t, locale, change.what, change.to) });
}

function lineText(
  t: Translate,
  locale: Locale,
  result: LineResult,
  programmes: ReadonlyMap<string, string>,
  lineOf: LineName,
): string {
  const line = lineOf(result.line);
  switch (result.kind) {
    case 'faulty':
      return faultyLine(t, locale, result, lineOf);
    case 'asked':
      return t('roster-line', { line, what: `${result.row.name} (${result.row.registerNumber})` });
    case 'repeated':
      return t('roster-line', { line, what: t('roster-repeats', { of: lineOf(result.of) }) });
    case 'new':
    case 'unchanged': {
      const { name, registerNumber, programme, state } = result.row;
      const enrolled =
        programme && state ? `${programmes.get(programme) ?? programme}: ${t(`enrolment-${state}`)}` : '–';
      return t('roster-line', { line, what: `${name} (${registerNumber}) · ${enrolled}` });
    }
    case 'changed': {
      const { name, registerNumber } = result.row;
      const what = result.changes.map((change) => changeText(t, locale, change, programmes)).join('; ');
      return t('roster-line', { line, what: `${name} (${registerNumber}) · ${what}` });
    }
  }
}

/** The entries of one list of a preview, a line each. */
export function listLines(voice: Voice, ready: Ready, list: List): string[] {
  const { t, locale } = voice;
  const lineOf = lineNames(t, ready.file.sheets);
  switch (list) {
    case 'tidied':
      return ready.file.tidied.map(({ line, from, to }) =>
        t('roster-line', { line: lineOf(line), what: `“${shortened(from)}” → “${shortened(to)}”` }),
      );
    case 'skipped':
      return ready.file.skipped.map(({ line, why, text }) =>
        t('roster-line', { line: lineOf(line), what: `${t(`roster-skipped-${why}`)} “${text}”` }),
      );
    case 'leaving':
    case 'staying': {
      const kind = list === 'leaving' ? 'leaves' : 'stays';
      return ready.leaving.filter((one) => one.kind === kind).map((one) => leavingLine(voice, one, lineOf));
    }
    default:
      return ready.plan.lines
        .filter(({ kind }) => kind === list)
        .map((result) => lineText(t, locale, result, ready.programmes, lineOf));
  }
}

import type { Locale } from '../../../lib/locale.js';
import { formatDate, parseIsoDate } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import type { Translate } from '../../../words/translate.js';
import { formatRegisterClass, type RegisterClass } from '../../programmes/index.js';
import type { Change, LineResult } from '../changes/rules.js';
import type { Fault, FileFault } from '../rules.js';
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

/** A row's fault in a few words. */
function faultText(t: Translate, locale: Locale, fault: Fault): string {
  const was = shortened(fault.was);
  switch (fault.reason) {
    case 'transition':
    case 'older': {
      const [from, to] = fault.was.split('>');
      const both = from && to ? { from: t(`enrolment-${from}`), to: t(`enrolment-${to}`) } : undefined;
      return both ? t(`roster-fault-${fault.reason}`, both) : t('roster-fault-older-class');
    }
    case 'conflict':
      return t('roster-fault-conflict', { other: String(fault.other ?? 0) });
    case 'arrives-later':
      return t('roster-fault-arrives-later', { date: dateText(fault.was, locale) });
    case 'unknown-class':
    case 'unknown-sex':
    case 'impossible-date':
    case 'impossible-year':
    case 'release-before-arrival':
    case 'unknown-status':
    case 'formula':
    case 'left-out':
      return t(`roster-fault-${fault.reason}`, { was });
    default:
      return t(`roster-fault-${fault.reason}`);
  }
}

/** `baris 57: golongan “C.IX” tidak dikenal; tanggal “31/02/2023” tidak ada`. */
export function faultyLine(t: Translate, locale: Locale, line: number, faults: readonly Fault[]): string {
  const why = faults.map((fault) => faultText(t, locale, fault)).join('; ');
  return t('roster-line', { line: String(line), what: why });
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
): string {
  const line = String(result.line);
  switch (result.kind) {
    case 'faulty':
      return faultyLine(t, locale, result.line, result.faults);
    case 'asked':
      return t('roster-line', { line, what: `${result.row.name} (${result.row.registerNumber})` });
    case 'repeated':
      return t('roster-line', { line, what: t('roster-repeats', { of: String(result.of) }) });
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
export function listLines(t: Translate, locale: Locale, ready: Ready, list: List): string[] {
  switch (list) {
    case 'tidied':
      return ready.file.tidied.map(({ line, from, to }) =>
        t('roster-line', { line: String(line), what: `“${shortened(from)}” → “${shortened(to)}”` }),
      );
    case 'missing':
      return ready.plan.missing.map(({ name, registerNumber }) => `${name} (${registerNumber})`);
    default:
      return ready.plan.lines
        .filter(({ kind }) => kind === list)
        .map((result) => lineText(t, locale, result, ready.programmes));
  }
}

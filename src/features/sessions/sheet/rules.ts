import { shorten } from '../../../words/shorten.js';
import { initials, type NameView } from '../attendance/rules.js';
import {
  type Mark,
  type Exceptions as Read,
  type ExceptionFault as ReadFault,
  readExceptions,
  speaksOfMarks,
} from '../exceptions/rules.js';

/**
 * Somebody on a day's sheet as the viewer may see them; the number is the place in the sheet, from 1. `gone`: the
 * number stands on the paper, but nobody is to be marked under it: they had left before that session. `late`: not on
 * the paper, which was printed before they joined.
 */
type SheetLine = {
  readonly id: number;
  readonly label: string;
  readonly gone?: true;
  readonly late?: true;
};
export type Sheet = readonly SheetLine[];

/** The numbers on a sheet under which somebody is to be marked. */
export function numbersOf(sheet: Sheet): number[] {
  return sheet.flatMap(({ gone }, index) => (gone ? [] : [index + 1]));
}

/** Marks by number, of those who were not simply present. Keys are text because forms are stored as JSON. */
export type Exceptional = { readonly [number: string]: Mark };

/** Attendance as it was given: by the sheet, or only how many came. `at` says which sheet it speaks of. */
export type Attendance =
  | { readonly kind: 'sheet'; readonly at: string; readonly sheet: Sheet; readonly marks: Exceptional }
  | { readonly kind: 'headcount'; readonly heads: number };

/** What is to be written again; `gone`: numbers of people who had left by then. */
export type ExceptionFault =
  | ReadFault
  | { readonly kind: 'gone'; readonly text: string; readonly numbers: readonly number[] };

type Exceptions = Pick<Read, 'marks' | 'asks'> & { readonly faults: readonly ExceptionFault[] };

const LABEL_LENGTH = 40;
const MOST_NUMBERS = 500;

/** A roster as the viewer may see it; long names are cut so that sixty of them fit a message. */
export function sheetOf(
  roster: readonly { readonly participantId: number; readonly name: string }[],
  view: NameView,
): Sheet {
  const label = labelFor(view);
  return roster.map(({ participantId, name }) => ({ id: participantId, label: label(name) }));
}

function labelFor(view: NameView): (name: string) => string {
  const names = (name: string) => shorten(name, LABEL_LENGTH);
  return { names, initials, none: () => '' }[view];
}

type Person = { readonly participantId: number; readonly name: string };

/**
 * A day's sheet in the numbers of the paper: who had left by then leaves a gap, who joined after it was printed
 * comes after the last number.
 */
export function paperSheet(printed: readonly number[], roster: readonly Person[], view: NameView): Sheet {
  if (printed.length === 0) return sheetOf(roster, view);
  const label = labelFor(view);
  const there = new Map(roster.map((person) => [person.participantId, person]));
  const known = new Set(printed);
  const late = roster.filter(({ participantId }) => !known.has(participantId));
  return [
    ...printed.map((id) => {
      const person = there.get(id);
      return person ? { id, label: label(person.name) } : { id, label: '', gone: true as const };
    }),
    ...late.map(({ participantId: id, name }) => ({ id, label: label(name), late: true as const })),
  ];
}

/**
 * Whether what was marked is a moment's sheet, person by person; where it was marked on paper, in the numbers `printed`
 * there. A headcount is of no sheet.
 */
export function isSheet(
  given: Attendance,
  roster: readonly Person[],
  printed: readonly number[] = [],
): boolean {
  if (given.kind === 'headcount') return true;
  const present = paperSheet(printed, roster, 'none');
  const { sheet } = given;
  return (
    present.length === sheet.length &&
    present.every(({ id, gone }, index) => sheet[index]?.id === id && sheet[index]?.gone === gone)
  );
}

/** Who is on the paper when it is printed (again): those who were, in their places, then those who came since. */
export function printedAnew(printed: readonly number[], roster: readonly Person[]): number[] {
  const known = new Set(printed);
  return [...printed, ...roster.map(({ participantId }) => participantId).filter((id) => !known.has(id))];
}

/** A recorded sheet by its numbers, which may have gaps. */
export function recordedSheet(
  rows: readonly (Person & { readonly number: number })[],
  view: NameView,
): Sheet {
  const label = labelFor(view);
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const last = Math.max(0, ...byNumber.keys());
  return Array.from({ length: last }, (_, index) => {
    const row = byNumber.get(index + 1);
    return row ? { id: row.participantId, label: label(row.name) } : { id: 0, label: '', gone: true };
  });
}

export function markAt(marks: Exceptional, number: number): Mark {
  return marks[String(number)] ?? 'present';
}

/** The marks with some changed; who is present again is no exception any more. */
export function withMarks(marks: Exceptional, changed: ReadonlyMap<number, Mark>): Exceptional {
  const all = new Map(Object.entries(marks));
  for (const [number, mark] of changed) {
    if (mark === 'present') all.delete(String(number));
    else all.set(String(number), mark);
  }
  return Object.fromEntries(all);
}

/** Everybody's mark by number. */
export function allMarks(sheet: Sheet, marks: Exceptional): Map<number, Mark> {
  return new Map(numbersOf(sheet).map((number) => [number, markAt(marks, number)]));
}

const numbered = (size: number) =>
  Array.from({ length: size }, (_, index) => ({ number: index + 1, name: '' }));

/** Whether a text speaks of attendance by numbers (`3,7 sakit`, `semua hadir`) rather than of anything else. */
export function readSaid(text: string): boolean {
  const { asks, faults } = readExceptions(text, numbered(MOST_NUMBERS));
  return text.trim() !== '' && faults.length === 0 && (asks.length === 0 || speaksOfMarks(text));
}

/** What was typed about a sheet: `semua hadir`, or exceptions with what is to be asked and what could not be read. */
export function readAttendance(text: string, sheet: Sheet): Exceptions {
  const listed = numbersOf(sheet).map((number) => ({ number, name: sheet[number - 1]?.label ?? '' }));
  const { marks, asks, faults } = readExceptions(text, listed);
  return { marks, asks, faults: faults.flatMap((fault) => goneApart(fault, sheet)) };
}

// Who had left by then is on the paper, but not on the sheet.
function goneApart(fault: ReadFault, sheet: Sheet): ExceptionFault[] {
  if (fault.kind !== 'no-such-number') return [fault];
  const gone = fault.numbers.filter((number) => sheet[number - 1]?.gone);
  const others = fault.numbers.filter((number) => !gone.includes(number));
  const missing = others.length > 0 ? [{ ...fault, numbers: others }] : [];
  const left = gone.toSorted((a, b) => a - b);
  return gone.length > 0 ? [...missing, { kind: 'gone', text: '', numbers: left }] : missing;
}

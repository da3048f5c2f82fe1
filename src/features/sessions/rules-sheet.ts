import {
  type ExceptionFault,
  type Exceptions,
  type Mark,
  readExceptions,
} from '../../lib/exceptions-list.js';
import { initials, type NameView } from './rules.js';

/** Somebody on a day's sheet as the viewer may see them; the number is the place in the sheet, from 1. */
type SheetLine = { readonly id: number; readonly label: string };
export type Sheet = readonly SheetLine[];

/** Marks by number, of those who were not simply present. Keys are text because forms are stored as JSON. */
export type Exceptional = { readonly [number: string]: Mark };

/** Attendance as it was given: by the sheet, or only how many came. `at` says which sheet it speaks of. */
export type Attendance =
  | { readonly kind: 'sheet'; readonly at: string; readonly sheet: Sheet; readonly marks: Exceptional }
  | { readonly kind: 'headcount'; readonly heads: number };

const LABEL_LENGTH = 40;

/** A text cut to a length in characters. */
export function cut(text: string, length: number): string {
  const letters = [...text];
  return letters.length > length ? `${letters.slice(0, length - 1).join('')}…` : text;
}

/** A roster as the viewer may see it; long names are cut so that sixty of them fit a message. */
export function sheetOf(
  roster: readonly { readonly participantId: number; readonly name: string }[],
  view: NameView,
): Sheet {
  const names = (name: string) => cut(name, LABEL_LENGTH);
  const label = { names, initials, none: () => '' }[view];
  return roster.map(({ participantId, name }) => ({ id: participantId, label: label(name) }));
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
export function allMarks(size: number, marks: Exceptional): Map<number, Mark> {
  return new Map(Array.from({ length: size }, (_, index) => [index + 1, markAt(marks, index + 1)]));
}

const EVERYBODY =
  /^(?:semua(?:nya)?(?: hadir)?|hadir semua(?:nya)?|lengkap|nihil|all(?: are)? present|everyone(?: is)? present|none)[.!]?$/iu;

/** What was typed about a sheet: `semua hadir`, or exceptions with what could not be read of them. */
export function readAttendance(text: string, size: number): Exceptions {
  return EVERYBODY.test(text.trim()) ? { marks: new Map(), faults: [] } : readExceptions(text, size);
}

export type { ExceptionFault };

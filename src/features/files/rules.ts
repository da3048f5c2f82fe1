import type { SheetFault } from '../../lib/sheets/sheets.js';
import type { EndReason, EnrolmentState, ParticipantFacts } from '../programmes/index.js';

/** The largest file that is read, in bytes, and the most rows: a large unit's roster is about a tenth of that. */
export const MAX_BYTES = 5_000_000;
export const MAX_ROWS = 20_000;

/** What a column of a roster may hold. Only `register` and `name` must be there; of a list of releases, `name`. */
export const COLUMNS = [
  'register',
  'name',
  'class',
  'sex',
  'birthYear',
  'arrivedOn',
  'releaseExpectedOn',
  'leftOn',
  'programme',
  'status',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Why a file is no roster at all. */
export type FileFault =
  | SheetFault
  | { readonly reason: 'no-rows' }
  | { readonly reason: 'too-many'; readonly max: number }
  /** The first lines hold no headings; `missing` are those of the needed ones that weren't found. */
  | { readonly reason: 'no-header'; readonly missing: readonly Column[] };

/**
 * Why a row is not taken. `was` is what the cell held, `column` which it stands in; `other` the line that it contradicts.
 *
 * Found in the file alone: the first group; of these `error-cell`, `narrow-cell`, `shortened-number` and
 * `number-became-date` are what Excel made of a cell, `class-contradicts` a class that the register number denies.
 * Found against what is recorded: `departed` (noted as gone), `older` (what
 * is recorded is more recent than the data), `transition` (no such step, as *aktif* → *daftar tunggu*),
 * `arrives-later` (arrival after today), `left-out`, `person-left-out` (its programme, or the row itself, was left out
 * by choice), `programme-…` (it takes nobody in, being in that state).
 */
export type FaultReason =
  | 'no-register'
  | 'no-name'
  | 'no-class'
  | 'unknown-class'
  | 'unknown-sex'
  | 'impossible-date'
  | 'impossible-year'
  | 'release-before-arrival'
  | 'no-status'
  | 'unknown-status'
  | 'formula'
  | 'error-cell'
  | 'narrow-cell'
  | 'shortened-number'
  | 'number-became-date'
  | 'class-contradicts'
  | 'too-long'
  | 'columns'
  | 'conflict'
  | 'departed'
  | 'older'
  | 'transition'
  | 'arrives-later'
  | 'left-out'
  | 'person-left-out'
  | 'programme-draft'
  | 'programme-finished'
  | 'programme-cancelled';
export type Fault = {
  readonly reason: FaultReason;
  readonly was: string;
  readonly other?: number;
  readonly column?: Column;
};

/**
 * A line of a file by one number: in the first sheet that is read the line's own, as Excel counts, in the others with
 * the sheet's number before it. So lines of several sheets are told apart and keep their order.
 */
export const SHEET_LINES = 1_000_000;

/** The line as its sheet counts, and the number of the sheet from 0. */
export function placeOf(line: number): { readonly sheet: number; readonly line: number } {
  return { sheet: Math.floor(line / SHEET_LINES), line: line % SHEET_LINES };
}

/**
 * A line that isn't about a person, and no fault: a title, totals, a signature, the columns' numbers, headings again,
 * a row numbered beforehand, something else without a number and a name; or a person's, hidden or struck out in Excel
 * and left out by choice.
 */
export type Skipped = {
  readonly line: number;
  readonly why:
    | 'title'
    | 'total'
    | 'signature'
    | 'column-numbers'
    | 'headings'
    | 'numbered'
    | 'other'
    | 'hidden'
    | 'struck';
  /** What stands there, shortened. */
  readonly text: string;
};

/** Somebody whom the file says to have left; `on` is the day that it says, if it does. Without a number, by name alone. */
export type Leaving = {
  readonly line: number;
  readonly registerKey: string;
  readonly registerNumber: string;
  readonly name: string;
  readonly why: 'released' | 'transferred';
  readonly on?: string;
};

/** How something was read that could be read otherwise: it is told before anything is taken. */
export type Note =
  | {
      readonly kind: 'order';
      readonly column: Column;
      readonly order: DateOrder;
      readonly was: string;
      readonly line: number;
    }
  | { readonly kind: 'class-from-number' | 'filled-above' | 'hidden' | 'struck'; readonly rows: number }
  | {
      readonly kind: 'mixed-dates';
      readonly column: Column;
      readonly was: string;
      readonly line: number;
    }
  | { readonly kind: 'sex-coded' | 'sex-pw' }
  | { readonly kind: 'sheet-programme'; readonly names: readonly string[] };

/** What comes first in `02/03/2023`. */
export type DateOrder = 'day' | 'month';

/** What was chosen about how a file is read. Absent: as it shows by itself. */
export type Answers = {
  /** Numbers of the sheets that are read. */
  readonly sheets?: readonly number[];
  /** Whether sheets that no column says the programme of are programmes. */
  readonly sheetNames?: 'programme' | 'none';
  readonly order?: DateOrder;
  /** What P means in a column that has nothing else. */
  readonly sexP?: 'female' | 'male';
  /** What an empty cell below a programme means. */
  readonly blanks?: 'above' | 'none';
  readonly hidden?: 'skip';
  readonly struck?: 'skip';
};

/** What has to be asked before a file can be read, with an example where that shows it. */
export type Ask =
  | { readonly ask: 'sheets' }
  | { readonly ask: 'blanks'; readonly rows: number; readonly line: number; readonly programme: string }
  | { readonly ask: 'order'; readonly column: Column; readonly was: string; readonly line: number }
  | { readonly ask: 'sexP'; readonly rows: number };

/** A sheet of a file: how many lines about people it has, and whether they were read, or why not. */
export type SheetState = {
  readonly name: string;
  readonly rows: number;
  readonly hidden: boolean;
  readonly state: 'read' | 'left' | 'empty' | 'no-header' | 'no-rows';
};

/** A row as it is understood. Dates are `YYYY-MM-DD`; what a cell left open is absent. */
export type RosterRow = ParticipantFacts & {
  readonly line: number;
  /** `searchName` of the programme; its spelling is in `RosterFile.programmes`. */
  readonly programme?: string;
  readonly state?: EnrolmentState;
  readonly reason?: EndReason;
};

/** What a row says of the person, apart from the register number. */
export const FACTS = ['name', 'registerClass', 'sex', 'birthYear', 'arrivedOn', 'releaseExpectedOn'] as const;

/** A cell that was read otherwise than it was written. */
export type Tidied = { readonly line: number; readonly from: string; readonly to: string };

/**
 * A roster file as it was read. Every line with something on it, but the headings, is in exactly one of `rows`,
 * `faulty`, `repeated`, `leaving` and `skipped`; empty ones below the headings are counted in `blank`.
 */
export type RosterFile = {
  readonly rows: readonly RosterRow[];
  readonly faulty: readonly { readonly line: number; readonly faults: readonly Fault[] }[];
  /** Register keys of people who are in the file though they are in none of its rows: faulty, or leaving. */
  readonly faultyKeys: readonly string[];
  /** Rows that say what line `of` says already. */
  readonly repeated: readonly { readonly line: number; readonly of: number }[];
  readonly leaving: readonly Leaving[];
  readonly skipped: readonly Skipped[];
  readonly blank: number;
  readonly tidied: readonly Tidied[];
  readonly notes: readonly Note[];
  /** Programmes named by the rows taken, in the file's order and most common spelling. */
  readonly programmes: readonly { readonly key: string; readonly name: string; readonly rows: number }[];
  /** Headings that mean nothing here; their columns aren't kept. */
  readonly ignored: readonly string[];
  /** Every sheet of a workbook, in its order. */
  readonly sheets: readonly SheetState[];
  /** What has to be asked, and hasn't been answered. */
  readonly asks: readonly Ask[];
  /** There is no status column: everybody named beside a programme is taken as active. */
  readonly noStatus: boolean;
  /** It tells of nobody but those who leave: who isn't in it isn't missing. */
  readonly departuresOnly: boolean;
};

export type Reading =
  | { readonly ok: true; readonly file: RosterFile; readonly tables: readonly Table[] }
  | { readonly ok: false; readonly fault: FileFault };

/** A line about a person: its cells in the order of the table's columns. */
export type TableRow = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly hidden?: boolean;
  readonly struck?: boolean;
  /** How many cells it has, where a text file's line has more than there are headings: something has shifted. */
  readonly shifted?: number;
};

/** The cells under a sheet's headings that mean something here, as they stand: how they are read can be chosen later. */
export type Table = {
  readonly name: string;
  readonly hidden: boolean;
  readonly columns: readonly Column[];
  /** The headings as they are written, in the same order. */
  readonly headings: readonly string[];
  readonly rows: readonly TableRow[];
  readonly skipped: readonly Skipped[];
  readonly blank: number;
  readonly ignored: readonly string[];
  /** It is a list of people who leave, in this way. */
  readonly leaves?: Leaving['why'];
  /** Why nothing of it can be read. */
  readonly unread?: 'empty' | 'no-header' | 'no-rows';
};

/** Whether a file can be read otherwise than it was, so that what it was read from is kept. */
export function maybeOtherwise({ asks, sheets, notes }: RosterFile): boolean {
  return asks.length > 0 || sheets.length > 0 || notes.some(({ kind }) => kind !== 'class-from-number');
}

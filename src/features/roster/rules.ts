import type { SheetFault } from '../../lib/sheets/sheets.js';
import type { EndReason, EnrolmentState, ParticipantFacts } from '../programmes/index.js';

/** The largest file that is read, in bytes, and the most rows: a large unit's roster is about a tenth of that. */
export const MAX_BYTES = 5_000_000;
export const MAX_ROWS = 20_000;

/** What a column of a roster may hold. Only `register` and `name` must be there. */
export const COLUMNS = [
  'register',
  'name',
  'class',
  'sex',
  'birthYear',
  'arrivedOn',
  'releaseExpectedOn',
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
 * Why a row is not taken. `was` is what the cell held; `other` the line that it contradicts.
 *
 * Found in the file alone: the first group; `no-person` is a line of totals, signatures or headings again. Found against what is recorded: `departed` (noted as gone), `older` (what
 * is recorded is more recent than the data), `transition` (no such step, as *aktif* → *daftar tunggu*),
 * `arrives-later` (arrival after today), `left-out`, `person-left-out` (its programme, or the row
 * itself, was left out by choice), `programme-…` (it takes nobody
 * in, being in that state).
 */
export type FaultReason =
  | 'no-person'
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
export type Fault = { readonly reason: FaultReason; readonly was: string; readonly other?: number };

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
 * A roster file as it was read. Every line below the headings is in exactly one of `rows`, `faulty`, `repeated` and
 * `blank`; lines are numbered as a text editor or Excel does.
 */
export type RosterFile = {
  readonly rows: readonly RosterRow[];
  readonly faulty: readonly { readonly line: number; readonly faults: readonly Fault[] }[];
  /** Register keys of faulty rows: these people are in the file, though nothing is taken of them. */
  readonly faultyKeys: readonly string[];
  /** Rows that say what line `of` says already. */
  readonly repeated: readonly { readonly line: number; readonly of: number }[];
  readonly blank: number;
  readonly tidied: readonly Tidied[];
  /** Programmes named by the rows taken, in the file's order and most common spelling. */
  readonly programmes: readonly { readonly key: string; readonly name: string; readonly rows: number }[];
  /** Headings that mean nothing here; their columns aren't kept. */
  readonly ignored: readonly string[];
  /** Which sheet was read, of a workbook with several. */
  readonly sheet?: string;
  /** There is no status column: everybody named beside a programme is taken as active. */
  readonly noStatus: boolean;
};

export type Reading =
  | { readonly ok: true; readonly file: RosterFile }
  | { readonly ok: false; readonly fault: FileFault };

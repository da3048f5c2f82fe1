import { isoDate } from '../../../lib/zoned.js';
import { readWhen } from '../../../reading/when.js';
import { splitLine } from '../../../reading/when-line.js';
import { classOfNumber, type RosterFile, type RosterRow } from '../../files/index.js';
import {
  parseRegisterClass,
  parseSex,
  type RegisterClass,
  registerKey,
  type Sex,
} from '../../programmes/index.js';

/** Somebody as a form for one person has them; null: asked and not known. */
export type HandValues = {
  readonly name: string;
  readonly number: string;
  readonly registerClass: RegisterClass;
  readonly sex: Sex | null;
  readonly birthYear: number | null;
  readonly arrivedOn: string | null;
};

export const FIRST_YEAR = 1920;

type Draft = { -readonly [K in keyof HandValues]?: HandValues[K] };

/** Takes one part of a line for what it can be first. @returns whether it was understood. */
function take(draft: Draft, part: string, when: { readonly now: Date; readonly zone: string }): boolean {
  const registerClass = parseRegisterClass(part);
  if (registerClass && draft.registerClass === undefined) {
    draft.registerClass = registerClass;
    return true;
  }
  const sex = parseSex(part);
  if (sex && draft.sex === undefined) {
    draft.sex = sex;
    return true;
  }
  const year = Number(/^(?:(?:lahir|born|tahun lahir)\s*)?(\d{4})$/iu.exec(part)?.[1] ?? Number.NaN);
  if (year >= FIRST_YEAR && year <= when.now.getUTCFullYear() && draft.birthYear === undefined) {
    draft.birthYear = year;
    return true;
  }
  const arrival = /^(?:masuk|tgl masuk|tanggal masuk|arrived)\s+(.+)$/iu.exec(part)?.[1];
  const read = arrival === undefined ? undefined : readWhen(arrival, when);
  if (read?.ok && read.date) {
    draft.arrivedOn = isoDate(read.date);
    return true;
  }
  if (/\p{N}/u.test(part) && draft.number === undefined) {
    draft.number = part.replace(/^(?:no|nomor|reg|no\.?\s*reg(?:ister)?)\.?\s+/iu, '');
    const known = classOfNumber(draft.number);
    if (known) draft.registerClass ??= known;
    return true;
  }
  if (/\p{L}/u.test(part) && !/\p{N}/u.test(part) && draft.name === undefined) {
    draft.name = part;
    return true;
  }
  return false;
}

/**
 * Reads somebody from one line, its parts in any order: `Yosep Latu, B.I 12/2024, L, 1990, masuk 3 Januari 2024`. What
 * isn't understood is told in `left`.
 */
export function readHandLine(
  text: string,
  when: { readonly now: Date; readonly zone: string },
): { readonly values: Partial<HandValues>; readonly left: readonly string[] } {
  const draft: Draft = {};
  const left = splitLine(text).filter((part) => !take(draft, part, when));
  return { values: draft, left };
}

/** The roster's one row that says of somebody what a form does. */
export function handRow(values: HandValues): RosterRow {
  const { name, number, registerClass, sex, birthYear, arrivedOn } = values;
  return {
    line: 1,
    name,
    registerNumber: number,
    registerKey: registerKey(number),
    registerClass,
    ...(sex !== null && { sex }),
    ...(birthYear !== null && { birthYear }),
    ...(arrivedOn !== null && { arrivedOn }),
  };
}

/** A roster of one row. */
export function handFile(row: RosterRow): RosterFile {
  return {
    rows: [row],
    faulty: [],
    faultyKeys: [],
    repeated: [],
    leaving: [],
    skipped: [],
    blank: 0,
    tidied: [],
    notes: [],
    programmes: [],
    ignored: [],
    sheets: [],
    asks: [],
    noStatus: false,
    departuresOnly: false,
  };
}

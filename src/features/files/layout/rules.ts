import type { Skipped } from '../rules.js';

/** What of a line says whether it is about a person at all. */
export type Outline = {
  /** Its cells that hold something, in order. */
  readonly filled: readonly string[];
  /** Its register number and its name as they stand there. */
  readonly register: string;
  readonly name: string;
  /** Whether there is a column of register numbers at all. */
  readonly listed: boolean;
  /** How many of its other cells hold what their column may hold: a class, a sex, a date, a state. */
  readonly sound: number;
};

const TOTAL = /^(?:sub[ -]?)?(?:jumlah|total|grand total)\b/iu;
const SIGNATURE =
  /^(?:mengetahui|menyetujui|diketahui|dibuat oleh|petugas,?$|hormat kami|kepala\b|kasubsi\b|kasi\b|an\.? ?kepala|a\.n\.|plt\.|plh\.|nip\b|nrp\b|pangkat\b|ttd\b|tertanda|catatan *:|ket(?:erangan)? *:|sumber *:|dicetak\b|halaman \d|page \d)/iu;
/** `Masohi, 31 Agustus 2023`. */
const PLACE_AND_DAY = /^\p{L}[\p{L} .]{2,30}, *(?:\d{1,2}|[.…_ ]{2,})[ -]\p{L}{3,9}[ -]\d{4}$/u;

/** `1 2 3 4` below the headings: the numbers of the columns. */
export function isColumnNumbers(cells: readonly string[]): boolean {
  if (cells.length < 3) return false;
  const number = (cell: string) => Number(/^\(?(\d{1,2})\.?\)?$/u.exec(cell)?.[1] ?? Number.NaN);
  return cells.every((cell, index) => number(cell) === index + 1);
}

/**
 * What offices write above, between and below the people of a list, and rows numbered beforehand that nobody was
 * written into. Undefined for a line about a person, however faulty.
 */
export function layoutOf({ filled, register, name, sound, listed }: Outline): Skipped['why'] | undefined {
  const blankOf = (text: string) => text === '' || !/[\p{L}\p{N}]/u.test(text);
  const totals = filled.some((cell) => TOTAL.test(cell));
  if (totals && ((listed && blankOf(register)) || blankOf(name) || TOTAL.test(register) || TOTAL.test(name)))
    return 'total';
  // One text over all columns, as merged cells give it: a block's heading.
  if (filled.length > 1 && new Set(filled).size === 1 && !/\p{N}{2}/u.test(register)) return 'title';
  const [first = ''] = filled;
  const signed = filled.some((cell) => SIGNATURE.test(cell) || PLACE_AND_DAY.test(cell));
  if (signed && sound === 0 && (!/\p{N}/u.test(register) || blankOf(name))) return 'signature';
  if (!blankOf(name) || /\p{N}/u.test(register)) return undefined;
  if (sound > 1) return undefined;
  if (filled.length === 1 && /^\d{1,5}[.)]?$/u.test(first)) return 'numbered';
  return 'other';
}

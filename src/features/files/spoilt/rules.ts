import type { Column, FaultReason } from '../rules.js';

const ERROR = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BUSY!|GETTING_DATA)$/iu;
const NARROW = /^#{3,}$/u;
/** `8,10101E+15`: a long number that was shortened, whose last digits are lost. */
const SHORTENED = /^[+-]?\d+(?:[.,]\d+)? ?E ?\+?\d+$/iu;
const MONTH = '(?:jan|feb|mar|apr|mei|may|jun|jul|agu|agt|aug|sep|okt|oct|nov|des|dec)[a-z]*';
/** `2023-01-01`, `Jan-23`, `01-Jan`, `1-Jan-23`: what Excel makes of `1/2023` and `1/1`. */
const DAY = new RegExp(
  `^(?:\\d{4}-\\d{2}-\\d{2}(?:[T ]00:00(?::00)?(?:\\.0+)?Z?)?|${MONTH}[-/ ]\\d{2,4}|\\d{1,2}[-/ ]${MONTH}(?:[-/ ]\\d{2,4})?)$`,
  'iu',
);

/** What Excel has made of a cell that says no longer what was typed into it; undefined for one that is as it was. */
export function spoiltBy(column: Column, text: string): FaultReason | undefined {
  if (text.startsWith('#')) {
    if (ERROR.test(text)) return 'error-cell';
    if (NARROW.test(text)) return 'narrow-cell';
  }
  if (column === 'register' && SHORTENED.test(text)) return 'shortened-number';
  if (column === 'register' && DAY.test(text)) return 'number-became-date';
  if (column === 'class' && DAY.test(text)) return 'number-became-date';
  return undefined;
}

import { lookUp, tokenize, vocabulary, wordAt } from '../../../reading/phrase.js';
import type { EndReason } from '../enrolment/rules.js';

/** How often somebody came: hadir + terlambat of those and menolak and alpa. */
export type Came = { readonly attended: number; readonly expected: number };

/** Whether somebody came less than a programme asks for (`least` in percent); who was never expected came enough. */
export function isBelow(came: Came | undefined, least: number | null): boolean {
  if (least === null || !came || came.expected === 0) return false;
  return came.attended * 100 < least * came.expected;
}

/** How somebody ends who doesn't end with the others. `because`: why they pass though they came too little. */
type Exception = { readonly number: number; readonly reason: EndReason; readonly because?: string };

export type ExceptionsRead =
  | { readonly ok: true; readonly exceptions: readonly Exception[] }
  | {
      readonly ok: false;
      readonly fault: 'number' | 'reason' | 'twice' | 'unreadable';
      readonly text: string;
    };

const REASONS = vocabulary<EndReason>([
  [
    'didNotPass',
    'tidak lulus|tdk lulus|gak lulus|ga lulus|belum lulus|tidak selesai|tdk selesai|gagal|did not pass|not passed|failed|not completed',
  ],
  ['withdrew', 'mundur|mengundurkan diri|undur diri|withdrew'],
  ['dismissed', 'dikeluarkan|keluar|dismissed'],
  ['health', 'sakit|sick|ill|health'],
  ['security', 'keamanan|security'],
  ['completed', 'lulus|selesai|completed|passed'],
]);
const FILLERS = vocabulary<true>([[true, 'no|nomor|number|dan|and|yang|karena|,|&']]);

const PASSED = /^(.*\b(?:lulus|selesai|passed|completed)\b)\s*,?\s*(?:karena|krn|sebab|because)\s+(.+)$/isu;
const NOT = /\b(?:tidak|tdk|gak|ga|belum|not|didn)\b/iu;

/** A clause of who passes, and why they do; any other is left whole. */
function passedBecause(clause: string): { readonly said: string; readonly because: string | undefined } {
  const [, said, because] = PASSED.exec(clause) ?? [];
  return said === undefined || NOT.test(said)
    ? { said: clause, because: undefined }
    : { said, because: because?.trim() };
}

/**
 * Reads who ends otherwise, by number on the list: `3,7 tidak lulus; 9 sakit`, `3-5 mundur`; numbers alone did
 * not pass. `5 lulus karena sakit lama` passes and says why. Numbers run from 1 to `max`. Any fault takes nothing: an end is read whole or asked again.
 */
export function readExceptions(text: string, max: number): ExceptionsRead {
  const found = new Map<number, Omit<Exception, 'number'>>();
  for (const clause of text.split(/[;\n]/u).filter((one) => one.trim() !== '')) {
    const { said, because } = passedBecause(clause);
    const phrase = tokenize(said);
    const fail = (fault: 'number' | 'reason' | 'twice' | 'unreadable', what = clause.trim()) =>
      ({ ok: false, fault, text: what }) as const;
    const numbers: number[] = [];
    let reason: EndReason | undefined;
    let at = 0;
    // A reason closes the numbers before it: `3 sakit, 7 mundur`.
    const close = (): ExceptionsRead | undefined => {
      for (const number of numbers.splice(0)) {
        if (number < 1 || number > max) return fail('number', String(number));
        if (found.has(number)) return fail('twice', String(number));
        const why = reason === 'completed' && because !== undefined ? { because } : {};
        found.set(number, { reason: reason ?? 'didNotPass', ...why });
      }
      return undefined;
    };
    while (at < phrase.tokens.length) {
      const word = wordAt(phrase, at);
      if (/^\d{1,4}$/u.test(word)) {
        const last = wordAt(phrase, at + 1) === '-' ? wordAt(phrase, at + 2) : undefined;
        if (last !== undefined) {
          const [from, to] = [Number(word), Number(last)];
          if (!/^\d{1,4}$/u.test(last) || to < from) return fail('unreadable');
          if (to > max) return fail('number', last);
          for (let number = from; number <= to; number += 1) numbers.push(number);
          at += 3;
        } else {
          numbers.push(Number(word));
          at += 1;
        }
        continue;
      }
      const told = lookUp(REASONS, phrase, at);
      if (told) {
        if (numbers.length === 0) return fail('unreadable');
        reason = told.value;
        const fault = close();
        if (fault) return fault;
        reason = undefined;
        at = told.next;
        continue;
      }
      const filler = lookUp(FILLERS, phrase, at);
      if (!filler) return fail('reason', word);
      at = filler.next;
    }
    const fault = close();
    if (fault) return fault;
  }
  return found.size === 0
    ? { ok: false, fault: 'unreadable', text: text.trim() }
    : { ok: true, exceptions: [...found].map(([number, how]) => ({ number, ...how })) };
}

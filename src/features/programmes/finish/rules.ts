import { lookUp, tokenize, vocabulary, wordAt } from '../../../reading/phrase.js';
import type { EndReason } from '../enrolment/rules.js';

/** How somebody ends who doesn't end with the others. */
type Exception = { readonly number: number; readonly reason: EndReason };

export type ExceptionsRead =
  | { readonly ok: true; readonly exceptions: readonly Exception[] }
  | {
      readonly ok: false;
      readonly fault: 'number' | 'reason' | 'twice' | 'unreadable';
      readonly text: string;
    };

const REASONS = vocabulary<EndReason>([
  [
    'withdrew',
    'tidak lulus|tdk lulus|tidak selesai|tdk selesai|gagal|mundur|mengundurkan diri|failed|not completed|withdrew',
  ],
  ['dismissed', 'dikeluarkan|keluar|dismissed'],
  ['health', 'sakit|sick|ill|health'],
  ['security', 'keamanan|security'],
  ['completed', 'lulus|selesai|completed|passed'],
]);
const FILLERS = vocabulary<true>([[true, 'no|nomor|number|dan|and|yang|karena|,|&']]);

/**
 * Reads who ends otherwise, by number on the list: `3,7 tidak lulus; 9 sakit`, `3-5 mundur`; numbers alone didn't
 * complete it. Numbers run from 1 to `max`. Any fault takes nothing: an end is read whole or asked again.
 */
export function readExceptions(text: string, max: number): ExceptionsRead {
  const found = new Map<number, EndReason>();
  for (const clause of text.split(/[;\n]/u).filter((one) => one.trim() !== '')) {
    const phrase = tokenize(clause);
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
        found.set(number, reason ?? 'withdrew');
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
      const said = lookUp(REASONS, phrase, at);
      if (said) {
        if (numbers.length === 0) return fail('unreadable');
        reason = said.value;
        const fault = close();
        if (fault) return fault;
        reason = undefined;
        at = said.next;
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
    : { ok: true, exceptions: [...found].map(([number, reason]) => ({ number, reason })) };
}

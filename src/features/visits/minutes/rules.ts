import type { Party, Visit } from '../visit/rules.js';

/** What came of a visit, in words that both sides may agree to. `agreed`: all who took part have, to this version. */
export type Minutes = { readonly text: string; readonly version: number; readonly agreed: boolean };

/** Another text in the place of minutes that all have agreed to, and why; those stand until all agree to this. */
export type NextMinutes = { readonly text: string; readonly version: number; readonly reason: string };

/** The text that is to be agreed to: a correction, where one has been written. */
export function askedMinutes({
  minutes,
  next,
}: Pick<Visit, 'minutes' | 'next'>): { readonly text: string; readonly version: number } | null {
  return next ?? minutes;
}

/** Whether a party has agreed to a version: versions rise, so that whoever agreed to a later one did. */
export function hasAgreed({ minutesAgreed }: Pick<Party, 'minutesAgreed'>, version: number): boolean {
  return minutesAgreed !== null && minutesAgreed >= version;
}

/** Whether minutes can be replaced only with a reason and the other side's consent. */
export function isFrozen({ state, minutes }: Pick<Visit, 'state' | 'minutes'>): boolean {
  return state === 'held' && minutes?.agreed === true;
}

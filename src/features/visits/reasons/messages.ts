import type { Translate } from '../../../words/translate.js';
import { isKnownCause } from './rules.js';

/** A kept reason in the reader's language, or as it was typed. */
export function reasonText(reason: string, t: Translate): string {
  return isKnownCause(reason) ? t(`visit-cause-${reason}`) : reason;
}

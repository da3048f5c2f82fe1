import { clockText } from '../../../dialogs/fields/when.js';
import { localTime } from '../../../lib/zoned.js';

/** The times of day of a session as forms keep them. */
export function timesOf(usual: { readonly startsAt: Date; readonly endsAt: Date }, zone: string) {
  return { start: clockText(localTime(usual.startsAt, zone)), end: clockText(localTime(usual.endsAt, zone)) };
}

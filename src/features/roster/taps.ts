import { defineTap, int, oneOf, word } from '../../dialogs/callback.js';

/** The parts of a preview that are listed on their own, page by page. */
export const LISTS = ['new', 'changed', 'faulty', 'repeated', 'tidied', 'missing'] as const;
export type List = (typeof LISTS)[number];

export const viewTap = defineTap('ro', { batch: int });
export const listTap = defineTap('rolist', { batch: int, list: oneOf(...LISTS), page: int });
export const dateTap = defineTap('rodate', { batch: int });
export const kindTap = defineTap('rokind', { batch: int, index: int, kind: oneOf('attitude', 'trade') });
/** Agency 0: the unit's own programme. */
export const agencyTap = defineTap('roag', { batch: int, index: int, agency: int });
export const agencyPageTap = defineTap('roagp', { batch: int, page: int });
export const sameTap = defineTap('rosame', { batch: int, index: int, programme: int });
export const leaveOutTap = defineTap('roout', { batch: int, index: int });
/** The questions of whom a line means, one on each page. */
export const askedTap = defineTap('roask', { batch: int, page: int });
/** Whether a line means this person, or whom this other line brings. */
export const whoseTap = defineTap('rowho', {
  batch: int,
  line: int,
  of: oneOf('person', 'line'),
  other: int,
  answer: oneOf('same', 'not', 'out'),
});
/** Adds one person by hand. */
export const handTap = defineTap('rohand', {});
export const redecideTap = defineTap('rored', { batch: int });
/** Carries which plan was shown: nothing else is applied. */
export const applyTap = defineTap('roapply', { batch: int, plan: word });
export const cancelTap = defineTap('rocancel', { batch: int });

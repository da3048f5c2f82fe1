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
export const redecideTap = defineTap('rored', { batch: int });
/** Carries which plan was shown: nothing else is applied. */
export const applyTap = defineTap('roapply', { batch: int, plan: word });
export const cancelTap = defineTap('rocancel', { batch: int });

import { defineTap, int, oneOf, word } from '../../dialogs/callback.js';

/** The parts of a preview that are listed on their own, page by page. */
export const LISTS = [
  'new',
  'changed',
  'faulty',
  'leaving',
  'staying',
  'repeated',
  'skipped',
  'tidied',
] as const;
export type List = (typeof LISTS)[number];

export const viewTap = defineTap('ro', { batch: int });
export const listTap = defineTap('rolist', { batch: int, list: oneOf(...LISTS), page: int });
export const dateTap = defineTap('rodate', { batch: int });
export const todayTap = defineTap('rotoday', { batch: int });
export const kindTap = defineTap('rokind', { batch: int, index: int, kind: oneOf('attitude', 'trade') });
/** Agency 0: the unit's own programme. */
export const agencyTap = defineTap('roag', { batch: int, index: int, agency: int });
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
/** The table of programmes that aren't recorded, one of them, and all of them as guessed. */
export const unknownTap = defineTap('rounk', { batch: int, page: int });
export const unknownOneTap = defineTap('rouone', { batch: int, index: int, page: int });
export const unknownAllTap = defineTap('rouall', { batch: int });
/** Whose answer it is to how a file is read. */
export const answerTap = defineTap('roans', {
  batch: int,
  answer: oneOf(
    ...([
      'above',
      'none',
      'day',
      'month',
      'female',
      'male',
      'skip',
      'unstruck',
      'programme',
      'plain',
      'all',
    ] as const),
  ),
});
export const sheetsTap = defineTap('rosheets', { batch: int });
export const sheetTap = defineTap('rosheet', { batch: int, sheet: int });
/** Those missing from a file: a page of them; one, or a group, that is gone or isn't after all; how they left. */
export const missingTap = defineTap('romiss', { batch: int, page: int });
export const missingOneTap = defineTap('romone', { batch: int, page: int, person: int });
export const missingSomeTap = defineTap('romsome', {
  batch: int,
  page: int,
  who: oneOf('all', 'page', 'detainee', 'convict', 'none'),
});
export const missingWhyTap = defineTap('romwhy', {
  batch: int,
  page: int,
  why: oneOf('released', 'transferred'),
});
/** An import that was applied is undone; `sure`: it was asked once more. */
export const undoTap = defineTap('roundo', { batch: int, sure: oneOf('yes', 'no') });

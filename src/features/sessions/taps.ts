import { defineTap, int, pageNumber, word } from '../../dialogs/callback.js';

/** Today's list. */
export const todayTap = defineTap('sestoday', {});

/**
 * Starts recording a session. What isn't known is 0 or empty: the planned session, the date (`2023-09-05`), the
 * times (`0900`).
 */
export const logTap = defineTap('seslog', {
  programme: int,
  planned: int,
  date: word,
  start: word,
  end: word,
});

/** Starts recording with nothing known. */
export const newTap = defineTap('sesnew', {});

export const viewTap = defineTap('sesview', { session: int });

/** Corrects the version that the card showed. */
export const correctTap = defineTap('sesfix', { session: int, version: int });

export const historyTap = defineTap('seshist', { session: int, page: pageNumber });

export const photosTap = defineTap('sesphoto', { session: int });

/** Held sessions, newest first; `programme` 0 is all. */
export const pastTap = defineTap('sespast', { programme: int, page: pageNumber });

/** Chooses the programme whose sessions to list. */
export const filterTap = defineTap('sesfilter', { page: pageNumber });

import { defineTap, int, oneOf, pageNumber, word } from '../../dialogs/callback.js';

type Times = { readonly start: string; readonly end: string };

/** Times of day (`09:00`) as a button carries them: callback data has no room for separators. Empty where unknown. */
export function timesOnTap(times: Times | undefined): Times {
  const bare = (time = '') => time.replace(':', '');
  return { start: bare(times?.start), end: bare(times?.end) };
}

/** The times of day that a button carries; undefined unless there are both. */
export function timesOfTap({ start, end }: Times): Times | undefined {
  const colon = (time: string) =>
    /^\d{4}$/u.test(time) ? `${time.slice(0, 2)}:${time.slice(2)}` : undefined;
  const [from, until] = [colon(start), colon(end)];
  return from === undefined || until === undefined ? undefined : { start: from, end: until };
}

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

/** Planned sessions of the next seven days. */
export const comingTap = defineTap('sescoming', { page: pageNumber });

/** Sessions of the last fourteen days that nobody has recorded. */
export const overdueTap = defineTap('sesover', { page: pageNumber });

/** Changes the plan of a session in the version that the card showed. */
export const cancelTap = defineTap('sescancel', { session: int, version: int });
export const undoTap = defineTap('sesundo', { session: int, version: int });
export const moveTap = defineTap('sesmove', { session: int, version: int });
export const coverTap = defineTap('sescover', { session: int, version: int });

/** Plans a session that makes up for a cancelled one. */
export const catchUpTap = defineTap('sescatch', { session: int });

/** Plans a session besides the timetable: a date (`2023-09-05`) and times (`0900`), empty where unknown. */
export const planTap = defineTap('sesplan', { programme: int, date: word, start: word, end: word });

/** A programme's weekly timetable; from there a weekly time is added, looked at, changed, ended, or had back. */
export const timetableTap = defineTap('ttab', { programme: int });
export const slotAddTap = defineTap('ttadd', { programme: int });
export const slotTap = defineTap('ttslot', { slot: int });
export const slotEditTap = defineTap('ttedit', { slot: int });
export const slotEndTap = defineTap('ttend', { slot: int });
export const slotReopenTap = defineTap('ttback', { slot: int });

/** Prints the sheet of a planned session. */
export const printTap = defineTap('sesprint', { session: int });

/** Of which sessions a sheet can be printed, and for which times one of a programme. */
export const printListTap = defineTap('sesprints', { page: pageNumber });
export const printPickTap = defineTap('sesprpick', { programme: int });

/** Plans a session at that time and prints its sheet: a date (`2023-09-05`) and times (`0900`). */
export const printAtTap = defineTap('sesprat', { programme: int, date: word, start: word, end: word });

/** Records the session of a printed sheet; also one that was cancelled and took place after all. */
export const paperTap = defineTap('sespaper', { sheet: int });

/** Shows what else is kept of a session. */
export const proofTap = defineTap('sesproof', { session: int, kind: oneOf('sheet', 'voice') });

/** The sessions of one participant, with how they attended. */
export const attendedTap = defineTap('sesperson', { participant: int, page: pageNumber });

/** Shows notes that are longer than a card. */
export const notesTap = defineTap('sesnotes', { session: int });

/** Takes a picture for the sheet's, or for a photo again. */
export const proofAsTap = defineTap('sesproofas', {
  session: int,
  attachment: int,
  kind: oneOf('photo', 'sheet'),
});

/** Months: the last ones, one (`2023-08`), and closing or reopening it as the card showed it. */
export const monthsTap = defineTap('sesmonths', {});
export const monthTap = defineTap('sesmonth', { month: word });
export const monthCloseTap = defineTap('sesmclose', { month: word });
export const monthForceTap = defineTap('sesmforce', { month: word });
/** Asks who may change what of a closed month, until when and why. */
export const monthOpenTap = defineTap('sesmopen', { month: word, closing: int });
export const monthShutTap = defineTap('sesmshut', { month: word });
export const monthRevisionsTap = defineTap('sesmrev', { month: word, page: pageNumber });

import { defineTap, int, oneOf, pageNumber, word } from '../../../dialogs/callback.js';
import { LIST_VIEWS } from '../state/rules.js';

/** A part of the list; `agency` 0: of all that the reader may see. */
export const visitListTap = defineTap('vl', { view: oneOf(...LIST_VIEWS), page: pageNumber, agency: int });

/** Which agency's visits? */
export const visitAgenciesTap = defineTap('vg', { page: pageNumber });

/** A page of what was searched for; `words` as `searchWords` gives them. */
export const visitSearchTap = defineTap('vs', { words: word, page: pageNumber });

/** A button under minutes; `version` is that of the minutes. */
export const minutesTap = defineTap('vm', { button: oneOf('agree', 'correct'), id: int, version: int });

/** Opens a day again on which the unit was closed. */
export const closedDayTap = defineTap('vc', { date: word });

/** Opens the form for a new visit. */
export const visitNewTap = defineTap('vn', {});

/**
 * A button of one visit. `change` opens the form with what is agreed, `move` asks for another time only, `off` asks why
 * it is called off, `goOn` goes on with those who have accepted, `send` asks those of the agencies who have been
 * connected since, `fix` corrects the outcome.
 */
const VISIT_BUTTONS = [
  'open',
  'history',
  'accept',
  'suggest',
  'decline',
  'change',
  'move',
  'goOn',
  'off',
  'ready',
  'hold',
  'note',
  'send',
  'fix',
] as const;
export type VisitButton = (typeof VISIT_BUTTONS)[number];

export const visitTap = defineTap('v', { button: oneOf(...VISIT_BUTTONS), id: int, version: int });

/** Accepts the time that an agency has named; `at`: its start in minutes of the epoch, as it was read. */
export const suggestionTap = defineTap('vp', { id: int, version: int, agency: int, at: int });

/** Asks for words to search visits for. */
export const visitFindTap = defineTap('vf', {});

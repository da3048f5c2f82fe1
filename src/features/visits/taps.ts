import { defineTap, int, oneOf, word } from '../../dialogs/callback.js';
import { LIST_VIEWS } from './rules.js';

/** A part of the list; `agency` 0: of all that the reader may see. */
export const visitListTap = defineTap('vl', { view: oneOf(...LIST_VIEWS), page: int, agency: int });

/** Which agency's visits? */
export const visitAgenciesTap = defineTap('vg', { page: int });

/** A page of what was searched for; `words` as `searchWords` gives them. */
export const visitSearchTap = defineTap('vs', { words: word, page: int });

/** A button under minutes; `version` is that of the minutes. */
export const minutesTap = defineTap('vm', { button: oneOf('agree', 'correct'), id: int, version: int });

/** Opens a day again on which the unit was closed. */
export const closedDayTap = defineTap('vc', { date: word });

/** Opens the form for a new visit. */
export const visitNewTap = defineTap('vn', {});

/**
 * A button of one visit. `change` opens the form with what is agreed, `move` asks for another time only, `off` asks why
 * it is called off, `send` asks those of the agency who have been connected since.
 */
const VISIT_BUTTONS = [
  'open',
  'history',
  'accept',
  'suggest',
  'decline',
  'change',
  'move',
  'off',
  'ready',
  'hold',
  'note',
  'send',
] as const;
export type VisitButton = (typeof VISIT_BUTTONS)[number];

export const visitTap = defineTap('v', { button: oneOf(...VISIT_BUTTONS), id: int, version: int });

import { defineTap, word } from '../../../dialogs/callback.js';

/** Opens a day again on which the unit was closed. */
export const closedDayTap = defineTap('vc', { date: word });

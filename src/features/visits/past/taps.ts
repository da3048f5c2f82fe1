import { defineTap } from '../../../dialogs/callback.js';

/** Opens the form for a visit that has taken place without having been entered before. */
export const visitPastTap = defineTap('vpast', {});

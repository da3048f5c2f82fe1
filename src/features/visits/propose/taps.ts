import { defineTap } from '../../../dialogs/callback.js';

/** Opens the form for a new visit. */
export const visitNewTap = defineTap('vn', {});

import { defineTap } from '../../dialogs/callback.js';

/** Sends what is kept about whoever taps, as a file. */
export const exportTap = defineTap('prvx', {});

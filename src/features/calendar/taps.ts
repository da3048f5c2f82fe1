import { defineTap, int } from '../../dialogs/callback.js';

/** The holidays of a year. */
export const yearTap = defineTap('caly', { year: int });

/** Takes a table back; `trace` is what was kept of adding it. */
export const takeBackTap = defineTap('calu', { trace: int });

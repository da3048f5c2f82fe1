import { defineTap, int } from '../../../dialogs/callback.js';

/**
 * Opens the form for another time with what was said; `at`, `until`: its start and end in minutes of the epoch. Where
 * they are the same, only the day was said.
 */
export const saidTimeTap = defineTap('vw', { id: int, version: int, at: int, until: int });

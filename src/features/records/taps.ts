import { defineTap, int } from '../../dialogs/callback.js';

/** Sends the record of a visit (berita acara) as a file to print. */
export const recordTap = defineTap('vr', { visit: int });

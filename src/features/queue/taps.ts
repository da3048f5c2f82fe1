import { defineTap, int, oneOf } from '../../dialogs/callback.js';

/** Opens a page of the queue. */
export const queueTap = defineTap('q', { page: int });

/** Decides on one message that is set aside, from a page of the queue. */
export const queueRowTap = defineTap('qr', { what: oneOf('retry', 'drop'), id: int, page: int });

/** Tries all of them again. */
export const queueAllTap = defineTap('qa', {});

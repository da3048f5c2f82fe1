import { defineTap, int, pageNumber } from '../../../dialogs/callback.js';

/** Lists who has which post. */
export const rollTap = defineTap('po', { page: pageNumber });

/** Shows one of them. */
export const memberTap = defineTap('pp', { person: int });

/** Turns an officer's post into one of humas, or back. */
export const changePostTap = defineTap('pch', { post: int });

import { defineTap, oneOf } from '../../dialogs/callback.js';

/** Makes a feed, or another in place of the one that there is; ends it. */
export const feedTap = defineTap('feed', { what: oneOf('make', 'revoke') });

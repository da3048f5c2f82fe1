import { defineTap } from '../../../dialogs/callback.js';

/** Has one's agreed visits come into the phone's calendar by themselves; only where feeds are served. */
export const subscribeTap = defineTap('vsub', {});

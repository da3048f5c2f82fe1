import { defineTap, oneOf, phrase } from '../../dialogs/callback.js';

/** Says that words are no participant's name, or takes that back. */
export const exemptTap = defineTap('nx', { what: oneOf('grant', 'withdraw'), words: phrase });

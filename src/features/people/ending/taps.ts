import { defineTap, int, oneOf, word } from '../../../dialogs/callback.js';
import { REASONS } from './rules.js';

/** Shows what ending a post would come to, and asks why. */
export const endAskTap = defineTap('pe', { post: int });

/** Ends it, if all is still as it was shown. */
export const endTap = defineTap('pex', { post: int, reason: oneOf(...REASONS), mark: word });

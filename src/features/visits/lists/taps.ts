import { defineTap, int, oneOf, pageNumber, word } from '../../../dialogs/callback.js';
import { LIST_VIEWS } from './rules.js';

/** A part of the list; `agency` 0: of all that the reader may see. */
export const visitListTap = defineTap('vl', { view: oneOf(...LIST_VIEWS), page: pageNumber, agency: int });

/** Which agency's visits? */
export const visitAgenciesTap = defineTap('vg', { page: pageNumber });

/** A page of what was searched for; `words` as `searchWords` gives them. */
export const visitSearchTap = defineTap('vs', { words: word, page: pageNumber });

/** Asks for words to search visits for. */
export const visitFindTap = defineTap('vf', {});

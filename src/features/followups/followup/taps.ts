import { defineTap, int, oneOf, pageNumber, word } from '../../../dialogs/callback.js';
import { LIST_VIEWS } from './rules.js';

/** Opens the form for what was agreed at a visit. */
export const followUpNewTap = defineTap('fn', { visit: int });

/** A part of the list. */
export const followUpListTap = defineTap('fl', { view: oneOf(...LIST_VIEWS), page: pageNumber });

/** A page of what was searched for; `words` as `searchWords` gives them. */
export const followUpFoundTap = defineTap('fw', { words: word, page: pageNumber });

/** All follow-ups of one visit. */
export const followUpVisitTap = defineTap('fv', { visit: int, page: pageNumber });

const FOLLOW_UP_BUTTONS = ['open', 'done', 'cannot', 'move', 'drop', 'reopen', 'note'] as const;
export type FollowUpButton = (typeof FOLLOW_UP_BUTTONS)[number];

/** A button of one follow-up. */
export const followUpTap = defineTap('fu', { button: oneOf(...FOLLOW_UP_BUTTONS), id: int, version: int });

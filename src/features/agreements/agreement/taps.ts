import { defineTap, int, oneOf, pageNumber, word } from '../../../dialogs/callback.js';
import { FACTS } from '../facts/rules.js';
import { STAGES } from '../stages/rules.js';

export const agreementBoardTap = defineTap('ab', {});

/** A page of those at a stage. */
export const agreementListTap = defineTap('al', { stage: oneOf(...STAGES), page: pageNumber });

/** A page of what was searched for; `words` as `searchWords` gives them. */
export const agreementFoundTap = defineTap('aw', { words: word, page: pageNumber });

/** Opens the form for a new one; `visit`, `renews`: 0 for none. */
export const agreementNewTap = defineTap('an', { visit: int, renews: int });

/** Those that came of a visit. */
export const agreementVisitTap = defineTap('av', { visit: int });

const BUTTONS = ['open', 'history', 'edit', 'correct', 'agency'] as const;

/** A button of one agreement. */
export const agreementTap = defineTap('ak', { button: oneOf(...BUTTONS), id: int, version: int });

/** It has come to a stage. */
export const agreementStageTap = defineTap('as', { stage: oneOf(...STAGES), id: int, version: int });

/** A fact of it is to be written down. */
export const agreementFactTap = defineTap('af', { fact: oneOf(...FACTS), id: int, version: int });

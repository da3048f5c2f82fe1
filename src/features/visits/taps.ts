import { defineTap, int, oneOf } from '../../dialogs/callback.js';
import { LIST_VIEWS } from './rules.js';

export const visitListTap = defineTap('vl', { view: oneOf(...LIST_VIEWS), page: int });

/** Opens the form for a new visit. */
export const visitNewTap = defineTap('vn', {});

/**
 * A button of one visit. `change` opens the form with what is agreed, `move` asks for another time only, `off` asks why
 * it is called off, `send` asks those of the agency who have been connected since.
 */
const VISIT_BUTTONS = [
  'open',
  'history',
  'accept',
  'suggest',
  'decline',
  'change',
  'move',
  'off',
  'ready',
  'hold',
  'note',
  'send',
] as const;
export type VisitButton = (typeof VISIT_BUTTONS)[number];

export const visitTap = defineTap('v', { button: oneOf(...VISIT_BUTTONS), id: int, version: int });

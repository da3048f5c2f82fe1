import { defineTap, int, oneOf } from '../../../dialogs/callback.js';

/**
 * A button of one visit. `change` opens the form with what is agreed, `move` asks for another time only, `off` asks why
 * it is called off, `goOn` goes on with those who have accepted, `send` asks those of the agencies who have been
 * connected since, `fix` corrects the outcome, `files` shows what was sent about it, `keep` stays with the agreed time,
 * `relay` writes down an agency's answer that came otherwise, `attach` adds pictures and recordings.
 */
const VISIT_BUTTONS = [
  'open',
  'history',
  'accept',
  'suggest',
  'decline',
  'change',
  'move',
  'goOn',
  'off',
  'ready',
  'hold',
  'note',
  'send',
  'fix',
  'files',
  'keep',
  'relay',
  'attach',
] as const;

export type VisitButton = (typeof VISIT_BUTTONS)[number];

export const visitTap = defineTap('v', { button: oneOf(...VISIT_BUTTONS), id: int, version: int });

/** Accepts the time that an agency has named; `at`: its start in minutes of the epoch, as it was read. */
export const suggestionTap = defineTap('vp', { id: int, version: int, agency: int, at: int });

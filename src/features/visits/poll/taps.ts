import { defineTap, int, oneOf } from '../../../dialogs/callback.js';
import { TICKS } from '../ticks/rules.js';

/** A button of one choice of times. `off` asks whether it is to be called off, `really` does it. */
export const pollTap = defineTap('vq', {
  button: oneOf('open', 'off', 'really', 'nudge', 'relay'),
  id: int,
  version: int,
});

/** What an agency says of a time, by its place from 1 on; 0: of all. */
export const pollTickTap = defineTap('vqt', { id: int, agency: int, time: int, tick: oneOf(...TICKS) });

/** Makes a visit of one of the times. */
export const pollFixTap = defineTap('vqf', { id: int, version: int, time: int });

/** Those that are open. */
export const pollListTap = defineTap('vql', {});

/** Opens the form for a new one. */
export const pollNewTap = defineTap('vqn', {});

import { defineTap, int, oneOf } from '../../../dialogs/callback.js';

/** A button under minutes (`read` shows them whole); `version` is that of the minutes. */
export const minutesTap = defineTap('vm', {
  button: oneOf('agree', 'correct', 'read'),
  id: int,
  version: int,
});

import { defineTap, int, oneOf } from '../../../dialogs/callback.js';

/** A button under minutes (`read` shows them whole, `former` those before); `version` is that of the minutes. */
export const minutesTap = defineTap('vm', {
  button: oneOf('agree', 'correct', 'read', 'former'),
  id: int,
  version: int,
});

import { defineTap, int, oneOf } from '../../../dialogs/callback.js';

/** A button under minutes; `version` is that of the minutes. */
export const minutesTap = defineTap('vm', { button: oneOf('agree', 'correct'), id: int, version: int });

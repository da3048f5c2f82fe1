import { defineTap, int, oneOf } from '../../dialogs/callback.js';
import { LEADS, SWITCHES } from './rules.js';

/** Shows somebody's settings for reminders; also reached from `/pengaturan`. */
export const remindersTap = defineTap('rem', {});

/** Switches a family or a time before on (1) or off (0): a double tap doesn't switch it back. */
export const switchTap = defineTap('rems', { name: oneOf(...SWITCHES), on: int });

/** Opens a form, or takes back what it had set. */
export const remindersEditTap = defineTap('reme', { what: oneOf('quiet', 'pause', 'loud', 'resume') });

/** Shows when reminders of each time before come; and chooses one, in minutes later than planned. */
export const leadsTap = defineTap('reml', {});
export const leadTap = defineTap('remt', { name: oneOf(...LEADS), minutes: int });

/** Asks until when a reminder is put off. */
export const laterTap = defineTap('snoozel', { message: int });

/** Puts a reminder off by an hour, by the planned message that brought it. */
export const snoozeTap = defineTap('snooze', { message: int });

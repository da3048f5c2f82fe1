/**
 * One-use pages on which an agency answers without Telegram. They own nothing: the key says which question it is about,
 * and what may be answered is `visits`' to say.
 */
export { createPagesFeature, pageOf } from './feature.js';

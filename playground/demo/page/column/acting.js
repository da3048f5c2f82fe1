import { h } from '../dom.js';
import { word } from '../words.js';

/** Telegram shows it for as long. */
const SHOWN_MS = 5000;
const UPLOADS = ['upload_document', 'upload_photo'];

/**
 * What the bot is doing just now.
 *
 * @returns `{element, show(kind)}`; undefined: nothing.
 */
export function createActing(bot) {
  const element = h('p', { className: 'acting', role: 'status' });
  let timer;

  function show(kind) {
    clearTimeout(timer);
    element.textContent = kind ? `${bot.name} ${word(UPLOADS.includes(kind) ? kind : 'typing')}` : '';
    if (kind) timer = setTimeout(() => show(undefined), SHOWN_MS);
  }

  return { element, show };
}

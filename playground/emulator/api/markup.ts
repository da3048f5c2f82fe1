import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { asBoolean, isObject, type Params } from '../wire/params.js';
import { badRequest } from '../wire/refusal.js';
import { urlProblem } from './url.js';

const MAX_BUTTONS = 100;
const MAX_DATA_BYTES = 64;
const STYLES = ['danger', 'success', 'primary'] as const;

function buttonError(reason: string) {
  return badRequest(`can't parse inline keyboard button: ${reason}`);
}

function readStyle(value: unknown): { style?: (typeof STYLES)[number] } {
  if (value === undefined || value === '') return {};
  const style = STYLES.find((each) => each === value);
  if (!style) throw buttonError('invalid button style specified');
  return { style };
}

/** One inline button of the kinds that the local Telegram shows: link, callback, copy. */
function readButton(value: unknown): InlineKeyboardButton {
  if (!isObject(value)) throw buttonError('expected an Object');
  const { text, url, callback_data: data, copy_text: copy } = value;
  if (text === undefined) throw buttonError('Can\'t find field "text"');
  if (typeof text !== 'string') throw buttonError('Field "text" must be of type String');
  if (text.trim() === '') throw buttonError('button text must be non-empty');
  const look = { text, ...readStyle(value['style']) };
  if (typeof url === 'string' && url !== '') {
    const problem = urlProblem(url);
    if (problem) throw badRequest(`inline keyboard button URL '${url}' is invalid: ${problem}`);
    return { ...look, url };
  }
  if (data !== undefined && typeof data !== 'string') {
    throw buttonError('Field "callback_data" must be of type String');
  }
  if (data) {
    if (Buffer.byteLength(data) > MAX_DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
    return { ...look, callback_data: data };
  }
  if (isObject(copy)) {
    const copied = copy['text'];
    if (typeof copied !== 'string' || copied.length < 1 || copied.length > 256) {
      throw badRequest('BUTTON_COPY_TEXT_INVALID');
    }
    return { ...look, copy_text: { text: copied } };
  }
  throw buttonError('Text buttons are unallowed in the inline keyboard');
}

/** The inline keyboard of a call; undefined when there is none (an empty one counts as none). */
export function readInlineKeyboard(params: Params): InlineKeyboardMarkup | undefined {
  const markup = params.object('reply_markup');
  if (!markup || !('inline_keyboard' in markup)) return undefined;
  const rows = markup['inline_keyboard'];
  if (!Array.isArray(rows)) throw badRequest('field "inline_keyboard" must be of type Array');
  const read = rows.map((row: unknown) => {
    if (!Array.isArray(row)) {
      throw badRequest('field "inline_keyboard" must be an Array of Arrays');
    }
    return row.map(readButton);
  });
  const keyboard = read.filter((row) => row.length > 0);
  if (keyboard.flat().length > MAX_BUTTONS) throw badRequest('REPLY_MARKUP_TOO_LONG');
  return keyboard.length > 0 ? { inline_keyboard: keyboard } : undefined;
}

/** Checks the keyboards that only a sending may carry; the local Telegram shows none of them. */
export function checkReplyMarkup(params: Params): void {
  const markup = params.object('reply_markup');
  if (!markup) return;
  for (const flag of [
    'force_reply',
    'remove_keyboard',
    'selective',
    'one_time_keyboard',
    'resize_keyboard',
    'is_persistent',
  ]) {
    if (markup[flag] !== undefined) asBoolean(markup[flag], flag);
  }
  if (markup['keyboard'] !== undefined && !Array.isArray(markup['keyboard'])) {
    throw badRequest('field "keyboard" must be of type Array');
  }
}

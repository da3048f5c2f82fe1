import { splitText, TEXT_LIMIT } from '../delivery/sending/split.js';
import { type Card, toMessage } from '../dialogs/card.js';
import { cardIn } from '../dialogs/in-unit.js';
import { says } from '../telegram/failures.js';
import type { BotContext } from './context.js';

/** A card as one message: the end of a text that is too long is left out rather than all of it. */
function toOneMessage({ actor, chat }: BotContext, card: Card): ReturnType<typeof toMessage> {
  const message = toMessage(actor?.units && chat?.type === 'private' ? cardIn(card, actor) : card);
  if (message.text.length <= TEXT_LIMIT) return message;
  const [part] = splitText(message.text, message.entities, TEXT_LIMIT - 2);
  return part ? { ...message, text: `${part.text}\n…`, entities: part.entities } : message;
}

/**
 * Edits a message to show a card. `false`: it is gone or can't be edited any more, so that the caller sends anew.
 */
export async function editCard(
  ctx: BotContext,
  chatId: number,
  messageId: number,
  card: Card,
): Promise<boolean> {
  const { text, ...rest } = toOneMessage(ctx, card);
  try {
    await ctx.api.editMessageText(chatId, messageId, text, rest);
    return true;
  } catch (error) {
    // A repeated answer finds its own text there already.
    if (says(error, 'unmodified')) return true;
    if (says(error, 'messageGone') || says(error, 'noText')) return false;
    throw error;
  }
}

/** Sends a card as a new message to the chat (and topic) of the update. */
export async function sendCard(ctx: BotContext, card: Card): Promise<number> {
  const { text, ...rest } = toOneMessage(ctx, card);
  const message = await ctx.reply(text, rest);
  return message.message_id;
}

/** Sends a text that may be longer than a message, in as many as it takes. */
export async function sendWhole(ctx: BotContext, text: string): Promise<void> {
  for (const part of splitText(text, [], TEXT_LIMIT)) if (part.text !== '') await ctx.reply(part.text);
}

/** Stops the button's spinner; a tap too old to be answered is no fault. */
export async function answerTap(ctx: BotContext, toast?: string, alert = false): Promise<void> {
  try {
    await ctx.answerCallbackQuery(toast ? { text: toast.slice(0, 200), show_alert: alert } : {});
  } catch (error) {
    if (!says(error, 'queryTooOld')) throw error;
  }
}

/** See `BotContext.show`. */
export async function show(ctx: BotContext, card: Card, toast?: string): Promise<number> {
  const message = ctx.callbackQuery?.message;
  if (!ctx.callbackQuery || !message) return sendCard(ctx, card);
  const edited = await editCard(ctx, message.chat.id, message.message_id, card);
  const id = edited ? message.message_id : await sendCard(ctx, card);
  await answerTap(ctx, toast);
  return id;
}

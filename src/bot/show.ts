import { GrammyError } from 'grammy';
import { splitText, TEXT_LIMIT } from '../delivery/sending/split.js';
import { type Card, toMessage } from '../dialogs/card.js';
import type { BotContext } from './context.js';

function says(error: unknown, words: string): boolean {
  return error instanceof GrammyError && error.description.includes(words);
}

/** A card as one message: the end of a text that is too long is left out rather than all of it. */
function toOneMessage(card: Card): ReturnType<typeof toMessage> {
  const message = toMessage(card);
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
  const { text, ...rest } = toOneMessage(card);
  try {
    await ctx.api.editMessageText(chatId, messageId, text, rest);
    return true;
  } catch (error) {
    // A repeated answer finds its own text there already.
    if (says(error, 'message is not modified')) return true;
    if (says(error, 'message to edit not found') || says(error, "message can't be edited")) return false;
    if (says(error, 'there is no text in the message to edit') || says(error, 'MESSAGE_ID_INVALID'))
      return false;
    throw error;
  }
}

/** Sends a card as a new message to the chat (and topic) of the update. */
export async function sendCard(ctx: BotContext, card: Card): Promise<number> {
  const { text, ...rest } = toOneMessage(card);
  const message = await ctx.reply(text, rest);
  return message.message_id;
}

/** Stops the button's spinner; a tap too old to be answered is no fault. */
export async function answerTap(ctx: BotContext, toast?: string, alert = false): Promise<void> {
  try {
    await ctx.answerCallbackQuery(toast ? { text: toast.slice(0, 200), show_alert: alert } : {});
  } catch (error) {
    if (!says(error, 'query is too old')) throw error;
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

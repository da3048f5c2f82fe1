import { type Api, InputFile } from 'grammy';
import { toMessage } from '../../dialogs/card.js';
import { grammySignal } from '../../telegram/client.js';
import { tellInside } from '../guard/payload.js';
import type { Outgoing, OutgoingFile, Recipient } from '../notice.js';
import { classify, NothingToEdit } from './failures.js';
import { CAPTION_LIMIT, type Part, splitText } from './split.js';

type Sending = {
  readonly api: Api;
  readonly to: Recipient;
  readonly outgoing: Outgoing;
  /** A new one for each call, with its time limit. */
  readonly signal: () => AbortSignal;
  /** Waits until the chat's next message may go; called before each but the first. */
  readonly turn: () => Promise<void>;
};

function toFile({ name, content }: OutgoingFile, { textInside }: Outgoing): InputFile {
  const file = new InputFile(content, name);
  return textInside === undefined ? file : tellInside(file, textInside);
}

async function edit({ api, to, outgoing, signal }: Sending, messageId: number): Promise<void> {
  const { text, ...other } = toMessage(outgoing.card);
  try {
    await api.editMessageText(Number(to.chatId), messageId, text, other, grammySignal(signal()));
  } catch (error) {
    if (classify(error).kind !== 'unmodified') throw error;
  }
}

async function sendAnew(sending: Sending): Promise<number> {
  const { api, to, outgoing, turn } = sending;
  const signal = () => grammySignal(sending.signal());
  const { text, entities, reply_markup, link_preview_options } = toMessage(outgoing.card);
  const chat = Number(to.chatId);
  const file = outgoing.document ?? outgoing.photo;
  const parts = splitText(text, entities, file ? CAPTION_LIMIT : undefined);

  async function sendPart(part: Part, index: number): Promise<number> {
    const other = {
      ...('topicId' in to && to.topicId !== null && { message_thread_id: to.topicId }),
      ...(index === parts.length - 1 && { reply_markup }),
    };
    const caption = { ...other, caption: part.text, caption_entities: part.entities };
    if (index === 0 && file) {
      const upload = toFile(file, outgoing);
      const message = outgoing.document
        ? await api.sendDocument(chat, upload, caption, signal())
        : await api.sendPhoto(chat, upload, caption, signal());
      return message.message_id;
    }
    const words = { ...other, entities: part.entities, link_preview_options };
    return (await api.sendMessage(chat, part.text, words, signal())).message_id;
  }

  let messageId = 0;
  for (const [index, part] of parts.entries()) {
    if (index > 0) await turn();
    messageId = await sendPart(part, index);
  }
  return messageId;
}

/**
 * Sends or edits. A failure at a later part of a long text repeats the parts before it at the next try.
 * @returns the id of the message, of the last one when it took several.
 * @throws what the call threw, or `NothingToEdit`.
 */
export async function send(sending: Sending): Promise<number> {
  const { edit: replaced } = sending.outgoing;
  if (!replaced) return sendAnew(sending);
  try {
    await edit(sending, replaced.messageId);
    return replaced.messageId;
  } catch (error) {
    if (classify(error).kind !== 'message-gone') throw error;
    if (replaced.editOnly) throw new NothingToEdit();
    await sending.turn();
    return sendAnew(sending);
  }
}

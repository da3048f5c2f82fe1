import { isDeepStrictEqual } from 'node:util';
import { badRequest } from '../../wire/refusal.js';
import type { Kept, LocalMessage, Room } from '../../world/chats.js';
import type { Content } from '../../world/world.js';
import { type ApiCall, type Method, writableChat } from '../call.js';
import { readCaption, readText } from '../content.js';
import { readInlineKeyboard } from '../markup.js';
import { readInputMedia } from './send.js';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
const DELETABLE_SECONDS = 48 * 3600;

/** The bot's own message that a call edits. */
function editable(call: ApiCall): Kept {
  const room = writableChat(call);
  const id = call.params.integer('message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  const kept = room.find(id);
  if (!kept) throw badRequest('message to edit not found');
  if (kept.message.from.id !== call.world.people.bot.id || kept.message.forward_origin) {
    throw badRequest("message can't be edited");
  }
  return kept;
}

/** The parts of a message that an edit can change. */
function content({
  text,
  entities,
  caption,
  caption_entities,
  photo,
  document,
  voice,
  contact,
  media_group_id,
}: LocalMessage): Content {
  return {
    ...(text !== undefined && { text }),
    ...(entities && { entities }),
    ...(caption !== undefined && { caption }),
    ...(caption_entities && { caption_entities }),
    ...(photo && { photo }),
    ...(document && { document }),
    ...(voice && { voice }),
    ...(contact && { contact }),
    ...(media_group_id !== undefined && { media_group_id }),
  };
}

/** Applies an edit; the keyboard is taken from the call, so that leaving it out removes it. */
function apply({ world, params }: ApiCall, kept: Kept, next: Content): LocalMessage {
  const keyboard = readInlineKeyboard(params);
  const { reply_markup } = kept.message;
  const same = isDeepStrictEqual(content(kept.message), next) && isDeepStrictEqual(reply_markup, keyboard);
  if (same) throw badRequest(NOT_MODIFIED);
  return world.edit(kept, { ...next, ...(keyboard && { reply_markup: keyboard }) });
}

const editMessageText: Method = (call) => {
  const text = readText(call.world, call.params);
  const kept = editable(call);
  if (kept.message.text === undefined) throw badRequest('there is no text in the message to edit');
  return apply(call, kept, text);
};

const editMessageCaption: Method = (call) => {
  const caption = readCaption(call.world, call.params);
  const kept = editable(call);
  const { caption: _, caption_entities: __, ...media } = content(kept.message);
  if (!(media.photo || media.document || media.voice))
    throw badRequest('there is no caption in the message to edit');
  return apply(call, kept, { ...media, ...caption });
};

const editMessageMedia: Method = (call) => {
  const item = call.params.object('media');
  if (!item) throw badRequest('media not found');
  const kept = editable(call);
  const { media_group_id, document } = kept.message;
  const next = readInputMedia(call, item);
  if (media_group_id !== undefined && (document !== undefined) !== (next.document !== undefined)) {
    throw badRequest("can't use the media of the specified type in the album");
  }
  return apply(call, kept, { ...next, ...(media_group_id !== undefined && { media_group_id }) });
};

const editMessageReplyMarkup: Method = (call) => {
  const kept = editable(call);
  return apply(call, kept, content(kept.message));
};

/** Whether Telegram lets the bot delete a message: its own, or as a group's administrator any, for 48 hours. */
function checkDeletable({ world }: ApiCall, room: Room, { message }: Kept): void {
  const botId = world.people.bot.id;
  const own = message.from.id === botId;
  const may = own || !room.isGroup || room.standing(botId) === 'administrator';
  if (!may || world.seconds() - message.date > DELETABLE_SECONDS)
    throw badRequest("message can't be deleted");
}

const deleteMessage: Method = (call) => {
  const room = writableChat(call);
  const id = call.params.integer('message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  const kept = room.find(id);
  if (!kept) throw badRequest('message to delete not found');
  checkDeletable(call, room, kept);
  call.world.remove(kept);
  return true;
};

const answerCallbackQuery: Method = ({ world, params }) => {
  const text = params.string('text') ?? '';
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  const alert = params.boolean('show_alert');
  const url = params.string('url');
  const answered = world.answer(params.string('callback_query_id') ?? '', {
    answered: true,
    text,
    alert,
    url,
  });
  if (!answered) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  return true;
};

/** Methods that change what was sent, or answer a tap. */
export const editing = {
  editMessageText,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  deleteMessage,
  answerCallbackQuery,
} satisfies Record<string, Method>;

import { isObject, Params, type Upload } from '../../wire/params.js';
import { badRequest } from '../../wire/refusal.js';
import type { LocalMessage, Room } from '../../world/chats.js';
import type { Content } from '../../world/world.js';
import { type ApiCall, chatOf, type Method, writableChat } from '../call.js';
import {
  documentContent,
  photoContent,
  readCaption,
  readPlacing,
  readText,
  voiceContent,
} from '../content.js';
import { checkReplyMarkup, readInlineKeyboard } from '../markup.js';

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

/** Sends one message: everything is checked before the limits count it. */
function deliver(call: ApiCall, content: Content): LocalMessage {
  const { world, params } = call;
  checkReplyMarkup(params);
  const keyboard = readInlineKeyboard(params);
  const room = writableChat(call);
  const placing = readPlacing(params, room);
  world.limits?.spend(room, 1);
  return world.postFromBot(room, { ...placing, ...content, ...(keyboard && { reply_markup: keyboard }) });
}

const sendMessage: Method = (call) => deliver(call, readText(call.world, call.params));

const sendPhoto: Method = (call) => {
  const file = call.params.file('photo');
  if (file === undefined) throw badRequest('there is no photo in the request');
  const caption = readCaption(call.world, call.params);
  writableChat(call);
  return deliver(call, { ...photoContent(call.world, file), ...caption });
};

const sendDocument: Method = (call) => {
  const file = call.params.file('document');
  if (file === undefined) throw badRequest('there is no document in the request');
  const caption = readCaption(call.world, call.params);
  writableChat(call);
  return deliver(call, { ...documentContent(call.world, file), ...caption });
};

const sendVoice: Method = (call) => {
  const file = call.params.file('voice');
  if (file === undefined) throw badRequest('there is no voice in the request');
  const caption = readCaption(call.world, call.params);
  writableChat(call);
  return deliver(call, { ...voiceContent(call.world, call.params, file), ...caption });
};

/** One item of an album or of an edit: what it is and its caption. */
export function readInputMedia(call: ApiCall, item: unknown): Content {
  if (!isObject(item)) throw badRequest("can't parse InputMedia: expected an Object");
  const { type, media } = item;
  if (typeof media !== 'string' || media === '') throw badRequest('media not found');
  const file: Upload | string = call.params.attached(media);
  const caption = readCaption(call.world, new Params(item));
  if (type === 'photo') return { ...photoContent(call.world, file), ...caption };
  if (type === 'document') return { ...documentContent(call.world, file), ...caption };
  throw badRequest(`can't parse InputMedia: type must be photo or document in the local Telegram`);
}

const sendMediaGroup: Method = (call) => {
  const { world, params } = call;
  const items = params.array('media') ?? [];
  if (items.length === 0) throw badRequest('there are no messages to send');
  if (items.length === 1) throw badRequest('an album must include 2-10 items');
  if (items.length > 10) throw badRequest('too many messages to send as an album');
  const room = writableChat(call);
  const placing = readPlacing(params, room);
  const contents = items.map((item) => readInputMedia(call, item));
  if (new Set(contents.map((content) => 'document' in content)).size > 1) {
    throw badRequest("document can't be mixed with other media types");
  }
  world.limits?.spend(room, items.length);
  const media_group_id = world.nextAlbum();
  return contents.map((content) => world.postFromBot(room, { ...placing, ...content, media_group_id }));
};

const sendChatAction: Method = (call) => {
  const action = call.params.string('action') ?? '';
  if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
  const room = writableChat(call);
  call.world.changed.emit({ type: 'action', chatId: room.chat.id, action });
  return true;
};

/** The message that a copy or a forward starts from. */
function original({ world, params }: ApiCall): { from: Room; message: LocalMessage } {
  const from = chatOf(world, params, 'from_chat_id');
  const id = params.integer('message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  const kept = from.find(id);
  if (!kept) throw badRequest('message to copy not found');
  return { from, message: kept.message };
}

function contentOf({
  text,
  entities,
  caption,
  caption_entities,
  photo,
  document,
  voice,
  contact,
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
  };
}

const copyMessage: Method = (call) => {
  const { message } = original(call);
  const { caption: _, caption_entities: __, ...bare } = contentOf(message);
  const content = call.params.has('caption')
    ? { ...bare, ...readCaption(call.world, call.params) }
    : contentOf(message);
  return { message_id: deliver(call, content).message_id };
};

const forwardMessage: Method = (call) => {
  const { message } = original(call);
  return deliver(call, {
    ...contentOf(message),
    forward_origin: { type: 'user', sender_user: message.from, date: message.date },
  });
};

/** Methods that put messages into chats. */
export const sending = {
  sendMessage,
  sendPhoto,
  sendDocument,
  sendVoice,
  sendMediaGroup,
  sendChatAction,
  copyMessage,
  forwardMessage,
} satisfies Record<string, Method>;

import type { MessageEntity } from 'grammy/types';
import type { FileKind, StoredFile } from '../files/files.js';
import { imageSize } from '../files/image-size.js';
import type { Params, Upload } from '../wire/params.js';
import { asBoolean } from '../wire/params.js';
import { badRequest, Refusal } from '../wire/refusal.js';
import { photoSizes, withoutReply } from '../world/acts.js';
import type { Room } from '../world/chats.js';
import type { Content, World } from '../world/world.js';
import { formatText } from './entities.js';
import { urlProblem } from './url.js';

// Telegram counts characters; UTF-16 units are the stricter reading of that.
const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;
const MAX_PHOTO = 10 * 1024 * 1024;
const MAX_FILE = 50 * 1024 * 1024;

function entitiesOf(world: World, params: Params, text: string, field: string) {
  if (params.has('parse_mode')) {
    // The local Telegram knows entities only: a bot that escapes nothing can't be injected into.
    throw badRequest('unsupported parse_mode');
  }
  return formatText(text, params.array(field) ?? [], (id) => world.people.find(id));
}

/** The text of a message. */
export function readText(world: World, params: Params): { text: string; entities?: MessageEntity[] } {
  const given = params.string('text') ?? '';
  if (given === '') throw badRequest('message text is empty');
  const { text, entities } = entitiesOf(world, params, given, 'entities');
  if (text === '') throw badRequest('text must be non-empty');
  if (text.length > MAX_TEXT) throw badRequest('message is too long');
  return { text, ...(entities.length > 0 && { entities }) };
}

/** The caption of a message, if it has one. */
export function readCaption(
  world: World,
  params: Params,
): { caption?: string; caption_entities?: MessageEntity[] } {
  const given = params.string('caption') ?? '';
  const { text: caption, entities } = entitiesOf(world, params, given, 'caption_entities');
  if (caption.length > MAX_CAPTION) throw badRequest('message caption is too long');
  return { ...(caption && { caption }), ...(entities.length > 0 && { caption_entities: entities }) };
}

function storedFile(world: World, kind: FileKind, id: string): StoredFile {
  if (/^https?:\/\//i.test(id)) {
    // The local Telegram reaches no network.
    throw badRequest('failed to get HTTP URL content');
  }
  const file = world.files.byId(id);
  if (file.kind !== kind) {
    throw badRequest(`can't use file of type ${capital(file.kind)} as ${capital(kind)}`);
  }
  return file;
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function checkSize(kind: FileKind, { bytes }: Upload): void {
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (bytes.length > MAX_FILE) throw new Refusal(413, 'Request Entity Too Large');
  if (kind === 'photo' && bytes.length > MAX_PHOTO) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${MAX_PHOTO} bytes`,
    );
  }
}

/** A photo by upload or file id, checked as Telegram checks pictures. */
export function photoContent(world: World, given: Upload | string): Content {
  if (typeof given === 'string') {
    const { bytes, id, uniqueId } = storedFile(world, 'photo', given);
    const { width, height } = imageSize(bytes) ?? { width: 1280, height: 960 };
    return { photo: [{ file_id: id, file_unique_id: uniqueId, width, height, file_size: bytes.length }] };
  }
  checkSize('photo', given);
  const size = imageSize(given.bytes);
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = size;
  if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height)) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
  return { photo: photoSizes(world, given) };
}

/** A document by upload or file id. */
export function documentContent(world: World, given: Upload | string): Content {
  if (typeof given !== 'string') checkSize('document', given);
  const file =
    typeof given === 'string'
      ? storedFile(world, 'document', given)
      : world.files.add('document', given.name, given.mime, given.bytes);
  return {
    document: {
      file_id: file.id,
      file_unique_id: file.uniqueId,
      file_name: file.name,
      mime_type: file.mime,
      file_size: file.bytes.length,
    },
  };
}

/** A voice note by upload or file id. */
export function voiceContent(world: World, params: Params, given: Upload | string): Content {
  if (typeof given !== 'string') checkSize('voice', given);
  const file =
    typeof given === 'string'
      ? storedFile(world, 'voice', given)
      : world.files.add('voice', given.name, given.mime, given.bytes);
  return {
    voice: {
      file_id: file.id,
      file_unique_id: file.uniqueId,
      duration: params.integer('duration') ?? 0,
      mime_type: file.mime,
      file_size: file.bytes.length,
    },
  };
}

/** What every sending may say besides its content: topic, answered message, preview, protection. */
export function readPlacing(params: Params, room: Room): Content {
  const thread = params.integer('message_thread_id');
  if (thread !== undefined && !room.topics.has(thread)) throw badRequest('message thread not found');
  const preview = params.object('link_preview_options');
  for (const [name, value] of Object.entries(preview ?? {})) {
    if (name !== 'url') asBoolean(value, name);
    else if (typeof value !== 'string' || urlProblem(value)) throw badRequest('WEBPAGE_URL_INVALID');
  }
  const reply = params.object('reply_parameters');
  const replied = reply && readReply(reply, room);
  params.boolean('disable_notification');
  return {
    ...(thread !== undefined && { message_thread_id: thread, is_topic_message: true }),
    ...(replied && { reply_to_message: replied }),
    ...(params.boolean('protect_content') && { has_protected_content: true }),
  };
}

function readReply(reply: Readonly<Record<string, unknown>>, room: Room) {
  const id = reply['message_id'];
  if (id === undefined) throw badRequest('can\'t find field "message_id"');
  const kept = typeof id === 'number' ? room.find(id) : undefined;
  const optional = reply['allow_sending_without_reply'];
  if (!kept && !(optional !== undefined && asBoolean(optional, 'allow_sending_without_reply'))) {
    throw badRequest('message to be replied not found');
  }
  return kept && withoutReply(kept);
}

import type { Contact, PhotoSize, User } from 'grammy/types';
import { detectEntities } from '../api/entities.js';
import { imageSize } from '../files/image-size.js';
import type { Kept, LocalMessage, Room } from './chats.js';
import type { Content, TapOutcome, World } from './world.js';

/** A file that a person sends. */
export interface SentFile {
  readonly bytes: Uint8Array;
  readonly name?: string;
  readonly mime?: string;
  /** The file id that it gets; made up when left out. */
  readonly id?: string;
}

/** Where a message of a person goes besides its chat. */
export interface Placing {
  /** The id of the message that is answered. */
  readonly replyTo?: number;
  /** A topic of a forum. */
  readonly threadId?: number;
}

/** What a person sends in one message. */
export type PersonContent = Placing &
  (
    | { readonly text: string }
    | { readonly photo: SentFile; readonly caption?: string }
    | { readonly document: SentFile & { readonly name: string }; readonly caption?: string }
    | { readonly voice: SentFile; readonly duration: number }
    | { readonly contact: Contact }
  );

/** How long a tap waits for its answer unless told otherwise. */
const TAP_LIMIT_MS = 10_000;
const MAX_TEXT = 4096;

/** The sizes of a stored picture in Telegram's form. */
export function photoSizes(world: World, file: SentFile): PhotoSize[] {
  const stored = world.files.add(
    'photo',
    file.name ?? 'photo.jpg',
    file.mime ?? 'image/jpeg',
    file.bytes,
    file.id,
  );
  // A test may send any bytes as a picture; those without a readable header get a phone's usual size.
  const { width, height } = imageSize(file.bytes) ?? { width: 1280, height: 960 };
  return [
    { file_id: stored.id, file_unique_id: stored.uniqueId, width, height, file_size: stored.bytes.length },
  ];
}

function textContent(text: string): Content {
  const trimmed = text.trim();
  if (trimmed === '') throw new Error("Telegram's apps don't send an empty message");
  if (trimmed.length > MAX_TEXT) throw new Error(`Telegram's apps split a text above ${MAX_TEXT} characters`);
  const entities = detectEntities(trimmed);
  return { text: trimmed, ...(entities.length > 0 && { entities }) };
}

function captionContent(caption: string | undefined): Content {
  if (!caption) return {};
  const entities = detectEntities(caption);
  return { caption, ...(entities.length > 0 && { caption_entities: entities }) };
}

/** What people do in their apps. Every impossible act throws an error that says why. */
export class Acts {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** The person has pressed Start before the story begins; the bot is told nothing. */
  begin(userId: number): void {
    this.#world.people.person(userId).started = true;
    this.#world.room(userId).members.set(this.#world.people.bot.id, 'member');
  }

  send(userId: number, chatId: number, content: PersonContent): LocalMessage {
    return this.#put(userId, chatId, this.#read(content), content);
  }

  sendAlbum(
    userId: number,
    chatId: number,
    photos: readonly SentFile[],
    options: Placing & { readonly caption?: string } = {},
  ): LocalMessage[] {
    if (photos.length < 2 || photos.length > 10) throw new Error('an album has 2 to 10 photos');
    const media_group_id = this.#world.nextAlbum();
    return photos.map((photo, index) =>
      this.#put(
        userId,
        chatId,
        {
          photo: photoSizes(this.#world, photo),
          media_group_id,
          ...(index === 0 && captionContent(options.caption)),
        },
        options,
      ),
    );
  }

  /** Opens `t.me/<bot>?start=<payload>`: sends `/start <payload>` to the bot. */
  openLink(userId: number, link: string): LocalMessage {
    const { username } = this.#world.people.bot;
    const url = new URL(/^https?:\/\//.test(link) ? link : `https://${link}`);
    if (url.pathname.toLowerCase() !== `/${username.toLowerCase()}`)
      throw new Error(`${link} is not a link to @${username}`);
    const payload = url.searchParams.get('start') ?? '';
    if (!/^[\w-]{0,64}$/.test(payload))
      throw new Error(`a start payload is up to 64 of A-Z a-z 0-9 _ -: ${payload}`);
    return this.send(userId, userId, { text: `/start ${payload}`.trim() });
  }

  tap(
    userId: number,
    chatId: number,
    messageId: number,
    textOrData: string,
    options: { readonly limitMs?: number } = {},
  ): Promise<TapOutcome> {
    const { user, room } = this.#present(userId, chatId);
    const kept = room.find(messageId);
    if (!kept) throw new Error(`no message ${messageId} in chat ${chatId}`);
    const buttons = kept.message.reply_markup?.inline_keyboard.flat() ?? [];
    const button =
      buttons.find((each) => 'callback_data' in each && each.callback_data === textOrData) ??
      buttons.find((each) => each.text === textOrData);
    if (!button) {
      const there = buttons.map((each) => `[${each.text}]`).join(' ') || 'none';
      throw new Error(
        `no button "${textOrData}" on message ${messageId} of chat ${chatId}; there are: ${there}`,
      );
    }
    if (!('callback_data' in button)) throw new Error(`button "${button.text}" asks the bot nothing`);
    return this.#world.query(user, room, kept, button.callback_data, options.limitMs ?? TAP_LIMIT_MS);
  }

  tapData(
    userId: number,
    chatId: number,
    messageId: number,
    data: string,
    options: { readonly limitMs?: number } = {},
  ): Promise<TapOutcome> {
    const { user, room } = this.#present(userId, chatId);
    const kept = room.find(messageId) ?? messageId;
    return this.#world.query(user, room, kept, data, options.limitMs ?? TAP_LIMIT_MS);
  }

  /** The person stops the bot; the bot is told. */
  block(userId: number): void {
    const person = this.#world.people.person(userId);
    person.blocked = true;
    this.#world.setBotStanding(this.#world.room(userId), person.user, 'kicked');
  }

  unblock(userId: number): void {
    const person = this.#world.people.person(userId);
    person.blocked = false;
    this.#world.setBotStanding(this.#world.room(userId), person.user, 'member');
  }

  #present(userId: number, chatId: number): { user: User; room: Room } {
    const { user } = this.#world.people.person(userId);
    const room = this.#world.room(chatId);
    if (!room.isGroup && chatId !== userId)
      throw new Error(`user ${userId} has no part in the private chat ${chatId}`);
    if (room.isGroup && !room.isMember(userId)) throw new Error(`user ${userId} is not in group ${chatId}`);
    return { user, room };
  }

  #put(userId: number, chatId: number, content: Content, { replyTo, threadId }: Placing): LocalMessage {
    const { user, room } = this.#present(userId, chatId);
    const person = this.#world.people.person(userId);
    if (!room.isGroup) {
      if (person.blocked) throw new Error(`user ${userId} has blocked the bot; unblock first`);
      this.begin(userId);
    }
    if (threadId !== undefined && !room.topics.has(threadId))
      throw new Error(`no topic ${threadId} in chat ${chatId}`);
    const answered = replyTo === undefined ? undefined : room.find(replyTo);
    if (replyTo !== undefined && !answered)
      throw new Error(`no message ${replyTo} in chat ${chatId} to reply to`);
    const kept = this.#world.post(room, user, {
      ...content,
      ...(answered && { reply_to_message: withoutReply(answered) }),
      ...(threadId !== undefined && { message_thread_id: threadId, is_topic_message: true }),
    });
    if (this.#reaches(room, kept, answered)) this.#world.tell({ message: kept.message });
    return kept.message;
  }

  /** Privacy mode: of a group's talk the bot sees commands that can be meant for it and replies to itself. */
  #reaches(room: Room, { message }: Kept, answered: Kept | undefined): boolean {
    const { bot } = this.#world.people;
    if (!room.isGroup) return true;
    if (!room.isMember(bot.id)) return false;
    if (!this.#world.privacyMode || room.standing(bot.id) === 'administrator') return true;
    if (answered?.message.from.id === bot.id) return true;
    const command = /^\/\w+(?:@(\w+))?/.exec(message.text ?? message.caption ?? '');
    if (!command) return false;
    return command[1] === undefined || command[1].toLowerCase() === bot.username.toLowerCase();
  }

  #read(content: PersonContent): Content {
    if ('text' in content) return textContent(content.text);
    if ('photo' in content) {
      return { photo: photoSizes(this.#world, content.photo), ...captionContent(content.caption) };
    }
    if ('contact' in content) return { contact: content.contact };
    if ('voice' in content) {
      const { bytes, mime = 'audio/ogg', id } = content.voice;
      const file = this.#world.files.add('voice', 'voice.oga', mime, bytes, id);
      return {
        voice: {
          file_id: file.id,
          file_unique_id: file.uniqueId,
          duration: content.duration,
          mime_type: mime,
          file_size: bytes.length,
        },
      };
    }
    const { bytes, name, mime = 'application/octet-stream', id } = content.document;
    const file = this.#world.files.add('document', name, mime, bytes, id);
    return {
      document: {
        file_id: file.id,
        file_unique_id: file.uniqueId,
        file_name: file.name,
        mime_type: mime,
        file_size: bytes.length,
      },
      ...captionContent(content.caption),
    };
  }
}

/** The answered message as it travels inside the answer: without what it answers itself. */
export function withoutReply({ message }: Kept): NonNullable<LocalMessage['reply_to_message']> {
  const { reply_to_message: _, ...rest } = message;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- grammY's type spells the missing field as `undefined`, which exact optional properties tell apart.
  return rest as NonNullable<LocalMessage['reply_to_message']>;
}

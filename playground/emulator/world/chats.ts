import type { Chat, InlineKeyboardButton, Message, User } from 'grammy/types';

/** What a chat member may do there. */
export type Standing = 'creator' | 'administrator' | 'member' | 'left' | 'kicked';

/** The chats that the local Telegram has; channels it has not. */
export type LocalChat = Chat.PrivateChat | Chat.GroupChat | Chat.SupergroupChat;

/** A message in one of them, always from somebody. */
export type LocalMessage = Message & { chat: LocalChat; from: User };

/** One message and what happened to it since. */
export interface Kept {
  message: LocalMessage;
  edits: number;
  deleted: boolean;
}

/** A private chat, a group or a supergroup with its messages. */
export class Room {
  readonly chat: LocalChat;
  readonly members = new Map<number, Standing>();
  /** Topics of a forum by thread id. */
  readonly topics = new Map<number, string>();
  /** Set once a group has become a supergroup. */
  migratedTo: number | undefined;
  readonly #messages = new Map<number, Kept>();
  #lastId = 0;

  constructor(chat: LocalChat) {
    this.chat = chat;
  }

  get isGroup(): boolean {
    return this.chat.type !== 'private';
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  keep(message: LocalMessage): Kept {
    const kept: Kept = { message, edits: 0, deleted: false };
    this.#messages.set(message.message_id, kept);
    return kept;
  }

  /** A message that is still there. */
  find(id: number): Kept | undefined {
    const kept = this.#messages.get(id);
    return kept?.deleted ? undefined : kept;
  }

  /** Forgets all messages; their ids are not given again. */
  clear(): void {
    this.#messages.clear();
  }

  all(): readonly Kept[] {
    return [...this.#messages.values()];
  }

  standing(userId: number): Standing {
    return this.members.get(userId) ?? 'left';
  }

  isMember(userId: number): boolean {
    const standing = this.standing(userId);
    return standing !== 'left' && standing !== 'kicked';
  }
}

/** A message as a person sees it now. */
export interface SeenMessage {
  readonly id: number;
  readonly chatId: number;
  readonly from: User;
  readonly fromBot: boolean;
  /** Unix seconds. */
  readonly date: number;
  /** Text or caption; empty when there is neither. */
  readonly text: string;
  readonly entities: NonNullable<Message['entities']>;
  /** Rows of the inline keyboard. */
  readonly buttons: readonly (readonly InlineKeyboardButton[])[];
  readonly photo: { readonly fileId: string; readonly width: number; readonly height: number } | undefined;
  readonly document: { readonly fileId: string; readonly name: string; readonly size: number } | undefined;
  readonly voice: { readonly fileId: string; readonly duration: number } | undefined;
  readonly edits: number;
  readonly deleted: boolean;
  /** The whole message in Telegram's form. */
  readonly message: LocalMessage;
}

/** The present state of a kept message. */
export function seen({ message, edits, deleted }: Kept): SeenMessage {
  const { photo, document, voice } = message;
  const largest = photo?.at(-1);
  return {
    id: message.message_id,
    chatId: message.chat.id,
    from: message.from,
    fromBot: message.from.is_bot,
    date: message.date,
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: message.reply_markup?.inline_keyboard ?? [],
    photo: largest && { fileId: largest.file_id, width: largest.width, height: largest.height },
    document: document && {
      fileId: document.file_id,
      name: document.file_name ?? '',
      size: document.file_size ?? 0,
    },
    voice: voice && { fileId: voice.file_id, duration: voice.duration },
    edits,
    deleted,
    message,
  };
}

import type { Message, Update, User, UserFromGetMe } from 'grammy/types';
import { Files } from '../files/files.js';
import { type NewUpdate, UpdateQueue } from '../updates/updates.js';
import { Webhook } from '../updates/webhook.js';
import { type Kept, type LocalMessage, Room, type Standing } from './chats.js';
import { CommandLists } from './commands.js';
import { Emitter } from './emitter.js';
import { Faults } from './faults.js';
import { Limits } from './limits.js';
import { chatMember } from './members.js';
import { botAsUser, type NewUser, People } from './people.js';

/** How a tap was answered. */
export interface TapOutcome {
  /** False when the bot let the time limit pass. */
  readonly answered: boolean;
  readonly text: string;
  /** True for a box that the person must close. */
  readonly alert: boolean;
  readonly url: string | undefined;
}

/** Something that changed, for a page that shows it. */
export type WorldEvent =
  | { readonly type: 'message'; readonly kept: Kept }
  | {
      readonly type: 'answer';
      readonly userId: number;
      readonly chatId: number;
      readonly outcome: TapOutcome;
    }
  | { readonly type: 'action'; readonly chatId: number; readonly action: string }
  | { readonly type: 'commands' }
  | { readonly type: 'chats' };

/** One call of the bot, as it came and as it was answered. */
export interface Call {
  readonly method: string;
  /** Nested JSON opened; files as `{file, size}`. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly at: Date;
  /** The refusal's code and wording; undefined when it was carried out. */
  readonly refused: { readonly code: number; readonly description: string } | undefined;
}

/** What a message holds besides its place and time. */
export type Content = Omit<Partial<Message>, 'message_id' | 'date' | 'chat' | 'from' | 'edit_date'>;

/** Options of the world; see `createLocalTelegram`. */
export interface WorldOptions {
  readonly token: string;
  readonly bot: UserFromGetMe;
  readonly now: () => Date;
  readonly clock: () => number;
  readonly enforceLimits: boolean;
  readonly privacyMode: boolean;
  readonly webhookRetryMs: number;
}

interface OpenTap {
  readonly at: number;
  readonly settle: (outcome: TapOutcome) => void;
}

/** Telegram answers a query that is older than this with "query is too old". */
const QUERY_LIFE_MS = 60_000;
/** The log keeps the newest calls only, so that a long demo or a benchmark doesn't fill the memory. */
const LOGGED_CALLS = 10_000;

/** All that one local Telegram holds. */
export class World {
  readonly token: string;
  readonly now: () => Date;
  readonly clock: () => number;
  readonly privacyMode: boolean;
  readonly people: People;
  readonly files = new Files();
  readonly updates = new UpdateQueue(100_000_001);
  readonly commands = new CommandLists();
  readonly faults = new Faults();
  readonly limits: Limits | undefined;
  readonly changed = new Emitter<WorldEvent>();
  readonly called = new Emitter<Call>();
  readonly calls: Call[] = [];
  /** Texts of the bot's profile by kind and language. */
  readonly profile = new Map<string, string>();
  /** Menu buttons by chat id; the default under an empty key. */
  readonly menuButtons = new Map<string, unknown>();
  readonly rooms = new Map<number, Room>();
  readonly webhook: Webhook;
  readonly #taps = new Map<string, OpenTap>();
  #lastTap = 0;
  #lastAlbum = 0;

  constructor({ token, bot, now, clock, enforceLimits, privacyMode, webhookRetryMs }: WorldOptions) {
    this.token = token;
    this.now = now;
    this.clock = clock;
    this.privacyMode = privacyMode;
    this.people = new People(bot);
    this.limits = enforceLimits ? new Limits(clock) : undefined;
    this.webhook = new Webhook(this.updates, () => this.seconds(), webhookRetryMs);
  }

  /** A new `media_group_id`. */
  nextAlbum(): string {
    this.#lastAlbum += 1;
    return `${13_500_000_000_000_000 + this.#lastAlbum}`;
  }

  /** Unix seconds. */
  seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }

  addUser(user: NewUser): User {
    const added = this.people.add(user);
    const { id, first_name, last_name, username } = added;
    this.rooms.set(
      id,
      new Room({
        id,
        type: 'private',
        first_name,
        ...(last_name && { last_name }),
        ...(username && { username }),
      }),
    );
    this.changed.emit({ type: 'chats' });
    return added;
  }

  /** A chat that must exist, for what people do. */
  room(chatId: number): Room {
    const room = this.rooms.get(chatId);
    if (!room) throw new Error(`no chat ${chatId}; there are ${[...this.rooms.keys()].join(', ') || 'none'}`);
    if (room.migratedTo !== undefined) {
      throw new Error(`group ${chatId} became supergroup ${room.migratedTo}; use that id`);
    }
    return room;
  }

  /** Puts a message into a chat and shows it; says nothing to the bot. */
  post(room: Room, from: User, content: Content): Kept {
    const message: LocalMessage = {
      message_id: room.nextId(),
      from,
      chat: room.chat,
      date: this.seconds(),
      ...content,
    };
    const kept = room.keep(message);
    this.changed.emit({ type: 'message', kept });
    return kept;
  }

  /** Puts the bot's own message into a chat. */
  postFromBot(room: Room, content: Content): LocalMessage {
    return this.post(room, botAsUser(this.people.bot), content).message;
  }

  /** Replaces what a kept message holds. */
  edit(kept: Kept, content: Content): LocalMessage {
    const { message_id, from, chat, date, reply_to_message, message_thread_id, is_topic_message } =
      kept.message;
    kept.message = {
      message_id,
      from,
      chat,
      date,
      edit_date: this.seconds(),
      ...(reply_to_message && { reply_to_message }),
      ...(message_thread_id !== undefined && { message_thread_id }),
      ...(is_topic_message && { is_topic_message }),
      ...content,
    };
    kept.edits += 1;
    this.changed.emit({ type: 'message', kept });
    return kept.message;
  }

  remove(kept: Kept): void {
    kept.deleted = true;
    this.changed.emit({ type: 'message', kept });
  }

  /** A service message: shown, and told to the bot if it is (still) there. */
  service(room: Room, from: User, content: Content): void {
    const { message } = this.post(room, from, content);
    if (room.isMember(this.people.bot.id)) this.tell({ message });
  }

  tell(update: NewUpdate): void {
    this.updates.push(update);
  }

  /** Changes the bot's own standing in a chat and tells it. */
  setBotStanding(room: Room, by: User, standing: Standing): void {
    const bot = botAsUser(this.people.bot);
    const before = room.standing(bot.id);
    if (before === standing) return;
    room.members.set(bot.id, standing);
    this.tell({
      my_chat_member: {
        chat: room.chat,
        from: by,
        date: this.seconds(),
        old_chat_member: chatMember(bot, before),
        new_chat_member: chatMember(bot, standing),
      },
    });
    this.changed.emit({ type: 'chats' });
  }

  /** Sends a callback query; the promise ends with the bot's answer or, unanswered, after the limit. */
  query(from: User, room: Room, message: Kept | number, data: string, limitMs: number): Promise<TapOutcome> {
    this.#lastTap += 1;
    const id = `${4_000_000_000_000_000 + this.#lastTap}`;
    return new Promise((resolve) => {
      const settle = (outcome: TapOutcome) => {
        clearTimeout(timer);
        this.changed.emit({ type: 'answer', userId: from.id, chatId: room.chat.id, outcome });
        resolve(outcome);
      };
      const late = () => settle({ answered: false, text: '', alert: false, url: undefined });
      const timer = limitMs === Number.POSITIVE_INFINITY ? undefined : setTimeout(late, limitMs);
      this.#taps.set(id, { at: this.clock(), settle });
      this.tell({
        callback_query: {
          id,
          from,
          message:
            typeof message === 'number' ? { chat: room.chat, message_id: message, date: 0 } : message.message,
          chat_instance: String(room.chat.id * 7919),
          data,
        },
      });
    });
  }

  /** Queues an update as it stands, asked for or not; a callback query in it can be answered once, as any. */
  inject(update: NewUpdate): Update {
    const { callback_query: query } = update;
    if (query) this.#taps.set(query.id, { at: this.clock(), settle: () => undefined });
    return this.updates.add(update);
  }

  /** Answers a query once; false when it is unknown, answered or too old. */
  answer(queryId: string, outcome: TapOutcome): boolean {
    const tap = this.#taps.get(queryId);
    this.#taps.delete(queryId);
    if (!tap || this.clock() - tap.at > QUERY_LIFE_MS) return false;
    tap.settle(outcome);
    return true;
  }

  /** Empties all chats and the queue, as before anyone wrote; people, groups and files stay. */
  forget(): void {
    this.people.forget();
    this.updates.drop();
    this.faults.clear();
    this.calls.length = 0;
    for (const room of this.rooms.values()) room.clear();
    this.changed.emit({ type: 'chats' });
  }

  log(call: Call): void {
    this.calls.push(call);
    if (this.calls.length > LOGGED_CALLS) this.calls.shift();
    this.called.emit(call);
  }
}

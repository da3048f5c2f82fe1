import type { User } from 'grammy/types';
import { type LocalChat, Room } from './chats.js';
import { botAsUser } from './people.js';
import type { World } from './world.js';

/** A group to add. */
export interface NewGroup {
  /** Negative; a supergroup's id starts with -100 as in Telegram. */
  readonly id: number;
  readonly title: string;
  /** `group` when left out. */
  readonly type?: 'group' | 'supergroup';
  /** A supergroup with topics. */
  readonly forum?: boolean;
  /** The first one made the group and adds the bot. */
  readonly memberIds: readonly number[];
  /** Members that are administrators. */
  readonly adminIds?: readonly number[];
  /** False to leave the bot out at first; see `addBot`. */
  readonly withBot?: boolean;
}

/** The life of groups. */
export class Groups {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  add({
    id,
    title,
    type = 'group',
    forum = false,
    memberIds,
    adminIds = [],
    withBot = true,
  }: NewGroup): LocalChat {
    const [creator] = memberIds;
    if (creator === undefined) throw new Error('a group has at least one member');
    if (id >= 0 || this.#world.rooms.has(id)) throw new Error(`group id ${id} must be negative and new`);
    if (type === 'supergroup' && !String(id).startsWith('-100'))
      throw new Error(`the id of a supergroup starts with -100: ${id}`);
    if (forum && type === 'group') throw new Error('only a supergroup has topics');
    const room = new Room(
      type === 'group' ? { id, type, title } : { id, type, title, ...(forum && { is_forum: true }) },
    );
    for (const userId of memberIds) {
      this.#world.people.person(userId);
      room.members.set(userId, adminIds.includes(userId) ? 'administrator' : 'member');
    }
    room.members.set(creator, 'creator');
    this.#world.rooms.set(id, room);
    this.#world.changed.emit({ type: 'chats' });
    if (withBot) this.addBot(id, creator);
    return room.chat;
  }

  addBot(chatId: number, byUserId: number): void {
    const { room, user } = this.#by(chatId, byUserId);
    this.#world.setBotStanding(room, user, 'member');
    this.#world.service(room, user, { new_chat_members: [botAsUser(this.#world.people.bot)] });
  }

  promoteBot(chatId: number, byUserId: number): void {
    const { room, user } = this.#by(chatId, byUserId);
    this.#world.setBotStanding(room, user, 'administrator');
  }

  removeBot(chatId: number, byUserId: number): void {
    const { room, user } = this.#by(chatId, byUserId);
    this.#world.setBotStanding(room, user, 'kicked');
    this.#world.service(room, user, { left_chat_member: botAsUser(this.#world.people.bot) });
  }

  /** Opens a topic in a forum and gives its thread id. */
  addTopic(chatId: number, byUserId: number, name: string): number {
    const { room, user } = this.#by(chatId, byUserId);
    if (!('is_forum' in room.chat && room.chat.is_forum)) throw new Error(`chat ${chatId} has no topics`);
    const { message } = this.#world.post(room, user, {
      is_topic_message: true,
      forum_topic_created: { name, icon_color: 0x6fb9f0 },
    });
    message.message_thread_id = message.message_id;
    room.topics.set(message.message_id, name);
    if (room.isMember(this.#world.people.bot.id)) this.#world.tell({ message });
    return message.message_id;
  }

  /**
   * Turns a group into a supergroup with everyone in it; gives the new id.
   *
   * @param to The supergroup's id; made up when left out.
   */
  migrate(chatId: number, to?: number): number {
    const old = this.#world.room(chatId);
    if (old.chat.type !== 'group') throw new Error(`chat ${chatId} is a ${old.chat.type}, not a group`);
    const creatorId = [...old.members].find(([, standing]) => standing === 'creator')?.[0] ?? 0;
    const { user } = this.#world.people.person(creatorId);
    const id = to ?? Number(`-100${1_000_000_000 + Math.abs(chatId)}`);
    const room = new Room({ id, type: 'supergroup', title: old.chat.title });
    for (const [member, standing] of old.members) room.members.set(member, standing);
    this.#world.rooms.set(id, room);
    this.#world.service(old, user, { migrate_to_chat_id: id });
    old.migratedTo = id;
    this.#world.service(room, user, { migrate_from_chat_id: chatId });
    this.#world.changed.emit({ type: 'chats' });
    return id;
  }

  #by(chatId: number, userId: number): { room: Room; user: User } {
    const room = this.#world.room(chatId);
    if (!room.isMember(userId)) throw new Error(`user ${userId} is not in chat ${chatId}`);
    return { room, user: this.#world.people.person(userId).user };
  }
}

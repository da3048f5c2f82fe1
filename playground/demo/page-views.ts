import type { InlineKeyboardButton, Message, User } from 'grammy/types';
import { type Kept, type LocalTelegram, seen } from '../emulator/index.js';
import type { Demo } from './demo.js';

function nameOf(user: User): string {
  return [user.first_name, user.last_name].filter(Boolean).join(' ');
}

function buttonView(button: InlineKeyboardButton) {
  const { text, style } = button;
  if ('callback_data' in button) return { text, style, data: button.callback_data };
  if ('url' in button) return { text, style, url: button.url };
  return { text, style, copy: 'copy_text' in button ? button.copy_text.text : '' };
}

/** What happened, for a message that nobody wrote. */
function serviceView(message: Message): { kind: string; detail: string } | undefined {
  if (message.new_chat_members)
    return { kind: 'joined', detail: message.new_chat_members.map(nameOf).join(', ') };
  if (message.left_chat_member) return { kind: 'left', detail: nameOf(message.left_chat_member) };
  if (message.migrate_to_chat_id !== undefined || message.migrate_from_chat_id !== undefined) {
    return { kind: 'migrated', detail: '' };
  }
  if (message.forum_topic_created) return { kind: 'topic', detail: message.forum_topic_created.name };
  return undefined;
}

/** One message as the page draws it. */
export function messageView(kept: Kept, topics: ReadonlyMap<number, string>) {
  const {
    message,
    id,
    chatId,
    from,
    fromBot,
    date,
    text,
    entities,
    buttons,
    photo,
    document,
    voice,
    edits,
    deleted,
  } = {
    ...seen(kept),
  };
  const { reply_to_message: answered, contact, media_group_id, message_thread_id } = message;
  return {
    id,
    chatId,
    from: { id: from.id, name: nameOf(from), isBot: fromBot },
    date,
    text,
    entities,
    buttons: buttons.map((row) => row.map(buttonView)),
    photo,
    document,
    voice,
    contact: contact && {
      name: [contact.first_name, contact.last_name].filter(Boolean).join(' '),
      phone: contact.phone_number,
    },
    edited: edits > 0,
    deleted,
    album: media_group_id,
    topic: message_thread_id === undefined ? undefined : topics.get(message_thread_id),
    service: serviceView(message),
    answered: answered?.from && {
      id: answered.message_id,
      name: nameOf(answered.from),
      text: answered.text ?? answered.caption ?? '',
    },
  };
}

/** All that the page needs to draw itself. */
export function stateView(telegram: LocalTelegram, demo: Demo) {
  const { world } = telegram;
  const seats = demo.seats.map(({ label, userId, chatId, suggestions = [] }) => {
    const present = world.rooms.get(chatId)?.migratedTo ?? chatId;
    const room = world.room(present);
    const memberIds = room.isGroup ? [...room.members.keys()].filter((id) => room.isMember(id)) : [userId];
    return {
      label,
      userId,
      chatId: present,
      suggestions,
      kind: room.chat.type,
      title: room.chat.title ?? world.people.bot.first_name,
      people: memberIds
        .filter((id) => id !== world.people.bot.id)
        .map((id) => ({ id, name: nameOf(world.people.person(id).user) })),
      botIsHere: room.isMember(world.people.bot.id),
    };
  });
  const chatIds = new Set(seats.map(({ chatId }) => chatId));
  return {
    title: demo.title,
    hint: demo.hint ?? '',
    bot: { name: world.people.bot.first_name, username: world.people.bot.username },
    seats,
    messages: [...chatIds].flatMap((chatId) => {
      const room = world.room(chatId);
      return room.all().map((kept) => messageView(kept, room.topics));
    }),
    clock: demo.clock && { now: demo.clock.now().toISOString(), zone: demo.clock.zone },
    canReset: demo.reset !== undefined,
  };
}

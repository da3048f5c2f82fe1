import type { User } from 'grammy/types';
import { MAX_DOWNLOAD } from '../../files/files.js';
import { badRequest, forbidden } from '../../wire/refusal.js';
import type { Room } from '../../world/chats.js';
import { chatMember } from '../../world/members.js';
import { botAsUser } from '../../world/people.js';
import { type ApiCall, chatOf, type Method } from '../call.js';

/** A chat that the bot may look into: not a group that it has left. */
function visibleChat({ world, params }: ApiCall): Room {
  const room = chatOf(world, params);
  if (room.chat.type === 'private') return room;
  const standing = room.standing(world.people.bot.id);
  if (standing === 'kicked') throw forbidden(`bot was kicked from the ${room.chat.type} chat`);
  if (standing === 'left') throw forbidden(`bot is not a member of the ${room.chat.type} chat`);
  return room;
}

function visibleGroup(call: ApiCall): Room {
  const room = visibleChat(call);
  if (!room.isGroup) throw badRequest('there are no administrators in the private chat');
  return room;
}

const getMe: Method = ({ world }) => world.people.bot;

const getChat: Method = (call) => {
  const { chat } = visibleChat(call);
  return {
    ...chat,
    accent_color_id: Math.abs(chat.id) % 7,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
    ...(chat.type !== 'private' && {
      permissions: { can_send_messages: true, can_send_photos: true, can_send_documents: true },
    }),
  };
};

const getChatMember: Method = (call) => {
  const room = visibleChat(call);
  const id = call.params.integer('user_id');
  const user = id === undefined ? undefined : call.world.people.find(id);
  if (!user) throw badRequest('invalid user_id specified');
  const present = room.isGroup || user.id === room.chat.id;
  if (!present) throw badRequest('member not found');
  return chatMember(user, room.isGroup ? room.standing(user.id) : 'member');
};

const getChatAdministrators: Method = (call) => {
  const room = visibleGroup(call);
  return [...room.members].flatMap(([id, standing]) => {
    const user = call.world.people.find(id);
    return user && (standing === 'creator' || standing === 'administrator')
      ? [chatMember(user, standing)]
      : [];
  });
};

const getChatMemberCount: Method = (call) => {
  const room = visibleChat(call);
  return room.isGroup ? [...room.members.keys()].filter((id) => room.isMember(id)).length : 2;
};

const leaveChat: Method = (call) => {
  const room = visibleChat(call);
  if (!room.isGroup) throw badRequest("chat member status can't be changed in private chats");
  const { world } = call;
  const bot: User = botAsUser(world.people.bot);
  world.setBotStanding(room, bot, 'left');
  world.service(room, bot, { left_chat_member: bot });
  return true;
};

const getFile: Method = ({ world, params }) => {
  const id = params.string('file_id') ?? '';
  if (id === '') throw badRequest('file_id not specified');
  const { uniqueId, path, bytes } = world.files.byId(id);
  if (bytes.length > MAX_DOWNLOAD) throw badRequest('file is too big');
  return { file_id: id, file_unique_id: uniqueId, file_size: bytes.length, file_path: path };
};

/** Methods that look at chats and files. */
export const looking = {
  getMe,
  getChat,
  getChatMember,
  getChatAdministrators,
  getChatMemberCount,
  leaveChat,
  getFile,
} satisfies Record<string, Method>;

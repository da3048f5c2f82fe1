import type { Params } from '../wire/params.js';
import { badRequest, forbidden } from '../wire/refusal.js';
import type { Room } from '../world/chats.js';
import type { World } from '../world/world.js';

/** One call of a method. */
export interface ApiCall {
  readonly world: World;
  readonly params: Params;
  /** Fires when the caller hangs up. */
  readonly signal: AbortSignal;
}

/** A method: gives the `result`, or throws a `Refusal`. */
export type Method = (call: ApiCall) => unknown;

/** The chat of a call, whether or not the bot may write there. */
export function chatOf(world: World, params: Params, field = 'chat_id'): Room {
  if (!params.has(field)) throw badRequest(`${field} is empty`);
  const given = params.string(field) ?? '';
  const room = /^-?\d+$/.test(given) ? world.rooms.get(Number(given)) : byUsername(world, given);
  if (!room) throw badRequest('chat not found');
  if (room.migratedTo !== undefined) {
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: room.migratedTo });
  }
  return room;
}

function byUsername(world: World, name: string): Room | undefined {
  return [...world.rooms.values()].find(
    ({ chat }) => chat.type === 'supergroup' && chat.username !== undefined && name === `@${chat.username}`,
  );
}

/** The chat of a call that writes there; refuses with 403 where the bot may not. */
export function writableChat({ world, params }: ApiCall): Room {
  const room = chatOf(world, params);
  const { chat } = room;
  if (chat.type === 'private') {
    const person = world.people.person(chat.id);
    if (person.blocked) throw forbidden('bot was blocked by the user');
    if (!person.started) throw forbidden("bot can't initiate conversation with a user");
    return room;
  }
  const standing = room.standing(world.people.bot.id);
  if (standing === 'kicked') throw forbidden(`bot was kicked from the ${chat.type} chat`);
  if (standing === 'left') throw forbidden(`bot is not a member of the ${chat.type} chat`);
  return room;
}

import type { BotCommand } from 'grammy/types';
import { isObject, Params } from '../wire/params.js';
import { badRequest } from '../wire/refusal.js';
import type { Room } from './chats.js';

const SCOPES = [
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
] as const;

/** Where a list of commands holds: one key per scope, chat, member and language. */
export interface CommandPlace {
  readonly scope: (typeof SCOPES)[number];
  readonly chatId: number | undefined;
  readonly userId: number | undefined;
  readonly language: string;
}

function keyOf({ scope, chatId, userId, language }: CommandPlace): string {
  return [scope, chatId, userId, language].join('|');
}

/** The command lists of the bot. */
export class CommandLists {
  readonly #lists = new Map<string, readonly BotCommand[]>();

  set(place: CommandPlace, commands: readonly BotCommand[]): void {
    if (commands.length > 0) this.#lists.set(keyOf(place), commands);
    else this.#lists.delete(keyOf(place));
  }

  get(place: CommandPlace): readonly BotCommand[] {
    return this.#lists.get(keyOf(place)) ?? [];
  }

  /** What a person's menu shows in a chat: the first list found, in the order that Telegram documents. */
  shownTo(room: Room, userId: number, language: string): readonly BotCommand[] {
    const chatId = room.chat.id;
    const standing = room.standing(userId);
    const isAdmin = standing === 'creator' || standing === 'administrator';
    const places: Omit<CommandPlace, 'language'>[] = room.isGroup
      ? [
          { scope: 'chat_member', chatId, userId },
          ...(isAdmin ? [{ scope: 'chat_administrators', chatId, userId: undefined } as const] : []),
          { scope: 'chat', chatId, userId: undefined },
          ...(isAdmin
            ? [{ scope: 'all_chat_administrators', chatId: undefined, userId: undefined } as const]
            : []),
          { scope: 'all_group_chats', chatId: undefined, userId: undefined },
        ]
      : [
          { scope: 'chat', chatId, userId: undefined },
          { scope: 'all_private_chats', chatId: undefined, userId: undefined },
        ];
    places.push({ scope: 'default', chatId: undefined, userId: undefined });
    for (const place of places) {
      for (const tag of [language.slice(0, 2), '']) {
        const list = this.get({ ...place, language: tag });
        if (list.length > 0) return list;
      }
    }
    return [];
  }
}

/** Reads `scope` and `language_code`. `findRoom` gives the room of a chat id or refuses. */
export function readPlace(params: Params, findRoom: (scope: Params) => Room): CommandPlace {
  const given = params.object('scope') ?? { type: 'default' };
  const scope = SCOPES.find((each) => each === given['type']);
  if (!scope) throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  const language = params.string('language_code') ?? '';
  if (!/^(?:[a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  const inner = new Params(given);
  const named = scope === 'chat' || scope === 'chat_administrators' || scope === 'chat_member';
  const room = named ? findRoom(inner) : undefined;
  const userId = scope === 'chat_member' ? inner.integer('user_id') : undefined;
  if (scope === 'chat_member' && userId === undefined) {
    throw badRequest('can\'t parse BotCommandScope: Can\'t find field "user_id"');
  }
  return { scope, chatId: room?.chat.id, userId, language };
}

/** Checks a list of commands. */
export function readCommands(list: readonly unknown[]): readonly BotCommand[] {
  if (list.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  return list.map((item) => {
    if (!isObject(item)) throw badRequest("can't parse BotCommand: expected an Object");
    const { command, description } = item;
    if (typeof command !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "command"');
    if (typeof description !== 'string') {
      throw badRequest('can\'t parse BotCommand: Can\'t find field "description"');
    }
    const name = command.trim().replace(/^\//, '');
    const about = description.trim();
    if (name === '') throw badRequest('command must be non-empty');
    if (name.length > 32) throw badRequest('command length must not exceed 32');
    if (!/^[a-z0-9_]+$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
    if (about === '') throw badRequest('command description must be non-empty');
    if (about.length > 256) throw badRequest('command description length must not exceed 256');
    return { command: name, description: about };
  });
}

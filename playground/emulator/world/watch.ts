import { type SeenMessage, seen } from './chats.js';
import type { World } from './world.js';

/** The messages of a chat as they are now, oldest first, deleted ones marked. */
export function messagesOf(world: World, chatId: number): readonly SeenMessage[] {
  const room = world.rooms.get(chatId);
  if (!room) throw new Error(`no chat ${chatId}`);
  return room.all().map(seen);
}

/** The newest message that fits, now or as soon as one does; rejects after the limit. */
export function waitForMessage(
  world: World,
  chatId: number,
  fits: (message: SeenMessage) => boolean,
  limitMs: number,
): Promise<SeenMessage> {
  const find = () => messagesOf(world, chatId).findLast((message) => !message.deleted && fits(message));
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = find();
      if (!found) return;
      clearTimeout(timer);
      stop();
      resolve(found);
    };
    const stop = world.changed.on(look);
    const timer = setTimeout(() => {
      stop();
      const there = messagesOf(world, chatId).map(
        ({ id, text, fromBot }) => `${id} ${fromBot ? 'bot' : 'person'}: ${text}`,
      );
      reject(
        new Error(
          `no fitting message in chat ${chatId} within ${limitMs} ms; there are:\n${there.join('\n')}`,
        ),
      );
    }, limitMs);
    look();
  });
}

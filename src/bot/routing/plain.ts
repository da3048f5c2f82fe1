import { Composer } from 'grammy';
import { defineTap, oneOf } from '../../dialogs/callback.js';
import { readSaying, type Saying, sayingsOf } from '../../reading/sentences/sayings.js';
import { COMMAND_NAMES, COMMANDS, type CommandName } from '../commands.js';
import type { BotContext } from '../context.js';
import type { Naming } from './router.js';

/** A button that does what a command does when it is typed alone. */
export const commandTap = defineTap('pc', { command: oneOf(...COMMAND_NAMES) });

/** Longer texts ask for nothing: they are read no further. */
const MOST_LETTERS = 300;

/**
 * Reads commands in words, in private chats with whoever holds a post: what is understood goes on as if the command had
 * been typed (`onCommand`), with all its checks. In groups plain text is not for the bot.
 */
export function createPlain(sayings: readonly Saying<CommandName>[]): Composer<BotContext> {
  const plain = new Composer<BotContext>();
  const known = sayingsOf(sayings);
  plain.chatType('private').on('message:text', (ctx, next) => {
    const { text } = ctx.msg;
    if (!ctx.actor || text.startsWith('/') || text.length > MOST_LETTERS) return next();
    const asking = readSaying(text, known);
    if (asking) ctx.said = { command: asking.asks, argument: asking.argument };
    return next();
  });
  plain.on('callback_query:data', (ctx, next) => {
    const tapped = ctx.chat?.type === 'private' && ctx.actor && commandTap.read(ctx.callbackQuery.data);
    if (tapped) ctx.said = { command: tapped.command, argument: '' };
    return next();
  });
  return plain;
}

/** Whose handler an update asks for by a command in words. */
export function inWords({ said }: BotContext): Naming | undefined {
  return said && { kind: 'command', name: COMMANDS[said.command].id, said: said.argument };
}

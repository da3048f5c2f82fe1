import { Bot, Composer } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import type { BotContext } from '../../src/bot/context.js';
import { type NamedHandler, Router } from '../../src/bot/routing/router.js';

const botInfo = { id: 1, is_bot: true, first_name: 'x', username: 'sambang_bot' } as UserFromGetMe;
const chat = { id: 5, type: 'private', first_name: 'x' } as const;
const from = { id: 5, is_bot: false, first_name: 'x' };

function said(text: string, length = text.split(' ', 1)[0]?.length ?? 0): Update {
  const entities = [{ type: 'bot_command' as const, offset: 0, length }];
  return { update_id: 1, message: { message_id: 1, date: 1, chat, from, text, entities } };
}

const tapped = (data: string): Update => ({
  update_id: 2,
  callback_query: { id: '1', from, chat_instance: '1', data },
});

/** A feature's router with one below it, and who of them took what. */
function build() {
  const taken: string[] = [];
  const take =
    (name: string): NamedHandler =>
    (_ctx, words) => {
      taken.push(`${name}: ${words}`);
      return Promise.resolve();
    };
  const first = new Router();
  first.handle('command', 'peserta', (ctx, words, next) =>
    words === 'baru' ? take('new')(ctx, words, next) : next(),
  );
  const below = new Router();
  below.handle('command', 'peserta', take('list'));
  below.handle('tap', 'v', take('visit'));
  below.on('message:text', async (ctx, next) => {
    taken.push(`any: ${ctx.message.text}`);
    await next();
  });
  first.use(below);
  const bot = new Bot<BotContext>('1:x', { botInfo });
  bot.use(first.byName(), first, new Composer<BotContext>());
  return { taken, handle: (update: Update) => bot.handleUpdate(update) };
}

describe('a router', () => {
  it('hands a command to those who have its word, in their order, and asks nobody else', async () => {
    const { taken, handle } = build();
    await handle(said('/peserta baru'));
    await handle(said('/peserta  Andi '));
    await handle(said('/peserta@Sambang_Bot Andi'));
    expect(taken).toEqual(['new: baru', 'list: Andi', 'list: Andi']);
  });

  it('hands a button to those who have its kind, with all of its data', async () => {
    const { taken, handle } = build();
    await handle(tapped('v:open:1'));
    await handle(tapped('other:open:1'));
    expect(taken).toEqual(['visit: v:open:1']);
  });

  it('leaves to all who take messages what names nobody, or another bot', async () => {
    const { taken, handle } = build();
    await handle(said('/lain'));
    await handle(said('/peserta@other_bot'));
    await handle(said('tentang /peserta', 0));
    expect(taken).toEqual(['any: /lain', 'any: /peserta@other_bot', 'any: tentang /peserta']);
  });
});

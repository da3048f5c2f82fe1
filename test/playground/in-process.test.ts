import { Bot, InputFile } from 'grammy';
import { describe, expect, it } from 'vitest';
import { createLocalTelegram } from '../../playground/emulator/index.js';
import { PIXEL, TOKEN } from './served.js';

const ANI = 101;

/** A bot that reaches its local Telegram without a server. */
function small() {
  const telegram = createLocalTelegram({ token: TOKEN });
  telegram.addUser({ id: ANI, first_name: 'Ani' });
  telegram.send(ANI, ANI, { text: '/start' });
  const bot = new Bot(TOKEN, { botInfo: telegram.bot, client: { fetch: telegram.fetch } });
  return { telegram, bot };
}

describe('within the process', () => {
  it('messages, files and downloads go as they do over HTTP', async () => {
    const { telegram, bot } = small();
    await bot.api.sendMessage(ANI, 'halo', { entities: [{ type: 'bold', offset: 0, length: 4 }] });
    await bot.api.sendPhoto(ANI, new InputFile(PIXEL, 'a.png'), { caption: 'foto' });
    const [, text, photo] = telegram.messages(ANI);
    expect(text).toMatchObject({ text: 'halo', fromBot: true, entities: [{ type: 'bold' }] });
    expect(photo).toMatchObject({ text: 'foto', photo: { width: 1, height: 1 } });
    const { file_path: path = '' } = await bot.api.getFile(photo?.photo?.fileId ?? '');
    const file = await telegram.fetch(`https://api.telegram.org/file/bot${TOKEN}/${path}`);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(PIXEL);
  });

  it('refusals and another bot’s token are told in Telegram’s words', async () => {
    const { telegram, bot } = small();
    await expect(bot.api.sendMessage(999, 'halo')).rejects.toThrow('chat not found');
    const other = await telegram.fetch('https://api.telegram.org/bot999:other/getMe', { method: 'POST' });
    expect(await other.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
  });

  it('a cut line is a network error, after which the bot can’t know whether it was done', async () => {
    const { telegram, bot } = small();
    telegram.fail({ method: 'sendMessage', kind: 'reset-before' });
    await expect(bot.api.sendMessage(ANI, 'satu')).rejects.toMatchObject({ name: 'HttpError' });
    telegram.fail({ method: 'sendMessage', kind: 'reset-after' });
    await expect(bot.api.sendMessage(ANI, 'dua')).rejects.toMatchObject({ name: 'HttpError' });
    expect(telegram.messages(ANI).map(({ text }) => text)).toEqual(['/start', 'dua']);
  });

  it('a bot polls, answers and stops', async () => {
    const { telegram, bot } = small();
    bot.command('start', (ctx) => ctx.reply('selamat datang'));
    const running = bot.start();
    await telegram.waitFor(ANI, ({ text }) => text === 'selamat datang');
    await bot.stop();
    await running;
    expect(telegram.pendingUpdates()).toEqual([]);
  });
});

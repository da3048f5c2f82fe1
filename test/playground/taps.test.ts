import { describe, expect, it } from 'vitest';
import { ANI, BUDI, GROUP, served } from './served.js';

const reply_markup = {
  inline_keyboard: [
    [
      { text: 'Bersedia', callback_data: 'v1:ok' },
      { text: 'Situs', url: 'https://example.org' },
    ],
  ],
};

describe('taps', () => {
  it('reach the bot with the message as it is now and resolve with its answer', async () => {
    const { telegram, api } = await served();
    const { message_id } = await api.sendMessage(ANI, 'satu', { reply_markup });
    await api.editMessageText(ANI, message_id, 'dua', { reply_markup });
    const tapped = telegram.tap(ANI, ANI, message_id, 'Bersedia');
    const [update] = await api.getUpdates();
    expect(update?.callback_query).toMatchObject({
      data: 'v1:ok',
      from: { id: ANI },
      message: { text: 'dua' },
    });
    await api.answerCallbackQuery(update?.callback_query?.id ?? '', { text: 'Baik', show_alert: true });
    expect(await tapped).toEqual({ answered: true, text: 'Baik', alert: true, url: undefined });
  });

  it('can be answered once', async () => {
    const { telegram, api } = await served();
    const { message_id } = await api.sendMessage(ANI, 'satu', { reply_markup });
    const tapped = telegram.tap(ANI, ANI, message_id, 'v1:ok');
    const id = (await api.getUpdates())[0]?.callback_query?.id ?? '';
    await api.answerCallbackQuery(id);
    await expect(api.answerCallbackQuery(id)).rejects.toThrow('query is too old');
    expect(await tapped).toMatchObject({ answered: true, text: '' });
  });

  it('end unanswered after the limit', async () => {
    const { telegram, api } = await served();
    const { message_id } = await api.sendMessage(ANI, 'satu', { reply_markup });
    expect(await telegram.tap(ANI, ANI, message_id, 'Bersedia', { limitMs: 20 })).toMatchObject({
      answered: false,
    });
  });

  it('grow too old to be answered', async () => {
    let clock = 0;
    const { telegram, api } = await served({ clock: () => clock });
    const { message_id } = await api.sendMessage(ANI, 'satu', { reply_markup });
    const tapped = telegram.tap(ANI, ANI, message_id, 'Bersedia', { limitMs: 50 });
    const id = (await api.getUpdates())[0]?.callback_query?.id ?? '';
    clock = 61_000;
    await expect(api.answerCallbackQuery(id)).rejects.toThrow('query is too old');
    await tapped;
  });

  it('of what is not there say what is', async () => {
    const { telegram, api } = await served();
    const { message_id } = await api.sendMessage(ANI, 'satu', { reply_markup });
    expect(() => telegram.tap(ANI, ANI, message_id, 'Tolak')).toThrow('there are: [Bersedia] [Situs]');
    expect(() => telegram.tap(ANI, ANI, message_id, 'Situs')).toThrow('asks the bot nothing');
    expect(() => telegram.tap(ANI, ANI, 99, 'Bersedia')).toThrow('no message 99');
    expect(() => telegram.tap(BUDI, ANI, message_id, 'Bersedia')).toThrow('no part in the private chat');
  });

  it('are forged with any data, also on messages that are gone', async () => {
    const { telegram, api } = await served();
    const { message_id } = await api.sendMessage(GROUP, 'satu', { reply_markup });
    void telegram.tapData(BUDI, GROUP, message_id, 'x:hostile', { limitMs: 10 });
    await api.deleteMessage(GROUP, message_id);
    void telegram.tapData(BUDI, GROUP, message_id, 'v1:ok', { limitMs: 10 });
    expect(await api.getUpdates()).toMatchObject([
      { callback_query: { data: 'x:hostile', message: { text: 'satu' } } },
      { callback_query: { data: 'v1:ok', message: { message_id, date: 0, chat: { id: GROUP } } } },
    ]);
  });
});

describe('start links', () => {
  it('send /start with the payload to the bot', async () => {
    const { telegram, call } = await served();
    telegram.openLink(BUDI, 't.me/sambang_bot?start=abc-123_Z');
    expect(telegram.pendingUpdates()).toMatchObject([
      { message: { text: '/start abc-123_Z', chat: { id: BUDI } } },
    ]);
    expect(await call('sendMessage', { chat_id: BUDI, text: 'x' })).toMatchObject({ ok: true });
  });

  it('are refused for other bots and bad payloads', async () => {
    const { telegram } = await served();
    expect(() => telegram.openLink(BUDI, 'https://t.me/other_bot?start=a')).toThrow(
      'is not a link to @sambang_bot',
    );
    expect(() => telegram.openLink(BUDI, `https://t.me/sambang_bot?start=${'x'.repeat(65)}`)).toThrow(
      'up to 64',
    );
    expect(() => telegram.openLink(BUDI, 'https://t.me/sambang_bot?start=a%20b')).toThrow('up to 64');
  });
});

describe('waiting for a message', () => {
  it('gives the newest that fits, now or later, and names what is there when none comes', async () => {
    const { telegram, api } = await served();
    const later = telegram.waitFor(ANI, ({ text }) => text === 'dua');
    await api.sendMessage(ANI, 'satu');
    await api.sendMessage(ANI, 'dua');
    expect(await later).toMatchObject({ text: 'dua', fromBot: true });
    expect(await telegram.waitFor(ANI, ({ fromBot }) => fromBot)).toMatchObject({ text: 'dua' });
    await expect(telegram.waitFor(ANI, ({ text }) => text === 'x', 10)).rejects.toThrow('bot: dua');
  });

  it('starts anew after forgetting', async () => {
    const { telegram, call } = await served();
    telegram.forget();
    expect(telegram.messages(ANI)).toEqual([]);
    expect(await call('sendMessage', { chat_id: ANI, text: 'x' })).toMatchObject({ status: 403 });
  });
});

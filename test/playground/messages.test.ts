import type { MessageEntity } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { ANI, BUDI, GROUP, PIXEL, served } from './served.js';

const NOT_MODIFIED =
  'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

describe('text', () => {
  it('is trimmed, its entities with it', async () => {
    const { api } = await served();
    const sent = await api.sendMessage(ANI, '  Halo 🏢 ', {
      entities: [{ type: 'bold', offset: 0, length: 9 }],
    });
    expect(sent).toMatchObject({ text: 'Halo 🏢', entities: [{ type: 'bold', offset: 0, length: 7 }] });
  });

  it('keeps nested entities in order and what they carry', async () => {
    const { api } = await served();
    const entities: MessageEntity[] = [
      { type: 'italic', offset: 0, length: 4 },
      { type: 'text_link', offset: 0, length: 9, url: 'https://example.org/a' },
      { type: 'pre', offset: 10, length: 4, language: 'csv' },
      { type: 'date_time', offset: 15, length: 5, unix_time: 1_693_440_000, date_time_format: 'wDT' },
    ];
    const { entities: kept } = await api.sendMessage(ANI, 'Halo Budi a;b; besok', { entities });
    expect(kept).toEqual([entities[1], entities[0], entities[2], entities[3]]);
  });

  it('shows addresses, commands and names that nobody marked', async () => {
    const { telegram } = await served();
    const { entities } = telegram.send(ANI, ANI, {
      text: '/jumlah@sambang_bot lihat https://example.org/a?b=1, @budi_m #lele',
    });
    expect(entities).toEqual([
      { type: 'bot_command', offset: 0, length: 19 },
      { type: 'url', offset: 26, length: 25 },
      { type: 'mention', offset: 53, length: 7 },
      { type: 'hashtag', offset: 61, length: 5 },
    ]);
  });

  it('takes 4096 characters', async () => {
    const { api } = await served();
    expect((await api.sendMessage(ANI, 'x'.repeat(4096))).text).toHaveLength(4096);
  });

  it('answers another message, and goes without it only when allowed', async () => {
    const { api } = await served();
    const sent = await api.sendMessage(ANI, 'x', { reply_parameters: { message_id: 1 } });
    expect(sent.reply_to_message).toMatchObject({ message_id: 1, text: '/start' });
    const reply_parameters = { message_id: 99, allow_sending_without_reply: true };
    expect((await api.sendMessage(ANI, 'x', { reply_parameters })).reply_to_message).toBeUndefined();
  });

  it('is numbered in each chat by itself, and dated by the given clock', async () => {
    const { api } = await served({ now: () => new Date('2023-08-31T00:14:00Z') });
    const { message_id: first, date } = await api.sendMessage(ANI, 'x');
    const { message_id: other } = await api.sendMessage(GROUP, 'x');
    expect([first, other, date]).toEqual([2, 2, 1_693_440_840]);
  });
});

describe('edits', () => {
  it('replace the text and, left out, the keyboard', async () => {
    const { telegram, api } = await served();
    const reply_markup = { inline_keyboard: [[{ text: 'b', callback_data: 'c', style: 'danger' as const }]] };
    const { message_id } = await api.sendMessage(ANI, 'satu', { reply_markup });
    expect(telegram.messages(ANI).at(-1)?.buttons).toEqual(reply_markup.inline_keyboard);
    await api.editMessageText(ANI, message_id, 'dua');
    expect(telegram.messages(ANI).at(-1)).toMatchObject({ text: 'dua', buttons: [], edits: 1 });
  });

  it('are refused when nothing changes', async () => {
    const { api, telegram } = await served();
    const reply_markup = { inline_keyboard: [[{ text: 'b', callback_data: 'c' }]] };
    const { message_id } = await api.sendMessage(ANI, 'satu', { reply_markup });
    const same = expect.objectContaining({ error_code: 400, description: NOT_MODIFIED }) as unknown;
    await expect(api.editMessageText(ANI, message_id, ' satu ', { reply_markup })).rejects.toEqual(same);
    await expect(api.editMessageReplyMarkup(ANI, message_id, { reply_markup })).rejects.toEqual(same);
    expect(telegram.messages(ANI).at(-1)?.edits).toBe(0);
    await api.editMessageText(ANI, message_id, 'satu', {
      reply_markup,
      entities: [{ type: 'bold', offset: 0, length: 4 }],
    });
    await api.editMessageReplyMarkup(ANI, message_id);
    expect(telegram.messages(ANI).at(-1)).toMatchObject({ text: 'satu', buttons: [], edits: 2 });
  });

  it('know text from captions', async () => {
    const { api, call } = await served();
    const { message_id: plain } = await api.sendMessage(ANI, 'satu');
    expect(await call('editMessageCaption', { chat_id: ANI, message_id: plain, caption: 'x' })).toMatchObject(
      {
        description: 'Bad Request: there is no caption in the message to edit',
      },
    );
    const photo = telegramPhoto(await served());
    const { call: there, id } = await photo;
    expect(await there('editMessageText', { chat_id: ANI, message_id: id, text: 'x' })).toMatchObject({
      description: 'Bad Request: there is no text in the message to edit',
    });
    expect(
      await there('editMessageCaption', { chat_id: ANI, message_id: id, caption: 'baru' }),
    ).toMatchObject({
      result: { caption: 'baru' },
    });
  });

  it('replace a text by a photo and a photo by another', async () => {
    const { call, id, fileId, api } = await telegramPhoto(await served());
    const other = await api.sendMessage(ANI, 'teks');
    const media = { type: 'photo', media: fileId, caption: 'gambar' };
    expect(
      await call('editMessageMedia', { chat_id: ANI, message_id: other.message_id, media }),
    ).toMatchObject({
      result: { caption: 'gambar', photo: [{ file_id: fileId }] },
    });
    expect(await call('editMessageMedia', { chat_id: ANI, message_id: id, media })).toMatchObject({
      ok: true,
    });
    expect(await call('editMessageMedia', { chat_id: ANI, message_id: id, media })).toMatchObject({
      description: NOT_MODIFIED,
    });
  });

  it("don't touch what people or deletions left", async () => {
    const { api, call, telegram } = await served();
    const { message_id } = await api.sendMessage(ANI, 'satu');
    await api.deleteMessage(ANI, message_id);
    expect(telegram.messages(ANI).at(-1)).toMatchObject({ text: 'satu', deleted: true });
    expect(await call('editMessageText', { chat_id: ANI, message_id, text: 'x' })).toMatchObject({
      description: 'Bad Request: message to edit not found',
    });
  });
});

async function telegramPhoto({ telegram, api, call }: Awaited<ReturnType<typeof served>>) {
  const theirs = telegram.send(ANI, ANI, { photo: { bytes: PIXEL } });
  const fileId = theirs.photo?.[0]?.file_id ?? '';
  const { message_id: id } = await api.sendPhoto(ANI, fileId, { caption: 'lama' });
  return { api, call, id, fileId };
}

describe('deleting', () => {
  it("ends after 48 hours, and spares others' messages in a group", async () => {
    let now = new Date('2023-08-31T00:00:00Z');
    const { telegram, api, call } = await served({ now: () => now });
    const { message_id } = await api.sendMessage(ANI, 'x');
    const theirs = telegram.send(BUDI, GROUP, { text: 'x' });
    const refused = { description: "Bad Request: message can't be deleted" };
    expect(await call('deleteMessage', { chat_id: GROUP, message_id: theirs.message_id })).toMatchObject(
      refused,
    );
    telegram.promoteBot(GROUP, ANI);
    expect(await call('deleteMessage', { chat_id: GROUP, message_id: theirs.message_id })).toMatchObject({
      ok: true,
    });
    now = new Date('2023-09-02T00:00:01Z');
    expect(await call('deleteMessage', { chat_id: ANI, message_id })).toMatchObject(refused);
  });
});

describe('copies and forwards', () => {
  it('carry the content, the copy without its keyboard, the forward with its origin', async () => {
    const { api, telegram } = await served();
    const reply_markup = { inline_keyboard: [[{ text: 'b', callback_data: 'c' }]] };
    const { message_id } = await api.sendMessage(ANI, 'satu', { reply_markup });
    await api.copyMessage(GROUP, ANI, message_id);
    expect(telegram.messages(GROUP).at(-1)).toMatchObject({ text: 'satu', buttons: [] });
    const forwarded = await api.forwardMessage(GROUP, ANI, 1);
    expect(forwarded).toMatchObject({
      text: '/start',
      forward_origin: { type: 'user', sender_user: { id: ANI } },
    });
    await expect(api.editMessageText(GROUP, forwarded.message_id, 'x')).rejects.toThrow(
      "message can't be edited",
    );
  });
});

describe('looking', () => {
  it('tells the bot about itself and its chats', async () => {
    const { api } = await served();
    expect(await api.getMe()).toMatchObject({ id: 123_456, is_bot: true, username: 'sambang_bot' });
    expect(await api.getChat(ANI)).toMatchObject({ type: 'private', first_name: 'Ani' });
    expect(await api.getChat(GROUP)).toMatchObject({ type: 'group', title: 'Staf' });
    expect(await api.getChatMember(GROUP, ANI)).toMatchObject({ status: 'creator' });
    expect(await api.getChatMember(GROUP, BUDI)).toMatchObject({ status: 'member' });
    expect(await api.getChatAdministrators(GROUP)).toMatchObject([{ status: 'creator', user: { id: ANI } }]);
    expect(await api.getChatMemberCount(GROUP)).toBe(3);
  });

  it('logs calls with how they ended', async () => {
    const { api, telegram, call } = await served();
    const heard: string[] = [];
    telegram.onCall(({ method }) => heard.push(method));
    await api.sendMessage(ANI, 'x');
    await call('sendMessage', { chat_id: 5, text: 'x' });
    expect(heard).toEqual(['sendMessage', 'sendMessage']);
    expect(telegram.calls).toMatchObject([
      { method: 'sendMessage', params: { chat_id: ANI, text: 'x' }, refused: undefined },
      { method: 'sendMessage', refused: { code: 400, description: 'Bad Request: chat not found' } },
    ]);
  });
});

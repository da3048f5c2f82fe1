import { describe, expect, it } from 'vitest';
import { ANI, BUDI, GROUP, served } from './served.js';

const text = (value: unknown) => ({ chat_id: ANI, text: value });
const keyboard = (button: unknown) => ({
  ...text('x'),
  reply_markup: { inline_keyboard: [[button]] },
});
const entity = (value: object, of = 'hello') => ({ ...text(of), entities: [value] });
const commands = (command: string, description: string) => ({ commands: [{ command, description }] });

/** Calls and what Telegram says to them; the wording is Telegram's own. */
const REFUSALS: readonly (readonly [method: string, params: object, description: string])[] = [
  ['sendMessage', {}, 'message text is empty'],
  ['sendMessage', { chat_id: 0 }, 'message text is empty'],
  ['sendMessage', text(''), 'message text is empty'],
  ['sendMessage', text(' \n\t '), 'text must be non-empty'],
  ['sendMessage', text('x'.repeat(4097)), 'message is too long'],
  ['sendMessage', { text: 'x' }, 'chat_id is empty'],
  ['sendMessage', { chat_id: '', text: 'x' }, 'chat_id is empty'],
  ['sendMessage', { chat_id: 0, text: 'x' }, 'chat not found'],
  ['sendMessage', { chat_id: -1, text: 'x' }, 'chat not found'],
  ['sendMessage', { chat_id: 'not_a_chat', text: 'x' }, 'chat not found'],
  ['sendMessage', { chat_id: '@nobody_here', text: 'x' }, 'chat not found'],
  ['sendMessage', { ...text('x'), message_thread_id: 9 }, 'message thread not found'],
  ['sendMessage', { ...text('x'), reply_parameters: { message_id: 999 } }, 'message to be replied not found'],
  ['sendMessage', { ...text('x'), reply_parameters: {} }, 'can\'t find field "message_id"'],
  ['sendMessage', { ...text('x'), link_preview_options: { url: 'no' } }, 'WEBPAGE_URL_INVALID'],
  [
    'sendMessage',
    { ...text('x'), link_preview_options: { is_disabled: 'maybe' } },
    'field "is_disabled" must be of type Boolean',
  ],
  [
    'sendMessage',
    { ...text('x'), disable_notification: 'maybe' },
    'field "disable_notification" must be of type Boolean',
  ],
  [
    'sendMessage',
    { ...text('x'), message_thread_id: 'one' },
    'field "message_thread_id" must be a valid Number',
  ],
  ['sendMessage', { ...text({ a: 1 }) }, 'field "text" must be of type String'],
  ['sendMessage', { ...text('x'), parse_mode: 'INVALID' }, 'unsupported parse_mode'],

  [
    'sendMessage',
    entity({ type: 'bold', offset: 100, length: 1 }),
    'entity begins after the end of the text at UTF-16 offset 100',
  ],
  [
    'sendMessage',
    entity({ type: 'bold', offset: 0, length: 100 }),
    'entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100',
  ],
  [
    'sendMessage',
    entity({ type: 'bold', offset: -1, length: 1 }),
    'receive an entity with incorrect offset -1',
  ],
  [
    'sendMessage',
    entity({ type: 'bold', offset: 1, length: 1 }, '🏢 x'),
    'entity begins in a middle of a UTF-16 symbol at offset 1',
  ],
  [
    'sendMessage',
    entity({ type: 'sparkle', offset: 0, length: 1 }),
    "can't parse MessageEntity: Unsupported type specified",
  ],
  [
    'sendMessage',
    entity({ type: 'text_link', offset: 0, length: 5 }),
    'can\'t parse MessageEntity: Can\'t find field "url"',
  ],
  [
    'sendMessage',
    entity({ type: 'text_link', offset: 0, length: 5, url: 'not-a-url' }),
    "entity URL 'not-a-url' is invalid: Wrong HTTP URL",
  ],
  [
    'sendMessage',
    entity({ type: 'text_link', offset: 0, length: 5, url: '' }),
    "entity URL '' is invalid: URL host is empty",
  ],
  ['sendMessage', entity({ type: 'text_mention', offset: 0, length: 4, user: { id: 5 } }), 'user not found'],
  ['sendMessage', { ...text('x'), entities: 'bold' }, "can't parse entities JSON object"],

  ['sendMessage', keyboard({ text: 'b', callback_data: 'x'.repeat(65) }), 'BUTTON_DATA_INVALID'],
  ['sendMessage', keyboard({ text: 'b', callback_data: 'é'.repeat(33) }), 'BUTTON_DATA_INVALID'],
  [
    'sendMessage',
    keyboard({ text: 'b', callback_data: '' }),
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  [
    'sendMessage',
    keyboard({ text: 'b' }),
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  [
    'sendMessage',
    keyboard({ callback_data: 'x' }),
    'can\'t parse inline keyboard button: Can\'t find field "text"',
  ],
  [
    'sendMessage',
    keyboard({ text: 'b', url: 'not-a-url' }),
    "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
  ],
  [
    'sendMessage',
    keyboard({ text: 'b', url: 'ftp://example.com' }),
    "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
  ],
  [
    'sendMessage',
    keyboard({ text: 'b', url: 'tel:+6281' }),
    "inline keyboard button URL 'tel:+6281' is invalid: Wrong port number specified in the URL",
  ],
  ['sendMessage', keyboard({ text: 'b', copy_text: { text: '' } }), 'BUTTON_COPY_TEXT_INVALID'],
  [
    'sendMessage',
    { ...text('x'), reply_markup: { inline_keyboard: 'bad' } },
    'field "inline_keyboard" must be of type Array',
  ],
  ['sendMessage', { ...text('x'), reply_markup: 'bad' }, "can't parse reply markup JSON object"],
  [
    'sendMessage',
    { ...text('x'), reply_markup: { force_reply: 'maybe' } },
    'field "force_reply" must be of type Boolean',
  ],

  ['sendPhoto', { chat_id: ANI }, 'there is no photo in the request'],
  [
    'sendPhoto',
    { chat_id: ANI, photo: 'AgAC-unknown' },
    'wrong remote file identifier specified: Wrong string length',
  ],
  ['sendPhoto', { chat_id: ANI, photo: 'attach://missing' }, 'wrong file identifier/HTTP URL specified'],
  ['sendPhoto', { chat_id: ANI, photo: 'https://example.org/a.png' }, 'failed to get HTTP URL content'],
  ['sendPhoto', { chat_id: ANI, photo: 'x', caption: 'x'.repeat(1025) }, 'message caption is too long'],
  ['sendDocument', { chat_id: ANI }, 'there is no document in the request'],
  ['sendMediaGroup', { chat_id: ANI }, 'there are no messages to send'],
  ['sendChatAction', { chat_id: ANI, action: 'dancing' }, 'wrong parameter action in request'],

  ['editMessageText', { chat_id: ANI, text: 'x' }, 'message identifier is not specified'],
  ['editMessageText', { chat_id: ANI, message_id: 999, text: 'x' }, 'message to edit not found'],
  ['editMessageText', { chat_id: ANI, message_id: 1, text: 'x' }, "message can't be edited"],
  ['deleteMessage', { chat_id: ANI, message_id: 999 }, 'message to delete not found'],
  [
    'answerCallbackQuery',
    { callback_query_id: '1' },
    'query is too old and response timeout expired or query ID is invalid',
  ],
  ['answerCallbackQuery', { callback_query_id: '1', text: 'x'.repeat(201) }, 'MESSAGE_TOO_LONG'],
  ['getFile', { file_id: 'nope' }, 'wrong remote file identifier specified: Wrong string length'],
  ['getChat', { chat_id: 7 }, 'chat not found'],
  ['getChatMember', { chat_id: GROUP, user_id: 7 }, 'invalid user_id specified'],
  ['getChatAdministrators', { chat_id: ANI }, 'there are no administrators in the private chat'],

  ['setMyCommands', commands('Besar', 'x'), 'BOT_COMMAND_INVALID'],
  ['setMyCommands', commands('', 'x'), 'command must be non-empty'],
  ['setMyCommands', commands('x'.repeat(33), 'x'), 'command length must not exceed 32'],
  ['setMyCommands', commands('x', ' '), 'command description must be non-empty'],
  ['setMyCommands', { ...commands('x', 'y'), language_code: 'ind' }, 'invalid language code specified'],
  [
    'setMyCommands',
    { ...commands('x', 'y'), scope: { type: 'moon' } },
    "can't parse BotCommandScope: Unsupported type specified",
  ],
  ['setMyCommands', { ...commands('x', 'y'), scope: { type: 'chat', chat_id: 7 } }, 'chat not found'],
  [
    'setChatMenuButton',
    { menu_button: { type: 'web_app', text: 'x', web_app: { url: 'http://a.b' } } },
    "menu button Web App URL 'http://a.b' is invalid: Only HTTPS links are allowed",
  ],
  ['setWebhook', { url: 'not a url' }, 'bad webhook: An HTTPS URL must be provided for webhook'],
  [
    'setWebhook',
    { url: 'https://a.b/c', secret_token: 'with space' },
    'secret token contains unallowed characters',
  ],
];

describe('what Telegram refuses', () => {
  it.for(REFUSALS)('%s %j', async ([method, params, description]) => {
    const { telegram, call } = await served();
    const before = telegram.messages(ANI).length;
    expect(await call(method, params)).toEqual({
      status: 400,
      ok: false,
      error_code: 400,
      description: `Bad Request: ${description}`,
    });
    expect(telegram.messages(ANI)).toHaveLength(before);
  });
});

describe('who may not be written to', () => {
  it('a person who never wrote to the bot', async () => {
    const { call } = await served();
    expect(await call('sendMessage', { chat_id: BUDI, text: 'x' })).toMatchObject({
      status: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
  });

  it('a person who blocked the bot, until unblocked', async () => {
    const { telegram, call } = await served();
    telegram.block(ANI);
    expect(await call('sendMessage', { chat_id: ANI, text: 'x' })).toMatchObject({
      status: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    expect(telegram.pendingUpdates()).toMatchObject([
      { my_chat_member: { new_chat_member: { status: 'kicked' } } },
    ]);
    telegram.unblock(ANI);
    expect(await call('sendMessage', { chat_id: ANI, text: 'x' })).toMatchObject({ ok: true });
  });

  it('a group that the bot was removed from or left', async () => {
    const { telegram, call } = await served();
    telegram.removeBot(GROUP, ANI);
    expect(await call('sendMessage', { chat_id: GROUP, text: 'x' })).toMatchObject({
      description: 'Forbidden: bot was kicked from the group chat',
    });
    telegram.addBot(GROUP, ANI);
    expect(await call('leaveChat', { chat_id: GROUP })).toMatchObject({ result: true });
    expect(await call('sendMessage', { chat_id: GROUP, text: 'x' })).toMatchObject({
      description: 'Forbidden: bot is not a member of the group chat',
    });
  });
});

describe('the door', () => {
  it('answers a wrong token with 401, a path without one with 404', async () => {
    const { url } = await served();
    const wrong = await fetch(`${url}/bot999:other/getMe`);
    expect(wrong.status).toBe(401);
    expect(await wrong.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
    expect((await fetch(`${url}/botnonsense/getMe`)).status).toBe(404);
  });

  it('answers an unknown method with 404', async () => {
    const { call } = await served();
    expect(await call('sendPigeon', { chat_id: ANI })).toEqual({
      status: 404,
      ok: false,
      error_code: 404,
      description: 'Not Found',
    });
  });

  it('minds neither the case of a method nor how its arguments travel', async () => {
    const { url, telegram } = await served();
    const root = `${url}/bot123456:test-token`;
    await fetch(`${root}/sendmessage?chat_id=${ANI}&text=satu`);
    await fetch(`${root}/SENDMESSAGE`, {
      method: 'POST',
      body: new URLSearchParams({ chat_id: `${ANI}`, text: 'dua' }),
    });
    const form = new FormData();
    form.set('chat_id', `${ANI}`);
    form.set('text', 'tiga');
    form.set('reply_markup', JSON.stringify({ inline_keyboard: [[{ text: 'b', callback_data: 'c' }]] }));
    await fetch(`${root}/sendMessage`, { method: 'POST', body: form });
    const [, ...sent] = telegram.messages(ANI);
    expect(sent.map((message) => message.text)).toEqual(['satu', 'dua', 'tiga']);
    expect(sent[2]?.buttons).toEqual([[{ text: 'b', callback_data: 'c' }]]);
  });

  it('refuses a body that is not a JSON object', async () => {
    const { call } = await served();
    const init = { headers: { 'content-type': 'application/json' }, body: '[1' };
    expect(await call('sendMessage', undefined, init)).toMatchObject({ status: 400 });
  });

  it('serves only names of this machine', async () => {
    const { url } = await served();
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      request(`${url}/`, { headers: { host: 'evil.example' } }, (response) =>
        resolve(response.statusCode),
      ).end();
    });
    expect(status).toBe(403);
  });
});

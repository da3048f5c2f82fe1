import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectEntities, formatText } from '../../playground/emulator/api/entities.js';
import { urlProblem } from '../../playground/emulator/api/url.js';
import { imageSize } from '../../playground/emulator/files/image-size.js';
import { ANI, GROUP, served } from './served.js';

const METHODS = [
  'getUpdates',
  'setWebhook',
  'getWebhookInfo',
  'sendMessage',
  'sendPhoto',
  'sendDocument',
  'sendVoice',
  'sendMediaGroup',
  'sendChatAction',
  'copyMessage',
  'forwardMessage',
  'editMessageText',
  'editMessageCaption',
  'editMessageMedia',
  'editMessageReplyMarkup',
  'deleteMessage',
  'answerCallbackQuery',
  'getChat',
  'getChatMember',
  'getChatAdministrators',
  'getChatMemberCount',
  'getFile',
  'setMyCommands',
  'getMyCommands',
  'setMyDescription',
  'setChatMenuButton',
];

const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(ANI, GROUP, 1, -1, 0, 1e20, '', 'x', '[', '{}', '[]', 'attach://x', '\u0000', '🏢'),
);
const params = fc.record(
  {
    chat_id: value,
    message_id: value,
    text: value,
    caption: value,
    entities: value,
    reply_markup: fc.oneof(value, fc.record({ inline_keyboard: value })),
    reply_parameters: value,
    media: value,
    photo: value,
    commands: value,
    scope: value,
    file_id: value,
    offset: value,
    limit: value,
    user_id: value,
    from_chat_id: value,
    menu_button: value,
    language_code: value,
    url: fc.constantFrom('', 'x', 7, null),
  },
  { requiredKeys: [] },
);

describe('hostile calls', () => {
  it("are answered in Telegram's form and never break it", async () => {
    const { call } = await served();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...METHODS), params, async (method, given) => {
        const { status, ok, error_code, description } = await call(method, given);
        expect([200, 400, 403, 404, 409]).toContain(status);
        expect(ok).toBe(status === 200);
        expect(error_code).toBe(ok ? undefined : status);
        expect(description ?? 'Not Found').toMatch(/^(?:Bad Request|Forbidden|Conflict): .|^Not Found$/);
      }),
      { numRuns: 400 },
    );
    expect(await call('getMe')).toMatchObject({ ok: true });
  });

  it('with broken multipart bodies are refused', async () => {
    const { call } = await served();
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
      expect(
        await call('sendPhoto', undefined, { headers: { 'content-type': type }, body: '--x\r\nbroken' }),
      ).toMatchObject({ status: 400 });
    }
  });
});

describe('hostile texts', () => {
  it('give entities that lie in them, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let last = 0;
        for (const { offset, length } of detectEntities(text)) {
          expect(offset).toBeGreaterThanOrEqual(last);
          expect(length).toBeGreaterThan(0);
          expect(offset + length).toBeLessThanOrEqual(text.length);
          last = offset;
        }
      }),
    );
  });

  it('are trimmed with their entities inside', () => {
    const blank = fc.stringMatching(/^[ \n\t]{0,3}$/);
    fc.assert(
      fc.property(
        blank,
        fc.stringMatching(/^[a-z ]{1,10}$/),
        blank,
        fc.nat(12),
        fc.nat(12),
        (head, middle, tail, from, size) => {
          const given = `${head}${middle}${tail}`;
          const offset = Math.min(from, given.length - 1);
          const length = Math.min(size, given.length - offset);
          const { text, entities } = formatText(given, [{ type: 'bold', offset, length }], () => undefined);
          expect(text).toBe(given.trim());
          for (const entity of entities) {
            expect(entity.length).toBeGreaterThan(0);
            expect(entity.offset + entity.length).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });

  it('never stop the address and picture readers', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['string', 'undefined']).toContain(typeof urlProblem(text));
      }),
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.constantFrom('', '\x89PNG\r\n\x1a\n', '\xff\xd8', 'RIFF'),
        (bytes, head) => {
          expect(() => imageSize(Buffer.concat([Buffer.from(head, 'latin1'), bytes]))).not.toThrow();
        },
      ),
    );
  });
});

describe('addresses', () => {
  it.for([
    ['https://example.org/a b', undefined],
    ['example.org', undefined],
    ['http://127.0.0.1:8080/x', undefined],
    ['https://t.me/sambang_bot?start=a', undefined],
    ['tg://user?id=5', undefined],
    ['http://localhost', 'Wrong HTTP URL'],
    ['https://', 'URL host is empty'],
    ['http://example.org:99999', 'Wrong port number specified in the URL'],
    ['javascript:alert(1)', 'Wrong port number specified in the URL'],
    ['http://exa mple.org', 'Disallowed character in URL host'],
  ] as const)('%j: %s', ([url, problem]) => {
    expect(urlProblem(url)).toBe(problem);
  });
});

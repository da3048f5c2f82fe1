import { Api } from 'grammy';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Demo } from '../../playground/demo/demo.js';
import { startPlayground } from '../../playground/demo/server.js';
import {
  createLocalTelegram,
  type LocalTelegramOptions,
  type ServeOptions,
  serveTelegram,
} from '../../playground/emulator/index.js';

export const TOKEN = '123456:test-token';
export const ANI = 101;
export const BUDI = 102;
export const GROUP = -500;

/** What the Bot API answers. */
const Answer = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.number().optional(),
  description: z.string().optional(),
  parameters: z
    .object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() })
    .optional(),
});

/** The smallest real PNG: one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/**
 * A served local Telegram with Ani (who started the bot), Budi (who didn't) and their group, closed after the
 * test. The updates of setting it up are forgotten.
 */
export async function served(
  options: Partial<LocalTelegramOptions> = {},
  { demo, ...serving }: Pick<ServeOptions, 'host'> & { readonly demo?: Demo } = {},
) {
  const telegram = createLocalTelegram({
    token: TOKEN,
    botName: 'Sambang',
    botUsername: 'sambang_bot',
    ...options,
  });
  telegram.addUser({ id: ANI, first_name: 'Ani', last_name: 'Latu', language_code: 'id' });
  telegram.addUser({ id: BUDI, first_name: 'Budi', username: 'budi_m' });
  telegram.addGroup({ id: GROUP, title: 'Staf', memberIds: [ANI, BUDI] });
  telegram.send(ANI, ANI, { text: '/start' });
  const at = { port: 0, ...serving };
  const playground = await (demo ? startPlayground(telegram, demo, at) : serveTelegram(telegram, at));
  onTestFinished(() => playground.close());
  telegram.world.updates.drop();

  const call = async (
    method: string,
    params?: object,
    init: RequestInit = {},
  ): Promise<z.infer<typeof Answer> & { status: number }> => {
    const response = await fetch(`${playground.url}/bot${TOKEN}/${method}`, {
      method: 'POST',
      ...(params && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) }),
      ...init,
    });
    return { status: response.status, ...Answer.parse(await response.json()) };
  };
  return { telegram, url: playground.url, api: new Api(TOKEN, { apiRoot: playground.url }), call };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { BadTokenError } from '../bot/intake/polling/poller.js';
import type { Logger } from '../lib/logger.js';
import { createTelegramClient, grammySignal, type TelegramClient } from '../telegram/client.js';
import { isBadToken } from '../telegram/failures.js';
import type { Surroundings } from './surroundings.js';

export type Line = {
  readonly client: TelegramClient;
  readonly api: Api;
  readonly botInfo: UserFromGetMe;
};

/** The line to Telegram, once it has said who the bot is. @throws {BadTokenError} */
export async function connect({ config, logger, stopping, closers }: Surroundings): Promise<Line> {
  const client = createTelegramClient({ apiRoot: config.botApiRoot });
  closers.push(() => client.close());
  const api = new Api(config.botToken, client.options);
  return { client, api, botInfo: await whoAmI(api, stopping, logger) };
}

/** Asks Telegram who the bot is, for as long as the line is down. */
async function whoAmI(api: Api, signal: AbortSignal, logger: Logger): Promise<UserFromGetMe> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await api.getMe(grammySignal(signal));
    } catch (err) {
      if (isBadToken(err)) throw new BadTokenError();
      if (signal.aborted) throw err;
      logger.warn({ err }, 'Telegram is out of reach; trying again');
      await sleep(Math.min(30_000, 1_000 * 2 ** attempt), undefined, { signal });
    }
  }
}

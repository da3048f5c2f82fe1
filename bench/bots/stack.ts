import { createApp } from '#sambang/app.js';
import { systemClock } from '#sambang/lib/clock.js';
import { createLogger } from '#sambang/lib/logger.js';
import { KEY_BYTES } from '#sambang/lib/shut/seal.js';
import { UNIT } from '../counts/sample.js';
import type { BotJob } from './bot.js';

/** Where Sambang is called by webhook, and with which secret. */
export const WEBHOOK = { path: '/telegram', secret: 'bench' } as const;

/** The whole program, as `main.ts` builds it, logging as usual. */
export async function startStack({
  apiRoot,
  token,
  databaseFile,
  webhookPort,
}: BotJob): Promise<() => Promise<void>> {
  const app = createApp(
    {
      botToken: token,
      botApiRoot: apiRoot,
      databaseUrl: `file:${databaseFile}`,
      headTelegramIds: [BigInt(UNIT.firstPerson)],
      unitName: UNIT.name,
      unitTimezone: UNIT.zone,
      defaultLocale: 'id',
      dataKeys: [new Uint8Array(KEY_BYTES)],
      webhook:
        webhookPort === undefined
          ? undefined
          : { url: 'https://bench.example/telegram', path: WEBHOOK.path, secret: WEBHOOK.secret },
      host: '127.0.0.1',
      port: webhookPort ?? 0,
      logLevel: 'info',
      backup: {
        folder: 'backups',
        hour: undefined,
        keep: { days: 7, weeks: 4, months: 12 },
        chatId: undefined,
      },
    },
    { clock: systemClock, logger: createLogger('info') },
  );
  await app.start();
  return app.stop;
}

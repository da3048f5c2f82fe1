import { createApp } from '#sambang/app.js';
import { systemClock } from '#sambang/lib/clock.js';
import { createLogger } from '#sambang/lib/logger.js';
import { KEY_BYTES } from '#sambang/lib/shut/seal.js';
import { UNIT } from '../counts/sample.js';
import type { BotJob } from './bot.js';

/** The whole program, as `main.ts` builds it, logging as usual. */
export async function startStack({ apiRoot, token, databaseFile }: BotJob): Promise<() => Promise<void>> {
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
      webhook: undefined,
      host: '127.0.0.1',
      port: 0,
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

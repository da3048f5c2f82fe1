import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Update } from 'grammy/types';
import { createLocalTelegram, type PersonContent, serveTelegram } from '../../playground/emulator/index.js';
import { type App, createApp } from '../../src/app.js';
import { systemClock } from '../../src/lib/clock.js';
import { createLogger } from '../../src/lib/logger.js';
import { configFor, HEAD, TOKEN } from './world.js';

const SECRET = 'a-secret-of-sixteen-or-more';

/**
 * The program by a webhook, once or several times beside each other on one database. Telegram's part in delivering is
 * the test's: it says which update goes to which program, and when.
 */
export async function openDoors(databaseUrl: string, programs: number) {
  const telegram = createLocalTelegram({ token: TOKEN });
  telegram.addUser({ id: HEAD, first_name: 'Yusuf', last_name: 'Latuconsina', language_code: 'id' });
  const playground = await serveTelegram(telegram, { port: 0 });
  const config = {
    ...configFor(databaseUrl, playground.url),
    headTelegramIds: [BigInt(HEAD)],
    // Nothing is delivered there: see `stopDelivery`.
    webhook: { url: 'http://127.0.0.1:9/telegram', path: '/telegram', secret: SECRET },
  };
  const lines: string[] = [];
  const logger = createLogger('warn', { write: (line: string) => void lines.push(line) });
  const open: { readonly app: App; readonly port: number }[] = [];
  for (let n = 0; n < programs; n += 1) {
    const app = createApp(config, { clock: systemClock, logger });
    open.push({ app, ...(await app.start()) });
    stopDelivery();
  }

  function stopDelivery(): void {
    telegram.world.webhook.set(undefined);
  }

  /** Delivers an update as Telegram does: again until it is answered with 200. */
  async function deliver(update: Update, program = 0): Promise<void> {
    const { port } = open[program] ?? { port: 0 };
    for (;;) {
      const { status } = await fetch(`http://127.0.0.1:${port}/telegram`, {
        method: 'POST',
        headers: { 'x-telegram-bot-api-secret-token': SECRET },
        body: JSON.stringify(update),
      });
      if (status === 200) return;
      await pause(50);
    }
  }

  /** What the head does becomes an update that waits to be delivered. */
  function waiting(act: () => unknown): Update {
    act();
    const update = telegram.takeUpdate();
    if (!update) throw new Error('the bot is told nothing of this');
    return update;
  }

  return {
    telegram,
    lines,
    deliver,
    says: (content: PersonContent) => waiting(() => telegram.send(HEAD, HEAD, content)),
    /** A tap on a button of the bot's newest message. */
    taps: (data: string) =>
      waiting(() => {
        const on = telegram.messages(HEAD).findLast(({ fromBot }) => fromBot);
        void telegram.tapData(HEAD, HEAD, on?.id ?? 0, data, { limitMs: Number.POSITIVE_INFINITY });
      }),
    /** Delivers both, the later one first, a moment apart: each to any program. */
    async deliverReversed(first: Update, second: Update): Promise<void> {
      const late = deliver(second, randomInt(programs));
      await pause(randomInt(26));
      await Promise.all([late, deliver(first, randomInt(programs))]);
    },
    async stop(): Promise<void> {
      for (const { app } of open) await app.stop();
      await playground.close();
    },
  };
}

export type Doors = Awaited<ReturnType<typeof openDoors>>;

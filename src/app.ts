import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { createBot } from './bot/create-bot.js';
import { pruneDialogs } from './bot/forms/rows.js';
import { createDispatcher } from './bot/intake/dispatcher.js';
import { createFaults } from './bot/intake/faults.js';
import { type AllowedUpdate, BadTokenError, createPoller } from './bot/intake/poller.js';
import { setCommonMenus } from './bot/menus.js';
import type { Config } from './config.js';
import { createDatabase } from './db/database.js';
import { isConflict, isUnavailable } from './db/errors.js';
import { migrate } from './db/migrations/migrate.js';
import { pruneHandled } from './db/once.js';
import { createDelivery } from './delivery/delivery.js';
import { groupGuard } from './delivery/guard/group-guard.js';
import { agencyIn } from './features/agencies/index.js';
import { createFallback } from './features/help/index.js';
import { createPeopleService } from './features/people/index.js';
import { createFeatures, guardedNames } from './features.js';
import { createMetrics } from './http/metrics.js';
import { createHttpServer } from './http/server.js';
import type { Clock } from './lib/clock.js';
import type { Logger } from './lib/logger.js';
import { createTelegramClient, grammySignal } from './telegram/client.js';
import { isBadToken } from './telegram/failures.js';
import { translator } from './words/translate.js';

const ALLOWED: readonly AllowedUpdate[] = ['message', 'callback_query', 'my_chat_member'];
const HOUR_MS = 3_600_000;
/** Telegram keeps updates for a day; what is older can't be delivered again. */
const HANDLED_KEPT_MS = 3 * 24 * HOUR_MS;
/** A form left open longer than this is forgotten: it may hold names. */
const DIALOGS_KEPT_MS = 7 * 24 * HOUR_MS;
/** A poll answered this long ago at most counts as healthy. */
const POLL_AGE_MS = 90_000;

export type App = {
  /** Resolves when it serves. Rejects where it can't: bad token, a port in use, a database that can't be migrated. */
  readonly start: () => Promise<{ readonly port: number; readonly claimCode: string | undefined }>;
  /** Finishes what is in hand, stops claiming, closes the database. */
  readonly stop: () => Promise<void>;
  /** Rejects when polling has ended for good, as with a token that was revoked. */
  readonly ended: Promise<void>;
};

/** The program whole, built from its configuration; only the clock and the logger come from outside. */
export function createApp(config: Config, deps: { readonly clock: Clock; readonly logger: Logger }): App {
  const { clock, logger } = deps;
  const closers: (() => Promise<void>)[] = [];
  const stopping = new AbortController();
  let settle: { readonly resolve: () => void; readonly reject: (reason: unknown) => void } | undefined;
  const ended = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });

  async function start() {
    await migrate(config.databaseUrl);
    const db = await createDatabase(config.databaseUrl);
    closers.push(() => db.close());
    const people = createPeopleService({
      db,
      defaultLocale: config.defaultLocale,
      secret: config.botToken,
      agencyIn,
    });
    const headName = translator(config.defaultLocale)('post-head');
    const { claimCode } = await people.prepareUnit(
      { name: config.unitName, zone: config.unitTimezone, headTelegramIds: config.headTelegramIds, headName },
      clock.now(),
    );

    const client = createTelegramClient({ apiRoot: config.botApiRoot });
    closers.push(() => client.close());
    const api = new Api(config.botToken, client.options);
    api.config.use(groupGuard(guardedNames(db)));
    const botInfo = await whoAmI(api, stopping.signal, logger);
    const { username: botUsername } = botInfo;

    const { features, forDelivery } = createFeatures({
      db,
      people,
      defaultLocale: config.defaultLocale,
      botUsername,
      download: (fileId, maxBytes) => client.downloadFile(api, fileId, { maxBytes, timeoutMs: 60_000 }),
      wake: () => delivery.wake(),
      clock,
    });
    const delivery = createDelivery({
      db,
      api,
      clock,
      ...forDelivery,
      logger,
      owner: `${botInfo.id}`,
      defaultLocale: config.defaultLocale,
    });
    closers.push(() => delivery.stop());

    const bot = createBot(config.botToken, {
      db,
      clock,
      logger,
      people,
      features,
      botInfo,
      fallback: createFallback(),
      unitName: config.unitName,
      defaultLocale: config.defaultLocale,
      client: client.options,
    });
    bot.api.config.use(groupGuard(guardedNames(db)));
    const faults = createFaults({ api, logger, people, defaultLocale: config.defaultLocale });
    const dispatcher = createDispatcher({
      handle: (update) => bot.handleUpdate(update),
      giveUp: faults.giveUp,
      tellDelay: faults.tellDelay,
      logger,
      timeLimitMs: 20_000,
      retries: 4,
      isTransient: (error) => isUnavailable(error) || isConflict(error),
      onOutcome: (outcome) => metrics.countUpdate(outcome),
    });
    const poller = createPoller({ api, dispatcher, allowedUpdates: ALLOWED, logger, clock });
    const polls = config.webhook === undefined;
    const metrics = createMetrics({
      clock,
      ...(polls && { lastPollAt: poller.lastPollAt }),
      delivery: delivery.metrics,
    });
    const startedAt = clock.now();
    const http = createHttpServer({
      host: config.host,
      port: config.port,
      logger,
      metrics: metrics.text,
      health: async () => {
        const database = await db.ping().then(
          () => true,
          () => false,
        );
        const last = poller.lastPollAt() ?? startedAt;
        const polling = !polls || clock.now().getTime() - last.getTime() < POLL_AGE_MS;
        const outbox = database ? await delivery.metrics() : undefined;
        return {
          ok: database && polling,
          checks: {
            database,
            polling,
            outboxDue: outbox?.due,
            outboxOldestDueSeconds: outbox?.oldestDueSeconds,
          },
        };
      },
      ...(config.webhook && { webhook: { ...config.webhook, handle: dispatcher.dispatch } }),
    });
    const { port } = await http.listen();
    closers.push(() => http.close());

    const sweep = async () => {
      await pruneHandled(db, new Date(clock.now().getTime() - HANDLED_KEPT_MS));
      await pruneDialogs(db, new Date(clock.now().getTime() - DIALOGS_KEPT_MS));
      for (const feature of features) await feature.sweep?.(clock.now());
    };
    await sweep();
    const background = [
      delivery.run(stopping.signal),
      everyHour(sweep, stopping.signal, logger),
      setCommonMenus(api, config.defaultLocale).catch((err: unknown) =>
        logger.warn({ err }, 'menus not set'),
      ),
    ];
    closers.push(async () => {
      await Promise.allSettled(background);
    });
    if (config.webhook) {
      const { url, secret } = config.webhook;
      await api.setWebhook(url, { secret_token: secret, allowed_updates: [...ALLOWED] });
    } else {
      const polling = poller.run(stopping.signal);
      void polling.then(settle?.resolve, settle?.reject);
      closers.push(() => polling.catch(() => undefined));
    }
    closers.push(() => dispatcher.idle());
    return { port, claimCode };
  }

  async function stop(): Promise<void> {
    stopping.abort();
    for (const close of closers.splice(0).toReversed()) {
      await close().catch((err: unknown) => logger.error({ err }, 'not closed cleanly'));
    }
  }

  // Nobody may be listening where the program is stopped before it ends by itself.
  ended.catch(() => undefined);
  return { start, stop, ended };
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

async function everyHour(work: () => Promise<void>, signal: AbortSignal, logger: Logger): Promise<void> {
  while (!signal.aborted) {
    await sleep(HOUR_MS, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
    await work().catch((err: unknown) => logger.error({ err }, 'the hourly sweep failed'));
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Feature } from './bot/feature.js';
import { pruneDialogs } from './bot/forms/rows.js';
import { BadTokenError } from './bot/intake/poller.js';
import { setCommonMenus } from './bot/menus.js';
import type { Config } from './config.js';
import type { Db } from './db/database.js';
import type { Upgraded } from './db/migrations/upgrade.js';
import { pruneHandled } from './db/once.js';
import { createDelivery, type Delivery } from './delivery/delivery.js';
import { groupGuard } from './delivery/guard/group-guard.js';
import { agencyIn } from './features/agencies/index.js';
import { createFallback } from './features/help/index.js';
import { createPeopleService, type PeopleService } from './features/people/index.js';
import { createFeatures, guardedNames } from './features.js';
import { createHealth } from './health.js';
import { createMetrics } from './http/metrics.js';
import { createHttpServer } from './http/server.js';
import { ALLOWED, createIntake, type Intake } from './intake.js';
import type { Clock } from './lib/clock.js';
import type { Logger } from './lib/logger.js';
import { openDatabase } from './open-database.js';
import { createSweeper, type Sweeps } from './sweeps.js';
import { createTelegramClient, grammySignal, type TelegramClient } from './telegram/client.js';
import { isBadToken } from './telegram/failures.js';
import { translator } from './words/translate.js';

const HOUR_MS = 3_600_000;
/** Telegram keeps updates for a day; what is older can't be delivered again. */
const HANDLED_KEPT_MS = 3 * 24 * HOUR_MS;
/** A form left open longer than this is forgotten: it may hold names. */
const DIALOGS_KEPT_MS = 7 * 24 * HOUR_MS;

export type App = {
  /** Resolves when it serves. Rejects where it can't: bad token, a port in use, a database that can't be migrated. */
  readonly start: () => Promise<{ readonly port: number; readonly claimCode: string | undefined }>;
  /** Finishes what is in hand, stops claiming, closes the database. */
  readonly stop: () => Promise<void>;
  /** Rejects when polling has ended for good, as with a token that was revoked. */
  readonly ended: Promise<void>;
};

/** What somebody should hear of who doesn't read the log. */
export type Watch = {
  /** Called once when a sweep begins to fail, with its name; it is tried again by itself. */
  readonly onSweepFailed?: (sweep: string) => void;
  /** Called once the database has been upgraded, and the figures of the office are as before. */
  readonly onUpgraded?: (upgraded: Upgraded) => void;
};

/** What the program is made from, and what is to be closed at its end, the last first. */
type Surroundings = {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly watch: Watch;
  readonly stopping: AbortSignal;
  readonly closers: (() => Promise<void>)[];
  /** Settles `App.ended`. */
  readonly settle: { readonly resolve: () => void; readonly reject: (reason: unknown) => void };
};

type Unit = { readonly db: Db; readonly people: PeopleService; readonly claimCode: string | undefined };
type Line = { readonly client: TelegramClient; readonly api: Api; readonly botInfo: UserFromGetMe };
type Office = {
  readonly features: readonly Feature[];
  readonly sweeps: Sweeps;
  readonly delivery: Delivery;
};

/** The database, and in it the unit with its heads as configured. */
async function openUnit({ config, clock, logger, watch, stopping, closers }: Surroundings): Promise<Unit> {
  const { defaultLocale, unitName: name, unitTimezone: zone, headTelegramIds } = config;
  const db = await openDatabase(config, { clock, logger, stopping, ...watch });
  closers.push(() => db.close());
  const people = createPeopleService({ db, defaultLocale, secret: config.botToken, agencyIn });
  const headName = translator(defaultLocale)('post-head');
  const { claimCode } = await people.prepareUnit({ name, zone, headTelegramIds, headName }, clock.now());
  return { db, people, claimCode };
}

/** The line to Telegram, once it has said who the bot is. */
async function connect({ config, logger, stopping, closers }: Surroundings, db: Db): Promise<Line> {
  const client = createTelegramClient({ apiRoot: config.botApiRoot });
  closers.push(() => client.close());
  const api = new Api(config.botToken, client.options);
  api.config.use(groupGuard(guardedNames(db)));
  return { client, api, botInfo: await whoAmI(api, stopping, logger) };
}

/** The features, and what sends the messages that they plan. */
function openOffice(
  { config, clock, logger, closers }: Surroundings,
  { db, people }: Unit,
  { client, api, botInfo }: Line,
): Office {
  const { defaultLocale } = config;
  const { features, sweeps, forDelivery } = createFeatures({
    db,
    people,
    defaultLocale,
    botUsername: botInfo.username,
    download: (fileId, maxBytes) => client.downloadFile(api, fileId, { maxBytes, timeoutMs: 60_000 }),
    wake: () => delivery.wake(),
    clock,
  });
  const owner = `${botInfo.id}`;
  const delivery = createDelivery({ db, api, clock, ...forDelivery, logger, owner, defaultLocale });
  closers.push(() => delivery.stop());
  return { features, sweeps, delivery };
}

/** What takes updates in, and what is served over HTTP: health, metrics and, where it is asked for, the webhook. */
async function serve(
  { config, clock, logger, closers }: Surroundings,
  { db, people }: Unit,
  line: Line,
  { features, delivery }: Office,
): Promise<{ readonly intake: Intake; readonly port: number }> {
  const { unitName, defaultLocale, webhook, host, port } = config;
  const intake = createIntake(config.botToken, {
    ...line,
    db,
    clock,
    logger,
    people,
    unitName,
    defaultLocale,
    features,
    fallback: createFallback(),
    client: line.client.options,
    onOutcome: (outcome) => metrics.countUpdate(outcome),
  });
  const lastPollAt = webhook ? undefined : intake.poller.lastPollAt;
  const metrics = createMetrics({ clock, ...(lastPollAt && { lastPollAt }), delivery: delivery.metrics });
  const http = createHttpServer({
    host,
    port,
    logger,
    metrics: metrics.text,
    health: createHealth({ db, clock, delivery, lastPollAt }),
    ...(webhook && { webhook: { ...webhook, handle: intake.dispatcher.dispatch } }),
  });
  const served = await http.listen();
  closers.push(() => http.close());
  return { intake, port: served.port };
}

/** What is done beside the updates: sending, putting right at the start and every hour, and the menus. */
async function startBackground(
  { config, clock, logger, watch, stopping, closers }: Surroundings,
  { db }: Unit,
  { api }: Line,
  { sweeps, delivery }: Office,
): Promise<void> {
  const sweeper = createSweeper(
    {
      'handled updates': (now) => pruneHandled(db, new Date(now.getTime() - HANDLED_KEPT_MS)),
      forms: (now) => pruneDialogs(db, new Date(now.getTime() - DIALOGS_KEPT_MS)),
      ...sweeps,
    },
    { clock, logger, ...(watch.onSweepFailed && { onFailed: watch.onSweepFailed }) },
  );
  await sweeper.once();
  const background = [
    delivery.run(stopping),
    sweeper.run(stopping),
    setCommonMenus(api, config.defaultLocale).catch((err: unknown) => logger.warn({ err }, 'menus not set')),
  ];
  closers.push(async () => {
    await Promise.allSettled(background);
  });
}

/** Lets updates in, by webhook or by polling, which tells when it has ended for good. */
async function takeIn(
  { config, stopping, closers, settle }: Surroundings,
  { api }: Line,
  { dispatcher, poller }: Intake,
): Promise<void> {
  if (config.webhook) {
    const { url, secret } = config.webhook;
    await api.setWebhook(url, { secret_token: secret, allowed_updates: [...ALLOWED] });
  } else {
    const polling = poller.run(stopping);
    void polling.then(settle.resolve, settle.reject);
    closers.push(() => polling.catch(() => undefined));
  }
  closers.push(() => dispatcher.idle());
}

async function start(around: Surroundings): ReturnType<App['start']> {
  const unit = await openUnit(around);
  const line = await connect(around, unit.db);
  const office = openOffice(around, unit, line);
  const { intake, port } = await serve(around, unit, line, office);
  await startBackground(around, unit, line, office);
  await takeIn(around, line, intake);
  return { port, claimCode: unit.claimCode };
}

/** The program whole, built from its configuration; the clock, the logger and who is told come from outside. */
export function createApp(
  config: Config,
  deps: { readonly clock: Clock; readonly logger: Logger; readonly watch?: Watch },
): App {
  const { clock, logger, watch = {} } = deps;
  const closers: Surroundings['closers'] = [];
  const stopping = new AbortController();
  let settle: Surroundings['settle'] = { resolve: () => {}, reject: () => {} };
  const ended = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Nobody may be listening where the program is stopped before it ends by itself.
  ended.catch(() => undefined);
  return {
    start: () => start({ config, clock, logger, watch, closers, settle, stopping: stopping.signal }),
    stop: async () => {
      stopping.abort();
      for (const close of closers.splice(0).toReversed()) {
        await close().catch((err: unknown) => logger.error({ err }, 'not closed cleanly'));
      }
    },
    ended,
  };
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

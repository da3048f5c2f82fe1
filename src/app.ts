import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { createBackups, telling } from './backups.js';
import type { Feature } from './bot/feature.js';
import { pruneDialogs } from './bot/forms/rows.js';
import { BadTokenError } from './bot/intake/poller.js';
import { pruneUpdates } from './bot/intake/stored/store.js';
import { pruneTurns } from './bot/intake/stored/turns.js';
import { setCommonMenus } from './bot/menus.js';
import type { Config } from './config.js';
import { createDatabase, type Db } from './db/database.js';
import { migrate } from './db/migrations/migrate.js';
import { pruneHandled } from './db/once.js';
import { parseDatabaseUrl } from './db/url.js';
import { createDelivery, type Delivery } from './delivery/delivery.js';
import { groupGuard, type OnDropped } from './delivery/guard/group-guard.js';
import type { NameWatch } from './delivery/guard/watch.js';
import { toMessage } from './dialogs/card.js';
import { agencyIn } from './features/agencies/index.js';
import { createFallback } from './features/help/index.js';
import type { IncidentsService } from './features/incidents/index.js';
import { createPeopleService, type HeadLeft, type PeopleService } from './features/people/index.js';
import { createFeatures, nameWatch } from './features.js';
import { createHealth } from './health.js';
import { createMetrics } from './http/metrics.js';
import { createHttpServer } from './http/server.js';
import { ALLOWED, createIntake, type Intake } from './intake.js';
import { type OpenedSeal, openSeal } from './keys/open-seal.js';
import type { Clock } from './lib/clock.js';
import type { Logger } from './lib/logger.js';
import type { Mended } from './lib/private-files.js';
import { localTime } from './lib/zoned.js';
import { closePlaces } from './office/private-places.js';
import { droppedReport, headLeftReport } from './reports.js';
import { createTelegramClient, grammySignal, type TelegramClient } from './telegram/client.js';
import { isBadToken } from './telegram/failures.js';
import { WATCH_MS, watch } from './watch.js';
import { translator } from './words/translate.js';

const HOUR_MS = 3_600_000;
/** Telegram keeps updates for a day; what is older can't be delivered again. */
const HANDLED_KEPT_MS = 3 * 24 * HOUR_MS;
/** The hour, in the unit's zone, at which the database may take its time. */
const QUIET_HOUR = 2;
/** A form left open longer than this is forgotten: it may hold names. */
const DIALOGS_KEPT_MS = 7 * 24 * HOUR_MS;
/** For somebody to look at what failed: it may hold names. */
const SET_ASIDE_KEPT_MS = 30 * 24 * HOUR_MS;

export type App = {
  /** Resolves when it serves. Rejects where it can't: bad token, a port in use, a database that can't be migrated. */
  readonly start: () => Promise<Started>;
  /** Finishes what is in hand, stops claiming, closes the database. */
  readonly stop: () => Promise<void>;
  /** Rejects when polling has ended for good, as with a token that was revoked. */
  readonly ended: Promise<void>;
};

/** Where it serves, and what is to be shown on the terminal once: never in the log. */
type Started = {
  readonly port: number;
  readonly claimCode: string | undefined;
  readonly madeKey: OpenedSeal['madeKey'];
};

/** What the program is made from, and what is to be closed at its end, the last first. */
type Surroundings = {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly stopping: AbortSignal;
  readonly closers: (() => Promise<void>)[];
  /** Settles `App.ended`. */
  readonly settle: { readonly resolve: () => void; readonly reject: (reason: unknown) => void };
};

type Unit = OpenedSeal & {
  readonly db: Db;
  readonly names: NameWatch;
  readonly people: PeopleService;
  readonly claimCode: string | undefined;
  readonly headsLeft: readonly HeadLeft[];
};
type Line = { readonly client: TelegramClient; readonly api: Api; readonly botInfo: UserFromGetMe };
type Office = {
  readonly features: readonly Feature[];
  readonly delivery: Delivery;
  readonly incidents: IncidentsService;
  readonly onDropped: OnDropped;
};

/** The database with the seal of what is stored in passing, and in it the unit with its heads as configured. */
async function openUnit({ config, clock, logger, closers }: Surroundings): Promise<Unit> {
  const { databaseUrl, defaultLocale, unitName: name, unitTimezone: zone, headTelegramIds } = config;
  await migrate(databaseUrl);
  tellMended(await closePlaces(parseDatabaseUrl(databaseUrl), config.backup.folder), logger);
  const db = await createDatabase(databaseUrl);
  closers.push(() => db.close());
  const opened = await openSeal(db, config);
  // What earlier versions deleted or kept unsealed is still in the file.
  if (opened.first) await db.tidy({ whole: true });
  const people = createPeopleService({ db, defaultLocale, secret: config.botToken, agencyIn });
  const headName = translator(defaultLocale)('post-head');
  const { claimCode, headsLeft } = await people.prepareUnit(
    { name, zone, headTelegramIds, headName },
    clock.now(),
  );
  return { db, names: nameWatch(db), people, claimCode, headsLeft, ...opened };
}

/** Says once what others on this computer could read: by now closed, or for whoever owns it to close. */
function tellMended(mended: readonly Mended[], logger: Logger): void {
  const named = (closed: boolean) => mended.filter((one) => one.closed === closed).map(({ path }) => path);
  const [closed, left] = [named(true), named(false)];
  if (closed.length > 0) logger.warn({ files: closed }, 'others could read these; now their owner alone can');
  if (left.length > 0) logger.warn({ files: left }, 'others can read these, and they belong to another user');
}

/** The line to Telegram, once it has said who the bot is. */
async function connect({ config, logger, stopping, closers }: Surroundings): Promise<Line> {
  const client = createTelegramClient({ apiRoot: config.botApiRoot });
  closers.push(() => client.close());
  const api = new Api(config.botToken, client.options);
  return { client, api, botInfo: await whoAmI(api, stopping, logger) };
}

/** The features, and what sends the messages that they plan. */
function openOffice(
  { config, clock, logger, closers }: Surroundings,
  { db, names, people, seal, headsLeft }: Unit,
  { client, api, botInfo }: Line,
): Office {
  const { defaultLocale } = config;
  const { features, forDelivery, incidents } = createFeatures({
    db,
    names,
    people,
    defaultLocale,
    botUsername: botInfo.username,
    download: (fileId, maxBytes) => client.downloadFile(api, fileId, { maxBytes, timeoutMs: 60_000 }),
    wake: () => delivery.wake(),
    clock,
    logger,
    seal,
    send: (chatId, card) => {
      const { text, ...other } = toMessage(card);
      return api.sendMessage(Number(chatId), text, other);
    },
    ...telling(config, db.read),
  });
  const onDropped: OnDropped = (line) => {
    const { chatId: chat, rule, participantId: participant } = line;
    logger.warn({ chat, rule, participant }, 'a line was kept from a group');
    void droppedReport(db.read, line, clock.now()).then(incidents.report);
  };
  api.config.use(groupGuard(names, onDropped));
  for (const left of headsLeft) void incidents.report(headLeftReport(left, clock.now()));
  const owner = `${botInfo.id}`;
  const delivery = createDelivery({ db, api, clock, ...forDelivery, logger, owner, defaultLocale });
  closers.push(() => delivery.stop());
  return { features, delivery, incidents, onDropped };
}

/** What takes updates in, and what is served over HTTP: health, metrics and, where it is asked for, the webhook. */
async function serve(
  { config, clock, logger, closers, stopping }: Surroundings,
  { db, names, people, seal }: Unit,
  line: Line,
  { features, delivery, incidents, onDropped }: Office,
): Promise<{ readonly intake: Intake; readonly port: number }> {
  const { unitName, defaultLocale, webhook, host, port } = config;
  const intake = createIntake(config.botToken, {
    ...line,
    db,
    names,
    onDropped,
    clock,
    logger,
    people,
    unitName,
    defaultLocale,
    features,
    incidents,
    zone: config.unitTimezone,
    fallback: createFallback(),
    client: line.client.options,
    seal,
    by: webhook ? 'webhook' : 'polling',
    onOutcome: (outcome) => metrics.countUpdate(outcome),
    onStored: (news) => metrics.countStored(news),
  });
  const lastPollAt = webhook ? undefined : intake.poller.lastPollAt;
  const metrics = createMetrics({ clock, ...(lastPollAt && { lastPollAt }), delivery: delivery.metrics });
  const http = createHttpServer({
    host,
    port,
    logger,
    metrics: metrics.text,
    ...createHealth({ db, clock, delivery, lastPollAt }),
    ...(webhook && { webhook: { ...webhook, handle: intake.dispatcher.dispatch } }),
  });
  await intake.dispatcher.recover();
  const served = await http.listen();
  closers.push(() => http.close());
  const watching = every(
    WATCH_MS,
    () => watch({ db, clock, logger, delivery, incidents, lastPollAt }),
    stopping,
    (err) => logger.error({ err }, 'looking at how things stand failed'),
  );
  closers.push(() => watching);
  return { intake, port: served.port };
}

/** What is done beside the updates: sending, putting right at the start and every hour, and the menus. */
async function startBackground(
  { config, clock, logger, stopping, closers }: Surroundings,
  { db, names, key }: Unit,
  { api }: Line,
  { features, delivery, incidents, onDropped }: Office,
): Promise<void> {
  const ago = (ms: number) => new Date(clock.now().getTime() - ms);
  const sweep = async () => {
    await pruneHandled(db, ago(HANDLED_KEPT_MS));
    await pruneDialogs(db, ago(DIALOGS_KEPT_MS));
    await pruneUpdates(db, { handled: ago(HANDLED_KEPT_MS), setAside: ago(SET_ASIDE_KEPT_MS) });
    await pruneTurns(db, ago(HANDLED_KEPT_MS));
    for (const feature of features) await feature.sweep?.(clock.now());
    if (localTime(clock.now(), config.unitTimezone).hour === QUIET_HOUR) {
      logger.info({ ...(await db.tidy()) }, 'tidied the database');
    }
  };
  await sweep();
  const backups = createBackups({ config, db, names, clock, logger, key, incidents, onDropped });
  closers.push(() => backups.close());
  const background = [
    delivery.run(stopping),
    backups.run(stopping),
    every(HOUR_MS, sweep, stopping, (err) => logger.error({ err }, 'the hourly sweep failed')),
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
  closers.push(() => dispatcher.close());
}

async function start(around: Surroundings): ReturnType<App['start']> {
  const unit = await openUnit(around);
  const line = await connect(around);
  const office = openOffice(around, unit, line);
  const { intake, port } = await serve(around, unit, line, office);
  await startBackground(around, unit, line, office);
  await takeIn(around, line, intake);
  return { port, claimCode: unit.claimCode, madeKey: unit.madeKey };
}

/** The program whole, built from its configuration; only the clock and the logger come from outside. */
export function createApp(config: Config, deps: { readonly clock: Clock; readonly logger: Logger }): App {
  const { clock, logger } = deps;
  const closers: Surroundings['closers'] = [];
  const stopping = new AbortController();
  let settle: Surroundings['settle'] = { resolve: () => {}, reject: () => {} };
  const ended = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Nobody may be listening where the program is stopped before it ends by itself.
  ended.catch(() => undefined);
  return {
    start: () => start({ config, clock, logger, closers, settle, stopping: stopping.signal }),
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

async function every(
  ms: number,
  work: () => Promise<void>,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
    await work().catch(onFailure);
  }
}

import type { Config } from './config/config.js';
import { createFallback } from './features/help/index.js';
import { createHealth } from './health.js';
import { createMetrics } from './http/metrics.js';
import { createHttpServer } from './http/server.js';
import { ALLOWED, createIntake, type Intake } from './intake.js';
import type { OpenedSeal } from './keys/open-seal.js';
import type { Clock } from './lib/clock.js';
import type { Logger } from './lib/logger.js';
import { keepWatch, startBackground } from './running/background.js';
import { connect, type Line } from './running/line.js';
import { type Office, openOffice } from './running/office.js';
import type { Surroundings } from './running/surroundings.js';
import { openUnit, type Unit } from './running/unit.js';

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

/** The path of an address, nothing where it is the root. */
const basePath = (url: string): string => new URL(url).pathname.replace(/\/$/u, '');

/** What takes updates in, and what is served over HTTP: health, metrics and, where asked for, the webhook and pages. */
async function serve(
  around: Surroundings,
  unit: Unit,
  line: Line,
  office: Office,
): Promise<{ readonly intake: Intake; readonly port: number }> {
  const { config, clock, logger, closers } = around;
  const { db, names, people, seal } = unit;
  const { features, delivery, incidents, onDropped } = office;
  const { unitName, defaultLocale, webhook, publicUrl, host, port } = config;
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
    wake: () => delivery.wake(),
    zone: config.unitTimezone,
    fallback: createFallback(features.flatMap(({ sayings = [] }) => sayings)),
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
    ...(publicUrl !== undefined && {
      pages: { pages: features.flatMap(({ pages = [] }) => pages), base: basePath(publicUrl), clock },
    }),
  });
  // By polling they are taken up when it is this process's turn.
  if (webhook) await intake.dispatcher.recover();
  const served = await http.listen();
  closers.push(() => http.close());
  keepWatch(around, unit, office, webhook ? undefined : intake.poller);
  return { intake, port: served.port };
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

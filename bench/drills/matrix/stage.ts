import { type App, createApp } from '#sambang/app.js';
import { createDatabase, type Db } from '#sambang/db/database.js';
import { migrate } from '#sambang/db/migrations/migrate.js';
import { explainFault } from '#sambang/faults/explain.js';
import { createLogger } from '#sambang/lib/logger.js';
import { KEY_BYTES } from '#sambang/lib/shut/seal.js';
import {
  createLocalTelegram,
  type LocalTelegram,
  type SeenMessage,
  serveTelegram,
} from '../../../playground/emulator/index.js';
import { UNIT } from '../../counts/sample.js';
import { freePort } from '../port.js';

/** How many people there are, heads all of them, from `UNIT.firstPerson` on. */
const CAST = 8;
export const GROUP = -900_001;

/** One program with its Telegram and its database, in this process, so that its clock can be wrong. */
export type Stage = {
  readonly telegram: LocalTelegram;
  /** A way to the database past whatever fault it has. */
  readonly db: Db;
  readonly unitId: number;
  /** Milliseconds by which the program's clock is wrong. */
  readonly setClock: (wrongMs: number) => void;
  readonly now: () => Date;
  /** Resolves to what it says in words where it doesn't start; undefined: it runs. */
  readonly start: () => Promise<string | undefined>;
  readonly stop: () => Promise<void>;
  /** What the bot has said in a chat since a moment, as it stands there now. */
  readonly heard: (chatId: number, since: number) => readonly SeenMessage[];
  /** What was logged as a fault of the program's own. */
  readonly errors: readonly string[];
  readonly close: () => Promise<void>;
};

export type StagePlan = {
  /** Where the program finds its database. */
  readonly url: string;
  /** Where it is past all faults. */
  readonly directUrl: string;
  readonly folder: string;
  readonly by: 'polling' | 'webhook';
};

const TOKEN = '424242:matrix';

async function configOf(plan: StagePlan, apiRoot: string): Promise<Parameters<typeof createApp>[0]> {
  const port = await freePort();
  return {
    botToken: TOKEN,
    botApiRoot: apiRoot,
    databaseUrl: plan.url,
    headTelegramIds: Array.from({ length: CAST }, (_, n) => BigInt(UNIT.firstPerson + n)),
    unitName: UNIT.name,
    unitTimezone: UNIT.zone,
    defaultLocale: 'id',
    dataKeys: [new Uint8Array(KEY_BYTES).fill(7)],
    webhook:
      plan.by === 'webhook'
        ? {
            url: `http://127.0.0.1:${port}/telegram`,
            path: '/telegram',
            secret: 'a-secret-of-sixteen-or-more',
          }
        : undefined,
    host: '127.0.0.1',
    port,
    logLevel: 'error',
    backup: {
      folder: `${plan.folder}/backups`,
      hour: undefined,
      keep: { days: 1, weeks: 1, months: 1 },
      chatId: undefined,
    },
  };
}

function populate(telegram: LocalTelegram): void {
  for (let n = 0; n < CAST; n += 1) {
    const id = UNIT.firstPerson + n;
    telegram.addUser({ id, first_name: `Orang ${n + 1}`, language_code: 'id' });
    telegram.begin(id);
  }
  telegram.addGroup({ id: GROUP, title: 'Staf', memberIds: [UNIT.firstPerson] });
}

export async function openStage(plan: StagePlan): Promise<Stage> {
  const telegram = createLocalTelegram({ token: TOKEN, webhookRetryMs: 300 });
  populate(telegram);
  const served = await serveTelegram(telegram, { port: 0 });
  const config = await configOf(plan, served.url);
  await migrate(plan.directUrl);
  const db = await createDatabase(plan.directUrl);
  let wrongMs = 0;
  const now = () => new Date(Date.now() + wrongMs);
  const errors: string[] = [];
  const logger = createLogger('error', { write: (line: string) => void errors.push(line) });
  let app: App | undefined;

  async function start(): Promise<string | undefined> {
    const next = createApp(config, { clock: { now }, logger });
    next.ended.catch(() => undefined);
    try {
      await next.start();
      app = next;
      return undefined;
    } catch (error) {
      await next.stop();
      const said = explainFault(error, { databaseUrl: plan.url });
      return said?.id ?? `nothing in words: ${String(error)}`;
    }
  }

  async function stop(): Promise<void> {
    await app?.stop();
    app = undefined;
  }

  const why = await start();
  if (why !== undefined) throw new Error(why);
  const { id: unitId } = await db.read.unit.findFirstOrThrow();
  return {
    telegram,
    db,
    unitId,
    now,
    setClock: (ms) => {
      wrongMs = ms;
    },
    start,
    stop,
    heard: (chatId, since) => telegram.messages(chatId).filter(({ fromBot, id }) => fromBot && id > since),
    errors,
    close: async () => {
      await stop();
      await db.close();
      await served.close();
    },
  };
}

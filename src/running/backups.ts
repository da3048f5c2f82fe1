import { Api } from 'grammy';
import type { Config } from '../config/config.js';
import type { Db, Reader } from '../db/database.js';
import { parseDatabaseUrl } from '../db/url.js';
import { groupGuard, type OnDropped } from '../delivery/guard/group-guard.js';
import type { NameWatch } from '../delivery/guard/watch.js';
import type { IncidentsService } from '../features/incidents/index.js';
import type { WithBackups } from '../features/people/index.js';
import { boundGroup } from '../features/summaries/index.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import { sendCopy } from '../office/daily/chat.js';
import { createDailyBackup, type DailyDeps } from '../office/daily/job.js';
import { standing } from '../office/daily/store.js';
import { createTelegramClient } from '../telegram/client.js';
import { backupReport } from './reports.js';

/** 50 MB over the line of a small island. */
const UPLOAD_SECONDS = 1_800;

/** Backups by themselves, as configured: `run` until the signal, then `close`. */
export function createBackups(deps: {
  readonly config: Config;
  readonly db: Db;
  readonly names: NameWatch;
  readonly onDropped: OnDropped;
  readonly clock: Clock;
  readonly logger: Logger;
  /** 32 bytes that copies for a chat are encrypted with. */
  readonly key: Uint8Array;
  readonly incidents: Pick<IncidentsService, 'report' | 'over'>;
}): { readonly run: (signal: AbortSignal) => Promise<void>; readonly close: () => Promise<void> } {
  const { config, db, names, key, incidents, onDropped } = deps;
  const {
    backup,
    botApiRoot: apiRoot,
    botToken,
    databaseUrl,
    defaultLocale: locale,
    unitTimezone: zone,
  } = config;
  const { chatId, folder, hour, keep } = backup;
  if (hour === undefined) return { run: async () => {}, close: async () => {} };
  // Calls of its own: the others are given a minute.
  const client = createTelegramClient({ apiRoot, timeoutSeconds: UPLOAD_SECONDS });
  const api = new Api(botToken, client.options);
  api.config.use(groupGuard(names, onDropped));
  const isGroup = async (id: bigint) => (await boundGroup(db.read, id)) !== undefined;
  const send: Pick<DailyDeps, 'send'> =
    chatId === undefined
      ? {}
      : {
          send: (file, made, signal) =>
            sendCopy({ api, chatId, isGroup, key, locale, zone }, file, made, signal),
        };
  const shelf = { folder, zone, keep };
  const daily = createDailyBackup({
    ...deps,
    address: parseDatabaseUrl(databaseUrl),
    shelf,
    hour,
    ...send,
    report: (report) => incidents.report(backupReport(report)),
    onMade: async (at) => {
      for (const kind of ['backup-failed', 'backup-overdue'] as const)
        await incidents.over({ kind, key: '', at });
    },
  });
  return { run: daily.run, close: () => client.close() };
}

/** How heads are told of the last backup, where backups are made by themselves. */
export function telling({ backup }: Config, read: Reader): WithBackups {
  const { folder } = backup;
  return {
    lastBackup: async () => {
      const { last } = await standing(read);
      return last && { madeAt: last.madeAt, bytes: last.bytes, folder };
    },
  };
}

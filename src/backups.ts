import { Api } from 'grammy';
import type { Config } from './config.js';
import type { Db, Reader } from './db/database.js';
import { parseDatabaseUrl } from './db/url.js';
import { groupGuard } from './delivery/guard/group-guard.js';
import type { Incident, IncidentsService } from './features/incidents/index.js';
import type { WithBackups } from './features/people/index.js';
import { boundGroup } from './features/summaries/index.js';
import { guardedNames } from './features.js';
import type { Clock } from './lib/clock.js';
import type { Logger } from './lib/logger.js';
import { sendCopy } from './office/daily/chat.js';
import { type BackupReport, createDailyBackup, type DailyDeps } from './office/daily/job.js';
import { standing } from './office/daily/store.js';
import { createTelegramClient } from './telegram/client.js';

/** 50 MB over the line of a small island. */
const UPLOAD_SECONDS = 1_800;

function incidentOf({ facts, at }: BackupReport): Incident {
  return 'fault' in facts
    ? { kind: 'backup-failed', key: '', facts: { why: facts.fault }, at }
    : { kind: 'backup-overdue', key: '', facts: { lastAt: facts.since }, at };
}

/** Backups by themselves, as configured: `run` until the signal, then `close`. */
export function createBackups(deps: {
  readonly config: Config;
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  /** 32 bytes that copies for a chat are encrypted with. */
  readonly key: Uint8Array;
  readonly incidents: Pick<IncidentsService, 'report' | 'over'>;
}): { readonly run: (signal: AbortSignal) => Promise<void>; readonly close: () => Promise<void> } {
  const { config, db, key, incidents } = deps;
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
  api.config.use(groupGuard(guardedNames(db)));
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
    report: (report) => incidents.report(incidentOf(report)),
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

import type { Config } from '../config/config.js';
import { createDatabase, type Db } from '../db/database.js';
import { migrate } from '../db/migrations/migrate.js';
import type { Upgraded } from '../db/migrations/upgrade.js';
import { assertReadsOnly, isPooled } from '../db/start/pooler.js';
import { reachPostgresql } from '../db/start/reach.js';
import { parseDatabaseUrl } from '../db/url.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import { makePrivateFolder } from '../lib/shut/private-files.js';
import { backUp, fileFor } from '../office/backup.js';
import { BackupFailure } from '../office/faults.js';
import { dump, dumpCommands } from '../office/postgres.js';

type Opening = {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly stopping: AbortSignal;
  readonly onUpgraded?: (upgraded: Upgraded) => void;
};

/**
 * Opens the database that the configuration names: waits until it can be reached, brings it to the present schema, with
 * a backup before where it holds an office, and sees to it that what reads can't write.
 *
 * @throws {DatabaseRefused} where it is none to work on.
 */
export async function openDatabase(config: Config, opening: Opening): Promise<Db> {
  const { databaseUrl, postgresql: { directUrl = databaseUrl, readUrl, connections } = {} } = config;
  const onServer = parseDatabaseUrl(databaseUrl).kind === 'postgresql';
  if (onServer)
    await reachAll([directUrl, databaseUrl, ...(readUrl === undefined ? [] : [readUrl])], opening);
  await upgrade(onServer ? directUrl : databaseUrl, config, opening);
  if (!onServer) return createDatabase(databaseUrl);
  const pooled = await isPooled(databaseUrl);
  const db = await createDatabase(databaseUrl, {
    postgresql: {
      pooled,
      ...(readUrl !== undefined && { readUrl }),
      ...(connections !== undefined && { connections }),
    },
  });
  try {
    await assertReadsOnly(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  if (pooled) opening.logger.info('a pooler is in between: limits are set in each transaction');
  return db;
}

async function reachAll(urls: readonly string[], { logger, stopping: signal }: Opening): Promise<void> {
  for (const url of new Set(urls)) {
    await reachPostgresql(url, {
      signal,
      onWaiting: (err) => logger.warn({ err }, 'PostgreSQL is out of reach; trying again until it answers'),
    });
  }
}

async function upgrade(url: string, config: Config, opening: Opening): Promise<void> {
  const { clock, logger, stopping: signal, onUpgraded } = opening;
  const { kind } = parseDatabaseUrl(url);
  const { folder, keep } = config.backup;
  const shelf = { folder, keep, zone: config.unitTimezone };

  async function backUpFile(path: string): Promise<string> {
    await makePrivateFolder(folder);
    return (await backUp(path, shelf, clock.now())).file;
  }

  async function dumpServer(address: string): Promise<string | undefined> {
    await makePrivateFolder(folder);
    try {
      return (await dump(address, shelf, clock.now())).file;
    } catch (error) {
      if (!(error instanceof BackupFailure) || error.fault !== 'no-tool') throw error;
      const command = dumpCommands(address, fileFor(shelf, clock.now(), 'dump')).backup;
      logger.warn({ command }, 'no backup was made before this upgrade, since pg_dump is not here');
      return undefined;
    }
  }

  await migrate(url, {
    signal,
    backUp: kind === 'sqlite' ? backUpFile : dumpServer,
    onWaiting: () =>
      logger.warn(
        'another program has the database open, which is to be upgraded; waiting until it is closed',
      ),
    onStep: (step) => logger.debug({ step }, 'upgrading the database'),
    onUpgraded: (upgraded) => {
      const { from, to, backup, figures } = upgraded;
      logger.info(
        { from, to, backup, ...figures },
        'the database is upgraded, and its figures are as before',
      );
      onUpgraded?.(upgraded);
    },
  });
}

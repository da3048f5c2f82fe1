import { dirname } from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import { PrismaClient } from '../generated/sqlite/client.js';
import { makePrivateFile, makePrivateFolder } from '../lib/shut/private-files.js';
import { readKept } from './kept/reads.js';
import { openKept } from './kept/sqlite.js';
import { keepStatements } from './statement-cache.js';
import { createGate, createQueue, refuseSpoiltCommit, retryConflicts, within } from './transactions.js';
import type { Db } from './types.js';
import { vacuum } from './upkeep/vacuum.js';

/** better-sqlite3 waits for another process's lock by blocking the event loop; the rest of the wait is ours. */
const BUSY_TIMEOUT_MS = 50;

/** Makes an SQLite file and its folder, where they are missing, for their owner alone. */
export async function makePlace(path: string): Promise<void> {
  await makePrivateFolder(dirname(path));
  await makePrivateFile(path);
}

/** A connection that survives a power cut (WAL, and every commit synced to the disk) and overwrites what it deletes. */
class DurableSqlite extends PrismaBetterSqlite3 {
  override async connect(): Promise<SqlDriverAdapter> {
    const adapter = await super.connect();
    await adapter.executeScript(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;',
    );
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation) => refuseSpoiltCommit(await start(isolation));
    return adapter;
  }
}

/** A connection that only reads, and keeps its statements. */
class ReadingSqlite extends PrismaBetterSqlite3 {
  override async connect(): Promise<SqlDriverAdapter> {
    const adapter = await super.connect();
    keepStatements(adapter);
    return adapter;
  }
}

/**
 * Opens an SQLite file as two clients. An adapter has one connection, and whatever is issued on it while a
 * transaction is open belongs to that transaction: so the writer is reached through `write` alone, one at a time,
 * and reads have a connection of their own that can't write.
 */
export async function openSqlite(path: string, defaults: { readonly timeoutMs: number }): Promise<Db> {
  await makePlace(path);
  const writer = new PrismaClient({
    adapter: new DurableSqlite({ url: path, timeout: BUSY_TIMEOUT_MS }),
    // The other formats take a stack trace at every query, in case it fails.
    errorFormat: 'minimal',
  });
  // The writer first: it makes the file, and a read-only connection couldn't.
  await writer.$connect();
  const reader = new PrismaClient({
    adapter: new ReadingSqlite({ url: path, readonly: true, timeout: BUSY_TIMEOUT_MS }),
    errorFormat: 'minimal',
  });
  const kept = openKept(path, BUSY_TIMEOUT_MS);
  const gate = createGate();
  const inTurn = createQueue();

  return {
    kind: 'sqlite',
    read: readKept(reader, kept.run),
    write: (work, options) => {
      const timeout = options?.timeoutMs ?? defaults.timeoutMs;
      async function attempt() {
        const step = { inWork: false };
        try {
          return await writer.$transaction(
            async (tx) => {
              step.inWork = true;
              const result = await within(timeout, 'a write', work(tx));
              step.inWork = false;
              return result;
            },
            { maxWait: timeout, timeout },
          );
        } catch (error) {
          // After a failed BEGIN or COMMIT the adapter leaves its lock or the transaction open, and every later
          // write would fail. A fresh connection begins clean.
          if (!step.inWork) await writer.$disconnect();
          throw error;
        }
      }
      return gate.enter(() => inTurn(() => retryConflicts(attempt)));
    },
    writeOne: (statement) => gate.enter(() => inTurn(() => retryConflicts(() => statement(writer)))),
    tidy: ({ whole = false } = {}) => gate.enter(() => inTurn(async () => vacuum(path, whole))),
    ping: async () => {
      await within(5_000, 'the database', reader.handledUpdate.findFirst({ select: { updateId: true } }));
    },
    close: async () => {
      await gate.close();
      kept.close();
      await reader.$disconnect();
      await writer.$disconnect();
    },
  };
}

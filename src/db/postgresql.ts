import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../generated/postgresql/client.js';
import type { PrismaClient as SqliteClient } from '../generated/sqlite/client.js';
import { markRowLocking } from './locks.js';
import { createGate, inTurn, refuseSpoiltCommit, retryConflicts, within } from './transactions.js';
import type { Db } from './types.js';

const MAX_WAIT_MS = 10_000;

class GuardedPg extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation) => refuseSpoiltCommit(inTurn(await start(isolation)));
    return adapter;
  }
}

/** The one place where the two generated clients, equal but for their names, are taken for each other. */
function createClient(url: string, connections: number, readOnly: boolean): SqliteClient {
  const client = new PrismaClient({
    adapter: new GuardedPg({
      connectionString: url,
      application_name: 'sambang',
      max: connections,
      connectionTimeoutMillis: MAX_WAIT_MS,
      keepAlive: true,
      // A replica that was stopped in its tracks must not hold a lock, nor wait for one, for ever.
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
      ...(readOnly ? { options: '-c default_transaction_read_only=on' } : {}),
    }),
    // The other formats take a stack trace at every query, in case it fails.
    errorFormat: 'minimal',
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return client as unknown as SqliteClient;
}

/**
 * Opens a PostgreSQL database as two pools: reads go on while every writing connection waits for a lock, and can't
 * write.
 */
export async function openPostgresql(
  url: string,
  defaults: { readonly timeoutMs: number; readonly connections: number },
): Promise<Db> {
  const writer = createClient(url, defaults.connections, false);
  const reader = createClient(url, defaults.connections, true);
  const gate = createGate();

  const database: Db = {
    kind: 'postgresql',
    read: reader,
    write: (work, options) => {
      const timeout = options?.timeoutMs ?? defaults.timeoutMs;
      return gate.enter(() =>
        retryConflicts(() =>
          writer.$transaction(
            (tx) => {
              markRowLocking(tx);
              return within(timeout, 'a write', work(tx));
            },
            { maxWait: MAX_WAIT_MS, timeout },
          ),
        ),
      );
    },
    writeOne: (statement) => gate.enter(() => retryConflicts(() => statement(writer))),
    // Its own autovacuum does this.
    tidy: async () => undefined,
    ping: async () => {
      await within(5_000, 'the database', reader.handledUpdate.findFirst({ select: { updateId: true } }));
    },
    close: async () => {
      await gate.close();
      await reader.$disconnect();
      await writer.$disconnect();
    },
  };
  return database;
}

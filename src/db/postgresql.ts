import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from '../generated/postgresql/client.js';
import type { PrismaClient as SqliteClient } from '../generated/sqlite/client.js';
import { keptOn, statementName } from './kept/postgresql.js';
import { readKept } from './kept/reads.js';
import { markRowLocking } from './locks.js';
import { createGate, inTurn, refuseSpoiltCommit, retryConflicts, within } from './transactions.js';
import type { Db } from './types.js';

const MAX_WAIT_MS = 10_000;

/** A replica that was stopped in its tracks must not hold a lock, nor wait for one, for ever. */
const STATEMENT_MS = 30_000;
const IDLE_MS = 60_000;

export type PostgresqlOptions = {
  /** How many connections may be open, of which half are for reading; 20 unless given, 2 at least. */
  readonly connections?: number;
  /** Another address for reading, as with a user that may only read; `url` unless given. */
  readonly readUrl?: string;
  /** There is a pooler in between: see `isPooled`. Whoever reads is then kept from writing by `readUrl` alone. */
  readonly pooled?: boolean;
};

class GuardedPg extends PrismaPg {
  readonly #pooled: boolean;

  constructor(pool: Pool, pooled: boolean) {
    super(pool, { statementNameGenerator: statementName, disposeExternalPool: true });
    this.#pooled = pooled;
  }

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation) => {
      const transaction = refuseSpoiltCommit(inTurn(await start(isolation)));
      if (this.#pooled) await transaction.queryRaw({ sql: LIMITS, args: [], argTypes: [] });
      return transaction;
    };
    return adapter;
  }
}

const LIMITS = `SELECT set_config('statement_timeout', '${STATEMENT_MS}', true),
  set_config('idle_in_transaction_session_timeout', '${IDLE_MS}', true)`;

function openPool(
  url: string,
  { connections, readOnly, pooled }: { connections: number; readOnly: boolean; pooled: boolean },
): Pool {
  const atStart = {
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: IDLE_MS,
    ...(readOnly ? { options: '-c default_transaction_read_only=on' } : {}),
  };
  return new Pool({
    connectionString: url,
    application_name: 'sambang',
    max: connections,
    connectionTimeoutMillis: MAX_WAIT_MS,
    keepAlive: true,
    ...(pooled ? {} : atStart),
  });
}

/** The one place where the two generated clients, equal but for their names, are taken for each other. */
function createClient(pool: Pool, pooled: boolean): SqliteClient {
  const client = new PrismaClient({
    adapter: new GuardedPg(pool, pooled),
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
  defaults: PostgresqlOptions & { readonly timeoutMs: number },
): Promise<Db> {
  const { connections = 20, readUrl = url, pooled = false } = defaults;
  const forReading = Math.floor(connections / 2);
  const writing = openPool(url, { connections: connections - forReading, readOnly: false, pooled });
  const reading = openPool(readUrl, { connections: forReading, readOnly: true, pooled });
  const writer = createClient(writing, pooled);
  const reader = createClient(reading, pooled);
  const kept = await new GuardedPg(reading, pooled).connect();
  const gate = createGate();

  const database: Db = {
    kind: 'postgresql',
    read: readKept(reader, keptOn(kept, !pooled)),
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
      await Promise.all([reader, writer].map((client) => client.$disconnect()));
      // A client that was never asked has not taken its pool.
      for (const pool of [reading, writing]) if (!pool.ended) await pool.end();
    },
  };
  return database;
}

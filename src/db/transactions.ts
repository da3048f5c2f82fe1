import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SqlQuery, Transaction } from '@prisma/driver-adapter-utils';
import { isConflict } from './errors.js';

const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 400;

/**
 * Runs `attempt` until it ends in anything but a conflict, at most eight times, with growing, random pauses between
 * (about a second in all). The last conflict is thrown.
 */
export async function retryConflicts<T>(attempt: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (n === ATTEMPTS || !isConflict(error)) throw error;
      const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** n);
      await sleep(ceiling / 2 + (Math.random() * ceiling) / 2);
    }
  }
}

/** Settles as `work` does, or rejects after `timeoutMs` with a message that begins with `what`. */
export async function within<T>(timeoutMs: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs jobs one after another in the order in which they came, whether or not those before them failed. */
export function createQueue(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const turn = last.then(job, job);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Admits writes until it is closed, and none within another: that one would wait for itself. */
export function createGate(): {
  readonly enter: <T>(write: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
} {
  const inside = new AsyncLocalStorage<{ open: boolean }>();
  const underWay = new Set<Promise<unknown>>();
  let closed = false;

  return {
    enter: async (write) => {
      if (closed) throw new Error('the database is closed: nothing can be written any more');
      if (inside.getStore()?.open === true) {
        throw new Error('write was called within another write: hand its tx on instead');
      }
      // What `work` leaves running keeps this store after the end, and may well write then.
      const store = { open: true };
      const run = inside.run(store, write).finally(() => {
        store.open = false;
        underWay.delete(run);
        // While it is watched who is inside, every promise of the program costs more: up to Node 22, a tenth of an update.
        if (underWay.size === 0) inside.disable();
      });
      underWay.add(run);
      return run;
    },
    close: async () => {
      closed = true;
      await Promise.allSettled(underWay);
    },
  };
}

/**
 * Has a transaction's statements follow each other. Prisma asks for the parts of one read at once; their connection
 * takes them one by one anyway, and pg warns of it as something that it will refuse.
 */
export function inTurn(tx: Transaction): Transaction {
  const queue = createQueue();
  const queryRaw = tx.queryRaw.bind(tx);
  const executeRaw = tx.executeRaw.bind(tx);
  tx.queryRaw = (query) => queue(() => queryRaw(query));
  tx.executeRaw = (query) => queue(() => executeRaw(query));
  return tx;
}

/**
 * Makes a transaction in which a statement failed good for nothing but a rollback, on SQLite as on PostgreSQL.
 *
 * PostgreSQL refuses what follows the failure, yet answers COMMIT with a quiet rollback: had `work` caught the error,
 * `write` would report success and everything before it would be gone. SQLite would keep the rest. Both now refuse,
 * and say why. A failure within a savepoint (`tx.$transaction`) is over when that is rolled back.
 */
export function refuseSpoiltCommit(tx: Transaction): Transaction {
  const queryRaw = tx.queryRaw.bind(tx);
  const executeRaw = tx.executeRaw.bind(tx);
  let fault: { readonly error: unknown } | undefined;

  async function guard<T>(query: SqlQuery, run: (query: SqlQuery) => Promise<T>): Promise<T> {
    const undoes = query.sql.startsWith('ROLLBACK');
    if (fault !== undefined && !undoes) {
      if (query.sql === 'COMMIT') await executeRaw({ ...query, sql: 'ROLLBACK' });
      throw new Error(
        'a statement failed inside write and its error was caught there, so nothing was saved: catch it around write',
        { cause: fault.error },
      );
    }
    try {
      const result = await run(query);
      if (undoes) fault = undefined;
      return result;
    } catch (error) {
      fault ??= { error };
      throw error;
    }
  }

  tx.queryRaw = (query) => guard(query, queryRaw);
  tx.executeRaw = (query) => guard(query, executeRaw);
  return tx;
}

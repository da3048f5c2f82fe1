import type { Prisma } from '../generated/sqlite/client.js';
import type { Tidied } from './upkeep/vacuum.js';
import type { DatabaseKind } from './url.js';

/**
 * What a write transaction may use. It is the SQLite client's type on both databases: the two generated clients come
 * from one model and have the same methods.
 */
export type Tx = Prisma.TransactionClient;

type ModelName = Prisma.TypeMap['meta']['modelProps'];
type ReadMethod =
  | 'aggregate'
  | 'count'
  | 'findFirst'
  | 'findFirstOrThrow'
  | 'findMany'
  | 'findUnique'
  | 'findUniqueOrThrow'
  | 'groupBy';

/**
 * What may be read, in or outside a transaction: a {@link Tx} is a `Reader` too, so that a query in a store serves
 * both. Outside a transaction each call sees what was committed when it began.
 */
export type Reader = { readonly [M in ModelName]: Pick<Tx[M], ReadMethod> } & {
  /** Outside a transaction it runs a kept statement, past Prisma: what is read at every update is read so. */
  readonly $queryRaw: <T = unknown>(
    query: TemplateStringsArray | Prisma.Sql,
    ...values: unknown[]
  ) => Promise<T>;
};

type WriteOptions = {
  /** How long the work may take in milliseconds, 30 000 unless given. A longer one is rolled back. */
  readonly timeoutMs?: number;
};

/** One open database, whichever it is. */
export interface Db {
  readonly kind: DatabaseKind;

  /** Reads outside a transaction. The database itself refuses to write here. */
  readonly read: Reader;

  /**
   * Runs `work` in one transaction and commits it when `work` resolves; when it rejects, nothing of it remains and
   * the rejection is passed on.
   *
   * After a write conflict or a deadlock it is rolled back and `work` runs **again**, a bounded number of times: it
   * must have no effect but through `tx`. A statement that fails spoils its transaction even where its error is
   * caught: let it leave `work` and catch it around `write`, or give it a savepoint with `tx.$transaction`.
   *
   * @throws {Error} when called within another `write` (hand `tx` on instead), after `close`, or past its time.
   */
  write<T>(work: (tx: Tx) => Promise<T>, options?: WriteOptions): Promise<T>;

  /**
   * Runs one statement that commits by itself: a single round trip, for a compare-and-set that stands alone. After a
   * conflict it runs again.
   */
  writeOne<T>(statement: (client: Tx) => Promise<T>): Promise<T>;

  /**
   * Takes what was deleted out of an SQLite file, for a quiet hour; `whole` also where little was. PostgreSQL does so
   * by itself: `undefined`.
   */
  tidy(options?: { readonly whole?: boolean }): Promise<Tidied | undefined>;

  /** Resolves when the database answers a read within five seconds, otherwise rejects. */
  ping(): Promise<void>;

  /** Takes no new writes, waits for those under way, and lets go of every connection and file. */
  close(): Promise<void>;
}

import { isDriverAdapterError } from '@prisma/driver-adapter-utils';
import { Prisma } from '../../generated/sqlite/client.js';
import type { Reader, Tx } from '../types.js';

/** A row as `$queryRaw` gives it: by the names of the columns, in the types that Prisma would give. */
type Row = Readonly<Record<string, unknown>>;

/**
 * Runs a statement past Prisma, which takes longer over a small one than the database does. Where it rejects with
 * anything but a fault of the adapter, which the rest of the program knows, the client is asked.
 */
export type KeptReads = (query: Prisma.Sql) => Promise<readonly Row[]>;

/** PostgreSQL's codes for a named statement that the tables have changed under, or that the server has no more. */
const OUTLIVED: readonly string[] = ['0A000', '26000', '42P05'];

/** A client whose `$queryRaw` runs kept statements; all else is its own. */
export function readKept(client: Tx, run: KeptReads): Reader {
  async function queryRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<unknown> {
    const sql = query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values);
    try {
      return await run(sql);
    } catch (error) {
      // Asked again of a server that is out of reach, it would be waited for twice.
      if (isDriverAdapterError(error) && !OUTLIVED.includes(error.cause.originalCode ?? '')) throw error;
      return client.$queryRaw(sql);
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the client itself, but for one method
  return Object.create(client, { $queryRaw: { value: queryRaw, configurable: true } }) as Reader;
}

/** What a statement is given, where it is something that both drivers take as Prisma does. */
export function isPlain(value: unknown): value is string | number | bigint | boolean | null | Date {
  return value === null || value instanceof Date || (typeof value !== 'object' && value !== undefined);
}

/** A value that isn't plain: Prisma knows how to give it to the database. */
export class NotPlain extends Error {
  override readonly name = 'NotPlain';
}

import { Prisma } from '../../generated/sqlite/client.js';
import type { Reader, Tx } from '../types.js';

/** A row as `$queryRaw` gives it: by the names of the columns, in the types that Prisma would give. */
type Row = Readonly<Record<string, unknown>>;

/**
 * Runs a statement past Prisma, which takes longer over a small one than the database does. It may reject for whatever
 * reason: then the client is asked, whose faults are the ones that the rest of the program knows.
 */
export type KeptReads = (query: Prisma.Sql) => Promise<readonly Row[]>;

/** A client whose `$queryRaw` runs kept statements; all else is its own. */
export function readKept(client: Tx, run: KeptReads): Reader {
  async function queryRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<unknown> {
    const sql = query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values);
    try {
      return await run(sql);
    } catch {
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

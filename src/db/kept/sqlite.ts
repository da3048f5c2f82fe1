import BetterSqlite3 from 'better-sqlite3';
import { isPlain, type KeptReads, NotPlain } from './reads.js';
import { keepRecent } from './recent.js';

/** Statements kept ready; the program has fewer texts, lists of ids of different lengths aside. */
const KEPT = 200;

type Convert = (value: unknown) => unknown;

const asIs: Convert = (value) => value;

/** What a value of a column becomes, by the type that the column was declared with; none was where it is reckoned. */
function converterOf(declared: string | null): Convert {
  switch (declared?.toUpperCase()) {
    case 'INTEGER':
      return Number;
    case 'BIGINT':
      return (value) => BigInt(value as number | bigint);
    case 'DATETIME':
      return (value) => new Date(typeof value === 'string' ? value : Number(value));
    case 'BOOLEAN':
      return (value) => Number(value) === 1;
    case 'JSONB':
      return (value) => JSON.parse(String(value));
    case 'BLOB':
      return (value) => new Uint8Array(value as Uint8Array);
    default:
      return asIs;
  }
}

/** A date as the client writes it. */
function given(value: unknown): unknown {
  if (!isPlain(value)) throw new NotPlain();
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
  return typeof value === 'boolean' ? Number(value) : value;
}

/** The rows of a statement, for values; it is prepared once. */
function prepare(database: BetterSqlite3.Database, sql: string) {
  const statement = database.prepare<unknown[], unknown[]>(sql).raw();
  const columns = statement.columns().map(({ name, type }) => ({ name, convert: converterOf(type) }));
  // Whether a number is whole is asked of the database where no declaration tells.
  statement.safeIntegers(statement.columns().some(({ type }) => type === null));
  return (values: readonly unknown[]) =>
    statement.all(...values.map(given)).map((cells) => {
      const row: Record<string, unknown> = {};
      for (let n = 0; n < columns.length; n += 1) {
        const { name = '', convert = asIs } = columns[n] ?? {};
        const cell = cells[n];
        row[name] = cell === null ? null : convert(cell);
      }
      return row;
    });
}

/**
 * Kept statements on a connection of their own, which can't write.
 *
 * @throws {Error} where the file can't be opened.
 */
export function openKept(
  path: string,
  busyTimeoutMs: number,
): { readonly run: KeptReads; readonly close: () => void } {
  const database = new BetterSqlite3(path, { readonly: true, timeout: busyTimeoutMs });
  const statements = keepRecent(KEPT, (sql) => prepare(database, sql));
  return {
    run: async ({ sql, values }) => statements(sql)(values),
    close: () => database.close(),
  };
}

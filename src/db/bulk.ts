import type { Db, Tx } from './types.js';

type Value = string | number | boolean | null | undefined | Date | Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, Value>>;
type Kind = Db['kind'];

/** Rows as one parameter; SQLite is given instants as the client writes them there, `…+00:00`. */
function toJson(kind: Kind, rows: readonly Row[]): string {
  if (kind === 'postgresql') return JSON.stringify(rows);
  const plain = (value: Value) =>
    value instanceof Date ? value.toISOString().replace('Z', '+00:00') : value;
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]))),
  );
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** The parameter's rows as a table `x` with the columns named, each of the type that it has in `table`. */
function source(kind: Kind, table: string, columns: readonly string[]): string {
  if (kind === 'postgresql') return `json_populate_recordset(NULL::"${table}", $1::json) AS x`;
  const read = columns.map((name) => `value ->> '$.${name}' AS "${name}"`).join(', ');
  return `(SELECT ${read} FROM json_each(?)) AS x`;
}

/**
 * Inserts rows in one statement whose only parameter is JSON: for thousands of rows, many times faster than
 * `createMany`, which binds every value by itself. Columns that aren't named take their defaults. Names of tables and
 * columns are the caller's own words, never what somebody typed.
 *
 * @returns the columns of `returning` of each row written, whole numbers as `number`.
 */
export async function insertRows<R extends string = never>(
  tx: Tx,
  kind: Kind,
  into: {
    readonly table: string;
    readonly columns: readonly string[];
    readonly rows: readonly Row[];
    readonly returning?: readonly R[];
  },
): Promise<Record<R, string | number>[]> {
  const { table, columns, rows, returning = [] } = into;
  if (rows.length === 0) return [];
  const back = returning.length > 0 ? ` RETURNING ${quoted(returning)}` : '';
  const sql = `INSERT INTO "${table}" (${quoted(columns)}) SELECT ${quoted(columns)} FROM ${source(kind, table, columns)}${back}`;
  const json = toJson(kind, rows);
  if (returning.length === 0) {
    await tx.$executeRawUnsafe(sql, json);
    return [];
  }
  const found = await tx.$queryRawUnsafe<Record<R, string | number | bigint>[]>(sql, json);
  return found.map(
    (row) =>
      Object.fromEntries(
        returning.map((name) => [name, typeof row[name] === 'bigint' ? Number(row[name]) : row[name]]),
      ) as Record<R, string | number>,
  );
}

/**
 * Updates many rows, each with values of its own, in one statement. `set` and `where` are SQL over `t`, the row as it
 * is, and `x`, what the caller gives of it under `columns`.
 *
 * @returns how many rows were changed.
 */
export async function updateRows(
  tx: Tx,
  kind: Kind,
  of: {
    readonly table: string;
    readonly columns: readonly string[];
    readonly rows: readonly Row[];
    readonly set: string;
    readonly where: string;
  },
): Promise<number> {
  const { table, columns, rows, set, where } = of;
  if (rows.length === 0) return 0;
  const sql = `UPDATE "${table}" AS t SET ${set} FROM ${source(kind, table, columns)} WHERE ${where}`;
  return tx.$executeRawUnsafe(sql, toJson(kind, rows));
}

import type { Db, Reader, Tx } from '../../src/db/database.js';
import { Prisma } from '../../src/generated/sqlite/client.js';

export const TABLES = Object.values(Prisma.ModelName);

/** Asks for every table's print at once: reading seventy tables through the client takes a tenth of a second. */
const PRINTS: Readonly<Record<Db['kind'], (reader: Reader | Tx) => Promise<string>>> = {
  sqlite: async (reader) => {
    const columns = await reader.$queryRaw<{ table: string; name: string }[]>`
      SELECT m.name AS "table", c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`;
    const print = (table: string) =>
      columns
        .filter((column) => column.table === table)
        .map(({ name }) => `quote("${name}")`)
        .join(" || ',' || ");
    const one = (table: string) =>
      `SELECT '${table}' AS "table", (SELECT group_concat(print, ';') FROM (SELECT ${print(table)} AS print FROM "${table}" ORDER BY rowid)) AS print`;
    return TABLES.map(one).join(' UNION ALL ');
  },
  postgresql: async () => {
    const one = (table: string) =>
      `SELECT '${table}' AS "table", md5(string_agg(one::text, ';' ORDER BY one::text)) AS print FROM "${table}" one`;
    return TABLES.map(one).join(' UNION ALL ');
  },
};
const prepared = new Map<Db['kind'], string>();

/** Of each table a text that is another when anything in it is. */
export async function printsOf(reader: Reader | Tx, kind: Db['kind']): Promise<ReadonlyMap<string, string>> {
  const sql = prepared.get(kind) ?? (await PRINTS[kind](reader));
  prepared.set(kind, sql);
  const found = await reader.$queryRaw<{ table: string; print: string | null }[]>(Prisma.raw(sql));
  return new Map(found.map(({ table, print }) => [table, print ?? '']));
}

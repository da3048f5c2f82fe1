import { ColumnTypeEnum, type SqlDriverAdapter, type SqlQuery } from '@prisma/driver-adapter-utils';
import { Prisma } from '../../generated/sqlite/client.js';
import { isPlain, type KeptReads, NotPlain } from './reads.js';

/** Statements that are given a name on each connection, so that the server plans them once. */
const NAMED = 200;

type Convert = (value: unknown) => unknown;

const asIs: Convert = (value) => value;

const CONVERTERS: Readonly<Record<number, Convert>> = {
  [ColumnTypeEnum.Int32]: Number,
  [ColumnTypeEnum.Int64]: (value) => BigInt(value as string),
  [ColumnTypeEnum.Numeric]: (value) => new Prisma.Decimal(value as string),
  [ColumnTypeEnum.DateTime]: (value) => new Date(value as string),
  [ColumnTypeEnum.Date]: (value) => new Date(value as string),
  [ColumnTypeEnum.Json]: (value) => JSON.parse(value as string),
  [ColumnTypeEnum.Bytes]: (value) => new Uint8Array(value as Uint8Array),
  [ColumnTypeEnum.Text]: asIs,
  [ColumnTypeEnum.Boolean]: asIs,
  [ColumnTypeEnum.Float]: asIs,
  [ColumnTypeEnum.Double]: asIs,
};

const INSTANT = { scalarType: 'datetime', arity: 'scalar' } as const;
const OTHER = { scalarType: 'unknown', arity: 'scalar' } as const;

type NamedQuery = SqlQuery & { readonly name: string };

/** The name under which the adapter is to keep a statement: those that are given one here, and no other. */
export function statementName(query: SqlQuery): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- put there below; node-postgres takes '' for none
  return (query as Partial<NamedQuery>).name ?? '';
}

/**
 * Kept statements on the connections of an adapter whose `statementNameGenerator` is `statementName`.
 *
 * @param named `false`: each is planned anew, since a pooler would give the next statement to another connection.
 */
export function keptOn(adapter: SqlDriverAdapter, named: boolean): KeptReads {
  const names = new Map<string, string>();

  function nameOf(sql: string): string {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (!named || names.size >= NAMED) return '';
    const name = `kept_${names.size}`;
    names.set(sql, name);
    return name;
  }

  return async ({ text, values }) => {
    if (!values.every(isPlain)) throw new NotPlain();
    const query: NamedQuery = {
      sql: text,
      args: [...values],
      argTypes: values.map((value) => (value instanceof Date ? INSTANT : OTHER)),
      name: nameOf(text),
    };
    const { columnNames, columnTypes, rows } = await adapter.queryRaw(query);
    const convert = columnTypes.map((type) => {
      const found = CONVERTERS[type];
      if (!found) throw new NotPlain();
      return found;
    });
    return rows.map((cells) =>
      Object.fromEntries(
        columnNames.map((name, n) => [name, cells[n] === null ? null : (convert[n] ?? asIs)(cells[n])]),
      ),
    );
  };
}

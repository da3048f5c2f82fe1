import type { Prisma } from '../../generated/sqlite/client.js';
import type { Reader } from '../types.js';

type Models = Prisma.TypeMap['model'];
type Scalars<M extends keyof Models> = Models[M]['payload']['scalars'];

/** A column as the schema names it: `Person.telegramId`. */
type ColumnName = {
  [M in keyof Models]: `${M}.${keyof Scalars<M> & string}`;
}[keyof Models];

type ValueOf<C extends ColumnName> = C extends `${infer M extends keyof Models}.${infer F}`
  ? Scalars<M>[F & keyof Scalars<M>]
  : never;

/** Which column of the schema each column of a statement is. */
type Columns = Readonly<Record<string, ColumnName>>;

/** A row of a statement, in the types of the schema. */
type RowOf<C extends Columns> = { readonly [K in keyof C]: ValueOf<C[K]> };

/** A statement that is kept, and what it is checked by: see `declared`. */
type Declared = {
  readonly columns: Columns;
  /** With values of no meaning: it is run, and finds nothing. */
  readonly sample: () => Prisma.Sql;
};

const all: Declared[] = [];

/** Every statement declared so far: a test runs each on both databases and compares its columns with the schema. */
export const declared = (): readonly Declared[] => all;

/**
 * A statement that is read often, with its columns as the schema has them: rows are typed by it, and what it says is
 * checked against both databases.
 *
 * @param sample arguments with which it can be run
 */
export function declareRead<const C extends Columns, A extends readonly unknown[]>(
  columns: C,
  sql: (...args: A) => Prisma.Sql,
  sample: A,
): (db: Reader, ...args: A) => Promise<RowOf<C>[]> {
  all.push({ columns, sample: () => sql(...sample) });
  return (db, ...args) => db.$queryRaw<RowOf<C>[]>(sql(...args));
}

import BetterSqlite3 from 'better-sqlite3';
import { Client } from 'pg';

const METHODS = ['run', 'get', 'all', 'iterate'] as const;

/**
 * Counts the executions of every SQL text in this process, on both databases, from below Prisma and without anything in
 * the program: the own methods of better-sqlite3 and of pg are wrapped until `end`.
 */
export function countStatements(): {
  readonly counts: () => Readonly<Record<string, number>>;
  readonly end: () => void;
} {
  const counts = new Map<string, number>();
  const count = (sql: string): void => {
    counts.set(sql, (counts.get(sql) ?? 0) + 1);
  };
  const sample = new BetterSqlite3(':memory:');
  const statement: object = Object.getPrototypeOf(sample.prepare('SELECT 1'));
  const database: object = Object.getPrototypeOf(sample);
  sample.close();

  function wrap(prototype: object, name: string, sqlOf: (self: object, first: unknown) => unknown) {
    const plain: unknown = Reflect.get(prototype, name);
    if (typeof plain !== 'function') throw new Error(`the driver has no ${name}`);
    function counted(this: object, ...given: unknown[]): unknown {
      count(String(sqlOf(this, given[0])));
      return Reflect.apply(plain as (...given: unknown[]) => unknown, this, given);
    }
    Reflect.set(prototype, name, counted);
    return () => Reflect.set(prototype, name, plain);
  }

  const undo = [
    ...METHODS.map((name) => wrap(statement, name, (self) => Reflect.get(self, 'source'))),
    wrap(database, 'exec', (_self, sql) => sql),
    wrap(Client.prototype, 'query', (_self, query) =>
      typeof query === 'object' && query !== null ? Reflect.get(query, 'text') : query,
    ),
  ];
  return {
    counts: () => Object.fromEntries(counts),
    end: () => {
      for (const restore of undo) restore();
    },
  };
}

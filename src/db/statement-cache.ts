import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import BetterSqlite3 from 'better-sqlite3';
import { keepRecent } from './kept/recent.js';

/** Statements kept ready; the program has fewer texts, lists of ids of different lengths aside. */
const KEPT = 200;

/** What the adapter asks of a statement between preparing it and the next one. */
type Prepared = {
  readonly reader: boolean;
  readonly columns: () => unknown;
  readonly raw: () => { readonly all: () => unknown };
  readonly run: () => unknown;
};

/**
 * Has a connection keep its statements: Prisma's adapter prepares each anew, which costs more than running most of
 * them. Only for a connection that reads.
 *
 * @param kept How many; of more, the one longest unused goes.
 * @throws {Error} where the adapter isn't built as the release that is pinned in package.json.
 */
export function keepStatements(adapter: SqlDriverAdapter, kept = KEPT): void {
  const client: unknown = Reflect.get(adapter, 'client');
  if (!(client instanceof BetterSqlite3))
    throw new Error("Prisma's adapter has no better-sqlite3 in `client`");
  const prepare = client.prepare.bind(client);

  function ready(sql: string): (args: unknown[]) => Prepared {
    const statement = prepare(sql);
    const { reader } = statement;
    if (reader) statement.raw();
    return (args) => {
      // Run before its columns are asked for: where the tables have changed, running it is what prepares it anew.
      const rows = reader ? statement.all(args) : [];
      return {
        reader,
        columns: () => statement.columns(),
        raw: () => ({ all: () => rows }),
        run: () => statement.run(args),
      };
    };
  }

  const statements = keepRecent(kept, ready);
  Reflect.set(client, 'prepare', (sql: string) => {
    const bind = statements(sql);
    // Without values it is BEGIN, by which Prisma splits a read with a very long list.
    return { bind, run: () => bind([]).run() };
  });
}

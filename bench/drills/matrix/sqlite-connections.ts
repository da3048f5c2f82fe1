import BetterSqlite3 from 'better-sqlite3';

/**
 * Lets SQLite refuse to write on every connection of this process, as on a disk that was mounted anew to be read only:
 * that can't be done to a file that is open.
 */
export function watchConnections(): {
  readonly readOnly: (on: boolean) => void;
  readonly end: () => void;
} {
  const prototype: BetterSqlite3.Database = BetterSqlite3.prototype;
  const plain: unknown = Reflect.get(prototype, 'prepare');
  if (typeof plain !== 'function') throw new Error('the driver has no prepare');
  const prepare = plain as (...given: unknown[]) => unknown;
  const known = new Set<BetterSqlite3.Database>();
  const set = new WeakMap<BetterSqlite3.Database, boolean>();
  let isOn = false;

  function apply(database: BetterSqlite3.Database): void {
    if (!database.open || database.readonly || (set.get(database) ?? false) === isOn) return;
    set.set(database, isOn);
    database.pragma(`query_only = ${isOn ? 1 : 0}`);
  }

  Reflect.set(prototype, 'prepare', function watched(this: BetterSqlite3.Database, ...given: unknown[]) {
    known.add(this);
    if (!this.inTransaction) apply(this);
    return Reflect.apply(prepare, this, given);
  });
  return {
    readOnly: (on) => {
      isOn = on;
      for (const database of known) {
        if (database.open) apply(database);
        else known.delete(database);
      }
    },
    end: () => {
      Reflect.set(prototype, 'prepare', plain);
    },
  };
}

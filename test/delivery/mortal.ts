import type { Db } from '../../src/db/database.js';

/** A process's view of the database until it dies: from then on nothing that it asks is ever answered. */
export function mortal(db: Db): {
  readonly db: Db;
  readonly die: () => void;
  readonly died: Promise<void>;
} {
  let alive = true;
  let pass = () => {};
  const died = new Promise<void>((resolve) => {
    pass = resolve;
  });
  const never = () => new Promise<never>(() => {});
  const whileAlive = async <T>(ask: () => PromiseLike<T>): Promise<T> => {
    if (!alive) return never();
    try {
      const answer = await ask();
      return alive ? answer : await never();
    } catch (error) {
      if (!alive) return never();
      throw error;
    }
  };
  type Methods = Record<string, (...args: unknown[]) => PromiseLike<unknown>>;
  const read = new Proxy(db.read, {
    get: (models, model) => {
      const itself: unknown = Reflect.get(models, model);
      // What is asked in SQL is a function, not a model.
      if (typeof itself === 'function')
        return (...args: unknown[]) =>
          whileAlive(() => Reflect.apply(itself, models, args) as PromiseLike<unknown>);
      return new Proxy(itself as Methods, {
        get:
          (methods, method: string) =>
          (...args: unknown[]) =>
            whileAlive(() => {
              const call = methods[method];
              if (!call) throw new Error(`no method ${method}`);
              return call(...args);
            }),
      });
    },
  });
  return {
    db: { ...db, read, write: (work, options) => whileAlive(() => db.write(work, options)) },
    die: () => {
      alive = false;
      pass();
    },
    died,
  };
}

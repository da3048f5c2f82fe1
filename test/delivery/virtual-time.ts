import type { Db } from '../../src/db/database.js';
import type { Clock } from '../../src/lib/clock.js';
import type { Wait } from '../../src/telegram/retry.js';

/** Time that passes only while nothing is under way: waiting takes no real time, and queries no virtual time. */
export type VirtualTime = {
  readonly clock: Clock;
  readonly ms: () => number;
  readonly wait: Wait;
  /** Holds time still until the work has settled. */
  readonly busy: <T>(work: PromiseLike<T>) => Promise<T>;
  /** The database, its queries holding time still. */
  readonly watch: (db: Db) => Db;
  /** Moves on while nobody waits. */
  readonly advance: (byMs: number) => void;
};

export function virtualTime(start: string): VirtualTime {
  let now = new Date(start).getTime();
  let underWay = 0;
  let checking = false;
  let timers: { at: number; resolve: () => void }[] = [];

  function check(quiet: number): void {
    if (underWay > 0 || timers.length === 0) {
      checking = false;
    } else if (quiet < 2) {
      setImmediate(() => check(quiet + 1));
    } else {
      const next = timers.reduce((a, b) => (b.at < a.at ? b : a));
      timers = timers.filter((timer) => timer !== next);
      now = Math.max(now, next.at);
      next.resolve();
      setImmediate(() => check(0));
    }
  }

  function kick(): void {
    if (checking) return;
    checking = true;
    setImmediate(() => check(0));
  }

  async function busy<T>(work: PromiseLike<T>): Promise<T> {
    underWay += 1;
    try {
      return await work;
    } finally {
      underWay -= 1;
      kick();
    }
  }

  type Anything = Record<string, unknown>;
  const watched = (read: object): object =>
    new Proxy(read as Anything, {
      get: (models, model: string) => {
        const itself = models[model];
        // What is asked in SQL is a function, not a model.
        if (typeof itself === 'function')
          return (...args: unknown[]) => busy(Reflect.apply(itself, models, args) as PromiseLike<unknown>);
        return new Proxy(itself as Record<string, (...args: unknown[]) => PromiseLike<unknown>>, {
          get:
            (methods, method: string) =>
            (...args: unknown[]) => {
              const call = methods[method];
              if (!call) throw new Error(`no method ${method}`);
              return busy(call(...args));
            },
        });
      },
    });

  return {
    clock: { now: () => new Date(now) },
    ms: () => now,
    busy,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const quit = () => {
          timers = timers.filter((other) => other !== timer);
          resolve();
        };
        const timer = {
          at: now + ms,
          resolve: () => {
            signal?.removeEventListener('abort', quit);
            resolve();
          },
        };
        timers.push(timer);
        signal?.addEventListener('abort', quit, { once: true });
        kick();
      }),
    watch: (db) => ({
      ...db,
      read: watched(db.read) as Db['read'],
      write: (work, options) => busy(db.write(work, options)),
    }),
    advance: (byMs) => {
      now += byMs;
    },
  };
}

import type { Db } from './db/database.js';
import { probeWrite } from './db/once.js';
import type { Delivery } from './delivery/delivery.js';
import type { HttpServerOptions } from './http/server.js';
import type { Clock } from './lib/clock.js';

/** A poll answered this long ago at most counts as healthy. */
const POLL_AGE_MS = 90_000;

type HealthDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly delivery: Pick<Delivery, 'metrics'>;
  /** Left out with a webhook. */
  readonly lastPollAt: (() => Date | undefined) | undefined;
};

function worked(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

/**
 * Says whether the program works. `ready`: its database answers and takes writes, so that it may be sent work. `health`:
 * that, and where it polls, Telegram answers.
 */
export function createHealth(deps: HealthDeps): Pick<HttpServerOptions, 'health' | 'ready'> {
  const { db, clock, delivery, lastPollAt } = deps;
  const startedAt = clock.now();

  function isPolling(): boolean {
    if (!lastPollAt) return true;
    const last = lastPollAt() ?? startedAt;
    return clock.now().getTime() - last.getTime() < POLL_AGE_MS;
  }

  async function ready() {
    const [database, writable] = await Promise.all([worked(db.ping()), worked(probeWrite(db, clock.now()))]);
    return { ok: database && writable, checks: { database, writable } };
  }

  return {
    ready,
    health: async () => {
      const { ok, checks } = await ready();
      const polling = isPolling();
      const outbox = checks.database ? await delivery.metrics() : undefined;
      return {
        ok: ok && polling,
        checks: {
          ...checks,
          polling,
          outboxDue: outbox?.due,
          outboxOldestDueSeconds: outbox?.oldestDueSeconds,
        },
      };
    },
  };
}

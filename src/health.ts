import type { Db } from './db/database.js';
import type { Delivery } from './delivery/delivery.js';
import type { HttpServerOptions } from './http/server.js';
import type { Clock } from './lib/clock.js';

/** A poll answered this long ago at most counts as healthy. */
const POLL_AGE_MS = 90_000;

/** Says whether the program works: its database answers and, where it polls, so does Telegram. */
export function createHealth(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly delivery: Delivery;
  /** Left out with a webhook. */
  readonly lastPollAt: (() => Date | undefined) | undefined;
}): HttpServerOptions['health'] {
  const { db, clock, delivery, lastPollAt } = deps;
  const startedAt = clock.now();

  function isPolling(): boolean {
    if (!lastPollAt) return true;
    const last = lastPollAt() ?? startedAt;
    return clock.now().getTime() - last.getTime() < POLL_AGE_MS;
  }

  return async () => {
    const database = await db.ping().then(
      () => true,
      () => false,
    );
    const polling = isPolling();
    const outbox = database ? await delivery.metrics() : undefined;
    return {
      ok: database && polling,
      checks: {
        database,
        polling,
        outboxDue: outbox?.due,
        outboxOldestDueSeconds: outbox?.oldestDueSeconds,
      },
    };
  };
}

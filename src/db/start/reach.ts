import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { DatabaseRefused, POSTGRESQL_REFUSES } from './refusal.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const SAY_MS = 60_000;

/** A wrong password or name, which no waiting mends; PgBouncer says both under a code of its own. */
const LOGIN = /^28/;
const MISSING = '3D000';
const POOLERS = '08P01';

export type ReachHooks = {
  /** Called at once and then once a minute while the server can't be reached, with why. */
  readonly onWaiting?: (cause: unknown) => void;
  readonly signal?: AbortSignal;
};

/**
 * Waits until a PostgreSQL server takes connections to the database at `url`.
 *
 * @throws {DatabaseRefused} where it lets nobody in so: then waiting wouldn't help. The message holds no password.
 * @throws when the signal ends the waiting.
 */
export async function reachPostgresql(url: string, { onWaiting, signal }: ReachHooks = {}): Promise<void> {
  let saidAt = Number.NEGATIVE_INFINITY;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
    signal?.throwIfAborted();
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch (error) {
      refuseLogin(error);
      if (performance.now() - saidAt >= SAY_MS) {
        saidAt = performance.now();
        onWaiting?.(error);
      }
    } finally {
      // One that never came to be has nothing to say goodbye to.
      await client.end().catch(() => undefined);
    }
    await sleep(pause, undefined, signal ? { signal } : {});
  }
}

function refuseLogin(error: unknown): void {
  if (!(error instanceof DatabaseError)) return;
  const { code = '', message } = error;
  if (code === MISSING || (code === POOLERS && /no such database|does not exist/.test(message)))
    throw new DatabaseRefused('missing', POSTGRESQL_REFUSES.missing, { cause: error });
  if (LOGIN.test(code) || (code === POOLERS && /authentication|no such user|login failed/.test(message)))
    throw new DatabaseRefused('login', POSTGRESQL_REFUSES.login, { cause: error });
}

import type { Poller } from '../bot/intake/polling/poller.js';
import type { Db } from '../db/database.js';
import { unwritable } from '../db/errors.js';
import { probeWrite } from '../db/once.js';
import type { Delivery } from '../delivery/delivery.js';
import type { NameWatch } from '../delivery/guard/watch.js';
import type { IncidentsService } from '../features/incidents/index.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';

/** It is looked this often. */
export const WATCH_MS = 30_000;
/** What is due for longer is late: more than a queue that is worked off takes, or a line that is down for a moment. */
const LATE_SECONDS = 10 * 60;
const SILENT_MS = 5 * 60_000;
const CONFLICT_MS = 60_000;

export type WatchDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly delivery: Pick<Delivery, 'metrics'>;
  readonly incidents: Pick<IncidentsService, 'report' | 'over'>;
  readonly names: Pick<NameWatch, 'refresh'>;
  /** Undefined with a webhook. */
  readonly poller: Pick<Poller, 'lastPollAt' | 'conflictSince'> | undefined;
};

async function watchDatabase({ db, clock, logger, incidents }: WatchDeps): Promise<void> {
  const at = clock.now();
  try {
    await probeWrite(db, at);
  } catch (err) {
    const why = unwritable(err);
    logger.error({ err, why }, 'the database takes no writes');
    if (why === 'disk-full') await incidents.report({ kind: 'disk-full', key: '', facts: {}, at });
    if (why === 'read-only') await incidents.report({ kind: 'database-read-only', key: '', facts: {}, at });
    return;
  }
  await incidents.over({ kind: 'disk-full', key: '', at });
  await incidents.over({ kind: 'database-read-only', key: '', at });
}

async function watchOutbox({ clock, delivery, incidents }: WatchDeps): Promise<void> {
  const at = clock.now();
  const { due: count, oldestDueSeconds } = await delivery.metrics();
  if (oldestDueSeconds <= LATE_SECONDS) return incidents.over({ kind: 'reminders-late', key: '', at });
  const sinceAt = new Date(at.getTime() - oldestDueSeconds * 1_000).toISOString();
  await incidents.report({ kind: 'reminders-late', key: '', facts: { count, sinceAt }, at });
}

async function watchPolling({ clock, incidents, poller }: WatchDeps): Promise<void> {
  const last = poller?.lastPollAt();
  if (!last) return;
  const at = clock.now();
  const isSilent = at.getTime() - last.getTime() >= SILENT_MS;
  if (isSilent)
    await incidents.report({
      kind: 'polling-silent',
      key: '',
      facts: { sinceAt: last.toISOString() },
      at,
    });
  else await incidents.over({ kind: 'polling-silent', key: '', at });
}

/** One that lasts: the program that is exchanged for a new one may go on for a moment. */
async function watchConflict({ clock, incidents, poller }: WatchDeps): Promise<void> {
  const at = clock.now();
  const since = poller?.conflictSince();
  if (!since) return incidents.over({ kind: 'polling-conflict', key: '', at });
  if (at.getTime() - since.getTime() < CONFLICT_MS) return;
  await incidents.report({ kind: 'polling-conflict', key: '', facts: {}, at });
}

/**
 * Looks once at what heads have to be told of (the database, what waits to be sent, the line to Telegram), and at whose
 * names are kept from groups.
 */
export async function watch(deps: WatchDeps): Promise<void> {
  await watchDatabase(deps);
  await watchPolling(deps);
  await watchConflict(deps);
  await watchOutbox(deps);
  await deps.names.refresh();
}

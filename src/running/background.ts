import { setTimeout as sleep } from 'node:timers/promises';
import { pruneDialogs } from '../bot/forms/rows.js';
import { pruneUpdates } from '../bot/intake/stored/store.js';
import { pruneTurns } from '../bot/intake/stored/turns.js';
import { setCommonMenus } from '../bot/menus.js';
import { pruneHandled } from '../db/once.js';
import { localTime } from '../lib/zoned.js';
import { createBackups } from './backups.js';
import { KEPT } from './kept.js';
import type { Line } from './line.js';
import type { Office } from './office.js';
import type { Surroundings } from './surroundings.js';
import { createSweeper, type Sweeps } from './sweeps.js';
import type { Unit } from './unit.js';
import { WATCH_MS, type WatchDeps, watch } from './watch.js';

/** The hour, in the unit's zone, at which the database may take its time. */
const QUIET_HOUR = 2;

function housekeeping({ config, logger }: Surroundings, { db }: Unit): Sweeps {
  const before = (now: Date, ms: number) => new Date(now.getTime() - ms);
  return {
    'handled updates': (now) => pruneHandled(db, before(now, KEPT.handled)),
    forms: (now) => pruneDialogs(db, before(now, KEPT.forms)),
    'stored updates': (now) =>
      pruneUpdates(db, { handled: before(now, KEPT.handled), setAside: before(now, KEPT.updates) }),
    turns: (now) => pruneTurns(db, before(now, KEPT.handled)),
    database: async (now) => {
      if (localTime(now, config.unitTimezone).hour !== QUIET_HOUR) return;
      logger.info({ ...(await db.tidy()) }, 'tidied the database');
    },
  };
}

/** What is done beside the updates: sending, putting right at the start and every hour, backups, and the menus. */
export async function startBackground(
  around: Surroundings,
  unit: Unit,
  { api }: Line,
  { sweeps, delivery, incidents, onDropped, fetchCopies }: Office,
): Promise<void> {
  const { config, clock, logger, stopping, closers } = around;
  const sweeper = createSweeper(
    { ...housekeeping(around, unit), ...sweeps },
    {
      clock,
      logger,
      onFailed: (job) =>
        void incidents.report({ kind: 'sweep-failed', key: job, facts: { job }, at: clock.now() }),
      onWell: (job) => void incidents.over({ kind: 'sweep-failed', key: job, at: clock.now() }),
    },
  );
  await sweeper.once();
  const { db, names, key } = unit;
  await names.refresh();
  const backups = createBackups({ config, db, names, clock, logger, key, incidents, onDropped });
  closers.push(() => backups.close());
  const background = [
    delivery.run(stopping),
    backups.run(stopping),
    sweeper.run(stopping),
    keepCopies(around, { fetchCopies, incidents }),
    setCommonMenus(api, config.defaultLocale).catch((err: unknown) => logger.warn({ err }, 'menus not set')),
  ];
  closers.push(async () => {
    await Promise.allSettled(background);
  });
}

/** What it is called in the log and to heads. */
const COPIES = 'evidence';

/** How often is looked for what was sent and isn't copied yet; in an outage less often. */
const COPIES_MS = { usual: 15_000, outage: 120_000 } as const;

/** Copies what was sent, behind the updates, until the program stops. A fault (as of the disk) is tried again. */
async function keepCopies(
  { clock, logger, stopping }: Surroundings,
  { fetchCopies, incidents }: Pick<Office, 'fetchCopies' | 'incidents'>,
): Promise<void> {
  let last: 'well' | 'ill' | undefined;
  while (!stopping.aborted) {
    const outage = await fetchCopies(clock.now()).then(
      (fetched) => {
        if (last !== 'well') void incidents.over({ kind: 'sweep-failed', key: COPIES, at: clock.now() });
        last = 'well';
        return fetched.outage;
      },
      (err: unknown) => {
        logger.error({ err }, 'copying what was sent failed');
        if (last !== 'ill') {
          const facts = { job: COPIES };
          void incidents.report({ kind: 'sweep-failed', key: COPIES, facts, at: clock.now() });
        }
        last = 'ill';
        return true;
      },
    );
    const wait = outage ? COPIES_MS.outage : COPIES_MS.usual;
    await sleep(wait, undefined, { signal: stopping, ref: false }).catch(() => undefined);
  }
}

/** Looks again and again at what heads have to be told of. */
export function keepWatch(
  { clock, logger, stopping, closers }: Surroundings,
  { db, names }: Unit,
  { delivery, incidents }: Office,
  poller: WatchDeps['poller'],
): void {
  const watching = (async () => {
    while (!stopping.aborted) {
      await sleep(WATCH_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined);
      if (stopping.aborted) return;
      await watch({ db, names, clock, logger, delivery, incidents, poller }).catch((err: unknown) =>
        logger.error({ err }, 'looking at how things stand failed'),
      );
    }
  })();
  closers.push(() => watching);
}

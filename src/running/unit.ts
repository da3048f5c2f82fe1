import type { Db } from '../db/database.js';
import type { Upgraded } from '../db/migrations/upgrade.js';
import { parseDatabaseUrl } from '../db/url.js';
import type { NameWatch } from '../delivery/guard/watch.js';
import { createPeopleService, type HeadLeft, type PeopleService } from '../features/people/index.js';
import { nameWatch } from '../features.js';
import { type OpenedSeal, openSeal } from '../keys/open-seal.js';
import type { Logger } from '../lib/logger.js';
import type { Mended } from '../lib/shut/private-files.js';
import { closePlaces } from '../office/private-places.js';
import { translator } from '../words/translate.js';
import { openDatabase } from './open-database.js';
import type { Surroundings } from './surroundings.js';

export type Unit = OpenedSeal & {
  readonly db: Db;
  readonly names: NameWatch;
  readonly people: PeopleService;
  readonly claimCode: string | undefined;
  /** Undefined where the database had its present schema already. */
  readonly upgraded: Upgraded | undefined;
  readonly headsLeft: readonly HeadLeft[];
};

/** The database with the seal of what is stored in passing, and in it the unit with its heads as configured. */
export async function openUnit({ config, clock, logger, stopping, closers }: Surroundings): Promise<Unit> {
  const { defaultLocale, unitName: name, unitTimezone: zone, headTelegramIds } = config;
  let upgraded: Upgraded | undefined;
  const db = await openDatabase(config, {
    clock,
    logger,
    stopping,
    onUpgraded: (done) => {
      upgraded = done;
    },
  });
  closers.push(() => db.close());
  tellMended(await closePlaces(parseDatabaseUrl(config.databaseUrl), config.backup.folder), logger);
  const opened = await openSeal(db, config);
  // What earlier versions deleted or kept unsealed is still in the file.
  if (opened.first) await db.tidy({ whole: true });
  const people = createPeopleService({ db, defaultLocale });
  const headName = translator(defaultLocale)('post-head');
  const heads = { name, zone, headTelegramIds, headName };
  const { claimCode, headsLeft } = await people.prepareUnit(heads, clock.now());
  return { db, names: nameWatch(db, clock), people, claimCode, headsLeft, upgraded, ...opened };
}

/** Says once what others on this computer could read: by now closed, or for whoever owns it to close. */
function tellMended(mended: readonly Mended[], logger: Logger): void {
  const named = (closed: boolean) => mended.filter((one) => one.closed === closed).map(({ path }) => path);
  const [closed, left] = [named(true), named(false)];
  if (closed.length > 0) logger.warn({ files: closed }, 'others could read these; now their owner alone can');
  if (left.length > 0) logger.warn({ files: left }, 'others can read these, and they belong to another user');
}

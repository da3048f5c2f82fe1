import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot } from '../support/bot.js';
import { databases, type TestDatabase } from '../support/database.js';
import { isFull } from '../support/size.js';
import { agreementWalks } from './agreements.js';
import { peopleWalks } from './people.js';
import { programmeWalks } from './programmes.js';
import { sessionWalks } from './sessions.js';
import { visitWalks } from './visits.js';
import { countingWalker, forgettingWalker } from './walk.js';

const WALKS = [...visitWalks, ...agreementWalks, ...sessionWalks, ...programmeWalks, ...peopleWalks];

// Tuesday, 29 August 2023, 9.00 WIT.
const NOW = '2023-08-29T00:00:00Z';
/** Who may add units. */
const OWNERS = [15n];

describe.each(databases())('what forms cost and show on $kind', ({ kind, open }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(() => database.reset());

  it.each(WALKS)(
    '$form: each part stays within its statements, and shows the same where nothing that was loaded is known any more',
    async ({ form, walk }) => {
      const bot = await startBot(database, { now: NOW, owners: OWNERS });
      const screens: string[] = [];
      await expect(walk(countingWalker(bot, form, screens))).resolves.toBeUndefined();
      expect(screens.length).toBeGreaterThan(1);
      await bot.stop();
      // What a form keeps in memory is no matter of the database; walking everything twice is for the full run.
      if (kind !== 'sqlite' || !isFull) return;
      await database.reset();
      const other = await startBot(database, { now: NOW, owners: OWNERS });
      const again: string[] = [];
      await walk(forgettingWalker(other, form, again));
      await other.stop();
      expect(again).toEqual(screens);
    },
  );

  it('each form is counted', async () => {
    const bot = await startBot(database, { now: NOW, owners: OWNERS });
    const forms = bot.features.flatMap(({ dialogs }) => dialogs.map(({ name }) => name));
    expect(new Set(WALKS.map(({ form }) => form))).toEqual(new Set(forms));
    await bot.stop();
  });
});

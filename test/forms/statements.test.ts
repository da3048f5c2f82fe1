import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot } from '../support/bot.js';
import { databases, type TestDatabase } from '../support/database.js';
import { programmeWalks } from './programmes.js';
import { sessionWalks } from './sessions.js';
import { visitWalks } from './visits.js';
import { countingWalker, readingWalker, type Walk } from './walk.js';

const WALKS = [...visitWalks, ...sessionWalks, ...programmeWalks];

// Tuesday, 29 August 2023, 9.00 WIT.
const NOW = '2023-08-29T00:00:00Z';

describe.each(databases())('what forms cost on $kind', ({ open }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(() => database.reset());

  it.each(WALKS)(
    '$form: opening, each step, Kembali and saving stay within their statements',
    async ({ form, walk }) => {
      const bot = await startBot(database, { now: NOW });
      await expect(walk(countingWalker(bot, form))).resolves.toBeUndefined();
      await bot.stop();
    },
  );

  it('each form is counted', async () => {
    const bot = await startBot(database, { now: NOW });
    const forms = bot.features.flatMap(({ dialogs }) => dialogs.map(({ name }) => name));
    expect(new Set(WALKS.map(({ form }) => form))).toEqual(new Set(forms));
    await bot.stop();
  });
});

// What a form keeps in memory is no matter of the database.
const [sqlite] = databases();
if (!sqlite) throw new Error('no database to test on');

describe('what forms show', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await sqlite.open();
  });
  afterAll(() => database.close());

  async function screensOf({ form, walk }: Walk, forgetting: boolean): Promise<readonly string[]> {
    await database.reset();
    const bot = await startBot(database, { now: NOW });
    const screens: string[] = [];
    await walk(readingWalker(bot, form, screens, forgetting));
    await bot.stop();
    return screens;
  }

  it.each(WALKS)('$form: shows the same where nothing that was loaded is known any more', async (walk) => {
    const screens = await screensOf(walk, false);
    expect(screens.length).toBeGreaterThan(1);
    expect(await screensOf(walk, true)).toEqual(screens);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot } from '../support/bot.js';
import { databases, type TestDatabase } from '../support/database.js';
import { programmeWalks } from './programmes.js';
import { sessionWalks } from './sessions.js';
import { visitWalks } from './visits.js';
import { walkerOf } from './walk.js';

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
      await expect(walk(walkerOf(bot, form))).resolves.toBeUndefined();
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

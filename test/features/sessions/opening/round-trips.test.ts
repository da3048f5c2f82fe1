import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countStatements } from '../../../../bench/bots/statements.js';
import { openState, startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at } from '../../../support/world.js';

type Account = Awaited<ReturnType<TestBot['person']>>;

/** Tuesday, 5 September 2023, 11.30 WIT. */
const NOW = '2023-09-05T02:30:00Z';

const [sqlite] = databases();
if (!sqlite) throw new Error('no database to test on');

describe('the sheet of a programme of sixty', () => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Account;
  let programme: number;

  beforeAll(async () => {
    database = await sqlite.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database, { now: NOW });
    officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
    ({ id: programme } = await bot.world.course({ size: 60 }));
    await bot.world.session(programme, at('2023-08-29T09:00'), { number: 4 });
  });

  async function trips(act: () => Promise<unknown>): Promise<number> {
    const counting = countStatements();
    try {
      await act();
      return Object.values(counting.counts()).reduce((sum, count) => sum + count, 0);
    } finally {
      counting.end();
    }
  }

  const opened = () => expect(officer.last().text).toContain('60 peserta');

  it('opens from the day’s list in four round trips, planned or not, printed or not', async () => {
    await officer.say('/sesi');
    expect(await trips(() => officer.tap('Catat: Budidaya Ikan Lele 09.00'))).toBeLessThanOrEqual(4);
    opened();
    expect(officer.last().text).toContain('sesi 5');

    await bot.world.session(programme, at('2023-09-05T10:00'), { state: 'planned' });
    await officer.say('/sesi');
    const list = officer.last();
    expect(await trips(() => officer.tap('Catat: Budidaya Ikan Lele 10.00', list))).toBeLessThanOrEqual(4);
    opened();

    await officer.say('/sesi cetak');
    await officer.tap('Budidaya Ikan Lele');
    expect(await trips(() => officer.tap('Catat: Budidaya Ikan Lele 10.00', list))).toBeLessThanOrEqual(4);
    opened();
    expect(await openState(bot.own)).toHaveProperty(['values', 'paper']);
  });

  it('opens in four after the time was asked, and answers each tap and what is typed in four', async () => {
    await officer.say('/sesi');
    await officer.tap('Sesi lain');
    await officer.tap('Budidaya Ikan Lele');
    await officer.tap('Kemarin');
    expect(await trips(() => officer.tap('seperti biasa'))).toBeLessThanOrEqual(4);
    opened();
    expect(await trips(() => officer.tap('Pilih satu per satu'))).toBeLessThanOrEqual(4);
    for (const label of ['3. Peserta 03', '3. Peserta 03', '60. Peserta 60']) {
      if (label.startsWith('60')) {
        await officer.tap('2/3');
        await officer.tap('3/3');
      }
      expect(await trips(() => officer.tap(label))).toBeLessThanOrEqual(4);
    }
    expect(await trips(() => officer.say('7 sakit'))).toBeLessThanOrEqual(4);
    expect(officer.last().text).toContain('sakit 2 (no. 7, 60) · izin 1 (no. 3)');
  });

  it('opens in one more where the programme’s name was typed', async () => {
    // That somebody was seen today is written once a day.
    await officer.say('/sesi');
    expect(await trips(() => officer.say('/sesi budidaya, kemarin jam 9-11'))).toBe(5);
    opened();
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchName } from '../../../../src/reading/search-name.js';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';

type Someone = Awaited<ReturnType<TestBot['person']>>;

/** How a visit ends, by what is tapped; the clock stands after its hour where it has to be over for that. */
const ENDINGS = {
  held: { mark: '☑️', end: async ({ officer }: People) => officer.tap('Terlaksana') },
  declined: { mark: '❌', end: async ({ head }: People) => declined(head) },
  cancelled: { mark: '🚫', end: async ({ officer }: People) => cancelled(officer) },
} as const;

type People = { readonly officer: Someone; readonly head: Someone };

async function declined(head: Someone): Promise<void> {
  await head.tap('Tidak bisa');
  await head.tap('Ada kegiatan lain');
}

async function cancelled(officer: Someone): Promise<void> {
  await officer.tap('Batalkan kunjungan');
  await officer.tap('Laut');
}

describe.each(conversations())('a visit that is over, in the lists on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Someone;
  let head: Someone;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    const name = 'Dinas Perikanan';
    const { id } = await bot.db.write((tx) =>
      tx.agency.create({
        data: { unitId: bot.unitId, name, searchName: searchName(name), createdAt: bot.clock.now() },
      }),
    );
    head = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', id);
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const listed = (who: Someone) =>
    who
      .buttons()
      .flat()
      .filter((label) => label.includes('Dinas Perikanan'));

  for (const [state, { mark, end }] of Object.entries(ENDINGS)) {
    it(`${state}: leaves what is to come at once and is in what is past at once, on both sides`, async () => {
      await officer.say('/kunjungan Dinas Perikanan, hari ini jam 10, kerja sama');
      await officer.tap('Simpan dan kirim');
      await bot.deliver();
      if (state === 'held') {
        await head.tap('Bersedia');
        bot.clock.advance({ minutes: 75 });
        await bot.deliver();
        await officer.say('/kunjungan');
        expect(listed(officer)).toHaveLength(1);
        await officer.tap(listed(officer)[0] ?? '');
      }
      await end({ officer, head });
      for (const who of [officer, head]) {
        await who.say('/batal');
        await who.say('/kunjungan');
        expect(listed(who)).toEqual([]);
        await who.tap('Lewat');
        expect(listed(who)).toEqual([expect.stringMatching(new RegExp(`^${mark}`, 'u'))]);
      }
    });
  }
});

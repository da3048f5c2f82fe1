import { searchName } from '../../src/reading/search-name.js';
import type { TestBot } from '../support/bot.js';
import type { Walk } from './walk.js';

async function office(bot: TestBot) {
  const { id: fisheries } = await bot.db.write((tx) =>
    tx.agency.create({
      data: {
        unitId: bot.unitId,
        name: 'Dinas Perikanan',
        searchName: searchName('Dinas Perikanan'),
        createdAt: bot.clock.now(),
      },
    }),
  );
  const head = await bot.person({ id: 13, name: 'Pak Karutan' }, 'head');
  const officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
  await bot.person({ id: 12, name: 'Sinta' }, 'humas');
  const agencyHead = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', fisheries);
  return { head, officer, agencyHead };
}

/** Ways through the forms of visits. */
export const visitWalks: readonly Walk[] = [
  {
    form: 'visit.new',
    walk: async ({ bot, open, save }) => {
      const { officer } = await office(bot);
      await open(() => officer.say('/kunjungan Dinas Perikanan, kamis jam 10, kerja sama pelatihan'));
      await save(() => officer.tap('Simpan dan kirim'));
    },
  },
  {
    form: 'visit.new',
    walk: async ({ bot, open, step, calendar, back, save }) => {
      const { officer } = await office(bot);
      await officer.say('/kunjungan');
      await open(() => officer.tap('Jadwalkan'));
      await step(() => officer.tap('Dinas Perikanan'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Dinas Perikanan'));
      await calendar(() => officer.tap('Kita ke sana'));
      await step(() => officer.tap('31'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('31'));
      await step(() => officer.tap('10.00'));
      await calendar(() => officer.say('Kerja sama pelatihan budidaya'));
      await save(() => officer.tap('Simpan dan kirim'));
    },
  },
];

import type { Walk } from './walk.js';

/** Ways through the forms of people. */
export const peopleWalks: readonly Walk[] = [
  {
    form: 'people.acting',
    walk: async ({ bot, open, step, calendar, back, save }) => {
      const agency = await bot.world.agency('Dinas Perikanan');
      const head = await bot.person({ id: 13, name: 'Pak Karutan' }, 'head');
      await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', agency);
      await head.say('/undang dinas perikanan');
      await head.tap('Undang kepala dinas');
      await open(() => head.tap('Plh. Ibu Kadis'));
      await step(() => head.say('31 agustus 2023'));
      await back(() => head.tap('Kembali'));
      await step(() => head.say('31 agustus 2023'));
      await step(() => head.say('W.28-KP.04.01-120, 27 Agustus 2023'));
      await calendar(() => head.tap('Ubah tanggal'));
      await step(() => head.say('30 agustus 2023'));
      // The code is drawn by lot.
      await save(() => head.tap('Buat tautan'));
    },
  },
];

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
  {
    form: 'unit.add',
    walk: async ({ bot, open, step, back, save }) => {
      const head = await bot.person({ id: 15, name: 'Pak Karutan' }, 'head');
      await bot.db.write((tx) =>
        tx.unit.create({
          data: { name: 'Kanwil Maluku', zone: bot.zone, isKanwil: true, createdAt: bot.clock.now() },
        }),
      );
      await open(() => head.say('/unit baru'));
      await step(() => head.say('Rutan Namlea'));
      await step(() => head.tap('WIT'));
      await back(() => head.tap('Kembali'));
      await step(() => head.tap('WIT'));
      await step(() => head.say('08.00-15.00'));
      await step(() => head.tap('Kanwil Maluku'));
      await save(() => head.tap('Tambah unit'));
    },
  },
  {
    form: 'unit.hours',
    walk: async ({ bot, open, step, save }) => {
      const head = await bot.person({ id: 15, name: 'Pak Karutan' }, 'head');
      await head.say('/unit');
      await open(() => head.tap('Jam kantor'));
      await step(() => head.say('08.00-15.00'));
      await save(() => head.tap('Simpan jam kantor'));
    },
  },
];

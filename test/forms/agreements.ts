import { agreementStageTap, agreementTap } from '../../src/features/agreements/agreement/taps.js';
import type { TestBot } from '../support/bot.js';
import type { Walk } from './walk.js';

/** An officer, two agencies, and an agreement with one of them that is being explored. */
async function office(bot: TestBot) {
  const fisheries = await bot.world.agency('Dinas Perikanan');
  await bot.world.agency('Dinas Sosial');
  const officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
  const { id: officerId } = await bot.own.person.findUniqueOrThrow({ where: { telegramId: 11n } });
  const id = await bot.world.agreement(officerId, fisheries, 'pelatihan perikanan', {
    steps: {
      create: { stage: 'exploring', reachedOn: '2023-08-20', at: bot.clock.now(), byId: officerId },
    },
  });
  await officer.say('/perjanjian');
  return { officer, ref: { id, version: 1 } };
}

export const agreementWalks: readonly Walk[] = [
  {
    form: 'agreement.new',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer } = await office(bot);
      await open(() => officer.say('/perjanjian Dinas Entah, MoU'));
      await step(() => officer.tap('Dinas Sosial'));
      await step(() => officer.say('pelatihan'));
      await step(() => officer.tap('Ubah lainnya'));
      await step(() => officer.tap('Ubah jenis'));
      await back(() => officer.tap('Kembali'));
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    form: 'agreement.stage',
    walk: async ({ bot, open, calendar, step, back, save }) => {
      const { officer, ref } = await office(bot);
      await open(() => officer.tapData(agreementStageTap.data({ stage: 'cancelled', ...ref })));
      await calendar(() => officer.tap('‹'));
      await step(() => officer.say('hari ini'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Hari ini'));
      await save(() => officer.say('tidak jadi'));
    },
  },
  {
    form: 'agreement.fact',
    walk: async ({ bot, open, step, save }) => {
      const { officer, ref } = await office(bot);
      await officer.tapData(agreementTap.data({ button: 'edit', ...ref }));
      await open(() => officer.tap('Masa berlaku'));
      await step(() => officer.say('3 tahun'));
      await save(() => officer.say('1 September 2023, 3 tahun'));
    },
  },
  {
    form: 'agreement.agency',
    walk: async ({ bot, open, step, save }) => {
      const { officer, ref } = await office(bot);
      await open(() => officer.tapData(agreementTap.data({ button: 'agency', ...ref })));
      await step(() => officer.say('Dinas Entah'));
      await save(() => officer.say('Dinas Sosial'));
    },
  },
];

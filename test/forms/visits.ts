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

/** A visit proposed for Thursday at ten, and the request delivered. */
async function proposed(bot: TestBot) {
  const people = await office(bot);
  await people.officer.say('/kunjungan Dinas Perikanan, kamis jam 10, kerja sama pelatihan');
  await people.officer.tap('Simpan dan kirim');
  await deliver(bot);
  return people;
}

/** One that has been agreed. */
async function agreed(bot: TestBot) {
  const people = await proposed(bot);
  await people.agencyHead.tap('Bersedia');
  await deliver(bot);
  return people;
}

type Someone = Awaited<ReturnType<TestBot['person']>>;

/** One that was held this morning, and recorded so. */
async function held(bot: TestBot) {
  const people = await agreed(bot);
  bot.clock.set('2023-08-31T02:00:00Z');
  await deliver(bot);
  await people.officer.tap('Terlaksana');
  return people;
}

/** The visit's card, above the form for its notes. */
const card = (officer: Someone) => officer.messages().at(-2);

/** Also what pacing put off. */
async function deliver(bot: TestBot): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await bot.deliver();
    bot.clock.advance(2_000);
  }
}

/** A choice of two times, sent. */
async function offered(bot: TestBot) {
  const people = await office(bot);
  await people.officer.say('/kunjungan Dinas Perikanan, kamis atau jumat jam 10, panen');
  await people.officer.tap('Rabu, 30 Agustus 2023, 16.00 WIT');
  await people.officer.tap('Kirim pilihan');
  await deliver(bot);
  return people;
}

/** Ways through the forms of visits. */
export const visitWalks: readonly Walk[] = [
  {
    form: 'poll.new',
    walk: async ({ bot, open, step, calendar, back, save }) => {
      const { officer } = await office(bot);
      await officer.say('/kunjungan pilihan');
      await open(() => officer.tap('Tawarkan beberapa waktu'));
      await step(() => officer.tap('Dinas Perikanan'));
      await calendar(() => officer.tap('Kita ke sana'));
      await step(() => officer.say('kamis jam 10, jumat jam 9'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Selesai (2 waktu)'));
      await step(() => officer.say('panen'));
      await calendar(() => officer.tap('Rabu, 30 Agustus 2023, 16.00 WIT'));
      await save(() => officer.tap('Kirim pilihan'));
    },
  },
  {
    form: 'poll.relayed',
    walk: async ({ bot, open, step, save }) => {
      const { officer } = await offered(bot);
      await open(() => officer.tap('Catat jawaban'));
      await step(() => officer.tap('1 ✅'));
      await step(() => officer.say('2 tidak'));
      await step(() => officer.tap('Telepon'));
      await save(() => officer.say('Ibu Ani'));
    },
  },
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
  {
    form: 'visit.new',
    walk: async ({ bot, open, calendar, save }) => {
      const { agencyHead } = await office(bot);
      await open(() => agencyHead.say('/kunjungan jumat jam 9, minta data peserta'));
      await calendar(() => agencyHead.say('kamis jam 10'));
      await save(() => agencyHead.tap('Simpan dan kirim'));
    },
  },
  {
    form: 'visit.time',
    walk: async ({ bot, open, step, calendar, back, save }) => {
      const { agencyHead } = await proposed(bot);
      await open(() => agencyHead.tap('Usul waktu lain'));
      await step(() => agencyHead.tap('›'));
      await calendar(() => agencyHead.tap('1'));
      await back(() => agencyHead.tap('Kembali'));
      await step(() => agencyHead.tap('1'));
      await save(() => agencyHead.tap('09.00'));
    },
  },
  {
    form: 'visit.time',
    walk: async ({ bot, open, save }) => {
      const { officer } = await agreed(bot);
      bot.clock.set('2023-08-31T02:00:00Z');
      await deliver(bot);
      await open(() => officer.tap('Dipindah'));
      await save(() => officer.say('senin depan jam 9'));
    },
  },
  {
    form: 'visit.edit',
    walk: async ({ bot, open, step, calendar, back, save }) => {
      const { officer } = await proposed(bot);
      await open(() => officer.tap('Ubah'));
      await calendar(() => officer.tap('Ubah tanggal'));
      await back(() => officer.tap('Kembali'));
      await calendar(() => officer.tap('Ubah tanggal'));
      await calendar(() => officer.say('jumat jam 9'));
      await step(() => officer.tap('Ubah lainnya'));
      await back(() => officer.tap('Kembali'));
      await save(() => officer.tap('Simpan dan beri tahu'));
    },
  },
  {
    form: 'visit.edit',
    walk: async ({ bot, open, step, calendar, back, save }) => {
      const { officer } = await agreed(bot);
      await bot.world.agency('Dinas Sosial');
      await open(() => officer.tap('Ubah', officer.messages()[0]));
      await step(() => officer.tap('Ubah lainnya'));
      await step(() => officer.tap('Ubah instansi'));
      await step(() => officer.tap('Beberapa instansi'));
      await step(() => officer.tap('Dinas Sosial'));
      await calendar(() => officer.tap('Selesai'));
      await step(() => officer.tap('Ubah lainnya'));
      await step(() => officer.tap('Ubah yang ikut'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Ubah lainnya'));
      await step(() => officer.tap('Ubah yang ikut'));
      await step(() => officer.tap('Pak Karutan'));
      await calendar(() => officer.tap('Selesai'));
      await step(() => officer.tap('Ubah lainnya'));
      await step(() => officer.tap('Ubah tempat'));
      await calendar(() => officer.tap('Rutan'));
      await step(() => officer.tap('Ubah lainnya'));
      await step(() => officer.tap('Ubah surat tugas'));
      await calendar(() => officer.say('W.28-1'));
      await save(() => officer.tap('Simpan dan beri tahu'));
    },
  },
  {
    form: 'visit.relayed',
    walk: async ({ bot, open, step, calendar, back, save }) => {
      const { officer } = await proposed(bot);
      await open(() => officer.tap('Catat jawaban'));
      await calendar(() => officer.tap('Minta waktu lain'));
      await back(() => officer.tap('Kembali'));
      await calendar(() => officer.tap('Minta waktu lain'));
      await step(() => officer.say('jumat jam 9'));
      await step(() => officer.tap('Telepon'));
      await save(() => officer.say('Ibu Ani, sekretaris'));
    },
  },
  {
    form: 'visit.decline',
    walk: async ({ bot, open, save }) => {
      const { agencyHead } = await proposed(bot);
      await open(() => agencyHead.tap('Tidak bisa'));
      await save(() => agencyHead.say('kolam jebol'));
    },
  },
  {
    form: 'visit.cancel',
    walk: async ({ bot, open, save }) => {
      const { officer } = await agreed(bot);
      await open(() => officer.tap('Batalkan', officer.messages()[0]));
      await save(() => officer.say('rapat mendadak'));
    },
  },
  {
    form: 'visit.notes',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer } = await held(bot);
      await open(() => officer.tap('Catatan dan foto', card(officer)));
      await step(() => officer.say('Sepakat membuat PKS'));
      await step(() => officer.photo('foto1'));
      await step(() => officer.tap('Lanjut'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Lanjut'));
      await save(() => officer.say('W.28.PAS.5-123'));
    },
  },
  {
    form: 'visit.correct',
    walk: async ({ bot, open, save }) => {
      const { officer, agencyHead } = await held(bot);
      await officer.say('Sepakat membuat PKS');
      await officer.tap('Lanjut');
      await officer.tap('Lewati');
      await deliver(bot);
      await open(() => agencyHead.tap('Koreksi'));
      await save(() => agencyHead.say('PKS ditandatangani bulan depan'));
    },
  },
  {
    form: 'visit.fix',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer } = await held(bot);
      await open(() => officer.tap('Koreksi hasil', card(officer)));
      await step(() => officer.tap('Tidak jadi'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Tidak jadi'));
      await step(() => officer.tap('Laut'));
      await step(() => officer.say('Salah ketuk'));
      await save(() => officer.tap('Simpan koreksi dan kabari'));
    },
  },
  {
    form: 'visit.fix',
    walk: async ({ bot, open, step, calendar, save }) => {
      const { officer } = await held(bot);
      await open(() => officer.tap('Koreksi hasil', card(officer)));
      await calendar(() => officer.tap('Dipindah ke waktu lain'));
      await step(() => officer.say('senin depan jam 9'));
      await calendar(() => officer.say('Salah ketuk'));
      await save(() => officer.tap('Simpan koreksi dan kabari'));
    },
  },
  {
    form: 'visit.files',
    walk: async ({ bot, open, step, save }) => {
      const { officer } = await held(bot);
      await officer.tap('Batal');
      const humas = bot.as({ id: 12, name: 'Sinta' });
      await humas.say('/kunjungan');
      await humas.tap('Hari ini');
      await humas.tap('Dinas Perikanan');
      await open(() => humas.tap('Tambah foto'));
      await step(() => humas.photo('foto1'));
      await save(() => humas.tap('Simpan'));
    },
  },
  {
    form: 'visit.past',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer } = await office(bot);
      await officer.say('/kunjungan');
      await officer.tap('Lewat');
      await open(() => officer.tap('Catat yang sudah lewat'));
      await step(() => officer.tap('Dinas Perikanan'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Dinas Perikanan'));
      await step(() => officer.tap('Kita ke sana'));
      await step(() => officer.say('kemarin jam 10'));
      await step(() => officer.say('Kerja sama pelatihan budidaya'));
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    form: 'visit.find',
    walk: async ({ bot, open, save }) => {
      const { officer } = await proposed(bot);
      await open(() => officer.say('/kunjungan cari'));
      await save(() => officer.say('pelatihan'));
    },
  },
];

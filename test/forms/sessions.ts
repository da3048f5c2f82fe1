import { searchName } from '../../src/reading/search-name.js';
import type { TestBot } from '../support/bot.js';
import { at } from '../support/world.js';
import type { Walk } from './walk.js';

/** An agency's programme of twelve with people around it: a trainer, a contact, officers and heads. */
async function office(bot: TestBot) {
  const name = 'Dinas Perikanan';
  const { id: fisheries } = await bot.db.write((tx) =>
    tx.agency.create({
      data: { unitId: bot.unitId, name, searchName: searchName(name), createdAt: bot.clock.now() },
    }),
  );
  const head = await bot.person({ id: 13, name: 'Pak Karutan' }, 'head');
  const officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
  await bot.person({ id: 12, name: 'Pak Budi' }, 'officer');
  await bot.person({ id: 31, name: 'Pak Rudi' }, 'humas');
  const contact = await bot.person({ id: 21, name: 'Ibu Yan' }, 'agencyContact', fisheries);
  const { id: programme } = await bot.world.course({ size: 12, agencyId: fisheries });
  const trainer = await bot.db.read.person.findUniqueOrThrow({ where: { telegramId: 31n } });
  await bot.db.write((tx) =>
    tx.programmeTrainer.create({ data: { programmeId: programme, personId: trainer.id } }),
  );
  return { head, officer, contact, programme };
}

/** A planned session, two hours from its start (`2023-08-29T07:00`). */
async function planned(bot: TestBot, programmeId: number, from: string): Promise<number> {
  const startsAt = at(from);
  const endsAt = new Date(startsAt.getTime() + 2 * 3_600_000);
  const of = { unitId: bot.unitId, programmeId, state: 'planned' as const };
  const { id } = await bot.db.write((tx) =>
    tx.session.create({ data: { ...of, startsAt, endsAt }, select: { id: true } }),
  );
  return id;
}

/** Sessions of the last days that were held, the first numbers on their sheets absent. */
async function held(bot: TestBot, programmeId: number, days: readonly string[], absent = 0): Promise<void> {
  const enrolled = await bot.db.read.enrolment.findMany({ where: { programmeId }, orderBy: { id: 'asc' } });
  for (const [index, day] of days.entries()) {
    const of = { unitId: bot.unitId, programmeId, state: 'held' as const, number: index + 1 };
    const times = { startsAt: at(`${day}T07:00`), endsAt: at(`${day}T08:30`) };
    await bot.db.write(async (tx) => {
      const { id: sessionId } = await tx.session.create({ data: { ...of, ...times } });
      const marks = enrolled.map(({ participantId }, place) => ({
        sessionId,
        participantId,
        number: place + 1,
        mark: place < absent ? ('absent' as const) : ('present' as const),
      }));
      await tx.attendance.createMany({ data: marks });
    });
  }
}

/** The sweep and delivery at a moment in the unit's zone (`08-30T08:00`). */
async function passes(bot: TestBot, moment: string): Promise<void> {
  bot.clock.set(at(`2023-${moment}`));
  for (const feature of bot.features) await feature.sweep?.(bot.clock.now());
  await bot.deliver();
}

const records: readonly Walk[] = [
  {
    form: 'session.recap',
    walk: async ({ bot, open, step, back, calendar, save }) => {
      const { officer, programme } = await office(bot);
      await held(bot, programme, ['2023-08-22']);
      const people = await bot.db.read.participant.findMany({
        where: { unitId: bot.unitId },
        orderBy: { id: 'asc' },
      });
      const rows = people.map(({ name, registerNumber }) => `${name};${registerNumber};H;S`);
      const csv = ['Nama;No Reg;22;23', ...rows].join('\n');
      await open(() => officer.document('rekap.csv', Buffer.from(csv)));
      await step(() => officer.tap('Budidaya Ikan Lele'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Budidaya Ikan Lele'));
      // The days' sheets and what is recorded on them.
      await calendar(() => officer.say('agustus 2023'));
      await step(() => officer.tap('Ubah yang tidak ada'));
      await calendar(() => officer.tap('Alpa'));
      await save(() => officer.tap('Catat 1 sesi'));
    },
  },
  {
    form: 'session.log',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer, programme } = await office(bot);
      await held(bot, programme, ['2023-08-22', '2023-08-24']);
      await officer.say('/sesi');
      await open(() => officer.tap('Sesi lain'));
      await step(() => officer.tap('Budidaya Ikan Lele'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Budidaya Ikan Lele'));
      await step(() => officer.tap('Kemarin'));
      await step(() => officer.tap('seperti biasa'));
      await step(() => officer.tap('Pilih satu per satu'));
      await step(() => officer.tap('3. Peserta 03'));
      await step(() => officer.tap('Selesai'));
      await step(() => officer.say('Panen'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.say('Panen'));
      await step(() => officer.say('Kolam dua dikeringkan'));
      await step(() => officer.photo('panen'));
      await step(() => officer.tap('Lanjut'));
      await step(() => officer.tap('Ubah lainnya'));
      await step(() => officer.tap('Ubah pelatih'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Ubah kehadiran'));
      await step(() => officer.say('7,9 sakit'));
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    // Planned and asked after, with a fourth absence in a row and a rate that becomes too low.
    form: 'session.log',
    walk: async ({ bot, open, step, save }) => {
      const { officer, programme } = await office(bot);
      await held(bot, programme, ['2023-08-22', '2023-08-24', '2023-08-26'], 4);
      await planned(bot, programme, '2023-08-29T06:30');
      await passes(bot, '08-29T09:00');
      await officer.say('/sesi');
      await open(() => officer.tap('Catat: Budidaya Ikan Lele 06.30'));
      await step(() => officer.say('1-4 alpa; 7 sakit'));
      await step(() => officer.tap('Langsung periksa'));
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    form: 'session.log',
    walk: async ({ bot, open, save }) => {
      const { officer, programme } = await office(bot);
      await held(bot, programme, ['2023-08-22', '2023-08-24']);
      await officer.say(`/sesi_${await planned(bot, programme, '2023-08-29T06:30')}`);
      await officer.tap('Cetak lembar');
      const { code } = await bot.own.attendanceSheet.findFirstOrThrow();
      await open(() => officer.say(`/sesi ${code} 3,7 sakit; 9 alpa`));
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    form: 'session.log',
    walk: async ({ bot, open, step, save }) => {
      const { officer } = await office(bot);
      await open(() => officer.say('/sesi budidaya, kemarin jam 9-11'));
      await step(() => officer.tap('Semua hadir'));
      await step(() => officer.tap('Langsung periksa'));
      await save(() => officer.tap('Simpan'));
    },
  },
];

const corrections: readonly Walk[] = [
  {
    form: 'session.correct',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer, programme } = await office(bot);
      await held(bot, programme, ['2023-08-22', '2023-08-24', '2023-08-26'], 4);
      await officer.say('/sesi budidaya, kemarin jam 9-11');
      for (const label of ['Semua hadir', 'Langsung periksa', 'Simpan']) await officer.tap(label);
      await open(() => officer.tap('Koreksi'));
      await step(() => officer.tap('Ubah kehadiran'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Ubah kehadiran'));
      await step(() => officer.say('1-4 alpa; 7 sakit; 8 izin; 9 sidang'));
      await step(() => officer.tap('Ubah lainnya'));
      await step(() => officer.tap('Ubah materi'));
      await step(() => officer.say('Panen'));
      await step(() => officer.tap('Ubah lainnya'));
      await step(() => officer.tap('Ubah pelatih'));
      await step(() => officer.say('Pak Anton'));
      await step(() => officer.tap('Ubah lainnya'));
      await step(() => officer.tap('Ubah catatan'));
      await step(() => officer.say('Kolam dua'));
      await step(() => officer.tap('Lanjut'));
      await save(() => officer.tap('Simpan koreksi'));
    },
  },
  {
    // A slip that has made alerts of a rate and of absences, which are withdrawn.
    form: 'session.correct',
    walk: async ({ bot, open, step, save }) => {
      const { officer, programme } = await office(bot);
      await held(bot, programme, ['2023-08-22', '2023-08-24', '2023-08-26'], 4);
      await officer.say('/sesi budidaya, kemarin jam 9-11');
      await officer.say('1-4 alpa; 7 sakit');
      for (const label of ['Langsung periksa', 'Simpan']) await officer.tap(label);
      await open(() => officer.tap('Koreksi'));
      await step(() => officer.tap('Ubah kehadiran'));
      await step(() => officer.say('1-4 hadir'));
      await save(() => officer.tap('Simpan koreksi'));
    },
  },
  {
    // Of which only heads were counted, by a head, who must say why.
    form: 'session.correct',
    walk: async ({ bot, open, step, back, save }) => {
      const { head, officer, programme } = await office(bot);
      await held(bot, programme, ['2023-08-22', '2023-08-24', '2023-08-26'], 4);
      await officer.say('/sesi budidaya, kemarin jam 9-11');
      await officer.tap('Hanya jumlah');
      await officer.say('9');
      for (const label of ['Langsung periksa', 'Simpan']) await officer.tap(label);
      const { id } = await bot.own.session.findFirstOrThrow({ where: { headcount: 9 } });
      await head.say(`/sesi_${id}`);
      await open(() => head.tap('Koreksi'));
      await step(() => head.say('Lembarnya ditemukan'));
      await step(() => head.tap('Ubah kehadiran'));
      await back(() => head.tap('Kembali'));
      await step(() => head.tap('Ubah kehadiran'));
      await step(() => head.say('1-4 alpa; 7 sakit'));
      await save(() => head.tap('Simpan koreksi'));
    },
  },
];

const timetables: readonly Walk[] = [
  {
    form: 'session.timetable',
    walk: async ({ bot, open, save }) => {
      const { officer } = await office(bot);
      await open(() => officer.say('/sesi jadwal lele, Selasa & Kamis 09.00–11.00'));
      await save(() => officer.tap('Simpan jadwal'));
    },
  },
  {
    form: 'session.timetable',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer } = await office(bot);
      await officer.say('/sesi jadwal lele');
      await open(() => officer.tap('Tambah jadwal'));
      await step(() => officer.tap('Rabu'));
      await step(() => officer.tap('Kamis'));
      await step(() => officer.tap('09.00'));
      await step(() => officer.tap('Ubah hari/jam'));
      await back(() => officer.tap('Kembali'));
      await save(() => officer.tap('Simpan jadwal'));
    },
  },
  {
    // In place of one whose next session has been reminded of.
    form: 'session.timetable',
    walk: async ({ bot, open, step, save }) => {
      const { officer } = await office(bot);
      await officer.say('/sesi jadwal lele, Rabu & Kamis 09.00–11.00');
      await officer.tap('Simpan jadwal');
      await passes(bot, '08-29T10:00');
      await officer.tap('Rabu 09.00');
      await open(() => officer.tap('Ubah hari/jam'));
      await step(() => officer.say('Rabu 13.00–15.00'));
      await save(() => officer.tap('Simpan jadwal'));
    },
  },
];

/** A session of tomorrow that the trainer and the contact have been reminded of. */
async function reminded(bot: TestBot) {
  const people = await office(bot);
  await held(bot, people.programme, ['2023-08-22', '2023-08-24']);
  const session = await planned(bot, people.programme, '2023-08-30T09:00');
  await passes(bot, '08-29T10:00');
  return { ...people, session };
}

const changes: readonly Walk[] = [
  {
    form: 'session.cancel',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer, session } = await reminded(bot);
      await officer.say(`/sesi_${session}`);
      await open(() => officer.tap('Batalkan sesi'));
      await step(() => officer.tap('Alasan lain'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Alasan lain'));
      await save(() => officer.say('Kolam sedang dikeringkan'));
    },
  },
  {
    form: 'session.cancel',
    walk: async ({ bot, open, save }) => {
      const { contact } = await reminded(bot);
      await open(() => contact.tap('Berhalangan'));
      await save(() => contact.tap('Pelatih berhalangan'));
    },
  },
  {
    form: 'session.cover',
    walk: async ({ bot, open, save }) => {
      const { officer, session } = await reminded(bot);
      await officer.say(`/sesi_${session}`);
      await open(() => officer.tap('Pelatih pengganti'));
      await save(() => officer.say('Pak Anton'));
    },
  },
  {
    form: 'session.when',
    walk: async ({ bot, open, step, calendar, back, save }) => {
      const { officer, session } = await reminded(bot);
      await officer.say(`/sesi_${session}`);
      await open(() => officer.tap('Pindahkan'));
      await step(() => officer.tap('31'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('31'));
      await step(() => officer.tap('jam semula'));
      await calendar(() => officer.tap('Ubah tanggal'));
      await step(() => officer.say('kamis'));
      await save(() => officer.tap('Pindahkan'));
    },
  },
  {
    form: 'session.when',
    walk: async ({ bot, open, step, save }) => {
      const { officer, session } = await reminded(bot);
      await officer.say(`/sesi_${session}`);
      await officer.tap('Batalkan sesi');
      await officer.tap('Pelatih berhalangan');
      await open(() => officer.tap('Jadwalkan pengganti'));
      await step(() => officer.say('kamis'));
      await step(() => officer.tap('jam semula'));
      await save(() => officer.tap('Jadwalkan'));
    },
  },
  {
    form: 'session.when',
    walk: async ({ bot, open, save }) => {
      const { officer } = await reminded(bot);
      await officer.say('/sesi budidaya, besok jam 13-15');
      await open(() => officer.tap('Jadwalkan'));
      await save(() => officer.tap('Jadwalkan'));
    },
  },
];

const months: readonly Walk[] = [
  {
    form: 'session.month',
    walk: async ({ bot, open, save }) => {
      const { head, programme } = await office(bot);
      await planned(bot, programme, '2023-07-25T09:00');
      await head.say('/sesi tutup juli 2023');
      await open(() => head.tap('Tutup walau belum lengkap'));
      await save(() => head.say('Lembar hilang karena banjir'));
    },
  },
  {
    form: 'session.opening',
    walk: async ({ bot, open, step, calendar, save }) => {
      const { head } = await office(bot);
      await head.say('/sesi tutup juli 2023');
      await open(() => head.say('/sesi buka juli 2023'));
      await step(() => head.say('Lembarnya ditemukan'));
      await step(() => head.tap('Sesi dan kehadiran'));
      await calendar(() => head.tap('Petugas dan kepala'));
      await step(() => head.tap('Hari ini'));
      await save(() => head.tap('Buka'));
    },
  },
];

/** Ways through the forms of sessions. */
export const sessionWalks: readonly Walk[] = [
  ...records,
  ...corrections,
  ...timetables,
  ...changes,
  ...months,
];

import { followUpNewTap, followUpTap } from '../../src/features/followups/followup/taps.js';
import { searchName } from '../../src/reading/search-name.js';
import type { TestBot } from '../support/bot.js';
import type { Walk } from './walk.js';

/** A unit with a head, two officers, an agency and its head, and a programme of both with people in it. */
async function office(bot: TestBot) {
  const { unitId, db } = bot;
  const createdAt = bot.clock.now();
  const named = (name: string) => ({ unitId, name, searchName: searchName(name), createdAt });
  const { id: fisheries } = await db.write((tx) => tx.agency.create({ data: named('Dinas Perikanan') }));
  const head = await bot.person({ id: 13, name: 'Pak Karutan' }, 'head');
  const officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
  await bot.person({ id: 12, name: 'Sinta' }, 'officer');
  const agencyHead = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', fisheries);
  return { head, officer, agencyHead, fisheries };
}

/**
 * Two hold a seat and two wait, of whom one is offered a seat where a third is free; weekly, its sessions are planned.
 */
async function programmeWithPeople(
  bot: TestBot,
  agencyId: number,
  { seats = 3, weekly = true }: { readonly seats?: 2 | 3; readonly weekly?: boolean } = {},
): Promise<void> {
  const { unitId, db } = bot;
  const now = bot.clock.now();
  const { id: officerId } = await db.read.person.findUniqueOrThrow({ where: { telegramId: 11n } });
  await db.write(async (tx) => {
    const { id: programmeId } = await tx.programme.create({
      data: {
        ...{ unitId, agencyId, officerId, seats, name: 'Lele', searchName: 'lele' },
        ...{ kind: 'trade', createdAt: now },
      },
    });
    const slot = { programmeId, weekday: 4, startMinute: 9 * 60, endMinute: 11 * 60, since: now };
    if (weekly) await tx.timetableSlot.create({ data: slot });
    const numbers = [1, 2, 3, 4, 5, 6, 7];
    const people = numbers.map((n) => {
      const registerNumber = `BI${n}/2023`;
      const name = `Orang ${n}`;
      const known = { registerNumber, registerKey: registerNumber, presentFrom: now, createdAt: now };
      return { unitId, name, searchName: searchName(name), ...known };
    });
    await tx.participant.createMany({ data: people });
    await tx.participantClass.createMany({
      data: numbers.map((participantId) => ({ participantId, registerClass: 'B_I' as const, from: now })),
    });
    const enrolled = [1, 2, 3, 4].map((participantId) => ({
      ...{ unitId, programmeId, participantId },
      state: participantId <= 2 ? ('active' as const) : ('waiting' as const),
    }));
    await tx.enrolment.createMany({ data: enrolled });
    await tx.enrolmentChange.createMany({
      data: enrolled.map(({ state }, index) => ({
        enrolmentId: index + 1,
        state,
        from: now,
        recordedAt: now,
      })),
    });
  });
  // Plans the sessions, and offers the free seat.
  for (const feature of bot.features) await feature.sweep?.(now);
}

/** A visit with an agency that was held yesterday, for which Budi is responsible. */
async function heldVisit(bot: TestBot, agencyId: number) {
  const { unitId, db } = bot;
  const { id: officerId } = await db.read.person.findUniqueOrThrow({ where: { telegramId: 11n } });
  const at = new Date(bot.clock.now().getTime() - 86_400_000);
  const { id: visitId } = await db.write((tx) =>
    tx.visit.create({
      data: {
        ...{ unitId, officerId, direction: 'toAgency', purpose: 'Pelatihan', state: 'held', createdAt: at },
        ...{ startsAt: at, endsAt: new Date(at.getTime() + 3_600_000) },
        parties: { create: { agencyId, answer: 'accepted' } },
      },
    }),
  );
  return visitId;
}

/** Something agreed there that the agency is to do. */
async function agreedWith(bot: TestBot, agencyId: number, state: 'open' | 'done' = 'open') {
  const visitId = await heldVisit(bot, agencyId);
  const { unitId, db } = bot;
  const agreedAt = bot.clock.now();
  const { officerId } = await db.read.visit.findUniqueOrThrow({ where: { id: visitId } });
  const { id, version } = await db.write((tx) =>
    tx.followUp.create({
      data: {
        ...{ unitId, visitId, agencyId, what: 'Kirim draf PKS', dueOn: '2023-09-15', state },
        ...{
          agreedAt,
          agreedById: officerId,
          ...(state === 'done' && { closedAt: agreedAt, closedById: officerId }),
        },
      },
    }),
  );
  return { id, version };
}

const followUpWalks: readonly Walk[] = [
  {
    form: 'followup.new',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer, fisheries } = await office(bot);
      const visit = await heldVisit(bot, fisheries);
      await officer.say('/tindaklanjut');
      await open(() => officer.tapData(followUpNewTap.data({ visit })));
      await step(() => officer.say('kirim draf PKS, Dinas Perikanan, 15 September\nbesok atau lusa'));
      await step(() => officer.say('cek ruang, Sinta, 5 September\nsiapkan data, saya, 6 September'));
      await step(() => officer.tap('Ubah daftar'));
      await back(() => officer.tap('Kembali'));
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    form: 'followup.move',
    walk: async ({ bot, open, step, save }) => {
      const { officer, fisheries } = await office(bot);
      const { id, version } = await agreedWith(bot, fisheries);
      await officer.say('/tindaklanjut');
      await open(() => officer.tapData(followUpTap.data({ button: 'move', id, version })));
      await step(() => officer.tap('›'));
      await save(() => officer.tap('20'));
    },
  },
  ...(['drop', 'cannot', 'note'] as const).map(
    (button): Walk => ({
      form: `followup.${button}`,
      walk: async ({ bot, open, save }) => {
        const { officer, agencyHead, fisheries } = await office(bot);
        const { id, version } = await agreedWith(bot, fisheries, button === 'note' ? 'done' : 'open');
        const who = button === 'cannot' ? agencyHead : officer;
        await who.say('/tindaklanjut');
        await open(() => who.tapData(followUpTap.data({ button, id, version })));
        await save(() => who.say('Menunggu anggaran'));
      },
    }),
  ),
];

const FACTS = '4 Sep – 15 Des 2023, 24 sesi, pelatih Ibu Sinta dan Ibu Kadis, tempat kolam, petugas Budi';

const programmeFormWalks: readonly Walk[] = [
  {
    form: 'programme.add',
    walk: async ({ bot, open, save }) => {
      const { officer } = await office(bot);
      await open(() =>
        officer.say(`/program Budidaya Nila, Dinas Perikanan, kemandirian, 20 kursi, ${FACTS}`),
      );
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    form: 'programme.add',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer, fisheries } = await office(bot);
      await programmeWithPeople(bot, fisheries);
      await officer.say('/program');
      await open(() => officer.tap('＋ Program'));
      await step(() => officer.say('Budidaya Nila'));
      await step(() => officer.tap('Kemandirian'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('Kemandirian'));
      await step(() => officer.tap('Dinas Perikanan'));
      await step(() => officer.say(FACTS));
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    form: 'programme.edit',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer, fisheries } = await office(bot);
      await programmeWithPeople(bot, fisheries);
      await officer.say('/program lele');
      await open(() => officer.tap('Ubah'));
      const edit = async (label: string, answer: () => Promise<unknown>) => {
        await step(() => officer.tap('Ubah lainnya'));
        await step(() => officer.tap(label));
        await step(answer);
      };
      await step(() => officer.tap('Ubah nama'));
      await step(() => officer.say('Lele dan Nila'));
      await edit('Ubah jenis', () => officer.tap('Kepribadian'));
      await edit('Ubah kursi', () => officer.say('3'));
      await edit('Ubah masa', () => officer.say('4 Sep – 15 Des 2023'));
      await edit('Ubah jumlah sesi', () => officer.say('24 sesi'));
      await edit('Ubah pelatih', () => officer.say('Ibu Sinta, Ibu Kadis'));
      await edit('Ubah tempat', () => officer.say('kolam'));
      await edit('Ubah penanggung jawab', () => officer.tap('Sinta'));
      await edit('Ubah instansi', () => officer.tap('Milik sendiri'));
      await step(() => officer.tap('Ubah lainnya'));
      await step(() => officer.tap('Ubah instansi'));
      await back(() => officer.tap('Kembali'));
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    form: 'programme.edit',
    walk: async ({ bot, open, step, save }) => {
      const { officer, fisheries } = await office(bot);
      await programmeWithPeople(bot, fisheries);
      await officer.say('/program lele');
      await open(() => officer.tap('Lengkapi'));
      await step(() => officer.say(FACTS));
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    form: 'programme.edit',
    walk: async ({ bot, open, step, save }) => {
      const { officer, fisheries } = await office(bot);
      await programmeWithPeople(bot, fisheries);
      await officer.say('/program lele');
      await open(() => officer.tap('Ubah'));
      await step(() => officer.tap('Ubah lainnya'));
      await step(() => officer.tap('Ubah kursi'));
      await step(() => officer.say('4'));
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    form: 'participant.dated',
    walk: async ({ bot, open, step, calendar, back, save }) => {
      const { officer, fisheries } = await office(bot);
      await programmeWithPeople(bot, fisheries, { seats: 2 });
      await officer.say('/peserta orang 1');
      await open(() => officer.tap('Tanggal lain'));
      await step(() => officer.tap('Selesai ·'));
      await calendar(() => officer.tap('mengundurkan diri'));
      await back(() => officer.tap('Kembali'));
      await calendar(() => officer.tap('sakit'));
      await step(() => officer.tap('Hari ini'));
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    form: 'programme.finish',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer, fisheries } = await office(bot);
      await programmeWithPeople(bot, fisheries, { seats: 2 });
      await officer.say('/program lele');
      await officer.tap('Akhiri');
      await open(() => officer.tap('Selesaikan program'));
      await step(() => officer.say('2 sakit'));
      await step(() => officer.tap('Ubah daftar'));
      await back(() => officer.tap('Kembali'));
      await save(() => officer.tap('Selesaikan program'));
    },
  },
  {
    form: 'programme.cancel',
    walk: async ({ bot, open, save }) => {
      const { officer, fisheries } = await office(bot);
      await programmeWithPeople(bot, fisheries, { weekly: false });
      await officer.say('/program lele');
      await officer.tap('Akhiri');
      await open(() => officer.tap('Batalkan program'));
      await save(() => officer.tap('Tidak ada pelatih'));
    },
  },
];

const peopleWalks: readonly Walk[] = [
  {
    form: 'enrolment.many',
    walk: async ({ bot, open, save }) => {
      const { officer, fisheries } = await office(bot);
      await programmeWithPeople(bot, fisheries);
      await officer.say('/program lele');
      await officer.tap('Peserta');
      await open(() => officer.tap('Daftarkan beberapa orang'));
      await save(() => officer.say('BI-2/2023, BI-5/2023, BI-6/2023, BI-7/2023, 99/2023'));
    },
  },
  {
    form: 'participant.find',
    walk: async ({ bot, open, save }) => {
      const { officer, fisheries } = await office(bot);
      await programmeWithPeople(bot, fisheries);
      await officer.say('/peserta');
      await open(() => officer.tap('Cari'));
      await save(() => officer.say('orang 3'));
    },
  },
  {
    form: 'participant.other',
    walk: async ({ bot, open, save }) => {
      const { officer } = await office(bot);
      for (const name of ['Ani Latu', 'Budi']) await bot.world.participant({ name });
      await officer.say('/peserta ani latu');
      await officer.tap('🔗 Gabungkan…');
      await open(() => officer.tap('🔎 Cari yang lain'));
      await save(() => officer.say('budi'));
    },
  },
  {
    form: 'participant.merge',
    walk: async ({ bot, open, save }) => {
      const { officer } = await office(bot);
      for (const number of ['A.III 7/2023', 'B.I 1/2023'])
        await bot.world.participant({ name: 'Ani Latu', registerNumber: number, registerKey: number });
      await officer.say('/peserta B.I 1');
      await officer.tap('🔗 Gabungkan…');
      await officer.tap('Ani Latu · A.III 7/2023');
      await open(() => officer.tap('Ya, gabungkan'));
      await save(() => officer.tap('Tercatat dua kali'));
    },
  },
  {
    form: 'roster.hand',
    walk: async ({ bot, open, step, back, save }) => {
      const { officer } = await office(bot);
      await bot.world.participant({ name: 'Ani Latu', birthYear: 1991 });
      await open(() => officer.say('/peserta baru'));
      await step(() => officer.say('Ani Latu'));
      await step(() => officer.say('12/2023'));
      await step(() => officer.tap('B.I'));
      await back(() => officer.tap('Kembali'));
      await step(() => officer.tap('B.I'));
      await step(() => officer.tap('perempuan'));
      await step(() => officer.say('1991'));
      await step(() => officer.tap('Bukan orang yang sama'));
      await save(() => officer.tap('Simpan'));
    },
  },
  {
    form: 'roster.date',
    walk: async ({ bot, open, save }) => {
      const { officer, fisheries } = await office(bot);
      await programmeWithPeople(bot, fisheries);
      const rows = ['No. Register;Nama;Golongan;Program;Status', 'BI-1/2023;Orang Satu;B.I;Lele;aktif'];
      // Somebody's first message of a day also notes the day.
      await officer.say('/peserta');
      await open(() => officer.document('peserta.csv', Buffer.from(rows.join('\r\n'))));
      await save(() => officer.tap('Hari ini'));
    },
  },
];

const agencyWalks: readonly Walk[] = [
  {
    form: 'agency.add',
    walk: async ({ bot, open, save }) => {
      const { head } = await office(bot);
      await head.say('/mitra');
      await open(() => head.tap('Tambah instansi'));
      await save(() => head.say('Dinas Sosial'));
    },
  },
  {
    form: 'agency.edit',
    walk: async ({ bot, open, step, back, save }) => {
      const { head } = await office(bot);
      await head.say('/mitra Dinas Perikanan');
      await open(() => head.tap('Ubah'));
      await step(() => head.tap('Ubah nama'));
      await back(() => head.tap('Kembali'));
      await step(() => head.tap('Ubah nama'));
      await step(() => head.say('Dinas Perikanan Maluku Tengah'));
      await step(() => head.tap('Ubah alamat'));
      await step(() => head.say('Jl. Geser 1, Masohi'));
      await save(() => head.tap('Simpan'));
    },
  },
];

const DAYS = [
  '1 Januari; Tahun Baru Masehi; libur',
  '10-11 Maret; Idulfitri; libur',
  '12 Maret; Idulfitri; cuti bersama',
];

const calendarWalks: readonly Walk[] = [
  {
    form: 'calendar.table',
    walk: async ({ bot, open, step, back, save }) => {
      // The year after next is in no table yet.
      bot.clock.set('2026-11-02T01:00:00Z');
      const { head, fisheries } = await office(bot);
      await programmeWithPeople(bot, fisheries);
      await head.say('/kunjungan libur 2027\nSKB 1 Tahun 2026\n2 Januari; Tahun Baru; libur');
      await head.tap('Simpan libur 2027');
      await head.say('/kunjungan tutup 10 Maret 2027, upacara');
      await open(() => head.say(`/kunjungan libur 2027\n${DAYS.join('\n')}`));
      await step(() => head.say('SKB 10 Tahun 2026'));
      await step(() => head.tap('Ubah keputusan'));
      await back(() => head.tap('Kembali'));
      await save(() => head.tap('Simpan libur 2027'));
    },
  },
  {
    form: 'calendar.closing',
    walk: async ({ bot, open, save }) => {
      const { head, fisheries } = await office(bot);
      await programmeWithPeople(bot, fisheries);
      const days = ['7 September 2023; upacara', '12-13 Oktober 2023; perbaikan listrik'];
      await open(() => head.document('hari.csv', Buffer.from(days.join('\r\n')), 'text/csv', 'tutup'));
      await save(() => head.tap('Tutup 3 hari'));
    },
  },
];

const reminderWalks: readonly Walk[] = [
  {
    form: 'reminders-quiet',
    walk: async ({ bot, open, save }) => {
      const { officer } = await office(bot);
      await officer.say('/pengaturan');
      await officer.tap('Pengingat');
      await open(() => officer.tap('Atur jam tenang'));
      await save(() => officer.say('21.00–06.00'));
    },
  },
  {
    form: 'reminders-pause',
    walk: async ({ bot, open, step, save }) => {
      const { officer } = await office(bot);
      await officer.say('/pengaturan');
      await officer.tap('Pengingat');
      await open(() => officer.tap('Jeda dulu'));
      await step(() => officer.tap('›'));
      await save(() => officer.tap('20'));
    },
  },
  {
    form: 'reminders-later',
    walk: async ({ bot, open, step, save }) => {
      const { officer } = await office(bot);
      await officer.say('/pengaturan');
      // Of a reminder that was never sent: the form asks all the same, and says in the end that it is over.
      await open(() => officer.tapData('snoozel:1'));
      await step(() => officer.say('kapan-kapan'));
      await save(() => officer.say('besok pagi'));
    },
  },
];

/** Ways through the forms of programmes, their people and rosters, of agencies, follow-ups, reminders and the calendar. */
export const programmeWalks: readonly Walk[] = [
  ...followUpWalks,
  ...programmeFormWalks,
  ...peopleWalks,
  ...agencyWalks,
  ...calendarWalks,
  ...reminderWalks,
];

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  cancelProgrammeTap,
  endProgrammeTap,
  finishSomeTap,
  finishTap,
  lifeTap,
  offerAgainTap,
  offerPassTap,
  offersTap,
  offerTakeTap,
  overrideTap,
  programmeFactsTap,
} from '../../../../src/features/programmes/taps.js';
import { startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';

const DAY = 86_400_000;

// What the databases do differently is tested on both by the services' own tests.
describe.each(databases().slice(0, 1))('a programme’s life by bot on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Awaited<ReturnType<TestBot['person']>>;
  let head: Awaited<ReturnType<TestBot['person']>>;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database, { now: '2023-09-05T05:20:00Z' });
    officer = await bot.person({ id: 7, name: 'Siti Rahayu' }, 'officer');
    head = await bot.person({ id: 9, name: 'Kepala' }, 'head');
  });
  afterAll(() => database.close());

  /** *Las* with two seats, answered for by the officer; who comes third waits. */
  async function las(people: number) {
    const { unitId } = bot;
    const at = bot.clock.now();
    const { personId: officerId } = await bot.own.post.findFirstOrThrow({ where: { kind: 'officer' } });
    await bot.db.write(async (tx) => {
      const { id: programmeId } = await tx.programme.create({
        data: {
          ...{ unitId, officerId, name: 'Las', searchName: 'las', kind: 'trade', seats: 2, createdAt: at },
          endsOn: '2023-12-15',
        },
      });
      for (let n = 1; n <= people; n += 1) {
        const from = new Date(at.getTime() + (n - people) * 60_000);
        const state = n <= 2 ? 'active' : 'waiting';
        const { id: participantId } = await tx.participant.create({
          data: {
            ...{ unitId, name: `Budi ${n}`, searchName: `budi ${n}`, presentFrom: from, createdAt: at },
            ...{ registerNumber: `BI-00${n}/2023`, registerKey: `BI00${n}/2023` },
            releaseExpectedOn: n === 3 ? '2023-11-10' : null,
          },
        });
        await tx.enrolment.create({
          data: {
            ...{ unitId, programmeId, participantId, state },
            changes: { create: { state, from, recordedAt: at } },
          },
        });
      }
    });
  }
  const labels = (who = officer) => who.buttons().flat();
  const dataOf = (label: string, message = officer.last()) => {
    const button = message.keyboard.flat().find(({ text }) => text.includes(label));
    return button && 'callback_data' in button ? button.callback_data : '';
  };

  test('one line makes a programme, and says what of it wasn’t read', async () => {
    await bot.db.write((tx) =>
      tx.agency.create({
        data: {
          unitId: bot.unitId,
          name: 'Dinas Perikanan',
          searchName: 'dinas perikanan',
          createdAt: new Date(0),
        },
      }),
    );
    await officer.say(
      '/program Budidaya Lele, kemandirian, Dinas Perikanan, 20 kursi, 1 Okt – 31 Des, 24 sesi, pelatih Bu Siti, tempat kolam, entah',
    );
    expect(officer.last().text).toContain('1 Oktober – 31 Desember 2023');
    expect(officer.last().text).toContain('Belum terbaca: entah');
    expect(officer.last().text).toContain('Menerima pengingat sesi: Siti Rahayu');
    await officer.tap('Simpan');
    const { text } = officer.last();
    expect(text).toContain('Pendaftaran dibuka');
    expect(text).toContain('0 dari 24 sesi');
    expect(text).toContain('terdaftar 0 dari 20 kursi');
    expect(text).toContain('Penanggung jawab: Siti Rahayu');
    expect(await bot.own.programmeTrainer.count()).toBe(1);
    await officer.say('/program budidaya lele, 10 kursi');
    expect(officer.last().text).toContain('sudah ada');
  });

  test('what isn’t known is filled in later from the card, a wrong period is told with an example', async () => {
    await las(0);
    await officer.say('/program las');
    await officer.tap('Lengkapi');
    await officer.say('mulai 20 Des 2023');
    expect(officer.last().text).toContain('Akhir program mendahului awalnya');
    await officer.say('mulai 4 Sep 2023, 24 sesi');
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('4 September – 15 Desember 2023');
    await officer.tap('Ubah');
    await officer.tap('Ubah lainnya');
    await officer.tap('Ubah masa');
    await officer.tap('Lewati');
    await officer.tap('Simpan');
    expect(officer.last().text).not.toContain('Desember');
  });

  test('who is next comes to the officer, and is enrolled or passed over by one tap', async () => {
    await las(4);
    await head.say('/peserta 001');
    await head.tap('Bebas / pindah');
    await head.tap('Bebas');
    expect(head.last().text).toContain('Berikutnya: Budi 3');
    await bot.deliver();
    const notice = officer.last();
    expect(notice.text).toContain('Budi 3 · BI-003/2023');
    expect(notice.text).toContain('Jumat, 8 September 2023, 16.00 WIT');
    expect(notice.text).toContain('Ekspirasi Jumat, 10 November 2023, sebelum program selesai');
    const take = dataOf('Isi kursi', notice);
    const update = await officer.tap('Lewati', notice);
    await bot.redeliver(update);
    expect(notice.text).toContain('Berikutnya di daftar tunggu:\n\nBudi 4');
    await officer.tapData(take, notice);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Tombol ini sudah tidak berlaku.');
    await officer.tap('Isi kursi', notice);
    expect(notice.text).toContain('Budi 4 kini terdaftar');
    expect(officer.messages()).toHaveLength(1);
    expect(await bot.own.enrolment.count({ where: { state: 'active' } })).toBe(2);
  });

  test('an offer that nobody answers lapses, and the next is told with who lost it', async () => {
    await las(4);
    await head.say('/peserta 001');
    await head.tap('Selesai: Las');
    await head.tap('mengundurkan diri');
    await bot.deliver();
    bot.clock.advance(4 * DAY);
    for (const feature of bot.features) await feature.sweep?.(bot.clock.now());
    await bot.deliver();
    expect(officer.messages()).toHaveLength(2);
    expect(officer.last().text).toContain('Budi 4');
    expect(officer.last().text).toContain('pindah ke akhir daftar: Budi 3');
  });

  test('a seat on offer is taken for somebody else after a question alone', async () => {
    await las(4);
    await head.say('/peserta 001');
    await head.tap('Bebas / pindah');
    await head.tap('Bebas');
    await officer.say('/peserta 004');
    await officer.tap('Terima: Las');
    expect(officer.last().text).toContain('kepada Budi 3');
    await officer.tap('Ya, masukkan Budi 4');
    expect(officer.last().text).toContain('Kini aktif');
    expect(await bot.own.seatOffer.findMany()).toMatchObject([{ state: 'withdrawn' }]);
    await bot.deliver();
    expect(officer.messages()).toHaveLength(1);
  });

  test('finished with exceptions by number, folded away, taken back, and begun anew', async () => {
    await las(3);
    await officer.say('/program las');
    await officer.tap('Akhiri');
    expect(officer.last().text).toContain('2 peserta tercatat lulus');
    const finish = dataOf('Selesaikan');
    await officer.tap('Selesaikan program');
    expect(officer.last().text).toContain(
      '1. Budi 1 · belum ada kehadiran\n2. Budi 2 · belum ada kehadiran\n',
    );
    await officer.say('7 tidak lulus');
    expect(officer.last().text).toContain('Nomor 7 tidak ada di daftar (1–2)');
    await officer.say('2 bolos');
    expect(officer.last().text).toContain('Sebab "bolos" tidak dikenal');
    await officer.say('2 tidak lulus');
    expect(officer.last().text).toContain('Budi 2 · belum ada kehadiran: tidak lulus');
    await officer.tap('Selesaikan program');
    expect(officer.last().text).toContain('1 orang lulus, 1 tidak');
    expect(officer.last().text).toContain('🎓 1 lulus · 1 berakhir lain');
    await officer.tapData(finish);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Tombol ini sudah tidak berlaku.');
    await officer.tap('Peserta');
    expect(labels()).toContain('🎓 Budi 1 · BI-001/2023');
    await officer.say('/program');
    expect(labels()).toEqual(['＋ Program', 'Program selesai (1)']);
    await officer.tap('Program selesai');
    await officer.tap('Las');
    await officer.tap('Angkatan baru');
    expect(officer.last().text).toContain('📘 Las angkatan 2');
    expect(officer.last().text).toContain('Draf');
    await officer.tap('Buka pendaftaran');
    expect(officer.last().text).toContain('Pendaftaran dibuka');
    await officer.say('/program las angkatan');
    await officer.say('/program');
    await officer.tap('Program selesai');
    await officer.tap('Las');
    await officer.tap('Keliru');
    expect(officer.last().text).toContain('3 kepesertaan dilanjutkan');
    expect(await bot.own.enrolment.count({ where: { endedAt: null } })).toBe(3);
  });

  test('called off with a reason, typed or at hand; a person’s card says why it ended', async () => {
    await las(1);
    await officer.say('/program las');
    await officer.tap('Akhiri');
    await officer.tap('Batalkan program');
    await officer.say('Banjir di bengkel');
    expect(officer.last().text).toContain('Sebabnya: Banjir di bengkel');
    await officer.say('/peserta 001');
    expect(officer.last().text).toContain('Las: selesai karena programnya dibatalkan');
    await officer.tap('Daftarkan ke program');
    expect(officer.last().text).toContain('Tidak ada program lain');
  });

  test('enrolling warns of a release before the end, and does it all the same', async () => {
    await las(2);
    await bot.db.write((tx) =>
      tx.participant.update({ where: { id: 2 }, data: { releaseExpectedOn: '2023-11-10' } }),
    );
    await bot.db.write((tx) =>
      tx.programme.create({
        data: {
          ...{ unitId: bot.unitId, name: 'Tani', searchName: 'tani', kind: 'trade', endsOn: '2023-11-30' },
          createdAt: bot.clock.now(),
        },
      }),
    );
    await officer.say('/peserta 002');
    await officer.tap('Daftarkan ke program');
    expect(officer.last().text).toContain('⚠️ Tani');
    expect(officer.last().text).toContain('Program selesai sesudah ekspirasi');
    await officer.tap('Tani');
    expect(officer.last().text).toContain('bebas sebelum program selesai (Kamis, 30 November 2023)');
    await officer.say('/program las');
    await officer.tap('Peserta');
    expect(officer.last().text).toContain('1 orang diperkirakan bebas sebelum program selesai');
    expect(labels()).toContain('⚠️ Budi 2 · BI-002/2023');
  });

  test('buttons of seats and ends do nothing for those without the right, nor in a group', async () => {
    await las(3);
    await head.say('/peserta 001');
    await head.tap('Bebas / pindah');
    await head.tap('Bebas');
    const agency = await bot.db.write((tx) =>
      tx.agency.create({
        data: { unitId: bot.unitId, name: 'BLK', searchName: 'blk', createdAt: new Date(0) },
      }),
    );
    await bot.db.write((tx) => tx.programme.update({ where: { id: 1 }, data: { agencyId: agency.id } }));
    const others = [
      await bot.person({ id: 11, name: 'Humas' }, 'humas'),
      await bot.person({ id: 12, name: 'Kepala BLK' }, 'agencyHead', agency.id),
      bot.as({ id: 7, name: 'Siti Rahayu' }, { id: -100, title: 'Staf' }),
    ];
    const which = { programme: 1, version: 1 };
    const buttons = [
      ...(['open', 'start', 'restore', 'copy'] as const).map((action) => lifeTap.data({ ...which, action })),
      ...[endProgrammeTap, offersTap, offerAgainTap, programmeFactsTap].map((tap) =>
        tap.data({ programme: 1 }),
      ),
      ...[finishTap, finishSomeTap, cancelProgrammeTap].map((tap) => tap.data(which)),
      ...[offerTakeTap, offerPassTap].map((tap) => tap.data({ offer: 1 })),
      overrideTap.data({ enrolment: 3, version: 1 }),
    ];
    const stands = async () =>
      JSON.stringify([
        await bot.own.programme.findMany(),
        await bot.own.enrolment.findMany(),
        await bot.own.seatOffer.findMany(),
        await bot.own.dialogState.count({ where: { dialog: { not: null } } }),
      ]);
    const before = await stands();
    const page = { chatId: 0, messageId: 1, text: '', entities: [], keyboard: [], edits: 0 };
    for (const who of others) {
      for (const data of buttons) {
        const answers = bot.queryAnswers.length;
        await who.tapData(data, { ...page, chatId: who.chatId });
        expect([data, bot.queryAnswers.length]).toEqual([data, answers + 1]);
      }
      expect(
        who
          .messages()
          .map(({ text }) => text)
          .join(''),
      ).not.toContain('Budi');
    }
    expect(await stands()).toBe(before);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';
import { at } from '../../support/world.js';

type Account = Awaited<ReturnType<TestBot['person']>>;

const HEAD = 'No. Register;Nama;Golongan;Program;Status';

describe.each(conversations())('a closed month, talked about, on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let head: Account;
  let officer: Account;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    // Tuesday, 3 October 2023, 10.00 WIT.
    bot = await startBot(database, { now: '2023-10-03T01:00:00Z' });
    head = await bot.person({ id: 10, name: 'Pak Karutan' }, 'head');
    officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
    const { id } = await bot.world.course({ name: 'Las', size: 2 });
    await bot.world.session(id, at('2023-09-12T09:00'), { number: 1, headcount: 2 });
    await bot.world.participant({
      name: 'Umar Baru',
      registerKey: 'BI77/2023',
      from: at('2023-08-20T00:00'),
    });
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });

  const said = () => officer.last().text;

  it('is changed by nothing without a word: an import is shown what it would do, and done with leave', async () => {
    await head.say('/sesi tutup september');
    expect(head.last().text).toContain('Terdaftar 2 orang (2 kepesertaan) dari 3 WBP');
    await officer.say('/jumlah september');
    expect(said()).toContain('Dilaporkan 2 (ditutup Selasa, 3 Oktober 2023 oleh Pak Karutan)');

    await officer.document(
      'roster.csv',
      Buffer.from(`${HEAD}\nBI77/2023;Umar Baru;B.I;Las;aktif\nBI78/2023;Ani;B.I;Las;aktif`),
    );
    await officer.say('30/9');
    expect(said()).toContain(
      '🔒 Mengubah September 2023 yang sudah ditutup: terdaftar 2 → 4 · kepesertaan 2 → 4 · WBP 3 → 4',
    );
    expect(said()).toContain('Kepala dapat membuka September 2023');
    expect(officer.buttons().flat()).toContain('🔄 Periksa lagi');
    expect(officer.buttons().flat().join()).not.toContain('Terapkan');
    const preview = officer.last();

    await head.say('/sesi buka sept');
    await head.say('daftar bln lalu br datang dr registrasi');
    await head.tap('Peserta');
    await head.tap('Petugas dan kepala');
    await head.say('besok');
    await head.tap('Buka');
    expect(head.last().text).toContain('🔓 Boleh diubah: Petugas dan kepala · Peserta dan kepesertaan');

    await officer.tap('Periksa lagi', preview);
    expect(preview.text).toContain('Boleh: September 2023 sedang dibuka');
    await officer.tap('Terapkan', preview);
    await expect.poll(() => preview.text).toContain('Daftar sudah diterapkan');
    await officer.say('/jumlah sept');
    expect(said()).toContain(
      'Dilaporkan 2 · sekarang 4, direvisi Selasa, 3 Oktober 2023 oleh Ibu Sari karena daftar bln lalu br datang dr registrasi',
    );

    await head.say('/sesi tutup september');
    await head.tap('Perubahan (1)');
    expect(head.last().text).toContain('Daftar WBP diimpor');
    expect(head.last().text).toContain('➕ Umar Baru, Ani');
    await head.tap('Kembali');
    await head.tap('Tutup lagi');
    expect(head.last().text).toContain('✅ Bulan ditutup lagi.');
  });

  it('closed after an import, it keeps the import from being undone but with leave', async () => {
    await officer.document('roster.csv', Buffer.from(`${HEAD}\nBI78/2023;Ani;B.I;Las;aktif`));
    await officer.say('30/9');
    await officer.tap('Terapkan 1 baris');
    await expect.poll(said).toContain('Daftar sudah diterapkan');
    const done = officer.last();
    await head.say('/sesi tutup september');
    expect(head.last().text).toContain('Terdaftar 3 orang (3 kepesertaan) dari 4 WBP');

    await officer.tap('Batalkan impor ini', done);
    expect(done.text).toContain('Batalkan impor ini?');
    expect(done.text).toContain(
      '🔒 Mengubah September 2023 yang sudah ditutup: terdaftar 3 → 2 · kepesertaan 3 → 2 · WBP 4 → 3',
    );
    expect(done.text).toContain('Kepala dapat membuka September 2023');
    expect(officer.buttons().flat().join()).not.toContain('Ya, batalkan');
    expect(await bot.own.participant.count({ where: { name: 'Ani' } })).toBe(1);

    await head.say('/sesi buka sept');
    await head.say('berkas keliru');
    await head.tap('Peserta');
    await head.tap('Petugas dan kepala');
    await head.say('besok');
    await head.tap('Buka');
    await officer.tap('Periksa lagi', done);
    expect(done.text).toContain('Boleh: September 2023 sedang dibuka');
    await officer.tap('Ya, batalkan', done);
    expect(done.text).toContain('Impor dibatalkan.');
    expect(await bot.own.participant.count({ where: { name: 'Ani' } })).toBe(0);
    await officer.say('/jumlah sept');
    expect(said()).toContain(
      'Dilaporkan 3 · sekarang 2, direvisi Selasa, 3 Oktober 2023 oleh Ibu Sari karena berkas keliru',
    );
    await head.say('/sesi tutup september');
    await head.tap('Perubahan (1)');
    expect(head.last().text).toContain('Impor WBP dibatalkan');
    expect(head.last().text).toContain('➖ (catatan yang sudah dihapus)');
  });

  it('an end on an earlier day is noted, refused where the month is closed, and taken back', async () => {
    await head.say('/sesi tutup september');
    await officer.say('/peserta peserta 01');
    await officer.tap('Tanggal lain');
    await officer.tap('Selesai · Las');
    await officer.tap('sakit');
    await officer.say('28 sept');
    expect(said()).toContain('Berlaku sejak Kamis, 28 September 2023, 23.59 WIT');
    expect(said()).toContain('Mengubah September 2023 yang sudah ditutup: terdaftar 2 → 1');
    await officer.tap('Simpan');
    expect(said()).toContain('September 2023 sudah ditutup oleh Pak Karutan');
    await officer.tap('Ubah lainnya');
    await officer.tap('Ubah hari');
    await officer.say('kemarin');
    expect(said()).not.toContain('Mengubah');
    await officer.tap('Simpan');
    expect(said()).toContain('Las: selesai (sakit) sejak Senin, 2 Oktober 2023');
    await officer.tap('Batalkan selesai: Las');
    expect(said()).toContain('Selesai dibatalkan; kepesertaan berlanjut');
    expect(said()).toContain('Las: aktif');
    expect(await bot.own.enrolment.count({ where: { state: 'active' } })).toBe(2);
  });

  it('who came too little passes only when named with a reason', async () => {
    const programme = await bot.own.programme.findFirstOrThrow({ where: { name: 'Las' } });
    await bot.db.write((tx) =>
      tx.programme.update({ where: { id: programme.id }, data: { minAttendance: 80 } }),
    );
    const people = await bot.own.participant.findMany({
      where: { enrolments: { some: {} } },
      orderBy: { name: 'asc' },
    });
    await bot.world.session(programme.id, at('2023-09-19T09:00'), {
      number: 2,
      attendance: {
        create: people.map(({ id: participantId }, index) => ({
          participantId,
          number: index + 1,
          mark: index === 0 ? ('absent' as const) : ('present' as const),
        })),
      },
    });
    await officer.say('/program las');
    await officer.tap('Akhiri');
    await officer.tap('Selesaikan program');
    expect(said()).toContain('1. Peserta 01 · ⚠️ 0/1 = 0 %');
    expect(said()).toContain('2. Peserta 02 · 1/1 = 100 %');
    await officer.tap('Semua lulus');
    expect(said()).toContain('Kehadirannya di bawah 80 %');
    await officer.say('1 lulus');
    expect(said()).toContain('1 tidak lulus, atau 1 lulus karena sakit lama');
    await officer.say('1 lulus krn sakit lama');
    expect(said()).toContain('• Peserta 01 · ⚠️ 0/1 = 0 %: lulus karena sakit lama');
    await officer.tap('Ubah daftar');
    await officer.say('1 tdk lulus');
    await officer.tap('Selesaikan program');
    const ends = await bot.own.enrolment.findMany({ orderBy: { participant: { name: 'asc' } } });
    expect(ends.map(({ endReason }) => endReason)).toEqual(['didNotPass', 'completed']);
  });
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { Prisma } from '../../../src/generated/sqlite/client.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';
import { PATIENCE_MS } from '../../support/patience.js';

const sample = readFileSync(new URL('../../fixtures/peserta.csv', import.meta.url));
/** An import goes on behind its update. */
const HEAD = 'No. Register;Nama;Golongan;Program;Status';
const csv = (...rows: string[]) => Buffer.from([HEAD, ...rows].join('\r\n'));

describe.each(conversations())('a roster sent to the bot on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Awaited<ReturnType<TestBot['person']>>;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database, { now: '2023-09-05T05:20:00Z' });
    officer = await bot.person({ id: 7, name: 'Petugas' }, 'officer');
  });
  afterAll(() => database.close());

  const labels = () => officer.buttons().flat();

  test('the sample: day, programmes, check, apply; sent again there is nothing to apply', async () => {
    await officer.document('peserta.csv', sample);
    expect(officer.last().text).toContain('peserta.csv · 123 baris terbaca');
    await officer.tap('Hari ini');
    expect(officer.last().text).toContain('Program yang belum ada di Sambang: 6');
    expect(officer.last().text).toContain(
      'Pembinaan Mental dan Rohani\n17 baris · Kepribadian · Milik sendiri',
    );
    await officer.tap('Terima semua (6)');
    const { text } = officer.last();
    expect(text).toContain('Data per Selasa, 5 September 2023, 14.20 WIT');
    for (const line of [
      'baru: 119 baris',
      'berulang: 1 baris',
      'salah: 3 baris',
      'Jumlah 123 baris (di luar 1 baris kosong).',
      '5 isian dirapikan',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toContain('baris 57: golongan "C.IX" tidak dikenal; tanggal "31/02/2023" tidak ada');
    expect(text).toContain('baris 82: isian "=HYPERLINK("x")" berupa rumus, ditolak');
    await officer.tap('Dirapikan 5');
    expect(officer.last().text).toContain('“5 Mei 2022” → “05/05/2022”');
    await officer.tap('Kembali');
    await officer.tap('Terapkan 119 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    expect(officer.last().text).toContain('105 kepesertaan dibuka');
    expect(officer.messages()).toHaveLength(1);

    await officer.document('peserta.csv', sample);
    await officer.tap('Hari ini');
    expect(officer.last().text).toContain('tetap: 119 baris');
    expect(officer.last().text).toContain('Tidak ada yang perlu diterapkan');
    expect(labels().some((label) => label.includes('Terapkan'))).toBe(false);
    await officer.tap('Tutup');
    expect(await bot.own.importBatch.count({ where: { state: { not: 'applied' } } })).toBe(1);
  });

  test('the day can be typed; one that doesn’t exist or is to come leaves the question', async () => {
    await officer.document('peserta.csv', csv('BI-1/2023;Budi;B.I;;'));
    await officer.say('31 februari');
    expect(officer.last().text).toContain('tanggal itu tidak ada');
    await officer.say('besok');
    expect(officer.last().text).toContain('belum tiba');
    await officer.say('31/8/2023');
    expect(officer.last().text).toContain('Data per Kamis, 31 Agustus 2023, 23.59 WIT');
  });

  test('a programme can be the same as a known one, run with an agency, or be left out', async () => {
    await bot.db.write(async (tx) => {
      const { unitId } = bot;
      const createdAt = bot.clock.now();
      await tx.programme.create({
        data: {
          unitId,
          name: 'Budidaya Ikan Lele',
          searchName: 'budidaya ikan lele',
          kind: 'trade',
          createdAt,
        },
      });
      await tx.agency.create({
        data: { unitId, name: 'Dinas Perikanan', searchName: 'dinas perikanan', createdAt },
      });
    });
    await officer.document(
      'a.csv',
      csv(
        'BI-1/2023;Budi;B.I;Budidaya Lele;aktif',
        'BI-2/2023;Ani;B.I;Melaut;aktif',
        'BI-3/2023;Ida;B.I;Salah Ketik;aktif',
      ),
    );
    await officer.tap('Hari ini');
    expect(officer.last().text).toContain('Budidaya Lele\n1 baris · sama dengan Budidaya Ikan Lele');
    await officer.tap('Ubah: Melaut');
    await officer.tap('Kemandirian');
    await officer.tap('Dinas Perikanan');
    expect(officer.last().text).toContain('Melaut\n1 baris · Kemandirian · Dinas Perikanan');
    await officer.tap('Ubah: Salah Ketik');
    await officer.tap('Jangan dibuat');
    await officer.tap('Terima semua (3)');
    expect(officer.last().text).toContain('baru: 2 baris');
    expect(officer.last().text).toContain('baris 4: programnya dipilih untuk tidak dibuat');
    await officer.tap('Terapkan 2 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    const made = await bot.own.programme.findMany({
      orderBy: { id: 'asc' },
      include: { agency: true, enrolments: true },
    });
    expect(made.map(({ name, agency, enrolments }) => [name, agency?.name, enrolments.length])).toEqual([
      ['Budidaya Ikan Lele', undefined, 1],
      ['Melaut', 'Dinas Perikanan', 1],
    ]);
  });

  test('what would change is shown, also who is missing; an old Terapkan does nothing', async () => {
    await officer.document('a.csv', csv('1/2023;Budi;A.III;;', 'BI-2/2023;Ani;B.I;;'));
    await officer.tap('Kemarin');
    const shown = officer.last();
    const data = shown.keyboard[0]?.[0];
    await officer.tap('Terapkan 2 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    await officer.document('b.csv', csv('1/2023;Budi;B.I;;'));
    await officer.tap('Hari ini');
    await officer.tap('Berubah 1');
    expect(officer.last().text).toContain('baris 2: Budi (1/2023) · golongan: A.III → B.I');
    await officer.tap('Kembali');
    await officer.tap('Tidak di berkas 1');
    expect(officer.last().text).toContain('Ani (BI-2/2023)');
    expect(data && 'callback_data' in data).toBe(true);
    if (data && 'callback_data' in data) await officer.tapData(data.callback_data);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Tombol ini sudah tidak berlaku.');
    expect(await bot.own.participantClass.count({ where: { registerClass: 'B_I' } })).toBe(1);
  });

  test('who is missing from a file that holds everybody is confirmed as gone, one by one or all', async () => {
    const people = Array.from({ length: 13 }, (_, n) => `BI-${n + 1}/2023;Orang ${n + 1};B.I;Las;aktif`);
    await officer.document('a.csv', csv(...people));
    await officer.tap('Kemarin');
    await officer.tap('Terima semua (1)');
    await officer.tap('Terapkan 13 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    await officer.document('b.csv', csv('BI-1/2023;Orang 1;B.I;Las;aktif'));
    await officer.tap('Hari ini');
    await officer.tap('Tidak di berkas 12');
    await officer.tap('Orang 2 ·');
    expect(officer.last().text).toContain('1 orang ditandai keluar');
    await officer.tap('Orang 2 ·');
    expect(officer.last().text).not.toContain('ditandai keluar');
    await officer.tap('Halaman ini (10)');
    expect(officer.last().text).toContain('10 orang ditandai keluar');
    await officer.tap('Semua (12)');
    await officer.tap('Ganti: pindah');
    expect(officer.last().text).toContain('Alasannya: pindah');
    await officer.tap('Kembali');
    expect(officer.last().text).toContain('keluar: 12 orang');
    await officer.tap('Keluar 12');
    expect(officer.last().text).toContain('Orang 2 (BI-2/2023) · pindah, Selasa, 5 September 2023');
    await officer.tap('Kembali');
    await officer.tap('Terapkan 12 baris');
    await expect.poll(() => officer.last().text).toContain('12 orang dicatat keluar');
    expect(await bot.own.participant.count({ where: { departure: 'transferred' } })).toBe(12);
    expect(await bot.own.enrolment.count({ where: { endReason: 'transferred' } })).toBe(12);
  });

  test('a list of releases names who leaves, by name alone; what can’t be is told', async () => {
    await officer.document(
      'a.csv',
      csv(
        'BI-1/2023;Ani;B.I;Las;aktif',
        'BI-2/2023;Ida;B.I;Las;aktif',
        'BI-3/2023;Eva;B.I;;',
        'BI-4/2023;Eva;B.I;;',
      ),
    );
    await officer.say('1/8/2023');
    await officer.tap('Terima semua (1)');
    await officer.tap('Terapkan 4 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    const list =
      'DATA WBP BEBAS;;\nNo;Nama;Tgl Bebas\n1;Ani;31/8/2023\n2;Ida;30/9/2023\n3;Eva;\n4;Orang Lain;';
    await officer.document('bebas.csv', Buffer.from(list));
    await officer.tap('Hari ini');
    expect(officer.last().text).toContain('keluar: 1 orang');
    expect(officer.last().text).not.toContain('tidak ada di berkas');
    await officer.tap('Tidak jadi keluar 3');
    for (const words of [
      'baris 4: Ida · tanggalnya belum tiba',
      'baris 5: Eva · ada beberapa',
      'baris 6: Orang Lain · tidak tercatat',
    ]) {
      expect(officer.last().text).toContain(words);
    }
    await officer.tap('Kembali');
    await officer.tap('Terapkan 1 baris');
    await expect.poll(() => officer.last().text).toContain('1 orang dicatat keluar');
    const ani = await bot.own.participant.findFirstOrThrow({ where: { name: 'Ani' } });
    expect([ani.departure, ani.presentUntil]).toEqual(['released', new Date('2023-08-31T14:59:59.999Z')]);
    const mine = { where: { participantId: ani.id } };
    expect(await bot.own.enrolment.findFirst(mine)).toMatchObject({ state: 'ended', endReason: 'released' });
  });

  test('what can be read in two ways is asked first: a programme given once, and dates', async () => {
    const content = [
      'No. Register;Nama;Golongan;Tgl Masuk;Program;Status',
      'BI-1/2023;Budi;B.I;2/3/2023;Las;aktif',
      'BI-2/2023;Ani;B.I;4/5/2023;;',
      'BI-3/2023;Ida;B.I;5/6/2023;;',
    ].join('\n');
    await officer.document('a.csv', Buffer.from(content));
    await officer.tap('Hari ini');
    expect(officer.last().text).toContain(
      'Program kosong di 2 baris di bawah baris yang terisi (mulai baris 3',
    );
    await officer.tap('Ikut program di atasnya');
    expect(officer.last().text).toContain(
      'Kolom tanggal masuk: "2/3/2023" (baris 2) dapat berarti dua tanggal',
    );
    expect(labels()).toEqual(
      expect.arrayContaining(['Kamis, 2 Maret 2023 (hari/bulan)', 'Jumat, 3 Februari 2023 (bulan/hari)']),
    );
    await officer.tap('3 Februari 2023');
    await officer.tap('Terima semua (1)');
    expect(officer.last().text).toContain('baru: 3 baris');
    expect(officer.last().text).toContain('Program diisi dari baris di atasnya: 2 baris');
    await officer.tap('Terapkan 3 baris');
    await expect.poll(() => officer.last().text).toContain('3 kepesertaan dibuka');
    expect(await bot.own.participant.findFirst({ where: { name: 'Ani' } })).toMatchObject({
      arrivedOn: '2023-04-05',
    });
  });

  test('two files sent one after the other each keep their place', async () => {
    await officer.document('satu.csv', csv('BI-1/2023;Budi;B.I;;'));
    await officer.document('dua.csv', csv('BI-2/2023;Ani;B.I;;', 'BI-3/2023;Ida;B.I;;'));
    expect(officer.last().text).toContain('dua.csv sudah terbaca');
    // The first one's question is open still, and a typed day answers it.
    await officer.say('1/9/2023');
    expect(officer.last().text).toContain('Periksa dulu: satu.csv');
    await officer.tap('Terapkan 1 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    await officer.tap('Lanjutkan dua.csv');
    await officer.tap('Hari ini');
    await officer.tap('Terapkan 2 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    expect(await bot.own.participant.count()).toBe(3);
  });

  test('/batal while a file is being read ends its reading', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `${n}/2023;Orang Nomor ${n};B.I;Las;aktif`);
    await officer.document('panjang.csv', csv(...rows));
    expect(officer.last().text).toContain('Sedang membaca panjang.csv');
    await officer.say('/batal');
    expect(officer.last().text).toContain('Pembacaan berkas dihentikan');
    const said = () => bot.shown.map(({ text }) => text).join('\n');
    await expect.poll(said, { timeout: PATIENCE_MS }).toContain('panjang.csv tidak jadi dibaca');
    expect(await bot.own.importBatch.count()).toBe(0);
    await officer.say('/batal');
    expect(officer.last().text).not.toContain('dihentikan');
  });

  test('a quick file sent after a slow one keeps its place, whichever is read first', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `${n}/2023;Orang Nomor ${n};B.I;;`);
    await officer.document('lambat.csv', csv(...rows));
    await officer.document('cepat.csv', csv('BI-9/2023;Ani;B.I;;'));
    const said = () => bot.shown.map(({ text }) => text).join('\n');
    await expect.poll(said, { timeout: PATIENCE_MS }).toContain('lambat.csv sudah terbaca, lanjutannya');
    await expect.poll(said).toContain('lambat.csv sudah terbaca, tanggal datanya belum dipilih');
    // The quick one's question is open still; the slow one waits in a message of its own.
    await officer.tap('Hari ini');
    expect(officer.last().text).toContain('Periksa dulu: lambat.csv');
    await officer.say('1/9/2023');
    expect(said()).toContain('Periksa dulu: cepat.csv');
    expect(await bot.own.importBatch.count({ where: { state: 'preview' } })).toBe(2);
  });

  test('Batal at the day’s question lets go of the file; at a day that is changed it doesn’t', async () => {
    await officer.document('a.csv', csv('BI-1/2023;Budi;B.I;;'));
    await officer.tap('Hari ini');
    await officer.tap('Ubah tanggal');
    await officer.say('/batal');
    expect(officer.last().text).toContain('Tanggal tidak diubah');
    expect(await bot.own.importBatch.count({ where: { state: 'preview' } })).toBe(1);
    await officer.document('b.csv', csv('BI-1/2023;Budi;B.I;;'));
    await officer.say('/batal');
    expect(officer.last().text).toContain('isi berkas sudah dihapus');
    expect(
      await bot.own.importBatch.count({ where: { state: 'cancelled', rows: { equals: Prisma.DbNull } } }),
    ).toBe(1);
  });

  test('an import is undone within a day, and everything is as it was', async () => {
    await officer.document(
      'a.csv',
      csv('1/2023;Budi;A.III;Las;aktif', 'BI-2/2023;Ani;B.I;Las;daftar tunggu'),
    );
    await officer.say('1/9/2023');
    await officer.tap('Terima semua (1)');
    await officer.tap('Terapkan 2 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    const rows = async () => ({
      people: await bot.own.participant.findMany({ omit: { version: true }, orderBy: { id: 'asc' } }),
      classes: await bot.own.participantClass.findMany({ orderBy: { id: 'asc' } }),
      enrolments: await bot.own.enrolment.findMany({ omit: { version: true }, orderBy: { id: 'asc' } }),
      states: await bot.own.enrolmentChange.findMany({ orderBy: { id: 'asc' } }),
      programmes: await bot.own.programme.findMany({ orderBy: { id: 'asc' } }),
    });
    const before = await rows();
    bot.clock.advance(60_000);
    await officer.document(
      'b.csv',
      csv('1/2023;Budi Lating;B.I;Las;jeda', 'BI-2/2023;Ani;B.I;Las;bebas', 'BI-3/2023;Ida;B.I;Tani;aktif'),
    );
    await officer.tap('Hari ini');
    await officer.tap('Terima semua (1)');
    await officer.tap('Terapkan 3 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    expect(await rows()).not.toEqual(before);
    bot.clock.advance(60_000);
    await officer.tap('Batalkan impor ini');
    await officer.tap('Ya, batalkan');
    expect(officer.last().text).toContain('Impor dibatalkan.');
    expect(await rows()).toEqual(before);
  });

  test('what was built on an import stands in the way of undoing it, and is named', async () => {
    await officer.document('a.csv', csv('BI-1/2023;Budi;B.I;Las;aktif'));
    await officer.tap('Kemarin');
    await officer.tap('Terima semua (1)');
    await officer.tap('Terapkan 1 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    bot.clock.advance(60_000);
    const enrolment = await bot.own.enrolment.findFirstOrThrow();
    await bot.db.write(async (tx) => {
      const { id: enrolmentId } = enrolment;
      const at = bot.clock.now();
      await tx.enrolmentChange.updateMany({ where: { enrolmentId }, data: { until: at } });
      await tx.enrolmentChange.create({ data: { enrolmentId, state: 'paused', from: at, recordedAt: at } });
    });
    await officer.tap('Batalkan impor ini');
    await officer.tap('Ya, batalkan');
    expect(officer.last().text).toContain('• 1 kepesertaan sudah berubah lagi');
    expect(await bot.own.participant.count()).toBe(1);
    await officer.tap('Kembali');
    bot.clock.advance(86_400_000);
    await officer.tap('Batalkan impor ini');
    await officer.tap('Ya, batalkan');
    expect(officer.last().text).toContain('sudah lebih dari sehari');
    for (const feature of bot.features) await feature.sweep?.(bot.clock.now());
    expect(await bot.own.importBatch.count({ where: { rows: { not: Prisma.DbNull } } })).toBe(0);
  });

  test('three thousand faulty rows are not everything recorded already', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => `8,10101E+15;Orang ${n};B.I;;`);
    await officer.document('a.csv', csv(...rows));
    await expect.poll(() => bot.shown.map(({ text }) => text).join('\n')).toContain('3.000 baris terbaca');
    await officer.tap('Hari ini');
    const { text } = officer.last();
    expect(text).toContain('nomor register "8,10101E+15" sudah disingkat Excel');
    expect(text).toContain('Tidak ada yang dapat diterapkan: 3.000 baris salah');
    expect(text).not.toContain('sudah tercatat');
  });

  test('the check names the programmes whose seats would not do', async () => {
    await bot.db.write((tx) =>
      tx.programme.create({
        data: {
          ...{ unitId: bot.unitId, name: 'Las', searchName: 'las', kind: 'trade', seats: 1 },
          createdAt: bot.clock.now(),
        },
      }),
    );
    await officer.document('a.csv', csv('BI-1/2023;Budi;B.I;Las;aktif', 'BI-2/2023;Ani;B.I;Las;aktif'));
    await officer.tap('Hari ini');
    expect(officer.last().text).toContain('Melebihi kursi: 1 program');
    expect(officer.last().text).toContain('Las: terdaftar 2, kursi 1 (lebih 1)');
    await officer.tap('Terapkan 2 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
  });

  test('Terapkan delivered again, as after a crash, shows the result and applies once', async () => {
    await officer.document('a.csv', csv('BI-1/2023;Budi;B.I;;'));
    await officer.tap('Hari ini');
    const update = await officer.tap('Terapkan');
    await bot.redeliver(update);
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    expect(await bot.own.participant.count()).toBe(1);
  });

  test('an import that broke off is finished by the sweep, and the officer is told', async () => {
    await officer.document('a.csv', csv('BI-1/2023;Budi;B.I;;'));
    await officer.tap('Hari ini');
    const key = officer.last().keyboard[0]?.[0];
    const plan = key && 'callback_data' in key ? key.callback_data.split(':')[2] : undefined;
    await bot.db.write(async (tx) => {
      await tx.importBatch.updateMany({
        data: { state: 'applying', result: { decisions: {}, plan: plan ?? '' } },
      });
    });
    await officer.tap('Baru 1');
    expect(officer.last().text).toContain('Penerapan sempat terputus');
    for (const feature of bot.features) await feature.sweep?.(bot.clock.now());
    await bot.deliver();
    expect(officer.last().text).toContain('Daftar sudah diterapkan');
  });

  test('an Excel file goes the same way, and says which of its sheets was read', async () => {
    const cells = (...row: (string | number)[]) => row.map((value) => ({ value }));
    const data = [
      cells('DAFTAR WBP PER SEPTEMBER'),
      [],
      cells('Nama WBP', 'NO. REGISTER', 'Gol.', 'Program', 'Status'),
      cells('Budi', 1234, 'B.I', '', ''),
      cells('Ani', 1235, 'B.XX', '', ''),
    ];
    const sheets = [
      { sheet: 'Sampul', data: [cells('Rutan Masohi')] },
      { sheet: 'Daftar', data },
    ];
    const content = await writeWorkbook(sheets).toBuffer();
    await officer.document('daftar.xlsx', content);
    await expect.poll(() => bot.shown.map(({ text }) => text).join('\n')).toContain('2 baris terbaca');
    await officer.tap('Hari ini');
    const { text } = officer.last();
    expect(text).toContain('Lembar yang dibaca (1): Daftar (2)');
    expect(text).toContain('Lembar yang tidak dibaca: Sampul');
    expect(text).toContain('baris 5: golongan "B.XX" tidak dikenal');
    await officer.tap('Terapkan 1 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    expect(await bot.own.participant.findFirst()).toMatchObject({ name: 'Budi', registerNumber: '1234' });
  });

  test.each([
    ['daftar.xlsx', Buffer.from('504b0304', 'hex'), 'rusak atau belum terkirim utuh'],
    ['daftar.xls', Buffer.from('d0cf11e0a1b1', 'hex'), 'Simpan sebagai, jenis Excel (.xlsx) atau CSV'],
    ['surat.pdf', Buffer.from('%PDF-1.4'), 'Berkas ini PDF'],
    ['foto.jpg', Buffer.from('ffd8ffe0', 'hex'), 'Gambar tidak dapat dibaca'],
    ['kosong.csv', Buffer.alloc(0), 'Berkas ini kosong'],
    ['besar.csv', Buffer.alloc(5_000_001, 'a'), 'terlalu besar'],
    ['lain.csv', Buffer.from('a;b\n1;2'), 'Belum ditemukan: nomor register, nama'],
  ])('%s is refused with what to do', async (name, content, words) => {
    await officer.document(name, content);
    expect(officer.last().text).toContain(words);
    expect(await bot.own.importBatch.count()).toBe(0);
  });

  test('others are refused politely, and strangers are told nothing', async () => {
    const humas = await bot.person({ id: 8, name: 'Humas' }, 'humas');
    await humas.document('peserta.csv', sample);
    expect(humas.last().text).toContain('hanya dapat diunggah');
    const stranger = bot.as({ id: 99, name: 'Orang' });
    await stranger.document('peserta.csv', sample);
    expect(stranger.last().text).not.toContain('WBP hanya');
    expect(await bot.own.importBatch.count()).toBe(0);
  });

  test('somebody else’s batch and one of a former officer stay shut', async () => {
    await officer.document('peserta.csv', sample);
    await officer.tap('Hari ini');
    const key = officer.last().keyboard[0]?.[0];
    const data = key && 'callback_data' in key ? key.callback_data : '';
    const head = await bot.person({ id: 9, name: 'Kepala' }, 'head');
    await head.say('/program');
    await head.tapData(data);
    expect(head.last().text).toContain('tidak tersedia lagi');
    await bot.db.write((tx) => tx.post.updateMany({ where: { kind: 'officer' }, data: { kind: 'humas' } }));
    await officer.tapData(data);
    expect(officer.last().text).toContain('tidak tersedia lagi');
  });

  test('the whole of it in English', async () => {
    const head = await bot.person({ id: 9, name: 'Head', language: 'en' }, 'head');
    await bot.db.write((tx) => tx.person.updateMany({ where: { telegramId: 9n }, data: { locale: 'en' } }));
    await head.document('peserta.csv', sample);
    await head.tap('Today');
    await head.tap('Take all (6)');
    expect(head.last().text).toContain('new: 119 rows');
    await head.tap('Apply 119 rows');
    await expect.poll(() => head.last().text).toContain('119 new participants');
  });
});

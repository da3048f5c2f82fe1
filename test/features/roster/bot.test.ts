import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { startBot, type TestBot } from '../../support/bot.js';
import { databases, type TestDatabase } from '../../support/database.js';

const sample = readFileSync(new URL('../../fixtures/peserta.csv', import.meta.url));
/** An import goes on behind its update. */
const HEAD = 'No. Register;Nama;Golongan;Program;Status';
const csv = (...rows: string[]) => Buffer.from([HEAD, ...rows].join('\r\n'));

describe.each(databases())('a roster sent to the bot on $kind', ({ open }) => {
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
    for (let left = 6; left > 0; left--) {
      expect(officer.last().text).toContain(`Masih ${left} program`);
      await officer.tap('Kemandirian');
      await officer.tap('Milik sendiri');
    }
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
    await officer.tap('Sama dengan Budidaya Ikan Lele');
    await officer.tap('Kemandirian');
    await officer.tap('Dinas Perikanan');
    await officer.tap('Jangan dibuat');
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
    await officer.document('a.csv', csv('BI-1/2023;Budi;A.III;;', 'BI-2/2023;Ani;B.I;;'));
    await officer.tap('Kemarin');
    const shown = officer.last();
    const data = shown.keyboard[0]?.[0];
    await officer.tap('Terapkan 2 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    await officer.document('b.csv', csv('BI-1/2023;Budi;B.I;;'));
    await officer.tap('Hari ini');
    await officer.tap('Berubah 1');
    expect(officer.last().text).toContain('baris 2: Budi (BI-1/2023) · golongan: A.III → B.I');
    await officer.tap('Kembali');
    await officer.tap('Tidak di berkas 1');
    expect(officer.last().text).toContain('Ani (BI-2/2023)');
    expect(data && 'callback_data' in data).toBe(true);
    if (data && 'callback_data' in data) await officer.tapData(data.callback_data);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Tombol ini sudah tidak berlaku.');
    expect(await bot.own.participantClass.count({ where: { registerClass: 'B_I' } })).toBe(1);
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
    expect(text).toContain('Lembar yang dibaca: Daftar');
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
    for (let left = 6; left > 0; left--) {
      await head.tap('Trade');
      await head.tap('Our own');
    }
    expect(head.last().text).toContain('new: 119 rows');
    await head.tap('Apply 119 rows');
    await expect.poll(() => head.last().text).toContain('119 new participants');
  });
});

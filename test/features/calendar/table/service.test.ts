import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { closedDays } from '../../../../src/features/calendar/service.js';
import { startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';

const SKB = 'SKB 10 Tahun 2026, 2 Tahun 2026, 3 Tahun 2026';
const LINES = [
  '1 Januari 2027; Tahun Baru Masehi; libur',
  '10-11 Maret 2027; Idulfitri; libur',
  '12 Maret 2027; Idulfitri; cuti bersama',
];
const TABLE = [SKB, ...LINES].join('\n');
const text = (...rows: string[]) => Buffer.from(rows.join('\r\n'));

describe.each(databases())('holidays added by a head on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let head: Awaited<ReturnType<TestBot['person']>>;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database, { now: '2026-11-02T01:00:00Z' });
    head = await bot.person({ id: 7, name: 'Kepala' }, 'head');
  });
  afterAll(() => database.close());

  const known = async () => {
    const days = await closedDays(bot.db.read, bot.unitId, { year: 2027, month: 1, day: 1 });
    return days.map(({ date, kind }) => `${date} ${kind ?? 'unit'}`);
  };
  const said = () => head.last().text;

  test('a message: shown with weekdays, saved once, undone while it is shown', async () => {
    await head.say('/kunjungan libur 2027');
    expect(said()).toContain('belum ada di Sambang');
    expect(said()).toContain('/kunjungan libur 2027\nSKB 123 Tahun 2026');
    await head.say(`/kunjungan libur 2027\n${TABLE}`);
    expect(said()).toContain('Libur 2027: periksa dulu');
    expect(said()).toContain(`Dasar: ${SKB}`);
    expect(said()).toContain('• Rab 10 Mar: Idulfitri');
    expect(said()).toContain('Cuti bersama (1)\n• Jum 12 Mar: Idulfitri');
    expect(said()).toContain('tidak ada di tabel ini: Sab 1 Mei, Sel 1 Jun, Sel 17 Agu, Sab 25 Des');
    expect(await known()).toEqual([]);

    const update = await head.tap('Simpan libur 2027');
    await bot.redeliver(update);
    expect(said()).toContain('✅ Libur 2027 tersimpan.');
    expect(await known()).toEqual([
      '2027-01-01 holiday',
      '2027-03-10 holiday',
      '2027-03-11 holiday',
      '2027-03-12 jointLeave',
    ]);
    expect(await bot.own.holidayTable.findMany()).toMatchObject([{ year: 2027, decree: SKB }]);
    expect(await bot.own.auditEntry.count({ where: { action: 'calendar.table' } })).toBe(1);

    const back = await head.tap('Urungkan');
    await bot.redeliver(back);
    expect(said()).toContain('Diurungkan');
    expect(said()).toContain('belum ada di Sambang');
    expect(await known()).toEqual([]);
  });

  test('a later table replaces the year’s, says what that changes, and can be taken back alone', async () => {
    await head.say('/kunjungan tutup 18 Agustus 2027, upacara');
    await head.say(`/kunjungan libur 2027\n${TABLE}`);
    await head.tap('Simpan');
    const first = head.last();
    await head.say(
      `/kunjungan libur 2027\n${SKB}, perubahan\n${LINES[0]}\n18 Agustus; Kemerdekaan; cuti bersama`,
    );
    expect(said()).toContain('Menggantikan tabel yang ada');
    expect(said()).toContain('Dibuka lagi: Rab 10 Mar, Kam 11 Mar, Jum 12 Mar');
    expect(said()).toContain('akan tercatat sebagai libur: Rab 18 Agu');
    await head.tap('Simpan');
    expect(await known()).toEqual(['2027-01-01 holiday', '2027-08-18 jointLeave']);
    await head.tap('Urungkan', first);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Tombol ini sudah tidak berlaku.');
    expect(await known()).toHaveLength(2);
    const later = bot.shown.filter(({ keyboard }) =>
      keyboard.flat().some(({ text: label }) => label === 'Urungkan'),
    );
    await head.tap('Urungkan', later.at(-1));
    expect(await known()).toEqual([
      '2027-01-01 holiday',
      '2027-03-10 holiday',
      '2027-03-11 holiday',
      '2027-03-12 jointLeave',
      '2027-08-18 unit',
    ]);
    expect(await bot.own.holidayTable.findFirst()).toMatchObject({ decree: SKB });
  });

  test('files: CSV without a decree asks for it, Excel is read, and faulty lines are named', async () => {
    await head.document('a.csv', text(...LINES), 'text/csv', 'libur 2027');
    expect(said()).toContain('menurut keputusan apa');
    await head.say('belum tahu');
    expect(said()).toContain('Tulis beserta nomornya');
    await head.say(SKB);
    expect(said()).toContain('Hari libur nasional (3)');
    await head.tap('Batal');
    const data = [
      [{ value: SKB }],
      [{ value: 'Tanggal' }, { value: 'Nama' }, { value: 'Jenis' }],
      [{ value: new Date(Date.UTC(2027, 0, 1)), type: Date, format: 'dd/mm/yyyy' }, { value: 'Tahun Baru' }],
    ];
    const content = await writeWorkbook([{ sheet: 'Libur', data }] as never).toBuffer();
    await head.document('Libur Nasional 2027.xlsx', content);
    await head.tap('Simpan libur 2027');
    expect(await known()).toEqual(['2027-01-01 holiday']);
    await head.document(
      'b.txt',
      text(SKB, ...LINES, 'Senin, 1 Juni 2027; Pancasila', '31/2/2027; x'),
      '',
      'libur',
    );
    expect(said()).toContain('2 baris belum dapat dibaca');
    expect(said()).toContain('baris 5: hari dan tanggal "Senin, 1 Juni 2027" tidak cocok');
    expect(said()).toContain('baris 6: tanggal "31/2/2027" tidak ada');
    await head.document('c.csv', Buffer.from('d0cf11e0', 'hex'), '', 'libur 2027');
    expect(said()).toContain('Excel lama');
    expect(await known()).toHaveLength(1);
  });

  test('the picker and free hours know them, and an unknown year says how to add it', async () => {
    const officer = await bot.person({ id: 8, name: 'Petugas' }, 'officer');
    await bot.db.write((tx) =>
      tx.agency.create({
        data: {
          unitId: bot.unitId,
          name: 'Dinas Sosial',
          searchName: 'dinas sosial',
          createdAt: bot.clock.now(),
        },
      }),
    );
    const line = '/kunjungan Dinas Sosial, 10 Maret 2027 jam 10, rapat';
    await officer.say(line);
    expect(officer.last().text).toContain('Kepala Rutan dapat menambahkannya: /kunjungan libur 2027');
    await head.say(`/kunjungan libur 2027\n${TABLE}`);
    await head.tap('Simpan');
    await officer.say(line);
    expect(officer.last().text).toContain('Rab 10 Mar: libur, Idulfitri');
    expect(officer.last().text).not.toContain('belum ada di tabel');
    const offered = officer.buttons().flat().join();
    expect(offered).toContain('Mar ');
    expect(offered).not.toMatch(/1[0-4] Mar/);
    await officer.say('/kunjungan Dinas Sosial, 30 Desember 2027 jam 10, rapat');
    expect(officer.last().text).not.toContain('belum ada di tabel');
  });

  test('others see a year and change nothing; years that are known or far away are refused', async () => {
    const officer = await bot.person({ id: 8, name: 'Petugas' }, 'officer');
    await officer.say('/kunjungan libur');
    expect(officer.last().text).toContain('Libur 2026');
    expect(officer.last().text).toContain('Dasar: SKB 1497 Tahun 2025');
    await officer.tap('2027 ›');
    expect(officer.last().text).not.toContain('Cara menambahkan');
    await officer.say(`/kunjungan libur 2027\n${TABLE}`);
    expect(officer.last().text).toContain('Hanya Kepala Rutan');
    await officer.document('libur 2027.csv', text(...LINES));
    expect(officer.last().text).toContain('Hanya Kepala Rutan');
    await officer.tapData('calu:1');
    expect(await bot.own.closedDay.count()).toBe(0);
    await head.say('/kunjungan libur 2026\n1 Januari; Tahun Baru');
    expect(said()).toContain('Libur 2026 sudah ada di Sambang');
    await head.say('/kunjungan libur 2040\n1 Januari; Tahun Baru');
    expect(said()).toContain('Tahun 2040 tidak dapat ditambahkan');
    await head.say('/kunjungan libur 2027\nsemoga lancar');
    expect(said()).toContain('baris 2: tanggal "semoga lancar" tidak ada');
  });

  test('the unit’s own closed days come by file too, and leave holidays alone', async () => {
    await head.say(`/kunjungan libur 2027\n${TABLE}`);
    await head.tap('Simpan');
    await head.document(
      'hari.csv',
      text('tanggal;alasan', '10/3/2027;apel', '12 April 2027;listrik'),
      '',
      'tutup',
    );
    expect(said()).toContain('Menutup 2 hari: periksa dulu');
    expect(said()).toContain('• Sen 12 Apr: listrik');
    await head.tap('Tutup 2 hari');
    expect(said()).toContain('1 hari ditutup');
    expect(said()).toContain('1 hari lainnya sudah libur');
    await head.say('/kunjungan tutup 11 Maret 2027, apel');
    expect(said()).toContain('1 hari di antaranya sudah libur');
    expect(said()).toContain('• Senin, 12 April 2027: listrik');
    expect(said()).not.toContain('Maret 2027:');
    await head.tapData('vc:2027-03-10');
    expect(await known()).toHaveLength(5);
  });
});

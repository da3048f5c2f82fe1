import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mergeRecords } from '../../../src/features/programmes/merge/store.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';
import { NOW } from '../../support/world.js';

const HEAD = 'No. Register;Nama;Golongan;JK;Tgl Masuk;Program;Status';
const csv = (...rows: string[]) => Buffer.from([HEAD, ...rows].join('\r\n'));

describe.each(conversations())('lists leave as files on $kind', ({ open }) => {
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

  it('what was exported can be imported, and nothing changes', async () => {
    await officer.document(
      'a.csv',
      csv(
        'B.I 1/2023;Budi Lating;B.I;L;31/01/2023;Las;aktif',
        'A.III 002/2023;Ani;A.III;P;;Tani;daftar tunggu',
        'B.I 3/2023;Ida;B.I;P;;;',
      ),
    );
    await officer.tap('Kemarin');
    await officer.tap('Terima semua (2)');
    await officer.tap('Terapkan 3 baris');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
    for (const format of ['Excel', 'CSV']) {
      await officer.say('/unduh');
      await officer.tap(`Peserta (${format})`);
      const sent = officer.last();
      expect(sent.text).toContain('3 baris');
      const file = bot.telegram.file(sent.fileId ?? '');
      await officer.document(file.name ?? '', file.bytes);
      await expect.poll(() => officer.last().text).toContain('3 baris terbaca');
      await officer.tap('Hari ini');
      expect(officer.last().text).toContain('tetap: 3 baris');
      expect(officer.last().text).toContain('Tidak ada yang perlu diterapkan: semuanya sudah tercatat.');
      await officer.tap('Tutup');
    }
  });

  it('a file that is asked for in one line comes at once', async () => {
    await bot.world.course({ name: 'Las', size: 2 });
    await officer.say('/unduh peserta csv');
    expect(bot.telegram.file(officer.last().fileId ?? '').name).toMatch(/\.csv$/u);
    await officer.say('/unduh daftar peserta');
    expect(bot.telegram.file(officer.last().fileId ?? '').name).toMatch(/\.xlsx$/u);
    await officer.say('/unduh lembar hadir bulan lalu');
    expect(officer.last().text).toBe('Belum ada data untuk itu.');
  });

  it('what isn’t understood of a line is named, and what was is chosen', async () => {
    await officer.say('/unduh jadwal dokter bulan lalu');
    expect(officer.last().text).toContain('Saya tidak mengerti "jadwal dokter".');
    expect(officer.last().text).toContain('Agustus 2023');
    const humas = await bot.person(
      { id: 8, name: 'Humas' },
      'agencyContact',
      await bot.world.agency('Dinas'),
    );
    await humas.say('/unduh peserta');
    expect(humas.last().fileId).toBeUndefined();
  });

  it('somebody of two records stands there once', async () => {
    const course = await bot.world.course({ name: 'Las', size: 1 });
    const fromId = await bot.world.participant({ name: 'Dua Catatan' });
    const [intoId = 0] = course.participants;
    const { id: byId } = await bot.own.person.findFirstOrThrow({ where: { telegramId: 7n } });
    await bot.db.write((tx) =>
      mergeRecords(tx, { unitId: bot.world.unitId, fromId, intoId }, { byId, now: NOW }),
    );
    await officer.say('/unduh');
    await officer.tap('Peserta (CSV)');
    expect(officer.last().text).toContain('1 baris');
    const file = bot.telegram.file(officer.last().fileId ?? '');
    expect(Buffer.from(file.bytes).toString()).not.toContain('Dua Catatan');
  });

  it('humas may have the sessions and no names; what there is none of is said', async () => {
    const humas = await bot.person({ id: 8, name: 'Humas' }, 'humas');
    await humas.say('/unduh');
    expect(humas.buttons().flat().join()).not.toContain('Peserta');
    await humas.tap('Sesi (Excel)');
    expect(bot.queryAnswers.at(-1)?.text).toBe('Belum ada data untuk itu.');
  });
});

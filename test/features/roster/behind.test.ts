import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';
import { PATIENCE_MS } from '../../support/patience.js';
import { deferred } from '../../support/promises.js';

const HEAD = 'No. Register;Nama;Golongan;Program;Status;Catatan';
/** Remarks that are not taken over make up the length: rows would be written down, too. */
const REMARK = 'x'.repeat(2_000);
/** Long enough to be read behind its update, and too long to be looked at for attendance first. */
const LONG = Buffer.from(
  [
    HEAD,
    ...Array.from(
      { length: 300 },
      (_, n) => `B.I ${n + 1}/2023;Peserta Nomor ${n + 1};B.I;Menjahit;aktif;${REMARK}`,
    ),
  ].join('\r\n'),
);

describe.each(conversations())('a form that is opened behind its update on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Awaited<ReturnType<TestBot['person']>>;
  let fetched: ReturnType<typeof deferred>;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.reset();
    fetched = deferred();
    bot = await startBot(database, {
      now: '2023-09-05T05:20:00Z',
      // The line to Telegram's files is slow.
      download: async (bytes) => {
        await fetched.promise;
        return bytes;
      },
    });
    officer = await bot.person({ id: 7, name: 'Petugas' }, 'officer');
  });
  afterEach(() => bot.stop());
  afterAll(() => database.close());

  const texts = () => officer.messages().map(({ text }) => text);

  it('asks once the file is read, and takes the answer that is typed', async () => {
    await officer.document('daftar.csv', LONG);
    expect(texts()).toEqual([expect.stringContaining('Sedang membaca daftar.csv')]);
    await officer.say('/bantuan');
    expect(officer.last().text).toContain('bisa Anda lakukan');
    fetched.resolve();
    await expect.poll(() => officer.last().text).toContain('daftar.csv · 300 baris terbaca');
    expect(texts()[0]).toContain('daftar.csv sudah terbaca, lanjutannya di bawah');
    await officer.say('hari ini');
    expect(texts().join('\n')).toContain('Program yang belum ada di Sambang: 1');
    const [batch] = await bot.own.importBatch.findMany({ select: { asOf: true, state: true } });
    expect(batch).toMatchObject({ state: 'preview', asOf: expect.any(Date) });
  });

  it('leaves the form alone that was opened meanwhile, and says so', async () => {
    await officer.document('daftar.csv', LONG);
    await officer.say('/mitra');
    await officer.tap('Tambah instansi');
    expect(officer.last().text).toContain('Apa nama instansinya');
    fetched.resolve();
    await expect
      .poll(() => texts().join('\n'), { timeout: PATIENCE_MS })
      .toContain('daftar.csv sudah terbaca, tanggal datanya belum dipilih.');
    await officer.say('Dinas Perikanan');
    expect(await bot.own.agency.count({ where: { name: 'Dinas Perikanan' } })).toBe(1);
    expect(await bot.own.importBatch.count({ where: { state: 'preview' } })).toBe(1);
  });

  it('is told of where the file can’t be had, and leaves no form open', async () => {
    await officer.document('daftar.csv', LONG);
    fetched.reject(new Error('gone'));
    await expect.poll(() => texts()[0]).toContain('daftar.csv belum terbaca karena ada gangguan');
    expect(await bot.own.dialogState.count({ where: { dialog: { not: null } } })).toBe(0);
  });
});

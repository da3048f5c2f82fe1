import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';

const HEAD = { id: 11, name: 'Karutan Masohi' };
const OFFICER = { id: 13, name: 'Budi Petugas' };

describe.each(conversations())('what is kept, on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  it('is shown to whom it is about, given as a file, and access is ended there', async () => {
    await bot.person(HEAD, 'head');
    const officer = await bot.person(OFFICER, 'officer');
    await officer.say('/mitra');
    await officer.tap('Tambah instansi');
    await officer.say('Dinas Sosial');
    await officer.say('/privasi');
    const { text } = officer.last();
    expect(text).toContain('👤 Budi Petugas, akun Telegram 13, sejak Senin, 28 Agustus 2023.');
    expect(text).toContain('• Petugas, Rutan Kelas IIB Masohi: sejak Senin, 28 Agustus 2023');
    expect(text).toContain('1 tindakan tercatat');
    expect(text).toContain('0 menunggu, 0 terkirim');
    expect(text).not.toContain('Karutan');
    const shown = officer.last();
    await officer.tap('Unduh data saya', shown);
    const file = bot.calls.filter(({ method }) => method === 'sendDocument');
    expect(file).toHaveLength(1);
    await officer.tap('Akhiri akses: Petugas', shown);
    await officer.tap('Akhiri akses saya');
    expect(officer.messages().map((message) => message.text)).toContain(
      'Akses Anda sebagai Petugas sudah berakhir. Terima kasih.',
    );
    await officer.say('/privasi');
    expect(officer.last().text).toContain(
      '• Petugas, Rutan Kelas IIB Masohi: Senin, 28 Agustus 2023 sampai Senin, 28 Agustus 2023, diakhiri sendiri',
    );
    await officer.tap('Unduh data saya');
    expect(bot.calls.filter(({ method }) => method === 'sendDocument')).toHaveLength(2);
  });

  it('is nothing where somebody was never here, and nothing is said of it in a group', async () => {
    const head = await bot.person(HEAD, 'head');
    await bot.as({ id: 99, name: 'Orang Asing' }).say('/privasi');
    expect(bot.as({ id: 99, name: 'Orang Asing' }).last().text).not.toContain('tersimpan tentang Anda');
    await bot.as({ id: 99, name: 'Orang Asing' }).tapData('prvx');
    expect(bot.calls.some(({ method }) => method === 'sendDocument')).toBe(false);
    const group = { id: -1_001_777, title: 'Staf Rutan' };
    await bot.as(HEAD, group).say('/privasi');
    expect(bot.as(HEAD, group).last().text).not.toContain('akun Telegram 11');
    expect(head.account).toEqual(HEAD);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../support/bot.js';
import { conversations, type TestDatabase } from '../support/database.js';

const OFFICER = { id: 11, name: 'Budi' };
const STRANGER = { id: 99, name: 'Orang Lain' };
type Person = Awaited<ReturnType<TestBot['person']>>;

describe.each(conversations())('commands in words on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Person;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await database.reset();
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    await bot.world.agency('Dinas Sosial');
    officer = await bot.person(OFFICER, 'officer');
  });

  it('open the same form as the command does, with what was said', async () => {
    await officer.say('mau jadwalkan kunjungan ke dinsos kamis jam 10');
    const inWords = officer.last().text;
    expect(inWords).toContain('Dinas Sosial');
    expect(inWords).toContain('Kamis, 31 Agustus 2023, 10.00');
    await officer.tap('Batal');
    await officer.say('/kunjungan dinsos kamis jam 10');
    expect(officer.last().text).toBe(inWords);
  });

  it('are refused as the command is', async () => {
    const humas = await bot.person({ id: 12, name: 'Sinta' }, 'humas');
    await humas.say('jadwalkan kunjungan ke dinsos kamis jam 10');
    expect(humas.last().text).toBe(
      'Jabatan Anda tidak memuat hal ini. Ketik /bantuan untuk melihat yang bisa dilakukan.',
    );
  });

  it('show lists and figures', async () => {
    await officer.say('berapa peserta bulan agustus');
    const figures = officer.last().text;
    await officer.say('/jumlah bulan agustus');
    expect(officer.last().text).toBe(figures);
    await officer.say('kunjungan apa saja minggu ini');
    const list = officer.last().text;
    await officer.say('/kunjungan');
    expect(officer.last().text).toBe(list);
  });

  it('a misspelt command is offered, not taken', async () => {
    await officer.say('/kunjugan');
    expect(officer.last().text).toBe('Perintah /kunjugan tidak ada. Mungkin yang ini:');
    const list = async () => {
      await officer.say('/kunjungan');
      return officer.last().text;
    };
    await officer.tap('jadwalkan dan lihat kunjungan');
    const tapped = officer.last().text;
    expect(tapped).toBe(await list());
  });

  it('a greeting and thanks are answered as one would', async () => {
    await officer.say('selamat pagi pak');
    expect(officer.last().text).toBe('Salam, Bapak/Ibu. Ada yang dapat dibantu?');
    await officer.say('makasih banyak');
    expect(officer.last().text).toBe('Sama-sama, Bapak/Ibu.');
  });

  it('of other texts it is said what was read and what not, never the same twice in a row', async () => {
    await officer.say('listrik mati, sesi besok');
    expect(officer.last().text).toContain('Tidak saya pahami: "listrik mati".');
    expect(officer.last().text).toContain('Saya membaca: sesi, besok.');
    expect(officer.buttons()[0]).toEqual(['catat sesi dan kehadiran']);
    const once = officer.last().text;
    await officer.say('listrik mati, sesi besok');
    expect(officer.last().text).not.toBe(once);
  });

  it('strangers and groups get nothing of it', async () => {
    const stranger = bot.as(STRANGER);
    await stranger.say('berapa peserta bulan agustus');
    expect(stranger.last().text).toContain('Bot ini untuk petugas dan mitra');
  });

  it('an open form takes words that would be a command', async () => {
    await officer.say('/kunjungan dinsos, kamis jam 10');
    await officer.say('jadwal kunjungan');
    expect(officer.last().text).toContain('Periksa dulu');
    expect(officer.last().text).toContain('jadwal kunjungan');
  });
});

import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';

const file = (name: string) => readFileSync(new URL(`../files/cases/${name}`, import.meta.url));

describe.each(conversations())('what an office sends is asked about and told, on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Awaited<ReturnType<TestBot['person']>>;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    // Tuesday, 15 December 2026, 14.20 WIT.
    bot = await startBot(database, { now: '2026-12-15T05:20:00Z' });
    officer = await bot.person({ id: 7, name: 'Petugas' }, 'officer');
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });

  const said = () => officer.last().text;
  const labels = () => officer.buttons().flat();

  /** Taps the button whose label holds some words. */
  async function tapLike(words: string): Promise<void> {
    const label = labels().find((one) => one.includes(words));
    if (label === undefined) throw new Error(`no button with ${words} among ${labels().join(', ')}`);
    await officer.tap(label);
  }

  async function send(name: string): Promise<void> {
    await officer.document(name, file(name));
    // On a busy machine a file is read behind its update.
    const asked = () => officer.messages().flatMap(({ keyboard }) => keyboard.flat().map(({ text }) => text));
    await expect.poll(asked).toContain('Hari ini');
    await officer.tap('Hari ini');
  }

  async function apply(): Promise<void> {
    await tapLike('Terapkan');
    await expect.poll(said).toContain('Daftar sudah diterapkan');
  }

  const people = () => bot.own.participant.findMany({ orderBy: { id: 'asc' } });

  it('a number that Excel shortened: what happened, and how to get it back', async () => {
    await send('01-scientific.csv');
    expect(said()).toContain('"3,20101E+15" sudah disingkat Excel sehingga angka belakangnya hilang');
    expect(said()).toContain('"8,10101E+15"');
    expect(said()).toContain('ketik ulang nomornya dari buku register');
    expect(said()).toContain('Tidak ada yang dapat diterapkan: 3 baris salah.');
    expect(labels().join()).not.toContain('Terapkan');
  });

  it('zeros before a number: one person, or asked', async () => {
    await send('02-zeros.csv');
    await tapLike('hari/bulan');
    await tapLike('Terima semua');
    expect(said()).toContain('berulang: 1 baris');
    expect(said()).toContain('perlu dijawab: 1 baris');
    await tapLike('Jawab dulu');
    expect(said()).toContain('Orang yang sama?');
    expect(said()).toContain('Di berkas, baris 5: Simon Latuheru (7)');
    await officer.tap('Orang yang sama');
    await apply();
    expect((await people()).map(({ name }) => name)).toEqual(['Yakob Tualena', 'Simon Latuheru']);
  });

  it('dates of a month-first column: read so, and said so', async () => {
    await send('03-us-dates.csv');
    await tapLike('Terima semua');
    expect(said()).toContain('dibaca bulan/hari/tahun, sebab "2/16/2023" di baris 3.');
    await apply();
    expect((await people()).map(({ arrivedOn }) => arrivedOn)).toEqual([
      '2023-02-03',
      '2023-02-16',
      '2022-12-31',
      '2023-07-04',
    ]);
  });

  it('a programme given once for the rows below: asked what it means', async () => {
    await send('06-merged-programme.csv');
    expect(said()).toContain('Program kosong di 3 baris di bawah baris yang terisi');
    await officer.tap('Ikut program di atasnya');
    await tapLike('hari/bulan');
    await tapLike('Terima semua');
    expect(said()).toContain('Program diisi dari baris di atasnya: 3 baris.');
    await apply();
    const programmes = await bot.own.programme.findMany({
      select: { name: true, _count: { select: { enrolments: true } } },
      orderBy: { name: 'asc' },
    });
    expect(programmes.map(({ name, _count }) => [name, _count.enrolments])).toEqual([
      ['Budidaya Lele', 3],
      ['Pertukangan', 2],
    ]);
  });

  it('two sheets with the same headings: listed, and read together', async () => {
    await send('11-two-sheets.xlsx');
    await tapLike('Terima semua');
    expect(said()).toContain('Lembar yang dibaca (2): Tahanan (1), Narapidana (3)');
    await apply();
    expect(await people()).toHaveLength(4);
  });

  it('a list of releases: offered as departed on that date, and what is open ends', async () => {
    const course = await bot.world.course({ size: 0 });
    const participantId = await bot.world.participant({ name: 'Yakob Tualena' });
    await bot.world.enrol({ programmeId: course.id, participantId });
    await send('28-release-list.xlsx');
    expect(said()).toContain('keluar: 1 orang');
    await apply();
    expect(said()).toContain('1 orang dicatat keluar');
    expect(await people()).toMatchObject([
      { departure: 'released', presentUntil: new Date('2026-12-12T14:59:59.999Z') },
    ]);
    expect(await bot.own.enrolment.findMany()).toMatchObject([{ state: 'ended', endReason: 'released' }]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';

const OFFICER = { id: 11, name: 'Budi' };
const KADIS = { id: 21, name: 'Ibu Kadis' };
const SOCIAL = { id: 31, name: 'Pak Sosial' };
type Person = Awaited<ReturnType<TestBot['person']>>;

describe.each(conversations())('answers in words on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Person;
  let kadis: Person;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const ask = async (line: string): Promise<void> => {
    await officer.say(`/kunjungan ${line}`);
    await officer.tap('Simpan dan kirim');
    await bot.deliver();
  };
  const answers = async () =>
    (await bot.own.visitParty.findMany({ orderBy: { id: 'asc' } })).map(({ answer }) => answer);
  const nudges = () =>
    bot.own.outbox.findMany({ where: { kind: 'visit.nudge', state: 'planned' }, orderBy: { id: 'asc' } });

  beforeEach(async () => {
    await database.reset();
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    const fisheries = await bot.world.agency('Dinas Perikanan');
    const social = await bot.world.agency('Dinas Sosial');
    officer = await bot.person(OFFICER, 'officer');
    kadis = await bot.person(KADIS, 'agencyHead', fisheries);
    await bot.person(SOCIAL, 'agencyHead', social);
    await ask('Dinas Perikanan, kamis jam 10, bibit');
  });

  it('who agrees confirms it by a tap, and nothing is changed before', async () => {
    await kadis.say('siap pak');
    expect(kadis.last().text).toBe(
      'Anda bersedia untuk kunjungan Rutan Kelas IIB Masohi, Kamis, 31 Agustus 2023, 10.00–11.00 WIT?\n📝 bibit',
    );
    expect(kadis.buttons()).toEqual([['Ya, bersedia'], ['Bukan']]);
    expect(await answers()).toEqual(['pending']);
    await kadis.tap('Bukan');
    expect(await answers()).toEqual(['pending']);
    await kadis.say('ok');
    await kadis.tap('Ya, bersedia');
    expect(await answers()).toEqual(['accepted']);
  });

  it('another time is shown as the form that sends it', async () => {
    await kadis.say('maaf pak, hari itu saya ke Ambon. bisa jumat jam 10?');
    expect(kadis.last().text).toContain('Jumat, 1 September 2023, 10.00–11.00 WIT');
    expect(await answers()).toEqual(['pending']);
    await kadis.tap('Kirim');
    expect(await answers()).toEqual(['counterProposed']);
    await bot.deliver();
    expect(officer.last().text).toContain('Dinas Perikanan mengusulkan Jumat, 1 September 2023');
  });

  it('a reason is kept as it was typed, under the visit that it is about', async () => {
    await kadis.say('tidak bisa pak, ada rapat di kabupaten');
    expect(kadis.last().text).toContain('Kamis, 31 Agustus 2023, 10.00');
    expect(kadis.last().text).toContain('Alasan: ada rapat di kabupaten');
    await kadis.tap('Kirim');
    expect((await bot.own.visitParty.findFirstOrThrow()).reason).toBe('ada rapat di kabupaten');
  });

  it('what may mean two things is asked', async () => {
    await kadis.say('bisa, atau jumat jam 9 juga boleh');
    expect(kadis.buttons()).toEqual([['Bersedia Kam 31 Agu 10.00'], ['Usul Jum 1 Sep 09.00'], ['Bukan']]);
    await kadis.tap('Usul');
    await kadis.tap('Kirim');
    expect(await answers()).toEqual(['counterProposed']);
    // The version has gone on: the older button opens nothing.
    const asked = kadis.messages().find(({ text }) => text.includes('lebih dari satu'));
    await kadis.tap('Bersedia', asked);
    expect(await answers()).toEqual(['counterProposed']);
  });

  it('who answers later is heard, and asked again a day later, once', async () => {
    const [before] = await nudges();
    bot.clock.advance(3 * 3_600_000);
    await kadis.say('nanti saya kabari ya');
    expect(kadis.last().text).toMatch(/^Baik\. Kami sampaikan kepada petugas/u);
    await kadis.say('nanti dikabari');
    const after = await nudges();
    expect(after).toHaveLength(1);
    expect(Number(after[0]?.dueAt) - Number(before?.dueAt)).toBe(3 * 3_600_000);
    const told = officer.messages().length;
    await bot.deliver();
    expect(officer.messages()).toHaveLength(told + 1);
    expect(officer.last().text).toContain('Dinas Perikanan sudah membaca dan akan memberi kabar');
    expect(await answers()).toEqual(['pending']);
  });

  it('of several questions a reply says which is meant, else the last one is', async () => {
    const first = kadis.last();
    bot.clock.advance(60_000);
    await ask('Dinas Perikanan, rabu jam 9, panen');
    await kadis.say('siap');
    expect(kadis.last().text).toContain('Rabu, 30 Agustus 2023');
    expect(kadis.buttons()).toEqual([['Ya, bersedia'], ['Bukan', 'Kunjungan lain']]);
    await kadis.say('siap', first);
    expect(kadis.last().text).toContain('Kamis, 31 Agustus 2023');
  });

  it('is nothing where nobody asks, or to whom nothing was asked', async () => {
    const social = bot.as(SOCIAL);
    await social.say('siap pak');
    expect(social.last().text).not.toContain('bersedia');
    await officer.say('siap pak');
    expect(officer.last().text).not.toContain('bersedia');
    await kadis.say('ok');
    await kadis.tap('Ya, bersedia');
    await kadis.say('bersedia');
    expect(kadis.last().text).not.toContain('Anda bersedia');
  });

  it('texts alone send nothing, however many follow each other', async () => {
    await kadis.say('tidak bisa');
    expect(kadis.buttons()).toEqual([['Ya, tidak bisa'], ['Bukan']]);
    await kadis.say('siap pak');
    expect(kadis.last().text).toContain('Anda bersedia');
    await kadis.say('jumat saja');
    expect(kadis.buttons()).toEqual([['Usul Jum 1 Sep'], ['Bukan']]);
    await kadis.say('jam 10');
    expect(await answers()).toEqual(['pending']);
  });

  it('an open form takes it first', async () => {
    await kadis.say('jumat saja');
    await kadis.tap('Usul');
    expect(kadis.last().text).toContain('Jam berapa');
    await kadis.say('jam 9');
    await bot.deliver();
    expect(officer.last().text).toContain('mengusulkan Jumat, 1 September 2023, 09.00–10.00 WIT');
  });
});

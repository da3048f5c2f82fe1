import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { visitPastTap } from '../../../../src/features/visits/past/taps.js';
import { searchName } from '../../../../src/reading/search-name.js';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';

type Someone = Awaited<ReturnType<TestBot['person']>>;

describe.each(conversations())('a visit of the past on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Someone;
  let kadis: Someone;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    // Thursday, 31 August 2023, 12.00 WIT.
    bot = await startBot(database, { now: '2023-08-31T03:00:00Z' });
    officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    await bot.person({ id: 12, name: 'Sinta' }, 'humas');
    const name = 'Dinas Perikanan';
    const { id } = await bot.db.write((tx) =>
      tx.agency.create({
        data: { unitId: bot.unitId, name, searchName: searchName(name), createdAt: bot.clock.now() },
      }),
    );
    kadis = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', id);
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  async function fill(date: string, time: string): Promise<void> {
    await officer.say('/kunjungan');
    await officer.tap('Lewat');
    await officer.tap('Catat yang sudah lewat');
    await officer.tap('Dinas Perikanan');
    await officer.tap('Kita ke sana');
    await officer.say(date);
    await officer.say(time);
    await officer.say('kerja sama pelatihan');
  }

  it('is held at once, and nobody is told before its minutes are', async () => {
    await fill('28 Agustus', 'jam 10');
    expect(officer.last().text).toContain('🗓 Senin, 28 Agustus 2023, 10.00–11.00 WIT');
    expect(officer.last().text).not.toContain('bentrok');
    await bot.redeliver(await officer.tap('Simpan'));
    expect(officer.last().text).toContain('☑️ Terlaksana');
    expect(officer.last().text).toContain('Humas (Sinta)');
    expect(await bot.own.visit.findMany({ include: { parties: true } })).toMatchObject([
      { state: 'held', startsAt: new Date('2023-08-28T01:00:00Z'), parties: [{ answer: 'accepted' }] },
    ]);
    await bot.deliver();
    expect(await bot.own.outbox.count()).toBe(0);
    expect(kadis.messages()).toEqual([]);
    await officer.tap('Catatan dan foto');
    await officer.say('Sepakat membuat PKS');
    await officer.tap('Lanjut');
    await officer.tap('Lewati');
    await bot.deliver();
    expect(kadis.last().text).toContain('Sepakat membuat PKS');
    await kadis.tap('Setuju');
    expect(kadis.last().text).toContain('✅ Notula disetujui');
  });

  it('is one that is over: not of a day ahead, nor of an hour that hasn’t passed', async () => {
    await officer.say('/kunjungan');
    await officer.tap('Lewat');
    await officer.tap('Catat yang sudah lewat');
    await officer.tap('Dinas Perikanan');
    await officer.tap('Kita ke sana');
    await officer.say('1 September 2023');
    expect(officer.last().text).toContain('1 September 2023');
    await officer.say('hari ini');
    await officer.say('jam 11.30');
    await officer.say('kerja sama');
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('Kunjungan ini belum berlangsung.');
    expect(await bot.own.visit.count()).toBe(0);
  });

  it('is the unit’s to enter: neither an agency’s nor humas’', async () => {
    await kadis.say('/kunjungan');
    await kadis.tap('Lewat');
    expect(kadis.buttons().flat()).not.toContain('＋ Catat yang sudah lewat');
    await kadis.tapData(visitPastTap.data({}));
    expect(bot.queryAnswers.at(-1)?.alert).toBe(true);
    const humas = bot.as({ id: 12, name: 'Sinta' });
    await humas.say('/kunjungan');
    await humas.tapData(visitPastTap.data({}));
    expect(bot.queryAnswers.at(-1)?.alert).toBe(true);
  });
});

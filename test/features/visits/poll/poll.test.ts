import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';

type Someone = Awaited<ReturnType<TestBot['person']>>;

const LINE = '/kunjungan Dinas Perikanan dan Dinas Sosial, kamis atau jumat jam 10, kerja sama pelatihan';

describe.each(databases())('a choice of times on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Someone;
  let head: Someone;
  let kadis: Someone;
  let kadinsos: Someone;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    const fisheries = await bot.world.agency('Dinas Perikanan');
    const social = await bot.world.agency('Dinas Sosial');
    officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    head = await bot.person({ id: 13, name: 'Pak Karutan' }, 'head');
    kadis = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', fisheries);
    kadinsos = await bot.person({ id: 22, name: 'Pak Kadinsos' }, 'agencyHead', social);
  });

  async function deliver(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) {
      await bot.deliver();
      bot.clock.advance(2_000);
    }
  }

  async function offer(line = LINE): Promise<void> {
    await officer.say(line);
    await officer.tap('Selasa, 29 Agustus 2023, 16.00 WIT');
    await officer.tap('Kirim pilihan');
    await deliver();
  }

  it('print', async () => {
    const p = (who: string, m: any) => console.log(`--- ${who}\n${m?.text}\n${JSON.stringify(m?.buttons ?? m?.labels ?? Object.keys(m ?? {}))}`);
    await officer.say(LINE);
    p('line', officer.last());
    await officer.tap('Selasa, 29 Agustus 2023, 16.00 WIT');
    p('preview', officer.last());
    await officer.tap('Kirim pilihan');
    p('card', officer.last());
    await deliver();
    p('kadis', kadis.last());
    await kadis.tap('1 ✅');
    await kadis.tap('2 🟡');
    await kadinsos.tap('1 ❌');
    await kadinsos.tap('2 ✅');
    p('kadis', kadis.last());
    await deliver();
    p('officer', officer.last());
    await officer.tap('✅ Tetapkan 2: Jum 1 Sep 10.00');
    p('visit', officer.last());
    await deliver();
    p('kadis', kadis.last());
    p('kadis all', kadis.messages().map((m: any) => m.text));
    p('officer', officer.last());
    await officer.say('/kunjungan pilihan');
    p('list', officer.last());
    await officer.tap('＋ Tawarkan beberapa waktu');
    await officer.tap('Dinas Perikanan');
    await officer.tap('Kita ke sana');
    p('times', officer.last());
    await officer.say('senin jam 10');
    p('times', officer.last());
    await officer.tap('📅 Pilih dari kalender');
    p('times', officer.last());
    void [head, offer];
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';

const HEAD = 'No. Register;Nama;Golongan;Program;Status';

describe.each(conversations())('figures after rosters on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Awaited<ReturnType<TestBot['person']>>;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database, { now: '2023-10-05T01:00:00Z' });
    officer = await bot.person({ id: 7, name: 'Petugas' }, 'officer');
    await bot.db.write((tx) =>
      tx.programme.create({
        data: {
          ...{ unitId: bot.unitId, name: 'Las', searchName: 'las', kind: 'trade', seats: 5 },
          createdAt: bot.clock.now(),
        },
      }),
    );
  });
  afterAll(() => database.close());

  async function send(date: string, ...rows: string[]): Promise<void> {
    await officer.document('a.csv', Buffer.from([HEAD, ...rows].join('\n')));
    await officer.say(date);
    await officer.tap('Terapkan');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
  }

  async function figures(period: string) {
    await officer.say(`/jumlah ${period}`);
    const { text } = officer.last();
    return {
      enrolled: Number(/Terdaftar (\d+) orang/u.exec(text)?.[1] ?? Number.NaN),
      convicts: Number(/narapidana (\d+)/u.exec(text)?.[1] ?? Number.NaN),
      detainees: Number(/tahanan (\d+)/u.exec(text)?.[1] ?? Number.NaN),
    };
  }

  test('months before, between and after three rosters are as a person would count them', async () => {
    await send('31/7/2023', '1/2023;Budi;A.III;Las;aktif', 'BI-2/2023;Ani;B.I;Las;aktif');
    await send(
      '31/8/2023',
      '1/2023;Budi;B.I;Las;aktif',
      'BI-2/2023;Ani;B.I;Las;jeda',
      'BI-3/2023;Ida;B.I;Las;aktif',
    );
    await send('30/9/2023', '1/2023;Budi;B.I;Las;lulus', 'BI-2/2023;Ani;B.I;Las;aktif');
    expect(await figures('juli 2023')).toEqual({ enrolled: 2, convicts: 1, detainees: 1 });
    expect(await figures('agustus 2023')).toEqual({ enrolled: 3, convicts: 3, detainees: 0 });
    expect(await figures('september 2023')).toEqual({ enrolled: 2, convicts: 2, detainees: 0 });
    await officer.say('/jumlah juni 2023');
    expect(officer.last().text.toLowerCase()).toContain('belum ada data');
  });
});

import { GrammyError } from 'grammy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchName } from '../../../../src/reading/search-name.js';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';

type Someone = Awaited<ReturnType<TestBot['person']>>;

const KADIS = { id: 21, name: 'Ibu Kadis' };

describe.each(conversations())('whoever can be reached again, or joins late, on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Someone;
  let agencyId: number;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    const name = 'Dinas Perikanan';
    ({ id: agencyId } = await bot.db.write((tx) =>
      tx.agency.create({
        data: { unitId: bot.unitId, name, searchName: searchName(name), createdAt: bot.clock.now() },
      }),
    ));
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  async function propose(): Promise<void> {
    await officer.say('/kunjungan Dinas Perikanan, 11/9 jam 10, kerja sama');
    await officer.tap('Simpan dan kirim');
    await settle();
  }
  async function settle(): Promise<void> {
    for (let look = 0; look < 3; look += 1) await bot.deliver();
  }
  let isBlocked = true;
  function block(): void {
    isBlocked = true;
    bot.failures.push(({ method, payload }) =>
      isBlocked && method.startsWith('send') && payload['chat_id'] === KADIS.id
        ? new GrammyError(
            'refused',
            { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
            method,
            payload,
          )
        : undefined,
    );
  }
  const requests = (who: Someone) => who.messages().filter(({ text }) => text.includes('ingin berkunjung'));
  const card = () => officer.messages()[0]?.text;

  it('blocked: the card says that they can’t be reached, and not that there is nobody', async () => {
    await bot.person(KADIS, 'agencyHead', agencyId);
    block();
    await propose();
    expect(card()).toContain('Dinas Perikanan belum dapat dihubungi lewat Sambang.');
    expect(card()).not.toContain('Belum ada kontak');
  });

  it('unblocked: what is still open is sent, once, and the card says so', async () => {
    const kadis = await bot.person(KADIS, 'agencyHead', agencyId);
    block();
    await propose();
    expect(requests(kadis)).toEqual([]);
    isBlocked = false;
    await kadis.say('/start');
    await settle();
    expect(requests(kadis)).toHaveLength(1);
    expect(card()).toContain('dikirim kepada Kepala Dinas Perikanan');
    await kadis.say('/bantuan');
    await settle();
    expect(requests(kadis)).toHaveLength(1);
    await kadis.tap('Bersedia', requests(kadis)[0]);
    await settle();
    expect(await bot.own.visit.count({ where: { state: 'confirmed' } })).toBe(1);
  });

  it('unblocked, when it was asked while they were known to be lost', async () => {
    const kadis = await bot.person(KADIS, 'agencyHead', agencyId);
    await bot.db.write((tx) =>
      tx.person.updateMany({
        where: { telegramId: BigInt(KADIS.id) },
        data: { unreachableAt: bot.clock.now() },
      }),
    );
    await propose();
    expect(card()).toContain('belum dapat dihubungi');
    await kadis.say('/start');
    await settle();
    expect(requests(kadis)).toHaveLength(1);
  });

  it('unblocked, and what waits can’t be written: the next message tries again', async () => {
    const kadis = await bot.person(KADIS, 'agencyHead', agencyId);
    block();
    await propose();
    isBlocked = false;
    const visits = bot.features.find(({ reached }) => reached);
    const { reached } = visits ?? {};
    if (!visits || !reached) throw new Error('visits wait for whoever can be reached again');
    const once: { reached: typeof reached } = { reached: () => Promise.reject(new Error('disk full')) };
    Object.assign(visits, once);
    await kadis.say('/start');
    await settle();
    expect(requests(kadis)).toEqual([]);
    Object.assign(visits, { reached });
    await kadis.say('/start');
    await settle();
    expect(requests(kadis)).toHaveLength(1);
  });

  it('unblocked after it was called off or has passed: nothing is sent', async () => {
    const kadis = await bot.person(KADIS, 'agencyHead', agencyId);
    block();
    await propose();
    await officer.tap('Batalkan kunjungan', officer.messages()[0]);
    await officer.tap('Laut');
    await settle();
    isBlocked = false;
    await kadis.say('/start');
    await settle();
    expect(requests(kadis)).toEqual([]);
  });

  it('agreed meanwhile by telephone: they are told the agreement, with the calendar file', async () => {
    const kadis = await bot.person(KADIS, 'agencyHead', agencyId);
    await propose();
    block();
    await officer.tap('Catat jawaban', officer.messages()[0]);
    await officer.tap('Bersedia');
    await officer.tap('Telepon');
    await officer.say('Ibu Ani');
    await settle();
    const agreed = () => kadis.messages().filter(({ text }) => text.includes('Disepakati:'));
    expect(agreed()).toEqual([]);
    isBlocked = false;
    await kadis.say('/start');
    await settle();
    expect(agreed()).toHaveLength(1);
  });

  it('joined late by an invitation: what is still open is sent, once', async () => {
    await propose();
    expect(card()).toContain('Belum ada kontak Dinas Perikanan yang terhubung.');
    await officer.tap('Undang kepala instansi', officer.messages()[0]);
    const [, code = ''] = /start=([\w-]+)/u.exec(officer.last().text) ?? [];
    const kadis = bot.as(KADIS);
    await kadis.say(`/start ${code}`);
    await settle();
    expect(requests(kadis)).toHaveLength(1);
    expect(card()).toContain('dikirim kepada Kepala Dinas Perikanan');
    await kadis.say('/bantuan');
    await settle();
    expect(requests(kadis)).toHaveLength(1);
  });
});

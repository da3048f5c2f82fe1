import type { Update } from 'grammy/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openState } from '../support/bot.js';
import { conversations, type TestDatabase } from '../support/database.js';
import { type HostileWorld, hostileWorld } from './hostile-world.js';

describe.each(conversations())('a message that waited before it was handled on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: HostileWorld;
  let officer: ReturnType<HostileWorld['bot']['as']>;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    world = await hostileWorld(database);
    officer = world.bot.as(world.accounts.officer);
    // Tuesday, 29 August 2023, 23.50 WIT.
    world.bot.clock.set('2023-08-29T14:50:00Z');
  });

  const values = async () => (await openState(world.bot.own)) as { values: Record<string, unknown> };
  const waits = async (act: () => Promise<Update>, minutes = 20) => {
    const update = await world.bot.withhold(act);
    world.bot.clock.advance({ minutes });
    await world.bot.redeliver(update);
  };

  it('carries the moment at which it was written', async () => {
    const { message } = await officer.say('/bantuan');
    expect(message?.date).toBe(world.bot.clock.now().getTime() / 1_000);
  });

  it('means by “besok” the day after it was written, in a line', async () => {
    await waits(() => officer.say('/kunjungan Dinas Perikanan A, besok jam 10, kerja sama'));
    expect(await values()).toMatchObject({ values: { date: '2023-08-30' } });
    expect(officer.last().text).toContain('30 Agustus');
  });

  it('means so in answer to a question', async () => {
    await officer.say('/kunjungan');
    await officer.tap('Jadwalkan');
    await officer.tap('Dinas Perikanan A');
    await officer.tap('Kita ke sana');
    await waits(() => officer.say('besok jam 10'));
    expect(await values()).toMatchObject({ values: { date: '2023-08-30', start: '10:00' } });
  });

  it('means by no day at all, and by “tadi”, the one on which it was written', async () => {
    await waits(() => officer.say('/sesi Budidaya Lele A, jam 8-9, Pakan'));
    expect(await values()).toMatchObject({ values: { date: '2023-08-29', start: '08:00' } });
    await waits(() => officer.say('/sesi Menjahit A, kemarin jam 8-9, Pola'));
    expect(await values()).toMatchObject({ values: { date: '2023-08-29' } });
  });

  it('asks for a period as it was written', async () => {
    world.bot.clock.set('2023-08-31T14:50:00Z');
    await waits(() => officer.say('/jumlah bulan ini'));
    expect(officer.last().text).toContain('Agustus 2023');
  });

  it('meets deadlines as they are by then, as a tap does', async () => {
    world.bot.clock.set('2023-08-29T00:50:00Z');
    await waits(() => officer.say('/kunjungan Dinas Perikanan A, hari ini jam 10, kerja sama'));
    expect(officer.last().text).toContain('Periksa dulu');
    await officer.tap('Simpan dan kirim');
    expect(officer.last().text).toContain('sudah lewat');
    expect(await world.bot.own.visit.count()).toBe(0);
  });
});

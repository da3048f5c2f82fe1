import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchName } from '../../../../src/reading/search-name.js';
import { startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';

type Someone = Awaited<ReturnType<TestBot['person']>>;

describe.each(databases())('the daily agenda on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Someone;
  let head: Someone;
  let programmeId: number;
  let agencyId: number;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    head = await bot.person({ id: 14, name: 'Pak Karutan' }, 'head');
    const { unitId } = bot;
    const named = (name: string) => ({
      unitId,
      name,
      searchName: searchName(name),
      createdAt: bot.clock.now(),
    });
    ({ id: agencyId } = await bot.db.write((tx) => tx.agency.create({ data: named('Dinas Perikanan') })));
    ({ id: programmeId } = await bot.db.write((tx) =>
      tx.programme.create({ data: { ...named('Budidaya Ikan Lele'), kind: 'trade' } }),
    ));
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const wit = (moment: string) => new Date(`2023-${moment}:00+09:00`);
  /** The sweep and delivery at a moment. */
  async function at(moment: string): Promise<void> {
    bot.clock.set(wit(moment));
    for (const feature of bot.features) await feature.sweep?.(bot.clock.now());
    await bot.deliver();
  }
  const visit = (from: string, to: string, state: 'confirmed' | 'proposed' | 'cancelled' | 'held') =>
    bot.db.write(async (tx) => {
      const { personId } = await tx.post.findFirstOrThrow({ where: { kind: 'officer' } });
      await tx.visit.create({
        data: {
          ...{ unitId: bot.unitId, officerId: personId, direction: 'toAgency', purpose: 'Kerja sama', state },
          ...{ startsAt: wit(from), endsAt: wit(to), createdAt: bot.clock.now() },
          parties: { create: { agencyId, answer: state === 'proposed' ? 'pending' : 'accepted' } },
        },
      });
    });
  const session = (number: number, from: string, to: string, state: 'planned' | 'held') =>
    bot.db.write((tx) =>
      tx.session.create({
        data: { unitId: bot.unitId, programmeId, number, startsAt: wit(from), endsAt: wit(to), state },
      }),
    );

  it('comes at seven to officers, with the day’s visits and sessions and what wasn’t recorded', async () => {
    await session(1, '08-24T09:00', '08-24T11:00', 'held');
    await session(2, '08-25T09:00', '08-25T11:00', 'planned');
    await session(3, '08-29T09:00', '08-29T11:00', 'planned');
    await visit('08-25T13:00', '08-25T14:00', 'confirmed');
    await visit('08-24T13:00', '08-24T14:00', 'held');
    await visit('08-29T10:00', '08-29T11:00', 'confirmed');
    await visit('08-29T14:00', '08-29T15:00', 'proposed');
    await visit('08-29T15:00', '08-29T16:00', 'cancelled');
    await visit('08-30T10:00', '08-30T11:00', 'confirmed');
    await at('08-28T20:00');
    expect(officer.messages()).toEqual([]);
    await at('08-29T07:00');
    expect(officer.last().text).toBe(
      [
        'Agenda Selasa, 29 Agustus 2023 (WIT)',
        '',
        '🗓 Kunjungan',
        '• 10.00–11.00 Dinas Perikanan',
        '• 14.00–15.00 Dinas Perikanan (menunggu jawaban)',
        '',
        '📚 Sesi',
        '• 09.00–11.00 Budidaya Ikan Lele',
        '',
        '⚠️ Belum dicatat',
        '• Jum 25 Agu · Budidaya Ikan Lele',
        '• Jum 25 Agu · kunjungan Dinas Perikanan',
      ].join('\n'),
    );
    expect(officer.buttons()).toEqual([
      ['Catat sesi'],
      ['Lihat kunjungan'],
      ['Catat kunjungan lalu'],
      ['⏰ Ingatkan lagi 1 jam', '⏰ Waktu lain …'],
    ]);
    expect(head.messages()).toEqual([]);
    await at('08-29T08:00');
    expect(officer.messages()).toHaveLength(1);
    await officer.tap('Catat sesi');
    expect(officer.last().text).toContain('Hari ini, Selasa, 29 Agustus 2023');
  });

  it('doesn’t come where there is nothing, nor at the weekend', async () => {
    await visit('09-02T10:00', '09-02T11:00', 'confirmed');
    for (const day of ['08-28', '08-29', '08-30', '08-31', '09-01', '09-02', '09-03']) {
      await at(`${day}T06:00`);
      await at(`${day}T07:30`);
    }
    expect(officer.messages()).toEqual([]);
  });

  it('goes to the heads of a unit without officers', async () => {
    await bot.db.write((tx) =>
      tx.post.updateMany({ where: { kind: 'officer' }, data: { endedAt: bot.clock.now() } }),
    );
    await session(1, '08-29T09:00', '08-29T11:00', 'planned');
    await at('08-29T07:00');
    expect(head.last().text).toContain('Agenda Selasa');
    expect(officer.messages()).toEqual([]);
  });

  it('stays away from who has left the office meanwhile, whatever else they have become', async () => {
    await session(1, '08-29T09:00', '08-29T11:00', 'planned');
    await at('08-28T20:00');
    await bot.db.write((tx) => tx.post.updateMany({ where: { kind: 'officer' }, data: { kind: 'humas' } }));
    await at('08-29T07:00');
    expect(officer.messages()).toEqual([]);
    const [row] = await bot.own.outbox.findMany({ where: { kind: 'agenda.daily' }, orderBy: { id: 'asc' } });
    expect(row).toMatchObject({ state: 'dropped', cause: 'no-post' });
  });

  it('after downtime comes late in the morning and is dropped from noon on', async () => {
    await session(1, '08-29T14:00', '08-29T15:00', 'planned');
    await session(2, '08-30T14:00', '08-30T15:00', 'planned');
    await at('08-29T10:30');
    expect(officer.last().text).toContain('(Agenda ini terlambat terkirim.)');
    await at('08-30T12:30');
    expect(officer.messages().filter(({ text }) => text.startsWith('Agenda'))).toHaveLength(1);
    const rows = await bot.own.outbox.findMany({
      where: { kind: 'agenda.daily' },
      orderBy: { id: 'asc' },
    });
    expect(rows.map(({ state, cause }) => [state, cause])).toEqual([
      ['sent', null],
      ['dropped', 'late'],
      ['planned', null],
    ]);
  });

  it('can be switched off', async () => {
    await session(1, '08-29T09:00', '08-29T11:00', 'planned');
    await officer.say('/pengaturan');
    await officer.tap('Pengingat');
    expect(officer.buttons().flat()).toContain('✓ Agenda pagi');
    await officer.tap('Agenda pagi');
    await at('08-28T20:00');
    await at('08-29T07:00');
    expect(officer.messages()).toHaveLength(1);
  });

  it('long lists are cut and say so', async () => {
    for (let n = 1; n <= 13; n += 1) {
      const hour = String(n + 5).padStart(2, '0');
      await session(n, `08-29T${hour}:00`, `08-29T${hour}:45`, 'planned');
    }
    await at('08-29T07:00');
    expect(officer.last().text).toContain('… dan 3 lagi');
  });
});

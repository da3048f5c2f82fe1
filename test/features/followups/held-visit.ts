import { startBot, type TestBot } from '../../support/bot.js';
import type { TestDatabase } from '../../support/database.js';

export type Someone = Awaited<ReturnType<TestBot['person']>>;

const wit = (moment: string) => new Date(`2023-${moment}:00+09:00`);

/** A unit with an officer, humas and two agencies, and a visit that was held on Thursday, 31 August 2023, 10.00 WIT. */
export async function followUpWorld(database: TestDatabase) {
  // Thursday, 31 August 2023, 12.00 WIT.
  const bot = await startBot(database, { now: '2023-08-31T03:00:00Z' });
  const social = await bot.world.agency('Dinas Sosial');
  const fisheries = await bot.world.agency('Dinas Perikanan');
  const officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
  const humas = await bot.person({ id: 12, name: 'Sinta' }, 'humas');
  const kadis = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', fisheries);
  const other = await bot.person({ id: 31, name: 'Pak Sosial' }, 'agencyHead', social);
  const idOf = async (account: number) => {
    const { id } = await bot.own.person.findUniqueOrThrow({ where: { telegramId: BigInt(account) } });
    return id;
  };
  const officerId = await idOf(11);

  const visit = (state: 'held' | 'confirmed' = 'held', minutes?: string) =>
    bot.world.visit(officerId, fisheries, wit('08-31T10:00'), state, {
      purpose: 'Kerja sama pelatihan',
      createdAt: wit('08-28T09:00'),
      ...(minutes !== undefined && { minutes, minutesVersion: 1 }),
      parties: { create: { agencyId: fisheries, answer: 'accepted' } },
    });

  return {
    bot,
    fisheries,
    social,
    officer,
    humas,
    kadis,
    other,
    officerId,
    idOf,
    visit,
    /** The sweep and delivery at a moment in the unit's zone. */
    at: async (moment: string) => {
      bot.clock.set(wit(moment));
      for (const feature of bot.features) await feature.sweep?.(bot.clock.now());
      await bot.deliver();
    },
    /** One that is open, as if it had been agreed on 31 August. */
    open: bot.world.followUp,
    /** Kinds and days of what is planned, in order. */
    planned: async () => {
      const rows = await bot.own.outbox.findMany({
        where: { state: 'planned', kind: { startsWith: 'followup.' } },
        orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(({ kind, dueAt, personId }) => [
        kind,
        dueAt.toISOString().slice(5, 10),
        personId === officerId ? 'officer' : 'owner',
      ]);
    },
  };
}

export type FollowUpWorld = Awaited<ReturnType<typeof followUpWorld>>;

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';
import { size } from '../../../support/size.js';
import { MARK, type Move, playground } from './play.js';

const HOUR_MS = 3_600_000;
const REMINDERS = ['visit.H-7', 'visit.H-1', 'visit.2h'];

const week = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 60, maxLength: 60 });

describe.each(conversations())('weeks in which anything may happen, on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  /** One agreed time or none, which all who take part have accepted; another is only asked for beside one. */
  async function expectOneTime(): Promise<void> {
    const visits = await bot.own.visit.findMany({ include: { parties: true } });
    for (const { state, askedStart, parties } of visits) {
      const answers = parties.filter(({ takenOutAt }) => takenOutAt === null).map(({ answer }) => answer);
      const changing = parties.some(({ changeAnswer }) => changeAnswer !== null);
      if (state === 'confirmed') expect(answers).toContain('accepted');
      if (state === 'confirmed') expect(answers).not.toContain('counterProposed');
      else expect([askedStart, changing]).toEqual([null, false]);
    }
  }

  /** Reminders are planned for what is agreed, for its time, and for nothing else. */
  async function expectReminders(): Promise<void> {
    const agreed = new Map(
      (await bot.own.visit.findMany({ where: { state: 'confirmed' } })).map(({ id, startsAt }) => [
        id,
        startsAt,
      ]),
    );
    const planned = await bot.own.outbox.findMany({
      where: { kind: { in: REMINDERS }, state: 'planned' },
    });
    for (const { kind, subjectId, dueAt } of planned) {
      const startsAt = agreed.get(subjectId);
      expect(startsAt, `${kind} of a visit that is not agreed`).toBeDefined();
      const before = (startsAt?.getTime() ?? 0) - dueAt.getTime();
      const days = kind === 'visit.H-7' ? 7 : kind === 'visit.H-1' ? 1 : 0;
      if (days === 0) expect(before).toBe(2 * HOUR_MS);
      else expect(Math.ceil((before - 16 * HOUR_MS) / (24 * HOUR_MS))).toBe(days);
    }
  }

  /** Accounts without a post. */
  async function outside(): Promise<Set<number>> {
    const posts = await bot.own.post.findMany({ where: { endedAt: null }, include: { person: true } });
    const inside = new Set(posts.map(({ person }) => Number(person.telegramId)));
    return new Set([11, 12, 13, 14, 21, 22, 31].filter((id) => !inside.has(id)));
  }

  /** What was shown since, to whoever has no post, tells of no visit. */
  function expectNothingTold(before: ReadonlyMap<string, number>, gone: ReadonlySet<number>): void {
    for (const { chatId, messageId, edits, text } of bot.shown) {
      if (!gone.has(chatId) || before.get(`${chatId}/${messageId}`) === edits) continue;
      expect(text).not.toMatch(new RegExp(MARK, 'u'));
    }
  }

  const seen = () =>
    new Map(bot.shown.map(({ chatId, messageId, edits }) => [`${chatId}/${messageId}`, edits]));

  async function play(moves: readonly Move[]): Promise<void> {
    await database.reset();
    // Monday, 28 August 2023, 8.00 WIT.
    bot = await startBot(database, { now: '2023-08-27T23:00:00Z' });
    const { move } = await playground(bot);
    for (const each of moves) {
      const [before, goneBefore] = [seen(), await outside()];
      await move(each);
      const gone = await outside();
      // Whoever goes in this step is told so, and nothing else of a visit.
      expectNothingTold(before, new Set([...gone].filter((id) => goneBefore.has(id))));
      expect(bot.shown.filter(({ text }) => text.includes('gangguan di pihak kami'))).toEqual([]);
      await expectOneTime();
      await expectReminders();
    }
    await bot.stop();
  }

  it('a visit has one agreed time or none, is reminded of for that alone, and nobody without a post hears of it', async () => {
    await fc.assert(fc.asyncProperty(week, play), {
      numRuns: size(2, 12),
      // A shorter week would have to be played some hundred times to be found.
      endOnFailure: true,
      seed: Number(process.env['WEEKS_SEED'] ?? 2023),
    });
  });
});

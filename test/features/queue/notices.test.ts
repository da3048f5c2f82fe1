import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planNotices } from '../../../src/delivery/notices.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { databases, type TestDatabase } from '../../support/database.js';

const [sqlite] = databases();
if (!sqlite) throw new Error('no database to test on');

describe('the news that something was set aside', () => {
  let database: TestDatabase;
  let bot: TestBot;

  beforeAll(async () => {
    database = await sqlite.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database);
  });

  it('is for whoever is a head when it goes out', async () => {
    await bot.person({ id: 11, name: 'Karutan' }, 'head');
    await bot.person({ id: 12, name: 'Plh. Karutan' }, 'head');
    const now = bot.clock.now();
    const lost = { dedupeKey: 'visit.lost:1', unitId: bot.unitId, kind: 'visit.lost', subjectId: 1 };
    const [message] = [Object.assign({ subjectVersion: 1, to: { personId: 1 }, dueAt: now }, lost)];
    await bot.db.write((tx) => planNotices(tx, now, [message]));
    await bot.deliver();
    await bot.db.write((tx) =>
      tx.post.updateMany({ where: { person: { telegramId: 12n } }, data: { endedAt: now } }),
    );
    bot.clock.advance({ minutes: 10 });
    await bot.deliver();
    const told = await bot.own.outbox.findMany({
      where: { kind: { not: 'visit.lost' } },
      select: { state: true, cause: true, person: { select: { telegramId: true } } },
      orderBy: { id: 'asc' },
    });
    expect(told).toMatchObject([
      { state: 'sent', person: { telegramId: 11n } },
      { state: 'dropped', cause: 'no-post', person: { telegramId: 12n } },
    ]);
    await bot.stop();
  });
});

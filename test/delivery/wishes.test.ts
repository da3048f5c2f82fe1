import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Wishes } from '../../src/delivery/delivery.js';
import type { Wish } from '../../src/delivery/notice.js';
import { release } from '../../src/delivery/notices.js';
import { createQueue } from '../../src/delivery/queue.js';
import { databases, type TestDatabase } from '../support/database.js';
import { notice, type Office, openOffice } from './office.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe.each(databases())('what recipients wish on $kind', ({ open }) => {
  let store: TestDatabase;
  let office: Office;
  let asked: number[];
  beforeAll(async () => {
    store = await open({ neighbours: false });
  });
  beforeEach(async () => {
    await store.reset();
    office = await openOffice(store.db, 100);
    asked = [];
  });
  afterAll(() => store.close());

  const after = (ms: number) => new Date(office.time.ms() + ms);
  /** Everybody wishes the same. */
  const wishing =
    (wish: () => Wish | undefined): Wishes =>
    async (reminders) => {
      asked.push(reminders.length);
      const now = wish();
      return new Map(now ? reminders.map(({ outboxId }) => [outboxId, now]) : []);
    };
  const reminder = { family: 'visits', before: 'H-1' };
  /** A reminder that says whether it is late and has lost its point from `end` on. */
  const reminding = (end: Date) =>
    notice({
      reminder,
      stillDue: async ({ now }) => (now < end ? { send: true } : { drop: 'over' }),
      render: async ({ late }) => ({ card: { text: late ? 'late' : 'in time' } }),
    });

  it('a reminder that isn’t wanted is dropped with a record; other messages and answers go', async () => {
    const wishes = wishing(() => ({ drop: 'muted' }));
    await office.plan(
      { subjectId: 1, kind: 'reminder' },
      { subjectId: 2, kind: 'news', to: { personId: 2 } },
      { subjectId: 3, kind: 'reminder', to: { personId: 3 }, priority: 1 },
      { subjectId: 4, kind: 'reminder', to: { groupId: 1 } },
    );
    const news = notice();
    await office.delivery({ reminder: { ...news, reminder }, news }, { wishes }).tick();
    expect(office.said().toSorted((a, b) => a.localeCompare(b))).toEqual([
      ...['-1001 reminder 4', '1002 news 2', '1003 reminder 3'],
    ]);
    expect(await office.row(1)).toMatchObject({ state: 'dropped', cause: 'muted' });
  });

  it('a held reminder waits until then, is neither overdue nor late, and goes', async () => {
    const until = after(8 * HOUR);
    const wishes = wishing(() => (office.time.clock.now() < until ? { until, tooLate: 'send' } : undefined));
    await office.plan({ subjectId: 1 });
    const delivery = office.delivery({ note: reminding(after(24 * HOUR)) }, { wishes });
    await delivery.tick();
    expect(await office.row(1)).toMatchObject({ state: 'planned', cause: 'held', nextAt: until });
    office.time.advance(7 * HOUR);
    await delivery.tick();
    expect(office.said()).toEqual([]);
    expect(asked).toEqual([1]);
    expect((await delivery.metrics()).due).toBe(0);
    const { counts } = await createQueue(store).view(office.unitId, office.time.clock.now());
    expect(counts).toMatchObject({ planned: 1, due: 0 });
    office.time.advance(HOUR);
    await delivery.tick();
    expect(office.said()).toEqual(['1001 in time']);
    expect(await office.row(1)).toMatchObject({ state: 'sent', cause: null });
  });

  it('after downtime beyond the hold it is overdue, and late when it goes', async () => {
    let until: Date | undefined = after(HOUR);
    const wishes = wishing(() => until && { until, tooLate: 'send' });
    await office.plan({ subjectId: 1 });
    const delivery = office.delivery({ note: reminding(after(24 * HOUR)) }, { wishes });
    await delivery.tick();
    until = undefined;
    office.time.advance(HOUR + 11 * MINUTE);
    expect((await delivery.metrics()).due).toBe(1);
    await delivery.tick();
    expect(office.said()).toEqual(['1001 late']);
  });

  it('one that would come too late goes at once or is dropped, as wished', async () => {
    const until = after(8 * HOUR);
    const note = reminding(after(HOUR));
    await office.plan({ subjectId: 1 });
    const first = office.delivery({ note }, { wishes: wishing(() => ({ until, tooLate: 'send' })) });
    await first.tick();
    await first.stop();
    expect(office.said()).toEqual(['1001 in time']);
    office.time.advance(30_000);
    await office.plan({ subjectId: 2 });
    await office.delivery({ note }, { wishes: wishing(() => ({ until, tooLate: 'drop' })) }).tick();
    expect(office.said()).toHaveLength(1);
    expect(await office.row(2)).toMatchObject({ state: 'dropped', cause: 'over' });
  });

  it('what is held is looked at again once released, the others’ not', async () => {
    const until = after(8 * HOUR);
    let quiet = true;
    const wishes = wishing(() => (quiet ? { until, tooLate: 'send' } : undefined));
    await office.plan({ subjectId: 1 }, { subjectId: 2, to: { personId: 2 } });
    const delivery = office.delivery({ note: reminding(after(24 * HOUR)) }, { wishes });
    await delivery.tick();
    quiet = false;
    office.time.advance(MINUTE);
    await store.db.write((tx) => release(tx, 1, office.time.clock.now()));
    await delivery.tick();
    expect(office.said()).toEqual(['1001 in time']);
    expect(await office.row(2)).toMatchObject({ state: 'planned', nextAt: until });
  });

  it('many are asked for at once', async () => {
    const crowd = Array.from({ length: 100 }, (_, i) => ({ subjectId: i + 1, to: { personId: i + 1 } }));
    await office.plan(...crowd);
    await office.delivery({ note: notice({ reminder }) }, { wishes: wishing(() => undefined) }).tick();
    expect(office.said()).toHaveLength(100);
    expect(asked.length).toBeLessThanOrEqual(10);
    expect(asked.reduce((sum, count) => sum + count, 0)).toBe(100);
  });
});

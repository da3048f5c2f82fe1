import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/lib/clock.js';
import { served } from '../playground/served.js';
import { databases, type TestDatabase } from '../support/database.js';
import { size } from '../support/size.js';
import { notice, type Office, openOffice } from './office.js';

/** In real time, over HTTP, to a Telegram that refuses above its limits. */
describe.each(databases().slice(0, size(1, 2)))('delivery over HTTP on $kind', ({ open }) => {
  let store: TestDatabase;
  let office: Office;
  beforeAll(async () => {
    store = await open({ neighbours: false });
  });
  beforeEach(async () => {
    await store.reset();
    office = await openOffice(store.db, 100, 1);
  });
  afterAll(() => store.close());

  async function local() {
    const { telegram, api } = await served({ enforceLimits: true });
    for (let n = 1; n <= 100; n += 1) {
      telegram.addUser({ id: office.person(n), first_name: `Orang ${n}` });
      telegram.send(office.person(n), office.person(n), { text: '/start' });
    }
    telegram.addGroup({ id: office.group(1), title: 'Grup', memberIds: [office.person(1)] });
    const real = { db: store.db, api, clock: systemClock };
    const wait = async (ms: number, signal?: AbortSignal) => {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      });
    };
    return { telegram, delivery: office.delivery({ note: notice() }, { ...real, wait }) };
  }
  const now = { dueAt: new Date(0) };
  const heard = (telegram: Awaited<ReturnType<typeof local>>['telegram'], chatId: number) =>
    telegram.messages(chatId).flatMap(({ from, text }) => (from?.is_bot ? [text] : []));

  it('a hundred people hear once each, and nothing meets the limits', async () => {
    const { telegram, delivery } = await local();
    await office.plan(
      ...Array.from({ length: 100 }, (_, i) => ({ ...now, subjectId: i + 1, to: { personId: i + 1 } })),
    );
    const start = performance.now();
    expect(await delivery.tick()).toBe(100);
    const perSecond = 100_000 / (performance.now() - start);
    expect(perSecond).toBeLessThanOrEqual(32);
    for (let n = 1; n <= 100; n += 1) expect(heard(telegram, office.person(n))).toEqual([`note ${n}`]);
    expect((await delivery.metrics()).failedByCause).toEqual({});
  });

  it('each fault on the line is met in its own way', async () => {
    const { telegram, delivery } = await local();
    telegram.fail({ chatId: office.person(1), kind: '429', retryAfter: 1 });
    telegram.fail({ chatId: office.person(2), kind: '500' });
    telegram.fail({ chatId: office.person(3), kind: 'reset-before' });
    telegram.fail({ chatId: office.person(4), kind: 'reset-after' });
    telegram.block(office.person(5));
    telegram.fail({ chatId: office.person(6), kind: 'slow', ms: 300 });
    await office.plan(
      ...Array.from({ length: 6 }, (_, i) => ({ ...now, subjectId: i + 1, to: { personId: i + 1 } })),
      { ...now, subjectId: 7, to: { groupId: 1 } },
    );
    const isOver = async () =>
      (await office.rows()).every(({ state }) => state === 'sent' || state === 'dropped');
    const ending = new AbortController();
    const run = delivery.run(ending.signal);
    while (!(await isOver())) await new Promise((resolve) => setTimeout(resolve, 100));
    ending.abort();
    await run;
    await delivery.stop();
    for (const n of [1, 2, 3, 6]) expect(heard(telegram, office.person(n))).toEqual([`note ${n}`]);
    // Carried out and cut off: nobody can know, and lost would be worse.
    expect(heard(telegram, office.person(4))).toEqual(['note 4', 'note 4']);
    expect(heard(telegram, office.person(5))).toEqual([]);
    expect(heard(telegram, office.group(1))).toEqual(['note 7']);
    expect(await office.row(5)).toMatchObject({ state: 'dropped', cause: 'unreachable' });
    expect((await delivery.metrics()).failedByCause).toEqual({
      flood: 1,
      server: 1,
      network: 2,
      unreachable: 1,
    });
  });
});

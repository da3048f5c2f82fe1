import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withdraw } from '../../src/delivery/notices.js';
import { TEXT_LIMIT } from '../../src/delivery/sending/split.js';
import { bold, join } from '../../src/dialogs/card.js';
import { databases, type TestDatabase } from '../support/database.js';
import { notice, type Office, openOffice } from './office.js';

const MINUTE = 60_000;

describe.each(databases())('delivery on $kind', ({ open }) => {
  let store: TestDatabase;
  let office: Office;
  beforeAll(async () => {
    store = await open({ neighbours: false });
  });
  beforeEach(async () => {
    await store.reset();
    office = await openOffice(store.db, 40, 2);
  });
  afterAll(() => store.close());

  const people = (...ids: readonly number[]) => ids.map((id) => ({ subjectId: id, to: { personId: id } }));
  const withdrawNote = (subjectId: number) =>
    store.db.write((tx) =>
      withdraw(tx, { unitId: office.unitId, kinds: ['note'], subjectId, cause: 'moved' }),
    );

  it('sends what is due, in the words of its kind, and keeps the message id', async () => {
    const at = office.time.clock.now();
    await office.plan({ subjectId: 1 }, { subjectId: 2, to: { groupId: 1 } });
    expect(await office.delivery({ note: notice() }).tick()).toBe(2);
    expect(office.said()).toEqual(['1001 note 1', '-1001 note 2']);
    expect(await office.row(1)).toMatchObject({
      state: 'sent',
      messageId: 1,
      attempts: 0,
      cause: null,
      sentAt: at,
    });
  });

  it('sends nothing to who holds no post in the unit, but what is for them as such', async () => {
    const [gone, elsewhere] = [2, 3];
    await store.db.write(async (tx) => {
      const endedAt = office.time.clock.now();
      await tx.post.updateMany({ where: { personId: { in: [gone, elsewhere] } }, data: { endedAt } });
      const unit = await tx.unit.create({
        data: { name: 'Rutan Lain', zone: 'Asia/Jayapura', createdAt: endedAt },
      });
      const held = { unitId: unit.id, personId: elsewhere, kind: 'head' as const, startedAt: endedAt };
      await tx.post.create({ data: held });
    });
    await office.plan(...people(1, gone, elsewhere));
    await office.plan({ subjectId: 4, kind: 'personal', to: { personId: gone } });
    await office.delivery({ note: notice(), personal: notice({ toAnybody: true }) }).tick();
    expect(office.said().toSorted()).toEqual(['1001 note 1', '1002 personal 4']);
    for (const id of [gone, elsewhere])
      expect(await office.row(id)).toMatchObject({ state: 'dropped', cause: 'no-post' });
  });

  it('leaves alone what isn’t due yet', async () => {
    await office.plan({ subjectId: 1, dueAt: new Date(office.time.ms() + MINUTE) });
    const delivery = office.delivery({ note: notice() });
    expect(await delivery.tick()).toBe(0);
    office.time.advance(MINUTE);
    expect(await delivery.tick()).toBe(1);
    expect(await delivery.tick()).toBe(0);
  });

  it('planning the same twice plans it once, also at the same moment', async () => {
    await Promise.all(Array.from({ length: 8 }, () => office.plan({ subjectId: 1 }, { subjectId: 2 })));
    await office.plan({ subjectId: 1, dueAt: new Date(0) });
    expect(await office.rows()).toHaveLength(2);
    expect((await office.row(1)).dueAt).not.toEqual(new Date(0));
  });

  it('people’s answers go before reminders, these before bulk, older ones first', async () => {
    const due = (ago: number) => new Date(office.time.ms() - ago);
    await office.plan(
      { subjectId: 1, to: { personId: 1 }, priority: 9, dueAt: due(9_000) },
      { subjectId: 2, to: { personId: 2 }, priority: 5, dueAt: due(1_000) },
      { subjectId: 3, to: { personId: 3 }, priority: 5, dueAt: due(2_000) },
      { subjectId: 4, to: { personId: 4 }, priority: 1, dueAt: due(0) },
    );
    await office.delivery({ note: notice() }).tick();
    expect(office.said()).toEqual(['1004 note 4', '1003 note 3', '1002 note 2', '1001 note 1']);
  });

  it('an answer that comes in the midst of bulk overtakes it', async () => {
    const bulk = Array.from({ length: 300 }, (_, i) => ({
      subjectId: i + 1,
      to: { personId: (i % 38) + 1 },
      priority: 9 as const,
    }));
    await office.plan(...bulk);
    const delivery = office.delivery({ note: notice() });
    const ticking = delivery.tick();
    while (office.telegram.done.length < 20) await new Promise(setImmediate);
    await office.time.busy(office.plan({ subjectId: 999, to: { personId: 40 }, priority: 1 }));
    delivery.wake();
    await ticking;
    const place = office.said().indexOf('1040 note 999');
    expect(place).toBeGreaterThan(19);
    expect(place).toBeLessThan(60);
  });

  it('says that it is late from ten minutes on, and drops what has lost its point', async () => {
    await office.plan(...people(1, 2, 3));
    office.time.advance(10 * MINUTE + 1);
    await office.plan(...people(4));
    const note = notice({
      stillDue: async ({ subjectId }) => (subjectId === 3 ? { drop: 'over' } : { send: true }),
      render: async ({ subjectId, late }) =>
        subjectId === 2 ? undefined : { card: { text: `${subjectId} ${late ? 'late' : 'in time'}` } },
    });
    await office.delivery({ note }).tick();
    expect(office.said()).toEqual(['1001 1 late', '1004 4 in time']);
    expect(await office.row(2)).toMatchObject({ state: 'dropped', cause: 'nothing-to-say' });
    expect(await office.row(3)).toMatchObject({ state: 'dropped', cause: 'over' });
  });

  it('after downtime a chat gets at most twenty a minute, in order, and stale ones cost no turn', async () => {
    await office.plan(
      ...Array.from({ length: 100 }, (_, i) => ({
        subjectId: i + 101,
        to: { personId: 1 },
        dueAt: new Date(office.time.ms() - 100_000 + i),
      })),
    );
    const note = notice({
      stillDue: async ({ subjectId }) => (subjectId <= 160 ? { drop: 'over' } : { send: true }),
    });
    const delivery = office.delivery({ note });
    const start = office.time.ms();
    for (; office.time.ms() < start + 3 * MINUTE; office.time.advance(1_000)) await delivery.tick();
    const at = office.telegram.done.map((call) => call.at);
    expect(at).toHaveLength(40);
    expect(at[0]).toBeLessThan(start + 5_000);
    for (const [i, moment] of at.entries()) {
      expect(moment - (at[i - 20] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(MINUTE);
    }
    expect(office.said()).toEqual(office.said().toSorted((a, b) => a.localeCompare(b)));
  });

  it('a long queue for one chat waits in the database, and isn’t taken up again and again', async () => {
    await office.plan(...Array.from({ length: 100 }, (_, i) => ({ subjectId: i + 1, to: { groupId: 1 } })));
    let putBack = 0;
    const { db } = store;
    const counted = {
      ...office.time.watch(db),
      write: ((work) =>
        office.time.busy(
          db.write((tx) => {
            const updateMany: typeof tx.outbox.updateMany = (args) => {
              if (args.data.state === 'planned') putBack += 1;
              return tx.outbox.updateMany(args);
            };
            const outbox = new Proxy(tx.outbox, {
              get: (of, name) => (name === 'updateMany' ? updateMany : Reflect.get(of, name)),
            });
            return work(
              new Proxy(tx, { get: (of, name) => (name === 'outbox' ? outbox : Reflect.get(of, name)) }),
            );
          }),
        )) as typeof db.write,
    };
    const delivery = office.delivery({ note: notice() }, { db: counted });
    const start = office.time.ms();
    for (; office.time.ms() < start + 6 * MINUTE; office.time.advance(1_000)) await delivery.tick();
    expect(office.said()).toHaveLength(100);
    expect(putBack).toBeLessThan(200);
  });

  it('a chat that must wait doesn’t hold the others', async () => {
    await office.plan(
      ...Array.from({ length: 100 }, (_, i) => ({ subjectId: 1_000 + i, to: { groupId: 1 } })),
      ...people(...Array.from({ length: 40 }, (_, i) => i + 1)),
    );
    const start = office.time.ms();
    await office.delivery({ note: notice() }).tick();
    const others = office.telegram.done.filter(({ chatId }) => chatId > 0);
    expect(others).toHaveLength(40);
    expect(Math.max(...others.map(({ at }) => at)) - start).toBeLessThan(5_000);
  });

  it('several are under way at once, in one chat one', async () => {
    office.telegram.latencyMs = 400;
    await office.plan(...people(...Array.from({ length: 40 }, (_, i) => i + 1)), { subjectId: 99 });
    const start = office.time.ms();
    await office.delivery({ note: notice() }).tick();
    expect(office.time.ms() - start).toBeLessThan(4_000);
    const [first, second] = office.telegram.done.filter(({ chatId }) => chatId === office.person(1));
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_400);
  });

  it('what is withdrawn before its turn isn’t sent', async () => {
    await office.plan(...people(1, 2));
    await withdrawNote(1);
    await office.delivery({ note: notice() }).tick();
    expect(office.said()).toEqual(['1002 note 2']);
    expect(await office.row(1)).toMatchObject({ state: 'withdrawn', cause: 'moved' });
  });

  it('what is withdrawn once claimed and rendered isn’t sent either', async () => {
    await office.plan(...people(1, 2));
    const note = notice({
      render: async ({ subjectId }) => {
        if (subjectId === 1) await withdrawNote(1);
        return { card: { text: `note ${subjectId}` } };
      },
    });
    await office.delivery({ note }).tick();
    expect(office.said()).toEqual(['1002 note 2']);
    expect(await office.row(1)).toMatchObject({ state: 'withdrawn', cause: 'moved' });
  });

  it('what is withdrawn while the call is under way is recorded as sent, which it was', async () => {
    office.telegram.latencyMs = 300;
    await office.plan(...people(1));
    office.telegram.api.config.use(async (prev, method, payload, signal) => {
      if (method === 'sendMessage') await withdrawNote(1);
      return prev(method, payload, signal);
    });
    await office.delivery({ note: notice() }).tick();
    expect(await office.row(1)).toMatchObject({ state: 'sent', messageId: 1 });
  });

  it('what is withdrawn while it fails isn’t tried again', async () => {
    await office.plan(...people(1));
    office.telegram.respond = () => ({ error: 500, description: 'Internal Server Error' });
    office.telegram.api.config.use(async (prev, method, payload, signal) => {
      if (method === 'sendMessage') await withdrawNote(1);
      return prev(method, payload, signal);
    });
    const delivery = office.delivery({ note: notice() });
    await delivery.tick();
    office.time.advance(MINUTE);
    await delivery.tick();
    expect(office.telegram.calls).toHaveLength(1);
    expect(await office.row(1)).toMatchObject({ state: 'withdrawn' });
  });

  it('text too long for one message goes as several, formatted throughout, with the buttons under the last', async () => {
    await office.plan({ subjectId: 1, to: { groupId: 1 } });
    const text = join(['x'.repeat(TEXT_LIMIT - 10), bold('y'.repeat(20)), 'z'.repeat(TEXT_LIMIT)]);
    const buttons = [[{ label: 'Ya', data: 'ya' }]];
    await office.delivery({ note: notice({ render: async () => ({ card: { text, buttons } }) }) }).tick();
    const { done } = office.telegram;
    expect(done.map(({ payload }) => String(payload['text'])).join('')).toBe(text.toString());
    expect(done.map(({ payload }) => 'reply_markup' in payload)).toEqual([false, false, true]);
    expect(done.map(({ payload }) => payload['entities'])).toEqual([
      [{ type: 'bold', offset: TEXT_LIMIT - 10, length: 10 }],
      [{ type: 'bold', offset: 0, length: 10 }],
      [],
    ]);
    const gaps = done.slice(1).map(({ at }, i) => at - (done[i]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    expect(await office.row(1)).toMatchObject({ state: 'sent', messageId: 3 });
  });

  it('run looks every second, at once when woken, and ends when told', async () => {
    const [delivery, ending] = [office.delivery({ note: notice() }), new AbortController()];
    await office.plan({ subjectId: 1, dueAt: new Date(office.time.ms() + 30_000) });
    const running = delivery.run(ending.signal);
    while (office.telegram.done.length === 0) await new Promise(setImmediate);
    ending.abort();
    await running;
    await delivery.stop();
    expect(office.said()).toEqual(['1001 note 1']);
    expect(await store.db.read.lease.findMany()).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createQueue } from '../../src/delivery/queue.js';
import { databases, type TestDatabase } from '../support/database.js';
import { notice, type Office, openOffice } from './office.js';

describe.each(databases())('the queue that heads see on $kind', ({ open }) => {
  let store: TestDatabase;
  let office: Office;
  beforeAll(async () => {
    store = await open({ neighbours: false });
  });
  beforeEach(async () => {
    await store.reset();
    office = await openOffice(store.db);
  });
  afterAll(() => store.close());

  /** One sent, one set aside, one to come. */
  async function someDay() {
    await office.plan(
      { subjectId: 1 },
      { subjectId: 2, kind: 'unheard-of', to: { personId: 2 } },
      { subjectId: 3, dueAt: new Date(office.time.ms() + 60_000) },
    );
    const delivery = office.delivery({ note: notice() });
    await delivery.tick();
    await delivery.stop();
    office.time.advance(30_000);
    return {
      queue: createQueue({ db: store.db }),
      now: office.time.clock.now(),
      id: (await office.row(2)).id,
    };
  }

  it('counts by state and lists what is set aside, with its age and cause', async () => {
    const { queue, now, id } = await someDay();
    const { counts, setAside, oldestDueSeconds } = await queue.view(office.unitId, now);
    expect(oldestDueSeconds).toBe(0);
    expect(counts).toEqual({ planned: 1, due: 0, sent: 1, withdrawn: 0, dropped: 0, setAside: 1 });
    expect(setAside).toMatchObject([{ id, kind: 'unheard-of', cause: 'kind' }]);
    expect(setAside[0]?.dueSecondsAgo).toBeCloseTo(30, 0);
  });

  it('shows one unit nothing of another, nor lets it act', async () => {
    const { queue, now, id } = await someDay();
    expect((await queue.view(office.unitId + 1, now)).setAside).toEqual([]);
    expect(await store.db.write((tx) => queue.retry(tx, office.unitId + 1, id, now))).toBeUndefined();
    expect(await store.db.write((tx) => queue.drop(tx, office.unitId + 1, id))).toBeUndefined();
  });

  it('a retried message goes out with all its tries; a second retry finds nothing', async () => {
    const { queue, now, id } = await someDay();
    const retry = () => store.db.write((tx) => queue.retry(tx, office.unitId, id, now));
    expect(await retry()).toBe('unheard-of');
    expect(await retry()).toBeUndefined();
    await office.delivery({ 'unheard-of': notice() }).tick();
    expect(await office.row(2)).toMatchObject({ state: 'sent', attempts: 0 });
  });

  it('retrying all takes all that are set aside in the unit, once', async () => {
    const { queue, now } = await someDay();
    const retryAll = (unitId: number) => store.db.write((tx) => queue.retryAll(tx, unitId, now));
    expect(await retryAll(office.unitId + 1)).toBe(0);
    expect(await retryAll(office.unitId)).toBe(1);
    expect(await retryAll(office.unitId)).toBe(0);
    office.time.advance(90_000);
    const { counts, oldestDueSeconds } = await queue.view(office.unitId, office.time.clock.now());
    expect(counts).toMatchObject({ due: 2, planned: 0, setAside: 0 });
    expect(oldestDueSeconds).toBeCloseTo(120, 0);
  });

  it('a dropped message stays dropped', async () => {
    const { queue, now, id } = await someDay();
    expect(await store.db.write((tx) => queue.drop(tx, office.unitId, id))).toBe('unheard-of');
    expect(await store.db.write((tx) => queue.retry(tx, office.unitId, id, now))).toBeUndefined();
    expect(await office.row(2)).toMatchObject({ state: 'dropped', cause: 'by-head' });
  });
});

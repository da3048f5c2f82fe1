import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Db } from '../../src/db/database.js';
import { createLease, LEASE_MS } from '../../src/delivery/sending/lease.js';
import { claim, isClaimed } from '../../src/delivery/store.js';
import { LOOK_MS } from '../../src/delivery/supply.js';
import { databases, type TestDatabase } from '../support/database.js';
import { mortal } from './mortal.js';
import { notice, type Office, openOffice } from './office.js';

describe.each(databases())('replicas on $kind', ({ kind, open }) => {
  let store: TestDatabase;
  let other: Db;
  let office: Office;
  beforeAll(async () => {
    store = await open({ neighbours: false });
    // One process per SQLite file: there, two replicas share it.
    other = kind === 'sqlite' ? store.db : await createDatabase(store.url);
  });
  beforeEach(async () => {
    await store.reset();
    office = await openOffice(store.db, 40);
  });
  afterAll(async () => {
    if (other !== store.db) await other.close();
    await store.close();
  });

  const crowd = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ subjectId: i + 1, to: { personId: (i % 40) + 1 } }));
  const claiming = (owner: string, now: Date, take = 7) => ({
    owner,
    now,
    take,
    until: new Date(now.getTime() + 10_000),
    urgentOnly: false,
    inHand: [],
  });

  it('of many that claim at once, none gets what another has', async () => {
    await office.plan(...crowd(120));
    const now = office.time.clock.now();
    const claimed = (
      await Promise.all(
        Array.from({ length: 60 }, (_, i) => claim(i % 2 ? store.db : other, claiming(`w${i}`, now))),
      )
    ).flat();
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(claimed.length);
    let rest = 0;
    for (let more = 1; more > 0; rest += more) more = (await claim(store.db, claiming('last', now))).length;
    expect(claimed.length + rest).toBe(120);
  });

  it('a claim is taken up by another when it has run out, not before', async () => {
    await office.plan({ subjectId: 1 });
    const now = office.time.clock.now();
    const [row] = await claim(store.db, claiming('dead', now));
    const after = (ms: number) => new Date(now.getTime() + ms);
    expect(await claim(store.db, claiming('next', after(10_000)))).toEqual([]);
    expect(await claim(store.db, claiming('next', after(10_001)))).toMatchObject([{ id: row?.id }]);
    expect(await isClaimed(store.db, row?.id ?? 0, 'dead')).toBe(false);
  });

  const make = (owner: string, db = store.db) => createLease({ db, name: 'x', owner, forMs: 20_000 });
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000);

  it('a lease has one holder; another takes it over when it has run out, at once when given up', async () => {
    for (let round = 0; round < 5; round += 1) {
      const rivals = Array.from({ length: 4 }, (_, i) => make(`r${round}.${i}`, i % 2 ? store.db : other));
      const held = await Promise.all(rivals.map((lease) => lease.hold(at(round * 100))));
      expect(held.filter(Boolean)).toHaveLength(1);
      const holder = rivals[held.indexOf(true)];
      const rival = rivals[held.indexOf(false)];
      expect(await holder?.hold(at(round * 100 + 15))).toBe(true);
      expect(await rival?.hold(at(round * 100 + 16))).toBe(false);
      expect(await rival?.hold(at(round * 100 + 35))).toBe(false);
      expect(await rival?.hold(at(round * 100 + 36))).toBe(true);
      expect(await holder?.hold(at(round * 100 + 37))).toBe(false);
      await Promise.all(rivals.map((lease) => lease.hold(at(round * 100 + 38))));
      const late = await Promise.all(rivals.map((lease) => lease.hold(at(round * 100 + 60))));
      expect(late.filter(Boolean)).toHaveLength(1);
      await rivals[late.indexOf(true)]?.release();
      expect(await holder?.hold(at(round * 100 + 61))).toBe(true);
      await holder?.release();
    }
  });

  it.each([
    ['ahead of', 45],
    ['behind', -45],
  ])('a rival whose clock is far %s the holder’s takes nothing while that renews it', async (_, offset) => {
    const holder = make('holder');
    const rival = make('rival', other);
    for (let second = 0; second < 60; second += 5) {
      expect(await holder.hold(at(second))).toBe(true);
      expect(await rival.hold(at(second + 1 + offset))).toBe(false);
    }
    expect(await rival.hold(at(70 + offset))).toBe(false);
    expect(await rival.hold(at(71 + offset))).toBe(true);
  });

  it('is taken over within six seconds of a kill, whenever that and the looks fall', async () => {
    const ms = (since: number) => new Date(Date.UTC(2026, 0, 1) + since);
    expect(LEASE_MS + 2 * LOOK_MS).toBeLessThanOrEqual(6_000);
    for (const [round, looksAt] of [0, 250, 999].entries()) {
      const lease = (owner: string) =>
        createLease({ db: store.db, name: `${round}`, owner, forMs: LEASE_MS });
      const [holder, rival] = [lease('holder'), lease('rival')];
      for (let now = 0; now < 10_000; now += LOOK_MS) {
        expect(await holder.hold(ms(now))).toBe(true);
        expect(await rival.hold(ms(now + looksAt))).toBe(false);
      }
      // Killed right after it had looked the last time.
      const killed = 9_000;
      let now = 10_000 + looksAt;
      while (!(await rival.hold(ms(now)))) now += LOOK_MS;
      expect(now - killed).toBeLessThanOrEqual(6_000);
      expect(ms(now).getTime()).toBeGreaterThanOrEqual(holder.until());
    }
  });

  it('who has lost the lease while a message was in hand begins no call', async () => {
    await office.plan({ subjectId: 1 });
    const first = office.delivery({
      note: notice({
        render: async () => {
          // As when the process stood still for longer than its lease.
          await store.db.write((tx) => tx.lease.updateMany({ data: { owner: 'next' } }));
          office.time.advance(LEASE_MS);
          return { card: { text: 'Pengingat' } };
        },
      }),
    });
    await first.tick();
    expect(office.said()).toEqual([]);
  });

  it('one replica sends at a time', async () => {
    await office.plan(...crowd(60));
    const replicas = [store.db, other].map((db) =>
      office.delivery({ note: notice() }, { db: office.time.watch(db) }),
    );
    const sent = await Promise.all(replicas.map((delivery) => delivery.tick()));
    expect(sent.toSorted((a, b) => a - b)).toEqual([0, 60]);
    expect(office.said()).toHaveLength(60);
  });

  it('when the sending one dies between sending and marking, another takes over within 6 s: none lost, one repeated', async () => {
    await office.plan(...crowd(100));
    const first = mortal(office.time.watch(store.db));
    office.telegram.respond = () => {
      if (office.telegram.done.length !== 36) return undefined;
      first.die();
      return { cut: 'after', dead: true };
    };
    void office.delivery({ note: notice() }, { db: first.db }).tick();
    await first.died;
    office.telegram.respond = () => undefined;
    const died = office.time.ms();
    const second = office.delivery({ note: notice() }, { db: office.time.watch(other) });
    let sent = 0;
    while (sent === 0) {
      office.time.advance(1_000);
      sent = await second.tick();
    }
    const next = office.telegram.done[37]?.at ?? 0;
    expect(next - died).toBeLessThanOrEqual(6_000);
    while (sent > 0) {
      office.time.advance(5_000);
      sent = await second.tick();
    }
    const said = office.said();
    expect(new Set(said).size).toBe(100);
    expect(said).toHaveLength(101);
    expect((await office.rows()).every(({ state }) => state === 'sent')).toBe(true);
  });

  it('one that stops puts back what it had claimed, and another goes on at once', async () => {
    await office.plan(...crowd(60));
    const first = office.delivery({ note: notice() });
    const ticking = first.tick();
    while (office.telegram.done.length < 10) await new Promise(setImmediate);
    await first.stop();
    const before = await ticking;
    const second = office.delivery({ note: notice() });
    expect((await second.tick()) + before).toBe(60);
    expect(new Set(office.said()).size).toBe(60);
    expect(office.said()).toHaveLength(60);
  });
});

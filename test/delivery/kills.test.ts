import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databases, type TestDatabase } from '../support/database.js';
import { size } from '../support/size.js';
import { mortal } from './mortal.js';
import { notice, type Office, openOffice } from './office.js';

/** Numbers that look random and are the same each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

/** Whatever their clocks say, by then the next process takes the lease at its first look. */
const LONG_AFTER_MS = 90_000;

/** The drills of `npm run drill` in little, on virtual time. */
describe.each(databases())('delivery in a crowd on $kind', ({ open }) => {
  const PEOPLE = size(120, 300);
  const KILLS = size(12, 30);
  let store: TestDatabase;
  let office: Office;
  beforeAll(async () => {
    store = await open({ neighbours: false });
  });
  beforeEach(async () => {
    await store.reset();
    office = await openOffice(store.db, PEOPLE, 1);
    await office.plan(
      ...Array.from({ length: PEOPLE }, (_, i) => ({ subjectId: i + 1, to: { personId: i + 1 } })),
    );
  });
  afterAll(() => store.close());

  it(`killed ${KILLS} times at any moment it loses nothing and repeats one message a time at most`, async () => {
    const below = numbers(7);
    let repeated = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const process = mortal(office.time.watch(store.db));
      const before = office.said().length;
      const known = new Set(office.said());
      let calls = below(15);
      office.telegram.respond = () => {
        calls -= 1;
        if (calls >= 0) return undefined;
        process.die();
        return { cut: below(2) === 0 ? 'before' : 'after', dead: true };
      };
      void office.delivery({ note: notice() }, { db: process.db }).tick();
      await process.died;
      const again = office
        .said()
        .slice(before)
        .filter((text) => known.has(text)).length;
      expect(again).toBeLessThanOrEqual(1);
      repeated += again;
      office.time.advance(LONG_AFTER_MS);
    }
    office.telegram.respond = () => undefined;
    const last = office.delivery({ note: notice() });
    while ((await last.tick()) > 0) office.time.advance(21_000);
    const said = office.said();
    expect(new Set(said).size).toBe(PEOPLE);
    expect(said.length - PEOPLE).toBeLessThanOrEqual(KILLS);
    expect(said.length - PEOPLE).toBeGreaterThanOrEqual(repeated);
    expect((await office.rows()).every(({ state }) => state === 'sent')).toBe(true);
  });

  it('everybody hears at 95 % of thirty a second or more, never above, while a group gets its twenty a minute', async () => {
    await office.plan(
      ...Array.from({ length: 30 }, (_, i) => ({
        subjectId: 1_000 + i,
        to: { groupId: 1 },
        priority: 9 as const,
      })),
    );
    const delivery = office.delivery({ note: notice() });
    for (const end = office.time.ms() + 120_000; office.time.ms() < end; office.time.advance(1_000)) {
      await delivery.tick();
    }
    const { done } = office.telegram;
    const people = done.filter(({ chatId }) => chatId > 0);
    const seconds = ((people.at(-1)?.at ?? 0) - (people[0]?.at ?? 0)) / 1_000;
    expect(people).toHaveLength(PEOPLE);
    expect((PEOPLE - 1) / seconds).toBeGreaterThanOrEqual(28.5);
    for (const [i, { at }] of done.entries()) {
      expect(at - (done[i - 30]?.at ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(1_000);
    }
    const group = done.filter(({ chatId }) => chatId < 0);
    expect(group).toHaveLength(30);
    for (const [i, { at }] of group.entries()) {
      expect(at - (group[i - 20]?.at ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(60_000);
    }
  });
});

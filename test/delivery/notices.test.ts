import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { release, withdraw } from '../../src/delivery/notices.js';
import { HELD, putBack } from '../../src/delivery/store.js';
import type { Prisma } from '../../src/generated/sqlite/client.js';
import { databases, type TestDatabase } from '../support/database.js';
import { NOW, type World, world } from '../support/world.js';

const [sqlite] = databases();
const LATER = new Date(NOW.getTime() + 3_600_000);

describe('messages that are planned', () => {
  let database: TestDatabase;
  let unit: World;
  let personId: number;

  beforeAll(async () => {
    if (!sqlite) return expect.unreachable();
    database = await sqlite.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(database.db);
    ({ personId } = await unit.person('officer'));
  });

  /** One of a visit's, numbered 7, unless said otherwise. */
  const message = (dedupeKey: string, more: Partial<Prisma.OutboxUncheckedCreateInput> = {}) =>
    database.db.write((tx) =>
      tx.outbox.create({
        data: {
          ...{ dedupeKey, unitId: unit.unitId, kind: 'visit.H-1', subjectId: 7, subjectVersion: 1, personId },
          ...{ dueAt: NOW, nextAt: LATER, createdAt: NOW, ...more },
        },
      }),
    );
  const rows = () => database.own.outbox.findMany({ orderBy: { id: 'asc' } });

  it.each([
    [
      7,
      ['withdrawn', 'withdrawn', 'withdrawn', 'sent', 'dropped', 'planned', 'planned', 'planned', 'planned'],
    ],
    [
      [7, 8],
      [
        'withdrawn',
        'withdrawn',
        'withdrawn',
        'sent',
        'dropped',
        'withdrawn',
        'planned',
        'planned',
        'planned',
      ],
    ],
  ])('are withdrawn of what changes, of %j, where they are not sent', async (subjectId, states) => {
    const other = await world(database.db, { unitName: 'Rutan Lain' });
    for (const state of ['planned', 'sending', 'setAside', 'sent', 'dropped'] as const)
      await message(state, { state });
    await message('of another', { subjectId: 8 });
    await message('of a third', { subjectId: 9 });
    await message('of another kind', { kind: 'visit.answer' });
    await message('of another unit', { unitId: other.unitId });
    const about = { unitId: unit.unitId, kinds: ['visit.H-1', 'visit.2h'], subjectId, cause: 'moved' };
    await database.db.write((tx) => withdraw(tx, about));
    const after = await rows();
    expect(after.map(({ state }) => state)).toEqual(states);
    expect(new Set(after.map(({ state, cause }) => `${state} ${cause}`))).toContain('withdrawn moved');
  });

  it('are looked at again when their recipient’s wishes change, those held for them alone', async () => {
    const colleague = await unit.person('officer');
    await message('held', { cause: HELD });
    await message('of another', { cause: HELD, personId: colleague.personId });
    await message('waiting for its time', {});
    await message('being sent', { cause: HELD, state: 'sending' });
    await message('due', { cause: HELD, nextAt: new Date(NOW.getTime() - 1) });
    await database.db.write((tx) => release(tx, personId, NOW));
    expect((await rows()).filter(({ nextAt }) => nextAt.getTime() === NOW.getTime())).toMatchObject([
      { dedupeKey: 'held' },
    ]);
  });

  it('are put back by who has claimed them, not by others', async () => {
    const state = 'sending' as const;
    const mine = await message('mine', { state, claimedBy: 'me' });
    const theirs = await message('theirs', { state, claimedBy: 'they' });
    const gone = await message('withdrawn', { state: 'withdrawn', claimedBy: 'me' });
    const later = await message('later', { state, claimedBy: 'me' });
    const both = [mine, theirs, gone].map(({ id }) => ({ id }));
    await database.db.write((tx) =>
      putBack(tx, 'me', [
        ...both,
        { id: later.id, nextAt: NOW, attempts: 3, cause: HELD },
        { id: theirs.id, nextAt: NOW },
      ]),
    );
    expect(await rows()).toMatchObject([
      { state: 'planned', claimedBy: null, nextAt: LATER },
      { state: 'sending', claimedBy: 'they', nextAt: LATER },
      { state: 'withdrawn', claimedBy: 'me' },
      { state: 'planned', claimedBy: null, nextAt: NOW, attempts: 3, cause: HELD },
    ]);
  });
});

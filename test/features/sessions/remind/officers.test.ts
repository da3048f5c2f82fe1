import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plannableIn } from '../../../../src/features/programmes/index.js';
import { audienceOf } from '../../../../src/features/sessions/remind/service.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at, NOW, type World, world } from '../../../support/world.js';

const [sqlite] = databases();
if (!sqlite) throw new Error('no database to test on');

describe('who is asked after a programme’s sessions', () => {
  let database: TestDatabase;
  let unit: World;
  let people: readonly number[];

  beforeAll(async () => {
    database = await sqlite.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(database.db);
    const all = [await unit.person('officer'), await unit.person('officer'), await unit.person('officer')];
    people = all.map(({ personId }) => personId);
    await unit.person('head');
  });

  /** A programme that one of the three is named for, and of which they recorded sessions one after the other. */
  async function officers(named: number | undefined, ...loggers: readonly number[]) {
    const officerId = named === undefined ? null : (people[named] ?? null);
    const id = await unit.programme('Las', { state: 'running', officerId });
    for (const [n, logger] of loggers.entries()) {
      const startsAt = at(`2023-08-${String(21 - n)}T09:00`);
      await unit.session(id, startsAt, { loggedById: people[logger] ?? null, loggedAt: startsAt });
    }
    const scope = { kind: 'unit', unitId: unit.unitId } as const;
    const programme = await plannableIn(database.db.read, scope, id);
    if (!programme) throw new Error('no programme');
    const audience = await audienceOf(database.db.read, programme, NOW);
    return audience.officers.map((personId) => people.indexOf(personId));
  }
  const leaves = (who: number) =>
    database.db.write((tx) =>
      tx.post.updateMany({ where: { personId: people[who] ?? 0 }, data: { endedAt: NOW } }),
    );

  it('is the officer named for it', async () => {
    expect(await officers(1, 2)).toEqual([1]);
  });

  it('is whoever recorded last, where nobody is named', async () => {
    expect(await officers(undefined, 2, 0)).toEqual([2]);
  });

  it('is whoever recorded last, where whoever is named has left', async () => {
    await leaves(1);
    expect(await officers(1, 0, 2)).toEqual([0]);
  });

  it('are all officers, where nobody has recorded yet or whoever did has left', async () => {
    await leaves(1);
    expect(await officers(undefined, 1)).toEqual([0, 2]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unfinishedBatches } from '../../../src/features/roster/store.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { NOW, world } from '../../support/world.js';

describe.each(databases())('batches that were being applied on $kind', ({ open }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('go on in the order in which they came, those of all units', async () => {
    const { db } = database;
    const [unit, other] = [await world(db), await world(db, { unitName: 'Rutan Lain' })];
    const { personId: byId } = await unit.person('officer');
    const batch = (unitId: number, state: 'applying' | 'applied') =>
      db.write((tx) =>
        tx.importBatch.create({
          data: { unitId, byId, chatId: 1n, fileName: 'a.csv', state, asOf: NOW, createdAt: NOW },
        }),
      );
    const { id: first } = await batch(other.unitId, 'applying');
    const { id: done } = await batch(unit.unitId, 'applied');
    const { id: second } = await batch(unit.unitId, 'applying');
    // On PostgreSQL a row that was changed lies behind the others.
    await db.write((tx) => tx.importBatch.update({ where: { id: first }, data: { fileName: 'b.csv' } }));
    const found = await unfinishedBatches(db.read);
    expect(found.map(({ id }) => id)).toEqual([first, second]);
    expect(found.map(({ id }) => id)).not.toContain(done);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRecordsService } from '../../../src/features/records/service.js';
import { nameWatch } from '../../../src/features.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { at, NOW, type World, world } from '../../support/world.js';

describe.each(databases())('the record of a visit on $kind', ({ open }) => {
  let database: TestDatabase;
  let unit: World;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  const records = () =>
    createRecordsService({
      db: database.db,
      names: nameWatch(database.db, { now: () => NOW }),
      readKept: async () => undefined,
    });

  beforeEach(async () => {
    await database.reset();
    unit = await world(database.db);
  });

  it('lists what was agreed by the day that it is due, without what was dropped', async () => {
    const officer = await unit.person('officer');
    const id = await unit.visit(officer.personId, unit.fisheries, at('2023-09-01T09:00'), 'held', {
      minutes: 'Disepakati',
      minutesVersion: 1,
    });
    const owner = { agencyId: unit.fisheries };
    await unit.followUp(id, 'Panen', '2023-10-03', owner);
    await unit.followUp(id, 'Tebar', '2023-10-01', Object.assign({ state: 'done' as const }, owner));
    await unit.followUp(id, 'Lomba', '2023-10-02', Object.assign({ state: 'dropped' as const }, owner));
    await unit.followUp(id, 'Pakan', '2023-10-02', owner);
    const found = await records().find(officer, id);
    expect(found).toMatchObject({
      ok: true,
      record: { followUps: [{ what: 'Tebar' }, { what: 'Pakan' }, { what: 'Panen' }], masked: false },
    });
  });

  it('is nobody’s of another unit', async () => {
    const officer = await unit.person('officer');
    const id = await unit.visit(officer.personId, unit.fisheries, at('2023-09-01T09:00'), 'held');
    const elsewhere = await (await world(database.db, { unitName: 'Rutan Lain' })).person('officer');
    expect(await records().find(elsewhere, id)).toEqual({
      ok: false,
      reason: 'foreign',
    });
  });
});

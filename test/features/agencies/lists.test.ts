import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAgenciesService } from '../../../src/features/agencies/service.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { NOW, type World, world } from '../../support/world.js';

describe.each(databases())('who sees which agencies on $kind', ({ open }) => {
  let database: TestDatabase;
  let unit: World;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    await world(database.db, { unitName: 'Rutan Lain' });
    unit = await world(database.db);
    await unit.agency('Balai Kerja');
  });

  const service = () => createAgenciesService(database);
  const names = async (actor: Parameters<ReturnType<typeof service>['list']>[0]) =>
    (await service().list(actor)).map(({ name }) => name);

  it('the unit’s people see all of theirs, by name', async () => {
    expect(await names(await unit.person('humas'))).toEqual([
      'Balai Kerja',
      'Dinas Perikanan',
      'Dinas Sosial',
    ]);
  });

  it('an agency’s people see it alone, and nobody sees one of another unit', async () => {
    const contact = await unit.person('agencyContact', unit.social);
    expect(await names(contact)).toEqual(['Dinas Sosial']);
    expect(await service().find(contact, unit.fisheries, NOW)).toBeUndefined();
    expect(await service().find(contact, unit.social, NOW)).toMatchObject({ name: 'Dinas Sosial' });
    const other = await world(database.db, { unitName: 'Rutan Ketiga' });
    expect(await service().find(await other.person('head'), unit.social, NOW)).toBeUndefined();
  });

  it('whoever holds no post any more sees none', async () => {
    expect(await names(await unit.person('head', null, { endedAt: new Date() }))).toEqual([]);
  });
});

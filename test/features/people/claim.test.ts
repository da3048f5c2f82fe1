import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPeopleService } from '../../../src/features/people/service.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { NOW, type World, world } from '../../support/world.js';

describe.each(databases())('the code that a first head claims a unit by on $kind', ({ open }) => {
  let database: TestDatabase;
  let unit: World;

  beforeAll(async () => {
    database = await open({ neighbours: false });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(database.db);
  });

  async function code(headTelegramIds: readonly bigint[] = []) {
    const config = { name: 'Rutan Masohi', zone: 'Asia/Jayapura', headTelegramIds, headName: 'Kepala' };
    const people = createPeopleService({ db: database.db, defaultLocale: 'id' });
    return (await people.prepareUnit(config, NOW)).claimCode;
  }

  it('is given as long as there is no head, whoever else there is', async () => {
    await unit.person('officer');
    await unit.person('head', null, { endedAt: NOW });
    const other = await world(database.db, { unitName: 'Rutan Lain' });
    await other.person('head');
    expect(await code()).toBeDefined();
    await unit.person('head');
    expect(await code()).toBeUndefined();
  });

  it('is given again where the configuration names nobody any more', async () => {
    expect(await code([77n])).toBeUndefined();
    expect(await code()).toBeDefined();
  });

  it('is not given where a head is named', async () => {
    expect(await code([77n])).toBeUndefined();
  });

  it('is one: the former are good no more, but for those that somebody was sent', async () => {
    const { personId: invitedById } = await unit.person('officer');
    const invitation = { unitId: unit.unitId, kind: 'officer' as const, createdAt: NOW, expiresAt: NOW };
    await database.db.write((tx) =>
      tx.invitation.create({ data: Object.assign({ tokenHash: 'sent', invitedById }, invitation) }),
    );
    await code();
    await code();
    const left = await database.db.read.invitation.findMany({
      where: { revokedAt: null },
      orderBy: { id: 'asc' },
    });
    expect(left.map(({ kind }) => kind)).toEqual(['officer', 'head']);
  });
});

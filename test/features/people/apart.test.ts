import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPeopleService } from '../../../src/features/people/service.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { NOW, world } from '../../support/world.js';

const [sqlite] = databases();
if (!sqlite) throw new Error('no database to test on');

let database: TestDatabase;
beforeAll(async () => {
  database = await sqlite.open();
});
afterAll(() => database.close());

it('who writes again is reachable, and goes by the name that they have now; nobody else', async () => {
  const unit = await world(database.db);
  const silent = await unit.person('officer', null, { unreachableAt: NOW, name: 'Budi' });
  const writer = await unit.person('officer', null, { unreachableAt: NOW, name: 'Sinta' });
  const people = createPeopleService({ db: database.db, defaultLocale: 'id' });
  await database.db.write((tx) => people.markReachable(tx, writer.personId));
  await people.keepName(writer, { telegramId: writer.telegramId, name: 'Sinta Dewi' });
  const kept = async (id: number) => database.db.read.person.findUniqueOrThrow({ where: { id } });
  expect(await kept(silent.personId)).toMatchObject({ name: 'Budi', unreachableAt: NOW });
  expect(await kept(writer.personId)).toMatchObject({ name: 'Sinta Dewi', unreachableAt: null });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import { createPlanService } from '../../../../src/features/sessions/plan/service.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { months } from '../../../support/months.js';
import { at, NOW, type World, world } from '../../../support/world.js';

const [sqlite] = databases();
if (!sqlite) throw new Error('no database to test on');

describe('that a planned session is called off', () => {
  let database: TestDatabase;
  let unit: World;
  let officer: Actor;
  let session: number;

  beforeAll(async () => {
    database = await sqlite.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(database.db);
    await unit.person('officer');
    officer = await unit.person('officer');
    const { id } = await unit.course({
      agencyId: unit.social,
      state: 'running',
      officerId: officer.personId,
    });
    session = await unit.session(id, at('2023-09-07T09:00'), { state: 'planned' });
  });

  async function told(actor: Actor) {
    const { version } = await database.db.read.session.findUniqueOrThrow({ where: { id: session } });
    const cancel = { action: 'cancel' as const, reason: 'trainer' as const, note: null };
    const done = await database.db.write((tx) =>
      createPlanService({ ...database, months }).change(tx, actor, { id: session, version }, cancel, NOW),
    );
    expect(done).toMatchObject({ ok: true });
    const rows = await database.db.read.outbox.findMany({
      where: { kind: 'session.changed', state: 'planned' },
      select: { personId: true },
    });
    return rows.map(({ personId }) => personId);
  }

  it('by the agency, is told to whoever answers for the programme', async () => {
    expect(await told(await unit.person('agencyContact', unit.social))).toEqual([officer.personId]);
  });

  it('by the unit, is told to nobody who was not reminded of it', async () => {
    expect(await told(await unit.person('officer'))).toEqual([]);
  });
});

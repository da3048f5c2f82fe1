import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import { shownTo } from '../../../../src/features/visits/card/service.js';
import { findVisit } from '../../../../src/features/visits/visit/store.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at, NOW, type World, world } from '../../../support/world.js';

const [sqlite] = databases();
if (!sqlite) throw new Error('no database to test on');

describe('a visit as somebody sees it', () => {
  let database: TestDatabase;
  let unit: World;
  let officer: Actor;

  beforeAll(async () => {
    database = await sqlite.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(database.db);
    officer = await unit.person('officer');
  });

  async function shown(id: number, actor = officer) {
    const { read } = database.db;
    const seen = await findVisit(read, { kind: 'unit', unitId: unit.unitId }, id, NOW);
    return seen ? shownTo(read, actor, seen, NOW, { sections: [] }) : expect.unreachable();
  }
  type Kind = 'held' | 'nobodyCame' | 'cancelled' | 'moved' | 'accepted';
  const put = (
    state: Parameters<World['visit']>[3],
    kind: Kind,
    startsAt = at('2023-09-05T09:00'),
    oldStart: Date | null = null,
  ) =>
    unit.visit(officer.personId, unit.fisheries, startsAt, state, {
      events: { create: { kind, at: NOW, actorId: officer.personId, oldStart } },
    });

  it.each(['held', 'nobodyCame', 'cancelled'] as const)('that is %s may be corrected', async (state) => {
    const id = await put(state, state);
    expect((await shown(id)).correctable).toEqual({ outcome: state });
    expect((await shown(id, await unit.person('head'))).correctable).toEqual({
      outcome: state,
    });
    expect((await shown(id, await unit.person('officer'))).correctable).toBeUndefined();
  });

  it('that was moved once its time had come may be corrected', async () => {
    const id = await put('proposed', 'moved', at('2023-09-07T09:00'), at('2023-09-05T09:00'));
    expect((await shown(id)).correctable).toEqual({ outcome: 'moved' });
  });

  it('that is agreed has nothing to correct', async () => {
    expect((await shown(await put('confirmed', 'accepted'))).correctable).toBeUndefined();
  });

  it('tells the unit whom of each agency it waits for, and since when; nobody else', async () => {
    const first = await unit.person('agencyContact', unit.fisheries);
    const head = await unit.person('agencyHead', unit.fisheries);
    const id = await unit.visit(officer.personId, unit.fisheries, at('2023-09-07T09:00'), 'proposed', {
      parties: { create: [{ agencyId: unit.fisheries }, { agencyId: unit.social, answer: 'accepted' }] },
    });
    const { requests } = await shown(id);
    expect(requests).toMatchObject([{ party: { agencyName: 'Dinas Perikanan' }, at: null }]);
    expect(requests?.[0]?.to.map((one) => one.id)).toEqual([head.personId]);
    expect((await shown(id, first)).requests).toBeUndefined();
    expect(await shown(id, first)).toMatchObject({ side: 'agency', party: { agencyId: unit.fisheries } });
    expect((await shown(id, await unit.person('humas'))).side).toBeUndefined();
    const held = await put('held', 'held');
    expect((await shown(held)).requests).toEqual([]);
  });
});

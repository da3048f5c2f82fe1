import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agendaOf } from '../../../../src/features/reminders/agenda/store.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at, type World, world, ZONE } from '../../../support/world.js';

/** Tuesday. */
const MORNING = at('2023-09-05T07:00');

describe.each(databases())('the agenda of a day on $kind', ({ open }) => {
  let database: TestDatabase;
  let unit: World;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(database.db);
  });

  const agenda = () => agendaOf(database.db.read, { id: unit.unitId, zone: ZONE }, MORNING);
  const starts = (all: readonly { readonly startsAt: Date }[]) =>
    all.map(({ startsAt }) => new Date(startsAt.getTime() + 9 * 3_600_000).toISOString().slice(5, 16));

  it('holds sessions from midnight to midnight, and what nobody has recorded for fourteen days', async () => {
    const programme = await unit.programme('Las', { state: 'running' });
    for (const when of [
      '09-05T23:59',
      '09-05T00:00',
      '09-06T00:00',
      '09-04T23:59',
      '08-22T00:00',
      '08-21T23:59',
    ])
      await unit.session(programme, at(`2023-${when}`), { state: 'planned' });
    for (const state of ['held', 'cancelled'] as const)
      await unit.session(programme, at('2023-09-05T12:00'), {
        state,
        cancelReason: state === 'held' ? null : 'place',
      });
    const { sessions, openSessions } = await agenda();
    expect(starts(sessions)).toEqual(['09-05T00:00', '09-05T23:59']);
    expect(starts(openSessions)).toEqual(['08-22T00:00', '09-04T23:59']);
  });

  it('holds visits that are agreed or asked for, and those, answered or not, whose outcome nobody has told', async () => {
    const { personId } = await unit.person('officer');
    const put = (when: string, state: Parameters<World['visit']>[3]) =>
      unit.visit(personId, unit.fisheries, at(`2023-${when}`), state);
    await put('09-05T14:00', 'proposed');
    await put('09-05T00:00', 'counterProposed');
    await put('09-05T10:00', 'confirmed');
    for (const state of ['held', 'nobodyCame', 'cancelled', 'declined'] as const)
      await put('09-05T11:00', state);
    await put('09-04T23:59', 'proposed');
    await put('09-04T10:00', 'confirmed');
    await put('09-06T00:00', 'confirmed');
    await put('08-22T00:00', 'confirmed');
    await put('08-21T23:59', 'confirmed');
    const { visits, openVisits } = await agenda();
    expect(visits.map(({ agreed }) => agreed)).toEqual([false, true, false]);
    expect(starts(visits)).toEqual(['09-05T00:00', '09-05T10:00', '09-05T14:00']);
    expect(starts(openVisits)).toEqual(['08-22T00:00', '09-04T10:00', '09-04T23:59']);
  });
});

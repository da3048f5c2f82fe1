import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onRecorded } from '../../../src/features/alerts/service.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { at, NOW, type World, world } from '../../support/world.js';

describe.each(databases())('alerts of programmes beside each other on $kind', ({ open }) => {
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

  const DAYS = ['2023-08-22T09:00', '2023-08-29T09:00', '2023-09-05T09:00'];

  /** A programme whose one participant was absent in each session; the last session's id. */
  async function absent(name: string, officerId: number) {
    const { id, participants } = await unit.course({ name, size: 1, state: 'running', officerId });
    const [participantId = 0] = participants;
    const sessions: number[] = [];
    for (const day of DAYS)
      sessions.push(
        await unit.session(id, at(day), {
          attendance: { create: { number: 1, participantId, mark: 'absent' } },
        }),
      );
    return { id, participantId, last: sessions.at(-1) ?? 0 };
  }
  const recorded = ({ id: programmeId, last: sessionId }: { readonly id: number; readonly last: number }) =>
    database.db.write((tx) =>
      onRecorded(tx, { unitId: unit.unitId, programmeId, sessionId, version: 1 }, NOW),
    );
  const alerts = async () =>
    (
      await database.db.read.outbox.findMany({ where: { kind: 'alert.absence' }, orderBy: { id: 'asc' } })
    ).map(({ state }) => state);

  it('a session of one takes nothing back of another', async () => {
    const { personId } = await unit.person('officer');
    const [one, other] = [await absent('Las', personId), await absent('Jahit', personId)];
    await recorded(one);
    expect(await alerts()).toEqual(['planned']);
    await database.db.write((tx) =>
      tx.attendance.updateMany({ where: { sessionId: one.last }, data: { mark: 'present' } }),
    );
    await recorded(other);
    expect(await alerts()).toEqual(['planned', 'planned']);
    await recorded(one);
    expect(await alerts()).toEqual(['withdrawn', 'planned']);
  });
});

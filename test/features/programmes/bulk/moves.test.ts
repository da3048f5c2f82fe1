import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyChanges } from '../../../../src/features/programmes/bulk/store.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at, NOW, world } from '../../../support/world.js';

describe.each(databases())('what a roster moves on $kind', ({ open }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('ends what has ended, and leaves open what has paused', async () => {
    const { db } = database;
    const unit = await world(db);
    const { personId: byId } = await unit.person('officer');
    const programmeId = await unit.programme('Las', { state: 'running' });
    const enrolled = async (name: string) =>
      unit.enrol({ programmeId, participantId: await unit.participant({ name }) });
    const [paused, ended, stays] = [await enrolled('Ani'), await enrolled('Budi'), await enrolled('Cici')];
    const day = at('2023-09-04T00:00');
    const none = {
      ...{ people: [], edits: [], numbers: [], released: [], returned: [], notSame: [] },
      ...{ classes: [], enrolments: [] },
    };
    const moves = [
      { enrolmentId: paused, state: 'paused' as const, reason: null, at: day },
      { enrolmentId: ended, state: 'ended' as const, reason: 'completed' as const, at: day },
    ];
    await db.write(async (tx) => {
      await applyChanges(tx, Object.assign({ moves }, none), {
        kind: db.kind,
        unitId: unit.unitId,
        batchId: 1,
        byId,
        now: NOW,
        people: new Map(),
        programmes: new Map(),
        newProgrammes: [],
        progress: () => undefined,
      });
    });
    const kept = await database.own.enrolment.findMany({
      select: {
        id: true,
        state: true,
        endedAt: true,
        endReason: true,
        changes: { where: { until: null }, select: { state: true, from: true } },
      },
      orderBy: { id: 'asc' },
    });
    expect(kept).toMatchObject([
      {
        id: paused,
        state: 'paused',
        endedAt: null,
        endReason: null,
        changes: [{ state: 'paused', from: day }],
      },
      { id: ended, state: 'ended', endedAt: day, endReason: 'completed', changes: [{ state: 'ended' }] },
      { id: stays, state: 'active', endedAt: null, changes: [{ state: 'active' }] },
    ]);
  });
});

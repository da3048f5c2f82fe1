import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import { createParticipantsService } from '../../../../src/features/programmes/people/service.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { months } from '../../../support/months.js';
import { at, NOW, type World, world } from '../../../support/world.js';

describe.each(databases())('people of a programme on $kind', ({ open }) => {
  let database: TestDatabase;
  let unit: World;
  let officer: Actor;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(database.db);
    officer = await unit.person('officer');
  });

  const page = (programmeId: number, at_ = 0, actor = officer) =>
    createParticipantsService({ ...database, months }).inProgramme(actor, programmeId, at_);
  const joins = async (
    programmeId: number,
    name: string,
    state: 'active' | 'paused' | 'waiting' | 'ended',
    more: object = {},
  ) => {
    const participantId = await unit.participant(Object.assign({ name }, more));
    await unit.enrol({ programmeId, participantId }, [state, at('2023-08-01T00:00')]);
  };

  it('are those who take part by name, then those who wait in their order, then nobody who has left', async () => {
    const id = await unit.programme('Las', { state: 'running', endsOn: '2023-12-15' });
    await joins(id, 'Zul', 'active', { releaseExpectedOn: '2023-12-14' });
    await joins(id, 'Yani', 'waiting', { releaseExpectedOn: '2023-10-01' });
    await joins(id, 'Ani', 'paused', { releaseExpectedOn: '2023-12-15' });
    await joins(id, 'Budi', 'waiting');
    await joins(id, 'Cici', 'ended');
    const found = await page(id);
    expect(found).toMatchObject({ total: 4, pages: 1, waiting: 2, early: 2, mayEnrol: true });
    expect(found?.people).toMatchObject([
      { name: 'Ani', place: undefined, early: false, completed: false },
      { name: 'Zul', place: undefined, early: true, completed: false },
      { name: 'Yani', place: 1, early: true, completed: false },
      { name: 'Budi', place: 2, early: false, completed: false },
    ]);
  });

  it('of one that is over, are those who took part, with how it ended for them', async () => {
    const id = await unit.programme('Las', { state: 'finished', endsOn: '2023-12-15' });
    await joins(id, 'Zul', 'ended', { releaseExpectedOn: '2023-10-01' });
    const participantId = await unit.participant({ name: 'Ani' });
    await database.db.write((tx) =>
      tx.enrolment.create({
        data: {
          unitId: unit.unitId,
          programmeId: id,
          participantId,
          state: 'ended',
          endedAt: NOW,
          endReason: 'unrecorded',
        },
      }),
    );
    expect(await page(id)).toMatchObject({
      total: 1,
      early: 0,
      mayEnrol: false,
      people: [{ name: 'Zul', completed: true, early: false }],
    });
  });

  it('are eight on a page, and the last page where one asks for more', async () => {
    const id = await unit.programme('Las', { state: 'running' });
    for (let n = 9; n > 0; n -= 1) await joins(id, `Peserta ${n}`, 'active');
    expect(await page(id)).toMatchObject({ total: 9, page: 0, pages: 2, people: { length: 8 } });
    expect(await page(id, 7)).toMatchObject({ page: 1, people: [{ name: 'Peserta 9' }] });
  });

  it('are shown to those who may see people of this unit', async () => {
    const id = await unit.programme('Las', { state: 'running', agencyId: unit.fisheries });
    expect(await page(id, 0, await unit.person('agencyHead', unit.fisheries))).toBeUndefined();
    const other = await world(database.db, { unitName: 'Rutan Lain' });
    expect(await page(id, 0, await other.person('head'))).toBeUndefined();
    expect(await page(id + 1)).toBeUndefined();
  });
});

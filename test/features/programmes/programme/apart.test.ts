import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enrolMany } from '../../../../src/features/programmes/enrol/service.js';
import { createProgrammesService } from '../../../../src/features/programmes/programme/service.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { months } from '../../../support/months.js';
import { NOW, TODAY, type World, world } from '../../../support/world.js';

const [sqlite] = databases();
if (!sqlite) throw new Error('no database to test on');

describe('what is done to one programme', () => {
  let database: TestDatabase;
  let unit: World;

  beforeAll(async () => {
    database = await sqlite.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(database.db);
  });

  it('shows names there and in no other', async () => {
    const others = [
      await unit.programme('Jahit'),
      await (await world(database.db, { unitName: 'Rutan Lain' })).programme(),
    ];
    const id = await unit.programme('Las', { agencyId: unit.social });
    const service = createProgrammesService({ db: database.db, months, timetable: {} as never });
    const switched = (kind: 'head' | 'officer', version: number, updateId: number) =>
      unit
        .person(kind)
        .then((actor) => service.switchNames(actor, { botId: 1n, updateId }, NOW, { id, version }));
    expect(await switched('officer', 1, 1)).toBe('forbidden');
    expect(await switched('head', 9, 2)).toBe('stale');
    expect(await switched('head', 1, 3)).toBe('switched');
    const shown = await database.own.programme.findMany({
      where: { namesShown: true },
      select: { id: true },
    });
    expect(shown).toEqual([{ id }]);
    expect(others).not.toContain(id);
  });

  it.each([
    ['of another unit', 'head', 'gone'],
    ['by whoever may not see people', 'agencyHead', 'forbidden'],
    ['that is over', 'finished', 'closed'],
  ] as const)('enrols nobody in one %s', async (_, how, outcome) => {
    const id = await unit.programme('Las', {
      state: how === 'finished' ? 'finished' : 'running',
      agencyId: unit.social,
    });
    const other = await world(database.db, { unitName: 'Rutan Lain' });
    const actor =
      how === 'agencyHead'
        ? await unit.person('agencyHead', unit.social)
        : await (how === 'head' ? other : unit).person('head');
    expect(
      await database.db.write((tx) =>
        enrolMany({ months }, tx, { actor, now: NOW }, { programmeId: id, text: 'BI-1/2023', day: TODAY }),
      ),
    ).toBe(outcome);
    expect(await database.own.enrolment.count()).toBe(0);
  });

  it('enrols the unit’s own, where another has somebody with the same number', async () => {
    const other = await world(database.db, { unitName: 'Rutan Lain' });
    await other.participant({ name: 'Budi', registerKey: 'BI1/2023' });
    const id = await unit.programme('Las', { state: 'running' });
    const ours = await unit.participant({ name: 'Budi', registerKey: 'BI1/2023' });
    const actor = await unit.person('officer');
    await database.db.write((tx) =>
      enrolMany({ months }, tx, { actor, now: NOW }, { programmeId: id, text: 'BI1/2023', day: TODAY }),
    );
    const enrolled = await database.own.enrolment.findMany({ select: { participantId: true } });
    expect(enrolled).toEqual([{ participantId: ours }]);
  });
});

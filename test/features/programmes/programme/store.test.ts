import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { officersAmong, trainersAmong } from '../../../../src/features/programmes/form/dialog.js';
import { createProgrammesService } from '../../../../src/features/programmes/programme/service.js';
import {
  findProgramme,
  listProgrammes,
  savingFacts,
} from '../../../../src/features/programmes/programme/store.js';
import { seatsNow } from '../../../../src/features/programmes/seats/store.js';
import { timetable } from '../../../../src/features/sessions/index.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { months } from '../../../support/months.js';
import { type World, world } from '../../../support/world.js';

// Tuesday, 5 September 2023, 14.20 WIT.
const now = new Date('2023-09-05T05:20:00Z');
const HOUR = 3_600_000;

describe.each(databases())('how programmes are read on $kind', ({ open }) => {
  let test: TestDatabase;
  let unit: World;
  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    await test.reset();
    unit = await world(test.db, { now: () => now, since: now });
  });
  afterAll(() => test.close());

  /** Another unit with an agency, an officer and a programme of the same names. */
  const elsewhere = () =>
    test.db.write(async (tx) => {
      const { id: unitId } = await tx.unit.create({
        data: { name: 'Rutan Lain', zone: 'Asia/Jakarta', createdAt: now },
      });
      await tx.agency.create({ data: { unitId, name: 'BLK', searchName: 'blk', createdAt: now } });
      const { id: personId } = await tx.person.create({
        data: { telegramId: 9n, name: 'Orang 2', createdAt: now },
      });
      await tx.post.create({ data: { unitId, personId, kind: 'officer', startedAt: now } });
      const about = { name: 'Las', searchName: 'las', kind: 'trade' as const, createdAt: now };
      const { id } = await tx.programme.create({ data: { ...about, unitId } });
      return { unitId, id, personId };
    });

  it('a form chooses from what the unit has, by name', async () => {
    await elsewhere();
    const { social, fisheries } = unit;
    const labour = await unit.agency('BLK');
    const officer = await unit.person('officer');
    const contact = await unit.person('agencyContact', social);
    const humas = await unit.person('humas');
    const former = await unit.person('head');
    await test.db.write((tx) =>
      tx.post.updateMany({ where: { personId: former.personId }, data: { endedAt: now } }),
    );
    await test.db.write((tx) =>
      tx.post.create({
        data: { unitId: unit.unitId, personId: humas.personId, kind: 'head', startedAt: now },
      }),
    );
    await unit.programme('Tani');
    await unit.programme('Jahit');
    const choices = await createProgrammesService({ db: test.db, timetable, months }).choices(officer, now);
    expect(choices.agencies.map(({ id }) => id)).toEqual([labour, fisheries, social]);
    expect(choices.programmes.map(({ name }) => name)).toEqual(['Jahit', 'Tani']);
    expect(officersAmong(choices).map(({ id }) => id)).toEqual([officer.personId, humas.personId]);
    const ids = (agencyId: number) => trainersAmong(choices, agencyId).map(({ id }) => id);
    expect(ids(0)).toEqual([officer.personId, humas.personId]);
    expect(ids(social)).toEqual([officer.personId, contact.personId, humas.personId]);
    expect(ids(labour)).toEqual([officer.personId, humas.personId]);
  });

  it('a card has its own programme’s numbers, sessions held and trainers by name', async () => {
    const agency = await unit.agency('BLK');
    const trainers = [await unit.person('humas'), await unit.person('agencyContact', agency)];
    const id = await unit.programme('Las', { seats: 3, agencyId: agency });
    const other = await unit.programme('Jahit');
    await unit.fill(id, 5, 2);
    const { unitId } = unit;
    await test.db.write(async (tx) => {
      await tx.programmeTrainer.createMany({
        data: trainers.toReversed().map(({ personId }) => ({ programmeId: id, personId })),
      });
      const session = (state: 'held' | 'planned' | 'cancelled', hours: number, programmeId = id) => {
        const startsAt = new Date(now.getTime() - hours * 24 * HOUR);
        return { unitId, programmeId, state, startsAt, endsAt: new Date(startsAt.getTime() + hours * HOUR) };
      };
      await tx.session.createMany({
        data: [
          session('held', 1),
          session('held', 2),
          session('planned', 3),
          session('cancelled', 4),
          session('held', 5, other),
        ],
      });
      const offer = { unitId, programmeId: id, offeredAt: now, lapsesAt: now };
      await tx.seatOffer.create({ data: { ...offer, enrolmentId: 3 } });
      await tx.seatOffer.create({ data: { ...offer, enrolmentId: 4, state: 'lapsed', closedAt: now } });
      await tx.enrolment.update({
        where: { id: 1 },
        data: { state: 'ended', endReason: 'completed', endedAt: now },
      });
      await tx.enrolment.update({
        where: { id: 2 },
        data: { state: 'ended', endReason: 'unrecorded', endedAt: now },
      });
    });
    const scope = { kind: 'unit', unitId } as const;
    expect(await findProgramme(test.db.read, scope, id)).toMatchObject({
      name: 'Las',
      agency: { id: agency, name: 'BLK' },
      officer: null,
      namesShown: false,
      enrolled: 0,
      waiting: 3,
      offered: 1,
      endings: { completed: 1, others: 0 },
      held: { sessions: 2, minutes: 180 },
      trainers: trainers.map(({ personId, name }) => ({ id: personId, name })),
    });
    expect(await findProgramme(test.db.read, { ...scope, unitId: unitId + 1 }, id)).toBeUndefined();
    const foreign = { kind: 'agencies', unitId, agencyIds: [agency + 1] } as const;
    expect(await findProgramme(test.db.read, foreign, id)).toBeUndefined();
    expect(await findProgramme(test.db.read, { ...foreign, agencyIds: [] }, id)).toBeUndefined();
    const own = { ...foreign, agencyIds: [agency] };
    expect((await listProgrammes(test.db.read, own)).map(({ name }) => name)).toEqual(['Las']);
    expect((await listProgrammes(test.db.read, scope)).map(({ name }) => name)).toEqual(['Jahit', 'Las']);
  });

  it('saving is decided by what the unit has, not by another’s of the same name', async () => {
    const there = await elsewhere();
    const { id: foreignAgency } = await test.db.read.agency.findFirstOrThrow();
    const agency = await unit.agency('BLK');
    const facts = (to: Parameters<typeof savingFacts>[2], id?: number) =>
      test.db.write((tx) => savingFacts(tx, unit.unitId, to, id));
    expect(await facts({ name: 'LAS', agencyId: foreignAgency }, there.id)).toEqual({
      before: undefined,
      named: undefined,
      agencyKnown: false,
      trainers: [],
    });
    const id = await unit.programme('Las', { seats: 3 });
    const trainer = await unit.person('officer');
    await test.db.write((tx) =>
      tx.programmeTrainer.create({ data: { programmeId: id, personId: trainer.personId } }),
    );
    expect(await facts({ name: 'LAS', agencyId: agency }, id)).toMatchObject({
      before: { id, name: 'Las', seats: 3, agencyId: null },
      named: id,
      agencyKnown: true,
      trainers: [trainer.personId],
    });
  });

  it('seats are settled by who waits or is offered one, each with when they were last passed over', async () => {
    const programmeId = await unit.programme('Las', { seats: 3 });
    const { unitId } = unit;
    await unit.fill(programmeId, 5, 2);
    const at = (hours: number) => new Date(now.getTime() - hours * HOUR);
    await test.db.write(async (tx) => {
      const offer = { unitId, programmeId, offeredAt: at(9), lapsesAt: at(5) };
      await tx.seatOffer.createMany({
        data: [
          { ...offer, enrolmentId: 3, state: 'lapsed', closedAt: at(5) },
          { ...offer, enrolmentId: 3, state: 'passedOver', closedAt: at(2) },
          { ...offer, enrolmentId: 4, state: 'withdrawn', closedAt: at(2) },
          { ...offer, enrolmentId: 2 },
        ],
      });
    });
    const found = await test.db.write((tx) => seatsNow(tx, { unitId, programmeId }));
    expect(found).toMatchObject({ seats: 3, state: 'running', officerId: null, enrolled: 2 });
    const candidates = found?.candidates.toSorted((a, b) => a.enrolmentId - b.enrolmentId);
    expect(candidates).toMatchObject([
      { enrolmentId: 2, state: 'active', offerId: 4, passedAt: null },
      { enrolmentId: 3, state: 'waiting', offerId: null, passedAt: at(2) },
      { enrolmentId: 4, state: 'waiting', offerId: null, passedAt: null },
      { enrolmentId: 5, state: 'waiting', offerId: null, passedAt: null },
    ]);
    const other = { unitId: unitId + 1, programmeId };
    expect(await test.db.write((tx) => seatsNow(tx, other))).toBeUndefined();
  });
});

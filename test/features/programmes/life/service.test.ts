import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import type { Db } from '../../../../src/db/database.js';
import { enrolMany } from '../../../../src/features/programmes/enrol/service.js';
import { createEnrolmentService } from '../../../../src/features/programmes/enrolment/service.js';
import { createLifeService } from '../../../../src/features/programmes/life/service.js';
import { createProgrammesService } from '../../../../src/features/programmes/programme/service.js';
import { sweepStarts } from '../../../../src/features/programmes/step/service.js';
import { timetable } from '../../../../src/features/sessions/index.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { months } from '../../../support/months.js';
import { TODAY, type World, world } from '../../../support/world.js';

const now = new Date('2023-09-05T05:20:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);

describe.each(databases())('a programme’s life on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Db;
  let unit: World;
  let officer: Actor;
  let head: Actor;
  let life: ReturnType<typeof createLifeService>;
  let enrolment: ReturnType<typeof createEnrolmentService>;

  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  beforeEach(async () => {
    await database.reset();
    unit = await world(db, { now: () => now, since: now });
    officer = await unit.person('officer');
    head = await unit.person('head');
    life = createLifeService({ db, timetable, months });
    enrolment = createEnrolmentService({ db, months });
  });
  afterAll(() => database.close());

  const state = async (id = 1) => (await database.own.programme.findUniqueOrThrow({ where: { id } })).state;
  const version = async (id = 1) =>
    (await database.own.programme.findUniqueOrThrow({ where: { id } })).version;
  const which = async (id = 1) => ({ id, version: await version(id) });
  const ends = async () =>
    (await database.own.enrolment.findMany({ orderBy: { id: 'asc' } })).map(
      (one) => one.endReason ?? one.state,
    );

  /** Three seats taken (the third on a pause) and one who waits. */
  async function running() {
    await unit.programme('Las', { seats: 3 });
    await unit.fill(1, 4, 3);
    await enrolment.move(unit.doing(officer), { enrolmentId: 3, version: 1, state: 'paused' });
  }

  test('a draft is opened and started, each once, and by those alone who may', async () => {
    await unit.programme('Las', { state: 'draft' });
    const humas = await unit.person('humas');
    expect(await life.advance(unit.doing(humas), await which(), 'open')).toMatchObject({
      reason: 'forbidden',
    });
    const doing = unit.doing(officer);
    const first = await which();
    expect(await life.advance(doing, first, 'open')).toEqual({ ok: true });
    expect(await life.advance(doing, first, 'open')).toEqual({ ok: true });
    expect(await life.advance(unit.doing(officer), first, 'start')).toMatchObject({ reason: 'stale' });
    expect(await life.advance(unit.doing(officer), await which(), 'open')).toMatchObject({
      reason: 'state',
    });
    expect(await life.advance(unit.doing(officer), await which(), 'start')).toEqual({ ok: true });
    expect(await database.own.programme.findFirst()).toMatchObject({
      state: 'running',
      startsOn: '2023-09-05',
    });
    expect(await database.own.auditEntry.count()).toBe(2);
  });

  test('finished, all complete it but those named, who waits is let go, and nobody is taken in any more', async () => {
    await running();
    const people = await life.toEnd(officer, 1);
    expect(people).toMatchObject({
      people: [{ name: 'Orang 1' }, { name: 'Orang 2' }, { name: 'Orang 3' }],
      unseated: 1,
    });
    const otherwise = [{ enrolmentId: 2, reason: 'withdrew' as const }];
    const at = { actor: officer, now: later(1) };
    const done = await db.write(async (tx) => life.finish(tx, at, await which(), otherwise));
    expect(done).toEqual({ ok: true, completed: 2, others: 1, unseated: 1 });
    expect(await ends()).toEqual(['completed', 'withdrew', 'completed', 'unrecorded']);
    expect(await state()).toBe('finished');
    await unit.participant({ name: 'Orang 5', registerKey: 'BI5/2023' });
    const who = { participantId: 5, programmeId: 1 };
    expect(await enrolment.enrol(unit.doing(officer), who)).toBe('closed');
    expect(
      await db.write((tx) => enrolMany({ months }, tx, at, { programmeId: 1, text: 'BI5/2023', day: TODAY })),
    ).toBe('closed');
    const programmes = createProgrammesService({ db, timetable, months });
    const values = {
      ...({ name: 'Las', kind: 'trade', agencyId: null, seats: 3, startsOn: null, endsOn: null } as const),
      ...{
        plannedSessions: null,
        plannedHours: null,
        minAttendance: null,
        trainer: null,
        place: null,
        officerId: null,
      },
    };
    const edited = db.write(async (tx) => programmes.edit(tx, officer, await which(), values, now));
    expect(await edited).toEqual({ ok: false, reason: 'closed' });
    // A count of a time before knows them as they were.
    const then = await database.own.enrolmentChange.count({
      where: { state: { in: ['active', 'paused'] }, from: { lte: now }, until: { gt: now } },
    });
    expect(then).toBe(3);
  });

  test('a mistaken end is taken back as if it had not been, but for who has left since', async () => {
    await running();
    await life.finishAll(unit.doing(officer, later(1)), await which());
    await db.write((tx) =>
      tx.participant.update({ where: { id: 2 }, data: { presentUntil: later(2), departure: 'released' } }),
    );
    const back = await life.restore(unit.doing(officer, later(3)), await which());
    expect(back).toEqual({ ok: true, reopened: 3, waiting: 0 });
    expect(await ends()).toEqual(['active', 'completed', 'paused', 'waiting']);
    expect(await state()).toBe('running');
    // The seat that did become free is offered.
    expect(await database.own.seatOffer.findMany()).toMatchObject([{ enrolmentId: 4, state: 'open' }]);
    expect(await life.restore(unit.doing(officer, later(3)), await which())).toMatchObject({
      reason: 'state',
    });
  });

  test('after seven days a head alone takes an end back', async () => {
    await unit.programme('Las', { state: 'open' });
    const at = { actor: officer, now };
    await db.write(async (tx) => life.cancel(tx, at, await which(), 'budget'));
    const find = () => createProgrammesService({ db, timetable, months }).find(officer, 1);
    expect(await find()).toMatchObject({ state: 'cancelled', end: { at: now, reason: 'budget' } });
    expect(await life.restore(unit.doing(officer, later(8)), await which())).toMatchObject({
      reason: 'late',
    });
    expect(await life.restore(unit.doing(head, later(8)), await which())).toMatchObject({ ok: true });
    expect(await state()).toBe('open');
  });

  test('called off, everybody’s part ends without completion, and offers fall', async () => {
    await running();
    await enrolment.move(unit.doing(officer), {
      enrolmentId: 1,
      version: 1,
      state: 'ended',
      reason: 'health',
    });
    expect(await database.own.seatOffer.count({ where: { state: 'open' } })).toBe(1);
    const at = { actor: officer, now };
    const done = await db.write(async (tx) => life.cancel(tx, at, await which(), 'Banjir'));
    expect(done).toMatchObject({ completed: 0, others: 2, unseated: 1 });
    expect(await ends()).toEqual(['health', 'unrecorded', 'unrecorded', 'unrecorded']);
    expect(await database.own.seatOffer.count({ where: { state: 'open' } })).toBe(0);
  });

  test('planned sessions go with the end and come back with it', async () => {
    await unit.programme('Las', { endsOn: '2023-09-30' });
    const slot = await db.write((tx) =>
      tx.timetableSlot.create({
        data: { programmeId: 1, weekday: 4, startMinute: 540, endMinute: 660, since: now },
      }),
    );
    const startsAt = new Date('2023-09-07T00:00:00Z');
    await db.write((tx) =>
      tx.session.create({
        data: {
          ...{
            unitId: unit.unitId,
            programmeId: 1,
            state: 'planned',
            slotId: slot.id,
            plannedOn: '2023-09-07',
          },
          ...{ startsAt, endsAt: new Date('2023-09-07T02:00:00Z') },
        },
      }),
    );
    const planned = () => database.own.session.count({ where: { state: 'planned', startsAt } });
    await life.finishAll(unit.doing(officer), await which());
    expect(await planned()).toBe(0);
    await life.restore(unit.doing(officer), await which());
    expect(await planned()).toBe(1);
  });

  test('a new batch has the facts and the weekly times, the next number, and nobody in it', async () => {
    await running();
    const trainer = await unit.person('officer');
    await db.write(async (tx) => {
      await tx.person.update({ where: { id: trainer.personId }, data: { name: 'Rosina Latu' } });
      await tx.programme.update({
        where: { id: 1 },
        data: {
          endsOn: '2023-12-15',
          plannedSessions: 24,
          trainer: 'Ibu Rosina',
          officerId: officer.personId,
        },
      });
      await tx.timetableSlot.create({
        data: { programmeId: 1, weekday: 2, startMinute: 540, endMinute: 660, since: now },
      });
    });
    const doing = unit.doing(officer);
    const first = await which();
    expect(await life.copy(doing, first)).toEqual({ ok: true, id: 2, slots: 1 });
    expect(await life.copy(doing, first)).toEqual({ ok: true, id: 2, slots: 1 });
    expect(await database.own.programme.findUniqueOrThrow({ where: { id: 2 } })).toMatchObject({
      ...{ name: 'Las angkatan 2', state: 'draft', seats: 3, plannedSessions: 24, trainer: 'Ibu Rosina' },
      ...{ startsOn: null, endsOn: null, officerId: officer.personId },
    });
    expect(await database.own.timetableSlot.count({ where: { programmeId: 2, weekday: 2 } })).toBe(1);
    expect(await database.own.programmeTrainer.findMany({ where: { programmeId: 2 } })).toMatchObject([
      { personId: trainer.personId },
    ]);
    expect(await database.own.enrolment.count({ where: { programmeId: 2 } })).toBe(0);
    expect(await life.copy(unit.doing(officer), await which())).toMatchObject({ id: 3 });
    expect(await database.own.programme.findUnique({ where: { id: 3 } })).toMatchObject({
      name: 'Las angkatan 3',
    });
  });

  test('registration ends on the first day by itself, in the unit’s own zone, once', async () => {
    await unit.programme('Las', { state: 'open', startsOn: '2023-09-06' });
    expect(await sweepStarts(db, new Date('2023-09-05T14:59:00Z'))).toBe(0);
    expect(await sweepStarts(db, new Date('2023-09-05T15:00:00Z'))).toBe(1);
    expect(await sweepStarts(db, new Date('2023-09-05T15:00:00Z'))).toBe(0);
    expect(await state()).toBe('running');
  });

  test('two who end it at once end it once', async () => {
    await running();
    const shown = await which();
    const done = await Promise.all([officer, head].map((actor) => life.finishAll(unit.doing(actor), shown)));
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await database.own.auditEntry.count({ where: { action: 'programme.finish' } })).toBe(1);
  });

  test('another unit’s programme is nobody’s to end or copy', async () => {
    await unit.programme('Las');
    const unitId = unit.unitId + 1;
    const stranger: Actor = { ...head, unitId, posts: head.posts.map((post) => ({ ...post, unitId })) };
    expect(await life.finishAll(unit.doing(stranger), await which())).toMatchObject({ reason: 'gone' });
    expect(await life.copy(unit.doing(stranger), await which())).toMatchObject({ reason: 'gone' });
    expect(await life.toEnd(stranger, 1)).toBeUndefined();
  });
});

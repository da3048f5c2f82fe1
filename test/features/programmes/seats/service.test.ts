import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import type { Db } from '../../../../src/db/database.js';
import { createDepartureService } from '../../../../src/features/programmes/departure/service.js';
import { enrolMany } from '../../../../src/features/programmes/enrol/service.js';
import { createEnrolmentService } from '../../../../src/features/programmes/enrolment/service.js';
import { createSeatsService } from '../../../../src/features/programmes/offers/service.js';
import { createProgrammesService } from '../../../../src/features/programmes/programme/service.js';
import { sweepSeats } from '../../../../src/features/programmes/seats/service.js';
import { timetable } from '../../../../src/features/sessions/index.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { months } from '../../../support/months.js';
import { TODAY, type World, world } from '../../../support/world.js';

// A Tuesday, 14.20 in the unit.
const now = new Date('2023-09-05T05:20:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
/** Past the third working day. */
const lapsed = later(4);

describe.each(databases())('free seats on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Db;
  let unit: World;
  let officer: Actor;
  let head: Actor;
  let enrolment: ReturnType<typeof createEnrolmentService>;
  let seats: ReturnType<typeof createSeatsService>;

  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  beforeEach(async () => {
    await database.reset();
    unit = await world(db, { now: () => now, since: now });
    officer = await unit.person('officer');
    head = await unit.person('head');
    enrolment = createEnrolmentService({ db, months });
    seats = createSeatsService({ db });
  });
  afterAll(() => database.close());

  /** So many people in a programme (id 1) of so many seats: the first hold them, the others wait. */
  async function filled(people: number, places: number) {
    await unit.programme('Las', { seats: places, officerId: officer.personId });
    await unit.fill(1, people, places);
  }
  const end = async (id: number, actor = head, at = now) => {
    const { version } = await database.own.enrolment.findUniqueOrThrow({ where: { id } });
    return enrolment.move(unit.doing(actor, at), {
      enrolmentId: id,
      version,
      state: 'ended',
      reason: 'withdrew',
    });
  };
  const admit = (id: number, override = false) =>
    enrolment.move(unit.doing(officer), { enrolmentId: id, version: 1, state: 'active', override });
  const offers = async () =>
    (await database.own.seatOffer.findMany({ orderBy: { id: 'asc' } })).map(({ enrolmentId, state }) => [
      enrolmentId,
      state,
    ]);
  const messages = async () =>
    (await database.own.outbox.findMany({ orderBy: { id: 'asc' } })).map(({ personId, state }) => [
      personId,
      state,
    ]);
  const enrolled = () => database.own.enrolment.count({ where: { state: { in: ['active', 'paused'] } } });

  test('a freed seat is offered to who waits longest, in the same transaction, and the officer is told', async () => {
    await filled(4, 2);
    await end(1);
    expect(await offers()).toEqual([[3, 'open']]);
    expect(await database.own.outbox.findMany()).toMatchObject([
      { kind: 'programme.offer', subjectId: 1, personId: officer.personId, state: 'planned' },
    ]);
    expect(await database.own.seatOffer.findFirst()).toMatchObject({
      lapsesAt: new Date('2023-09-08T07:00:00Z'),
    });
  });

  test('a pause frees no seat; whoever acts isn’t told what they see', async () => {
    await filled(2, 1);
    await enrolment.move(unit.doing(officer), { enrolmentId: 1, version: 1, state: 'paused' });
    expect(await offers()).toEqual([]);
    await end(1, officer);
    expect(await offers()).toEqual([[2, 'open']]);
    expect(await messages()).toEqual([]);
  });

  test('without an officer in office the heads are told', async () => {
    await filled(2, 1);
    await db.write((tx) =>
      tx.post.updateMany({ where: { personId: officer.personId }, data: { endedAt: now } }),
    );
    const other = await unit.person('officer');
    await end(1, other);
    expect(await messages()).toEqual([[head.personId, 'planned']]);
  });

  test('one tap enrols who is offered the seat; a second tap and a redelivered update do nothing more', async () => {
    await filled(3, 1);
    await end(1);
    const doing = unit.doing(officer);
    expect(await seats.take(doing, 1)).toMatchObject({ outcome: 'taken', name: 'Orang 2' });
    expect(await seats.take(doing, 1)).toMatchObject({ outcome: 'taken' });
    expect(await seats.take(unit.doing(officer), 1)).toMatchObject({ outcome: 'stale' });
    expect(await seats.pass(unit.doing(officer), 1)).toMatchObject({ outcome: 'stale' });
    expect([await offers(), await enrolled()]).toEqual([[[2, 'taken']], 1]);
    expect(await messages()).toEqual([[officer.personId, 'withdrawn']]);
  });

  test('passed over, somebody goes to the end of the list, and the next is offered the seat', async () => {
    await filled(3, 1);
    await end(1);
    expect(await seats.pass(unit.doing(officer), 1)).toMatchObject({ outcome: 'passed', name: 'Orang 2' });
    expect(await offers()).toEqual([
      [2, 'passedOver'],
      [3, 'open'],
    ]);
    await seats.pass(unit.doing(officer), 2);
    // Everybody was offered it once: it isn't offered round and round.
    expect((await offers()).filter(([, state]) => state === 'open')).toEqual([]);
    expect(await seats.view(officer, 1)).toMatchObject({ offers: [], free: 1, waiting: 2 });
    await seats.again(unit.doing(officer), 1);
    expect((await offers()).at(-1)).toEqual([2, 'open']);
  });

  test('an offer lapses after three working days, and the next is told of, once', async () => {
    await filled(3, 1);
    await end(1);
    expect(await sweepSeats(db, later(3))).toBe(0);
    expect(await sweepSeats(db, lapsed)).toBe(1);
    expect(await sweepSeats(db, lapsed)).toBe(0);
    expect(await offers()).toEqual([
      [2, 'lapsed'],
      [3, 'open'],
    ]);
    expect(await messages()).toEqual([
      [officer.personId, 'withdrawn'],
      [officer.personId, 'planned'],
    ]);
    expect(await seats.view(officer, 1)).toMatchObject({
      lapsed: ['Orang 2'],
      offers: [{ name: 'Orang 3' }],
    });
    expect(await seats.take(unit.doing(officer, lapsed), 1)).toMatchObject({ outcome: 'stale' });
  });

  test('a seat on offer isn’t taken by those who come later, unless knowingly', async () => {
    await filled(3, 1);
    await end(1);
    await unit.participant({ name: 'Orang 4', registerKey: 'BI4/2023' });
    const enrol = enrolment.enrol(unit.doing(officer), { participantId: 4, programmeId: 1 });
    expect(await enrol).toBe('reserved');
    expect((await admit(3)).outcome).toBe('reserved');
    expect(await enrolled()).toBe(0);
    expect((await admit(3, true)).outcome).toBe('moved');
    expect([await offers(), await enrolled()]).toEqual([[[2, 'withdrawn']], 1]);
    expect(await messages()).toEqual([[officer.personId, 'withdrawn']]);
    expect((await admit(2, true)).outcome).toBe('full');
  });

  test('whoever is offered the seat is admitted from their card too', async () => {
    await filled(2, 1);
    await end(1);
    expect((await admit(2)).outcome).toBe('moved');
    expect(await offers()).toEqual([[2, 'taken']]);
  });

  test('leaving the unit frees the seats held, and ends the offer had', async () => {
    await filled(3, 1);
    const departure = createDepartureService({ db, months });
    await departure.depart(unit.doing(head), { participantId: 1, version: 1 }, 'released');
    expect(await offers()).toEqual([[2, 'open']]);
    await departure.depart(unit.doing(head), { participantId: 2, version: 1 }, 'transferred');
    expect(await offers()).toEqual([
      [2, 'withdrawn'],
      [3, 'open'],
    ]);
    await departure.takeBack(unit.doing(head), { participantId: 1, version: 2 });
    expect([await offers(), await enrolled()]).toEqual([
      [
        [2, 'withdrawn'],
        [3, 'withdrawn'],
      ],
      1,
    ]);
  });

  test('more seats are offered, fewer take back what was offered, and another unit’s offers are nobody’s here', async () => {
    await filled(4, 1);
    const programmes = createProgrammesService({ db, timetable, months });
    const facts = {
      ...({ name: 'Las', kind: 'trade', agencyId: null, startsOn: null, endsOn: null } as const),
      ...{ plannedSessions: null, plannedHours: null, minAttendance: null, trainer: null, place: null },
      officerId: officer.personId,
    };
    const edit = (version: number, places: number) =>
      db.write((tx) => programmes.edit(tx, officer, { id: 1, version }, { ...facts, seats: places }, now));
    await edit(1, 3);
    expect(await offers()).toEqual([
      [2, 'open'],
      [3, 'open'],
    ]);
    await edit(2, 2);
    expect(await offers()).toEqual([
      [2, 'open'],
      [3, 'withdrawn'],
    ]);
    const stranger: Actor = {
      ...officer,
      unitId: unit.unitId + 1,
      posts: officer.posts.map((post) => ({ ...post, unitId: unit.unitId + 1 })),
    };
    expect(await seats.view(stranger, 1)).toBeUndefined();
    expect(await seats.take(unit.doing(stranger), 1)).toMatchObject({
      outcome: 'forbidden',
      programmeId: null,
    });
    const humas = await unit.person('humas');
    expect(await seats.view(humas, 1)).toBeUndefined();
    expect(await seats.pass(unit.doing(humas), 1)).toMatchObject({ outcome: 'forbidden' });
  });

  test('many at once respect what is on offer, and say who leaves before the end', async () => {
    await unit.programme('Las', { seats: 2, endsOn: '2023-12-15' });
    await unit.fill(1, 3, 2);
    await unit.participant({ name: 'Orang 4', registerKey: 'BI4/2023' });
    const last = await unit.participant({ name: 'Orang 5', registerKey: 'BI5/2023' });
    await db.write((tx) =>
      tx.participant.update({ where: { id: last }, data: { releaseExpectedOn: '2023-11-10' } }),
    );
    await end(1);
    const done = await db.write((tx) =>
      enrolMany(
        { months },
        tx,
        { actor: officer, now },
        { programmeId: 1, text: 'BI4/2023, BI5/2023, BI99/2023', day: TODAY },
      ),
    );
    expect(done).toMatchObject({
      enrolled: [],
      waiting: [{ name: 'Orang 4' }, { name: 'Orang 5' }],
      early: [{ name: 'Orang 5', releaseExpectedOn: '2023-11-10' }],
      unknown: ['BI99/2023'],
    });
  });

  test('seats are never oversold, nor offered twice, whatever comes at once', async () => {
    await filled(12, 4);
    const random = seeded(7);
    for (let round = 0; round < 4; round += 1) {
      const [rows, open_] = await Promise.all([
        database.own.enrolment.findMany({ where: { endedAt: null } }),
        database.own.seatOffer.findMany({ where: { state: 'open' } }),
      ]);
      const at = new Date(now.getTime() + round * 60_000);
      const moves = rows.map(({ id, version, state }) => () => {
        const wants = state === 'waiting' ? 'active' : random() < 0.5 ? 'ended' : 'paused';
        const move = { enrolmentId: id, version, state: wants, override: random() < 0.3 } as const;
        return enrolment.move(unit.doing(officer, at), move);
      });
      const answers = open_.map(
        ({ id }) =>
          () =>
            seats[random() < 0.7 ? 'take' : 'pass'](unit.doing(head, at), id),
      );
      const all = [...moves, ...answers, () => sweepSeats(db, at)].toSorted(() => random() - 0.5);
      await Promise.all(all.slice(0, 10).map((act) => act()));
      const held = await enrolled();
      const kept = await database.own.seatOffer.findMany({
        where: { state: 'open' },
        include: { enrolment: { select: { state: true } } },
      });
      expect(held).toBeLessThanOrEqual(4);
      expect(held + kept.length).toBeLessThanOrEqual(4);
      expect(kept.every((offer) => offer.enrolment.state === 'waiting')).toBe(true);
    }
  });

  test('twenty taps on one free seat fill it once', async () => {
    await filled(8, 1);
    await end(1);
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 2 === 0 ? seats.take(unit.doing(officer), 1) : admit(2 + (n % 7), true),
      ),
    );
    expect(done.filter(({ outcome }) => outcome === 'taken' || outcome === 'moved')).toHaveLength(1);
    expect(await enrolled()).toBe(1);
  });
});

/** Numbers that look random and are the same every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

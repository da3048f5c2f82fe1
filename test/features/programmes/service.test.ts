import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/access/actor.js';
import { scopeOf } from '../../../src/access/can.js';
import type { Db } from '../../../src/db/database.js';
import { registerKey } from '../../../src/features/programmes/enrolment/rules.js';
import { createParticipantsService } from '../../../src/features/programmes/people/service.js';
import { rosterOn } from '../../../src/features/programmes/people/store.js';
import { createProgrammesService } from '../../../src/features/programmes/programme/service.js';
import { listProgrammes } from '../../../src/features/programmes/programme/store.js';
import { timetable } from '../../../src/features/sessions/index.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { months } from '../../support/months.js';
import { type World, world } from '../../support/world.js';

const now = new Date('2023-09-05T05:20:00Z');
const hour = (n: number) => new Date(now.getTime() + n * 3_600_000);
const values = {
  name: 'Budidaya Ikan Lele',
  kind: 'trade',
  agencyId: null,
  seats: 20,
  startsOn: null,
  endsOn: null,
  plannedSessions: null,
  plannedHours: null,
  minAttendance: null,
  trainer: 'Ibu Ros',
  place: null,
  officerId: null,
} as const;

describe.each(databases())('programmes on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Db;
  let unit: World;
  let officer: Actor;
  let head: Actor;

  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  beforeEach(async () => {
    await database.reset();
    unit = await world(db, { now: () => now, since: now });
    officer = await unit.person('officer');
    head = await unit.person('head');
  });
  afterAll(() => database.close());

  const programmes = () => createProgrammesService({ db, timetable, months });
  const participants = () => createParticipantsService({ db, months });

  describe('programmes', () => {
    test('one name is one programme, however it is spelled, and two at once make one', async () => {
      const service = programmes();
      const add = (name: string) => db.write((tx) => service.add(tx, officer, { ...values, name }, now));
      const [first, second] = await Promise.all([add('Budidaya Ikan Lele'), add('  budidaya IKAN-lele')]);
      const made = [first, second].filter(({ ok }) => ok);
      expect(made).toHaveLength(1);
      expect([first, second].find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'exists', id: 1 });
    });

    test('an edit needs the version that was shown, and leaves an entry with what was', async () => {
      const service = programmes();
      await db.write((tx) => service.add(tx, officer, values, now));
      const edit = (name: string) =>
        db.write((tx) => service.edit(tx, officer, { id: 1, version: 1 }, { ...values, name }, now));
      expect(await edit('Lele')).toEqual({ ok: true, id: 1 });
      expect(await edit('Nila')).toEqual({ ok: false, reason: 'changed' });
      const entry = await database.own.auditEntry.findFirst({ where: { action: 'programme.edit' } });
      expect(entry?.detail).toMatchObject({ from: { name: 'Budidaya Ikan Lele' }, to: { name: 'Lele' } });
    });

    test('another unit’s agency can’t be named', async () => {
      const other = await world(db, { unitName: 'Lapas Lain' });
      const saved = await db.write((tx) =>
        programmes().add(tx, officer, { ...values, agencyId: other.fisheries }, now),
      );
      expect(saved).toEqual({ ok: false, reason: 'gone' });
    });

    test('a contact sees the own agency’s programmes alone, and changes none', async () => {
      const mine = unit.fisheries;
      const contact = await unit.person('agencyContact', mine);
      await unit.programme('Lele', { agencyId: mine });
      const own = await unit.programme('Las');
      const service = programmes();
      expect((await service.list(contact)).map(({ name }) => name)).toEqual(['Lele']);
      expect(await service.find(contact, own)).toBeUndefined();
      expect(await service.find(contact, 1)).toMatchObject({
        mayEdit: false,
        mayShowNames: false,
        mayViewPeople: false,
      });
      expect(await db.write((tx) => service.add(tx, contact, { ...values, agencyId: mine }, now))).toEqual({
        ok: false,
        reason: 'forbidden',
      });
    });

    test('names are shown to an agency by the head alone, and a stale switch does nothing', async () => {
      const agency = await unit.agency('Dinas');
      await unit.programme('Lele', { agencyId: agency });
      const service = programmes();
      const flip = async (actor: Actor, version: number) => {
        const { ref } = unit.doing(actor);
        return service.switchNames(actor, ref, now, { id: 1, version });
      };
      expect(await flip(officer, 1)).toBe('forbidden');
      expect(await flip(head, 1)).toBe('switched');
      expect(await flip(head, 1)).toBe('stale');
      expect(await service.find(head, 1)).toMatchObject({ namesShown: true, mayShowNames: true });
      expect(await database.own.auditEntry.count({ where: { action: 'programme.names' } })).toBe(1);
    });
  });

  describe('enrolment', () => {
    test('seats are never oversold: of twenty at once two are enrolled, the rest wait', async () => {
      await unit.programme('Lele', { seats: 2 });
      for (let n = 1; n <= 20; n++)
        await unit.participant({ name: `Orang ${n}`, registerKey: `BI${n}/2023` });
      const service = participants();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          service.enrol(unit.doing(officer), { participantId: n + 1, programmeId: 1 }),
        ),
      );
      expect(outcomes.filter((one) => one === 'enrolled')).toHaveLength(2);
      expect(outcomes.filter((one) => one === 'waiting')).toHaveLength(18);
      expect(await listProgrammes(db.read, scopeOf(officer, 'programme.view'))).toMatchObject([
        { enrolled: 2, waiting: 18 },
      ]);
    });

    test('one open enrolment per person and programme; an update sent again enrols once', async () => {
      await unit.programme('Lele');
      await unit.participant({ name: 'Budi', registerKey: 'BI1/2023' });
      const service = participants();
      const who = { participantId: 1, programmeId: 1 };
      const doing = unit.doing(officer);
      expect([await service.enrol(doing, who), await service.enrol(doing, who)]).toEqual([
        'enrolled',
        'enrolled',
      ]);
      expect(await service.enrol(unit.doing(officer), who)).toBe('exists');
      expect(await database.own.enrolment.count()).toBe(1);
    });

    test('pause, resume and end keep the history, and the sheet of each time knows who was active', async () => {
      await unit.programme('Lele');
      await unit.participant({ name: 'Budi', registerKey: 'BI1/2023' });
      const service = participants();
      await service.enrol(unit.doing(officer), { participantId: 1, programmeId: 1 });
      const move = (version: number, state: 'paused' | 'active' | 'ended', at: Date) =>
        service.move(unit.doing(officer, at), {
          enrolmentId: 1,
          version,
          state,
          ...(state === 'ended' && { reason: 'completed' }),
        });
      expect((await move(1, 'paused', hour(1))).outcome).toBe('moved');
      expect((await move(1, 'ended', hour(1))).outcome).toBe('stale');
      expect((await move(2, 'active', hour(2))).outcome).toBe('moved');
      expect((await move(3, 'ended', hour(3))).outcome).toBe('moved');
      expect((await move(4, 'active', hour(4))).outcome).toBe('stale');
      const on = async (at: Date) =>
        (await rosterOn(db.read, { unitId: unit.unitId, programmeId: 1 }, at)).length;
      expect([
        await on(hour(-1)),
        await on(hour(0)),
        await on(hour(1)),
        await on(hour(2)),
        await on(hour(3)),
        // The day on which somebody comes back counts whole.
      ]).toEqual([0, 1, 1, 1, 0]);
      const changes = await database.own.enrolmentChange.findMany({ orderBy: { id: 'asc' } });
      expect(changes.map(({ state, from, until }) => [state, from, until])).toEqual([
        ['active', hour(0), hour(1)],
        ['paused', hour(1), hour(1)],
        ['active', hour(1), hour(3)],
        ['ended', hour(3), null],
      ]);
      expect(await database.own.enrolment.findFirst()).toMatchObject({
        state: 'ended',
        endReason: 'completed',
        endedAt: hour(3),
      });
    });

    test('whoever waits is admitted when a seat is free, not before', async () => {
      await unit.programme('Lele', { seats: 1 });
      for (const n of [1, 2]) await unit.participant({ name: `Orang ${n}`, registerKey: `BI${n}/2023` });
      const service = participants();
      for (const n of [1, 2]) await service.enrol(unit.doing(officer), { participantId: n, programmeId: 1 });
      const admit = () =>
        service.move(unit.doing(officer, hour(1)), { enrolmentId: 2, version: 1, state: 'active' });
      expect((await admit()).outcome).toBe('full');
      await service.move(unit.doing(officer, hour(1)), {
        enrolmentId: 1,
        version: 1,
        state: 'ended',
        reason: 'withdrew',
      });
      expect((await admit()).outcome).toBe('moved');
    });

    test('contacts and humas see nobody and enrol nobody', async () => {
      const agency = await unit.agency('Dinas');
      await unit.programme('Lele', { agencyId: agency });
      await unit.participant({ name: 'Budi', registerKey: 'BI1/2023' });
      const service = participants();
      for (const actor of [await unit.person('agencyHead', agency), await unit.person('humas')]) {
        expect(await service.search(actor, '', 0)).toBeUndefined();
        expect(await service.find(actor, 1)).toBeUndefined();
        expect(await service.inProgramme(actor, 1, 0)).toBeUndefined();
        expect(await service.enrol(unit.doing(actor), { participantId: 1, programmeId: 1 })).toBe(
          'forbidden',
        );
      }
    });
  });

  describe('search', () => {
    test('finds by words of the name in any order, and by the register number however it is written', async () => {
      const numbered = (name: string, registerNumber: string) =>
        unit.participant({ name, registerNumber, registerKey: registerKey(registerNumber) });
      await numbered('Budi Lating', 'B.I 003/2023');
      await numbered('Budi Sopacua', 'B.I 032/2023');
      await numbered('Hasna Wael', 'A.III 004/2023');
      const found = async (query: string) =>
        (await participants().search(officer, query, 0))?.people.map(({ name }) => name);
      expect(await found('budi')).toEqual(['Budi Lating', 'Budi Sopacua']);
      expect(await found('LATING budi')).toEqual(['Budi Lating']);
      expect(await found('b.i-032/2023')).toEqual(['Budi Sopacua']);
      expect(await found('32/23')).toEqual(['Budi Sopacua']);
      expect(await found('2/2023')).toEqual([]);
      expect(await found('3/2023')).toEqual(['Budi Lating']);
      expect(await found('004')).toEqual(['Hasna Wael']);
      expect(await found('%')).toHaveLength(3);
      expect(await found('zzz')).toEqual([]);
    });

    test('shows eight a page, and the last page for one beyond it', async () => {
      for (let n = 10; n < 19; n++)
        await unit.participant({ name: `Orang ${n}`, registerKey: `BI${n}/2023` });
      expect(await participants().search(officer, '', 9)).toMatchObject({
        total: 9,
        page: 1,
        pages: 2,
        people: [{ name: 'Orang 18' }],
      });
    });
  });

  test('a sheet holds who was in the unit then, by name', async () => {
    await unit.programme('Lele');
    for (const name of ['Wahyu', 'Ahmad']) {
      const id = await unit.participant({ name, registerKey: `BI-${name}` });
      await participants().enrol(unit.doing(officer), { participantId: id, programmeId: 1 });
    }
    await db.write((tx) =>
      tx.participant.updateMany({ where: { name: 'Wahyu' }, data: { presentUntil: hour(5) } }),
    );
    const names = async (at: Date) =>
      (await rosterOn(db.read, { unitId: unit.unitId, programmeId: 1 }, at)).map(({ name }) => name);
    expect(await names(hour(1))).toEqual(['Ahmad', 'Wahyu']);
    expect(await names(hour(5))).toEqual(['Ahmad']);
    expect(await rosterOn(db.read, { unitId: unit.unitId + 1, programmeId: 1 }, hour(1))).toEqual([]);
  });
});

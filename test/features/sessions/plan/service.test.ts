import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import type { Db } from '../../../../src/db/database.js';
import { createSessionLog } from '../../../../src/features/sessions/log/service.js';
import { createPlanService, type PlanChange } from '../../../../src/features/sessions/plan/service.js';
import { planReminders } from '../../../../src/features/sessions/remind/service.js';
import { createSessionsService } from '../../../../src/features/sessions/session/service.js';
import { settleTimetables } from '../../../../src/features/sessions/settle/service.js';
import type { SlotTime } from '../../../../src/features/sessions/timetable/rules.js';
import { createTimetableService } from '../../../../src/features/sessions/timetable/service.js';
import { sessionTotals } from '../../../../src/features/sessions/totals/store.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { months } from '../../../support/months.js';
import { at, NOW, type World, world } from '../../../support/world.js';

const TUESDAY: SlotTime = { weekday: 2, startMinute: 540, endMinute: 660 };
const THURSDAY: SlotTime = { weekday: 4, startMinute: 540, endMinute: 660 };

describe.each(databases())('planned sessions on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Db;
  let unit: World;
  let officer: Actor;
  let programme: number;
  let update = 0;

  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(db);
    officer = await unit.person('officer');
    programme = (await unit.course({ agencyId: unit.fisheries })).id;
  });

  const timetable = () => createTimetableService({ db });
  const plan = () => createPlanService({ db, months });
  const sessions = () => createSessionsService({ db });
  const ref = () => ({ botId: 1n, updateId: ++update });

  const save = (slots: readonly SlotTime[], replaces?: number, actor = officer, now = NOW) =>
    db.write((tx) => timetable().save(tx, actor, { programmeId: programme, slots, replaces }, now));
  const rows = (state: 'planned' | 'cancelled' | 'held' = 'planned') =>
    database.own.session.findMany({ where: { programmeId: programme, state }, orderBy: { startsAt: 'asc' } });
  const first = async () => {
    const [session] = await rows();
    if (!session) throw new Error('nothing planned');
    return session;
  };
  const change = (actor: Actor, session: { id: number; version: number }, what: PlanChange, now = NOW) =>
    db.write((tx) => plan().change(tx, actor, session, what, now));
  const slotId = async () => (await database.own.timetableSlot.findFirstOrThrow()).id;

  describe('the timetable', () => {
    it('plans four weeks with the weekly times, and nothing twice', async () => {
      expect(await save([TUESDAY, THURSDAY])).toMatchObject({ ok: true, planned: 6 });
      await Promise.all([settleTimetables(db, NOW), settleTimetables(db, NOW)]);
      expect((await rows()).map(({ plannedOn }) => plannedOn)).toEqual([
        ...['2023-09-07', '2023-09-12', '2023-09-14', '2023-09-19', '2023-09-21', '2023-09-26'],
      ]);
      await settleTimetables(db, at('2023-09-08T12:00'));
      expect((await rows()).at(-1)?.plannedOn).toBe('2023-10-05');
    });

    it('is filled once by two processes that do it at the same moment', async () => {
      await unit.slot(programme, TUESDAY);
      await Promise.all([1, 2, 3, 4].map(() => settleTimetables(db, NOW)));
      expect(await rows()).toHaveLength(3);
    });

    it('takes one of two that are saved at once', async () => {
      const both = await Promise.all([save([TUESDAY]), save([TUESDAY])]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'overlap' });
      expect(await database.own.timetableSlot.count()).toBe(1);
    });

    it('ended, takes its unrecorded sessions along, and brings them back', async () => {
      await save([TUESDAY]);
      const id = await slotId();
      const ended = await timetable().end(officer, id, ref(), NOW);
      expect(ended).toEqual({ ok: true, programmeId: programme, sessions: 3 });
      expect(await rows('cancelled')).toMatchObject(
        Array.from({ length: 3 }, () => ({ cancelReason: 'timetable' })),
      );
      expect(await timetable().end(officer, id, ref(), NOW)).toEqual({ ok: false, reason: 'changed' });
      const coming = await sessions().coming(officer, NOW, 0);
      expect(coming.sessions).toEqual([]);
      const later = await sessions().past(officer, at('2023-12-01T00:00'), undefined, 0);
      expect(later.sessions).toEqual([]);
      expect(await timetable().reopen(officer, id, ref(), NOW)).toMatchObject({ ok: true, sessions: 3 });
      expect(await rows()).toHaveLength(3);
    });

    it('had back, has its sessions where it says, also those that were moved', async () => {
      await save([TUESDAY]);
      const id = await slotId();
      const session = await first();
      const moved = { startsAt: at('2023-09-13T13:00'), endsAt: at('2023-09-13T15:00') };
      expect(await change(officer, session, { action: 'move', ...moved })).toMatchObject({ ok: true });
      await timetable().end(officer, id, ref(), NOW);
      expect(await timetable().reopen(officer, id, ref(), NOW)).toMatchObject({ ok: true, sessions: 3 });
      expect(await first()).toMatchObject({
        id: session.id,
        startsAt: at('2023-09-12T09:00'),
        endsAt: at('2023-09-12T11:00'),
        cancelReason: null,
        cancelledById: null,
        version: session.version + 3,
      });
    });

    it('changed, plans anew and leaves what is recorded', async () => {
      await save([TUESDAY]);
      const id = await slotId();
      const held = await first();
      await db.write((tx) =>
        tx.session.update({ where: { id: held.id }, data: { state: 'held', number: 1, headcount: 3 } }),
      );
      const later = at('2023-09-12T12:00');
      expect(
        await save([{ ...TUESDAY, startMinute: 600, endMinute: 720 }], id, officer, later),
      ).toMatchObject({ ok: true });
      expect((await rows()).map(({ startsAt }) => startsAt)).toEqual([
        ...[at('2023-09-19T10:00'), at('2023-09-26T10:00'), at('2023-10-03T10:00')],
      ]);
      expect(await rows('held')).toHaveLength(1);
    });

    it('follows the programme’s state and dates', async () => {
      await save([TUESDAY]);
      const set = (data: object) => db.write((tx) => tx.programme.update({ where: { id: programme }, data }));
      await set({ endsOn: '2023-09-15' });
      await settleTimetables(db, NOW);
      expect(await rows()).toHaveLength(1);
      await set({ state: 'cancelled' });
      await settleTimetables(db, NOW);
      expect(await rows()).toEqual([]);
      expect(await save([THURSDAY])).toEqual({ ok: false, reason: 'finished' });
      await set({ state: 'running', endsOn: null });
      await settleTimetables(db, NOW);
      expect(await rows()).toHaveLength(3);
    });

    it('is the unit’s affair: agencies look, other units see nothing', async () => {
      const contact = await unit.person('agencyContact', unit.fisheries);
      expect(await save([TUESDAY], undefined, contact)).toEqual({ ok: false, reason: 'forbidden' });
      await save([TUESDAY]);
      expect(await timetable().view(contact, programme, NOW)).toMatchObject({ mayPlan: false });
      const other = await unit.person('agencyContact', unit.social);
      expect(await timetable().view(other, programme, NOW)).toBeUndefined();
      const elsewhere = await world(db, { unitName: 'Rutan Ambon' });
      const head = await elsewhere.person('head');
      expect(await timetable().view(head, programme, NOW)).toBeUndefined();
      expect(await timetable().end(head, await slotId(), ref(), NOW)).toEqual({
        ok: false,
        reason: 'forbidden',
      });
    });
  });

  describe('a planned session', () => {
    beforeEach(() => save([TUESDAY]));

    it('is cancelled with a reason, counts as nothing held, and can be had back', async () => {
      const session = await first();
      const cancel: PlanChange = { action: 'cancel', reason: 'forceMajeure', note: null };
      expect(await change(officer, session, cancel)).toEqual({ ok: true, id: session.id });
      expect(await change(officer, session, cancel)).toEqual({ ok: false, reason: 'changed' });
      await settleTimetables(db, NOW);
      expect(await rows()).toHaveLength(2);
      const after = at('2023-09-13T09:00');
      expect((await sessions().past(officer, after, undefined, 0)).sessions).toMatchObject([
        { id: session.id, state: 'cancelled', cancelReason: 'forceMajeure' },
      ]);
      const span = { from: at('2023-09-01T00:00'), until: at('2023-10-01T00:00') };
      const totals = await sessionTotals(db.read, { ...span, scope: { kind: 'unit', unitId: unit.unitId } });
      expect(totals.all.sessions).toBe(0);
      const shown = { id: session.id, version: session.version + 1 };
      expect(await change(officer, shown, { action: 'undo' })).toEqual({ ok: true, id: session.id });
      expect(await first()).toMatchObject({ id: session.id, cancelReason: null, cancelledAt: null });
    });

    it('isn’t had back where its time is taken, or where something makes up for it', async () => {
      const session = await first();
      await change(officer, session, { action: 'cancel', reason: 'place', note: null });
      const shown = { id: session.id, version: session.version + 1 };
      const add = (startsAt: Date, catchUpFor?: number) =>
        db.write((tx) =>
          plan().add(
            tx,
            officer,
            {
              ...{ programmeId: programme, startsAt, catchUpFor },
              endsAt: new Date(startsAt.getTime() + 7_200_000),
            },
            NOW,
          ),
        );
      const there = await add(session.startsAt);
      expect(there.ok).toBe(true);
      expect(await change(officer, shown, { action: 'undo' })).toEqual({ ok: false, reason: 'taken' });
      expect(await add(at('2023-09-12T10:00'), session.id)).toEqual({ ok: false, reason: 'taken' });
      expect(await add(at('2023-09-04T10:00'), session.id)).toEqual({ ok: false, reason: 'past' });
      const caughtUp = await add(at('2023-09-15T09:00'), session.id);
      expect(caughtUp.ok).toBe(true);
      expect(await add(at('2023-09-16T09:00'), session.id)).toEqual({ ok: false, reason: 'caught-up' });
      expect(await change(officer, shown, { action: 'undo' })).toEqual({ ok: false, reason: 'caught-up' });
      const view = await sessions().view(officer, session.id, NOW);
      expect(view?.plan.catchUp?.startsAt).toEqual(at('2023-09-15T09:00'));
      const other = await sessions().view(officer, view?.plan.catchUp?.id ?? 0, NOW);
      expect(other?.plan.catchUpFor?.id).toBe(session.id);
    });

    it('is moved to a free time ahead, and stays there', async () => {
      const session = await first();
      const to = (day: string): PlanChange => ({
        ...{ action: 'move', startsAt: at(`${day}T14:00`), endsAt: at(`${day}T16:00`) },
      });
      expect(await change(officer, session, to('2023-09-04'))).toEqual({ ok: false, reason: 'past' });
      const clash: PlanChange = {
        ...{ action: 'move', startsAt: at('2023-09-19T10:00'), endsAt: at('2023-09-19T12:00') },
      };
      expect(await change(officer, session, clash)).toEqual({ ok: false, reason: 'taken' });
      expect(await change(officer, session, to('2023-09-13'))).toEqual({ ok: true, id: session.id });
      await settleTimetables(db, NOW);
      expect((await rows()).map(({ startsAt }) => startsAt)).toEqual([
        ...[at('2023-09-13T14:00'), at('2023-09-19T09:00'), at('2023-09-26T09:00')],
      ]);
    });

    it('may be cancelled by its agency and moved by the unit alone', async () => {
      const session = await first();
      const contact = await unit.person('agencyContact', unit.fisheries);
      const social = await unit.person('agencyContact', unit.social);
      const humas = await unit.person('humas');
      const move: PlanChange = {
        ...{ action: 'move', startsAt: at('2023-09-13T14:00'), endsAt: at('2023-09-13T16:00') },
      };
      const cancel: PlanChange = { action: 'cancel', reason: 'trainer', note: null };
      for (const actor of [contact, humas]) {
        expect(await change(actor, session, move)).toEqual({ ok: false, reason: 'forbidden' });
      }
      for (const actor of [social, humas]) {
        expect(await change(actor, session, cancel)).toEqual({ ok: false, reason: 'forbidden' });
      }
      expect(await change(contact, session, cancel)).toMatchObject({ ok: true });
    });

    it('is what is recorded at its time, with its reminders withdrawn', async () => {
      const session = await first();
      const now = at('2023-09-12T17:00');
      await planReminders(db, now);
      const waiting = () => database.own.outbox.count({ where: { subjectId: session.id, state: 'planned' } });
      expect(await waiting()).toBe(2);
      const log = createSessionLog({ db, months });
      const logged = await db.write((tx) =>
        log.record(
          tx,
          officer,
          {
            ...{
              programmeId: programme,
              plannedId: undefined,
              topic: '',
              trainer: '',
              notes: '',
              photos: [],
            },
            ...{ startsAt: at('2023-09-12T09:30'), endsAt: at('2023-09-12T11:30') },
            attendance: { kind: 'headcount', heads: 7 },
          },
          now,
        ),
      );
      expect(logged).toEqual({ ok: true, id: session.id });
      expect(await waiting()).toBe(0);
      expect((await sessions().today(officer, at('2023-09-13T09:00'))).overdue).toEqual([]);
    });

    it('has its reminders planned once, by however many processes', async () => {
      const now = at('2023-09-11T07:00');
      await Promise.all([planReminders(db, now), planReminders(db, now)]);
      await planReminders(db, at('2023-09-11T12:00'));
      const kinds = await database.own.outbox.findMany({ select: { kind: true }, orderBy: { dueAt: 'asc' } });
      expect(kinds.map(({ kind }) => kind)).toEqual(['session.unrecorded', 'session.overdue']);
    });
  });
});

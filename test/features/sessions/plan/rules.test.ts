import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSettled,
  type PlanFacts,
  type PlanRow,
  planTimetable,
  reminderSpan,
  remindersFor,
  type Slot,
} from '../../../../src/features/sessions/plan/rules.js';
import { addDays, isoDate, localDate } from '../../../../src/lib/zoned.js';
import { at, NOW } from '../../../support/world.js';

const TUESDAY: Slot = { id: 1, weekday: 2, startMinute: 540, endMinute: 660 };
const THURSDAY: Slot = { id: 2, weekday: 4, startMinute: 540, endMinute: 660 };

const facts = (more: Partial<PlanFacts> = {}): PlanFacts => ({
  ...{ live: true, startsOn: null, endsOn: null, plannedSessions: null, counted: 0 },
  ...{ slots: [TUESDAY, THURSDAY], rows: [], closed: [], zone: 'Asia/Jayapura', now: NOW },
  ...more,
});
const dates = (more: Partial<PlanFacts> = {}) =>
  planTimetable(facts(more)).create.map(({ plannedOn }) => plannedOn);

let ids = 0;
const row = (plannedOn: string, more: Partial<PlanRow> = {}): PlanRow => {
  ids += 1;
  const [startsAt, endsAt] = [at(`${plannedOn}T09:00`), at(`${plannedOn}T11:00`)];
  const weekday = startsAt.getUTCDay();
  return {
    ...{ id: ids, slotId: weekday === 2 ? 1 : 2, plannedOn, startsAt, endsAt },
    ...{ state: 'planned', cancelReason: null },
    ...more,
  };
};

/** The facts after a plan was carried out. */
function applied(before: PlanFacts): PlanFacts {
  const plan = planTimetable(before);
  const rows = before.rows.map((one): PlanRow => {
    if (plan.drop.includes(one.id)) return { ...one, state: 'cancelled', cancelReason: 'timetable' };
    const back = plan.revive.find(({ id }) => id === one.id);
    return back ? { ...one, ...back, state: 'planned', cancelReason: null } : one;
  });
  const made = plan.create.map((one): PlanRow => {
    ids += 1;
    return { ...one, id: ids, state: 'planned', cancelReason: null };
  });
  return { ...before, rows: [...rows, ...made] };
}

describe('planning from the timetable', () => {
  it('plans four weeks, over the month’s end, from what is still to come today', () => {
    // Tuesday, 5 September 2023, 11.30: today’s 09.00 has passed. 28 September is a holiday.
    expect(dates()).toEqual([
      ...['2023-09-07', '2023-09-12', '2023-09-14', '2023-09-19', '2023-09-21', '2023-09-26'],
    ]);
    expect(dates({ now: at('2023-09-05T08:00') })[0]).toBe('2023-09-05');
  });

  it('says which holidays and closed days it leaves out, and plans weekends', () => {
    const closed = [{ date: '2023-09-12', reason: 'upacara' }];
    const plan = planTimetable(facts({ closed }));
    expect(plan.skipped.map(({ kind, date }) => [kind, isoDate(date)])).toEqual([
      ['closed', '2023-09-12'],
      ['holiday', '2023-09-28'],
    ]);
    expect(plan.create).toHaveLength(5);
    expect(dates({ slots: [{ ...TUESDAY, weekday: 7 }] })).toEqual([
      ...['2023-09-10', '2023-09-17', '2023-09-24', '2023-10-01'],
    ]);
  });

  it('crosses the year, leaving cuti bersama out', () => {
    const plan = planTimetable(facts({ now: at('2023-12-12T12:00') }));
    expect(plan.create.map(({ plannedOn }) => plannedOn)).toEqual([
      ...['2023-12-14', '2023-12-19', '2023-12-21', '2023-12-28', '2024-01-02', '2024-01-04'],
    ]);
    expect(plan.skipped.map(({ date }) => isoDate(date))).toEqual(['2023-12-26']);
  });

  it('stays within the programme’s dates', () => {
    expect(dates({ startsOn: '2023-09-12', endsOn: '2023-09-19' })).toEqual([
      ...['2023-09-12', '2023-09-14', '2023-09-19'],
    ]);
  });

  it('stays within the number of planned sessions, what was held and planned counted', () => {
    expect(dates({ plannedSessions: 5, counted: 3 })).toEqual(['2023-09-07', '2023-09-12']);
    expect(dates({ plannedSessions: 5, counted: 6 })).toEqual([]);
    const extra = row('2023-09-09', { slotId: null, plannedOn: null });
    expect(dates({ plannedSessions: 5, counted: 3, rows: [extra] })).toEqual(['2023-09-07']);
    const cancelled = row('2023-09-07', { state: 'cancelled', cancelReason: 'trainer' });
    expect(dates({ plannedSessions: 5, counted: 3, rows: [cancelled] })).toEqual([
      ...['2023-09-12', '2023-09-14'],
    ]);
  });

  it('leaves sessions alone that somebody cancelled or moved', () => {
    const cancelled = row('2023-09-07', { state: 'cancelled', cancelReason: 'forceMajeure' });
    const moved = row('2023-09-12', { startsAt: at('2023-09-13T14:00'), endsAt: at('2023-09-13T16:00') });
    const plan = planTimetable(facts({ rows: [cancelled, moved] }));
    expect(plan.create.map(({ plannedOn }) => plannedOn)).not.toContain('2023-09-07');
    expect(plan.create.map(({ plannedOn }) => plannedOn)).not.toContain('2023-09-12');
    expect(plan.drop).toEqual([]);
  });

  it('plans nothing where the programme has a session then', () => {
    const extra = row('2023-09-07', { slotId: null, plannedOn: null, startsAt: at('2023-09-07T10:00') });
    expect(dates({ rows: [extra] })[0]).toBe('2023-09-12');
  });

  it('drops what an ended weekly time had planned, moved or not', () => {
    const [tuesday, thursday] = [row('2023-09-12'), row('2023-09-14')];
    const moved = row('2023-09-19', { startsAt: at('2023-09-20T09:00'), endsAt: at('2023-09-20T11:00') });
    const plan = planTimetable(facts({ slots: [THURSDAY], rows: [tuesday, thursday, moved] }));
    expect(plan.drop).toEqual([tuesday.id, moved.id]);
  });

  it('drops everything ahead of a programme that is no longer in progress, and has it back', () => {
    const rows = [row('2023-09-12'), row('2023-09-16', { slotId: null, plannedOn: null })];
    const over = facts({ live: false, rows });
    expect(planTimetable(over).drop).toEqual(rows.map(({ id }) => id));
    const again = planTimetable({ ...applied(over), live: true });
    expect(again.revive.map(({ id }) => id)).toEqual([rows[0]?.id]);
  });

  it('drops a day that is closed later, and has it back when it is opened again', () => {
    const planned = row('2023-09-12');
    const closed = facts({ rows: [planned], closed: [{ date: '2023-09-12', reason: 'upacara' }] });
    expect(planTimetable(closed).drop).toEqual([planned.id]);
    expect(planTimetable({ ...applied(closed), closed: [] }).revive).toMatchObject([{ id: planned.id }]);
  });

  it('keeps past and recorded sessions whatever becomes of the timetable', () => {
    const past = row('2023-08-31');
    const held = row('2023-09-05', { state: 'held' });
    expect(planTimetable(facts({ slots: [], rows: [past, held] })).drop).toEqual([]);
    expect(planTimetable(facts({ live: false, rows: [past, held] })).drop).toEqual([]);
  });

  it('finds nothing more to do once carried out, whatever stood before', () => {
    const day = fc.integer({ min: 0, max: 40 });
    const rows = fc.uniqueArray(
      fc.record({
        week: fc.integer({ min: 0, max: 5 }),
        slot: fc.constantFrom(TUESDAY, THURSDAY, { ...TUESDAY, id: 9 }),
        state: fc.constantFrom('planned' as const, 'held' as const, 'cancelled' as const),
        reason: fc.constantFrom('timetable', 'trainer'),
        shift: fc.constantFrom(0, 0, 30, 24 * 60),
      }),
      { selector: ({ week, slot }) => `${week}/${slot.id}`, maxLength: 12 },
    );
    fc.assert(
      fc.property(
        ...([rows, fc.boolean(), fc.option(fc.integer({ min: 0, max: 12 })), day] as const),
        (given, live, plannedSessions, last) => {
          const today = localDate(NOW, 'Asia/Jayapura');
          const before = facts({
            ...{ live, plannedSessions, endsOn: isoDate(addDays(today, last)) },
            rows: given.map(({ week, slot, state, reason, shift }) => {
              // Today is a Tuesday.
              const plannedOn = isoDate(addDays(today, week * 7 + slot.weekday - 2));
              const startsAt = new Date(at(`${plannedOn}T09:00`).getTime() + shift * 60_000);
              const endsAt = new Date(startsAt.getTime() + 7_200_000);
              const cancelReason = state === 'cancelled' ? reason : null;
              return row(plannedOn, { slotId: slot.id, state, startsAt, endsAt, cancelReason });
            }),
          });
          const once = applied(before);
          expect(isSettled(planTimetable(once))).toBe(true);
          const active = once.rows.filter(({ state }) => state === 'planned');
          const fresh = active.filter(({ id }) => !before.rows.some((old) => old.id === id));
          for (const one of fresh) {
            const others = active.filter(({ id }) => id !== one.id);
            expect(others.some((other) => other.startsAt < one.endsAt && one.startsAt < other.endsAt)).toBe(
              false,
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('reminders of a session', () => {
  const span = { startsAt: at('2023-09-07T09:00'), endsAt: at('2023-09-07T11:00') };
  const audience = { trainers: [1], contacts: [2, 1], officers: [3] };
  const due = (now: string, ...told: readonly (readonly [kind: string, personId: number, time: string])[]) =>
    remindersFor(
      span,
      audience,
      told.map(([kind, personId, time]) => ({ kind, personId, at: at(time) })),
      'Asia/Jayapura',
      at(now),
    ).map(
      ({ kind, personId, dueAt }) =>
        `${kind.slice(8)} ${personId} ${isoDate(localDate(dueAt, 'Asia/Jayapura')).slice(8)}`,
    );

  it('come the day before at 8, the same day at 16, and the morning after at 8', () => {
    const when = (kind: Parameters<typeof reminderSpan>[0]) => reminderSpan(kind, span, 'Asia/Jayapura').at;
    expect(when('session.H-1')).toEqual(at('2023-09-06T08:00'));
    expect(when('session.unrecorded')).toEqual(at('2023-09-07T16:00'));
    expect(when('session.overdue')).toEqual(at('2023-09-08T08:00'));
    const evening = { startsAt: at('2023-09-07T18:00'), endsAt: at('2023-09-07T20:00') };
    expect(reminderSpan('session.unrecorded', evening, 'Asia/Jayapura').at).toEqual(evening.endsAt);
  });

  it('go once to each of those concerned', () => {
    expect(due('2023-09-05T12:00')).toEqual([
      ...['H-1 1 06', 'H-1 2 06', 'unrecorded 3 07', 'unrecorded 2 07', 'unrecorded 1 07', 'overdue 3 08'],
    ]);
  });

  it('are made up for after their hour, except to those who had them or know of a change since', () => {
    const noon = '2023-09-06T12:00';
    expect(due(noon).slice(0, 2)).toEqual(['H-1 1 06', 'H-1 2 06']);
    expect(due(noon, ['session.H-1', 1, '2023-09-06T08:00'])[0]).toBe('H-1 2 06');
    expect(due(noon, ['session.changed', 2, '2023-09-06T10:00']).slice(0, 2)).toEqual([
      ...['H-1 1 06', 'unrecorded 3 07'],
    ]);
  });

  it('come again for a new day', () => {
    const before = ['session.H-1', 1, '2023-09-04T08:00'] as const;
    expect(due('2023-09-05T12:00', before)[0]).toBe('H-1 1 06');
    expect(due('2023-09-06T12:00', before)[0]).toBe('H-1 1 06');
  });

  it('lose their point: H-1 at the start, the afternoon’s by the next morning’s, that one a day later', () => {
    expect(due('2023-09-07T09:00')[0]).toBe('unrecorded 3 07');
    expect(due('2023-09-08T08:00')).toEqual(['overdue 3 08']);
    expect(due('2023-09-09T08:00')).toEqual([]);
  });
});

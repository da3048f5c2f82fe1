import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import type { Db } from '../../../../src/db/database.js';
import { createSessionLists } from '../../../../src/features/sessions/lists/service.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at, type World, world } from '../../../support/world.js';

/** Tuesday. */
const NOON = at('2023-09-05T12:00');

const STATES: Readonly<Record<string, Parameters<World['session']>[2]>> = {
  planned: { state: 'planned' },
  held: { state: 'held' },
  cancelled: { state: 'cancelled', cancelReason: 'place' },
  /** With the weekly time that it was planned by. */
  dropped: { state: 'cancelled', cancelReason: 'timetable' },
};

describe.each(databases())('lists of sessions on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Db;
  let unit: World;
  let officer: Actor;
  let programme: number;

  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(db);
    officer = await unit.person('officer');
    programme = await unit.programme('Las', { state: 'running', agencyId: unit.fisheries });
  });

  const lists = () => createSessionLists({ db });
  /** Sessions of the day and minute said, entered in this order: `planned 09-05T00:00`. */
  async function put(...words: readonly string[]): Promise<void> {
    for (const [state = '', when = ''] of words.map((text) => text.split(' ')))
      await unit.session(programme, at(`2023-${when}`), STATES[state]);
  }
  const shown = (sessions: readonly { readonly state: string; readonly startsAt: Date }[]) =>
    sessions.map(({ state, startsAt }) => {
      const there = new Date(startsAt.getTime() + 9 * 3_600_000).toISOString();
      return `${state} ${there.slice(5, 16)}`;
    });
  /** Sessions one after the other, an hour apart, the last of them first. */
  const hours = (state: string, day: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${state} ${day}T${String(count - 1 - n).padStart(2, '0')}:00`);

  it('hold today from midnight to midnight, by state, in the order of the day', async () => {
    await put('planned 09-05T23:59', 'planned 09-05T00:00', 'planned 09-06T00:00', 'held 09-05T10:00');
    await put('held 09-05T08:00', 'cancelled 09-05T07:00', 'cancelled 09-05T06:00', 'held 09-04T23:59');
    await put('dropped 09-05T05:00');
    const today = await lists().today(officer, NOON);
    expect(shown(today.planned)).toEqual(['planned 09-05T00:00', 'planned 09-05T23:59']);
    expect(shown(today.held)).toEqual(['held 09-05T08:00', 'held 09-05T10:00']);
    expect(shown(today.cancelled)).toEqual(['cancelled 09-05T06:00', 'cancelled 09-05T07:00']);
    expect(today.coming).toBe(1);
  });

  it('hold what nobody has recorded, however old, the latest first, and count what comes in seven days', async () => {
    await put('planned 08-22T00:00', 'planned 08-21T23:59', 'planned 09-04T23:59', 'planned 09-01T09:00');
    await put('held 09-02T09:00', 'cancelled 09-03T09:00', 'planned 09-12T23:59', 'planned 09-13T00:00');
    await put('cancelled 09-07T09:00', 'planned 09-06T00:00');
    const today = await lists().today(officer, NOON);
    const late = ['planned 09-04T23:59', 'planned 09-01T09:00', 'planned 08-22T00:00', 'planned 08-21T23:59'];
    await put('planned 03-01T09:00');
    late.push('planned 03-01T09:00');
    const again = await lists().today(officer, NOON);
    expect([again.overdue.length, again.overdueCount]).toEqual([4, 5]);
    expect(shown(today.overdue)).toEqual(late.slice(0, 4));
    expect(today.overdueCount).toBe(4);
    expect(today.coming).toBe(2);
    expect(shown((await lists().overdue(officer, NOON, 0)).sessions)).toEqual(late);
    expect(shown((await lists().coming(officer, NOON, 0)).sessions)).toEqual([
      'planned 09-06T00:00',
      'cancelled 09-07T09:00',
      'planned 09-12T23:59',
    ]);
  });

  it.each([
    ['coming', 'planned', '09-06'],
    ['overdue', 'planned', '09-04'],
    ['past', 'held', '09-04'],
  ] as const)('%s: a page has eight, and says whether there is another', async (list, state, day) => {
    const ask = (page: number) => {
      if (list === 'past') return lists().past(officer, NOON, undefined, page);
      return lists()[list](officer, NOON, page);
    };
    await put(...hours(state, day, 8));
    expect(await ask(0)).toMatchObject({ more: false });
    await put(`${state} ${day}T08:00`);
    const [first, second] = [await ask(0), await ask(1)];
    expect([first.more, second.more]).toEqual([true, false]);
    const all = hours(state, day, 9);
    expect(shown([...first.sessions, ...second.sessions])).toEqual(
      list === 'coming' ? all.toReversed() : all,
    );
    expect(first.sessions).toHaveLength(8);
  });

  it('hold what has begun by the minute, newest first, of one programme where that is asked', async () => {
    await put('planned 09-05T12:00', 'held 09-01T09:00', 'planned 09-05T12:01', 'cancelled 09-02T09:00');
    await put('dropped 09-03T09:00');
    const other = await unit.programme('Jahit', { state: 'running', agencyId: unit.fisheries });
    await unit.session(other, at('2023-09-04T09:00'));
    const past = async (of?: number) => shown((await lists().past(officer, NOON, of, 0)).sessions);
    expect(await past()).toEqual([
      'planned 09-05T12:00',
      'held 09-04T09:00',
      'cancelled 09-02T09:00',
      'held 09-01T09:00',
    ]);
    expect(await past(other)).toEqual(['held 09-04T09:00']);
  });

  it('offer programmes in progress without a timetable and without a session today, by their last one', async () => {
    await put('held 08-20T09:00', 'held 08-27T09:00', 'cancelled 08-30T09:00', 'held 07-31T09:00');
    const make = (name: string, state: 'draft' | 'open' | 'finished') => unit.programme(name, { state });
    for (const [name, state] of [
      ['Jahit', 'open'],
      ['Roti', 'draft'],
      ['Cat', 'finished'],
    ] as const)
      await make(name, state);
    const weekly = await unit.programme('Kopi', { state: 'running' });
    await unit.slot(weekly, {});
    const once = await unit.programme('Musik', { state: 'running' });
    await unit.slot(once, { endedAt: at('2023-08-01T00:00') });
    const busy = await unit.programme('Padi', { state: 'running' });
    await unit.session(busy, at('2023-09-05T15:00'), STATES['cancelled']);
    const { unplanned, loggable } = await lists().today(officer, NOON);
    const last = Object.fromEntries(unplanned.map(({ name, lastStart }) => [name, lastStart]));
    expect(last).toEqual({ Jahit: undefined, Las: at('2023-08-27T09:00'), Musik: undefined });
    expect(loggable).toBeGreaterThanOrEqual(5);
  });

  it('say what there is to do where nothing can be recorded', async () => {
    const idle = async (actor: Actor) => (await lists().today(actor, NOON)).idle;
    expect(await idle(await unit.person('head'))).toBe('make-programme');
    expect(await idle(await unit.person('humas'))).toBe('only-look');
    expect(await idle(await unit.person('agencyContact', unit.social))).not.toBe('make-programme');
  });

  it('show somebody of an agency their own programmes only', async () => {
    await put('held 09-05T08:00', 'planned 09-05T09:00');
    const seen = async (agencyId: number) => {
      const actor = await unit.person('agencyHead', agencyId);
      const { held, planned } = await lists().today(actor, NOON);
      const { sessions } = await lists().past(actor, NOON, undefined, 0);
      return [held.length, planned.length, sessions.length];
    };
    expect(await seen(unit.fisheries)).toEqual([1, 1, 2]);
    expect(await seen(unit.social)).toEqual([0, 0, 0]);
  });
});

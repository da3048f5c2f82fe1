import { describe, expect, it } from 'vitest';
import { type PlanFacts, type PlanRow, planTimetable } from '../../../../src/features/sessions/plan/rules.js';
import { at, NOW, ZONE } from '../../../support/world.js';

/** Tuesdays at nine. */
const slot = { id: 1, weekday: 2, startMinute: 540, endMinute: 660 } as const;
const row = (id: number, plannedOn: string): PlanRow => ({
  id,
  slotId: 1,
  plannedOn,
  startsAt: at(`${plannedOn}T09:00`),
  endsAt: at(`${plannedOn}T11:00`),
  state: 'planned',
  cancelReason: null,
});
const rows = [row(4, '2023-09-26'), row(3, '2023-09-19'), row(2, '2023-09-12')];

function plan(more: Partial<PlanFacts> = {}) {
  const facts: PlanFacts = {
    live: true,
    startsOn: null,
    endsOn: null,
    plannedSessions: null,
    counted: 0,
    slots: [slot],
    rows,
    closed: [],
    zone: ZONE,
    now: NOW,
  };
  const { create, drop } = planTimetable(Object.assign(facts, more));
  return { create: create.map(({ plannedOn }) => plannedOn), drop: drop.toSorted((a, b) => a - b) };
}

describe('sessions of which so many are planned', () => {
  it.each([
    [3, 0, [], []],
    [2, 0, [], [4]],
    [3, 2, [], [3, 4]],
    [2, 2, [], [2, 3, 4]],
  ] as const)('%i, of which %i were held', (plannedSessions, counted, create, drop) => {
    expect(plan({ plannedSessions, counted })).toEqual({ create, drop });
  });

  it('are made up to that number, the next ones first', () => {
    expect(plan({ rows: [], plannedSessions: 2 }).create).toEqual(['2023-09-12', '2023-09-19']);
    expect(plan({ rows: [], plannedSessions: 2, counted: 2 }).create).toEqual([]);
  });
});

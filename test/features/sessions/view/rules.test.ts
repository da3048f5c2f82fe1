import { expect, it } from 'vitest';
import type { Actor, PostKind } from '../../../../src/access/actor.js';
import { undoable } from '../../../../src/features/sessions/plan/rules.js';
import { planView } from '../../../../src/features/sessions/view/rules.js';
import { at, NOW, ZONE } from '../../../support/world.js';

it.each([
  [{ state: 'planned', cancelReason: null, catchUp: null }, false],
  [{ state: 'cancelled', cancelReason: 'trainer', catchUp: null }, true],
  [{ state: 'cancelled', cancelReason: null, catchUp: null }, true],
  [{ state: 'cancelled', cancelReason: 'timetable', catchUp: null }, false],
  [{ state: 'cancelled', cancelReason: 'trainer', catchUp: { state: 'planned' } }, false],
  [{ state: 'cancelled', cancelReason: 'trainer', catchUp: { state: 'held' } }, false],
  [{ state: 'cancelled', cancelReason: 'trainer', catchUp: { state: 'cancelled' } }, true],
  [{ state: 'cancelled', cancelReason: 'timetable', catchUp: { state: 'cancelled' } }, false],
])('%j could stand again: %s', (session, expected) => {
  expect(undoable(session)).toBe(expected);
});

function actor(kind: PostKind, agencyId: number | null = null): Actor {
  const who = { personId: 7, telegramId: 70n, name: 'Budi', locale: 'id' as const };
  const post = { id: 1, unitId: 1, kind, agencyId };
  return { ...who, unitId: 1, unitName: 'Rutan Masohi', zone: ZONE, posts: [post] };
}

const session = {
  unitId: 1,
  state: 'planned' as const,
  startsAt: NOW,
  cancelReason: null,
  cancelNote: null,
  cancelledAt: null,
  cancelledBy: null,
  programme: { agencyId: 3 },
  catchUp: null,
  catchUpFor: null,
};

it('a session is seen with what may be done to it', () => {
  const cancelled = {
    ...session,
    state: 'cancelled' as const,
    cancelledBy: { name: 'Tuti' },
    cancelledAt: NOW,
  };
  const may = (kind: PostKind, agencyId: number | null, closed = false) =>
    [session, cancelled].map((one) =>
      Object.entries(planView(actor(kind, agencyId), one, NOW, closed).may)
        .filter(([, can]) => can)
        .map(([what]) => what)
        .join(' '),
    );
  expect({
    officer: may('officer', null),
    'officer, closed': may('officer', null, true),
    humas: may('humas', null),
    contact: may('agencyContact', 3),
    'contact of another': may('agencyContact', 4),
  }).toMatchInlineSnapshot(`
    {
      "contact": [
        "log cancel",
        "log cancel undo",
      ],
      "contact of another": [
        "",
        "",
      ],
      "humas": [
        "",
        "",
      ],
      "officer": [
        "log cancel move plan",
        "log cancel move plan undo",
      ],
      "officer, closed": [
        "plan",
        "plan",
      ],
    }
  `);
  const seen = planView(actor('officer'), cancelled, NOW);
  expect(seen.cancelled).toEqual({ reason: 'other', note: null, by: 'Tuti', at: NOW });
  expect(
    planView(actor('officer'), { ...cancelled, cancelledBy: null, cancelReason: 'place' }, NOW).cancelled,
  ).toMatchObject({
    reason: 'place',
    by: null,
  });
  expect(planView(actor('officer'), session, NOW)).toMatchObject({
    begun: true,
    cancelled: undefined,
    catchUp: undefined,
  });
  expect(planView(actor('officer'), session, at('2023-09-05T11:29')).begun).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { type Actor, isAgencyPost, POST_KINDS, type PostKind } from '../../../../src/access/actor.js';
import {
  actionsOf,
  after,
  daysLeft,
  FOLLOW_UP_ACTIONS,
  FOLLOW_UP_STATES,
  type FollowUpAction,
  type FollowUpState,
  isPast,
  mayDo,
  maySee,
  REMINDERS,
  reminderAt,
  reminderExpires,
  remindersAhead,
} from '../../../../src/features/followups/followup/rules.js';

const ZONE = 'Asia/Jayapura';
const wit = (moment: string) => new Date(`2023-${moment}:00+09:00`);
const [OWN, OTHER, ME, OFFICER] = [7, 8, 1, 2];

function actor(kind: PostKind, personId = ME): Actor {
  return {
    personId,
    telegramId: 1n,
    name: 'Siti',
    locale: 'id',
    unitId: 1,
    unitName: 'Rutan',
    zone: ZONE,
    posts: [{ id: 1, unitId: 1, kind, agencyId: isAgencyPost(kind) ? OWN : null }],
  };
}

const followUp = (
  state: FollowUpState,
  owner: { readonly kind: 'person' | 'agency'; readonly id: number },
  unitId = 1,
) => ({ unitId, state, owner, visit: { officerId: OFFICER } });

/** The table a second time, by hand. */
const FOLLOWS: Record<FollowUpState, Partial<Record<FollowUpAction, FollowUpState>>> = {
  open: { done: 'done', cannot: 'open', move: 'open', drop: 'dropped' },
  done: { note: 'done', reopen: 'open' },
  dropped: { reopen: 'open' },
};

describe('what follows', () => {
  it.each(FOLLOW_UP_STATES.flatMap((state) => FOLLOW_UP_ACTIONS.map((action) => ({ state, action }))))(
    '$action of one that is $state',
    ({ state, action }) => {
      expect(after(state, action)).toBe(FOLLOWS[state][action]);
    },
  );
});

describe('who may', () => {
  const decides = (kind: PostKind) => kind === 'head' || kind === 'officer';
  const owners = {
    'their own agency': { kind: 'agency', id: OWN },
    'another agency': { kind: 'agency', id: OTHER },
    themselves: { kind: 'person', id: ME },
    'somebody else of the unit': { kind: 'person', id: 99 },
  } as const;
  const cases = POST_KINDS.flatMap((kind) =>
    Object.entries(owners).flatMap(([whose, owner]) =>
      FOLLOW_UP_STATES.flatMap((state) =>
        FOLLOW_UP_ACTIONS.map((action) => ({ kind, whose, owner, state, action })),
      ),
    ),
  );

  it.each(cases)(
    '$kind: $action of one $state that is for $whose',
    ({ kind, whose, owner, state, action }) => {
      const agency = isAgencyPost(kind);
      const own = agency ? whose === 'their own agency' : whose === 'themselves';
      const expected = {
        done: decides(kind) || own,
        note: decides(kind) || own,
        cannot: own,
        move: decides(kind),
        drop: decides(kind),
        reopen: decides(kind) || (own && state === 'done'),
      }[action];
      const possible = FOLLOWS[state][action] !== undefined;
      expect(mayDo(actor(kind), followUp(state, owner), action)).toBe(possible && expected);
      expect(mayDo(actor(kind), followUp(state, owner, 2), action)).toBe(false);
    },
  );

  it.each(POST_KINDS)('%s sees those of the unit, an agency only what is its own to do', (kind) => {
    for (const [whose, owner] of Object.entries(owners)) {
      const sees = !isAgencyPost(kind) || whose === 'their own agency';
      expect([whose, maySee(actor(kind), followUp('open', owner))]).toEqual([whose, sees]);
      expect(maySee(actor(kind), followUp('open', owner, 2))).toBe(false);
    }
  });

  it('nobody without a post, even where they are named', () => {
    const former = { ...actor('humas'), posts: [] };
    expect([...actionsOf(former, followUp('open', owners.themselves))]).toEqual([]);
  });

  it('whoever is responsible for the visit isn’t asked what is in the way', () => {
    const own = followUp('open', { kind: 'person', id: OFFICER });
    expect(mayDo(actor('officer', OFFICER), own, 'cannot')).toBe(false);
    expect(mayDo(actor('officer', OFFICER), own, 'move')).toBe(true);
  });
});

describe('reminders', () => {
  it('go out at eight: three days and a day before, on the day, a day after', () => {
    expect(REMINDERS.map((one) => reminderAt(one, '2023-09-15', ZONE))).toEqual(
      ['09-12', '09-14', '09-15', '09-16'].map((day) => wit(`${day}T08:00`)),
    );
  });

  it.each([
    ['09-01T09:00', ['H-3', 'H-1', 'due', 'overdue']],
    ['09-12T08:00', ['H-1', 'due', 'overdue']],
    ['09-14T07:59', ['H-1', 'due', 'overdue']],
    ['09-15T09:00', ['overdue']],
    ['09-16T08:00', []],
  ])('at %s these are ahead: %s', (now, expected) => {
    expect(remindersAhead('2023-09-15', ZONE, wit(now)).map(({ reminder }) => reminder)).toEqual(expected);
  });

  it('make sense until the next one comes', () => {
    expect(REMINDERS.map((one) => reminderExpires(one, '2023-09-15', ZONE))).toEqual(
      ['09-14', '09-15', '09-16', '09-29'].map((day) => wit(`${day}T08:00`)),
    );
  });

  it('days are counted in the unit’s zone, over the end of a year too', () => {
    expect(daysLeft('2023-09-15', wit('09-14T23:59'), ZONE)).toBe(1);
    expect(daysLeft('2023-09-15', wit('09-15T00:00'), ZONE)).toBe(0);
    expect(daysLeft('2023-09-15', wit('09-18T12:00'), ZONE)).toBe(-3);
    expect(daysLeft('2024-01-02', wit('12-30T12:00'), ZONE)).toBe(3);
    expect(isPast('2023-09-15', wit('09-15T23:59'), ZONE)).toBe(false);
    expect(isPast('2023-09-15', wit('09-16T00:00'), ZONE)).toBe(true);
  });
});

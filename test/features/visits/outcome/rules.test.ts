import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import {
  correctionPatch,
  type Decisive,
  mayCorrect,
  outcomeGiven,
  outcomeIn,
  stateOf,
} from '../../../../src/features/visits/outcome/rules.js';
import { VISIT_STATES } from '../../../../src/features/visits/state/rules.js';
import { at, ZONE } from '../../../support/world.js';
import { party, visit } from '../card/plain.js';

const [starts, ends, now] = [at('2023-09-05T09:00'), at('2023-09-05T10:00'), at('2023-09-05T11:30')];
const seen = { startsAt: starts, endsAt: ends };

const last = (kind: Decisive['kind'], more: Partial<Decisive> = {}): Decisive =>
  Object.assign({ kind, at: now, actorId: 4, oldStart: null }, more);

describe('the outcome that was given', () => {
  it.each([
    ['held', 'held', {}, true],
    ['nobodyCame', 'nobodyCame', {}, true],
    ['held', 'nobodyCame', {}, false],
    ['confirmed', 'held', {}, false],
    ['cancelled', 'cancelled', {}, true],
    ['cancelled', 'cancelled', { at: starts }, true],
    ['cancelled', 'cancelled', { at: new Date(starts.getTime() - 1) }, false],
    ['confirmed', 'cancelled', {}, false],
    ['held', 'accepted', {}, false],
    ['held', 'counterAccepted', {}, false],
  ] as const)('of a visit that is %s, last %s %j: %s', (state, kind, more, given) => {
    const found = outcomeGiven(Object.assign({ state }, seen), last(kind, more), now);
    expect(found).toEqual(
      given ? { outcome: kind, at: last(kind, more).at, byId: 4, span: seen } : undefined,
    );
  });

  it('is none where nothing was decided', () => {
    expect(outcomeGiven(Object.assign({ state: 'held' as const }, seen), null, now)).toBeUndefined();
  });

  const moved = (startsAt: Date, oldStart: Date | null, state: 'proposed' | 'held' = 'proposed') =>
    outcomeGiven(
      { state, startsAt, endsAt: new Date(startsAt.getTime() + 90 * 60_000) },
      last('moved', { oldStart }),
      now,
    );
  const tomorrow = at('2023-09-06T09:00');

  it('is that it was moved, once its time had come: it goes back to that time, as long as it is now', () => {
    expect(moved(tomorrow, starts)).toEqual({
      outcome: 'moved',
      at: now,
      byId: 4,
      span: { startsAt: starts, endsAt: at('2023-09-05T10:30') },
    });
    expect(moved(tomorrow, now)).toBeDefined();
    expect(moved(new Date(now.getTime() + 1), starts)).toBeDefined();
  });

  it.each([
    ['before its time', tomorrow, new Date(now.getTime() + 1), 'proposed'],
    ['from no time that is known', tomorrow, null, 'proposed'],
    ['to a time that has come too', now, starts, 'proposed'],
    ['and held since', tomorrow, starts, 'held'],
  ] as const)('is not that it was moved %s', (_, startsAt, oldStart, state) => {
    expect(moved(startsAt, oldStart, state)).toBeUndefined();
  });
});

describe('who may correct it', () => {
  const actor = (personId: number, kind: 'head' | 'officer' | 'humas' | 'agencyHead', unitId = 3): Actor => ({
    personId,
    telegramId: 1n,
    name: 'Budi',
    locale: 'id',
    unitId,
    unitName: 'Rutan Masohi',
    zone: ZONE,
    posts: [{ id: 1, unitId, kind, agencyId: kind === 'agencyHead' ? 8 : null }],
  });
  const given = { outcome: 'held' as const, at: starts, byId: 4, span: seen };
  const week = new Date(starts.getTime() + 7 * 86_400_000);
  const late = new Date(week.getTime() + 1);

  it.each([
    ['whoever gave it', actor(4, 'officer'), now, true],
    ['whoever gave it, on the seventh day', actor(4, 'officer'), week, true],
    ['whoever gave it, later', actor(4, 'officer'), late, false],
    ['whoever gave it, as humas now', actor(4, 'humas'), now, false],
    ['whoever gave it, in another unit now', actor(4, 'officer', 9), now, false],
    ['a head who gave it', actor(4, 'head'), now, true],
    ['a head who gave it, later', actor(4, 'head'), late, true],
    ['another officer', actor(5, 'officer'), now, false],
    ['another head', actor(5, 'head'), now, true],
    ['the head of another unit', actor(5, 'head', 9), now, false],
    ['the agency', actor(4, 'agencyHead'), now, false],
  ] as const)('%s', (_, who, when, how) => {
    expect(mayCorrect(who, 3, given, when)).toBe(how);
  });
});

describe('what a correction writes', () => {
  const parties = [party(1, 'accepted'), party(2, 'accepted')];
  const doing = { visit: visit('held', parties), stance: { side: 'unit' as const }, actorId: 4, now };
  const span = { startsAt: doing.visit.startsAt, endsAt: doing.visit.endsAt };
  const given = (outcome: 'held' | 'moved', at_ = span) => ({ outcome, at: now, byId: 4, span: at_ });
  const other = { startsAt: starts, endsAt: ends };

  it('that it was called off: the cause', () => {
    expect(correctionPatch({ to: 'cancelled', cause: 'sea', why: 'salah' }, doing, given('held'))).toEqual({
      visit: Object.assign({ stateReason: 'sea' }, span),
      parties: [],
      event: { kind: 'cancelled', reason: 'sea' },
    });
  });

  it('that it was held: why', () => {
    expect(correctionPatch({ to: 'held', why: 'salah' }, doing, given('held')).event).toEqual({
      kind: 'held',
      reason: 'salah',
    });
  });

  it('that it was moved: the new time, and all are asked anew', () => {
    const {
      visit: written,
      parties: asked,
      event,
    } = correctionPatch(Object.assign({ to: 'moved' as const, why: 'salah' }, other), doing, given('held'));
    expect(written).toEqual(Object.assign({ stateReason: null }, other));
    expect(asked).toMatchObject([
      { agencyId: 1, data: { answer: 'pending', answeredAt: null } },
      { agencyId: 2 },
    ]);
    expect(event).toMatchObject({ kind: 'moved', oldStart: span.startsAt, newStart: other.startsAt });
  });

  it('that it was not moved: the old time, with all who were asked to it', () => {
    const back = correctionPatch({ to: 'held', why: 'salah' }, doing, given('moved', other));
    expect(back.visit).toMatchObject(other);
    expect(back.parties).toMatchObject([
      { data: { answer: 'accepted', proposedStart: null } },
      { agencyId: 2 },
    ]);
  });

  it.each([
    ['moved', 'proposed'],
    ['held', 'held'],
    ['nobodyCame', 'nobodyCame'],
    ['cancelled', 'cancelled'],
  ] as const)('%s leaves it %s', (outcome, state) => {
    expect(stateOf(outcome)).toBe(state);
  });
});

it('what goes on after a correction was moved, whatever has been answered since', () => {
  expect(VISIT_STATES.map((state) => [state, outcomeIn(state)])).toEqual([
    ['proposed', 'moved'],
    ['counterProposed', 'moved'],
    ['confirmed', 'moved'],
    ['declined', 'moved'],
    ['held', 'held'],
    ['nobodyCame', 'nobodyCame'],
    ['cancelled', 'cancelled'],
  ]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, PostKind } from '../../../../src/access/actor.js';
import { type As, actionsOf, decide } from '../../../../src/features/visits/answer/rules.js';
import { addressees, officersOf } from '../../../../src/features/visits/people/rules.js';
import {
  offeredStart,
  type PartyAnswer,
  SIDES,
  type Side,
  type Situation,
  type Standing,
  situationOf,
  VISIT_ACTIONS,
  type VisitAction,
  type VisitState,
} from '../../../../src/features/visits/state/rules.js';
import { isReaffirmed, type Party, stanceOf } from '../../../../src/features/visits/visit/rules.js';

const now = new Date('2023-08-28T00:00:00Z');
const ahead = new Date('2023-08-31T01:00:00Z');
const behind = new Date('2023-08-27T01:00:00Z');

/** With one agency nobody is left to go on with, so that `split` can't be. */
const STATES: Readonly<Record<Exclude<Situation, 'split'>, readonly [VisitState, PartyAnswer]>> = {
  agencyAsked: ['proposed', 'pending'],
  unitAsked: ['proposed', 'accepted'],
  counterProposed: ['counterProposed', 'counterProposed'],
  confirmed: ['confirmed', 'accepted'],
  declined: ['declined', 'declined'],
  held: ['held', 'accepted'],
  nobodyCame: ['nobodyCame', 'accepted'],
  cancelled: ['cancelled', 'accepted'],
};
const SITUATIONS = Object.keys(STATES) as (keyof typeof STATES)[];
const asOf = (side: Side): As => (side === 'unit' ? { side } : { side, agencyId: 7 });

function visitIn(
  situation: keyof typeof STATES,
  startsAt = ahead,
  proposedStart: Date | null = null,
): Standing {
  const [state, answer] = STATES[situation];
  const parties = [{ agencyId: 7, answer, proposedStart, changeAnswer: null }];
  return { state, startsAt, askedStart: null, parties };
}

// Written out apart from the table: state, side, action → state. What isn't here must be refused.
const ALLOWED: Readonly<Record<string, VisitState>> = {
  'agencyAsked unit move': 'proposed',
  'agencyAsked unit edit': 'proposed',
  'agencyAsked unit cancel': 'cancelled',
  'agencyAsked agency accept': 'confirmed',
  'agencyAsked agency suggest': 'counterProposed',
  'agencyAsked agency decline': 'declined',
  'unitAsked unit accept': 'confirmed',
  'unitAsked unit move': 'proposed',
  'unitAsked unit decline': 'declined',
  'unitAsked agency suggest': 'counterProposed',
  'unitAsked agency cancel': 'cancelled',
  'counterProposed unit accept': 'confirmed',
  'counterProposed unit move': 'proposed',
  'counterProposed unit edit': 'counterProposed',
  'counterProposed unit cancel': 'cancelled',
  'counterProposed agency suggest': 'counterProposed',
  'counterProposed agency decline': 'declined',
  'confirmed unit move': 'confirmed',
  'confirmed unit edit': 'confirmed',
  'confirmed unit cancel': 'cancelled',
  'confirmed unit hold': 'held',
  'confirmed unit nobodyCame': 'nobodyCame',
  'confirmed agency suggest': 'confirmed',
  'confirmed agency cancel': 'cancelled',
  'confirmed agency ready': 'confirmed',
  // Also what nobody has answered, or not all, may have taken place.
  'agencyAsked unit hold': 'held',
  'agencyAsked unit nobodyCame': 'nobodyCame',
  'unitAsked unit hold': 'held',
  'unitAsked unit nobodyCame': 'nobodyCame',
  'counterProposed unit hold': 'held',
  'counterProposed unit nobodyCame': 'nobodyCame',
  'declined unit move': 'proposed',
  'declined agency suggest': 'counterProposed',
  'held unit note': 'held',
  'nobodyCame unit note': 'nobodyCame',
};
const AFTER_THE_START: readonly VisitAction[] = ['hold', 'nobodyCame'];

describe('what can be done to a visit', () => {
  it.each(
    SITUATIONS.flatMap((situation) =>
      SIDES.flatMap((side) => VISIT_ACTIONS.map((action) => [situation, side, action] as const)),
    ),
  )('%s × %s × %s follows the list', (situation, side, action) => {
    const expected = ALLOWED[`${situation} ${side} ${action}`];
    const visit = visitIn(situation, AFTER_THE_START.includes(action) ? behind : ahead);
    const start = action === 'move' || action === 'suggest' ? ahead : undefined;
    const decision = decide(visit, asOf(side), { action }, now, start);
    expect(decision).toMatchObject(expected ? { ok: true, to: expected } : { ok: false, reason: 'not-now' });
  });

  it('every situation belongs to its state and answer', () => {
    for (const situation of SITUATIONS) expect(situationOf(visitIn(situation))).toBe(situation);
  });

  it('nothing is agreed for a time that is over', () => {
    expect(decide(visitIn('agencyAsked', behind), asOf('agency'), { action: 'accept' }, now)).toEqual({
      ok: false,
      reason: 'past',
    });
    expect(decide(visitIn('confirmed', behind), asOf('agency'), { action: 'ready' }, now)).toEqual({
      ok: false,
      reason: 'past',
    });
    expect(decide(visitIn('agencyAsked'), asOf('agency'), { action: 'suggest' }, now, behind)).toEqual({
      ok: false,
      reason: 'past',
    });
    expect(decide(visitIn('confirmed'), asOf('unit'), { action: 'move' }, now, now)).toEqual({
      ok: false,
      reason: 'past',
    });
  });

  it("accepting the agency's suggestion goes by its time, not by the former one", () => {
    const late = visitIn('counterProposed', behind, ahead);
    expect(offeredStart(late)).toEqual(ahead);
    expect(decide(late, asOf('unit'), { action: 'accept' }, now)).toMatchObject({
      ok: true,
      to: 'confirmed',
    });
    expect(
      decide(visitIn('counterProposed', ahead, behind), asOf('unit'), { action: 'accept' }, now).ok,
    ).toBe(false);
  });

  it('there is no outcome before the start', () => {
    for (const action of AFTER_THE_START) {
      expect(decide(visitIn('confirmed'), asOf('unit'), { action }, now)).toEqual({
        ok: false,
        reason: 'early',
      });
      expect(decide(visitIn('confirmed', now), asOf('unit'), { action }, now).ok).toBe(true);
    }
  });

  it('what is offered is exactly what would be done', () => {
    const instant = fc.date({ min: behind, max: ahead, noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...SITUATIONS),
        fc.constantFrom<Side>(...SIDES),
        fc.constantFrom(...VISIT_ACTIONS),
        instant,
        fc.option(instant),
        (situation, side, action, startsAt, proposedStart) => {
          const visit = visitIn(situation, startsAt, proposedStart);
          expect(actionsOf(visit, asOf(side), now).has(action)).toBe(
            decide(visit, asOf(side), { action }, now).ok,
          );
        },
      ),
    );
  });
});

function actorWith(...posts: readonly (readonly [PostKind, number | null])[]): Actor {
  return {
    personId: 1,
    telegramId: 1n,
    name: 'A',
    locale: 'id',
    unitId: 1,
    unitName: 'Rutan',
    zone: 'Asia/Jayapura',
    posts: posts.map(([kind, agencyId], index) => ({ id: index, unitId: 1, kind, agencyId })),
  };
}

function party(agencyId: number, answer: PartyAnswer = 'pending'): Party {
  return {
    agencyId,
    agencyName: `D${agencyId}`,
    address: null,
    answer,
    reason: null,
    minutesAgreed: null,
    changeAnswer: null,
    proposedStart: null,
    proposedEnd: null,
    answeredAt: null,
    answeredById: null,
  };
}

describe('whose side somebody acts for', () => {
  it.each([
    ['head', null, 'unit'],
    ['officer', null, 'unit'],
    ['humas', null, undefined],
    ['agencyHead', 7, 'agency'],
    ['agencyContact', 7, 'agency'],
    ['agencyHead', 8, undefined],
    ['agencyContact', 8, undefined],
  ] as const)('%s of agency %s → %s', (kind, agencyId, side) => {
    expect(stanceOf(actorWith([kind, agencyId]), { unitId: 1, parties: [party(7)] })?.side).toBe(side);
  });

  it('of two agencies of theirs, for the one that has not answered yet', () => {
    const both = actorWith(['agencyHead', 7], ['agencyContact', 8]);
    const at = (...answers: readonly PartyAnswer[]) =>
      stanceOf(both, { unitId: 1, parties: answers.map((answer, n) => party(7 + n, answer)) })?.party
        ?.agencyId;
    expect(at('pending', 'pending')).toBe(7);
    expect(at('accepted', 'pending')).toBe(8);
    expect(at('accepted', 'declined')).toBe(7);
  });

  it('nobody acts in another unit', () => {
    const elsewhere = { unitId: 2, parties: [party(7)] };
    expect(stanceOf(actorWith(['head', null], ['agencyHead', 7]), elsewhere)).toBeUndefined();
  });
});

describe('whom to write to', () => {
  const person = (id: number, isHead: boolean, reachable = true) => ({
    id,
    name: `P${id}`,
    isHead,
    reachable,
  });
  const ids = (people: readonly { readonly id: number }[]) => people.map(({ id }) => id);

  it("the agency's head first; all contacts without one; nobody who can't be reached", () => {
    expect(ids(addressees([person(1, false), person(2, true)], null))).toEqual([2]);
    expect(ids(addressees([person(1, false), person(2, false)], null))).toEqual([1, 2]);
    expect(ids(addressees([person(1, false), person(2, true, false)], null))).toEqual([1]);
    expect(addressees([person(1, true, false)], null)).toEqual([]);
  });

  it('whoever answered hears of it too, while still of the agency', () => {
    expect(ids(addressees([person(1, false), person(2, true)], 1))).toEqual([1, 2]);
    expect(ids(addressees([person(2, true)], 1))).toEqual([2]);
  });

  it("the unit's officers, or its heads where there are none", () => {
    expect(ids(officersOf([person(1, true), person(2, false)]))).toEqual([2]);
    expect(ids(officersOf([person(1, true), person(2, false, false)]))).toEqual([1]);
  });
});

describe('readiness', () => {
  const event = (at: Date, agencyId = 1) => ({
    at,
    kind: 'accepted' as const,
    actorId: null,
    reason: null,
    oldStart: null,
    newStart: null,
    agencyId,
    via: null,
    saidBy: null,
    detail: null,
  });
  const said = { agencyId: 1, answeredAt: behind };

  it('is said after the agreement, not by it', () => {
    expect(isReaffirmed({ state: 'confirmed', trail: [event(behind)] }, said)).toBe(false);
    expect(isReaffirmed({ state: 'confirmed', trail: [event(now)] }, said)).toBe(true);
    expect(isReaffirmed({ state: 'cancelled', trail: [event(now)] }, said)).toBe(false);
  });

  it("is each agency's own", () => {
    expect(isReaffirmed({ state: 'confirmed', trail: [event(now, 2)] }, said)).toBe(false);
    expect(isReaffirmed({ state: 'confirmed', trail: [event(now, 2), event(now)] }, said)).toBe(true);
  });
});

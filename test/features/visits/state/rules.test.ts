import { describe, expect, it } from 'vitest';
import {
  activeOf,
  offeredSpan,
  PARTY_ANSWERS,
  type PartyAnswer,
  situationOf,
  stateFrom,
  suggestionOf,
  VISIT_STATES,
} from '../../../../src/features/visits/state/rules.js';
import { at } from '../../../support/world.js';

const SPAN = { startsAt: at('2023-09-07T10:00'), endsAt: at('2023-09-07T11:00') };
const OTHER = { proposedStart: at('2023-09-08T10:00'), proposedEnd: at('2023-09-08T12:00') };
const NONE = { proposedStart: null, proposedEnd: null };
const party = (agencyId: number, answer: PartyAnswer, offered: object = NONE) => ({
  agencyId,
  answer,
  ...NONE,
  ...offered,
});

describe('what an accepting would settle', () => {
  it('is another time only where one is suggested, whole, and the visit waits for the unit', () => {
    const suggested = party(1, 'counterProposed', OTHER);
    const settled = { startsAt: OTHER.proposedStart, endsAt: OTHER.proposedEnd };
    expect(offeredSpan({ state: 'counterProposed', ...SPAN, parties: [suggested] })).toEqual(settled);
    expect(offeredSpan({ state: 'confirmed', ...SPAN, parties: [suggested] })).toEqual(SPAN);
    expect(offeredSpan({ state: 'proposed', ...SPAN, parties: [suggested] })).toEqual(SPAN);
    const half = party(1, 'counterProposed', { proposedStart: OTHER.proposedStart });
    expect(offeredSpan({ state: 'counterProposed', ...SPAN, parties: [half] })).toEqual(SPAN);
    const otherHalf = party(1, 'counterProposed', { proposedEnd: OTHER.proposedEnd });
    expect(offeredSpan({ state: 'counterProposed', ...SPAN, parties: [otherHalf] })).toEqual(SPAN);
    expect(offeredSpan({ state: 'counterProposed', ...SPAN, parties: [party(1, 'accepted')] })).toEqual(SPAN);
  });

  it('is the suggestion that is asked for, of several', () => {
    const later = party(2, 'counterProposed', {
      proposedStart: at('2023-09-09T10:00'),
      proposedEnd: at('2023-09-09T11:00'),
    });
    const parties = [party(3, 'accepted'), party(1, 'counterProposed', OTHER), later];
    expect(suggestionOf(parties, 2)).toBe(later);
    expect(suggestionOf(parties, 3)).toBeUndefined();
    expect(suggestionOf(parties)).toBeUndefined();
    expect(suggestionOf(parties.slice(0, 2))?.agencyId).toBe(1);
  });
});

it('answers come to a state, whatever their order', () => {
  const states = PARTY_ANSWERS.flatMap((one) =>
    PARTY_ANSWERS.map((other) => `${one}, ${other}: ${stateFrom([one, other])}`),
  );
  expect(states.join('\n')).toMatchInlineSnapshot(`
    "pending, pending: proposed
    pending, accepted: proposed
    pending, counterProposed: counterProposed
    pending, declined: proposed
    accepted, pending: proposed
    accepted, accepted: confirmed
    accepted, counterProposed: counterProposed
    accepted, declined: proposed
    counterProposed, pending: counterProposed
    counterProposed, accepted: counterProposed
    counterProposed, counterProposed: counterProposed
    counterProposed, declined: counterProposed
    declined, pending: proposed
    declined, accepted: proposed
    declined, counterProposed: counterProposed
    declined, declined: declined"
  `);
});

it('a proposal waits for whoever has not answered', () => {
  const situations = VISIT_STATES.flatMap((state) =>
    PARTY_ANSWERS.map((answer) => {
      const parties = [party(1, 'accepted'), party(2, answer)];
      return `${state}, ${answer}: ${situationOf({ state, parties })}, with ${activeOf({ state, parties }).length}`;
    }),
  );
  expect(situations.join('\n')).toMatchInlineSnapshot(`
    "proposed, pending: agencyAsked, with 2
    proposed, accepted: unitAsked, with 2
    proposed, counterProposed: unitAsked, with 2
    proposed, declined: split, with 1
    counterProposed, pending: counterProposed, with 2
    counterProposed, accepted: counterProposed, with 2
    counterProposed, counterProposed: counterProposed, with 2
    counterProposed, declined: counterProposed, with 1
    confirmed, pending: confirmed, with 2
    confirmed, accepted: confirmed, with 2
    confirmed, counterProposed: confirmed, with 2
    confirmed, declined: confirmed, with 1
    declined, pending: declined, with 2
    declined, accepted: declined, with 2
    declined, counterProposed: declined, with 2
    declined, declined: declined, with 1
    held, pending: held, with 1
    held, accepted: held, with 2
    held, counterProposed: held, with 2
    held, declined: held, with 1
    nobodyCame, pending: nobodyCame, with 1
    nobodyCame, accepted: nobodyCame, with 2
    nobodyCame, counterProposed: nobodyCame, with 2
    nobodyCame, declined: nobodyCame, with 1
    cancelled, pending: cancelled, with 2
    cancelled, accepted: cancelled, with 2
    cancelled, counterProposed: cancelled, with 2
    cancelled, declined: cancelled, with 1"
  `);
  expect(activeOf({ state: 'declined', parties: [party(1, 'declined')] })).toHaveLength(1);
});

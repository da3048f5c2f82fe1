import { describe, expect, it } from 'vitest';
import { type As, actionsOf, decide } from '../../../../src/features/visits/answer/rules.js';
import {
  type PartyAnswer,
  questionOf,
  type Standing,
  VISIT_ACTIONS,
  type VisitAction,
} from '../../../../src/features/visits/state/rules.js';

const NOW = new Date('2023-08-28T00:00:00Z');
const AGREED = new Date('2023-08-31T01:00:00Z');
const OTHER = new Date('2023-09-01T01:00:00Z');

/** n isn't asked, p pending, a accepted, c named another time; d takes no part in the visit. */
const LETTERS = { n: null, p: 'pending', a: 'accepted', c: 'counterProposed' } as const;

/** An agreed visit, with each agency's answer to another time; `asked`: the unit has asked for that time. */
function visitWith(letters: string, asked: boolean): Standing {
  return {
    state: 'confirmed',
    startsAt: AGREED,
    askedStart: asked ? OTHER : null,
    parties: [...letters].map((letter, n) => {
      const changeAnswer = letter === 'd' ? null : LETTERS[letter as keyof typeof LETTERS];
      return {
        agencyId: n + 1,
        answer: letter === 'd' ? ('declined' as const) : ('accepted' as const),
        proposedStart: changeAnswer === 'counterProposed' ? OTHER : null,
        changeAnswer,
      };
    }),
  };
}

const UNIT: As = { side: 'unit' };
const FIRST: As = { side: 'agency', agencyId: 1 };

function result(letters: string, as: As, action: VisitAction): string | undefined {
  const visit = visitWith(letters, letters.includes('p') || letters === 'ca');
  const named = questionOf(visit).parties.find(({ answer }) => answer === 'counterProposed');
  const decision = decide(visit, as, { action, of: named?.agencyId }, NOW, OTHER);
  if (!decision.ok) return undefined;
  const { to, change } = decision;
  if (!change) return to;
  const letter = (answer: PartyAnswer | null) => answer?.charAt(0) ?? 'n';
  return `${change.outcome} ${change.answers.map(letter).join('')}`;
}

// Written out apart from the table: answers, side, action → what becomes of the other time. Everything else that can be
// done to an agreed visit is as it is without a question; what is neither here nor there must be refused.
const DONE: Readonly<Record<string, string>> = {
  'n unit move': 'asked p',
  'n agency suggest': 'asked c',
  'p unit move': 'asked p',
  'p unit keep': 'kept n',
  'p agency accept': 'agreed n',
  'p agency suggest': 'asked c',
  'p agency keep': 'kept n',
  'c unit accept': 'agreed n',
  'c unit move': 'asked p',
  'c unit keep': 'kept n',
  'c agency suggest': 'asked c',
  'c agency keep': 'kept n',
  'nn unit move': 'asked pp',
  'nn agency suggest': 'asked cn',
  'nd unit move': 'asked pn',
  'nd agency suggest': 'asked cn',
  'pp unit move': 'asked pp',
  'pp unit keep': 'kept nn',
  'pp agency accept': 'asked ap',
  'pp agency suggest': 'asked cp',
  'pp agency keep': 'kept nn',
  'pa unit move': 'asked pp',
  'pa unit keep': 'kept nn',
  'pa agency accept': 'agreed nn',
  'pa agency suggest': 'asked ca',
  'pa agency keep': 'kept nn',
  'pd unit move': 'asked pn',
  'pd unit keep': 'kept nn',
  'pd agency accept': 'agreed nn',
  'pd agency suggest': 'asked cn',
  'pd agency keep': 'kept nn',
  'ap unit move': 'asked pp',
  'ap unit keep': 'kept nn',
  'ap agency suggest': 'asked cp',
  'cn unit accept': 'asked ap',
  'cn unit move': 'asked pp',
  'cn unit keep': 'kept nn',
  'cn agency suggest': 'asked cn',
  'cn agency keep': 'kept nn',
  'ca unit accept': 'asked ap',
  'ca unit move': 'asked pp',
  'ca unit keep': 'kept nn',
  'ca agency suggest': 'asked ca',
  // The unit had asked for a time of its own: without this agency there is none.
  'ca agency keep': 'kept nn',
  'cc unit accept': 'asked ap',
  'cc unit move': 'asked pp',
  'cc unit keep': 'kept nn',
  'cc agency suggest': 'asked cc',
  // A suggestion is taken back alone.
  'cc agency keep': 'asked nc',
  'nc unit accept': 'asked pa',
  'nc unit move': 'asked pp',
  'nc unit keep': 'kept nn',
  'nc agency suggest': 'asked cc',
};

const QUESTIONS = ['n', 'p', 'c', 'nn', 'nd', 'pp', 'pa', 'pd', 'ap', 'cn', 'ca', 'cc', 'nc'];
const AS_EVER: Readonly<Record<'unit' | 'agency', readonly VisitAction[]>> = {
  unit: ['edit', 'cancel'],
  agency: ['cancel', 'ready'],
};

describe('another time than the agreed one', () => {
  it.each(QUESTIONS)('%s: everything that can be done follows the list', (letters) => {
    for (const as of [UNIT, FIRST])
      for (const action of VISIT_ACTIONS) {
        if (AS_EVER[as.side].includes(action)) continue;
        const key = `${letters} ${as.side} ${action}`;
        expect([key, result(letters, as, action)]).toEqual([key, DONE[key]]);
      }
  });

  it.each(QUESTIONS)('%s: the rest is as without a question', (letters) => {
    for (const [side, actions] of Object.entries(AS_EVER))
      for (const action of actions) {
        const to = result(letters, side === 'unit' ? UNIT : FIRST, action);
        const stays = action !== 'cancel' || (side === 'agency' && /^.[^d]/.test(letters));
        expect([letters, side, action, to]).toEqual([
          letters,
          side,
          action,
          stays ? 'confirmed' : 'cancelled',
        ]);
      }
  });

  it('is over once it has passed, and the agreed one can be held meanwhile', () => {
    const asked = visitWith('p', true);
    expect(decide(asked, FIRST, { action: 'accept' }, OTHER)).toEqual({ ok: false, reason: 'past' });
    const named = visitWith('c', false);
    expect(decide(named, UNIT, { action: 'accept' }, OTHER)).toEqual({ ok: false, reason: 'past' });
    for (const action of ['hold', 'nobodyCame'] as const) {
      expect(decide(asked, UNIT, { action }, NOW)).toEqual({ ok: false, reason: 'early' });
      expect(decide(asked, UNIT, { action }, AGREED)).toMatchObject({ ok: true });
    }
  });

  it('of what is over already is a new visit time, and no agreement is left to stand', () => {
    const over = visitWith('n', false);
    expect(decide(over, UNIT, { action: 'move' }, AGREED, OTHER)).toEqual({
      ok: true,
      to: 'proposed',
      answers: ['pending'],
    });
  });

  it('which of several suggestions is meant has to be said', () => {
    const both = visitWith('cc', false);
    expect(decide(both, UNIT, { action: 'accept' }, NOW)).toEqual({ ok: false, reason: 'not-now' });
    expect(actionsOf(both, UNIT, NOW)).toContain('accept');
  });
});

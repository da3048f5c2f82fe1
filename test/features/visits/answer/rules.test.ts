import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type As,
  type ChangeDecided,
  decide,
  leavesQuestion,
} from '../../../../src/features/visits/answer/rules.js';
import {
  activeOf,
  isChanging,
  lastStart,
  PARTY_ANSWERS,
  type PartyAnswer,
  questionOf,
  type Situation,
  type Standing,
  situationOf,
  stateFrom,
  VISIT_ACTIONS,
  type VisitAction,
  type VisitState,
} from '../../../../src/features/visits/state/rules.js';
import { hostOf } from '../../../../src/features/visits/visit/rules.js';

const NOW = new Date('2023-08-28T00:00:00Z');
const START = new Date('2023-08-31T01:00:00Z');
const OTHER = new Date('2023-09-01T01:00:00Z');

function visitWith(state: VisitState, answers: readonly PartyAnswer[]): Standing {
  const named = (answer: PartyAnswer) => (answer === 'counterProposed' ? OTHER : null);
  return {
    state,
    startsAt: START,
    askedStart: null,
    parties: answers.map((answer, n) => ({
      agencyId: n + 1,
      answer,
      proposedStart: named(answer),
      changeAnswer: null,
    })),
  };
}

const UNIT: As = { side: 'unit' };
const agency = (agencyId: number): As => ({ side: 'agency', agencyId });
const startOf = (action: VisitAction) => (action === 'move' || action === 'suggest' ? OTHER : undefined);

/** p pending, a accepted, c named another time, d can't. */
const LETTERS = { p: 'pending', a: 'accepted', c: 'counterProposed', d: 'declined' } as const;
const read = (letters: string) =>
  [...letters].map((letter) => LETTERS[letter as keyof typeof LETTERS]) satisfies PartyAnswer[];

describe('what several answers come to', () => {
  // Written out: every combination of up to three answers, whatever their order.
  const TABLE: Readonly<Record<string, VisitState>> = {
    p: 'proposed',
    a: 'confirmed',
    c: 'counterProposed',
    d: 'declined',
    pp: 'proposed',
    pa: 'proposed',
    pc: 'counterProposed',
    pd: 'proposed',
    aa: 'confirmed',
    ac: 'counterProposed',
    ad: 'proposed',
    cc: 'counterProposed',
    cd: 'counterProposed',
    dd: 'declined',
    ppp: 'proposed',
    ppa: 'proposed',
    ppc: 'counterProposed',
    ppd: 'proposed',
    paa: 'proposed',
    pac: 'counterProposed',
    pad: 'proposed',
    pcc: 'counterProposed',
    pcd: 'counterProposed',
    pdd: 'proposed',
    aaa: 'confirmed',
    aac: 'counterProposed',
    aad: 'proposed',
    acc: 'counterProposed',
    acd: 'counterProposed',
    add: 'proposed',
    ccc: 'counterProposed',
    ccd: 'counterProposed',
    cdd: 'counterProposed',
    ddd: 'declined',
  };
  const rank = (answer: PartyAnswer) => 'pacd'.indexOf(answer === 'declined' ? 'd' : answer.charAt(0));
  const combinations = [1, 2, 3].flatMap((length) =>
    Array.from({ length: 4 ** length }, (_, n) =>
      Array.from({ length }, (__, at) => PARTY_ANSWERS[Math.floor(n / 4 ** at) % 4] ?? 'pending'),
    ),
  );

  it('follows the table for every combination', () => {
    expect(combinations).toHaveLength(4 + 16 + 64);
    for (const answers of combinations) {
      const key = answers
        .toSorted((a, b) => rank(a) - rank(b))
        .map((answer) => 'pacd'[rank(answer)])
        .join('');
      expect([key, stateFrom(answers)]).toEqual([key, TABLE[key]]);
    }
  });

  it('a proposal waits for the agencies, for the unit that decides, or for the unit that was asked', () => {
    const at = (letters: string) => situationOf(visitWith('proposed', read(letters)));
    expect([at('pa'), at('pd'), at('pad')]).toEqual(['agencyAsked', 'agencyAsked', 'agencyAsked']);
    expect([at('ad'), at('aad')]).toEqual(['split', 'split']);
    expect(at('a')).toBe('unitAsked');
  });

  it('takes place at the first who takes part', () => {
    expect(hostOf({ ...visitWith('proposed', read('da')), hostId: null }).agencyId).toBe(2);
    expect(hostOf({ ...visitWith('declined', read('dd')), hostId: null }).agencyId).toBe(1);
    expect(activeOf(visitWith('confirmed', read('ada'))).map(({ agencyId }) => agencyId)).toEqual([1, 3]);
  });
});

describe('what one of several can do', () => {
  // state, own answer and the other's, action → state and answers. What isn't here can't be done by an agency.
  const DONE: Readonly<Record<string, string>> = {
    'proposed pp accept': 'proposed ap',
    'proposed pa accept': 'confirmed aa',
    'proposed pd accept': 'proposed ad',
    'counterProposed pc accept': 'counterProposed ac',
    'proposed pp suggest': 'counterProposed cp',
    'proposed pa suggest': 'counterProposed ca',
    'proposed pd suggest': 'counterProposed cd',
    'counterProposed pc suggest': 'counterProposed cc',
    'proposed pp decline': 'proposed dp',
    'proposed pa decline': 'proposed da',
    'proposed pd decline': 'declined dd',
    'counterProposed pc decline': 'counterProposed dc',
    'proposed ap suggest': 'counterProposed cp',
    'proposed ad suggest': 'counterProposed cd',
    'counterProposed ac suggest': 'counterProposed cc',
    'proposed ap cancel': 'proposed dp',
    'proposed ad cancel': 'declined dd',
    'counterProposed ac cancel': 'counterProposed dc',
    'counterProposed cp suggest': 'counterProposed cp',
    'counterProposed ca suggest': 'counterProposed ca',
    'counterProposed cc suggest': 'counterProposed cc',
    'counterProposed cd suggest': 'counterProposed cd',
    'counterProposed cp decline': 'proposed dp',
    'counterProposed ca decline': 'proposed da',
    'counterProposed cc decline': 'counterProposed dc',
    'counterProposed cd decline': 'declined dd',
    'proposed dp suggest': 'counterProposed cp',
    'proposed da suggest': 'counterProposed ca',
    'counterProposed dc suggest': 'counterProposed cc',
    'confirmed aa suggest': 'confirmed aa',
    'confirmed aa cancel': 'confirmed da',
    'confirmed aa ready': 'confirmed aa',
    'confirmed ad suggest': 'confirmed ad',
    'confirmed ad cancel': 'cancelled ad',
    'confirmed ad ready': 'confirmed ad',
    'declined dd suggest': 'counterProposed cd',
    // Of the unit.
    'unit proposed pp move': 'proposed pp',
    'unit proposed pa move': 'proposed pp',
    'unit proposed pd move': 'proposed pp',
    'unit proposed ad move': 'proposed pp',
    'unit counterProposed cp move': 'proposed pp',
    'unit counterProposed ca move': 'proposed pp',
    'unit counterProposed cc move': 'proposed pp',
    'unit counterProposed cd move': 'proposed pp',
    'unit confirmed aa move': 'confirmed aa',
    'unit confirmed ad move': 'confirmed ad',
    'unit declined dd move': 'proposed pp',
    'unit counterProposed cp accept': 'proposed ap',
    'unit counterProposed ca accept': 'proposed ap',
    'unit counterProposed cc accept': 'proposed ap',
    'unit counterProposed cd accept': 'proposed ap',
    'unit proposed pa goOn': 'confirmed da',
    'unit proposed ad goOn': 'confirmed ad',
    'unit counterProposed ca goOn': 'confirmed da',
    ...Object.fromEntries(
      ['proposed pp', 'proposed pa', 'proposed pd', 'proposed ad', 'counterProposed cp', 'counterProposed ca']
        .concat(['counterProposed cc', 'counterProposed cd', 'confirmed aa', 'confirmed ad'])
        .flatMap((at) => [
          [`unit ${at} cancel`, `cancelled ${at.slice(-2)}`],
          [`unit ${at} edit`, at],
        ]),
    ),
    'unit held aa note': 'held aa',
    'unit nobodyCame aa note': 'nobodyCame aa',
  };
  const REACHABLE: readonly (readonly [VisitState, string])[] = [
    ...(['pp', 'pa', 'pd', 'ap', 'ad', 'dp', 'da'] as const).map((at) => ['proposed', at] as const),
    ...(['cp', 'ca', 'cc', 'cd', 'pc', 'ac', 'dc'] as const).map((at) => ['counterProposed', at] as const),
    ...(['aa', 'ad', 'da'] as const).map((at) => ['confirmed', at] as const),
    ['declined', 'dd'],
    ...(['held', 'nobodyCame', 'cancelled'] as const).map((state) => [state, 'aa'] as const),
  ];
  const letters = (answers: readonly PartyAnswer[]) =>
    answers.map((answer) => (answer === 'declined' ? 'd' : answer.charAt(0))).join('');
  const result = (state: VisitState, at: string, as: As, action: VisitAction) => {
    const visit = visitWith(state, read(at));
    const of = visit.parties.find(({ answer }) => answer === 'counterProposed')?.agencyId;
    const decision = decide(visit, as, { action, of }, NOW, startOf(action));
    return decision.ok ? `${decision.to} ${letters(decision.answers)}` : undefined;
  };

  it.each(REACHABLE)('%s %s: every action of an agency follows the list', (state, at) => {
    for (const action of VISIT_ACTIONS) {
      const key = `${state} ${at} ${action}`;
      expect([key, result(state, at, agency(1), action)]).toEqual([key, DONE[key]]);
    }
  });

  // The order of the two makes no difference to the unit.
  const sorted = (at: string) => [...at].toSorted((a, b) => 'cpad'.indexOf(a) - 'cpad'.indexOf(b)).join('');

  it.each(REACHABLE.filter(([, at]) => at === sorted(at)))(
    '%s %s: every action of the unit follows the list',
    (state, at) => {
      for (const action of VISIT_ACTIONS) {
        // What became of it can only be said afterwards, which another test is about.
        if (action === 'hold' || action === 'nobodyCame') continue;
        const key = `unit ${state} ${at} ${action}`;
        expect([key, result(state, at, UNIT, action)]).toEqual([key, DONE[key]]);
      }
    },
  );

  it('accepting one of two suggestions asks the other anew, and none without saying which', () => {
    const both = visitWith('counterProposed', read('cc'));
    expect(decide(both, UNIT, { action: 'accept', of: 2 }, NOW)).toMatchObject({
      answers: ['pending', 'accepted'],
    });
    expect(decide(both, UNIT, { action: 'accept' }, NOW)).toEqual({ ok: false, reason: 'not-now' });
    expect(decide(both, UNIT, { action: 'accept', of: 3 }, NOW)).toEqual({ ok: false, reason: 'not-now' });
  });

  it('an agency accepts the time that it was asked for, whatever others have suggested', () => {
    const two = visitWith('counterProposed', read('pcc'));
    expect(decide(two, agency(1), { action: 'accept' }, NOW)).toEqual({
      ok: true,
      to: 'counterProposed',
      answers: read('acc'),
    });
    expect(decide({ ...two, startsAt: NOW }, agency(1), { action: 'accept' }, NOW)).toEqual({
      ok: false,
      reason: 'past',
    });
  });

  it('nobody goes on with a time that is over', () => {
    const late = { ...visitWith('proposed', read('ad')), startsAt: NOW };
    expect(decide(late, UNIT, { action: 'goOn' }, NOW)).toEqual({ ok: false, reason: 'past' });
  });

  it('whoever is not asked to it can do nothing', () => {
    for (const [state, at] of REACHABLE)
      for (const action of VISIT_ACTIONS) expect(result(state, at, agency(9), action)).toBeUndefined();
  });
});

describe('any course of a visit with several agencies', () => {
  type Step = { readonly who: number; readonly action: VisitAction; readonly of: number };
  const step: fc.Arbitrary<Step> = fc.record({
    who: fc.integer({ min: 0, max: 4 }),
    action: fc.constantFrom(...VISIT_ACTIONS),
    of: fc.integer({ min: 1, max: 4 }),
  });

  /** What is left of the talk about another time once something is done: a cancelled or held visit has none. */
  function withChange(
    after: Standing,
    before: Standing,
    action: VisitAction,
    change: ChangeDecided | undefined,
  ): Standing {
    const ends = action === 'cancel' || action === 'hold' || action === 'nobodyCame';
    const open = change ? change.outcome === 'asked' : !ends && after.state === 'confirmed';
    const asked = action === 'move' || (action === 'accept' && change?.outcome === 'asked');
    return {
      ...after,
      askedStart: open ? (asked ? OTHER : before.askedStart) : null,
      parties: after.parties.map((party, at) => {
        const said = change ? change.answers[at] : before.parties[at]?.changeAnswer;
        const changeAnswer = open ? (said ?? null) : null;
        return {
          ...party,
          changeAnswer,
          proposedStart: changeAnswer === 'counterProposed' ? OTHER : party.proposedStart,
        };
      }),
    };
  }

  function holds(visit: Standing): void {
    const { state, parties, askedStart } = visit;
    for (const { answer, changeAnswer } of parties) {
      if (changeAnswer !== null) expect([state, answer]).toEqual(['confirmed', 'accepted']);
    }
    if (isChanging(visit)) expect(['proposed', 'counterProposed']).toContain(questionOf(visit).state);
    else expect(askedStart).toBeNull();
    const answers = parties.map(({ answer }) => answer);
    const situation: Situation = situationOf({ state, parties });
    if (state === 'confirmed' || state === 'held' || state === 'nobodyCame') {
      expect(answers).toContain('accepted');
      expect(answers.every((answer) => answer === 'accepted' || answer === 'declined')).toBe(true);
    }
    if (state === 'counterProposed') expect(answers).toContain('counterProposed');
    if (state === 'declined') expect(new Set(answers)).toEqual(new Set(['declined']));
    if (state === 'proposed') {
      expect(answers).not.toContain('counterProposed');
      expect(situation === 'split' ? answers.includes('accepted') : answers.includes('pending')).toBe(true);
    }
  }

  it('keeps state and answers in step, and never answers for another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 25 }), (count, steps) => {
        let visit = visitWith(
          'proposed',
          Array.from({ length: count }, () => 'pending' as const),
        );
        for (const { who, action, of } of steps) {
          const as = who === 0 ? UNIT : agency(who);
          const decision = decide(visit, as, { action, of }, NOW, startOf(action));
          if (!decision.ok) continue;
          const { to, answers, change } = decision;
          const after = withChange(visitWith(to, answers), visit, action, change);
          for (const [n, { answer }] of visit.parties.entries()) {
            if (as.side === 'agency' && n + 1 !== who) expect(answers[n]).toBe(answer);
          }
          if (
            leavesQuestion(visit, as.side, action, to, change?.answers ?? answers) &&
            action !== 'ready' &&
            action !== 'note'
          ) {
            const [before, now] = [questionOf(visit), questionOf(after)].map(({ parties }) =>
              parties.map(({ answer }) => answer === 'pending'),
            );
            expect(before?.some((pending, n) => pending && now?.[n] === true)).toBe(true);
          }
          visit = after;
          holds(visit);
        }
      }),
    );
  });

  it('the last time that is talked about is the latest named', () => {
    expect(lastStart(visitWith('counterProposed', read('ac')))).toEqual(OTHER);
    expect(lastStart(visitWith('proposed', read('ap')))).toEqual(START);
  });
});

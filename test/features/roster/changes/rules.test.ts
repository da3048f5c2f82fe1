import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RosterFile, RosterRow } from '../../../../src/features/files/rules.js';
import {
  ENROLMENT_STATES,
  type EnrolmentState,
  mayMove,
} from '../../../../src/features/programmes/enrolment/rules.js';
import type { ProgrammeState } from '../../../../src/features/programmes/life/rules.js';
import { countKinds, type Plan, planRoster } from '../../../../src/features/roster/changes/rules.js';
import { isDecided, type Known, type KnownParticipant } from '../../../../src/features/roster/known/rules.js';
import { asOfInstant, planTimes } from '../../../../src/features/roster/service.js';
import { rosterFile } from '../../../support/roster.js';

const zone = 'Asia/Jayapura';
const now = new Date('2023-09-05T05:20:00Z');
const asOf = new Date('2023-08-31T14:59:59.999Z');
const times = planTimes(asOf, now, zone);
const dayStart = new Date('2023-08-30T15:00:00Z');

const base = {
  registerNumber: 'BI-1/2023',
  registerKey: 'BI1/2023',
  name: 'Budi',
  registerClass: 'B_I',
} as const;
const row = (line: number, more: Partial<RosterRow> = {}): RosterRow => ({ line, ...base, ...more });

function file(rows: readonly RosterRow[], more: Partial<RosterFile> = {}): RosterFile {
  const keys = [...new Set(rows.flatMap(({ programme }) => programme ?? []))];
  const programmes = keys.map((key) => ({ key, name: key, rows: 1 }));
  return rosterFile({ rows, programmes, ...more });
}

function person(more: Partial<KnownParticipant> = {}): KnownParticipant {
  return {
    id: 1,
    registerKey: base.registerKey,
    registerNumber: base.registerNumber,
    name: 'Budi',
    sex: null,
    birthYear: null,
    arrivedOn: null,
    releaseExpectedOn: null,
    presentFrom: new Date('2023-01-01T00:00:00Z'),
    presentUntil: null,
    registerClass: 'B_I',
    classSince: new Date('2023-01-01T00:00:00Z'),
    enrolments: [],
    formerKeys: [],
    formerNames: [],
    records: [1],
    ...more,
  };
}

const enrolment = (state: EnrolmentState, since = '2023-08-01T00:00:00Z') => ({
  id: 9,
  programmeId: 7,
  state,
  reason: state === 'ended' ? ('completed' as const) : null,
  endedAt: state === 'ended' ? new Date(since) : null,
  since: new Date(since),
});

const known = (...participants: KnownParticipant[]): Known => ({
  participants,
  notSame: [],
  programmes: [{ id: 7, searchName: 'las', state: 'running' }],
});
const only = (plan: Plan) => plan.lines[0];

describe('the day that data speak of', () => {
  test('a past day is meant to its last instant, today up to now, and a day to come not at all', () => {
    expect(asOfInstant({ year: 2023, month: 8, day: 31 }, now, zone)).toEqual(asOf);
    expect(asOfInstant({ year: 2023, month: 9, day: 5 }, now, zone)).toEqual(now);
    expect(asOfInstant({ year: 2023, month: 9, day: 6 }, now, zone)).toBeUndefined();
  });
});

describe('somebody new', () => {
  test('is here from arrival, and enrolled for the whole of the day', () => {
    const plan = planRoster(
      file([row(2, { arrivedOn: '2022-05-05', programme: 'las', state: 'active' })]),
      known(),
      {},
      times,
    );
    expect(only(plan)?.kind).toBe('new');
    expect(plan.operations.people[0]?.from).toEqual(new Date('2022-05-04T15:00:00Z'));
    expect(plan.operations.enrolments).toEqual([
      { person: 'BI1/2023', programme: 'las', state: 'active', reason: null, from: dayStart },
    ]);
  });

  test('whose arrival isn’t known is here from that day; who arrived after it is enrolled from then', () => {
    const first = planRoster(file([row(2)]), known(), {}, times);
    expect(first.operations.people[0]?.from).toEqual(dayStart);
    const late = planRoster(
      file([row(2, { arrivedOn: '2023-09-02', programme: 'las', state: 'active' })]),
      known(),
      {},
      times,
    );
    expect(late.operations.enrolments[0]?.from).toEqual(new Date('2023-09-01T15:00:00Z'));
  });

  test('with an arrival to come, or without a class, is faulty', () => {
    const { registerClass: _, ...classless } = row(3);
    const plan = planRoster(
      file([row(2, { arrivedOn: '2023-09-06' }), { ...classless, registerKey: 'X2' }]),
      known(),
      {},
      times,
    );
    expect(plan.lines).toMatchObject([
      { kind: 'faulty', faults: [{ reason: 'arrives-later' }] },
      { kind: 'faulty', faults: [{ reason: 'no-class' }] },
    ]);
    expect(plan.operations.people).toEqual([]);
  });

  test('in two programmes is one person with two enrolments', () => {
    const rows = [
      row(2, { programme: 'las', state: 'active' }),
      row(3, { programme: 'tani', state: 'waiting' }),
    ];
    const plan = planRoster(file(rows), known(), {}, times);
    expect(countKinds(plan).new).toBe(2);
    expect(plan.operations.people).toHaveLength(1);
    expect(plan.operations.enrolments).toHaveLength(2);
  });
});

describe('a programme that takes nobody in', () => {
  const inState = (state: ProgrammeState, want: EnrolmentState, was?: EnrolmentState) => {
    const people = was === undefined ? [person()] : [person({ enrolments: [enrolment(was)] })];
    const programmes = [{ id: 7, searchName: 'las', state }];
    const rows = file([row(2, { programme: 'las', state: want })]);
    return planRoster(rows, { participants: people, notSame: [], programmes }, {}, times);
  };

  test('is a fault of who is to take part in it, and of nobody else', () => {
    for (const state of ['draft', 'finished', 'cancelled'] as const) {
      const plan = inState(state, 'active');
      expect(only(plan)).toMatchObject({ kind: 'faulty', faults: [{ reason: `programme-${state}` }] });
      expect(plan.operations.enrolments).toEqual([]);
      expect(only(inState(state, 'active', 'waiting'))?.kind).toBe('faulty');
      expect(only(inState(state, 'waiting'))?.kind).toBe('faulty');
      expect(only(inState(state, 'ended'))?.kind).toBe('changed');
      expect(only(inState(state, 'ended', 'ended'))?.kind).toBe('unchanged');
    }
    for (const state of ['open', 'running'] as const) {
      expect(inState(state, 'active').operations.enrolments).toHaveLength(1);
    }
  });
});

describe('somebody known', () => {
  const wanting = (was: EnrolmentState, to: EnrolmentState, since?: string) => {
    const want = { programme: 'las', state: to, ...(to === 'ended' && { reason: 'unrecorded' as const }) };
    return planRoster(
      file([row(2, want)]),
      known(person({ enrolments: [enrolment(was, since)] })),
      {},
      times,
    );
  };

  test('each state against each: the same is unchanged, an allowed step is a move, the rest is faulty', () => {
    for (const was of ENROLMENT_STATES) {
      for (const to of ENROLMENT_STATES) {
        const plan = wanting(was, to);
        const expected =
          was === to ? 'unchanged' : was === 'ended' || mayMove(was, to) ? 'changed' : 'faulty';
        expect([was, to, only(plan)?.kind]).toEqual([was, to, expected]);
        expect(plan.operations.moves).toHaveLength(expected === 'changed' && was !== 'ended' ? 1 : 0);
        expect(plan.operations.enrolments).toHaveLength(expected === 'changed' && was === 'ended' ? 1 : 0);
      }
    }
  });

  test('a step that the record already went past is faulty; one at the same instant corrects it', () => {
    expect(only(wanting('active', 'paused', '2023-09-01T00:00:00Z'))).toMatchObject({
      kind: 'faulty',
      faults: [{ reason: 'older' }],
    });
    expect(only(wanting('active', 'paused', asOf.toISOString()))?.kind).toBe('changed');
  });

  test('a bare selesai leaves the recorded reason; a reason told later replaces “tidak dicatat” alone', () => {
    const told = (reason: 'completed' | 'unrecorded') => {
      const ended = { ...enrolment('ended'), reason };
      const want = row(2, { programme: 'las', state: 'ended', reason: 'released' });
      return only(planRoster(file([want]), known(person({ enrolments: [ended] })), {}, times))?.kind;
    };
    expect([told('completed'), told('unrecorded')]).toEqual(['faulty', 'changed']);
  });

  test('changed facts are told with what was there; blank cells leave it', () => {
    const before = person({ name: 'Budy', sex: 'male', birthYear: 1980, registerClass: 'A_III' });
    const plan = planRoster(file([row(2, { birthYear: 1981 })]), known(before), {}, times);
    expect(only(plan)).toMatchObject({
      kind: 'changed',
      changes: [
        { what: 'name', from: 'Budy', to: 'Budi' },
        { what: 'registerClass', from: 'A_III', to: 'B_I' },
        { what: 'birthYear', from: 1980, to: 1981 },
      ],
    });
    expect(plan.operations.edits).toMatchObject([{ id: 1, facts: ['name', 'birthYear'] }]);
    expect(plan.operations.classes).toEqual([{ participantId: 1, to: 'B_I', from: times.dayStart }]);
  });

  test('who has left is faulty; who isn’t in the file is listed and left alone', () => {
    const gone = person({ presentUntil: now });
    const other = person({ id: 2, registerKey: 'X9' });
    const named = person({ id: 3, registerKey: 'X8' });
    const plan = planRoster(file([row(2)], { faultyKeys: ['X8'] }), known(gone, other, named), {}, times);
    expect(only(plan)).toMatchObject({ faults: [{ reason: 'departed' }] });
    expect(plan.missing).toEqual([other]);
  });
});

describe('programmes that aren’t recorded', () => {
  const rows = [
    row(2, { programme: 'las listrik', state: 'active' }),
    row(3, { programme: 'las', state: 'paused' }),
  ];

  test('a kind without an agency leaves a question open', () => {
    expect(
      [
        undefined,
        { kind: 'trade' as const },
        { kind: 'trade' as const, agencyId: null },
        { sameAs: 7 },
        { leftOut: true as const },
      ].map(isDecided),
    ).toEqual([false, false, true, true, true]);
  });

  test('left out, its rows are faulty', () => {
    const plan = planRoster(file(rows), known(), { 'las listrik': { leftOut: true } }, times);
    expect(plan.lines.map(({ kind }) => kind)).toEqual(['faulty', 'new']);
    expect(plan.operations.people).toHaveLength(1);
  });

  test('the same as another, two rows of one person contradict or repeat each other', () => {
    const decisions = { 'las listrik': { sameAs: 7 } };
    expect(planRoster(file(rows), known(), decisions, times).lines).toMatchObject([
      { kind: 'new' },
      { kind: 'faulty', faults: [{ reason: 'conflict', other: 2 }] },
    ]);
    const same = rows.map((one) => ({ ...one, state: 'active' as const }));
    expect(planRoster(file(same), known(), decisions, times).lines).toMatchObject([
      { kind: 'new' },
      { kind: 'repeated', of: 2 },
    ]);
  });
});

test('the numbers add up for whatever is recorded', () => {
  const states = fc.constantFrom(...ENROLMENT_STATES);
  const rows = fc.array(
    fc.record({
      who: fc.nat(5),
      programme: fc.option(fc.constantFrom('las', 'tani')),
      state: states,
      arrived: fc.boolean(),
    }),
    { maxLength: 20 },
  );
  const people = fc.uniqueArray(
    fc.record({ who: fc.nat(7), state: fc.option(states), gone: fc.boolean(), later: fc.boolean() }),
    { selector: ({ who }) => who, maxLength: 6 },
  );
  fc.assert(
    fc.property(rows, people, (given, recorded) => {
      const all = given.map(({ who, programme, state, arrived }, index) =>
        row(index + 2, {
          registerKey: `K${who}`,
          ...(arrived && { arrivedOn: '2023-09-09' }),
          ...(programme !== null && { programme, state }),
        }),
      );
      const participants = recorded.map(({ who, state, gone, later }) =>
        person({
          id: who,
          registerKey: `K${who}`,
          presentUntil: gone ? now : null,
          enrolments: state === null ? [] : [enrolment(state, later ? '2023-09-04T00:00:00Z' : undefined)],
        }),
      );
      const plan = planRoster(
        file(all),
        { participants, notSame: [], programmes: [{ id: 7, searchName: 'las', state: 'open' }] },
        {},
        times,
      );
      const counts = countKinds(plan);
      expect(
        counts.new + counts.changed + counts.unchanged + counts.repeated + counts.faulty + counts.asked,
      ).toBe(all.length);
      expect(plan.lines.map(({ line }) => line)).toEqual(all.map(({ line }) => line));
      // Nobody is opened twice in one programme, and whoever is enrolled is recorded or created.
      const pairs = plan.operations.enrolments.map((one) => `${one.person} ${one.programme}`);
      expect(new Set(pairs).size).toBe(pairs.length);
      const there = new Set([
        ...participants.map(({ registerKey }) => registerKey),
        ...plan.operations.people.map((one) => one.row.registerKey),
      ]);
      for (const { person: key } of plan.operations.enrolments) expect(there.has(key)).toBe(true);
    }),
  );
});

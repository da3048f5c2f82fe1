import { describe, expect, it } from 'vitest';
import { type Actor, isAgencyPost, POST_KINDS, type PostKind } from '../../../../src/access/actor.js';
import { can } from '../../../../src/access/can.js';
import {
  beginsBy,
  decideLife,
  initialState,
  isOngoing,
  isOver,
  nextBatchName,
  PROGRAMME_ACTIONS,
  PROGRAMME_STATES,
  type ProgrammeAction,
  type ProgrammeState,
} from '../../../../src/features/programmes/life/rules.js';

const now = new Date('2023-09-05T05:20:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

/** The whole table, said a second time: what each state becomes by each action; everything else is refused. */
const EXPECTED: Record<ProgrammeState, Partial<Record<ProgrammeAction, string>>> = {
  draft: { edit: 'draft', open: 'open', start: 'running', cancel: 'cancelled', copy: 'draft' },
  open: {
    ...{ edit: 'open', start: 'running', enrol: 'open', plan: 'open' },
    ...{ finish: 'finished', cancel: 'cancelled', copy: 'open' },
  },
  running: {
    ...{ edit: 'running', enrol: 'running', plan: 'running' },
    ...{ finish: 'finished', cancel: 'cancelled', copy: 'running' },
  },
  finished: { restore: 'before', copy: 'finished' },
  cancelled: { restore: 'before', copy: 'cancelled' },
};

function actor(kind: PostKind): Actor {
  const agencyId = isAgencyPost(kind) ? 7 : null;
  return {
    ...{
      personId: 1,
      telegramId: 1n,
      name: '',
      locale: 'id',
      unitId: 1,
      unitName: '',
      zone: 'Asia/Jayapura',
    },
    posts: [{ id: 1, unitId: 1, kind, agencyId }],
  };
}

describe('a programme’s life', () => {
  const cases = PROGRAMME_STATES.flatMap((state) =>
    PROGRAMME_ACTIONS.flatMap((action) => POST_KINDS.map((kind) => ({ state, action, kind }))),
  );

  it.each(cases)('$state, $action by $kind of the programme’s agency', ({ state, action, kind }) => {
    const who = actor(kind);
    const target = { unitId: 1, agencyId: 7 };
    const rights = {
      mayEdit: can(who, 'programme.edit', target),
      isHead: can(who, 'access.decide', target),
    };
    const decide = (endedAt?: Date) => decideLife(state, action, rights, { now, endedAt });
    const to = EXPECTED[state][action];
    if (kind !== 'head' && kind !== 'officer') {
      expect(decide(daysAgo(1))).toEqual({ ok: false, reason: 'forbidden' });
    } else if (to === undefined) {
      expect(decide(daysAgo(1))).toEqual({ ok: false, reason: 'state' });
    } else {
      expect(decide(daysAgo(7))).toEqual({ ok: true, to });
      const late = action === 'restore' && kind === 'officer';
      expect(decide(daysAgo(8))).toEqual(late ? { ok: false, reason: 'late' } : { ok: true, to });
    }
  });

  it('takes people in and plans sessions while registration is open and while it runs, and is over after its end', () => {
    expect(PROGRAMME_STATES.filter(isOngoing)).toEqual(['open', 'running']);
    expect(PROGRAMME_STATES.filter(isOver)).toEqual(['finished', 'cancelled']);
    for (const state of PROGRAMME_STATES)
      expect([state, EXPECTED[state].enrol !== undefined]).toEqual([
        state,
        EXPECTED[state].plan !== undefined,
      ]);
  });

  it('begins on its first day', () => {
    expect(
      [null, '2023-09-04', '2023-09-05', '2023-09-06'].map((day) => initialState(day, '2023-09-05')),
    ).toEqual(['running', 'running', 'running', 'open']);
    const begun = PROGRAMME_STATES.filter((state) => beginsBy(state, '2023-09-05', '2023-09-05'));
    expect(begun).toEqual(['open']);
    expect(beginsBy('open', '2023-09-06', '2023-09-05')).toBe(false);
    expect(beginsBy('open', null, '2023-09-05')).toBe(false);
  });
});

describe('the next batch', () => {
  it.each([
    ['Las', [], 'Las angkatan 2'],
    ['Las', ['Las angkatan 2', 'Las angkatan 3'], 'Las angkatan 4'],
    ['Las angkatan 2', [], 'Las angkatan 3'],
    ['Las Angkatan 9', [], 'Las angkatan 10'],
    ['Kejar Paket C', [], 'Kejar Paket C angkatan 2'],
    ['Angkatan 2', [], 'Angkatan 2 angkatan 2'],
  ])('of %s, with %j there, is %s', (name, taken, next) => {
    expect(nextBatchName(name, (one) => taken.includes(one))).toBe(next);
  });

  it('has a name that fits', () => {
    const next = nextBatchName('A'.repeat(80), () => false);
    expect([...next]).toHaveLength(80);
    expect(next.endsWith('A angkatan 2')).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { type Actor, isAgencyPost, POST_KINDS, type PostKind } from '../../../src/access/actor.js';
import { can, canSome, scopeOf } from '../../../src/access/can.js';
import { ACCESS, type Action } from '../../../src/access/table.js';
import { invitationState, triesCode } from '../../../src/features/people/invitations/rules.js';

const actions = Object.keys(ACCESS) as Action[];
const [OWN, OTHER] = [7, 8];

function actor(kind: PostKind, unitId = 1): Actor {
  const agencyId = isAgencyPost(kind) ? OWN : null;
  return {
    personId: 1,
    telegramId: 1n,
    name: 'Siti Rahayu',
    locale: 'id',
    unitId,
    unitName: 'Rutan',
    zone: 'Asia/Jayapura',
    posts: [{ id: 1, unitId, kind, agencyId }],
  };
}

/** The whole table, said a second time by hand: a change of rights must be made in both. */
const staff = ['head', 'officer', 'humas'] as const;
const agency = ['agencyHead', 'agencyContact'] as const;
const EXPECTED: Record<Action, { readonly unit: readonly PostKind[]; readonly own: readonly PostKind[] }> = {
  'agency.view': { unit: staff, own: agency },
  'agency.edit': { unit: ['head', 'officer'], own: [] },
  'post.inviteToUnit': { unit: ['head'], own: [] },
  'post.inviteToAgency': { unit: ['head', 'officer'], own: [] },
  'post.view': { unit: ['head'], own: ['agencyHead'] },
  'post.end': { unit: ['head'], own: ['agencyHead'] },
  'access.decide': { unit: ['head'], own: [] },
  'trail.view': { unit: ['head'], own: [] },
  'backup.view': { unit: ['head'], own: [] },
  'visit.view': { unit: staff, own: agency },
  'visit.propose': { unit: ['head', 'officer'], own: agency },
  'visit.answer': { unit: [], own: agency },
  'visit.change': { unit: ['head', 'officer'], own: [] },
  'visit.override': { unit: ['head'], own: [] },
  'visit.correctLate': { unit: ['head'], own: [] },
  'followUp.view': { unit: staff, own: agency },
  'followUp.change': { unit: ['head', 'officer'], own: [] },
  'calendar.close': { unit: ['head'], own: [] },
  'programme.view': { unit: staff, own: agency },
  'programme.edit': { unit: ['head', 'officer'], own: [] },
  'participant.view': { unit: ['head', 'officer'], own: [] },
  'participant.import': { unit: ['head', 'officer'], own: [] },
  'participant.merge': { unit: ['head', 'officer'], own: [] },
  'session.view': { unit: staff, own: agency },
  'session.plan': { unit: ['head', 'officer'], own: [] },
  'session.cancel': { unit: ['head', 'officer'], own: agency },
  'session.log': { unit: ['head', 'officer'], own: agency },
  'session.correct': { unit: ['head', 'officer'], own: agency },
  'session.correctLate': { unit: ['head'], own: [] },
  'month.close': { unit: ['head'], own: [] },
  'count.view': { unit: staff, own: agency },
  'summary.view': { unit: staff, own: [] },
  'summary.bind': { unit: ['head'], own: [] },
  'agreement.view': { unit: staff, own: agency },
  'agreement.change': { unit: ['head', 'officer'], own: [] },
  'press.draft': { unit: ['head', 'humas'], own: [] },
  'queue.manage': { unit: ['head'], own: [] },
  'name.exempt': { unit: ['head'], own: [] },
  'unit.edit': { unit: ['head'], own: [] },
  // Of a Kanwil alone, see below.
  'region.view': { unit: [], own: [] },
};

/** All that posts of a Kanwil give, whatever they give elsewhere. */
const IN_KANWIL = {
  head: [
    ...([
      'post.inviteToUnit',
      'post.view',
      'post.inviteToAgency',
      'post.end',
      'access.decide',
      'trail.view',
      'backup.view',
    ] as const),
    ...(['queue.manage', 'unit.edit', 'region.view'] as const),
  ],
  officer: ['post.inviteToAgency', 'region.view'],
  humas: [],
  agencyHead: ['post.view', 'post.end'],
  agencyContact: [],
} satisfies Record<PostKind, readonly Action[]>;

describe('the access table', () => {
  it.each(POST_KINDS)('gives a %s of a Kanwil totals and posts, and nothing of any programme', (kind) => {
    const who = { ...actor(kind), isKanwil: true as const };
    const may = actions.filter((action) => canSome(who, action));
    expect(may.toSorted()).toEqual([...IN_KANWIL[kind]].toSorted());
  });

  const cases = actions.flatMap((action) => POST_KINDS.map((kind) => ({ action, kind })));

  it.each(cases)('$kind and $action: own and other agency, own and other unit', ({ action, kind }) => {
    const who = actor(kind);
    const unitWide = EXPECTED[action].unit.includes(kind);
    const own = EXPECTED[action].own.includes(kind);
    expect(can(who, action, { unitId: 1, agencyId: OWN })).toBe(unitWide || own);
    expect(can(who, action, { unitId: 1, agencyId: OTHER })).toBe(unitWide);
    expect(can(who, action, { unitId: 1, agencyId: null })).toBe(unitWide);
    for (const agencyId of [OWN, OTHER, null]) expect(can(who, action, { unitId: 2, agencyId })).toBe(false);
  });

  it('gives nobody anything without a post', () => {
    for (const action of actions)
      expect(scopeOf({ ...actor('head'), posts: [] }, action)).toEqual({ kind: 'none' });
  });

  it('leaves posts in another unit out', () => {
    const who = { ...actor('officer'), posts: [{ id: 2, unitId: 2, kind: 'head' as const, agencyId: null }] };
    for (const action of actions) expect(scopeOf(who, action)).toEqual({ kind: 'none' });
  });

  it('adds up the agencies of several posts', () => {
    const posts = [OWN, OTHER].map((agencyId, id) => ({
      id,
      unitId: 1,
      kind: 'agencyContact' as const,
      agencyId,
    }));
    expect(scopeOf({ ...actor('agencyContact'), posts }, 'visit.answer')).toEqual({
      kind: 'agencies',
      unitId: 1,
      agencyIds: [OWN, OTHER],
    });
  });
});

describe('an invitation', () => {
  const now = new Date('2023-09-01T00:00:00Z');
  const [before, after] = [new Date('2023-08-31T00:00:00Z'), new Date('2023-09-02T00:00:00Z')];

  it.each([
    [{ usedAt: null, revokedAt: null, expiresAt: after }, 'open'],
    [{ usedAt: before, revokedAt: null, expiresAt: after }, 'used'],
    [{ usedAt: null, revokedAt: before, expiresAt: after }, 'revoked'],
    [{ usedAt: null, revokedAt: null, expiresAt: now }, 'expired'],
  ])('%o is %s', (invitation, state) => {
    expect(invitationState(invitation, now)).toBe(state);
  });
});

describe('a try of a code', () => {
  it.each([
    ['/start 7KQ4-M2XD', '', true],
    ['/start@sambang_bot x', '', true],
    ['7kq4 m2xd', '', true],
    ['7KQ4M2XD', '', true],
    ['', 'invok:7KQ4-M2XD:0123abcd', true],
    ['/start', '', false],
    ['ikan lele goreng', '', false],
    ['', 'access-ask', false],
  ])('%s %s: %s', (text, data, tries) => {
    expect(triesCode({ text, data })).toBe(tries);
  });
});

import type { PostKind } from './actor.js';

/** How far a post's right to an action reaches. */
export type Reach = 'unit' | 'ownAgency';

/**
 * The one access table: action → post → reach; a post that isn't named may not. Every command and every button
 * asks it, through `can` for one thing and `scopeOf` for lists.
 */
export const ACCESS = {
  'agency.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'agency.edit': { head: 'unit', officer: 'unit' },
  'post.inviteToUnit': { head: 'unit' },
  'post.inviteToAgency': { head: 'unit', officer: 'unit' },
  'post.view': { head: 'unit', agencyHead: 'ownAgency' },
  'post.end': { head: 'unit', agencyHead: 'ownAgency' },
  'access.decide': { head: 'unit' },
  'trail.view': { head: 'unit' },
  'unit.edit': { head: 'unit' },
  /** Totals of the units below a Kanwil. */
  'region.view': { head: 'unit', officer: 'unit' },
  'backup.view': { head: 'unit' },
  'visit.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'visit.propose': { head: 'unit', officer: 'unit', agencyHead: 'ownAgency', agencyContact: 'ownAgency' },
  'visit.answer': { agencyHead: 'ownAgency', agencyContact: 'ownAgency' },
  'visit.change': { head: 'unit', officer: 'unit' },
  'visit.override': { head: 'unit' },
  'visit.correctLate': { head: 'unit' },
  'followUp.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'followUp.change': { head: 'unit', officer: 'unit' },
  'calendar.close': { head: 'unit' },
  'programme.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'programme.edit': { head: 'unit', officer: 'unit' },
  'participant.view': { head: 'unit', officer: 'unit' },
  'participant.import': { head: 'unit', officer: 'unit' },
  'participant.merge': { head: 'unit', officer: 'unit' },
  'session.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'session.plan': { head: 'unit', officer: 'unit' },
  'session.cancel': { head: 'unit', officer: 'unit', agencyHead: 'ownAgency', agencyContact: 'ownAgency' },
  'session.log': { head: 'unit', officer: 'unit', agencyHead: 'ownAgency', agencyContact: 'ownAgency' },
  'session.correct': { head: 'unit', officer: 'unit', agencyHead: 'ownAgency', agencyContact: 'ownAgency' },
  'session.correctLate': { head: 'unit' },
  'month.close': { head: 'unit' },
  'count.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'summary.view': { head: 'unit', officer: 'unit', humas: 'unit' },
  'summary.bind': { head: 'unit' },
  'agreement.view': {
    head: 'unit',
    officer: 'unit',
    humas: 'unit',
    agencyHead: 'ownAgency',
    agencyContact: 'ownAgency',
  },
  'agreement.change': { head: 'unit', officer: 'unit' },
  'press.draft': { head: 'unit', humas: 'unit' },
  'queue.manage': { head: 'unit' },
  'name.exempt': { head: 'unit' },
} as const satisfies Record<string, Partial<Record<PostKind, Reach>>>;

export type Action = keyof typeof ACCESS;

/** All that people of a Kanwil may do, whatever their posts: look at totals, and see to who is one of them. */
export const IN_KANWIL: ReadonlySet<Action> = new Set([
  'region.view',
  'unit.edit',
  'post.inviteToUnit',
  // `/undang` is for whoever invites to anything; a Kanwil has no agencies.
  'post.inviteToAgency',
  'post.view',
  'post.end',
  'access.decide',
  'trail.view',
  'backup.view',
  'queue.manage',
]);

import type { PostKind } from '../../../access/actor.js';
import type { Scope } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';
import { activeOf } from '../../visits/index.js';
import type { FollowUp, ListView } from './rules.js';

/** The condition that keeps a query within what somebody may see. */
function within(scope: Scope) {
  switch (scope.kind) {
    case 'unit':
      return { unitId: scope.unitId };
    case 'agencies':
      return { unitId: scope.unitId, agencyId: { in: [...scope.agencyIds] } };
    case 'none':
      return { id: { in: [] } };
  }
}

const shape = {
  owner: { select: { name: true } },
  agency: { select: { name: true } },
  closedBy: { select: { name: true } },
  visit: {
    select: {
      id: true,
      officerId: true,
      startsAt: true,
      parties: { select: { agency: { select: { name: true } } }, orderBy: { id: 'asc' } },
    },
  },
} as const;

type Row = Omit<FollowUp, 'owner' | 'closedBy' | 'visit'> & {
  readonly ownerId: number | null;
  readonly agencyId: number | null;
  readonly owner: { readonly name: string } | null;
  readonly agency: { readonly name: string } | null;
  readonly closedBy: { readonly name: string } | null;
  readonly visit: Omit<FollowUp['visit'], 'agencyName'> & {
    readonly parties: readonly { readonly agency: { readonly name: string } }[];
  };
};

function followUpOf(row: Row): FollowUp {
  const { id, unitId, what, dueOn, state, outcome, version, agreedAt, closedAt, visit } = row;
  return {
    id,
    unitId,
    what,
    dueOn,
    state,
    outcome,
    version,
    agreedAt,
    closedAt,
    owner:
      row.agencyId === null
        ? { kind: 'person', id: row.ownerId ?? 0, name: row.owner?.name ?? '' }
        : { kind: 'agency', id: row.agencyId, name: row.agency?.name ?? '' },
    closedBy: row.closedBy?.name ?? null,
    visit: {
      id: visit.id,
      officerId: visit.officerId,
      startsAt: visit.startsAt,
      agencyName: visit.parties.map(({ agency }) => agency.name).join(', '),
    },
  };
}

export async function findFollowUp(db: Reader, scope: Scope, id: number): Promise<FollowUp | undefined> {
  const row = await db.followUp.findFirst({ where: { AND: [{ id }, within(scope)] }, include: shape });
  return row ? followUpOf(row) : undefined;
}

const byDay = [{ dueOn: 'asc' }, { id: 'asc' }] as const;

/** What was agreed at a visit, the open ones first, each by its day. */
export async function ofVisit(db: Reader, scope: Scope, visitId: number): Promise<FollowUp[]> {
  const rows = await db.followUp.findMany({
    where: { AND: [{ visitId }, within(scope)] },
    include: shape,
    orderBy: [...byDay],
  });
  const found = rows.map(followUpOf);
  return [...found.filter(({ state }) => state === 'open'), ...found.filter(({ state }) => state !== 'open')];
}

/** Those agreed in the same step as one of them, by id. */
export async function ofBatch(db: Reader, unitId: number, id: number): Promise<FollowUp[]> {
  const first = await db.followUp.findFirst({ where: { id, unitId } });
  if (!first) return [];
  const { visitId, agreedAt, agreedById } = first;
  const rows = await db.followUp.findMany({
    where: { unitId, visitId, agreedAt, agreedById },
    include: shape,
    orderBy: [...byDay],
  });
  return rows.map(followUpOf);
}

/** A page of the list, one more than `take` where there are more. */
export async function listFollowUps(
  db: Reader,
  scope: Scope,
  about: {
    readonly view: ListView;
    readonly personId: number;
    readonly agencyIds: readonly number[];
    readonly skip: number;
    readonly take: number;
  },
): Promise<FollowUp[]> {
  const { view, personId, agencyIds, skip, take } = about;
  const own = { OR: [{ ownerId: personId }, { agencyId: { in: [...agencyIds] } }] };
  const rows = await db.followUp.findMany({
    where: {
      AND: [
        within(scope),
        view === 'closed' ? { state: { not: 'open' } } : { state: 'open' },
        view === 'mine' ? own : {},
      ],
    },
    include: shape,
    orderBy: view === 'closed' ? [{ closedAt: 'desc' }, { id: 'desc' }] : [...byDay],
    skip,
    take: take + 1,
  });
  return rows.map(followUpOf);
}

/** Open ones of the unit: due by a day, or all. */
export async function openFollowUps(db: Reader, unitId: number, until?: string): Promise<FollowUp[]> {
  const rows = await db.followUp.findMany({
    where: { unitId, state: 'open', ...(until !== undefined && { dueOn: { lte: until } }) },
    include: shape,
    orderBy: [...byDay],
  });
  return rows.map(followUpOf);
}

/** Somebody of the unit, with the posts held there. */
type Colleague = { readonly id: number; readonly name: string; readonly posts: readonly PostKind[] };

/** The visit that something is agreed at, with who could do it. `connected`: the agency has somebody to write to. */
export type Origin = {
  readonly id: number;
  readonly state: string;
  readonly startsAt: Date;
  readonly parties: readonly { readonly id: number; readonly name: string; readonly connected: boolean }[];
  readonly staff: readonly Colleague[];
};

export async function originOf(db: Reader, unitId: number, visitId: number): Promise<Origin | undefined> {
  const visit = await db.visit.findFirst({
    where: { id: visitId, unitId },
    select: {
      id: true,
      state: true,
      startsAt: true,
      parties: {
        select: { agencyId: true, answer: true, agency: { select: { id: true, name: true } } },
        orderBy: { id: 'asc' },
      },
    },
  });
  if (!visit) return undefined;
  const agencies = activeOf(visit.parties).map(({ agency }) => agency);
  const people = await db.person.findMany({
    where: { posts: { some: { unitId, endedAt: null } } },
    select: {
      id: true,
      name: true,
      unreachableAt: true,
      posts: { where: { unitId, endedAt: null }, select: { kind: true, agencyId: true } },
    },
    orderBy: { id: 'asc' },
  });
  return {
    id: visit.id,
    state: visit.state,
    startsAt: visit.startsAt,
    parties: agencies.map(({ id, name }) => ({
      id,
      name,
      connected: people.some(
        ({ posts, unreachableAt }) => unreachableAt === null && posts.some(({ agencyId }) => agencyId === id),
      ),
    })),
    staff: people.flatMap(({ id, name, posts }) => {
      const ours = posts.filter(({ agencyId }) => agencyId === null);
      return ours.length > 0 ? [{ id, name, posts: ours.map(({ kind }) => kind) }] : [];
    }),
  };
}

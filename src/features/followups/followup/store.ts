import type { Scope } from '../../../access/can.js';
import { withinAgency } from '../../../access/where.js';
import type { Reader } from '../../../db/database.js';
import { type Colleague, postholdersIn } from '../../people/index.js';
import { partnersOf } from '../../visits/index.js';
import type { FollowUp, ListView } from './rules.js';

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
  const row = await db.followUp.findFirst({ where: { AND: [{ id }, withinAgency(scope)] }, include: shape });
  return row ? followUpOf(row) : undefined;
}

const byDay = [{ dueOn: 'asc' }, { id: 'asc' }] as const;

/** What was agreed at a visit, the open ones first, each by its day. */
export async function ofVisit(db: Reader, scope: Scope, visitId: number): Promise<FollowUp[]> {
  const rows = await db.followUp.findMany({
    where: { AND: [{ visitId }, withinAgency(scope)] },
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
        withinAgency(scope),
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

/** The visit that something is agreed at, with who could do it. `connected`: the agency has somebody to write to. */
export type Origin = {
  readonly id: number;
  readonly state: string;
  readonly startsAt: Date;
  readonly parties: readonly { readonly id: number; readonly name: string; readonly connected: boolean }[];
  readonly staff: readonly Colleague[];
};

export async function originOf(db: Reader, unitId: number, visitId: number): Promise<Origin | undefined> {
  const visit = await partnersOf(db, unitId, visitId);
  if (!visit) return undefined;
  const people = await postholdersIn(db, unitId);
  const { agencies, ...about } = visit;
  return {
    ...about,
    parties: agencies.map(({ id, name }) => ({
      id,
      name,
      connected: people.some(
        ({ posts, reachable }) => reachable && posts.some(({ agencyId }) => agencyId === id),
      ),
    })),
    staff: people.flatMap(({ id, name, posts }) => {
      const ours = posts.filter(({ agencyId }) => agencyId === null);
      return ours.length > 0 ? [{ id, name, posts: ours.map(({ kind }) => kind) }] : [];
    }),
  };
}

import type { Reader } from '../../../db/database.js';
import type { Colleague, Reachable } from './rules.js';

/** People by id with the posts that they hold in the unit now. */
export async function colleagues(db: Reader, unitId: number, ids: readonly number[]): Promise<Colleague[]> {
  const people = await db.person.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true, posts: openUnitPosts(unitId) },
    orderBy: { id: 'asc' },
  });
  return people.map(({ id, name, posts }) => ({ id, name, posts: posts.map(({ kind }) => kind) }));
}

function openUnitPosts(unitId: number) {
  return { where: { unitId, agencyId: null, endedAt: null }, select: { kind: true } } as const;
}

async function postHolders(
  db: Reader,
  where: { readonly unitId: number; readonly agencyId: number | null; readonly kinds: readonly string[] },
  headKind: 'head' | 'agencyHead',
): Promise<Reachable[]> {
  const { unitId, agencyId } = where;
  const posts = await db.post.findMany({
    where: { unitId, agencyId, endedAt: null },
    select: { kind: true, person: { select: { id: true, name: true, unreachableAt: true } } },
    orderBy: { id: 'asc' },
  });
  const found = new Map<number, Reachable>();
  for (const { kind, person } of posts) {
    if (!where.kinds.includes(kind)) continue;
    const isHead = kind === headKind || found.get(person.id)?.isHead === true;
    const reachable = person.unreachableAt === null;
    found.set(person.id, { id: person.id, name: person.name, isHead, reachable });
  }
  return [...found.values()];
}

/** The agency's head and contacts. */
export function agencyPeople(db: Reader, unitId: number, agencyId: number): Promise<Reachable[]> {
  return postHolders(db, { unitId, agencyId, kinds: ['agencyHead', 'agencyContact'] }, 'agencyHead');
}

/** The unit's officers and heads; `isHead` tells them apart. */
export function unitPeople(db: Reader, unitId: number): Promise<Reachable[]> {
  return postHolders(db, { unitId, agencyId: null, kinds: ['officer', 'head'] }, 'head');
}

/** Everybody with a post in the unit, each once: who may go along. */
export async function staff(db: Reader, unitId: number): Promise<Colleague[]> {
  const people = await db.person.findMany({
    where: { posts: { some: { unitId, agencyId: null, endedAt: null } } },
    select: { id: true, name: true, posts: openUnitPosts(unitId) },
    orderBy: { id: 'asc' },
  });
  return people.map(({ id, name, posts }) => ({ id, name, posts: posts.map(({ kind }) => kind) }));
}

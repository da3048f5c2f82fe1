import type { Reader } from '../../../db/database.js';
import type { Colleague } from './rules.js';

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

/** Everybody with a post in the unit, each once: who may go along. */
export async function staff(db: Reader, unitId: number): Promise<Colleague[]> {
  const people = await db.person.findMany({
    where: { posts: { some: { unitId, agencyId: null, endedAt: null } } },
    select: { id: true, name: true, posts: openUnitPosts(unitId) },
    orderBy: { id: 'asc' },
  });
  return people.map(({ id, name, posts }) => ({ id, name, posts: posts.map(({ kind }) => kind) }));
}

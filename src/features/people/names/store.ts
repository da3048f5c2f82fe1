import type { Reader } from '../../../db/database.js';
import { inChunks } from '../../../lib/lists.js';
import type { HeldPost } from '../ending/rules.js';

/** What a post, an invitation or a request for access is about; `name` null: nobody has taken it up. */
export type About = Pick<HeldPost, 'kind' | 'agency' | 'acting' | 'actingFor'> & {
  readonly id: number;
  readonly name: string | null;
};

const named = { select: { name: true } } as const;
const whose = { select: { person: named } } as const;

/** Posts of a unit by their ids, ended or not, with whose they are. A query for some hundreds. */
export async function postsBy(db: Reader, unitId: number, ids: readonly number[]): Promise<About[]> {
  const found = await inChunks(ids, (some) =>
    db.post.findMany({
      where: { unitId, id: { in: some } },
      select: { id: true, kind: true, agency: named, person: named, acting: true, actingFor: whose },
    }),
  );
  return found.map(({ agency, person, actingFor, ...post }) => ({
    ...post,
    agency: agency?.name ?? null,
    actingFor: actingFor?.person.name ?? null,
    name: person.name,
  }));
}

/** Invitations of a unit by their ids, with who has used them. A query for some hundreds. */
export async function invitationsBy(db: Reader, unitId: number, ids: readonly number[]): Promise<About[]> {
  const found = await inChunks(ids, (some) =>
    db.invitation.findMany({
      where: { unitId, id: { in: some } },
      select: { id: true, kind: true, agency: named, usedBy: named, acting: true, over: whose },
    }),
  );
  return found.map(({ agency, usedBy, over, acting, ...invitation }) => ({
    ...invitation,
    acting,
    agency: agency?.name ?? null,
    actingFor: acting ? (over?.person.name ?? null) : null,
    name: usedBy?.name ?? null,
  }));
}

/** Who asked for access to a unit, by the ids of the requests. A query for some hundreds. */
export async function requestsBy(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly name: string }[]> {
  const found = await inChunks(ids, (some) =>
    db.accessRequest.findMany({ where: { unitId, id: { in: some } }, select: { id: true, person: named } }),
  );
  return found.map(({ id, person: { name } }) => ({ id, name }));
}

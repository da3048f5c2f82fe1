import type { PostKind } from '../../../access/actor.js';
import type { Reader } from '../../../db/database.js';
import type { Locale } from '../../../lib/locale.js';

type Named = { readonly id: number; readonly name: string };

/** Somebody with the posts held in the unit itself now; without any, they have left it. */
export type Colleague = Named & { readonly posts: readonly PostKind[] };

const named = { id: true, name: true } as const;
const inOffice: PostKind[] = ['officer', 'head'];

async function withPosts(
  db: Reader,
  unitId: number,
  which: { readonly id: { readonly in: number[] } } | { readonly posts: object },
): Promise<Colleague[]> {
  const own = { where: { unitId, agencyId: null, endedAt: null }, select: { kind: true } } as const;
  const people = await db.person.findMany({
    where: which,
    select: { ...named, posts: own },
    orderBy: { id: 'asc' },
  });
  return people.map(({ posts, ...person }) => ({ ...person, posts: posts.map(({ kind }) => kind) }));
}

/** People by id with the posts that they hold in the unit now. Two statements. */
export function colleaguesBy(db: Reader, unitId: number, ids: readonly number[]): Promise<Colleague[]> {
  return withPosts(db, unitId, { id: { in: [...ids] } });
}

/** Everybody with a post of the unit itself, each once. Two statements. */
export function colleaguesIn(db: Reader, unitId: number): Promise<Colleague[]> {
  return withPosts(db, unitId, { posts: { some: { unitId, agencyId: null, endedAt: null } } });
}

/** Somebody with the posts that they hold now, of the unit itself and of its agencies. */
type Postholder = Named & {
  readonly reachable: boolean;
  readonly posts: readonly { readonly kind: PostKind; readonly agencyId: number | null }[];
};

/** Everybody with a post of the unit or of one of its agencies, each once. Two statements. */
export async function postholdersIn(db: Reader, unitId: number): Promise<Postholder[]> {
  const people = await db.person.findMany({
    where: { posts: { some: { unitId, endedAt: null } } },
    select: {
      ...named,
      unreachableAt: true,
      posts: { where: { unitId, endedAt: null }, select: { kind: true, agencyId: true } },
    },
    orderBy: { id: 'asc' },
  });
  return people.map(({ unreachableAt, ...person }) => ({ ...person, reachable: unreachableAt === null }));
}

/** The unit's officers and heads, by name. One query. */
export function officersIn(db: Reader, unitId: number): Promise<Named[]> {
  return db.person.findMany({
    where: { posts: { some: { unitId, agencyId: null, endedAt: null, kind: { in: inOffice } } } },
    select: named,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
}

/** Who holds a post of the unit itself or of one of its agencies (null: of none). One query. */
export function peopleOf(
  db: Reader,
  { unitId, agencyId }: { readonly unitId: number; readonly agencyId: number | null },
): Promise<Named[]> {
  const either = [{ agencyId: null }, ...(agencyId === null ? [] : [{ agencyId }])];
  return db.person.findMany({
    where: { posts: { some: { unitId, endedAt: null, OR: either } } },
    select: named,
    orderBy: { id: 'asc' },
  });
}

/** Whether somebody is an officer or a head of a unit now. One query. */
export async function holdsOffice(db: Reader, unitId: number, personId: number): Promise<boolean> {
  const post = await db.post.findFirst({
    where: { personId, unitId, kind: { in: inOffice }, endedAt: null },
    select: { id: true },
  });
  return post !== null;
}

/** Posts that some people hold or have held in some agencies, the newest first. One query. */
export function agencyPostsOf(
  db: Reader,
  unitId: number,
  of: { readonly personIds: readonly number[]; readonly agencyIds: readonly number[] },
): Promise<{ readonly personId: number; readonly agencyId: number | null }[]> {
  return db.post.findMany({
    where: { unitId, personId: { in: [...of.personIds] }, agencyId: { in: [...of.agencyIds] } },
    select: { personId: true, agencyId: true },
    orderBy: { id: 'desc' },
  });
}

/** What everybody with a post, in whatever unit, is called. One query. */
export async function postholderNames(db: Reader): Promise<string[]> {
  const people = await db.person.findMany({
    where: { posts: { some: { endedAt: null } } },
    select: { name: true },
  });
  return people.map(({ name }) => name);
}

/** Where to write to people, by their ids. `lost`: Telegram refused the last time. One query. */
export async function addressesOf(
  db: Reader,
  ids: readonly number[],
): Promise<
  { readonly id: number; readonly chatId: bigint; readonly locale: Locale | null; readonly lost: boolean }[]
> {
  const people = await db.person.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, telegramId: true, locale: true, unreachableAt: true },
  });
  return people.map(({ id, telegramId: chatId, locale, unreachableAt }) => ({
    id,
    chatId,
    locale,
    lost: unreachableAt !== null,
  }));
}

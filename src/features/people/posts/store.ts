import type { PostKind } from '../../../access/actor.js';
import type { Reader } from '../../../db/database.js';
import { inChunks } from '../../../lib/lists.js';
import type { Locale } from '../../../lib/locale.js';
import { holders } from '../store.js';

type Named = { readonly id: number; readonly name: string };

/** Somebody with the posts held in the unit itself now; without any, they have left it. */
export type Colleague = Named & { readonly posts: readonly PostKind[] };

const IN_OFFICE: PostKind[] = ['officer', 'head'];

/** Everybody with a post of the unit itself, each once, in a lasting order. One query. */
export async function colleaguesIn(db: Reader, unitId: number): Promise<Colleague[]> {
  const people = (await holders(db, unitId))(null);
  return people
    .map(({ id, name, kinds: posts }) => ({ id, name, posts }))
    .toSorted((one, other) => one.id - other.id);
}

/** Somebody with a post of the unit (`null` among the agencies), or of an agency of it. */
export type Posted = Named & {
  readonly agencyIds: readonly (number | null)[];
  /** An officer or a head of the unit, who may answer for what it does. */
  readonly mayAnswer: boolean;
};

type PostedRow = Named & { readonly agencyId: number | null; readonly kind: PostKind };

/** Everybody with a post of a unit or of one of its agencies, by name. One query. */
export async function postedIn(db: Reader, unitId: number): Promise<Posted[]> {
  const rows = await db.$queryRaw<PostedRow[]>`
    SELECT p."id", p."name", o."agencyId", o."kind" FROM "Post" o JOIN "Person" p ON p."id" = o."personId"
    WHERE o."unitId" = ${unitId} AND o."endedAt" IS NULL ORDER BY p."name", p."id", o."id"`;
  const people = new Map<number, Posted>();
  for (const { id, name, agencyId, kind } of rows) {
    const known = people.get(id);
    people.set(id, {
      id,
      name,
      agencyIds: [...(known?.agencyIds ?? []), agencyId],
      mayAnswer: known?.mayAnswer || (agencyId === null && IN_OFFICE.includes(kind)),
    });
  }
  return [...people.values()];
}

/** Whether somebody is an officer or a head of a unit now. One query. */
export async function holdsOffice(db: Reader, unitId: number, personId: number): Promise<boolean> {
  const post = await db.post.findFirst({
    where: { personId, unitId, kind: { in: IN_OFFICE }, endedAt: null },
    select: { id: true },
  });
  return post !== null;
}

/** What everybody with a post, in whatever unit, is called. One query. */
export async function postholderNames(db: Reader): Promise<string[]> {
  const people = await db.person.findMany({
    where: { posts: { some: { endedAt: null } } },
    select: { name: true },
  });
  return people.map(({ name }) => name);
}

/** The Telegram accounts of everybody with a post, in whatever unit. One query. */
export async function telegramIdsPosted(db: Reader): Promise<ReadonlySet<number>> {
  const people = await db.person.findMany({
    where: { posts: { some: { endedAt: null } } },
    select: { telegramId: true },
  });
  return new Set(people.map(({ telegramId }) => Number(telegramId)));
}

/** Where to write to people, by their ids. `lost`: Telegram refused the last time. A query for some hundreds. */
export async function addressesOf(
  db: Reader,
  ids: readonly number[],
): Promise<
  { readonly id: number; readonly chatId: bigint; readonly locale: Locale | null; readonly lost: boolean }[]
> {
  const people = await inChunks(ids, (some) =>
    db.person.findMany({
      where: { id: { in: some } },
      select: { id: true, telegramId: true, locale: true, unreachableAt: true },
    }),
  );
  return people.map(({ id, telegramId: chatId, locale, unreachableAt }) => ({
    id,
    chatId,
    locale,
    lost: unreachableAt !== null,
  }));
}

import type { PostKind } from '../../../access/actor.js';
import type { Reader } from '../../../db/database.js';
import { uniqueRows } from '../../../db/sql/rows.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few, inChunks } from '../../../lib/lists.js';
import type { Locale } from '../../../lib/locale.js';
import { heldAt, isHeld } from '../held/store.js';
import { holders } from '../store.js';

type Named = { readonly id: number; readonly name: string };

/** Somebody with the posts held in the unit itself now; without any, they have left it. */
export type Colleague = Named & { readonly posts: readonly PostKind[] };

const IN_OFFICE: PostKind[] = ['officer', 'head'];

/** Everybody with a post of the unit itself, each once, in a lasting order. One query. */
export async function colleaguesIn(db: Reader, unitId: number, now: Date): Promise<Colleague[]> {
  const people = (await holders(db, unitId, [], now))(null);
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
export async function postedIn(db: Reader, unitId: number, now: Date): Promise<Posted[]> {
  const rows = await db.$queryRaw<PostedRow[]>`
    SELECT p."id", p."name", o."agencyId", o."kind" FROM "Post" o JOIN "Person" p ON p."id" = o."personId"
    WHERE o."unitId" = ${unitId} AND ${isHeld(now)} ORDER BY p."name", p."id", o."id"`;
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

/** What some people are called who hold or held a post in a unit, by their ids. One query. */
export async function namesIn(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const people = await db.person.findMany({
    where: { id: { in: few('people', new Set(ids)) }, posts: { some: { unitId } } },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Whether somebody is an officer or a head of a unit now. One query. */
export async function holdsOffice(db: Reader, unitId: number, personId: number, now: Date): Promise<boolean> {
  const post = await db.post.findFirst({
    where: { personId, unitId, kind: { in: IN_OFFICE }, ...heldAt(now) },
    select: { id: true },
  });
  return post !== null;
}

/** What everybody with a post, in whatever unit, is called. One query. */
export async function postholderNames(db: Reader, now: Date): Promise<string[]> {
  const people = await db.person.findMany({
    where: { posts: { some: heldAt(now) } },
    select: { name: true },
  });
  return people.map(({ name }) => name);
}

/** The Telegram accounts of everybody with a post, in whatever unit. One query. */
export async function telegramIdsPosted(db: Reader, now: Date): Promise<ReadonlySet<number>> {
  const people = await db.person.findMany({
    where: { posts: { some: heldAt(now) } },
    select: { telegramId: true },
  });
  return new Set(people.map(({ telegramId }) => Number(telegramId)));
}

/**
 * Where to write to people, by their ids. `lost`: Telegram refused the last time; `unitIds`: where they hold a post now.
 * A query for some hundreds.
 */
export async function addressesOf(
  db: Reader,
  ids: readonly number[],
  now: Date,
): Promise<
  {
    readonly id: number;
    readonly chatId: bigint;
    readonly locale: Locale | null;
    readonly lost: boolean;
    readonly unitIds: readonly number[];
  }[]
> {
  type Row = {
    readonly id: number;
    readonly telegramId: bigint;
    readonly locale: Locale | null;
    readonly unreachableAt: unknown;
    readonly unitId: number | null;
  };
  const rows = await inChunks(
    ids,
    (some) => db.$queryRaw<Row[]>`
      SELECT DISTINCT p."id", p."telegramId", p."locale", p."unreachableAt", o."unitId"
      FROM "Person" p LEFT JOIN "Post" o ON o."personId" = p."id" AND ${isHeld(now)}
      WHERE p."id" IN (${Prisma.join(some)}) ORDER BY p."id", o."unitId"`,
  );
  return uniqueRows(
    rows,
    ({ id }) => id,
    ({ id, telegramId: chatId, locale, unreachableAt }) => ({
      id,
      chatId,
      locale,
      lost: unreachableAt !== null,
      unitIds: rows.flatMap((row) => (row.id === id && row.unitId !== null ? [row.unitId] : [])),
    }),
  );
}

import type { ActingKind, Actor, ActorUnit, PostKind } from '../../access/actor.js';
import type { Reader, Tx } from '../../db/database.js';
import { uniqueRows } from '../../db/sql/rows.js';
import { Prisma } from '../../generated/sqlite/client.js';
import { few } from '../../lib/lists.js';
import type { Locale } from '../../lib/locale.js';
import { heldAt, isHeld } from './held/store.js';

export type KnownPerson = {
  readonly personId: number;
  readonly name: string;
  readonly locale: Locale | null;
  readonly unreachable: boolean;
  readonly lastSeenOn: string | null;
  /** Undefined while they hold no post. */
  readonly actor: Actor | undefined;
};

type UnitRow = {
  readonly unitId: number;
  readonly unitName: string;
  readonly zone: string;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  /** SQLite has numbers for it. */
  readonly isKanwil: boolean | number;
};

type PersonRow = UnitRow & {
  readonly personId: number;
  readonly name: string;
  readonly locale: Locale | null;
  readonly unreachableAt: unknown;
  readonly lastSeenOn: string | null;
  readonly actsInId: number | null;
  readonly postId: number | null;
  readonly kind: PostKind;
  readonly agencyId: number | null;
  readonly acting: ActingKind | null;
};

function unitOf({ unitId, unitName, zone, opensAt, closesAt, isKanwil }: UnitRow): ActorUnit {
  return {
    unitId,
    unitName,
    zone,
    ...(opensAt !== null && closesAt !== null && { hours: { opensAt, closesAt } }),
    ...(Boolean(isKanwil) && { isKanwil: true }),
  };
}

/** Somebody with the posts that they hold, in the unit that they chose or that of the oldest. */
function actorOf(rows: readonly PersonRow[], telegramId: bigint, defaultLocale: Locale): Actor | undefined {
  const held = rows.filter(({ postId }) => postId !== null);
  const [first] = held;
  if (!first) return undefined;
  const { personId, name, locale, actsInId } = first;
  const units = uniqueRows(held, ({ unitId }) => unitId, unitOf);
  const unit = units.find(({ unitId }) => unitId === actsInId) ?? unitOf(first);
  const posts = held.map(({ postId, unitId, kind, agencyId, acting }) => {
    return { id: postId ?? 0, unitId, kind, agencyId, acting };
  });
  const known = { personId, telegramId, name, locale: locale ?? defaultLocale, posts };
  return units.length === 1 ? { ...known, ...unit } : { ...known, ...unit, units };
}

/**
 * A person with the posts held at that moment, and the units of them. It runs at every update, so it is one joined query
 * by hand: Prisma would make three.
 */
export async function findPerson(
  db: Reader,
  telegramId: bigint,
  defaultLocale: Locale,
  now: Date,
): Promise<KnownPerson | undefined> {
  const rows = await db.$queryRaw<PersonRow[]>`
    SELECT p."id" AS "personId", p."name", p."locale", p."unreachableAt", p."lastSeenOn", p."actsInId",
      o."id" AS "postId", o."kind", o."agencyId", o."acting", u."id" AS "unitId", u."name" AS "unitName", u."zone",
      u."opensAt", u."closesAt", u."isKanwil"
    FROM "Person" p
    LEFT JOIN "Post" o ON o."personId" = p."id" AND ${isHeld(now)}
    LEFT JOIN "Unit" u ON u."id" = o."unitId"
    WHERE p."telegramId" = ${telegramId} ORDER BY o."id"`;
  const [first] = rows;
  if (!first) return undefined;
  const { personId, name, locale, lastSeenOn } = first;
  const actor = actorOf(rows, telegramId, defaultLocale);
  return { personId, name, locale, unreachable: first.unreachableAt !== null, lastSeenOn, actor };
}

/** The person of a Telegram account, made where unknown, in their language; the name is kept as Telegram has it now. */
export async function ensurePerson(
  tx: Tx,
  account: { readonly telegramId: bigint; readonly name: string; readonly locale?: Locale | undefined },
  now: Date,
): Promise<number> {
  const { telegramId, name, locale = null } = account;
  const person = await tx.person.upsert({
    where: { telegramId },
    update: { name, unreachableAt: null },
    create: { telegramId, name, locale, createdAt: now },
  });
  return person.id;
}

/** Telegram refuses to write to them: they are left out until they write again. */
export async function markUnreachable(tx: Tx, personId: number, now: Date): Promise<void> {
  const where = { id: personId, unreachableAt: null };
  await tx.person.updateMany({ where, data: { unreachableAt: now } });
}

/** By which letter a post is acted in, until when, and for whose post. */
type Letter = {
  readonly acting: ActingKind;
  readonly actingForId: number | null;
  readonly letterNumber: string | null;
  readonly letterOn: string | null;
  readonly endsAt: Date;
};

/** A post that somebody acts in no more: it is theirs. */
export const OWN = { acting: null, actingForId: null, letterNumber: null, letterOn: null, endsAt: null };

/**
 * Gives a post and returns its id. One held already is left as it is, but that the configuration alone can't end it any
 * more; what was acted in becomes their own, and another letter takes the place of the last.
 */
export async function givePost(
  tx: Tx,
  post: {
    readonly unitId: number;
    readonly personId: number;
    readonly kind: PostKind;
    readonly agencyId: number | null;
  },
  now: Date,
  letter?: Letter,
): Promise<number> {
  const held = await tx.post.findFirst({ where: { ...post, endedAt: null } });
  if (!held) return (await tx.post.create({ data: { ...post, ...letter, startedAt: now } })).id;
  const { id } = held;
  if (letter && held.acting === null) return id;
  if (letter || held.acting !== null || held.configuredAt) {
    await tx.post.update({ where: { id }, data: { ...OWN, ...letter, configuredAt: null } });
  }
  return id;
}

/** Somebody with posts in a unit, or in one of its agencies. */
export type Holder = {
  readonly id: number;
  readonly name: string;
  readonly kinds: readonly PostKind[];
  /** Of the unit, or of the agency that was asked for. */
  readonly isHead: boolean;
  readonly reachable: boolean;
};

type HolderRow = {
  readonly id: number;
  readonly name: string;
  readonly kind: PostKind;
  readonly agencyId: number | null;
  readonly unreachableAt: unknown;
};

/** Of people with posts, by the agency that they are of; `null`: of the unit itself. */
export type HoldersOf = (agencyId: number | null) => readonly Holder[];

/**
 * Everybody who holds a post of a unit itself or of some of its agencies at an instant, each once; the oldest first. One joined
 * query by hand, since much that is saved asks it: Prisma would make two.
 */
export async function holders(
  db: Reader | Tx,
  unitId: number,
  agencyIds: readonly number[],
  now: Date,
): Promise<HoldersOf> {
  const ofAgencies =
    agencyIds.length === 0
      ? Prisma.empty
      : Prisma.sql`OR o."agencyId" IN (${Prisma.join(few('agencies', agencyIds))})`;
  const rows = await db.$queryRaw<HolderRow[]>`
    SELECT p."id", p."name", p."unreachableAt", o."kind", o."agencyId"
    FROM "Post" o JOIN "Person" p ON p."id" = o."personId"
    WHERE o."unitId" = ${unitId} AND ${isHeld(now)} AND (o."agencyId" IS NULL ${ofAgencies}) ORDER BY o."id"`;
  return (agencyId) => holdersAmong(rows.filter((row) => row.agencyId === agencyId));
}

function holdersAmong(rows: readonly HolderRow[]): readonly Holder[] {
  const found = new Map<number, Holder>();
  for (const { id, name, kind, unreachableAt } of rows) {
    const kinds = [...(found.get(id)?.kinds ?? []), kind];
    const isHead = kinds.includes('head') || kinds.includes('agencyHead');
    found.set(id, { id, name, kinds, isHead, reachable: unreachableAt === null });
  }
  return [...found.values()];
}

/** A person as somebody who acts in the unit at an instant; without posts there, one who may do nothing. */
export async function actorIn(
  db: Reader,
  unit: { readonly id: number; readonly name: string; readonly zone: string },
  personId: number,
  { locale, now }: { readonly locale: Locale; readonly now: Date },
): Promise<Actor | undefined> {
  const person = await db.person.findUnique({
    where: { id: personId },
    select: {
      name: true,
      telegramId: true,
      posts: {
        where: { unitId: unit.id, ...heldAt(now) },
        select: { id: true, unitId: true, kind: true, agencyId: true, acting: true },
      },
    },
  });
  if (!person) return undefined;
  return { ...person, personId, locale, unitId: unit.id, unitName: unit.name, zone: unit.zone };
}

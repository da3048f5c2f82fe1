import type { Reader, Tx } from '../../db/database.js';
import type { Locale } from '../../lib/i18n.js';
import type { Actor, PostKind } from './rules.js';

const openPosts = {
  where: { endedAt: null },
  select: { id: true, unitId: true, kind: true, agencyId: true },
};

export type KnownPerson = {
  readonly personId: number;
  readonly name: string;
  readonly locale: Locale | null;
  readonly unreachable: boolean;
  /** Undefined while they hold no post. */
  readonly actor: Actor | undefined;
};

/** A person with the posts held now, and the unit of the first of them. One query. */
export async function findPerson(
  db: Reader,
  telegramId: bigint,
  defaultLocale: Locale,
): Promise<KnownPerson | undefined> {
  const person = await db.person.findUnique({
    where: { telegramId },
    include: { posts: { ...openPosts, orderBy: { id: 'asc' }, select: { ...openPosts.select, unit: true } } },
  });
  if (!person) return undefined;
  const first = person.posts[0];
  const locale = person.locale;
  const actor: Actor | undefined = first && {
    personId: person.id,
    telegramId,
    name: person.name,
    locale: locale ?? defaultLocale,
    unitId: first.unit.id,
    unitName: first.unit.name,
    zone: first.unit.zone,
    posts: person.posts.map(({ id, unitId, kind, agencyId }) => ({ id, unitId, kind, agencyId })),
  };
  return {
    personId: person.id,
    name: person.name,
    locale,
    unreachable: person.unreachableAt !== null,
    actor,
  };
}

/** The person of a Telegram account, made where unknown; the name is kept as Telegram has it now. */
export async function ensurePerson(
  tx: Tx,
  account: { readonly telegramId: bigint; readonly name: string },
  now: Date,
): Promise<number> {
  const { telegramId, name } = account;
  const person = await tx.person.upsert({
    where: { telegramId },
    update: { name, unreachableAt: null },
    create: { telegramId, name, createdAt: now },
  });
  return person.id;
}

/** Gives a post; a post held already is left as it is. */
export async function givePost(
  tx: Tx,
  post: {
    readonly unitId: number;
    readonly personId: number;
    readonly kind: PostKind;
    readonly agencyId: number | null;
  },
  now: Date,
): Promise<void> {
  const held = await tx.post.findFirst({ where: { ...post, endedAt: null } });
  if (!held) await tx.post.create({ data: { ...post, startedAt: now } });
}

/** People of the unit with an open post of these kinds, each once. */
export async function holders(
  db: Reader | Tx,
  where: { readonly unitId: number; readonly kinds: readonly PostKind[]; readonly agencyId?: number },
): Promise<{ id: number; name: string; telegramId: bigint; unreachableAt: Date | null }[]> {
  const { unitId, kinds, agencyId } = where;
  return db.person.findMany({
    where: {
      posts: {
        some: {
          unitId,
          kind: { in: [...kinds] },
          endedAt: null,
          ...(agencyId === undefined ? {} : { agencyId }),
        },
      },
    },
    select: { id: true, name: true, telegramId: true, unreachableAt: true },
    orderBy: { id: 'asc' },
  });
}

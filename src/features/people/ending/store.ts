import type { ActingKind, PostKind } from '../../../access/actor.js';
import type { Reader, Tx } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import type { PostEnding } from '../../../generated/sqlite/enums.js';
import { chunks } from '../../../lib/lists.js';
import { heldAt, isHeld } from '../held/store.js';
import type { Because, HeldPost } from './rules.js';

type Row = Omit<HeldPost, 'isConfigured'> & { readonly configuredAt: Date | null };

const columns = Prisma.sql`o."id", o."unitId", o."kind", o."agencyId", a."name" AS "agency", o."personId",
  p."telegramId", p."name", o."startedAt", o."configuredAt", o."acting", f."name" AS "actingFor", o."actingForId",
  o."endsAt"`;

const tables = Prisma.sql`"Post" o JOIN "Person" p ON p."id" = o."personId"
  LEFT JOIN "Agency" a ON a."id" = o."agencyId"
  LEFT JOIN "Post" t ON t."id" = o."actingForId" LEFT JOIN "Person" f ON f."id" = t."personId"`;

function postOf({ configuredAt, ...row }: Row): HeldPost {
  return { ...row, isConfigured: configuredAt !== null };
}

/** Which of the posts that are held in a unit. */
type Which = {
  readonly unitId: number;
  readonly id?: number;
  readonly personId?: number;
  readonly kind?: PostKind;
  readonly agencyId?: number | null;
};

/** Posts that are held at an instant, the unit's own first, then by agency; one of a kind's holder before who acts. One query. */
export async function heldPosts(db: Reader | Tx, which: Which, now: Date): Promise<HeldPost[]> {
  const { unitId, id, personId, kind, agencyId } = which;
  const and = (value: unknown, condition: Prisma.Sql) =>
    value === undefined ? Prisma.empty : Prisma.sql`AND ${condition}`;
  const ofAgency =
    agencyId === null ? Prisma.sql`o."agencyId" IS NULL` : Prisma.sql`o."agencyId" = ${agencyId}`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} FROM ${tables}
    WHERE o."unitId" = ${unitId} AND ${isHeld(now)} ${and(id, Prisma.sql`o."id" = ${id}`)}
      ${and(personId, Prisma.sql`o."personId" = ${personId}`)} ${and(kind, Prisma.sql`o."kind" = ${kind}`)}
      ${and(agencyId, ofAgency)}
    ORDER BY CASE WHEN o."agencyId" IS NULL THEN 0 ELSE 1 END, a."name", o."id"`;
  return rows.map(postOf);
}

/** A post, ended or not, with how it ended. */
export type PastPost = HeldPost & {
  readonly endedAt: Date | null;
  readonly endedBecause: PostEnding | null;
  readonly endedBy: string | null;
};

async function pastPosts(db: Reader | Tx, unitId: number, which: Prisma.Sql): Promise<PastPost[]> {
  type Past = Row & Pick<PastPost, 'endedAt' | 'endedBecause' | 'endedBy'>;
  const rows = await db.$queryRaw<Past[]>`
    SELECT ${columns}, o."endedAt", o."endedBecause", e."name" AS "endedBy"
    FROM ${tables} LEFT JOIN "Person" e ON e."id" = o."endedById"
    WHERE o."unitId" = ${unitId} AND ${which} ORDER BY o."id"`;
  return rows.map(({ endedAt, endedBecause, endedBy, ...post }) => ({
    ...postOf(post),
    endedAt,
    endedBecause,
    endedBy,
  }));
}

/** A post of a unit, whether it is held still or has ended. One query. */
export async function postIn(db: Reader | Tx, unitId: number, id: number): Promise<PastPost | undefined> {
  const [post] = await pastPosts(db, unitId, Prisma.sql`o."id" = ${id}`);
  return post;
}

/** The posts of a unit that somebody acts in, or has acted in. One query. */
export function actedPosts(db: Reader, unitId: number): Promise<PastPost[]> {
  return pastPosts(db, unitId, Prisma.sql`o."acting" IS NOT NULL`);
}

/** Ends a post that is held still; false: it isn't any more. */
export async function endHeld(
  tx: Tx,
  post: { readonly id: number; readonly unitId: number },
  end: { readonly byId: number | null; readonly because: Because; readonly now: Date },
): Promise<boolean> {
  const { count } = await tx.post.updateMany({
    where: { id: post.id, unitId: post.unitId, endedAt: null },
    data: { endedAt: end.now, endedById: end.byId, endedBecause: end.because },
  });
  return count === 1;
}

/** An invitation that nobody has used. */
export type Unused = {
  readonly id: number;
  readonly kind: PostKind;
  readonly agencyId: number | null;
  readonly overId: number | null;
  readonly acting: ActingKind | null;
};

/** Invitations that somebody has made in a unit and that can still be used. */
export function unusedBy(
  db: Reader | Tx,
  whose: { readonly unitId: number; readonly personId: number },
  now: Date,
): Promise<Unused[]> {
  const { unitId, personId: invitedById } = whose;
  return db.invitation.findMany({
    where: { unitId, invitedById, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, kind: true, agencyId: true, overId: true, acting: true },
    orderBy: { id: 'asc' },
  });
}

/** Revokes invitations of a unit that nobody has used. */
export async function revokeUnused(tx: Tx, unitId: number, ids: readonly number[], now: Date): Promise<void> {
  for (const some of chunks(ids)) {
    await tx.invitation.updateMany({
      where: { id: { in: some }, unitId, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
  }
}

/** Whether somebody holds a post anywhere at an instant. */
export async function holdsAny(db: Reader | Tx, personId: number, now: Date): Promise<boolean> {
  return (await db.post.count({ where: { personId, ...heldAt(now) } })) > 0;
}

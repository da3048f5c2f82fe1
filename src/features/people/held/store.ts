import { Prisma } from '../../../generated/sqlite/client.js';

// Acting in a post ends at its instant; the sweep, which hands on what is open and writes the end down, comes within the
// hour. A unit is never left without a head: where nobody else is one, whoever acts as head keeps that.

/** The post `o`, in SQL: whether it is held at an instant. */
export function isHeld(now: Date): Prisma.Sql {
  return Prisma.sql`o."endedAt" IS NULL AND (o."endsAt" IS NULL OR o."endsAt" > ${now} OR (
    o."kind" = 'head' AND NOT EXISTS (SELECT 1 FROM "Post" h WHERE h."unitId" = o."unitId" AND h."kind" = 'head'
      AND h."endedAt" IS NULL AND (h."endsAt" IS NULL OR h."endsAt" > ${now}))))`;
}

/** The same as a condition of Prisma's. */
export function heldAt(now: Date): Prisma.PostWhereInput {
  const within = [{ endsAt: null }, { endsAt: { gt: now } }];
  const others = { kind: 'head' as const, endedAt: null, OR: within };
  return { endedAt: null, OR: [...within, { kind: 'head', unit: { posts: { none: others } } }] };
}

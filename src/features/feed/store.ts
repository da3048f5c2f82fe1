import type { Reader, Tx } from '../../db/database.js';
import { Prisma } from '../../generated/sqlite/client.js';
import { inChunks } from '../../lib/lists.js';

type Whose = { readonly telegramId: bigint };

/** Since when somebody has a feed. */
export function openFeed(
  db: Reader,
  { telegramId }: Whose,
): Promise<{ readonly id: number; readonly createdAt: Date } | null> {
  return db.calendarFeed.findFirst({
    where: { telegramId, revokedAt: null },
    select: { id: true, createdAt: true },
  });
}

/** Whose feed lies at a path, by its hash, and of which unit it is. */
export function whoseFeed(
  db: Reader,
  pathHash: string,
): Promise<(Whose & { readonly unitId: number }) | null> {
  return db.calendarFeed.findFirst({
    where: { pathHash, revokedAt: null },
    select: { telegramId: true, unitId: true },
  });
}

export async function addFeed(
  tx: Tx,
  feed: Whose & { readonly unitId: number; readonly pathHash: string },
  now: Date,
): Promise<number> {
  const { id } = await tx.calendarFeed.create({ data: { ...feed, createdAt: now }, select: { id: true } });
  return id;
}

/** Resolves to how many there were: one or none. */
export async function revokeFeeds(tx: Tx, { telegramId }: Whose, now: Date): Promise<number> {
  const { count } = await tx.calendarFeed.updateMany({
    where: { telegramId, revokedAt: null },
    data: { revokedAt: now },
  });
  return count;
}

/** Whose the feeds of a unit are, by their ids, and since when. A query for some hundreds. */
export function feedsBy(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly name: string; readonly createdAt: Date }[]> {
  return inChunks(
    ids,
    (some) => db.$queryRaw<{ id: number; name: string; createdAt: Date }[]>`
      SELECT f."id", p."name", f."createdAt"
      FROM "CalendarFeed" f JOIN "Person" p ON p."telegramId" = f."telegramId"
      WHERE f."unitId" = ${unitId} AND f."id" IN (${Prisma.join(some)})`,
  );
}

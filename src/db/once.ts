import type { JsonValue } from '../lib/json.js';
import type { Db, Tx } from './types.js';

/** How an outcome is kept: within an object, since Prisma takes a bare `null` for the column's. */
type Kept<T> = { readonly value: T };

/** An update as the bot with `botId` received it: redelivered, it has the same two numbers. */
export type UpdateRef = { readonly botId: bigint; readonly updateId: number };

/**
 * Runs `work` unless the update already had this effect, and keeps what came of it; a redelivered update gets the
 * kept outcome with `first: false`. Call it in the write transaction that the effect belongs to: record and effect
 * are committed or lost together.
 *
 * @param effect What is done, as a word; one update may have several effects.
 */
export async function once<T extends JsonValue>(
  tx: Tx,
  ref: UpdateRef,
  effect: string,
  now: Date,
  work: () => Promise<T>,
): Promise<{ readonly first: boolean; readonly outcome: T }> {
  const key = { botId: ref.botId, updateId: ref.updateId, effect };
  // The claim comes first: PostgreSQL makes a second delivery wait here for the first one's end, so that the work
  // runs once and no violation spoils a transaction. (Prisma has no insert that skips what is there on SQLite.)
  const claimed = await tx.$executeRaw`
    INSERT INTO "HandledUpdate" ("botId", "updateId", "effect", "outcome", "at")
    VALUES (${ref.botId}, ${ref.updateId}, ${effect}, '{}', ${now}) ON CONFLICT DO NOTHING`;
  if (claimed === 0) {
    const { outcome } = await tx.handledUpdate.findUniqueOrThrow({
      where: { botId_updateId_effect: key },
      select: { outcome: true },
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written below, for the same effect
    return { first: false, outcome: (outcome as Kept<T>).value };
  }
  const outcome = await work();
  const kept: Kept<T> = { value: outcome };
  await tx.handledUpdate.updateMany({ where: key, data: { outcome: kept } });
  return { first: true, outcome };
}

/** Forgets effects recorded before `before`, which no redelivery can reach any more. Resolves to how many. */
export async function pruneHandled(db: Db, before: Date): Promise<number> {
  const { count } = await db.write((tx) => tx.handledUpdate.deleteMany({ where: { at: { lt: before } } }));
  return count;
}

/** The kept outcome of an effect that an update had, or undefined where it had none. */
export async function findOutcome<T extends JsonValue>(
  db: Db,
  ref: UpdateRef,
  effect: string,
): Promise<T | undefined> {
  const { botId, updateId } = ref;
  const kept = await db.read.handledUpdate.findUnique({
    where: { botId_updateId_effect: { botId, updateId, effect } },
    select: { outcome: true },
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `once` wrote it so, for the same effect
  return kept === null ? undefined : (kept.outcome as Kept<T>).value;
}

/** More than a page, so that SQLite has to make room for it. */
const PADDING = 'x'.repeat(8_192);

/**
 * Has PostgreSQL write a megabyte beside its tables, which it throws away: a row that takes the place of an earlier one
 * finds room on a disk that has none left.
 */
async function needRoom(db: Db): Promise<void> {
  await db.write(async (tx) => {
    await tx.$queryRaw`SELECT set_config('work_mem', '64kB', true)`;
    await tx.$queryRaw`
      SELECT SUM(length(x))
      FROM (SELECT repeat('x', 1024) AS x FROM generate_series(1, 1024) n ORDER BY n DESC OFFSET 0) y`;
  });
}

/**
 * Writes a row of no meaning, the same each time, which goes the way of what is really written, and makes sure that
 * there is room for more.
 *
 * @throws what the database threw: `unwritable` and `isUnavailable` tell what it means.
 */
export async function probeWrite(db: Db, now: Date): Promise<void> {
  const key = { botId: 0n, updateId: 0, effect: 'probe' };
  await db.writeOne((client) =>
    client.handledUpdate.upsert({
      where: { botId_updateId_effect: key },
      update: { at: now },
      create: { ...key, outcome: { value: PADDING }, at: now },
    }),
  );
  if (db.kind === 'postgresql') await needRoom(db);
}

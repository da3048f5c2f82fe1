import type { Update } from 'grammy/types';
import type { Db } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { type Given, given } from '../../../lib/given.js';
import { few } from '../../../lib/lists.js';
import type { Seal } from '../../../lib/shut/seal.js';
import { inBatches } from './batches.js';

/** What the seal knows a stored update by. */
const PURPOSE = 'update';
/** So many are stored in one statement at most. */
const BATCH = 200;

/** An update with what its row says of it. */
export type Kept = {
  readonly updateId: number;
  readonly lane: string;
  readonly receivedAt: Date;
  /** Undefined where it can't be opened any more. */
  readonly update: Update | undefined;
};

/** One that waits in the database. `tries`: how often it was taken up from there before. */
type Waiting = Kept & { readonly tries: number };

type StoreDeps = {
  readonly db: Db;
  readonly seal: Seal;
  readonly botId: bigint;
  /** `kept` where several processes share the updates: a row tells for a while that its update was handled. */
  readonly handled?: 'kept';
};

/** So many numbers before it may still be under way when an update comes: Telegram's connections to a webhook. */
const AT_ONCE = 40;

/** Stores updates, leaving those that are there already as they are. One statement. */
async function insert({ db, seal, botId }: StoreDeps, updates: readonly Kept[]): Promise<void> {
  const rows = updates.map(({ updateId, lane, receivedAt, update }) => {
    const sealed = seal.seal(JSON.stringify(update), PURPOSE);
    return Prisma.sql`(${botId}, ${updateId}, ${lane}, ${sealed}, ${receivedAt})`;
  });
  await db.writeOne(
    (client) => client.$executeRaw`
      INSERT INTO "StoredUpdate" ("botId", "updateId", "lane", "sealed", "receivedAt")
      VALUES ${Prisma.join(few('chunk', rows))} ON CONFLICT DO NOTHING`,
  );
}

/** Sees to the rows of updates that were handled. One statement. */
async function remove({ db, botId, handled }: StoreDeps, updateIds: readonly number[]): Promise<void> {
  const where = { botId, updateId: { in: few('chunk', updateIds) } };
  const data = { state: 'handled' as const, sealed: null };
  await db.writeOne((client) =>
    handled === 'kept'
      ? client.storedUpdate.updateMany({ where, data })
      : client.storedUpdate.deleteMany({ where }),
  );
}

/** Keeps one for a person to look at, whether or not it was stored before. @param cause A code, never a name. */
async function setAside({ db, seal, botId }: StoreDeps, kept: Kept, cause: string): Promise<void> {
  const { updateId, lane, receivedAt, update } = kept;
  const sealed = update ? seal.seal(JSON.stringify(update), PURPOSE) : null;
  const end = { state: 'setAside' as const, cause };
  await db.writeOne((client) =>
    client.storedUpdate.upsert({
      where: { botId_updateId: { botId, updateId } },
      create: { botId, updateId, lane, receivedAt, sealed, ...end },
      update: end,
    }),
  );
}

/** Notes that one is taken up again. */
async function takeUp({ db, botId }: StoreDeps, updateId: number): Promise<void> {
  const data = { tries: { increment: 1 } };
  await db.writeOne((client) => client.storedUpdate.updateMany({ where: { botId, updateId }, data }));
}

function opened(seal: Seal, sealed: Uint8Array | null): Update | undefined {
  if (!sealed) return undefined;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `insert` sealed an update
    return JSON.parse(seal.open(sealed, PURPOSE)) as Update;
  } catch {
    return undefined;
  }
}

/** All that wait, in the order in which they are handled. */
async function waiting({ db, seal, botId }: StoreDeps): Promise<readonly Waiting[]> {
  const rows = await db.read.storedUpdate.findMany({
    where: { botId, state: 'waiting' },
    orderBy: [{ receivedAt: 'asc' }, { updateId: 'asc' }],
  });
  return rows.map(({ sealed, ...row }) => ({ ...row, update: opened(seal, sealed) }));
}

/** The first that waits in a lane, and whether all numbers shortly before it have come. One statement. */
async function first(
  { db, seal, botId }: StoreDeps,
  lane: string,
): Promise<(Waiting & { readonly isNext: boolean }) | undefined> {
  const [row] = await db.read.$queryRaw<FirstRow[]>`
    SELECT s."updateId", s."receivedAt", s."tries", s."sealed", (
      SELECT count(*) FROM "StoredUpdate" p WHERE p."botId" = s."botId"
        AND p."updateId" >= s."updateId" - ${AT_ONCE} AND p."updateId" < s."updateId") AS "before"
    FROM "StoredUpdate" s WHERE s."botId" = ${botId} AND s."state" = 'waiting' AND s."lane" = ${lane}
    ORDER BY s."updateId" LIMIT 1`;
  if (!row) return undefined;
  const { sealed, before, ...rest } = row;
  return { ...rest, lane, update: opened(seal, sealed), isNext: Number(before) === AT_ONCE };
}

type FirstRow = Omit<Waiting, 'lane' | 'update'> & {
  readonly sealed: Uint8Array | null;
  readonly before: bigint;
};

const overRows = { setAside, takeUp, waiting, first };

/** Updates that are confirmed to Telegram before they are handled, a row each. */
export type UpdateStore = Given<typeof overRows> & {
  /** Stores one; those that come while others are stored go in one statement. */
  readonly put: (kept: Kept) => Promise<void>;
  /** Takes off one that was handled. */
  readonly remove: (updateId: number) => Promise<void>;
};

export function createUpdateStore(deps: StoreDeps): UpdateStore {
  return {
    ...given(deps, overRows),
    put: inBatches(BATCH, (updates: readonly Kept[]) => insert(deps, updates)),
    remove: inBatches(BATCH, (ids: readonly number[]) => remove(deps, ids)),
  };
}

/** Forgets updates that were handled, or set aside, and came before. Those that wait stay. */
export async function pruneUpdates(
  db: Db,
  before: { readonly handled: Date; readonly setAside: Date },
): Promise<void> {
  const ended = [
    { state: 'handled' as const, receivedAt: { lt: before.handled } },
    { state: 'setAside' as const, receivedAt: { lt: before.setAside } },
  ];
  await db.writeOne((client) => client.storedUpdate.deleteMany({ where: { OR: ended } }));
}

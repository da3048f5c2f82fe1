import type { Db } from '../../../db/database.js';
import { type Given, given } from '../../../lib/given.js';

type TurnDeps = {
  readonly db: Db;
  readonly botId: bigint;
  /** Unique to this process. */
  readonly owner: string;
  /** A turn ends by itself after so long unless it is kept, should its owner die. */
  readonly forMs: number;
};

// The database's own time: clocks of replicas differ by more than a turn may be late.

/** Takes a lane's turn; `false`: another process has it. One statement. */
async function take({ db, botId, owner, forMs }: TurnDeps, lane: string): Promise<boolean> {
  const taken = await db.writeOne(
    (client) => client.$executeRaw`
      INSERT INTO "UpdateLane" AS l ("botId", "lane", "owner", "until")
      VALUES (${botId}, ${lane}, ${owner}, (now() AT TIME ZONE 'UTC') + ${forMs} * interval '1 millisecond')
      ON CONFLICT ("botId", "lane") DO UPDATE SET "owner" = excluded."owner", "until" = excluded."until"
      WHERE l."until" < now() AT TIME ZONE 'UTC'`,
  );
  return taken > 0;
}

/** Gives a turn back if nothing of its lane waits any more; `false`: something does. One statement. */
async function leave({ db, botId, owner }: TurnDeps, lane: string): Promise<boolean> {
  const left = await db.writeOne(
    (client) => client.$executeRaw`
      UPDATE "UpdateLane" SET "until" = to_timestamp(0) AT TIME ZONE 'UTC'
      WHERE "botId" = ${botId} AND "lane" = ${lane} AND "owner" = ${owner} AND NOT EXISTS (
        SELECT 1 FROM "StoredUpdate" s WHERE s."botId" = ${botId} AND s."state" = 'waiting' AND s."lane" = ${lane})`,
  );
  return left > 0;
}

/** Gives a turn back, whatever waits. */
async function drop({ db, botId, owner }: TurnDeps, lane: string): Promise<void> {
  const where = { botId, lane, owner };
  await db.writeOne((client) => client.updateLane.deleteMany({ where }));
}

/** Keeps the turns that this process has. One statement for all. */
async function renew({ db, botId, owner, forMs }: TurnDeps): Promise<void> {
  await db.writeOne(
    (client) => client.$executeRaw`
      UPDATE "UpdateLane" SET "until" = (now() AT TIME ZONE 'UTC') + ${forMs} * interval '1 millisecond'
      WHERE "botId" = ${botId} AND "owner" = ${owner} AND "until" > now() AT TIME ZONE 'UTC'`,
  );
}

/** Lanes in which something waits and that nobody has: a process died, or could not begin. One statement. */
async function abandoned({ db, botId }: TurnDeps): Promise<readonly string[]> {
  const found = await db.read.$queryRaw<{ lane: string }[]>`
    SELECT DISTINCT s."lane" FROM "StoredUpdate" s
    LEFT JOIN "UpdateLane" l ON l."botId" = s."botId" AND l."lane" = s."lane"
    WHERE s."botId" = ${botId} AND s."state" = 'waiting'
      AND (l."until" IS NULL OR l."until" < now() AT TIME ZONE 'UTC')`;
  return found.map(({ lane }) => lane);
}

const overTurns = { take, leave, drop, renew, abandoned };

/** Whose turn it is to handle each chat and person's updates, among processes on one PostgreSQL database. */
export type Turns = Given<typeof overTurns>;

export function createTurns(deps: TurnDeps): Turns {
  return given(deps, overTurns);
}

/** Forgets turns that ended before `before`. */
export async function pruneTurns(db: Db, before: Date): Promise<void> {
  await db.writeOne((client) => client.updateLane.deleteMany({ where: { until: { lt: before } } }));
}

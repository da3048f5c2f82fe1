import type { Db } from '../../db/database.js';
import { isUniqueViolation } from '../../db/errors.js';

/** A named duty that one owner holds at a time, in the row of that name. */
export type Lease = {
  /** Takes, keeps or renews it. `false`: somebody else holds it. */
  readonly hold: (now: Date) => Promise<boolean>;
  /** When it ends unless renewed, as ms since the epoch; in the past when it isn't held. */
  readonly until: () => number;
  /** Gives it up, so that another can take it at once. */
  readonly release: () => Promise<void>;
};

/** How long the sender's lease lasts; it is looked at every second, so that another takes over within six. */
export const LEASE_MS = 3_600;

/** Clocks of replicas agree to within this, unless one is plainly wrong. */
const CLOCKS_AGREE_MS = 60_000;

/** What somebody else's row said, and since when it has said so. */
type Seen = { readonly owner: string; readonly until: number; readonly since: number };

/**
 * A lease of `forMs`, renewed when half of it is over. Whoever else wants it looks at its row again and again, and takes
 * it once that hasn't changed for as long as a lease lasts: by one's own clock alone, so that clocks which differ never
 * let two hold it. What ended long ago by any clock is taken at the first look.
 * @param deps.owner unique to this process: a process that starts anew is another owner.
 */
export function createLease(deps: {
  readonly db: Db;
  readonly name: string;
  readonly owner: string;
  readonly forMs: number;
}): Lease {
  const { db, name, owner, forMs } = deps;
  let until = Number.NEGATIVE_INFINITY;
  let seen: Seen | undefined;

  function hasRunOut(row: { readonly owner: string; readonly until: Date }, now: number): boolean {
    const end = row.until.getTime();
    if (seen?.owner !== row.owner || seen.until !== end) seen = { owner: row.owner, until: end, since: now };
    return now - seen.since >= forMs || now - end >= CLOCKS_AGREE_MS;
  }

  async function take(now: Date): Promise<boolean> {
    const next = new Date(now.getTime() + forMs);
    const row = await db.read.lease.findUnique({ where: { name } });
    if (!row) {
      try {
        await db.write((tx) => tx.lease.create({ data: { name, owner, until: next } }));
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    } else {
      if (row.owner !== owner && !hasRunOut(row, now.getTime())) return false;
      const { count } = await db.write((tx) =>
        tx.lease.updateMany({
          where: { name, owner: row.owner, until: row.until },
          data: { owner, until: next },
        }),
      );
      if (count === 0) return false;
    }
    until = next.getTime();
    return true;
  }

  return {
    hold: async (now) => {
      if (until - now.getTime() > forMs / 2) return true;
      const held = await take(now);
      if (!held) until = Number.NEGATIVE_INFINITY;
      return held;
    },
    until: () => until,
    release: async () => {
      if (until === Number.NEGATIVE_INFINITY) return;
      until = Number.NEGATIVE_INFINITY;
      await db.write((tx) => tx.lease.deleteMany({ where: { name, owner } }));
    },
  };
}

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

/**
 * A lease of `forMs`, renewed when a third of it is over; whoever else wants it takes it once it has run out. Clocks
 * of replicas must agree to within a fraction of it.
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
      if (row.owner !== owner && row.until > now) return false;
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
      if (until - now.getTime() > (forMs * 2) / 3) return true;
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

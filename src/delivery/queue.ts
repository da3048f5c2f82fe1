import type { Database } from '../db/database.js';

/** One unit's outbox as its heads see it. Ages are seconds. */
export type QueueView = {
  readonly counts: {
    readonly planned: number;
    readonly due: number;
    readonly sent: number;
    readonly withdrawn: number;
    readonly dropped: number;
    readonly setAside: number;
  };
  /** Oldest first, at most `limit`. */
  readonly setAside: readonly {
    readonly id: number;
    readonly kind: string;
    readonly cause: string;
    readonly dueSecondsAgo: number;
  }[];
};

/** What heads may do about messages that couldn't be sent; both tell `false` when another was quicker. */
export type Queue = {
  readonly view: (unitId: number, now: Date, limit?: number) => Promise<QueueView>;
  /** Plans it for now with all its tries. Wake delivery after. */
  readonly retry: (unitId: number, id: number, now: Date) => Promise<boolean>;
  /** Ends it unsent, `dropped` with the cause `by-head`. */
  readonly drop: (unitId: number, id: number) => Promise<boolean>;
};

export function createQueue({ db }: { readonly db: Database }): Queue {
  async function settle(unitId: number, id: number, data: object): Promise<boolean> {
    const where = { id, unitId, state: 'setAside' as const };
    const { count } = await db.write((tx) => tx.outbox.updateMany({ where, data }));
    return count === 1;
  }

  return {
    view: async (unitId, now, limit = 20) => {
      const [groups, due, rows] = await Promise.all([
        db.read.outbox.groupBy({ by: ['state'], where: { unitId }, _count: { state: true } }),
        db.read.outbox.count({
          where: { unitId, state: { in: ['planned', 'sending'] }, dueAt: { lte: now } },
        }),
        db.read.outbox.findMany({
          where: { unitId, state: 'setAside' },
          orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
          take: limit,
        }),
      ]);
      const countOf = new Map(groups.map(({ state, _count }) => [state, _count.state]));
      const count = (state: (typeof groups)[number]['state']) => countOf.get(state) ?? 0;
      const waiting = count('planned') + count('sending');
      return {
        counts: {
          planned: waiting - due,
          due,
          sent: count('sent'),
          withdrawn: count('withdrawn'),
          dropped: count('dropped'),
          setAside: count('setAside'),
        },
        setAside: rows.map(({ id, kind, cause, dueAt }) => ({
          id,
          kind,
          cause: cause ?? '',
          dueSecondsAgo: (now.getTime() - dueAt.getTime()) / 1_000,
        })),
      };
    },
    retry: (unitId, id, now) =>
      settle(unitId, id, { state: 'planned', nextAt: now, attempts: 0, cause: null }),
    drop: (unitId, id) => settle(unitId, id, { state: 'dropped', cause: 'by-head' }),
  };
}

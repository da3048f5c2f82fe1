import type { Db, Tx } from '../db/database.js';
import { overdue } from './store.js';

/** A message that waits for a head's decision. Ages are seconds. */
export type SetAsideRow = {
  readonly id: number;
  readonly kind: string;
  readonly cause: string;
  readonly dueSecondsAgo: number;
};

/** One unit's outbox as its heads see it. */
export type QueueView = {
  readonly counts: {
    readonly planned: number;
    readonly due: number;
    readonly sent: number;
    readonly withdrawn: number;
    readonly dropped: number;
    readonly setAside: number;
  };
  /** For how long the oldest message that should have gone has waited; 0: none waits. */
  readonly oldestDueSeconds: number;
  /** A page of them, the oldest first. */
  readonly setAside: readonly SetAsideRow[];
};

/** What heads may do about messages that couldn't be sent. The writing ones run in the caller's transaction. */
export type Queue = {
  readonly view: (
    unitId: number,
    now: Date,
    page?: { readonly skip: number; readonly take: number },
  ) => Promise<QueueView>;
  /** Plans it for now with all its tries; its kind, or undefined when it isn't set aside (any more). Wake delivery after. */
  readonly retry: (tx: Tx, unitId: number, id: number, now: Date) => Promise<string | undefined>;
  /** The same for all of them; how many. */
  readonly retryAll: (tx: Tx, unitId: number, now: Date) => Promise<number>;
  /** Ends it unsent, `dropped` with the cause `by-head`; its kind, or undefined when it isn't set aside (any more). */
  readonly drop: (tx: Tx, unitId: number, id: number) => Promise<string | undefined>;
};

export function createQueue({ db }: { readonly db: Db }): Queue {
  async function settle(tx: Tx, unitId: number, id: number, data: object): Promise<string | undefined> {
    const where = { id, unitId, state: 'setAside' as const };
    const { count } = await tx.outbox.updateMany({ where, data });
    if (count === 0) return undefined;
    const { kind } = await tx.outbox.findUniqueOrThrow({ where: { id }, select: { kind: true } });
    return kind;
  }
  const anew = (now: Date) => ({ state: 'planned' as const, nextAt: now, attempts: 0, cause: null });

  return {
    view: async (unitId, now, { skip, take } = { skip: 0, take: 20 }) => {
      const [groups, late, rows] = await Promise.all([
        db.read.outbox.groupBy({ by: ['state'], where: { unitId }, _count: { state: true } }),
        db.read.outbox.aggregate({
          where: { unitId, ...overdue(now) },
          _count: { id: true },
          _min: { dueAt: true },
        }),
        db.read.outbox.findMany({
          where: { unitId, state: 'setAside' },
          orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
          skip,
          take,
        }),
      ]);
      const countOf = new Map(groups.map(({ state, _count }) => [state, _count.state]));
      const count = (state: (typeof groups)[number]['state']) => countOf.get(state) ?? 0;
      const due = late._count.id;
      const secondsSince = (moment: Date) => (now.getTime() - moment.getTime()) / 1_000;
      return {
        counts: {
          planned: count('planned') + count('sending') - due,
          due,
          sent: count('sent'),
          withdrawn: count('withdrawn'),
          dropped: count('dropped'),
          setAside: count('setAside'),
        },
        oldestDueSeconds: secondsSince(late._min.dueAt ?? now),
        setAside: rows.map(({ id, kind, cause, dueAt }) => ({
          id,
          kind,
          cause: cause ?? '',
          dueSecondsAgo: secondsSince(dueAt),
        })),
      };
    },
    retry: (tx, unitId, id, now) => settle(tx, unitId, id, anew(now)),
    retryAll: async (tx, unitId, now) => {
      const { count } = await tx.outbox.updateMany({ where: { unitId, state: 'setAside' }, data: anew(now) });
      return count;
    },
    drop: (tx, unitId, id) => settle(tx, unitId, id, { state: 'dropped', cause: 'by-head' }),
  };
}

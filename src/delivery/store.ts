import type { Db, Reader, Tx } from '../db/database.js';
import { chunks, few } from '../lib/lists.js';

/** A planned message as the database holds it. */
export type Row = NonNullable<Awaited<ReturnType<Reader['outbox']['findUnique']>>>;

export type Claim = {
  /** Unique to this process. */
  readonly owner: string;
  readonly now: Date;
  /** When the claim ends by itself, should its owner die. */
  readonly until: Date;
  /** How many at most. */
  readonly take: number;
  /** Only answers that somebody waits for. */
  readonly urgentOnly: boolean;
  /** Those in hand already; a claim of theirs may have run out without anybody else being allowed to take it. */
  readonly inHand: readonly number[];
};

/** What may be claimed: what is due, and what a dead owner had claimed. */
function claimable({ now, urgentOnly }: Claim) {
  return {
    ...(urgentOnly && { priority: { lte: 1 } }),
    OR: [
      { state: 'planned' as const, nextAt: { lte: now } },
      { state: 'sending' as const, claimedUntil: { lt: now } },
    ],
  };
}

const inOrder = [{ priority: 'asc' as const }, { dueAt: 'asc' as const }, { id: 'asc' as const }];

/**
 * Claims due messages in the order in which they should go, fewer than asked when others were quicker. The update's
 * condition holds the state claimed, so that of two owners one gets a row.
 */
export async function claim(db: Db, wanted: Claim): Promise<readonly Row[]> {
  const { owner, until, take, inHand } = wanted;
  const where = claimable(wanted);
  const held = new Set(inHand);
  const due = await db.read.outbox.findMany({ where, orderBy: inOrder, take: take + held.size });
  const rows = due.filter(({ id }) => !held.has(id)).slice(0, take);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const { count } = await db.write((tx) =>
    tx.outbox.updateMany({
      where: { AND: [{ id: { in: few('sending', ids) } }, where] },
      data: { state: 'sending', claimedBy: owner, claimedUntil: until },
    }),
  );
  if (count === rows.length) return rows;
  const mine = await db.read.outbox.findMany({
    where: { id: { in: few('sending', ids) }, state: 'sending', claimedBy: owner },
    select: { id: true },
  });
  const won = new Set(mine.map(({ id }) => id));
  return rows.filter(({ id }) => won.has(id));
}

/** Whether it still is this owner's to send: not withdrawn and not claimed by another since. */
export async function isClaimed(db: Db, id: number, owner: string): Promise<boolean> {
  const row = await db.read.outbox.findUnique({ where: { id }, select: { state: true, claimedBy: true } });
  return row?.state === 'sending' && row.claimedBy === owner;
}

const unclaimed = { claimedBy: null, claimedUntil: null };

/** Puts claimed messages back for a later time each, or for the time they had. Those withdrawn stay withdrawn. */
export async function putBack(
  tx: Tx,
  owner: string,
  rows: readonly {
    readonly id: number;
    readonly nextAt?: Date;
    readonly attempts?: number;
    readonly cause?: string;
  }[],
): Promise<void> {
  const asTheyWere = rows.filter(({ nextAt }) => nextAt === undefined).map(({ id }) => id);
  for (const some of chunks(asTheyWere)) {
    await tx.outbox.updateMany({
      where: { id: { in: some }, state: 'sending', claimedBy: owner },
      data: { state: 'planned', ...unclaimed },
    });
  }
  for (const { id, nextAt, attempts, cause } of rows) {
    if (nextAt === undefined) continue;
    await tx.outbox.updateMany({
      where: { id, state: 'sending', claimedBy: owner },
      data: {
        state: 'planned',
        nextAt,
        ...unclaimed,
        ...(attempts !== undefined && { attempts }),
        ...(cause !== undefined && { cause }),
      },
    });
  }
}

/**
 * Marks one sent. It was sent even when it has been withdrawn in that same moment.
 * @returns false when another owner has it by now.
 */
export async function markSent(
  tx: Tx,
  owner: string,
  id: number,
  sent: { readonly messageId: number; readonly at: Date },
): Promise<boolean> {
  const { count } = await tx.outbox.updateMany({
    where: { id, claimedBy: owner, state: { in: ['sending', 'withdrawn'] } },
    data: { state: 'sent', messageId: sent.messageId, sentAt: sent.at, cause: null },
  });
  return count === 1;
}

/**
 * Ends one unsent: `dropped` for good, `setAside` for a head to decide.
 * @returns false when it was withdrawn or another owner has it by now.
 */
export async function markUnsent(
  tx: Tx,
  owner: string,
  id: number,
  end: { readonly state: 'dropped' | 'setAside'; readonly cause: string; readonly attempts: number },
): Promise<boolean> {
  const { count } = await tx.outbox.updateMany({
    where: { id, claimedBy: owner, state: 'sending' },
    data: end,
  });
  return count === 1;
}

/** The cause of a message that waits because its recipient wants it later: it isn't overdue, nor late when it goes. */
export const HELD = 'held';

/** The condition of messages whose time has come and that are neither sent nor ended otherwise. */
export function overdue(now: Date) {
  return {
    state: { in: ['planned' as const, 'sending' as const] },
    dueAt: { lte: now },
    OR: [{ cause: null }, { cause: { not: HELD } }, { nextAt: { lte: now } }],
  };
}

/** How many wait though their time has come, and for how long the oldest has. */
export async function backlog(
  read: Reader,
  now: Date,
): Promise<{ readonly due: number; readonly oldestDueSeconds: number }> {
  const { _count, _min } = await read.outbox.aggregate({
    where: overdue(now),
    _count: { id: true },
    _min: { dueAt: true },
  });
  const oldest = _min.dueAt?.getTime() ?? now.getTime();
  return { due: _count.id, oldestDueSeconds: (now.getTime() - oldest) / 1_000 };
}

import type { Tx } from '../db/database.js';
import { Prisma } from '../generated/sqlite/client.js';
import { chunks, few } from '../lib/lists.js';
import { HELD } from './store.js';

/**
 * A message to be sent later or to somebody else. It holds what it is about, never text: what is said is decided
 * when it is sent, by the feature that owns `kind` (see notice.ts).
 */
export type PlannedNotice = {
  /** Deterministic and unique for ever, as `visit:42:v3:H-1:person:7`: planning the same twice plans it once. */
  readonly dedupeKey: string;
  readonly unitId: number;
  readonly kind: string;
  readonly subjectId: number;
  readonly subjectVersion: number;
  readonly to: { readonly personId: number } | { readonly groupId: number };
  readonly dueAt: Date;
  readonly priority?: Priority;
};

/** Smaller goes first: an answer somebody waits for, then reminders, then bulk as weekly summaries. */
const PRIORITIES = [1, 5, 9] as const;
type Priority = (typeof PRIORITIES)[number];

/**
 * Plans messages within the transaction that causes them. Keys that exist already are left as they are. One statement
 * for some hundreds.
 */
export async function planNotices(tx: Tx, now: Date, messages: readonly PlannedNotice[]): Promise<void> {
  for (const some of chunks(messages.map((message) => rowOf(message, now)))) {
    await tx.$executeRaw`
      INSERT INTO "Outbox" ("dedupeKey", "unitId", "kind", "subjectId", "subjectVersion", "personId", "groupId",
        "priority", "dueAt", "nextAt", "createdAt")
      VALUES ${Prisma.join(some)} ON CONFLICT ("dedupeKey") DO NOTHING`;
  }
}

function rowOf({ to, dueAt, priority = 5, ...message }: PlannedNotice, now: Date): Prisma.Sql {
  const { dedupeKey, unitId, kind, subjectId, subjectVersion } = message;
  const personId = 'personId' in to ? to.personId : null;
  const groupId = 'groupId' in to ? to.groupId : null;
  return Prisma.sql`(${dedupeKey}, ${unitId}, ${kind}, ${subjectId}, ${subjectVersion}, ${personId}, ${groupId},
    ${priority}, ${dueAt}, ${dueAt}, ${now})`;
}

/**
 * Withdraws, within the transaction that makes them wrong, what is planned or set aside and not sent about a thing, or
 * about some; also what is about to be sent, unless the call to Telegram has begun. `personIds`: only what is for these
 * few; `cause` is a code for the record. One statement for some hundreds.
 */
export async function withdraw(
  tx: Tx,
  about: {
    readonly unitId: number;
    readonly kinds: readonly string[];
    readonly subjectId: number | readonly number[];
    readonly cause: string;
    readonly personIds?: readonly number[];
  },
): Promise<void> {
  const { unitId, kinds, cause, personIds } = about;
  const kind = { in: few('kinds', kinds) };
  for (const some of chunks(typeof about.subjectId === 'number' ? [about.subjectId] : about.subjectId)) {
    await tx.outbox.updateMany({
      where: {
        unitId,
        kind,
        subjectId: { in: some },
        state: { in: ['planned', 'sending', 'setAside'] },
        ...(personIds && { personId: { in: few('people', personIds) } }),
      },
      data: { state: 'withdrawn', cause },
    });
  }
}

/** Somebody whose side in a unit others take over. */
export type Leaving = {
  readonly unitId: number;
  readonly personId: number;
  /** Kinds that are theirs whatever post they hold. */
  readonly but: readonly string[];
};

/**
 * Plans what waits for somebody for others too. What they are told of already isn't planned twice, and when its turn
 * comes each kind decides anew whether it is for whom it goes to.
 */
export async function planForOthers(
  tx: Tx,
  { unitId, personId, but }: Leaving,
  others: readonly number[],
  now: Date,
): Promise<void> {
  if (others.length === 0) return;
  const waiting = await tx.outbox.findMany({
    where: { unitId, personId, kind: { notIn: few('kinds', but) }, state: { in: ['planned', 'sending'] } },
    select: {
      dedupeKey: true,
      kind: true,
      subjectId: true,
      subjectVersion: true,
      priority: true,
      dueAt: true,
    },
    orderBy: { id: 'asc' },
  });
  const messages = waiting.flatMap(({ dedupeKey, priority, ...message }) => {
    const about = dedupeKey.replace(`:person:${personId}`, '');
    return others.map((id) => ({
      ...message,
      unitId,
      dedupeKey: `${about}:person:${id}`,
      to: { personId: id },
      priority: PRIORITIES.find((known) => known === priority) ?? 5,
    }));
  });
  await planNotices(tx, now, messages);
}

/** Withdraws whatever waits for somebody, as `withdraw` does for a thing. One statement. */
export async function withdrawFrom(tx: Tx, { unitId, personId, but }: Leaving): Promise<void> {
  const kind = { notIn: few('kinds', but) };
  await tx.outbox.updateMany({
    where: { unitId, personId, kind, state: { in: ['planned', 'sending', 'setAside'] } },
    data: { state: 'withdrawn', cause: 'no-post' },
  });
}

/**
 * Plans anew, for now, what was given up because a person couldn't be reached: of these kinds and not from before
 * `since`. Each kind decides once more whether it is still due. One statement; how many.
 */
export async function revive(
  tx: Tx,
  {
    personId,
    kinds,
    since,
  }: { readonly personId: number; readonly kinds: readonly string[]; readonly since: Date },
  now: Date,
): Promise<number> {
  const kind = { in: few('kinds', kinds) };
  const { count } = await tx.outbox.updateMany({
    where: { personId, kind, state: 'dropped', cause: 'unreachable', dueAt: { gte: since } },
    data: { state: 'planned', cause: null, nextAt: now, attempts: 0, claimedBy: null, claimedUntil: null },
  });
  return count;
}

/** Has what is held as its recipient wished looked at again now: the wishes have changed. */
export async function release(tx: Tx, personId: number, now: Date): Promise<void> {
  const where = { personId, state: 'planned' as const, cause: HELD, nextAt: { gt: now } };
  await tx.outbox.updateMany({ where, data: { nextAt: now } });
}

import type { Reader } from '../db/database.js';
import type { OutboxState } from '../generated/sqlite/enums.js';
import { chunks, few, inChunks } from '../lib/lists.js';

/** What may be asked of the outbox: features read it here, and nowhere else. */

/** On its way or there: neither withdrawn nor given up. */
const AHEAD: readonly OutboxState[] = ['planned', 'sending'];
const WAITING: readonly OutboxState[] = [...AHEAD, 'setAside'];
const NOT_LOST: readonly OutboxState[] = [...AHEAD, 'sent'];
const OUT: readonly OutboxState[] = ['sending', 'sent'];

/** Of planned messages those that were never planned before, whatever became of them. A query for some hundreds. */
export async function notYetPlanned<M extends { readonly dedupeKey: string }>(
  db: Reader,
  messages: readonly M[],
): Promise<readonly M[]> {
  const keys = messages.map(({ dedupeKey }) => dedupeKey);
  const known = await inChunks(keys, (some) =>
    db.outbox.findMany({ where: { dedupeKey: { in: some } }, select: { dedupeKey: true } }),
  );
  const there = new Set(known.map(({ dedupeKey }) => dedupeKey));
  return messages.filter(({ dedupeKey }) => !there.has(dedupeKey));
}

type About = { readonly unitId: number; readonly kind: string; readonly subjectId: number };

/** What was told of a thing, or is going to be. */
export type Announced = {
  readonly kind: string;
  readonly subjectId: number;
  readonly subjectVersion: number;
  /** It hasn't been sent yet, and may be set aside. */
  readonly waits: boolean;
};

/** What is about some things, or waits and is of some kinds. */
function outboxOf(
  db: Reader,
  unitId: number,
  things: readonly { readonly kind: string; readonly subjectId: number }[],
  waiting: readonly string[],
) {
  const kinds = new Set(things.map(({ kind }) => kind));
  const ofKind = (kind: string) => things.filter((one) => one.kind === kind);
  return db.outbox.findMany({
    where: {
      unitId,
      state: { not: 'withdrawn' },
      OR: [
        ...few('kinds', kinds).map((kind) => ({
          kind,
          subjectId: {
            in: few(
              'chunk',
              ofKind(kind).map(({ subjectId }) => subjectId),
            ),
          },
        })),
        { kind: { in: few('kinds', waiting) }, state: { in: [...WAITING] } },
      ],
    },
    select: { id: true, kind: true, subjectId: true, subjectVersion: true, state: true, cause: true },
  });
}

/**
 * What was told of some things of some kinds or is going to be, oldest first; where `orWaits`, whatever else of that
 * kind waits, too. Not counting what ended with the cause `but`. A query for some
 * hundreds of things.
 */
export async function announced(
  db: Reader,
  unitId: number,
  about: readonly {
    readonly kind: string;
    readonly subjectIds: readonly number[];
    readonly orWaits: boolean;
  }[],
  but: string,
): Promise<readonly Announced[]> {
  const things = about.flatMap(({ kind, subjectIds }) =>
    subjectIds.map((subjectId) => ({ kind, subjectId })),
  );
  const waiting = about.filter(({ orWaits }) => orWaits).map(({ kind }) => kind);
  const rows = new Map<number, Awaited<ReturnType<typeof outboxOf>>[number]>();
  for (const some of chunks(things)) {
    for (const row of await outboxOf(db, unitId, some, waiting)) rows.set(row.id, row);
  }
  return [...rows.values()]
    .toSorted((a, b) => a.id - b.id)
    .filter(({ cause }) => cause !== but)
    .map(({ kind, subjectId, subjectVersion, state }) => {
      return { kind, subjectId, subjectVersion, waits: WAITING.includes(state) };
    });
}

/** Whether a message about this version was ever planned, whatever became of it. */
export async function wasPlanned(
  db: Reader,
  about: About & { readonly subjectVersion: number },
): Promise<boolean> {
  const { unitId, kind, subjectId, subjectVersion } = about;
  return (await db.outbox.count({ where: { unitId, kind, subjectId, subjectVersion } })) > 0;
}

/** How many messages of a unit are set aside. */
export function countSetAside(db: Reader, unitId: number): Promise<number> {
  return db.outbox.count({ where: { unitId, state: 'setAside' } });
}

/** By person the newest message of a kind that was sent or is going to be; `sentAt` undefined: it still waits. */
export async function newestTelling(
  db: Reader,
  unitId: number,
  kind: string,
): Promise<ReadonlyMap<number, { readonly sentAt: Date | undefined }>> {
  const rows = await db.outbox.findMany({
    where: { unitId, kind, state: { in: [...NOT_LOST] } },
    orderBy: { id: 'desc' },
    distinct: ['personId'],
    select: { personId: true, state: true, sentAt: true },
  });
  return new Map(
    rows.flatMap(({ personId, state, sentAt }) =>
      personId === null
        ? []
        : [[personId, { sentAt: state === 'sent' ? (sentAt ?? undefined) : undefined }] as const],
    ),
  );
}

/** What somebody was told of a thing, and about which version; `at`: when, or `now` while it is under way. */
export type Telling = {
  readonly kind: string;
  readonly subjectId: number;
  readonly subjectVersion: number;
  readonly personId: number;
  readonly at: Date;
  readonly underWay: boolean;
};

/** What was sent to whom about some things, or is being sent, of some kinds. A query for some hundreds. */
export async function toldAbout(
  db: Reader,
  about: {
    readonly unitId: number;
    readonly kinds: readonly string[];
    readonly subjectIds: readonly number[];
  },
  now: Date,
): Promise<readonly Telling[]> {
  const { unitId, kinds, subjectIds } = about;
  const kind = { in: few('kinds', kinds) };
  const rows = await inChunks(subjectIds, (some) =>
    db.outbox.findMany({
      where: { unitId, subjectId: { in: some }, kind, state: { in: [...OUT] } },
      select: {
        kind: true,
        personId: true,
        subjectId: true,
        subjectVersion: true,
        sentAt: true,
        state: true,
      },
    }),
  );
  return rows.flatMap(({ personId, sentAt, state, ...row }) =>
    personId === null ? [] : [{ ...row, personId, at: sentAt ?? now, underWay: state !== 'sent' }],
  );
}

/** When each of these people was first told of a version, or was to be; those who couldn't be reached are left out. */
export async function firstTold(
  db: Reader,
  about: { readonly kind: string; readonly subjectId: number; readonly subjectVersion: number },
  personIds: readonly number[],
): Promise<ReadonlyMap<number, Date>> {
  const { kind, subjectId, subjectVersion } = about;
  const rows = await db.outbox.findMany({
    where: {
      kind,
      subjectId,
      subjectVersion,
      personId: { in: few('people', personIds) },
      state: { in: [...NOT_LOST] },
    },
    select: { personId: true, sentAt: true, createdAt: true },
    orderBy: { id: 'desc' },
  });
  return new Map(
    rows.flatMap(({ personId, sentAt, createdAt }) =>
      personId === null ? [] : [[personId, sentAt ?? createdAt] as const],
    ),
  );
}

/** Which of these few things a person was told of last, by messages of these kinds; undefined: of none. One query. */
export async function lastTold(
  db: Reader,
  personId: number,
  kinds: readonly string[],
  subjectIds: readonly number[],
): Promise<number | undefined> {
  const found = await db.outbox.findFirst({
    where: {
      personId,
      kind: { in: few('kinds', kinds) },
      subjectId: { in: few('shown', subjectIds) },
      state: 'sent',
    },
    select: { subjectId: true },
    orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
  });
  return found?.subjectId;
}

/** What a message that was sent to a person is about, of kinds that begin so. */
export async function subjectOfMessage(
  db: Reader,
  personId: number,
  messageId: number,
  kinds: string,
): Promise<number | undefined> {
  const found = await db.outbox.findFirst({
    where: { personId, messageId, state: 'sent', kind: { startsWith: kinds } },
    select: { subjectId: true },
  });
  return found?.subjectId;
}

/** A message that was sent to a person in a unit; undefined: it isn't theirs, or wasn't sent. */
export async function sentTo(
  db: Reader,
  to: { readonly personId: number; readonly unitId: number },
  id: number,
): Promise<
  { readonly kind: string; readonly subjectId: number; readonly subjectVersion: number } | undefined
> {
  const { personId, unitId } = to;
  const found = await db.outbox.findFirst({
    where: { id, personId, unitId, state: 'sent' },
    select: { kind: true, subjectId: true, subjectVersion: true },
  });
  return found ?? undefined;
}

/** How many messages wait for somebody in a unit. */
export function countWaiting(
  db: Reader,
  {
    unitId,
    personId,
    but,
  }: { readonly unitId: number; readonly personId: number; readonly but: readonly string[] },
): Promise<number> {
  const kind = { notIn: few('kinds', but) };
  return db.outbox.count({ where: { unitId, personId, kind, state: { in: [...WAITING] } } });
}

/** How many messages wait for a person, in all units, and how many were sent to them. One query. */
export async function countFor(
  db: Reader,
  personId: number,
): Promise<{ readonly waiting: number; readonly sent: number }> {
  const groups = await db.outbox.groupBy({ by: ['state'], where: { personId }, _count: { state: true } });
  const sum = (states: readonly OutboxState[]) =>
    groups.reduce((so, { state, _count }) => (states.includes(state) ? so + _count.state : so), 0);
  return { waiting: sum(WAITING), sent: sum(['sent']) };
}

/** When a planned message is due. @throws where it was never planned */
export async function dueAtOf(db: Reader, dedupeKey: string): Promise<Date> {
  const { dueAt } = await db.outbox.findUniqueOrThrow({ where: { dedupeKey }, select: { dueAt: true } });
  return dueAt;
}

/** Messages of a unit by their ids: what each is about, and when it was due. A query for some hundreds. */
export function messagesBy(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly kind: string; readonly dueAt: Date }[]> {
  return inChunks(ids, (some) =>
    db.outbox.findMany({
      where: { unitId, id: { in: some } },
      select: { id: true, kind: true, dueAt: true },
    }),
  );
}

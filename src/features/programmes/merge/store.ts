import type { Reader, Tx } from '../../../db/database.js';
import { instant } from '../../../db/sql/rows.js';
import { trace } from '../../../db/trace.js';
import type { EnrolmentState } from '../enrolment/rules.js';
import { recordsOf } from '../identity/store.js';
import { type EndedByMerge, rootsOf } from './rules.js';

type Pair = { readonly oneId: number; readonly otherId: number };
type By = { readonly byId: number; readonly now: Date };

/** Writes down anew, for every merge of a unit that isn't undone, which record stands for the person. */
export async function settleRoots(tx: Tx, unitId: number): Promise<void> {
  const merges = await tx.merge.findMany({
    where: { unitId, undoneAt: null },
    select: { id: true, fromId: true, intoId: true, rootId: true },
  });
  const roots = rootsOf(merges);
  for (const { id, fromId, rootId: before } of merges) {
    const rootId = roots.get(fromId) ?? before;
    if (rootId !== before) await tx.merge.updateMany({ where: { id }, data: { rootId } });
  }
}

/** Says that two records are one person's. Resolves to the merge's id. */
export async function mergeRecords(
  tx: Tx,
  of: {
    readonly unitId: number;
    readonly fromId: number;
    readonly intoId: number;
    readonly reason?: string | null;
    readonly ended?: readonly EndedByMerge[];
  },
  { byId, now }: By,
): Promise<number> {
  const { unitId, fromId, intoId, reason = null, ended = [] } = of;
  const { id } = await tx.merge.create({
    data: { unitId, fromId, intoId, rootId: intoId, reason, ended: [...ended], at: now, byId },
    select: { id: true },
  });
  await settleRoots(tx, unitId);
  await touch(tx, unitId, [fromId, intoId]);
  const entry = { unitId, at: now, actorId: byId, subject: 'participant', subjectId: intoId };
  await trace(tx, { ...entry, action: 'participant.merge', detail: { from: fromId } });
  return id;
}

/** Both records are others than they were shown. */
export async function touch(tx: Tx, unitId: number, ids: readonly [number, number]): Promise<void> {
  await tx.participant.updateMany({
    where: { unitId, OR: [{ id: ids[0] }, { id: ids[1] }] },
    data: { version: { increment: 1 } },
  });
}

/** Keeps that people are two, each pair once. */
export async function keepNotSame(
  tx: Tx,
  unitId: number,
  pairs: readonly (readonly [number, number])[],
  { byId, now }: By,
): Promise<void> {
  for (const [one, other] of pairs) {
    const [lowId, highId] = one < other ? [one, other] : [other, one];
    const which = { lowId_highId: { lowId, highId } };
    await tx.notSame.upsert({ where: which, create: { unitId, lowId, highId, at: now, byId }, update: {} });
  }
}

/** The row of an enrolment's history that holds now. */
export async function endedBy(tx: Tx, enrolmentId: number): Promise<number> {
  const last = await tx.enrolmentChange.findFirstOrThrow({
    where: { enrolmentId, until: null },
    select: { id: true },
  });
  return last.id;
}

/** Somebody as they are merged: when the record that stands for them began, and where they have an open enrolment. */
type Mergeable = {
  readonly id: number;
  readonly presentFrom: Date;
  readonly open: readonly {
    readonly id: number;
    readonly state: EnrolmentState;
    readonly programme: { readonly id: number; readonly name: string };
  }[];
};

type MergeableRow = {
  readonly rootId: number;
  readonly presentFrom: Date;
  readonly enrolmentId: number | null;
  readonly state: EnrolmentState;
  readonly programmeId: number;
  readonly programme: string;
};

/** Two people as they are merged; undefined where they aren't two people of the unit's. One query. */
export async function recordsIn(
  db: Reader | Tx,
  unitId: number,
  { oneId, otherId }: Pair,
): Promise<{ readonly one: Mergeable; readonly other: Mergeable } | undefined> {
  const rows = await db.$queryRaw<MergeableRow[]>`
    WITH record AS (
      SELECT "id", "id" AS "rootId" FROM "Participant" WHERE "unitId" = ${unitId} AND "id" IN (${oneId}, ${otherId})
      UNION SELECT "fromId", "rootId" FROM "Merge"
        WHERE "unitId" = ${unitId} AND "rootId" IN (${oneId}, ${otherId}) AND "undoneAt" IS NULL
    )
    SELECT r."rootId", p."presentFrom", e."id" AS "enrolmentId", e."state", g."id" AS "programmeId",
      g."name" AS "programme"
    FROM record r
    JOIN "Participant" p ON p."id" = r."rootId"
    LEFT JOIN "Enrolment" e ON e."participantId" = r."id" AND e."endedAt" IS NULL
    LEFT JOIN "Programme" g ON g."id" = e."programmeId"
    WHERE NOT EXISTS (SELECT 1 FROM "Merge" m WHERE m."fromId" = r."rootId" AND m."undoneAt" IS NULL)
    ORDER BY e."id"`;
  const of = (id: number): Mergeable | undefined => {
    const own = rows.filter(({ rootId }) => rootId === id);
    const [first] = own;
    if (!first) return undefined;
    const open = own.flatMap(({ enrolmentId, state, programmeId, programme: name }) =>
      enrolmentId === null ? [] : [{ id: enrolmentId, state, programme: { id: programmeId, name } }],
    );
    return { id, presentFrom: first.presentFrom, open };
  };
  const [one, other] = [of(oneId), of(otherId)];
  return one && other && oneId !== otherId ? { one, other } : undefined;
}

/** On how many sheets both people are. */
export async function bothMarked(db: Reader, unitId: number, { oneId, otherId }: Pair): Promise<number> {
  const sheetsOf = async (id: number) => {
    const records = await db.participant.findMany({
      where: { unitId, id: await recordsOf(db, unitId, id) },
      select: { attendance: { select: { sessionId: true } } },
    });
    return new Set(records.flatMap(({ attendance }) => attendance.map(({ sessionId }) => sessionId)));
  };
  const [one, other] = [await sheetsOf(oneId), await sheetsOf(otherId)];
  return [...one].filter((sessionId) => other.has(sessionId)).length;
}

/**
 * The instant since which anything is recorded of two people, by all their records; undefined where nobody is there. One
 * query.
 */
export async function earliestOf(
  db: Reader | Tx,
  unitId: number,
  { oneId, otherId }: Pair,
): Promise<Date | undefined> {
  const [first] = await db.$queryRaw<{ readonly at: string }[]>`
    WITH record AS (
      SELECT "id" FROM "Participant" WHERE "unitId" = ${unitId} AND "id" IN (${oneId}, ${otherId})
      UNION SELECT "fromId" FROM "Merge"
        WHERE "unitId" = ${unitId} AND "rootId" IN (${oneId}, ${otherId}) AND "undoneAt" IS NULL
    )
    SELECT CAST(p."presentFrom" AS TEXT) AS "at" FROM record r JOIN "Participant" p ON p."id" = r."id"
    UNION ALL
    SELECT CAST(c."from" AS TEXT) FROM record r
      JOIN "Enrolment" e ON e."participantId" = r."id" JOIN "EnrolmentChange" c ON c."enrolmentId" = e."id"
    UNION ALL
    SELECT CAST(s."startsAt" AS TEXT) FROM record r
      JOIN "Attendance" a ON a."participantId" = r."id" JOIN "Session" s ON s."id" = a."sessionId"
    ORDER BY "at" LIMIT 1`;
  return first && instant(first.at);
}

/** Whether two people were said to be two. */
export async function standsApart(db: Reader, unitId: number, { oneId, otherId }: Pair): Promise<boolean> {
  const [one, other] = [await recordsOf(db, unitId, oneId), await recordsOf(db, unitId, otherId)];
  const found = await db.notSame.findFirst({
    where: {
      unitId,
      OR: [
        { lowId: one, highId: other },
        { lowId: other, highId: one },
      ],
    },
    select: { id: true },
  });
  return found !== null;
}

/** Who was said not to be this person, by the ids of their records. */
export async function apartFrom(db: Reader, unitId: number, id: number): Promise<ReadonlySet<number>> {
  const records = await recordsOf(db, unitId, id);
  const rows = await db.notSame.findMany({
    where: { unitId, OR: [{ lowId: records }, { highId: records }] },
    select: { lowId: true, highId: true },
  });
  const own = new Set(records.in);
  return new Set(rows.flatMap(({ lowId, highId }) => [lowId, highId]).filter((one) => !own.has(one)));
}

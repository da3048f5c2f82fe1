import { insertRows, updateRows } from '../../../db/bulk.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { instant } from '../../../db/sql/rows.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few } from '../../../lib/lists.js';
import { searchName } from '../../../reading/search-name.js';
import type { NumberCause } from '../bulk/rules.js';
import type { RegisterClass } from '../enrolment/rules.js';

/** Joins, for rows of an alias that are of a participant's record, `p`, the record that stands for the person. */
export function joinPerson(of: 'a' | 'e'): Prisma.Sql {
  const row = Prisma.raw(of);
  return Prisma.sql`
    LEFT JOIN "Merge" mg ON mg."fromId" = ${row}."participantId" AND mg."undoneAt" IS NULL
    LEFT JOIN "Participant" p ON p."id" = COALESCE(mg."rootId", ${row}."participantId")`;
}

/**
 * Holds for the rows of attendance `a` that count: of a person whose records were merged the first of those in a session
 * in which they came, or else the first.
 */
export function countedOnce(): Prisma.Sql {
  const came = (row: 'a' | 'b') =>
    Prisma.sql`CASE WHEN CAST(${Prisma.raw(row)}."mark" AS TEXT) IN ('present', 'late') THEN 1 ELSE 0 END`;
  return Prisma.sql`(a."participantId" NOT IN (
      SELECT "fromId" FROM "Merge" WHERE "undoneAt" IS NULL UNION SELECT "rootId" FROM "Merge" WHERE "undoneAt" IS NULL)
    OR NOT EXISTS (
      SELECT 1 FROM "Attendance" b
      LEFT JOIN "Merge" bm ON bm."fromId" = b."participantId" AND bm."undoneAt" IS NULL
      LEFT JOIN "Merge" am ON am."fromId" = a."participantId" AND am."undoneAt" IS NULL
      WHERE b."sessionId" = a."sessionId" AND b."id" <> a."id"
        AND COALESCE(bm."rootId", b."participantId") = COALESCE(am."rootId", a."participantId")
        AND (${came('b')} > ${came('a')} OR (${came('b')} = ${came('a')} AND b."id" < a."id"))))`;
}

/** Records that stand for themselves. */
export const STANDING = { mergedInto: { none: { undoneAt: null } } } as const;

/** The records of a person: the one that stands for them, and those that are merged into it. One query. */
export async function recordsOf(db: Reader | Tx, unitId: number, id: number): Promise<{ in: number[] }> {
  const merged = await db.merge.findMany({
    where: { unitId, rootId: id, undoneAt: null },
    select: { fromId: true },
  });
  return { in: few('records', [id, ...merged.map(({ fromId }) => fromId)]) };
}

const shown = {
  id: true,
  name: true,
  registerNumber: true,
  presentUntil: true,
  releaseExpectedOn: true,
} as const;

/** What is selected of a record so that {@link standingOf} finds the one that stands for its person. */
export const withStanding = {
  ...shown,
  mergedInto: { where: { undoneAt: null }, select: { root: { select: shown } } },
} as const;

type Shown = {
  readonly id: number;
  readonly name: string;
  readonly registerNumber: string;
  readonly presentUntil: Date | null;
  readonly releaseExpectedOn: string | null;
};

/** The record that stands for the person of a record. */
export function standingOf({
  mergedInto,
  ...own
}: Shown & { readonly mergedInto: readonly { readonly root: Shown }[] }): Shown {
  return mergedInto[0]?.root ?? own;
}

/** What is known of a unit's people besides their records: rows of a few columns, each list read whole. */
export type Histories = {
  /** Numbers that are theirs no more. */
  readonly numbers: readonly { readonly participantId: number; readonly key: string }[];
  readonly names: readonly { readonly participantId: number; readonly name: string }[];
  /** Records that are merged into another, and the one that stands for the person. */
  readonly merges: readonly { readonly fromId: number; readonly rootId: number }[];
  readonly notSame: readonly { readonly lowId: number; readonly highId: number }[];
};

/** A unit's former numbers and names, its merges, and who isn't whom. Four queries. */
export async function historiesIn(db: Reader | Tx, unitId: number): Promise<Histories> {
  const numbers = await db.$queryRaw<Histories['numbers'][number][]>`
    SELECT n."participantId", n."key" FROM "RegisterNumber" n
    WHERE n."unitId" = ${unitId} AND n."until" IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM "RegisterNumber" o
      WHERE o."participantId" = n."participantId" AND o."key" = n."key" AND o."until" IS NULL)
    ORDER BY n."id"`;
  const names = await db.formerName.findMany({
    where: { participant: { unitId } },
    select: { participantId: true, name: true },
    orderBy: { id: 'asc' },
  });
  const merges = await db.merge.findMany({
    where: { unitId, undoneAt: null },
    select: { fromId: true, rootId: true },
    orderBy: { id: 'asc' },
  });
  const notSame = await db.notSame.findMany({
    where: { unitId },
    select: { lowId: true, highId: true },
    orderBy: { id: 'asc' },
  });
  return { numbers, names, merges, notSame };
}

type Writing = {
  readonly tx: Tx;
  readonly kind: Db['kind'];
  readonly unitId: number;
  readonly byId: number;
  readonly now: Date;
};

/** A number that somebody gets; with `until` they don't have it any more. */
export type Given = {
  readonly participantId: number;
  readonly number: string;
  readonly key: string;
  readonly cause: NumberCause;
  readonly from: Date;
  readonly until?: Date;
};

/** Closes the numbers that people have, as of an instant. */
export async function releaseNumbers(
  tx: Tx,
  kind: Db['kind'],
  released: readonly { readonly participantId: number; readonly at: Date }[],
): Promise<void> {
  const rows = released.map(({ participantId, at }) => ({ participantId, until: at }));
  await updateRows(tx, kind, {
    table: 'RegisterNumber',
    columns: ['participantId', 'until'],
    rows,
    // Never before it began.
    set: '"until" = CASE WHEN x."until" < t."from" THEN t."from" ELSE x."until" END',
    where: 't."participantId" = x."participantId" AND t."until" IS NULL',
  });
}

/**
 * Gives people register numbers: what each had ends then, and the record shows the new one. What is given for no time
 * is put down and changes nothing.
 */
export async function giveNumbers(
  { tx, kind, unitId, byId, now }: Writing,
  given: readonly Given[],
): Promise<void> {
  const current = given.filter(({ until }) => until === undefined);
  await releaseNumbers(
    tx,
    kind,
    current
      .filter(({ cause }) => cause !== 'first')
      .map(({ participantId, from: at }) => ({ participantId, at })),
  );
  await insertRows(tx, kind, {
    table: 'RegisterNumber',
    columns: ['unitId', 'participantId', 'number', 'key', 'from', 'until', 'cause', 'recordedAt', 'byId'],
    rows: given.map(({ until = null, ...number }) => ({ ...number, until, unitId, recordedAt: now, byId })),
  });
  await updateRows(tx, kind, {
    table: 'Participant',
    columns: ['id', 'unitId', 'registerNumber', 'registerKey'],
    rows: current
      .filter(({ cause }) => cause !== 'first')
      .map(({ participantId: id, number, key }) => ({
        id,
        unitId,
        registerNumber: number,
        registerKey: key,
      })),
    set: '"registerNumber" = x."registerNumber", "registerKey" = x."registerKey", "version" = t."version" + 1',
    where: 't."id" = x."id" AND t."unitId" = x."unitId"',
  });
}

/** Keeps names that are about to be replaced. */
export async function keepNames(
  { tx, kind, now }: Pick<Writing, 'tx' | 'kind' | 'now'>,
  names: readonly { readonly participantId: number; readonly name: string }[],
): Promise<void> {
  await insertRows(tx, kind, {
    table: 'FormerName',
    columns: ['participantId', 'name', 'searchName', 'until'],
    rows: names.map((one) => ({ ...one, searchName: searchName(one.name), until: now })),
  });
}

/** A record of somebody, their own or one that was merged into theirs. */
type RecordOf = {
  readonly id: number;
  readonly name: string;
  readonly registerNumber: string;
  /** Undefined for the record that stands for the person. */
  readonly merged: { readonly mergeId: number; readonly at: Date; readonly by: string } | undefined;
};

/** What is known of somebody's past, by all their records, the one that stands for them first. */
export type PastOf = {
  readonly records: readonly RecordOf[];
  readonly numbers: readonly {
    readonly recordId: number;
    readonly number: string;
    readonly from: Date;
    readonly until: Date | null;
    readonly cause: NumberCause;
  }[];
  readonly names: readonly string[];
  /** The class that holds now by all of them. */
  readonly registerClass: RegisterClass | undefined;
};

type PastRow = {
  readonly what: 'record' | 'number' | 'name' | 'class';
  readonly recordId: number;
  readonly text: string;
  readonly number: string;
  readonly more: string | null;
  readonly mergeId: number | null;
  readonly from: string | null;
  readonly until: string | null;
};

/** Somebody's records, numbers, former names and class, by the id of any of their records. One query. */
export async function pastOf(db: Reader, unitId: number, id: number): Promise<PastOf> {
  const rows = await db.$queryRaw<PastRow[]>`
    WITH root AS (
      SELECT COALESCE(m."rootId", p."id") AS "id" FROM "Participant" p
      LEFT JOIN "Merge" m ON m."fromId" = p."id" AND m."undoneAt" IS NULL
      WHERE p."id" = ${id} AND p."unitId" = ${unitId}
    ), record AS (
      SELECT "id", NULL AS "mergeId" FROM root
      UNION ALL SELECT m."fromId", m."id" FROM "Merge" m JOIN root r ON r."id" = m."rootId" WHERE m."undoneAt" IS NULL
    )
    SELECT 'record' AS "what", r."id" AS "recordId", p."name" AS "text",
      p."registerNumber" AS "number", y."name" AS "more", m."id" AS "mergeId",
      CAST(m."at" AS TEXT) AS "from", NULL AS "until", 0 AS "place"
      FROM record r JOIN "Participant" p ON p."id" = r."id"
      LEFT JOIN "Merge" m ON m."id" = r."mergeId" LEFT JOIN "Person" y ON y."id" = m."byId"
    UNION ALL SELECT 'number', n."participantId", n."number", '', CAST(n."cause" AS TEXT), NULL,
      CAST(n."from" AS TEXT), CAST(n."until" AS TEXT), n."id"
      FROM record r JOIN "RegisterNumber" n ON n."participantId" = r."id"
    UNION ALL SELECT 'name', f."participantId", f."name", '', NULL, NULL, NULL, NULL, f."id"
      FROM record r JOIN "FormerName" f ON f."participantId" = r."id"
    UNION ALL SELECT 'class', k."participantId", CAST(k."registerClass" AS TEXT), '', NULL, NULL,
      CAST(k."from" AS TEXT), NULL, k."id"
      FROM record r JOIN "ParticipantClass" k ON k."participantId" = r."id" AND k."until" IS NULL
    ORDER BY 9, 6`;
  const [newestClass] = rows
    .filter(({ what }) => what === 'class')
    .toSorted((a, b) => instant(b.from).getTime() - instant(a.from).getTime());
  return {
    records: rows
      .filter(({ what }) => what === 'record')
      .toSorted((a, b) => (a.mergeId ?? 0) - (b.mergeId ?? 0))
      .map(({ recordId, text: name, number: registerNumber, more, mergeId, from }) => {
        const merged = mergeId === null ? undefined : { mergeId, at: instant(from), by: more ?? '' };
        return { id: recordId, name, registerNumber, merged };
      }),
    numbers: rows
      .filter(({ what }) => what === 'number')
      .map(({ recordId, text: number, more, from, until }) => ({
        recordId,
        number,
        from: instant(from),
        until: until === null ? null : instant(until),
        // The column holds one of these words alone.
        cause: more as NumberCause,
      })),
    names: rows.filter(({ what }) => what === 'name').map(({ text }) => text),
    // The column holds a class.
    registerClass: newestClass?.text as RegisterClass | undefined,
  };
}

import type { Reader, Tx } from '../../db/database.js';
import { limitTo } from '../../db/sql/limit.js';
import { Prisma } from '../../generated/sqlite/client.js';
import type { Figures, RowChanges, Rows } from './figures/rules.js';
import { type InForce, type Leave, type Month, monthOf } from './rules.js';

/** What a month was reported with. Figures as they were counted then, by the definition named. */
export type Report = { readonly asOf: Date; readonly definition: number; readonly figures: Figures };

/** A closing of a month, in force unless it was reopened. */
export type ClosingRow = {
  readonly id: number;
  readonly month: Month;
  readonly closedAt: Date;
  readonly closedBy: string;
  readonly closeReason: string | null;
  /** Of a time before openings: a month reopened so is open until it is closed anew. */
  readonly reopenedAt: Date | null;
  readonly reopenedBy: string | null;
  readonly reopenReason: string | null;
  /** Undefined for one of before figures were kept. */
  readonly report: Report | undefined;
};

/** What a query that joins a closing tells of it: see {@link joinClosing}. */
export type ClosingColumns = {
  readonly closingId: number | null;
  readonly closedMonth: Month;
  readonly closedAt: Date;
  readonly closedBy: string;
  readonly leaveId: number | null;
  readonly leaveMatter: Leave['matter'];
  readonly leaveWhom: Leave['whom'];
  readonly leaveUntil: Date;
  readonly leaveById: number;
};

/** The columns of {@link ClosingColumns}, where {@link joinClosing} or {@link joinClosingsFrom} is among the tables. */
export const closingColumns = Prisma.sql`
  mc."id" AS "closingId", mc."month" AS "closedMonth", mc."closedAt", mcb."name" AS "closedBy",
  mo."id" AS "leaveId", mo."matter" AS "leaveMatter", mo."whom" AS "leaveWhom", mo."until" AS "leaveUntil",
  mo."openedById" AS "leaveById"`;

const withLeave = Prisma.sql`
  LEFT JOIN "MonthOpening" mo ON mo."closingId" = mc."id" AND mo."endedAt" IS NULL
  LEFT JOIN "Person" mcb ON mcb."id" = mc."closedById"`;

/** Joins the closing in force of a unit's month, with the leave that there is to change it. At most one row. */
export function joinClosing(unitId: number, month: Month): Prisma.Sql {
  return Prisma.sql`
    LEFT JOIN "MonthClosing" mc ON mc."unitId" = ${unitId} AND mc."month" = ${month} AND mc."reopenedAt" IS NULL
    ${withLeave}`;
}

/**
 * Joins the closings in force of the month in which an instant lies by UTC and, units being east of it, of the next:
 * of what is closed from that one on, the first two. `unit` and `at` are columns.
 */
export function joinClosingsFrom(unit: Prisma.Sql, at: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    LEFT JOIN "MonthClosing" mc ON mc."id" IN (
      SELECT c."id" FROM "MonthClosing" c WHERE c."unitId" = ${unit} AND c."reopenedAt" IS NULL
        AND c."month" >= SUBSTR(CAST(${at} AS TEXT), 1, 7)
      ORDER BY c."month" LIMIT 2)
    ${withLeave}`;
}

/** The closing that a row tells of; undefined where nothing is closed. */
export function closingIn(row: ClosingColumns): InForce | undefined {
  const { closingId: id, closedMonth: month, closedBy: by, closedAt: at, leaveId } = row;
  if (id === null) return undefined;
  const { leaveMatter: matter, leaveWhom: whom, leaveUntil: until, leaveById: byId } = row;
  return {
    id,
    month,
    by,
    at,
    leave: leaveId === null ? undefined : { id: leaveId, matter, whom, until, byId },
  };
}

type ClosingReportRow = Omit<ClosingRow, 'report'> & {
  readonly asOf: Date;
  readonly definition: number | null;
  readonly figures: unknown;
};

/** A month's closings, latest first; the first is in force unless it was reopened. One query. */
export async function closingsOf(db: Reader, unitId: number, month: Month): Promise<ClosingRow[]> {
  const rows = await db.$queryRaw<ClosingReportRow[]>`
    SELECT m."id", m."month", m."closedAt", c."name" AS "closedBy", m."closeReason", m."reopenedAt",
      r."name" AS "reopenedBy", m."reopenReason", t."asOf", t."definition", t."figures"
    FROM "MonthClosing" m
    JOIN "Person" c ON c."id" = m."closedById"
    LEFT JOIN "Person" r ON r."id" = m."reopenedById"
    LEFT JOIN "MonthReport" t ON t."closingId" = m."id"
    WHERE m."unitId" = ${unitId} AND m."month" = ${month} ORDER BY m."id" DESC`;
  return rows.map(({ asOf, definition, figures, ...row }) => ({
    ...row,
    report: definition === null ? undefined : { asOf, definition, figures: parsed(figures) as Figures },
  }));
}

/** A unit's months that are closed, from one on and until another (both inclusive), oldest first. One query. */
export async function closedMonths(
  db: Reader,
  unitId: number,
  { from, until }: { readonly from: Month; readonly until?: Month | undefined },
): Promise<InForce[]> {
  const rows = await db.$queryRaw<ClosingColumns[]>`
    SELECT ${closingColumns} FROM "MonthClosing" mc ${withLeave}
    WHERE mc."unitId" = ${unitId} AND mc."reopenedAt" IS NULL AND mc."month" >= ${from}
      AND mc."month" <= ${until ?? '9999-12'}
    ORDER BY mc."month"`;
  return rows.flatMap((row) => closingIn(row) ?? []);
}

/**
 * Whether the month is closed in which something is to be written. Under the unit's lock, which closing takes too, it
 * stays so until the end of the transaction. One query.
 */
export async function closedAt(
  db: Reader,
  unitId: number,
  at: Date,
  zone: string,
): Promise<InForce | undefined> {
  const month = monthOf(at, zone);
  return (await closedMonths(db, unitId, { from: month, until: month }))[0];
}

/** A leave to change a closed month, in words. */
export type OpeningRow = Leave & {
  readonly reason: string;
  readonly at: Date;
  readonly by: string;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  /** How often it was made use of. */
  readonly revisions: number;
};

/** The leaves that were given to change what a closing closed, latest first. One query. */
export async function openingsOf(db: Reader, closingId: number): Promise<OpeningRow[]> {
  const rows = await db.$queryRaw<(Omit<OpeningRow, 'revisions'> & { revisions: number | bigint })[]>`
    SELECT o."id", o."matter", o."whom", o."until", o."openedById" AS "byId", o."reason", o."openedAt" AS "at",
      b."name" AS "by", o."endedAt", e."name" AS "endedBy",
      (SELECT COUNT(*) FROM "MonthRevision" r WHERE r."openingId" = o."id") AS "revisions"
    FROM "MonthOpening" o
    JOIN "Person" b ON b."id" = o."openedById"
    LEFT JOIN "Person" e ON e."id" = o."endedById"
    WHERE o."closingId" = ${closingId} ORDER BY o."id" DESC`;
  return rows.map(({ revisions, ...row }) => ({ ...row, revisions: Number(revisions) }));
}

/** What a write has changed of a closed month. */
export type RevisionRow = {
  readonly id: number;
  readonly at: Date;
  readonly by: string;
  readonly action: string;
  readonly reason: string;
  readonly before: Figures;
  readonly after: Figures;
  readonly rows: RowChanges;
};

/** What was changed of a closed month, latest first. One query. */
export async function revisionsOf(
  db: Reader,
  closingId: number,
  page: { readonly skip: number; readonly take: number },
): Promise<RevisionRow[]> {
  const rows = await db.$queryRaw<RevisionRow[]>`
    SELECT r."id", r."at", b."name" AS "by", r."action", o."reason", r."before", r."after", r."rows"
    FROM "MonthRevision" r
    JOIN "MonthOpening" o ON o."id" = r."openingId"
    JOIN "Person" b ON b."id" = r."byId"
    WHERE r."closingId" = ${closingId} ORDER BY r."id" DESC ${limitTo(page.take)} OFFSET ${page.skip}`;
  // Written by the gate alone, in these shapes; SQLite gives JSON as text.
  return rows.map((row) => ({
    ...row,
    before: parsed(row.before) as Figures,
    after: parsed(row.after) as Figures,
    rows: parsed(row.rows) as RowChanges,
  }));
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}

/** What a closed month was reported with, row by row, and the last change since. */
export type Standing = {
  readonly by: string;
  readonly at: Date;
  /** Undefined for a month that was closed before figures were kept. */
  readonly reported: { readonly figures: Figures; readonly rows: Rows } | undefined;
  readonly revised: { readonly at: Date; readonly by: string; readonly reason: string } | undefined;
};

type StandingRow = {
  readonly by: string;
  readonly at: Date;
  readonly figures: unknown;
  readonly rows: unknown;
  readonly revisedAt: Date;
  readonly revisedBy: string | null;
  readonly reason: string;
};

/** How a closed month stands; undefined for one that isn't closed. One query. */
export async function standingOf(db: Reader, unitId: number, month: Month): Promise<Standing | undefined> {
  const [row] = await db.$queryRaw<StandingRow[]>`
    SELECT c."name" AS "by", m."closedAt" AS "at", t."figures", t."rows", r."at" AS "revisedAt",
      b."name" AS "revisedBy", o."reason"
    FROM "MonthClosing" m
    JOIN "Person" c ON c."id" = m."closedById"
    LEFT JOIN "MonthReport" t ON t."closingId" = m."id"
    LEFT JOIN "MonthRevision" r ON r."id" = (
      SELECT MAX(l."id") FROM "MonthRevision" l WHERE l."closingId" = m."id")
    LEFT JOIN "Person" b ON b."id" = r."byId"
    LEFT JOIN "MonthOpening" o ON o."id" = r."openingId"
    WHERE m."unitId" = ${unitId} AND m."month" = ${month} AND m."reopenedAt" IS NULL`;
  if (!row) return undefined;
  const { by, at, figures, rows, revisedAt, revisedBy, reason } = row;
  return {
    by,
    at,
    reported:
      figures === null ? undefined : { figures: parsed(figures) as Figures, rows: parsed(rows) as Rows },
    revised: revisedBy === null ? undefined : { at: revisedAt, by: revisedBy, reason },
  };
}

/** Ends the leave to change a closing's month, if there is one. Resolves to how many. */
export async function endLeave(
  tx: Tx,
  closingId: number,
  { now, byId }: { readonly now: Date; readonly byId: number },
): Promise<number> {
  const { count } = await tx.monthOpening.updateMany({
    where: { closingId, endedAt: null },
    data: { endedAt: now, endedById: byId },
  });
  return count;
}

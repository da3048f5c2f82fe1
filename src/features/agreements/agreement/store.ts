import type { Scope } from '../../../access/can.js';
import type { Reader, Tx } from '../../../db/database.js';
import { scopeSql } from '../../../db/sql/scope.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few } from '../../../lib/lists.js';
import type { Whose } from '../../people/index.js';
import type { Stage } from '../stages/rules.js';
import type { Agreement, Kind, Listed, Related } from './rules.js';

const ofAgencies = (ids: Prisma.Sql) => Prisma.sql`EXISTS (
  SELECT 1 FROM "AgreementAgency" x WHERE x."agreementId" = g."id" AND x."agencyId" IN (${ids}))`;

/** What of the agreements `g` somebody may see. */
const within = (scope: Scope) => scopeSql(scope, Prisma.sql`g`, ofAgencies);

const LISTED = Prisma.sql`
  SELECT g."id", g."unitId", g."kind", g."subject", g."number", g."stage", g."endsOn", g."version",
    COALESCE((SELECT string_agg(n."name", ', ' ORDER BY n."searchName") FROM "AgreementAgency" p
      JOIN "Agency" n ON n."id" = p."agencyId" WHERE p."agreementId" = g."id"), '') AS "partners"
  FROM "Agreement" g`;

/** Which part of a list: so many past the first ones, and one more than `take` where there are more. */
type Part = { readonly skip: number; readonly take: number };

const part = ({ skip, take }: Part) => Prisma.sql`LIMIT ${take + 1} OFFSET ${skip}`;
/** What ends first comes first, and what has no end last. */
const BY_END = Prisma.sql`ORDER BY COALESCE(g."endsOn", '9999'), g."id"`;

/** How many there are at each stage, of all that a scope holds. One query. */
export async function countByStage(db: Reader, scope: Scope): Promise<ReadonlyMap<Stage, number>> {
  const rows = await db.$queryRaw<{ readonly stage: Stage; readonly count: number | bigint }[]>`
    SELECT g."stage", COUNT(*) AS "count" FROM "Agreement" g WHERE ${within(scope)}
    GROUP BY g."stage" ORDER BY g."stage"`;
  return new Map(rows.map(({ stage, count }) => [stage, Number(count)]));
}

/** A page of those at a stage. One query. */
export function listAtStage(db: Reader, scope: Scope, stage: Stage, at: Part): Promise<Listed[]> {
  return db.$queryRaw<Listed[]>`
    ${LISTED} WHERE ${within(scope)} AND CAST(g."stage" AS TEXT) = ${stage} ${BY_END} ${part(at)}`;
}

/** Those signed or in force whose end, or the day by which notice is due, is near: on or before `by`. One query. */
export function listEnding(db: Reader, scope: Scope, by: string, take: number): Promise<Listed[]> {
  return db.$queryRaw<Listed[]>`
    ${LISTED} WHERE ${within(scope)} AND g."stage" IN ('signed', 'inForce') AND (g."endsOn" <= ${by} OR g."noticeOn" <= ${by})
    ${BY_END} LIMIT ${take}`;
}

/** A page of those with all of the words in subject, number or an agency's name: what is open first. One query. */
export function searchAgreements(
  db: Reader,
  scope: Scope,
  words: readonly string[],
  at: Part,
): Promise<Listed[]> {
  const has = (word: string) => {
    const like = `%${word}%`;
    return Prisma.sql`(g."searchText" LIKE ${like} OR EXISTS (
      SELECT 1 FROM "AgreementAgency" q JOIN "Agency" m ON m."id" = q."agencyId"
      WHERE q."agreementId" = g."id" AND m."searchName" LIKE ${like}))`;
  };
  return db.$queryRaw<Listed[]>`
    ${LISTED} WHERE ${within(scope)} AND ${Prisma.join(few('words', words).map(has), ' AND ')}
    ORDER BY CASE WHEN g."stage" IN ('ended', 'renewed', 'cancelled') THEN 1 ELSE 0 END, g."id" DESC ${part(at)}`;
}

/** Those that were agreed on at a visit, in the order in which they were begun. One query. */
export function listOfVisit(db: Reader, scope: Scope, visitId: number): Promise<Listed[]> {
  return db.$queryRaw<Listed[]>`
    ${LISTED} WHERE ${within(scope)} AND g."visitId" = ${visitId} ORDER BY g."id"`;
}

type Row = Omit<Agreement, 'officer' | 'renews' | 'renewedBy' | 'agencies' | 'steps'> & {
  readonly officerId: number;
  readonly officerName: string;
  readonly renewsId: number | null;
  readonly renewsKind: Kind | null;
  readonly renewsNumber: string | null;
  readonly nextId: number | null;
  readonly nextKind: Kind | null;
  readonly nextNumber: string | null;
};

function related(id: number | null, kind: Kind | null, number: string | null): Related | null {
  return id === null || kind === null ? null : { id, kind, number };
}

/** An agreement with all that its card shows; undefined: there is none within the scope. Three queries. */
export async function findAgreement(
  db: Reader | Tx,
  scope: Scope,
  id: number,
): Promise<Agreement | undefined> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT g."id", g."unitId", g."kind", g."subject", g."number", g."stage", g."startsOn", g."endsOn", g."noticeOn",
      g."signers", g."notes", g."version", g."visitId", g."officerId", o."name" AS "officerName",
      g."renewsId", r."kind" AS "renewsKind", r."number" AS "renewsNumber",
      n."id" AS "nextId", n."kind" AS "nextKind", n."number" AS "nextNumber"
    FROM "Agreement" g JOIN "Person" o ON o."id" = g."officerId"
    LEFT JOIN "Agreement" r ON r."id" = g."renewsId"
    LEFT JOIN "Agreement" n ON n."id" = (
      SELECT MAX(l."id") FROM "Agreement" l WHERE l."renewsId" = g."id" AND l."stage" <> 'cancelled')
    WHERE g."id" = ${id} AND ${within(scope)}`;
  if (!row) return undefined;
  const [agencies, steps] = [await agenciesOf(db, id), await stepsOf(db, id)];
  const {
    officerId,
    officerName,
    renewsId,
    renewsKind,
    renewsNumber,
    nextId,
    nextKind,
    nextNumber,
    ...facts
  } = row;
  return {
    ...facts,
    officer: { id: officerId, name: officerName },
    renews: related(renewsId, renewsKind, renewsNumber),
    renewedBy: related(nextId, nextKind, nextNumber),
    agencies,
    steps,
  };
}

async function agenciesOf(db: Reader | Tx, agreementId: number): Promise<Agreement['agencies']> {
  return db.$queryRaw<{ readonly id: number; readonly name: string }[]>`
    SELECT n."id", n."name" FROM "AgreementAgency" p JOIN "Agency" n ON n."id" = p."agencyId"
    WHERE p."agreementId" = ${agreementId} ORDER BY n."searchName"`;
}

async function stepsOf(db: Reader | Tx, agreementId: number): Promise<Agreement['steps']> {
  const rows = await db.agreementStep.findMany({
    where: { agreementId },
    select: { stage: true, reachedOn: true, reason: true, corrects: true, by: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ by, ...step }) => ({ ...step, by: by.name }));
}

/** What somebody of the unit answers for, or an agency is part of, and isn't over; what ends first at the top. One query. */
export async function openOf(
  db: Reader | Tx,
  of: Whose | { readonly unitId: number; readonly agencyId: number },
): Promise<readonly { id: number; version: number; subject: string; endsOn: string | null }[]> {
  const { unitId } = of;
  const theirs =
    'personId' in of ? { officerId: of.personId } : { agencies: { some: { agencyId: of.agencyId } } };
  const rows = await db.agreement.findMany({
    where: { unitId, ...theirs, stage: { notIn: ['ended', 'renewed', 'cancelled'] } },
    select: { id: true, version: true, subject: true, endsOn: true },
    orderBy: { id: 'asc' },
  });
  return rows.toSorted((a, b) => (a.endsOn ?? '9999').localeCompare(b.endsOn ?? '9999'));
}

/** What reminders of an agreement come from, and who answers for it. */
export type Running = Pick<Agreement, 'id' | 'unitId' | 'version' | 'stage' | 'endsOn' | 'noticeOn'> & {
  readonly officerId: number;
};

/** Those of the unit signed or in force whose end or notice date is on a day or later. One query. */
export function runningFrom(db: Reader, unitId: number, day: string): Promise<Running[]> {
  return db.agreement.findMany({
    where: {
      unitId,
      stage: { in: ['signed', 'inForce'] },
      OR: [{ endsOn: { gte: day } }, { noticeOn: { gte: day } }],
    },
    select: {
      id: true,
      unitId: true,
      version: true,
      stage: true,
      endsOn: true,
      noticeOn: true,
      officerId: true,
    },
    orderBy: { id: 'asc' },
  });
}

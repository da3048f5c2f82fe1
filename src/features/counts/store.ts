import type { Reader } from '../../db/database.js';
import { declareRead } from '../../db/kept/declare.js';
import { Prisma } from '../../generated/sqlite/client.js';
import { few } from '../../lib/lists.js';
import {
  ENROLLED_STATES,
  LEGAL_STATUSES,
  type LegalStatus,
  legalStatus,
  type ProgrammeKind,
  REGISTER_CLASSES,
} from '../programmes/index.js';
import type { Filter } from './rules.js';

/** Distinct persons beside their enrolments: one person may take part in several programmes. */
export type People = { readonly people: number; readonly enrolments: number };

export const NOBODY: People = { people: 0, enrolments: 0 };

/** Tahanan, narapidana, or a participant whose register class at that instant isn't recorded. */
export type StatusKey = LegalStatus | 'unknown';

/** What to count. `agencyIds` null is the whole unit; otherwise only these agencies' programmes. */
export type Counted = {
  readonly unitId: number;
  readonly agencyIds: readonly number[] | null;
  readonly filter: Filter;
};

/** Enrolled at an instant, as the database added it up. What isn't in a map is 0. */
export type Tallies = {
  readonly total: People;
  readonly byStatus: ReadonlyMap<StatusKey, People>;
  readonly byKind: ReadonlyMap<ProgrammeKind, People>;
  /** Key 0: the unit's own programmes. */
  readonly byAgency: ReadonlyMap<number, People>;
  readonly byProgramme: ReadonlyMap<number, People>;
  readonly waiting: ReadonlyMap<number, People>;
  /** Participants in the unit at that instant, whatever the filter says of programmes. */
  readonly present: ReadonlyMap<StatusKey, number>;
  /** Enrolments that began and ended to count as enrolled from `since` on; 0 without `since`. */
  readonly joined: number;
  readonly left: number;
};

type Row = { what: string; key: string; people: bigint | number; enrolments: bigint | number };

const detaineeClasses = REGISTER_CLASSES.filter((known) => legalStatus(known) === 'detainee');
/** The states that count as enrolled, as SQL compares them. */
export const enrolledStates = Prisma.join([...ENROLLED_STATES]);

// Enums are an enum type on PostgreSQL and text on SQLite; cast, both compare with text parameters. `mc` is the class of
// a person of several records.
const classOf = Prisma.sql`CASE WHEN pe.person IS NULL THEN CAST(pc."registerClass" AS TEXT) ELSE mc."class" END`;
export const statusOf = Prisma.sql`CASE
  WHEN ${classOf} IS NULL THEN 'unknown'
  WHEN ${classOf} IN (${Prisma.join(few('kinds', detaineeClasses))}) THEN 'detainee'
  ELSE 'convict' END`;

/**
 * Tables of those whose records were merged, which are few: `person` says whose a record is, `classes` which class the
 * person had from when until when, `stays` when they were in the unit, `told` what their enrolments were. What came later holds,
 * whichever record says it.
 */
const mergedPeople = (unitId: number) => Prisma.sql`
  person AS MATERIALIZED (
    SELECT "fromId" AS record, "rootId" AS person FROM "Merge" WHERE "unitId" = ${unitId} AND "undoneAt" IS NULL
    UNION SELECT "rootId", "rootId" FROM "Merge" WHERE "unitId" = ${unitId} AND "undoneAt" IS NULL
  ), classes AS MATERIALIZED (
    SELECT pe.person, CAST(k."registerClass" AS TEXT) AS "class", k."from", k."until",
      LEAD(k."from") OVER (
        PARTITION BY pe.person ORDER BY k."from", CASE WHEN pe.record = pe.person THEN 1 ELSE 0 END, k."id") AS "next"
    FROM person pe JOIN "ParticipantClass" k ON k."participantId" = pe.record
  ), stays AS MATERIALIZED (
    SELECT pe.person, pe.record, p."presentFrom" AS "from", p."presentUntil" AS "until",
      LEAD(p."presentFrom") OVER (
        PARTITION BY pe.person ORDER BY p."presentFrom", CASE WHEN pe.record = pe.person THEN 1 ELSE 0 END, p."id") AS "next"
    FROM person pe JOIN "Participant" p ON p."id" = pe.record
  ), told AS MATERIALIZED (
    SELECT pe.person, e."programmeId" AS programme, e."id" AS enrolment, CAST(c."state" AS TEXT) AS "state",
      c."from", c."until"
    FROM person pe
    JOIN "Enrolment" e ON e."participantId" = pe.record
    JOIN "EnrolmentChange" c ON c."enrolmentId" = e."id"
  )`;

/** Rows of `classes` and `stays` that hold at an instant. */
function heldAt(alias: 'mc' | 's', at: Date): Prisma.Sql {
  const row = Prisma.raw(alias);
  return Prisma.sql`${row}."from" <= ${at} AND (${row}."next" IS NULL OR ${row}."next" > ${at})
    AND (${row}."until" IS NULL OR ${row}."until" > ${at})`;
}

/** Of an enrolment `e` of a person of several records, nothing told of another of theirs in that programme meets a condition. */
const noOther = (condition: Prisma.Sql) => Prisma.sql`(pe.person IS NULL OR NOT EXISTS (
  SELECT 1 FROM told oc
  WHERE oc.person = pe.person AND oc.programme = e."programmeId" AND oc.enrolment <> e."id" AND ${condition}))`;

/**
 * Enrolments of people of several records that say no more at an instant than another of theirs in the same programme:
 * somebody who takes part doesn't wait as well.
 */
const doubled = (at: Date) => Prisma.sql`
  doubled AS MATERIALIZED (
    SELECT o.enrolment FROM (
      SELECT oc.enrolment, ROW_NUMBER() OVER (
        PARTITION BY oc.person, oc.programme
        ORDER BY CASE oc."state" WHEN 'active' THEN 3 WHEN 'paused' THEN 2 WHEN 'waiting' THEN 1 ELSE 0 END DESC,
          oc.enrolment) AS place
      FROM told oc WHERE ${holdsAt('oc', at)}) o
    WHERE o.place > 1
  )`;

/** The tables that a count at an instant reads of those whose records were merged, for its WITH. */
export const peopleAt = (unitId: number, at: Date): Prisma.Sql =>
  Prisma.sql`${mergedPeople(unitId)}, ${doubled(at)}`;

function holdsAt(alias: 'c' | 'oc' | 'pc', at: Date): Prisma.Sql {
  const row = Prisma.raw(alias);
  return Prisma.sql`${row}."from" <= ${at} AND (${row}."until" IS NULL OR ${row}."until" > ${at})`;
}

function programmesIn({ agencyIds, filter }: Counted): Prisma.Sql {
  const { agencyId, programmeId, kind } = filter;
  return Prisma.join(
    [
      Prisma.sql`1 = 1`,
      ...(agencyIds === null
        ? []
        : agencyIds.length === 0
          ? [Prisma.sql`1 = 0`]
          : [Prisma.sql`g."agencyId" IN (${Prisma.join(few('agencies', agencyIds))})`]),
      ...(agencyId === null ? [] : [Prisma.sql`g."agencyId" = ${agencyId}`]),
      ...(programmeId === null ? [] : [Prisma.sql`g."id" = ${programmeId}`]),
      ...(kind === null ? [] : [Prisma.sql`CAST(g."kind" AS TEXT) = ${kind}`]),
    ],
    ' AND ',
  );
}

const ofStatus = (status: LegalStatus | null): Prisma.Sql =>
  status === null ? Prisma.empty : Prisma.sql`AND ${statusOf} = ${status}`;

/**
 * Enrolled at `at`, waiting, present, and joined and left from `since` to `at`. One query, whatever the size; what is
 * live is materialised, since SQLite would otherwise work it out again for each of the six sums.
 */
export async function tally(db: Reader, counted: Counted, at: Date, since?: Date): Promise<Tallies> {
  const rows = await db.$queryRaw<Row[]>`
    WITH ${peopleAt(counted.unitId, at)}, live AS MATERIALIZED (${liveAt(counted, at)}
    ), enrolled AS MATERIALIZED (SELECT * FROM live WHERE state IN (${enrolledStates}))
    SELECT 'total' AS what, '' AS "key",
      COUNT(DISTINCT person) AS people, COUNT(DISTINCT enrolment) AS enrolments FROM enrolled
    UNION ALL SELECT 'status', status, COUNT(DISTINCT person), COUNT(DISTINCT enrolment)
      FROM enrolled GROUP BY status
    UNION ALL SELECT 'kind', kind, COUNT(DISTINCT person), COUNT(DISTINCT enrolment)
      FROM enrolled GROUP BY kind
    UNION ALL SELECT 'agency', CAST(agency AS TEXT), COUNT(DISTINCT person), COUNT(DISTINCT enrolment)
      FROM enrolled GROUP BY agency
    UNION ALL SELECT 'programme', CAST(programme AS TEXT), COUNT(DISTINCT person), COUNT(DISTINCT enrolment)
      FROM enrolled GROUP BY programme
    UNION ALL SELECT 'waiting', CAST(programme AS TEXT), COUNT(DISTINCT person), COUNT(DISTINCT enrolment)
      FROM live WHERE state = 'waiting' GROUP BY programme
    UNION ALL SELECT 'present', ${statusOf}, COUNT(DISTINCT p."id"), 0 ${presentAt(counted, at)} GROUP BY 2
    ${since ? movements(counted, since, at) : Prisma.empty}`;
  return fold(rows);
}

/** Two changes at one instant leave a state that held for no time. */
function lasts(alias: 'b' | 'c' | 'oc'): Prisma.Sql {
  const row = Prisma.raw(alias);
  return Prisma.sql`(${row}."until" IS NULL OR ${row}."until" > ${row}."from")`;
}

const enrolledIn = (counted: Counted): Prisma.Sql => Prisma.sql`
  e."unitId" = ${counted.unitId} AND CAST(c."state" AS TEXT) IN (${enrolledStates})
    AND ${lasts('c')} AND ${programmesIn(counted)} ${ofStatus(counted.filter.status)}`;

const changesOf = Prisma.sql`
  FROM "EnrolmentChange" c
  JOIN "Enrolment" e ON e."id" = c."enrolmentId"
  JOIN "Programme" g ON g."id" = e."programmeId"`;

/** The person of an enrolment `e`, if of several records, with their class as `mc` where it holds. */
const merged = (holds: Prisma.Sql): Prisma.Sql => Prisma.sql`
  LEFT JOIN person pe ON pe.record = e."participantId"
  LEFT JOIN classes mc ON mc.person = pe.person AND ${holds}`;

const enrolledOther = Prisma.sql`${lasts('oc')} AND CAST(oc."state" AS TEXT) IN (${enrolledStates})`;

/**
 * A stretch of being enrolled begins where the state before wasn't enrolled, and ends where the one after isn't: a
 * pause does neither. The status is that at the moment of joining, or just before leaving. These are the stretches'
 * first and last changes, as `c` of `e`; they need the tables of {@link peopleAt}.
 */
export const joinedWithin = (counted: Counted, since: Date, at: Date): Prisma.Sql => Prisma.sql`
  ${changesOf}
  LEFT JOIN "ParticipantClass" pc ON pc."participantId" = e."participantId"
    AND pc."from" <= c."from" AND (pc."until" IS NULL OR pc."until" > c."from")
  ${merged(Prisma.sql`mc."from" <= c."from" AND (mc."next" IS NULL OR mc."next" > c."from")
    AND (mc."until" IS NULL OR mc."until" > c."from")`)}
  WHERE ${enrolledIn(counted)} AND c."from" >= ${since} AND c."from" <= ${at} AND NOT EXISTS (
    SELECT 1 FROM "EnrolmentChange" b WHERE b."enrolmentId" = c."enrolmentId"
      AND b."until" = c."from" AND ${lasts('b')} AND CAST(b."state" AS TEXT) IN (${enrolledStates}))
    AND ${noOther(Prisma.sql`${enrolledOther} AND (
      (oc."from" < c."from" AND (oc."until" IS NULL OR oc."until" >= c."from"))
      OR (oc."from" = c."from" AND oc.enrolment < e."id"))`)}`;

/** See {@link joinedWithin}. */
export const leftWithin = (counted: Counted, since: Date, at: Date): Prisma.Sql => Prisma.sql`
  ${changesOf}
  LEFT JOIN "ParticipantClass" pc ON pc."participantId" = e."participantId"
    AND pc."from" < c."until" AND (pc."until" IS NULL OR pc."until" >= c."until")
  ${merged(Prisma.sql`mc."from" < c."until" AND (mc."next" IS NULL OR mc."next" >= c."until")
    AND (mc."until" IS NULL OR mc."until" >= c."until")`)}
  WHERE ${enrolledIn(counted)} AND c."until" >= ${since} AND c."until" <= ${at} AND NOT EXISTS (
    SELECT 1 FROM "EnrolmentChange" b WHERE b."enrolmentId" = c."enrolmentId"
      AND b."from" = c."until" AND ${lasts('b')} AND CAST(b."state" AS TEXT) IN (${enrolledStates}))
    AND ${noOther(Prisma.sql`${enrolledOther} AND (
      (oc."from" <= c."until" AND (oc."until" IS NULL OR oc."until" > c."until"))
      OR (oc."until" = c."until" AND oc.enrolment < e."id"))`)}`;

function movements(counted: Counted, since: Date, at: Date): Prisma.Sql {
  return Prisma.sql`
    UNION ALL SELECT 'joined', '', 0, COUNT(DISTINCT c."id") ${joinedWithin(counted, since, at)}
    UNION ALL SELECT 'left', '', 0, COUNT(DISTINCT c."id") ${leftWithin(counted, since, at)}`;
}

/** Who stands in a programme in whatever state at an instant, a row each; needs the tables of {@link peopleAt}. */
export const liveAt = (counted: Counted, at: Date): Prisma.Sql => Prisma.sql`
  SELECT e."id" AS enrolment, e."participantId" AS record, COALESCE(pe.person, e."participantId") AS person, e."programmeId" AS programme,
    COALESCE(g."agencyId", 0) AS agency, CAST(g."kind" AS TEXT) AS kind, CAST(c."state" AS TEXT) AS state,
    ${statusOf} AS status
  FROM "Enrolment" e
  JOIN "Programme" g ON g."id" = e."programmeId"
  JOIN "EnrolmentChange" c ON c."enrolmentId" = e."id" AND ${holdsAt('c', at)}
  LEFT JOIN "ParticipantClass" pc ON pc."participantId" = e."participantId" AND ${holdsAt('pc', at)}
  ${merged(heldAt('mc', at))}
  WHERE e."unitId" = ${counted.unitId} AND ${programmesIn(counted)} ${ofStatus(counted.filter.status)}
    AND e."id" NOT IN (SELECT enrolment FROM doubled)`;

/**
 * Of whoever {@link presentAt} finds, the record that says so, not the one that stands for them now: when somebody comes
 * back under another number, nothing of the time before is another.
 */
export const presentBy = (at: Date): Prisma.Sql => Prisma.sql`CASE WHEN pe.person IS NULL THEN p."id" ELSE (
  SELECT MIN(s.record) FROM stays s WHERE s.person = p."id" AND ${heldAt('s', at)}) END`;

/** Who is in the unit at an instant, as `p` with their class as `pc`; needs the tables of {@link peopleAt}. */
export const presentAt = ({ unitId, filter }: Counted, at: Date): Prisma.Sql => Prisma.sql`
  FROM "Participant" p
  LEFT JOIN "ParticipantClass" pc ON pc."participantId" = p."id" AND ${holdsAt('pc', at)}
  LEFT JOIN person pe ON pe.record = p."id"
  LEFT JOIN classes mc ON mc.person = pe.person AND ${heldAt('mc', at)}
  WHERE p."unitId" = ${unitId} AND CASE
    WHEN pe.person IS NULL THEN p."presentFrom" <= ${at} AND (p."presentUntil" IS NULL OR p."presentUntil" > ${at})
    ELSE pe.person = p."id" AND EXISTS (SELECT 1 FROM stays s WHERE s.person = p."id" AND ${heldAt('s', at)})
    END ${ofStatus(filter.status)}`;

function fold(rows: readonly Row[]): Tallies {
  const of = (what: string) => rows.filter((row) => row.what === what);
  const people = (row: Row): People => ({ people: Number(row.people), enrolments: Number(row.enrolments) });
  const byId = (what: string) => new Map(of(what).map((row) => [Number(row.key), people(row)]));
  const first = (what: string): People => of(what).map(people)[0] ?? NOBODY;
  const statuses = ([...LEGAL_STATUSES, 'unknown'] as const).flatMap((status) =>
    rows.filter(({ key }) => key === status).map((row) => ({ status, row })),
  );
  const inStatus = <T>(what: string, value: (row: Row) => T) =>
    new Map(statuses.filter(({ row }) => row.what === what).map(({ status, row }) => [status, value(row)]));
  return {
    total: first('total'),
    byStatus: inStatus('status', people),
    byKind: new Map(of('kind').map((row) => [row.key === 'trade' ? 'trade' : 'attitude', people(row)])),
    byAgency: byId('agency'),
    byProgramme: byId('programme'),
    waiting: byId('waiting'),
    present: inStatus('present', (row) => Number(row.people)),
    joined: first('joined').enrolments,
    left: first('left').enrolments,
  };
}

/** When the unit's first enrolment was recorded to begin; undefined while there is none. */
export async function firstRecord(db: Reader, unitId: number): Promise<Date | undefined> {
  const first = await db.enrolmentChange.findFirst({
    where: { enrolment: { unitId } },
    orderBy: { from: 'asc' },
    select: { from: true },
  });
  return first?.from;
}

export type ProgrammeRow = {
  readonly id: number;
  readonly name: string;
  readonly kind: ProgrammeKind;
  readonly seats: number | null;
  readonly agencyId: number | null;
};

/** Every programme of the unit by name. Small: a unit has tens. One query. */
export const programmesOf = declareRead(
  {
    id: 'Programme.id',
    name: 'Programme.name',
    kind: 'Programme.kind',
    seats: 'Programme.seats',
    agencyId: 'Programme.agencyId',
  },
  (unitId: number) => Prisma.sql`
    SELECT "id", "name", "kind", "seats", "agencyId" FROM "Programme" WHERE "unitId" = ${unitId} ORDER BY "searchName"`,
  [0],
);

/** Every agency of the unit by name. One query. */
export const agenciesOf = declareRead(
  { id: 'Agency.id', name: 'Agency.name' },
  (unitId: number) => Prisma.sql`
    SELECT "id", "name" FROM "Agency" WHERE "unitId" = ${unitId} ORDER BY "searchName"`,
  [0],
);

/**
 * A bound group's own agency: null is the whole unit's group, undefined a group that isn't bound; `elsewhere`: another
 * unit has bound it.
 */
export async function boundAgency(
  db: Reader,
  unitId: number,
  chatId: bigint,
): Promise<number | null | undefined | 'elsewhere'> {
  const bound = await db.groupChat.findFirst({
    where: { chatId, unboundAt: null },
    select: { unitId: true, agencyId: true },
  });
  return bound && bound.unitId !== unitId ? 'elsewhere' : bound?.agencyId;
}

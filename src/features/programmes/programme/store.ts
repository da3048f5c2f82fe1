import type { Scope } from '../../../access/can.js';
import type { Reader, Tx } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few } from '../../../lib/lists.js';
import { searchName } from '../../../reading/search-name.js';
import { ENROLLED_STATES, type ProgrammeKind } from '../enrolment/rules.js';
import type { ProgrammeState } from '../life/rules.js';

type Named = { readonly id: number; readonly name: string };

/** What is written down of a programme. Dates as YYYY-MM-DD; null is what isn't known or limited. */
type ProgrammeFacts = {
  readonly id: number;
  readonly name: string;
  readonly kind: ProgrammeKind;
  readonly state: ProgrammeState;
  readonly seats: number | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly plannedSessions: number | null;
  readonly plannedHours: number | null;
  readonly minAttendance: number | null;
  readonly trainer: string | null;
  readonly place: string | null;
};

/** A programme with who takes part now. `seats` null: no limit. Dates as YYYY-MM-DD. */
export type ProgrammeSummary = ProgrammeFacts & {
  readonly agency: Named | null;
  readonly officer: Named | null;
  readonly namesShown: boolean;
  /** When it was finished or called off, and why, as typed. */
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly version: number;
  /** *Terdaftar* (aktif and jeda) and *daftar tunggu*. */
  readonly enrolled: number;
  readonly waiting: number;
};

/** A programme with what its card tells besides. */
export type ProgrammeRecord = ProgrammeSummary & {
  /** Sessions held so far, and their length in minutes. */
  readonly held: { readonly sessions: number; readonly minutes: number };
  /** Trainers who are people here, by name. */
  readonly trainers: readonly Named[];
  /** Seats that are offered to somebody on the waiting list. */
  readonly offered: number;
  /** How those who took part ended: completed, or for another reason that was given. */
  readonly endings: { readonly completed: number; readonly others: number };
};

/** A scope as a condition on programmes, `g`; undefined where nothing is in reach. */
function programmesIn(scope: Scope): Prisma.Sql | undefined {
  switch (scope.kind) {
    case 'none':
      return undefined;
    case 'unit':
      return Prisma.sql`g."unitId" = ${scope.unitId}`;
    case 'agencies':
      return scope.agencyIds.length === 0
        ? undefined
        : Prisma.sql`g."unitId" = ${scope.unitId} AND g."agencyId" IN (${Prisma.join(few('agencies', scope.agencyIds))})`;
  }
}

const factColumns = Prisma.sql`
  g."id", g."name", g."kind", g."state", g."seats", g."startsOn", g."endsOn", g."plannedSessions", g."plannedHours",
  g."minAttendance",  g."trainer", g."place", g."agencyId", g."officerId"`;

const columns = Prisma.sql`
  ${factColumns}, a."name" AS "agencyName", o."name" AS "officerName", g."namesShown", g."endedAt", g."endReason",
  g."version"`;

const fromProgramme = Prisma.sql`
  FROM "Programme" g LEFT JOIN "Agency" a ON a."id" = g."agencyId" LEFT JOIN "Person" o ON o."id" = g."officerId"`;

const enrolledCount = Prisma.sql`
  (SELECT COUNT(*) FROM "Enrolment" e
    WHERE e."programmeId" = g."id" AND e."state" IN (${Prisma.join([...ENROLLED_STATES])}))`;
const waitingCount = Prisma.sql`
  (SELECT COUNT(*) FROM "Enrolment" e WHERE e."programmeId" = g."id" AND e."state" = 'waiting')`;

type Count = number | bigint | null;

type ProgrammeRow = ProgrammeFacts &
  Pick<ProgrammeSummary, 'namesShown' | 'endedAt' | 'endReason' | 'version'> & {
    readonly agencyId: number | null;
    readonly agencyName: string | null;
    readonly officerId: number | null;
    readonly officerName: string | null;
    readonly enrolled: Count;
    readonly waiting: Count;
  };

function summaryOf(row: ProgrammeRow): ProgrammeSummary {
  const { id, name, kind, state, seats, startsOn, endsOn, plannedSessions, plannedHours, trainer, place } =
    row;
  const { namesShown, endedAt, endReason, version, enrolled, waiting } = row;
  const named = (one: number | null, known: string | null) =>
    one === null ? null : { id: one, name: known ?? '' };
  return {
    id,
    name,
    kind,
    state,
    agency: named(row.agencyId, row.agencyName),
    seats,
    startsOn,
    endsOn,
    plannedSessions,
    plannedHours,
    minAttendance: row.minAttendance,
    trainer,
    place,
    officer: named(row.officerId, row.officerName),
    namesShown,
    endedAt,
    endReason,
    version,
    enrolled: Number(enrolled),
    waiting: Number(waiting),
  };
}

/** Programmes in a scope, by name, with their numbers now. One query. */
export async function listProgrammes(db: Reader, scope: Scope): Promise<ProgrammeSummary[]> {
  const within = programmesIn(scope);
  if (!within) return [];
  const rows = await db.$queryRaw<ProgrammeRow[]>`
    SELECT ${columns}, ${enrolledCount} AS "enrolled", ${waitingCount} AS "waiting"
    ${fromProgramme} WHERE ${within} ORDER BY g."searchName"`;
  return rows.map(summaryOf);
}

type RecordRow = ProgrammeRow & {
  readonly offered: Count;
  readonly completed: Count;
  readonly ended: Count;
  readonly trainerId: number | null;
  readonly trainerName: string | null;
  readonly sessionId: number | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
};

/**
 * A programme in a scope. One query: of its rows one has the counts, the others are each a trainer or a session held
 * beside the programme.
 */
export async function findProgramme(
  db: Reader,
  scope: Scope,
  id: number,
): Promise<ProgrammeRecord | undefined> {
  const within = programmesIn(scope);
  if (!within) return undefined;
  const counted = (count: Prisma.Sql) => Prisma.sql`CASE WHEN part."of" = 0 THEN ${count} END`;
  const ended = Prisma.sql`
    SELECT COUNT(*) FROM "Enrolment" e WHERE e."programmeId" = g."id" AND e."state" = 'ended' AND e."endReason"`;
  const rows = await db.$queryRaw<RecordRow[]>`
    SELECT ${columns}, ${counted(enrolledCount)} AS "enrolled", ${counted(waitingCount)} AS "waiting",
      ${counted(Prisma.sql`(
        SELECT COUNT(*) FROM "SeatOffer" f WHERE f."programmeId" = g."id" AND f."state" = 'open')`)} AS "offered",
      ${counted(Prisma.sql`(${ended} = 'completed')`)} AS "completed",
      ${counted(Prisma.sql`(${ended} NOT IN ('unrecorded', 'merged'))`)} AS "ended",
      p."id" AS "trainerId", p."name" AS "trainerName", s."id" AS "sessionId", s."startsAt", s."endsAt"
    ${fromProgramme}
    CROSS JOIN (SELECT 0 AS "of" UNION ALL SELECT 1 UNION ALL SELECT 2) part
    LEFT JOIN "ProgrammeTrainer" t ON part."of" = 1 AND t."programmeId" = g."id"
    LEFT JOIN "Person" p ON p."id" = t."personId"
    LEFT JOIN "Session" s ON part."of" = 2 AND s."programmeId" = g."id" AND s."state" = 'held'
    WHERE g."id" = ${id} AND ${within} ORDER BY part."of", p."name"`;
  const [first] = rows;
  if (!first) return undefined;
  const held = rows.filter(({ sessionId }) => sessionId !== null);
  const ms = held.reduce((sum, { startsAt, endsAt }) => sum + endsAt.getTime() - startsAt.getTime(), 0);
  const completed = Number(first.completed);
  return {
    ...summaryOf(first),
    held: { sessions: held.length, minutes: Math.round(ms / 60_000) },
    trainers: rows.flatMap(({ trainerId, trainerName }) =>
      trainerId === null ? [] : [{ id: trainerId, name: trainerName ?? '' }],
    ),
    offered: Number(first.offered),
    endings: { completed, others: Number(first.ended) - completed },
  };
}

/** How many hold a seat of the programme now. */
export async function countEnrolled(db: Reader, programmeId: number): Promise<number> {
  return db.enrolment.count({ where: { programmeId, state: { in: [...ENROLLED_STATES] } } });
}

/** What the unit's programmes are called, by name. One query. */
export function programmeNames(db: Reader, unitId: number): Promise<Named[]> {
  return db.programme.findMany({
    where: { unitId },
    select: { id: true, name: true },
    orderBy: { searchName: 'asc' },
  });
}

/** What saving a programme is decided by. */
export type SavingFacts = {
  /** As it is before, where it is being changed. */
  readonly before:
    | (ProgrammeFacts & { readonly agencyId: number | null; readonly officerId: number | null })
    | undefined;
  /** The programme that has the name. */
  readonly named: number | undefined;
  /** Whether the agency is the unit's. */
  readonly agencyKnown: boolean;
  /** Who is linked as its trainer. */
  readonly trainers: readonly number[];
};

type SavingRow = Omit<NonNullable<SavingFacts['before']>, 'id'> & {
  readonly id: number | null;
  readonly named: number | null;
  readonly agency: number | null;
  readonly trainerId: number | null;
};

/** What saving a programme under a name and with an agency is decided by; `id`: of the one that is changed. One query. */
export async function savingFacts(
  tx: Tx,
  unitId: number,
  to: { readonly name: string; readonly agencyId: number | null },
  id?: number,
): Promise<SavingFacts> {
  const rows = await tx.$queryRaw<SavingRow[]>`
    SELECT ${factColumns}, same."id" AS "named", a."id" AS "agency", t."personId" AS "trainerId"
    FROM "Unit" u
    LEFT JOIN "Programme" g ON g."id" = ${id ?? -1} AND g."unitId" = u."id"
    LEFT JOIN "Programme" same ON same."unitId" = u."id" AND same."searchName" = ${searchName(to.name)}
    LEFT JOIN "Agency" a ON a."id" = ${to.agencyId ?? -1} AND a."unitId" = u."id"
    LEFT JOIN "ProgrammeTrainer" t ON t."programmeId" = g."id"
    WHERE u."id" = ${unitId} ORDER BY t."personId"`;
  const [row] = rows;
  if (!row) throw new Error(`no unit ${unitId}`);
  const { named, agency, trainerId: _trainer, id: found, ...facts } = row;
  return {
    before: found === null ? undefined : { ...facts, id: found },
    named: named ?? undefined,
    agencyKnown: agency !== null,
    trainers: rows.flatMap(({ trainerId }) => (trainerId === null ? [] : [trainerId])),
  };
}

/** Makes the people named a programme's trainers, of whom `linked` are. No statement where they are the same. */
export async function setTrainers(
  tx: Tx,
  programmeId: number,
  personIds: readonly number[],
  linked: readonly number[],
): Promise<void> {
  const gone = linked.filter((id) => !personIds.includes(id));
  const added = personIds.filter((id) => !linked.includes(id));
  if (gone.length > 0)
    await tx.programmeTrainer.deleteMany({ where: { programmeId, personId: { in: few('people', gone) } } });
  if (added.length > 0)
    await tx.programmeTrainer.createMany({ data: added.map((personId) => ({ programmeId, personId })) });
}

import type { Scope } from '../../../access/can.js';
import { withinAgency } from '../../../access/where.js';
import type { Reader } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { heldAt, isHeld } from '../../people/index.js';
import { scopeOn } from '../facts/store.js';
import type { ProgrammeState } from '../life/rules.js';

/** A programme with what planning its sessions needs. */
export type Plannable = {
  readonly id: number;
  readonly unitId: number;
  readonly zone: string;
  readonly name: string;
  readonly agencyId: number | null;
  readonly state: ProgrammeState;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly plannedSessions: number | null;
  readonly trainer: string | null;
  readonly officerId: number | null;
};

/** A {@link Plannable} as {@link plannableColumns} have it. */
export type PlannableColumns = {
  readonly programmeId: number;
  readonly unitId: number;
  readonly zone: string;
  readonly programme: string;
  readonly agencyId: number | null;
  readonly programmeState: ProgrammeState;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly plannedSessions: number | null;
  readonly usualTrainer: string | null;
  readonly officerId: number | null;
};

/** What a query selects that calls a programme `g` and its unit `u`. */
export const plannableColumns = Prisma.sql`
  g."id" AS "programmeId", g."unitId", u."zone", g."name" AS "programme", g."agencyId", g."state" AS "programmeState",
  g."startsOn", g."endsOn", g."plannedSessions", g."trainer" AS "usualTrainer", g."officerId"`;

export function plannableOf(row: PlannableColumns): Plannable {
  const { programmeId: id, unitId, zone, programme: name, agencyId, programmeState: state } = row;
  const { startsOn, endsOn, plannedSessions, usualTrainer: trainer, officerId } = row;
  return { id, unitId, zone, name, agencyId, state, startsOn, endsOn, plannedSessions, trainer, officerId };
}

/** Selects a programme, where it lies within a scope if one is given, as {@link PlannableColumns}: to be joined with. */
export function plannableRows(id: number, scope?: Scope): Prisma.Sql {
  const within = scope ? scopeOn(scope) : Prisma.sql`1 = 1`;
  return Prisma.sql`
    SELECT ${plannableColumns} FROM "Programme" g JOIN "Unit" u ON u."id" = g."unitId"
    WHERE g."id" = ${id} AND ${within}`;
}

/** A programme in scope. One query. */
export async function plannableIn(db: Reader, scope: Scope, id: number): Promise<Plannable | undefined> {
  const [row] = await db.$queryRaw<PlannableColumns[]>(plannableRows(id, scope));
  return row && plannableOf(row);
}

/** Programmes that have a weekly time, or sessions still planned: those a timetable may have to be compared for. */
export async function programmesToPlan(db: Reader, now: Date, unitId?: number): Promise<number[]> {
  const rows = await db.programme.findMany({
    where: {
      ...(unitId === undefined ? {} : { unitId }),
      OR: [
        { timetable: { some: { endedAt: null } } },
        { sessions: { some: { state: 'planned', startsAt: { gt: now } } } },
      ],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}

/** Programmes that aren't offered for recording by themselves: they follow a timetable, or aren't in progress. */
export async function restingProgrammes(db: Reader, scope: Scope): Promise<ReadonlySet<number>> {
  const resting = [
    { timetable: { some: { endedAt: null } } },
    { state: { notIn: ['open' as const, 'running' as const] } },
  ];
  const rows = await db.programme.findMany({
    where: { AND: [withinAgency(scope), { OR: resting }] },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** Selects the people who train a programme and hold a post in its unit, `personId`: to be joined with. */
export function trainerRows(unitId: number, programmeId: number, now: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT t."personId" FROM "ProgrammeTrainer" t WHERE t."programmeId" = ${programmeId} AND EXISTS (
      SELECT 1 FROM "Post" o WHERE o."personId" = t."personId" AND o."unitId" = ${unitId} AND ${isHeld(now)})`;
}

/** People who train a programme and hold a post in its unit. One query. */
export async function trainersInOffice(
  db: Reader,
  unitId: number,
  programmeId: number,
  now: Date,
): Promise<number[]> {
  const rows = await db.programmeTrainer.findMany({
    where: { programmeId, person: { posts: { some: { unitId, ...heldAt(now) } } } },
    select: { personId: true },
    orderBy: { personId: 'asc' },
  });
  return rows.map(({ personId }) => personId);
}

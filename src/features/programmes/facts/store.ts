import type { Scope } from '../../../access/can.js';
import { withinAgency } from '../../../access/where.js';
import type { Reader } from '../../../db/database.js';
import { scopeSql } from '../../../db/sql/scope.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import type { ProgrammeState } from '../life/rules.js';

/** What others say of a programme, to be taken along by a relation to it. */
export const programmeFacts = {
  id: true,
  unitId: true,
  name: true,
  agencyId: true,
  trainer: true,
  place: true,
  namesShown: true,
} as const;

export type ProgrammeFacts = {
  readonly id: number;
  readonly unitId: number;
  readonly name: string;
  readonly agencyId: number | null;
  readonly trainer: string | null;
  readonly place: string | null;
  readonly namesShown: boolean;
};

/** A scope as a condition on programmes, which the query calls `g`. */
export function scopeOn(scope: Scope): Prisma.Sql {
  return scopeSql(scope, Prisma.sql`g`, (agencyIds) => Prisma.sql`g."agencyId" IN (${agencyIds})`);
}

/** Programmes that lie within a scope, by name. One query. */
export function programmesIn(db: Reader, scope: Scope): Promise<ProgrammeFacts[]> {
  return db.programme.findMany({
    where: withinAgency(scope),
    select: programmeFacts,
    orderBy: { searchName: 'asc' },
  });
}

/** Selects a unit's programmes, or one of them, as {@link ProgrammeFacts} with `searchName`: to be joined with. */
export function programmeRows({
  unitId,
  programmeId,
}: {
  readonly unitId: number;
  readonly programmeId?: number;
}): Prisma.Sql {
  const one = programmeId === undefined ? Prisma.empty : Prisma.sql`AND "id" = ${programmeId}`;
  return Prisma.sql`
    SELECT "id", "unitId", "name", "agencyId", "trainer", "place", "namesShown", "searchName"
    FROM "Programme" WHERE "unitId" = ${unitId} ${one}`;
}

/** A unit's programme as a list of all of them has it. `seats` null: no limit. */
export type ListedProgramme = {
  readonly id: number;
  readonly name: string;
  readonly searchName: string;
  readonly seats: number | null;
  readonly state: ProgrammeState;
};

/** All programmes of a unit, by name. One query. */
export function programmesOf(db: Reader, unitId: number): Promise<ListedProgramme[]> {
  return db.programme.findMany({
    where: { unitId },
    select: { id: true, name: true, searchName: true, seats: true, state: true },
    orderBy: { searchName: 'asc' },
  });
}

/** Whether a unit has a programme. One query. */
export async function isProgrammeOf(db: Reader, unitId: number, id: number): Promise<boolean> {
  return (await db.programme.findFirst({ where: { id, unitId }, select: { id: true } })) !== null;
}

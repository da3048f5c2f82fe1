import { Prisma } from '../../../generated/sqlite/client.js';
import { few } from '../../../lib/lists.js';
import { parseIsoDate } from '../../../lib/zoned.js';
import type { EnrolmentState } from '../enrolment/rules.js';
import { joinPerson } from '../identity/store.js';
import type { ProgrammeState } from '../life/rules.js';

/** A programme as it is watched over. */
export type Watched = {
  readonly id: number;
  readonly unitId: number;
  readonly zone: string;
  readonly name: string;
  readonly agencyId: number | null;
  readonly officerId: number | null;
  readonly namesShown: boolean;
};

type WatchedColumns = Omit<Watched, 'id' | 'name'> & {
  readonly programmeId: number;
  readonly programme: string;
};

const watchedColumns = Prisma.sql`
  g."id" AS "programmeId", g."unitId", u."zone", g."name" AS "programme", g."agencyId", g."officerId", g."namesShown"`;

export function watchedOf(row: WatchedColumns): Watched {
  const { programmeId: id, unitId, zone, programme: name, agencyId, officerId, namesShown } = row;
  return { id, unitId, zone, name, agencyId, officerId, namesShown };
}

/** A running programme with its days, where they are known. */
export type RunningProgramme = Watched & {
  readonly startsOn: ReturnType<typeof parseIsoDate>;
  readonly endsOn: ReturnType<typeof parseIsoDate>;
  readonly createdAt: Date;
};

/** A programme as {@link watchedRows} has it. */
export type WatchedRow = WatchedColumns & {
  readonly state: ProgrammeState;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly createdAt: Date;
};

export function runningOf(row: WatchedRow): RunningProgramme {
  const { startsOn, endsOn, createdAt } = row;
  return {
    ...watchedOf(row),
    createdAt,
    startsOn: startsOn === null ? undefined : parseIsoDate(startsOn),
    endsOn: endsOn === null ? undefined : parseIsoDate(endsOn),
  };
}

/**
 * Selects programmes that are neither drafts nor over, of all units or one of them, as {@link WatchedRow}s: to be joined
 * with.
 */
export function watchedRows(only?: { readonly unitId: number; readonly id: number }): Prisma.Sql {
  const which = only ? Prisma.sql`g."id" = ${only.id} AND g."unitId" = ${only.unitId}` : Prisma.sql`1 = 1`;
  return Prisma.sql`
    SELECT ${watchedColumns}, g."state", g."startsOn", g."endsOn", g."createdAt"
    FROM "Programme" g JOIN "Unit" u ON u."id" = g."unitId"
    WHERE g."state" IN ('open', 'running') AND ${which}`;
}

/** An enrolment as {@link enrolmentRows} has it. */
export type EnrolmentRow = WatchedColumns & {
  readonly enrolmentId: number;
  readonly state: EnrolmentState;
  readonly participantId: number;
  readonly participant: string;
};

/**
 * Selects those who take part in a programme now, or some (a chunk, not none) of a unit's enrolments in whatever state, of programmes that are
 * neither drafts nor over, as {@link EnrolmentRow}s with when they first took part, `since`: to be joined with.
 */
export function enrolmentRows(
  of: { readonly programmeId: number } | { readonly unitId: number; readonly ids: readonly number[] },
): Prisma.Sql {
  const which =
    'programmeId' in of
      ? Prisma.sql`e."programmeId" = ${of.programmeId} AND e."state" = 'active'`
      : Prisma.sql`e."unitId" = ${of.unitId} AND ${Prisma.sql`e."id" IN (${Prisma.join(few('chunk', of.ids))})`}`;
  return Prisma.sql`
    SELECT ${watchedColumns}, e."id" AS "enrolmentId", e."state", e."participantId", p."name" AS "participant",
      (SELECT MIN(c."from") FROM "EnrolmentChange" c WHERE c."enrolmentId" = e."id" AND c."state" = 'active') AS "since"
    FROM "Enrolment" e
    JOIN "Programme" g ON g."id" = e."programmeId" AND g."state" IN ('open', 'running')
    JOIN "Unit" u ON u."id" = g."unitId"
    ${joinPerson('e')}
    WHERE ${which}`;
}

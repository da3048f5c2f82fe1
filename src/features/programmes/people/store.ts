import type { Reader, Tx } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';

/** Somebody on a programme's sheet. Names and register numbers are for those with `participant.view` alone. */
export type RosterEntry = {
  readonly participantId: number;
  readonly name: string;
  readonly registerNumber: string;
};

/** A stretch of taking part, and of being in the unit. */
export type RosterRow = RosterEntry & {
  readonly activeFrom: Date;
  readonly activeUntil: Date | null;
  readonly presentFrom: Date;
  readonly presentUntil: Date | null;
};

/**
 * Selects whoever is on a programme's sheet at some moment from `from` to `until` (both inclusive), as
 * {@link RosterRow}s to be ordered by `place`: enrolled and active (not paused, not waiting) and in the unit, by name. To
 * be joined with what else is asked, and narrowed to a moment by `rosterAt`.
 */
export function rosterWithin(
  of: { readonly unitId: number; readonly programmeId: number },
  span: { readonly from: Date; readonly until: Date },
): Prisma.Sql {
  const { unitId, programmeId } = of;
  const { from, until } = span;
  return Prisma.sql`
    SELECT p."id" AS "participantId", p."name", p."registerNumber", p."presentFrom", p."presentUntil",
      c."from" AS "activeFrom", c."until" AS "activeUntil",
      ROW_NUMBER() OVER (ORDER BY p."searchName", p."registerKey") AS "place"
    FROM "Enrolment" e
    JOIN "EnrolmentChange" c ON c."enrolmentId" = e."id" AND c."state" = 'active'
      AND c."from" <= ${until} AND (c."until" IS NULL OR c."until" > ${from})
    JOIN "Participant" p ON p."id" = e."participantId" AND p."unitId" = ${unitId}
      AND p."presentFrom" <= ${until} AND (p."presentUntil" IS NULL OR p."presentUntil" > ${from})
    WHERE e."programmeId" = ${programmeId}`;
}

/** Of rows in a sheet's order, who is on it at an instant. */
export function rosterAt(rows: readonly RosterRow[], at: Date): RosterEntry[] {
  const holds = (from: Date, until: Date | null) => from <= at && (until === null || until > at);
  const there = rows.filter(
    ({ activeFrom, activeUntil, presentFrom, presentUntil }) =>
      holds(activeFrom, activeUntil) && holds(presentFrom, presentUntil),
  );
  const entries = there.map(({ participantId, name, registerNumber }): [number, RosterEntry] => [
    participantId,
    { participantId, name, registerNumber },
  ]);
  return [...new Map(entries).values()];
}

/** Who is on a programme's sheet at an instant. Empty where nothing is recorded for that time. One query. */
export async function rosterOn(
  db: Reader | Tx,
  of: { readonly unitId: number; readonly programmeId: number },
  at: Date,
): Promise<RosterEntry[]> {
  const rows = await db.$queryRaw<RosterRow[]>`${rosterWithin(of, { from: at, until: at })} ORDER BY "place"`;
  return rosterAt(rows, at);
}

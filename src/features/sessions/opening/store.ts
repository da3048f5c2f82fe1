import type { Reader } from '../../../db/database.js';
import { uniqueRows } from '../../../db/sql/rows.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import {
  type ClosingColumns,
  closingColumns,
  closingIn,
  type InForce,
  joinClosing,
  type Month,
} from '../../months/index.js';
import { type ProgrammeFacts, programmeRows, type RosterRow, rosterWithin } from '../../programmes/index.js';
import { idsOf } from '../paper/store.js';

type ProgrammeRow = Omit<ProgrammeFacts, 'name' | 'place'> & {
  readonly programme: string;
  readonly room: string | null;
  readonly lastNumber: number | null;
  readonly lastStartsAt: Date;
  readonly lastEndsAt: Date;
};

type Row = ProgrammeRow &
  ClosingColumns & {
    readonly plannedId: number | null;
    readonly plannedTrainer: string | null;
    readonly plannedStartsAt: Date;
    readonly plannedEndsAt: Date;
    readonly paperId: number | null;
    readonly participants: unknown;
    readonly heldId: number | null;
    readonly heldNumber: number | null;
    readonly heldStartsAt: Date;
    readonly participantId: number | null;
  } & Omit<RosterRow, 'participantId'>;

/** A programme with its last session that was held: what the next one is likely to be like. */
export type LoggableProgramme = {
  readonly programme: ProgrammeFacts;
  readonly last: { readonly number: number; readonly startsAt: Date; readonly endsAt: Date } | undefined;
};

/** What a session's form opens with, read for one of the unit's days. */
export type OpeningFacts = LoggableProgramme & {
  /** The planned session asked for, if it is still planned. */
  readonly planned:
    | {
        readonly id: number;
        readonly trainer: string | null;
        readonly startsAt: Date;
        readonly endsAt: Date;
      }
    | undefined;
  /** The printed sheet asked for, or else the planned session's; participants in the order of their numbers. */
  readonly paper: { readonly id: number; readonly participants: readonly number[] } | undefined;
  /** The closing of the day's month. */
  readonly closed: InForce | undefined;
  /** What was held on that day. */
  readonly held: readonly { readonly id: number; readonly number: number | null; readonly startsAt: Date }[];
  /** Who takes part at some time of that day. */
  readonly roster: readonly RosterRow[];
};

/** What to read: a programme's next session, a planned one, or that of a printed sheet. */
export type OpeningKey = {
  readonly unitId: number;
  readonly programmeId: number;
  readonly plannedId: number | undefined;
  readonly paperId: number | undefined;
};

const programmeColumns = Prisma.sql`
  g."id", g."unitId", g."name" AS "programme", g."agencyId", g."trainer", g."place" AS "room", g."namesShown",
  l."number" AS "lastNumber", l."startsAt" AS "lastStartsAt", l."endsAt" AS "lastEndsAt"`;

const fromProgrammes = (of: { readonly unitId: number; readonly programmeId?: number }) => Prisma.sql`
  FROM (${programmeRows(of)}) g
  LEFT JOIN "Session" l ON l."programmeId" = g."id"
    AND l."number" = (SELECT MAX(n."number") FROM "Session" n WHERE n."programmeId" = g."id")`;

function loggable(row: ProgrammeRow): LoggableProgramme {
  const { id, unitId, programme: name, room: place, agencyId, trainer, namesShown } = row;
  const { lastNumber: number, lastStartsAt: startsAt, lastEndsAt: endsAt } = row;
  return {
    programme: { id, unitId, name, agencyId, trainer, place, namesShown },
    last: number === null ? undefined : { number, startsAt, endsAt },
  };
}

/** A unit's programmes by name. One query. */
export async function loggableIn(db: Reader, unitId: number): Promise<LoggableProgramme[]> {
  const rows = await db.$queryRaw<ProgrammeRow[]>`
    SELECT ${programmeColumns} ${fromProgrammes({ unitId })} ORDER BY g."searchName"`;
  return rows.map(loggable);
}

/**
 * All that a session's form needs to open, in one query: a tap on a slow disk waits for a single answer. Nothing where
 * the unit has no such programme.
 */
export async function openingFacts(
  db: Reader,
  of: OpeningKey,
  day: { readonly from: Date; readonly until: Date; readonly month: Month },
): Promise<OpeningFacts | undefined> {
  const { unitId, programmeId, plannedId, paperId: wanted } = of;
  const { from, until, month } = day;
  const whichPaper = wanted === undefined ? Prisma.sql`s."id" = p."id"` : Prisma.sql`a."id" = ${wanted}`;
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT ${programmeColumns},
      p."id" AS "plannedId", p."trainer" AS "plannedTrainer",
      p."startsAt" AS "plannedStartsAt", p."endsAt" AS "plannedEndsAt",
      paper."id" AS "paperId", paper."participants",
      ${closingColumns},
      h."id" AS "heldId", h."number" AS "heldNumber", h."startsAt" AS "heldStartsAt",
      r."participantId", r."personId", r."name", r."registerNumber",
      r."activeFrom", r."activeUntil", r."presentFrom", r."presentUntil"
    ${fromProgrammes({ unitId, programmeId })}
    LEFT JOIN "Session" p ON p."programmeId" = g."id" AND p."state" = 'planned' AND p."id" = ${plannedId ?? -1}
    LEFT JOIN "AttendanceSheet" paper ON paper."id" = (
      SELECT MIN(a."id") FROM "AttendanceSheet" a JOIN "Session" s ON s."id" = a."sessionId"
      WHERE s."programmeId" = ${programmeId} AND ${whichPaper})
    ${joinClosing(unitId, month)}
    LEFT JOIN "Session" h ON h."programmeId" = g."id" AND h."state" = 'held'
      AND h."startsAt" >= ${from} AND h."startsAt" < ${until}
    LEFT JOIN (${rosterWithin(of, day)}) r ON 1 = 1
    ORDER BY r."place"`);
  const [row] = rows;
  if (!row) return undefined;
  const { paperId } = row;
  return {
    ...loggable(row),
    planned:
      row.plannedId === null
        ? undefined
        : {
            id: row.plannedId,
            trainer: row.plannedTrainer,
            startsAt: row.plannedStartsAt,
            endsAt: row.plannedEndsAt,
          },
    paper: paperId === null ? undefined : { id: paperId, participants: idsOf(row.participants) },
    closed: closingIn(row),
    held: uniqueRows(
      rows,
      ({ heldId }) => heldId,
      ({ heldId, heldNumber, heldStartsAt }) => ({
        id: heldId ?? 0,
        number: heldNumber,
        startsAt: heldStartsAt,
      }),
    ),
    roster: rows.flatMap((one) => (one.participantId === null ? [] : [one as RosterRow])),
  };
}

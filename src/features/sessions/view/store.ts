import type { Scope } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { keptColumns } from '../../evidence/index.js';
import {
  type ClosingColumns,
  closingColumns,
  closingIn,
  type InForce,
  joinClosingsFrom,
  monthOf,
} from '../../months/index.js';
import { joinPerson, type ProgrammeFacts, scopeOn } from '../../programmes/index.js';
import type { Mark } from '../exceptions/rules.js';
import type { PlanView } from './rules.js';

type Facts = {
  readonly id: number;
  readonly unitId: number;
  readonly programmeId: number;
  readonly number: number | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: PlanView['state'];
  readonly topic: string | null;
  readonly trainer: string | null;
  readonly notes: string | null;
  readonly headcount: number | null;
  readonly loggedById: number | null;
  readonly loggedAt: Date | null;
  readonly cancelReason: string | null;
  readonly cancelNote: string | null;
  readonly cancelledAt: Date | null;
  readonly version: number;
};

/** A mark on a session's sheet. */
export type SheetMark = {
  readonly number: number;
  readonly mark: Mark;
  readonly participantId: number;
  readonly name: string;
  readonly registerNumber: string;
};

/** A session with its programme and what was done to it. */
export type SessionRow = Facts & {
  readonly programme: ProgrammeFacts;
  readonly loggedBy: { readonly name: string } | null;
  readonly cancelledBy: { readonly name: string } | null;
  readonly catchUp: {
    readonly id: number;
    readonly startsAt: Date;
    readonly state: PlanView['state'];
  } | null;
  readonly catchUpFor: { readonly id: number; readonly startsAt: Date } | null;
  /** How much of each kind is kept with it. */
  readonly photos: number;
  readonly sheets: number;
  readonly voices: number;
  readonly corrections: number;
  /** The closing of its month, as months are in a zone. */
  readonly closedIn: (zone: string) => InForce | undefined;
};

type Row = Facts &
  ClosingColumns & {
    readonly programme: string;
    readonly agencyId: number | null;
    readonly usualTrainer: string | null;
    readonly place: string | null;
    readonly namesShown: boolean;
    readonly loggedBy: string | null;
    readonly cancelledBy: string | null;
    readonly nextId: number | null;
    readonly nextStartsAt: Date;
    readonly nextState: PlanView['state'];
    readonly missedId: number | null;
    readonly missedStartsAt: Date;
    readonly photos: number | bigint;
    readonly sheets: number | bigint;
    readonly voices: number | bigint;
    readonly corrections: number | bigint;
  };

type MarkColumns = {
  readonly sheetNumber: number | null;
  readonly mark: Mark;
  readonly participantId: number;
  readonly participant: string;
  readonly registerNumber: string;
};

const columns = Prisma.sql`
  s."id", s."unitId", s."programmeId", s."number", s."startsAt", s."endsAt", s."state", s."topic", s."trainer",
  s."notes", s."headcount", s."loggedById", s."loggedAt", s."cancelReason", s."cancelNote", s."cancelledAt", s."version",
  g."name" AS "programme", g."agencyId", g."trainer" AS "usualTrainer", g."place", g."namesShown",
  l."name" AS "loggedBy", x."name" AS "cancelledBy",
  n."id" AS "nextId", n."startsAt" AS "nextStartsAt", n."state" AS "nextState",
  f."id" AS "missedId", f."startsAt" AS "missedStartsAt",
  ${keptColumns},
  (SELECT COUNT(*) FROM "SessionRevision" v WHERE v."sessionId" = s."id") AS "corrections",
  ${closingColumns}`;

const tables = Prisma.sql`
  FROM "Session" s
  JOIN "Programme" g ON g."id" = s."programmeId"
  LEFT JOIN "Person" l ON l."id" = s."loggedById"
  LEFT JOIN "Person" x ON x."id" = s."cancelledById"
  LEFT JOIN "Session" n ON n."catchUpForId" = s."id"
  LEFT JOIN "Session" f ON f."id" = s."catchUpForId"
  ${joinClosingsFrom(Prisma.sql`s."unitId"`, Prisma.sql`s."startsAt"`)}`;

function factsOf(row: Facts): Facts {
  return {
    id: row.id,
    unitId: row.unitId,
    programmeId: row.programmeId,
    number: row.number,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    state: row.state,
    topic: row.topic,
    trainer: row.trainer,
    notes: row.notes,
    headcount: row.headcount,
    loggedById: row.loggedById,
    loggedAt: row.loggedAt,
    cancelReason: row.cancelReason,
    cancelNote: row.cancelNote,
    cancelledAt: row.cancelledAt,
    version: row.version,
  };
}

function closedIn(rows: readonly Row[], month: string): InForce | undefined {
  const closed = rows.find(({ closedMonth }) => closedMonth === month);
  return closed && closingIn(closed);
}

function sessionOf(rows: readonly Row[], row: Row): SessionRow {
  const {
    programmeId: id,
    unitId,
    programme: name,
    agencyId,
    usualTrainer: trainer,
    place,
    namesShown,
  } = row;
  const { loggedBy, cancelledBy, nextId, missedId } = row;
  return {
    ...factsOf(row),
    programme: { id, unitId, name, agencyId, trainer, place, namesShown },
    loggedBy: loggedBy === null ? null : { name: loggedBy },
    cancelledBy: cancelledBy === null ? null : { name: cancelledBy },
    catchUp: nextId === null ? null : { id: nextId, startsAt: row.nextStartsAt, state: row.nextState },
    catchUpFor: missedId === null ? null : { id: missedId, startsAt: row.missedStartsAt },
    photos: Number(row.photos),
    sheets: Number(row.sheets),
    voices: Number(row.voices),
    corrections: Number(row.corrections),
    closedIn: (zone) => closedIn(rows, monthOf(row.startsAt, zone)),
  };
}

function marksOf(rows: readonly MarkColumns[]): readonly SheetMark[] {
  const marks = new Map<number, SheetMark>();
  for (const { sheetNumber: number, mark, participantId, participant: name, registerNumber } of rows) {
    if (number !== null) marks.set(number, { number, mark, participantId, name, registerNumber });
  }
  return [...marks.values()];
}

/** A session with its programme, what was done to it and whether its month is closed, without its sheet. One query. */
export async function sessionIn(db: Reader, scope: Scope, id: number): Promise<SessionRow | undefined> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} ${tables} WHERE s."id" = ${id} AND ${scopeOn(scope)}`;
  const [row] = rows;
  return row && sessionOf(rows, row);
}

/** The same with its sheet in the order of its numbers; empty where only heads were counted. One query. */
export async function sessionWithSheet(
  db: Reader,
  scope: Scope,
  id: number,
): Promise<{ readonly session: SessionRow; readonly marks: readonly SheetMark[] } | undefined> {
  const rows = await db.$queryRaw<(Row & MarkColumns)[]>`
    SELECT ${columns}, a."number" AS "sheetNumber", a."mark", a."participantId", p."name" AS "participant",
      p."registerNumber"
    ${tables}
    LEFT JOIN "Attendance" a ON a."sessionId" = s."id" AND s."headcount" IS NULL
    ${joinPerson('a')}
    WHERE s."id" = ${id} AND ${scopeOn(scope)} ORDER BY a."number"`;
  const [row] = rows;
  return row && { session: sessionOf(rows, row), marks: marksOf(rows) };
}

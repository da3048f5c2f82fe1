import type { PostKind } from '../../../access/actor.js';
import type { Scope } from '../../../access/can.js';
import { within } from '../../../access/where.js';
import type { Reader } from '../../../db/database.js';
import { limitTo } from '../../../db/sql/limit.js';
import { uniqueRows } from '../../../db/sql/rows.js';
import { scopeSql } from '../../../db/sql/scope.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few } from '../../../lib/lists.js';
import { visitFilesColumn } from '../../evidence/index.js';
import { type Colleague, isHeld } from '../../people/index.js';
import { readDetail } from '../edit/rules.js';
import { agencyBehind, type Behind, behind } from '../history/store.js';
import { hasAgreed } from '../minutes/rules.js';
import { activeOf, VISIT_STATES, type VisitState } from '../state/rules.js';
import type { Party, Visit, VisitEvent, VisitEventKind } from './rules.js';

const TRAIL = 5;

export const DAY_MS = 24 * 60 * 60_000;

/** A condition on parties: they haven't been taken out of the visit. */
export const isIn = { takenOutAt: null } as const;

/** A condition on visits: what is agreed stands, and another time is talked about, or another agency asked to join. */
export const questionedVisits = {
  state: 'confirmed',
  parties: { some: { ...isIn, OR: [{ changeAnswer: { not: null } }, { answer: 'pending' }] } },
} satisfies Prisma.VisitWhereInput;

/** A scope as a condition on visits: for an agency, those that it has a part in. */
export function visitsIn(scope: Scope) {
  return within(scope, (agencyIds) => ({
    parties: { some: { ...isIn, agencyId: { in: few('agencies', agencyIds) } } },
  }));
}

/** The same condition in SQL, of the visit `v`. */
export function visitsInSql(scope: Scope): Prisma.Sql {
  return scopeSql(
    scope,
    Prisma.sql`v`,
    (agencyIds) => Prisma.sql`EXISTS (SELECT 1 FROM "VisitParty" s
      WHERE s."visitId" = v."id" AND s."takenOutAt" IS NULL AND s."agencyId" IN (${agencyIds}))`,
  );
}

type VisitRow = Pick<
  Visit,
  | 'id'
  | 'unitId'
  | 'direction'
  | 'hostId'
  | 'startsAt'
  | 'endsAt'
  | 'askedStart'
  | 'askedEnd'
  | 'purpose'
  | 'state'
  | 'stateReason'
  | 'version'
  | 'sequence'
  | 'letterNumber'
> & {
  /** A database counts in numbers that may be larger than ours. */
  readonly files: number | bigint;
  readonly officerId: number;
  readonly minutes: string | null;
  readonly minutesVersion: number | null;
  readonly nextMinutes: string | null;
  readonly nextReason: string | null;
  readonly nextVersion: number | null;
};
type PartyRow = Omit<Party, 'reason'> & {
  readonly partyId: number;
  readonly partyReason: string | null;
  readonly takenOutAt: Date | null;
};
type PersonRow = {
  readonly personId: number;
  readonly name: string;
  /** Null for the officer, unless named among the members too. */
  readonly memberId: number | null;
  readonly post: PostKind | null;
};
type EventRow = {
  readonly eventId: number | null;
  readonly eventAt: Date;
  readonly eventKind: VisitEventKind;
  readonly eventActorId: number | null;
  readonly eventReason: string | null;
  readonly oldStart: Date | null;
  readonly newStart: Date | null;
  readonly via: VisitEvent['via'];
  readonly saidBy: string | null;
  readonly detail: string | null;
} & Behind;
/** One of each of a visit's parties, people, their posts and last events: every combination is a row. */
type Row = VisitRow & PartyRow & PersonRow & EventRow;

/**
 * A visit as its card shows it, if it lies within `scope`. One joined query by hand, since every step on a visit reads
 * it: Prisma would make eight.
 */
export async function findVisit(db: Reader, scope: Scope, id: number, now: Date): Promise<Visit | undefined> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT v."id", v."unitId", v."direction", v."hostId", v."startsAt", v."endsAt", v."purpose", v."state", v."stateReason",
      v."version", v."sequence", v."officerId", v."letterNumber", v."minutes", v."minutesVersion",
      v."nextMinutes", v."nextReason", v."nextVersion",
      v."askedStart", v."askedEnd", y."changeAnswer", ${visitFilesColumn},
      y."id" AS "partyId", y."agencyId", a."name" AS "agencyName", a."address", y."answer", y."reason" AS "partyReason",
      y."proposedStart", y."proposedEnd", y."answeredAt", y."answeredById", y."minutesAgreed",
      y."takenOutAt",
      p."id" AS "personId", p."name", m."personId" AS "memberId", o."kind" AS "post",
      e."id" AS "eventId", e."at" AS "eventAt", e."kind" AS "eventKind", e."actorId" AS "eventActorId",
      e."reason" AS "eventReason", e."oldStart",
      e."newStart", e."via", e."saidBy", e."detail", e."agencyId" AS "relayedFor", ${behind} AS "behindId"
    FROM "Visit" v
    JOIN "VisitParty" y ON y."visitId" = v."id" JOIN "Agency" a ON a."id" = y."agencyId"
    JOIN (SELECT "officerId" AS "personId" FROM "Visit" WHERE "id" = ${id}
      UNION SELECT "personId" FROM "VisitMember" WHERE "visitId" = ${id}) w ON 1 = 1
    JOIN "Person" p ON p."id" = w."personId"
    LEFT JOIN "VisitMember" m ON m."visitId" = v."id" AND m."personId" = p."id"
    LEFT JOIN "Post" o ON o."personId" = p."id" AND o."unitId" = v."unitId" AND o."agencyId" IS NULL
      AND ${isHeld(now)}
    LEFT JOIN (SELECT * FROM "VisitEvent" WHERE "visitId" = ${id} ORDER BY "id" DESC ${limitTo(TRAIL)}) e ON 1 = 1
    WHERE v."id" = ${id} AND ${visitsInSql(scope)}
    ORDER BY y."id", p."id", o."id", e."id" DESC`;
  return visitOf(rows);
}

function partyOf(row: Row): Party {
  const { agencyId, agencyName, address, answer, partyReason: reason, minutesAgreed, changeAnswer } = row;
  const { proposedStart, proposedEnd, answeredAt, answeredById } = row;
  return {
    agencyId,
    agencyName,
    address,
    answer,
    reason,
    proposedStart,
    proposedEnd,
    answeredAt,
    answeredById,
    minutesAgreed,
    changeAnswer,
  };
}

function colleagueOf(rows: readonly Row[], { personId: id, name }: Row): Colleague {
  const posts = rows.flatMap(({ personId, post }) => (personId === id && post !== null ? [post] : []));
  return { id, name, posts: [...new Set(posts)] };
}

function visitOf(rows: readonly Row[]): Visit | undefined {
  const [row] = rows;
  if (!row) return undefined;
  const { id, unitId, direction, hostId, startsAt, endsAt, purpose, state, stateReason, version, sequence } =
    row;
  const { officerId, letterNumber, minutes, minutesVersion, askedStart, askedEnd, files } = row;
  const { nextMinutes, nextReason, nextVersion } = row;
  const out = rows.filter(({ takenOutAt }) => takenOutAt !== null);
  const parties = uniqueRows(
    rows.filter(({ takenOutAt }) => takenOutAt === null),
    ({ partyId }) => partyId,
    partyOf,
  );
  const takenOut = uniqueRows(out, ({ partyId }) => partyId, partyOf);
  const colleague = (one: Row) => colleagueOf(rows, one);
  const officer = rows.find(({ personId }) => personId === officerId);
  const agencyIds = [...parties, ...takenOut].map(({ agencyId }) => agencyId);
  return {
    id,
    unitId,
    direction,
    hostId,
    startsAt,
    endsAt,
    askedStart,
    askedEnd,
    purpose,
    state,
    stateReason,
    version,
    sequence,
    officer: officer ? colleague(officer) : { id: officerId, name: '', posts: [] },
    members: uniqueRows(rows, ({ memberId }) => memberId, colleague),
    parties,
    takenOut,
    letterNumber,
    files: Number(files),
    minutes:
      minutes === null || minutesVersion === null
        ? null
        : {
            text: minutes,
            version: minutesVersion,
            agreed: activeOf({ state, parties }).every((party) => hasAgreed(party, minutesVersion)),
          },
    next:
      nextMinutes === null || nextVersion === null
        ? null
        : { text: nextMinutes, version: nextVersion, reason: nextReason ?? '' },
    trail: uniqueRows(
      rows,
      ({ eventId }) => eventId,
      ({ eventAt: at, eventKind: kind, eventActorId: actorId, eventReason: reason, ...event }) => ({
        at,
        kind,
        actorId,
        reason,
        oldStart: event.oldStart,
        newStart: event.newStart,
        via: event.via,
        saidBy: event.saidBy,
        detail: readDetail(event.detail),
        agencyId: agencyBehind(agencyIds, kind, event),
      }),
    ),
  };
}

/** What decides whether a planned message still makes sense. Two statements. */
export async function standing(db: Reader, unitId: number, id: number) {
  const row = await db.visit.findFirst({
    where: { id, unitId },
    select: {
      unitId: true,
      version: true,
      state: true,
      startsAt: true,
      endsAt: true,
      askedStart: true,
      parties: {
        where: isIn,
        select: {
          agencyId: true,
          answer: true,
          proposedStart: true,
          proposedEnd: true,
          changeAnswer: true,
        },
        orderBy: { id: 'asc' },
      },
    },
  });
  return row;
}

/** How many visits of the unit begin in an interval, by state. One statement. */
export async function countByState(
  db: Reader,
  unitId: number,
  from: Date,
  until: Date,
): Promise<Readonly<Record<VisitState, number>>> {
  const groups = await db.visit.groupBy({
    by: ['state'],
    where: { unitId, startsAt: { gte: from, lt: until } },
    _count: { _all: true },
  });
  const count = (state: VisitState) => groups.find((group) => group.state === state)?._count._all ?? 0;
  return Object.fromEntries(VISIT_STATES.map((state) => [state, count(state)])) as Record<VisitState, number>;
}

/** Whether a visit of the unit was asked of one of these agencies, which were all taken out of it. One query. */
export async function takenOutOf(
  db: Reader,
  unitId: number,
  visitId: number,
  agencyIds: readonly number[],
): Promise<boolean> {
  const row = await db.visitParty.findFirst({
    where: { visitId, visit: { unitId }, agencyId: { in: few('agencies', agencyIds) }, NOT: isIn },
    select: { id: true },
  });
  return row !== null;
}

import type { PostKind } from '../../../access/actor.js';
import type { Scope } from '../../../access/can.js';
import { within } from '../../../access/where.js';
import type { Reader } from '../../../db/database.js';
import { uniqueRows } from '../../../db/sql/rows.js';
import { scopeSql } from '../../../db/sql/scope.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few } from '../../../lib/lists.js';
import { isHeld } from '../../people/index.js';
import { readTicks } from '../ticks/rules.js';
import type { Poll, PollParty } from './rules.js';

/** A scope as a condition on choices of times: for an agency, those that it is asked in. */
function pollsIn(scope: Scope) {
  return within(scope, (agencyIds) => ({
    parties: { some: { agencyId: { in: few('agencies', agencyIds) } } },
  }));
}

type Row = Omit<Poll, 'officer' | 'times' | 'parties'> & {
  readonly officerId: number;
  readonly officerName: string;
  readonly post: PostKind | null;
  readonly timeId: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
} & PartyRow;

type PartyRow = Omit<PollParty, 'ticks'> & { readonly partyId: number; readonly ticks: string };

/** A scope as a condition on the choice `q`, in SQL. */
function pollsInSql(scope: Scope): Prisma.Sql {
  return scopeSql(
    scope,
    Prisma.sql`q`,
    (agencyIds) => Prisma.sql`EXISTS (SELECT 1 FROM "VisitPollParty" s
      WHERE s."pollId" = q."id" AND s."agencyId" IN (${agencyIds}))`,
  );
}

/**
 * A choice of times with what was said to it, if it lies within `scope`. One joined query by hand, since every step on it
 * reads it: each of its times, parties and its officer's posts is combined with each.
 */
export async function findPoll(db: Reader, scope: Scope, id: number, now: Date): Promise<Poll | undefined> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT q."id", q."unitId", q."direction", q."purpose", q."state", q."version", q."createdAt", q."deadline",
      q."visitId", q."officerId", p."name" AS "officerName", o."kind" AS "post",
      t."id" AS "timeId", t."startsAt", t."endsAt",
      y."id" AS "partyId", y."agencyId", a."name" AS "agencyName", y."ticks", y."answeredAt", y."answeredById",
      y."via", y."saidBy"
    FROM "VisitPoll" q
    JOIN "Person" p ON p."id" = q."officerId"
    JOIN "VisitPollTime" t ON t."pollId" = q."id"
    JOIN "VisitPollParty" y ON y."pollId" = q."id" JOIN "Agency" a ON a."id" = y."agencyId"
    LEFT JOIN "Post" o ON o."personId" = p."id" AND o."unitId" = q."unitId" AND o."agencyId" IS NULL
      AND ${isHeld(now)}
    WHERE q."id" = ${id} AND ${pollsInSql(scope)}
    ORDER BY t."startsAt", y."id", o."id"`;
  return pollOf(rows);
}

function pollOf(rows: readonly Row[]): Poll | undefined {
  const [row] = rows;
  if (!row) return undefined;
  const { id, unitId, direction, purpose, state, version, createdAt, deadline, visitId } = row;
  const times = uniqueRows(
    rows,
    ({ timeId }) => timeId,
    ({ timeId, startsAt, endsAt }) => ({ id: timeId, startsAt, endsAt }),
  );
  const parties = uniqueRows(
    rows,
    ({ partyId }) => partyId,
    ({ agencyId, agencyName, ticks, answeredAt, answeredById, via, saidBy }) => ({
      agencyId,
      agencyName,
      ticks: readTicks(ticks, times.length),
      answeredAt,
      answeredById,
      via,
      saidBy,
    }),
  );
  const posts = [...new Set(rows.flatMap(({ post }) => post ?? []))];
  const officer = { id: row.officerId, name: row.officerName, posts };
  const about = { id, unitId, direction, purpose, state, version, createdAt, deadline, visitId };
  return { ...about, officer, times, parties };
}

/** What decides whether a message about one is still due. Three statements. */
export async function standingPoll(db: Reader, unitId: number, id: number) {
  return db.visitPoll.findFirst({
    where: { id, unitId },
    select: {
      state: true,
      version: true,
      deadline: true,
      times: { select: { id: true }, orderBy: { id: 'asc' } },
      parties: { select: { agencyId: true, ticks: true }, orderBy: { id: 'asc' } },
    },
  });
}

/** An open choice of times as a list names it. */
export type PollEntry = {
  readonly id: number;
  readonly deadline: Date;
  readonly agencyNames: readonly string[];
  readonly silent: number;
};

/** So many are listed; no unit has more open at once. */
const LISTED = 12;

/** The open ones of a scope, the most pressing first. Three statements. */
export async function openPolls(db: Reader, scope: Scope): Promise<PollEntry[]> {
  const rows = await db.visitPoll.findMany({
    where: { AND: [{ state: 'open' }, pollsIn(scope)] },
    select: {
      id: true,
      deadline: true,
      parties: { select: { id: true, ticks: true, agency: { select: { name: true } } } },
    },
    orderBy: [{ deadline: 'asc' }, { id: 'asc' }],
    take: LISTED,
  });
  return rows.map(({ id, deadline, parties }) => ({
    id,
    deadline,
    agencyNames: parties.toSorted((a, b) => a.id - b.id).map(({ agency }) => agency.name),
    silent: parties.filter(({ ticks }) => ticks.includes('-')).length,
  }));
}

/** Open ones in which one of somebody's agencies hasn't answered. One statement. */
export async function pollsAsking(
  db: Reader,
  personId: number,
): Promise<{ readonly id: number; readonly unitId: number }[]> {
  const theirs = { agency: { posts: { some: { personId, endedAt: null } } }, ticks: { contains: '-' } };
  return db.visitPoll.findMany({
    where: { state: 'open', parties: { some: theirs } },
    select: { id: true, unitId: true },
    orderBy: { id: 'asc' },
  });
}

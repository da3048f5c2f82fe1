import type { Scope } from '../../../access/can.js';
import type { Reader, Tx } from '../../../db/database.js';
import { limitTo } from '../../../db/sql/limit.js';
import { amongSql, scopeSql } from '../../../db/sql/scope.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few, inChunks } from '../../../lib/lists.js';
import type { Colleague, HoldersOf } from '../../people/index.js';
import { peopleAround, reachable } from '../../staffing/index.js';
import { partnersOf } from '../../visits/index.js';
import type { FollowUp, ListView, Owner } from './rules.js';

const ofAgencies = (ids: Prisma.Sql) => Prisma.sql`f."agencyId" IN (${ids})`;

/** What of the follow-ups `f` somebody may see. */
const within = (scope: Scope) => scopeSql(scope, Prisma.sql`f`, ofAgencies);

type Row = Omit<FollowUp, 'owner' | 'visit'> & {
  readonly ownerId: number | null;
  readonly ownerName: string | null;
  readonly agencyId: number | null;
  readonly agencyName: string | null;
  readonly visitId: number;
  readonly officerId: number;
  readonly startsAt: Date;
  readonly partners: string | null;
};

function ownerOf({ ownerId, ownerName, agencyId, agencyName }: Row): Owner {
  return agencyId === null
    ? { kind: 'person', id: ownerId ?? 0, name: ownerName ?? '' }
    : { kind: 'agency', id: agencyId, name: agencyName ?? '' };
}

function followUpOf(row: Row): FollowUp {
  const { id, unitId, what, dueOn, state, outcome, version, agreedAt, closedAt, closedBy } = row;
  const { visitId, officerId, startsAt, partners } = row;
  return {
    id,
    unitId,
    what,
    owner: ownerOf(row),
    dueOn,
    state,
    outcome,
    version,
    agreedAt,
    closedAt,
    closedBy,
    visit: { id: visitId, officerId, startsAt, agencyName: partners ?? '' },
  };
}

const BY_DAY = Prisma.sql`ORDER BY f."dueOn", f."id"`;

/** Follow-ups `f` with their names, in one query: Prisma would make one for each relation. */
const WITH_NAMES = Prisma.sql`
  SELECT f."id", f."unitId", f."what", f."dueOn", f."state", f."outcome", f."version", f."agreedAt", f."closedAt",
    f."ownerId", o."name" AS "ownerName", f."agencyId", a."name" AS "agencyName", c."name" AS "closedBy",
    v."id" AS "visitId", v."officerId", v."startsAt",
    (SELECT string_agg(g."name", ', ' ORDER BY p."id") FROM "VisitParty" p
      JOIN "Agency" g ON g."id" = p."agencyId" WHERE p."visitId" = v."id" AND p."takenOutAt" IS NULL) AS "partners"
  FROM "FollowUp" f
  JOIN "Visit" v ON v."id" = f."visitId"
  LEFT JOIN "Person" o ON o."id" = f."ownerId"
  LEFT JOIN "Agency" a ON a."id" = f."agencyId"
  LEFT JOIN "Person" c ON c."id" = f."closedById"`;

/** `rest`: from WHERE on. */
async function followUpsWhere(db: Reader | Tx, rest: Prisma.Sql): Promise<FollowUp[]> {
  const rows = await db.$queryRaw<Row[]>`${WITH_NAMES} WHERE ${rest}`;
  return rows.map(followUpOf);
}

export async function findFollowUp(db: Reader | Tx, scope: Scope, id: number): Promise<FollowUp | undefined> {
  const [found] = await followUpsWhere(db, Prisma.sql`f."id" = ${id} AND ${within(scope)}`);
  return found;
}

/** What was agreed at a visit, the open ones first, each by its day. */
export async function ofVisit(db: Reader | Tx, scope: Scope, visitId: number): Promise<FollowUp[]> {
  const found = await followUpsWhere(db, Prisma.sql`f."visitId" = ${visitId} AND ${within(scope)} ${BY_DAY}`);
  return [...found.filter(({ state }) => state === 'open'), ...found.filter(({ state }) => state !== 'open')];
}

/** Those agreed in the same step as one of them, each by its day. */
export function ofBatch(db: Reader, unitId: number, id: number): Promise<FollowUp[]> {
  return followUpsWhere(
    db,
    Prisma.sql`f."unitId" = ${unitId} AND (f."visitId", f."agreedAt", f."agreedById") = (
      SELECT "visitId", "agreedAt", "agreedById" FROM "FollowUp" WHERE "id" = ${id} AND "unitId" = ${unitId})
    ${BY_DAY}`,
  );
}

/** A page of the list, one more than `take` where there are more. */
export function listFollowUps(
  db: Reader,
  scope: Scope,
  about: {
    readonly view: ListView;
    readonly personId: number;
    readonly agencyIds: readonly number[];
    readonly skip: number;
    readonly take: number;
  },
): Promise<FollowUp[]> {
  const { view, personId, agencyIds, skip, take } = about;
  const state = view === 'closed' ? Prisma.sql`f."state" <> 'open'` : Prisma.sql`f."state" = 'open'`;
  const own = Prisma.sql`AND (f."ownerId" = ${personId} OR ${amongSql(agencyIds, ofAgencies)})`;
  const order = view === 'closed' ? Prisma.sql`ORDER BY f."closedAt" DESC, f."id" DESC` : BY_DAY;
  return followUpsWhere(
    db,
    Prisma.sql`${within(scope)} AND ${state} ${view === 'mine' ? own : Prisma.empty} ${order}
      ${limitTo(take + 1)} OFFSET ${skip}`,
  );
}

/**
 * A page of those with all of the words in what was agreed, in who is to do it or in an agency of its visit: the open
 * ones first, each by its day; one more than `take` where there are more. `words`: small letters and digits.
 */
export async function searchFollowUps(
  db: Reader,
  scope: Scope,
  words: readonly string[],
  { skip, take }: { readonly skip: number; readonly take: number },
): Promise<FollowUp[]> {
  const has = (word: string) => {
    const like = `%${word}%`;
    return Prisma.sql`(LOWER(s."what") LIKE ${like} OR LOWER(s."ownerName") LIKE ${like}
      OR LOWER(s."agencyName") LIKE ${like} OR LOWER(s."partners") LIKE ${like})`;
  };
  const rows = await db.$queryRaw<Row[]>`
    SELECT * FROM (${WITH_NAMES} WHERE ${within(scope)}) s
    WHERE ${Prisma.join(few('words', words).map(has), ' AND ')}
    ORDER BY CASE WHEN s."state" = 'open' THEN 0 ELSE 1 END, s."dueOn", s."id" ${limitTo(take + 1)} OFFSET ${skip}`;
  return rows.map(followUpOf);
}

/** Open ones of the unit: due by a day, or all. */
export function openFollowUps(db: Reader, unitId: number, until?: string): Promise<FollowUp[]> {
  const due = until === undefined ? Prisma.empty : Prisma.sql`AND f."dueOn" <= ${until}`;
  return followUpsWhere(db, Prisma.sql`f."unitId" = ${unitId} AND f."state" = 'open' ${due} ${BY_DAY}`);
}

/** The visit that something is agreed at, with who could do it. `connected`: the agency has somebody to write to. */
export type Origin = {
  readonly id: number;
  readonly state: string;
  readonly startsAt: Date;
  readonly officerId: number;
  readonly parties: readonly { readonly id: number; readonly name: string; readonly connected: boolean }[];
  readonly staff: readonly Colleague[];
};

/** Such a visit, and the people of the unit and of its agencies. Two queries. */
export async function originOf(
  db: Reader | Tx,
  unitId: number,
  visitId: number,
  now: Date,
): Promise<{ readonly origin: Origin; readonly people: HoldersOf } | undefined> {
  const visit = await partnersOf(db, unitId, visitId);
  if (!visit) return undefined;
  const { agencies, ...about } = visit;
  const agencyIds = agencies.map((agency) => agency.id);
  const people = await peopleAround(db, unitId, agencyIds, now);
  const parties = agencies.map((agency) => ({
    ...agency,
    connected: reachable(people(agency.id)).length > 0,
  }));
  const staff = people(null)
    .toSorted((one, other) => one.id - other.id)
    .map(({ id: personId, name, kinds }) => ({ id: personId, name, posts: kinds }));
  return { origin: { ...about, parties, staff }, people };
}

/** Follow-ups of a unit by their ids. A query for some hundreds. */
export function followUpsBy(db: Reader, unitId: number, ids: readonly number[]): Promise<FollowUp[]> {
  return inChunks(ids, (some) =>
    followUpsWhere(db, Prisma.sql`f."unitId" = ${unitId} AND f."id" IN (${Prisma.join(some)})`),
  );
}

import type { ActingKind, PostKind } from '../../../access/actor.js';
import type { Reader } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { inChunks } from '../../../lib/lists.js';
import { hasAgreed } from '../minutes/rules.js';
import {
  activeOf,
  type Direction,
  type PartyAnswer,
  type VisitState,
  WAITING_STATES,
} from '../state/rules.js';
import { isIn, questionedVisits } from '../visit/store.js';

/** Whose visits: the unit's, or those that one agency has a part in. */
type Part = { readonly unitId: number; readonly agencyId: number | null };

const visitsOf = ({ unitId, agencyId }: Part) => ({
  unitId,
  ...(agencyId === null ? {} : { parties: { some: { ...isIn, agencyId } } }),
});

/** A visit as others tell of it in passing; its agencies in the order in which they were asked. */
export type VisitFact = {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: VisitState;
  readonly agencies: readonly { readonly id: number; readonly name: string }[];
};

/** Visits that begin in a stretch of time, by their start. Three statements. */
export async function visitsBetween(
  db: Reader,
  part: Part,
  span: { readonly from: Date; readonly until: Date },
): Promise<VisitFact[]> {
  const visits = await db.visit.findMany({
    where: { ...visitsOf(part), startsAt: { gte: span.from, lt: span.until } },
    select: {
      startsAt: true,
      endsAt: true,
      state: true,
      parties: { where: isIn, select: { id: true, agency: { select: { id: true, name: true } } } },
    },
    orderBy: { startsAt: 'asc' },
  });
  return visits.map(({ parties, ...visit }) => ({
    ...visit,
    agencies: parties.toSorted((a, b) => a.id - b.id).map(({ agency }) => agency),
  }));
}

/** What hangs over at an instant: questions without an answer, and visits that are over without an outcome. */
export async function countHanging(
  db: Reader,
  part: Part,
  at: Date,
): Promise<{ readonly unanswered: number; readonly withoutOutcome: number }> {
  const visits = visitsOf(part);
  const [unanswered, withoutOutcome] = await Promise.all([
    db.visit.count({
      where: { AND: [visits, { OR: [{ state: { in: [...WAITING_STATES] } }, questionedVisits] }] },
    }),
    db.visit.count({ where: { ...visits, state: 'confirmed', endsAt: { lte: at } } }),
  ]);
  return { unanswered, withoutOutcome };
}

type PartnerRow = {
  readonly id: number;
  readonly state: VisitState;
  readonly startsAt: Date;
  readonly officerId: number;
  readonly answer: PartyAnswer;
  readonly agencyId: number;
  readonly name: string;
};

/** A visit with the agencies that still have a part in it. One query. */
export async function partnersOf(
  db: Reader,
  unitId: number,
  visitId: number,
): Promise<
  | {
      readonly id: number;
      readonly state: VisitState;
      readonly startsAt: Date;
      readonly officerId: number;
      readonly agencies: readonly { readonly id: number; readonly name: string }[];
    }
  | undefined
> {
  const rows = await db.$queryRaw<PartnerRow[]>`
    SELECT v."id", v."state", v."startsAt", v."officerId", y."answer", y."agencyId", a."name"
    FROM "Visit" v JOIN "VisitParty" y ON y."visitId" = v."id" JOIN "Agency" a ON a."id" = y."agencyId"
    WHERE v."id" = ${visitId} AND v."unitId" = ${unitId} AND y."takenOutAt" IS NULL ORDER BY y."id"`;
  const [visit] = rows;
  if (!visit) return undefined;
  const { id, state, startsAt, officerId } = visit;
  const agencies = activeOf({ state, parties: rows }).map(({ agencyId, name }) => ({ id: agencyId, name }));
  return { id, state, startsAt, officerId, agencies };
}

/** A post that somebody acts in by a letter; `for`: whose it is, where that one is away. */
type ActedPost = { readonly kind: PostKind; readonly acting: ActingKind; readonly for: string | null };

/**
 * Somebody who had a part in a visit, with the posts that they held in the unit or its agencies then; those that they
 * hold now, where they held none yet.
 */
export type Attendee = {
  readonly name: string;
  readonly posts: readonly PostKind[];
  readonly acting?: readonly ActedPost[];
};

/** An agency that took part, and who answered for it; null: nobody that is known. `agreed`: to the minutes. */
export type AttendingParty = {
  readonly agencyId: number;
  readonly name: string;
  readonly address: string | null;
  readonly answeredBy: Attendee | null;
  readonly agreed: boolean;
};

/** A visit with what came of it and who was there. `ours`: the officer responsible first. */
export type MinutedVisit = {
  readonly visitId: number;
  readonly unitId: number;
  readonly state: VisitState;
  readonly direction: Direction;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly purpose: string;
  readonly letterNumber: string | null;
  readonly minutes: string | null;
  readonly ours: readonly Attendee[];
  readonly parties: readonly AttendingParty[];
};

function personIn(unitId: number) {
  return {
    select: {
      id: true,
      name: true,
      posts: {
        where: { unitId },
        select: {
          kind: true,
          startedAt: true,
          endedAt: true,
          endsAt: true,
          acting: true,
          actingFor: { select: { person: { select: { name: true } } } },
        },
      },
    },
  } as const;
}

type PostRow = {
  readonly kind: PostKind;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly endsAt: Date | null;
  readonly acting: ActingKind | null;
  readonly actingFor: { readonly person: { readonly name: string } } | null;
};

function attendee(
  { name, posts }: { readonly name: string; readonly posts: readonly PostRow[] },
  at: Date,
): Attendee {
  const then = posts.filter(
    ({ startedAt, endedAt, endsAt }) =>
      startedAt <= at && (endedAt === null || endedAt > at) && (endsAt === null || endsAt > at),
  );
  const held = then.length > 0 ? then : posts.filter(({ endedAt }) => endedAt === null);
  const acted = held.flatMap(({ kind, acting, actingFor }) =>
    acting === null ? [] : [{ kind, acting, for: actingFor?.person.name ?? null }],
  );
  return { name, posts: held.map(({ kind }) => kind), ...(acted.length > 0 && { acting: acted }) };
}

/** Those who take part, the one whose office it is at first. */
function hostFirst<P extends { readonly agencyId: number }>(
  parties: readonly P[],
  hostId: number | null,
): P[] {
  const others = parties.filter(({ agencyId }) => agencyId !== hostId);
  return [...parties.filter(({ agencyId }) => agencyId === hostId), ...others];
}

/** A visit of the unit as its record tells it. */
export async function minutedVisit(
  db: Reader,
  unitId: number,
  visitId: number,
): Promise<MinutedVisit | undefined> {
  const row = await db.visit.findFirst({
    where: { id: visitId, unitId },
    include: {
      officer: personIn(unitId),
      members: { include: { person: personIn(unitId) }, orderBy: { personId: 'asc' } },
      parties: {
        where: isIn,
        include: { agency: true, answeredBy: personIn(unitId) },
        orderBy: { id: 'asc' },
      },
    },
  });
  if (!row) return undefined;
  const { state, direction, hostId, startsAt, endsAt, purpose, letterNumber, minutes, officerId } = row;
  const members = row.members.filter(({ personId }) => personId !== officerId);
  return {
    visitId,
    unitId,
    state,
    direction,
    startsAt,
    endsAt,
    purpose,
    letterNumber,
    minutes,
    ours: [row.officer, ...members.map((member) => member.person)].map((person) =>
      attendee(person, startsAt),
    ),
    parties: hostFirst(activeOf(row), hostId).map(({ agencyId, agency, answeredBy, minutesAgreed }) => ({
      agencyId,
      name: agency.name,
      address: agency.address,
      answeredBy: answeredBy && attendee(answeredBy, startsAt),
      agreed: row.minutesVersion !== null && hasAgreed({ minutesAgreed }, row.minutesVersion),
    })),
  };
}

/** Visits of a unit by their ids, with the agencies that have a part in each. A query for some hundreds. */
export function visitsBy(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly startsAt: Date; readonly partners: string | null }[]> {
  return inChunks(
    ids,
    (some) => db.$queryRaw<{ id: number; startsAt: Date; partners: string | null }[]>`
      SELECT v."id", v."startsAt",
        (SELECT string_agg(g."name", ', ' ORDER BY p."id") FROM "VisitParty" p
          JOIN "Agency" g ON g."id" = p."agencyId" WHERE p."visitId" = v."id" AND p."takenOutAt" IS NULL) AS "partners"
      FROM "Visit" v WHERE v."unitId" = ${unitId} AND v."id" IN (${Prisma.join(some)})`,
  );
}

import type { Reader, Tx } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import type { SeatOfferState } from '../../../generated/sqlite/enums.js';
import { chunks } from '../../../lib/lists.js';
import { ENROLLED_STATES, type EnrolmentState } from '../enrolment/rules.js';
import { joinPerson } from '../identity/store.js';
import type { ProgrammeState } from '../life/rules.js';
import { inWaitingOrder, type Waiting } from './rules.js';

type Of = { readonly unitId: number; readonly programmeId: number };

/** Somebody on a waiting list, with what those see who may see names. */
export type WaitingEntry = Waiting & {
  readonly version: number;
  readonly participantId: number;
  readonly name: string;
  readonly registerNumber: string;
  readonly releaseExpectedOn: string | null;
};

/** When somebody last let an offer lapse or was passed over, of the enrolment `e`. */
const lastPassed = Prisma.sql`
  LEFT JOIN "SeatOffer" l ON l."id" = (
    SELECT p."id" FROM "SeatOffer" p
    WHERE p."programmeId" = e."programmeId" AND p."state" IN ('lapsed', 'passedOver') AND p."enrolmentId" = e."id"
    ORDER BY p."closedAt" DESC LIMIT 1)`;

type WaitingRow = Omit<WaitingEntry, 'since'> & { readonly since: Date | null };

/** A programme's waiting list in its order. One query. */
export async function waitingList(db: Reader, { unitId, programmeId }: Of): Promise<WaitingEntry[]> {
  const rows = await db.$queryRaw<WaitingRow[]>`
    SELECT e."id" AS "enrolmentId", e."version", p."id" AS "participantId", p."name", p."registerNumber",
      p."releaseExpectedOn", c."from" AS "since", l."closedAt" AS "passedAt"
    FROM "Enrolment" e
    ${joinPerson('e')}
    LEFT JOIN "EnrolmentChange" c ON c."enrolmentId" = e."id" AND c."until" IS NULL
    ${lastPassed}
    WHERE e."unitId" = ${unitId} AND e."programmeId" = ${programmeId} AND e."state" = 'waiting'`;
  return inWaitingOrder(rows.map((row) => ({ ...row, since: row.since ?? new Date(0) })));
}

/** Somebody who waits for a seat, or is offered one. */
type Candidate = Waiting & {
  readonly state: EnrolmentState;
  /** The open offer made to them. */
  readonly offerId: number | null;
};

/** A programme's seats as they are. */
export type SeatsNow = {
  readonly seats: number | null;
  readonly state: ProgrammeState;
  readonly officerId: number | null;
  readonly zone: string;
  /** How many hold a seat. */
  readonly enrolled: number;
  /** Everybody who waits or is offered a seat, in no order. */
  readonly candidates: readonly Candidate[];
};

type SeatsRow = Omit<SeatsNow, 'enrolled' | 'candidates'> & {
  readonly enrolled: number | bigint;
  readonly enrolmentId: number | null;
  readonly enrolmentState: EnrolmentState;
  readonly since: Date | null;
  readonly passedAt: Date | null;
  readonly offerId: number | null;
};

/** What is decided on when a programme's seats are settled. Undefined: the unit has no such programme. One query. */
export async function seatsNow(db: Reader | Tx, of: Of): Promise<SeatsNow | undefined> {
  const { unitId, programmeId } = of;
  const rows = await db.$queryRaw<SeatsRow[]>`
    SELECT g."seats", g."state", g."officerId", u."zone",
      (SELECT COUNT(*) FROM "Enrolment" h WHERE h."programmeId" = g."id"
        AND h."state" IN (${Prisma.join([...ENROLLED_STATES])})) AS "enrolled",
      e."id" AS "enrolmentId", e."state" AS "enrolmentState", c."from" AS "since", l."closedAt" AS "passedAt",
      f."id" AS "offerId"
    FROM "Programme" g
    JOIN "Unit" u ON u."id" = g."unitId"
    LEFT JOIN "Enrolment" e ON e."programmeId" = g."id" AND (e."state" = 'waiting' OR e."id" IN (
      SELECT w."enrolmentId" FROM "SeatOffer" w WHERE w."programmeId" = ${programmeId} AND w."state" = 'open'))
    LEFT JOIN "EnrolmentChange" c ON c."enrolmentId" = e."id" AND c."until" IS NULL
    LEFT JOIN "SeatOffer" f ON f."programmeId" = g."id" AND f."state" = 'open' AND f."enrolmentId" = e."id"
    ${lastPassed}
    WHERE g."id" = ${programmeId} AND g."unitId" = ${unitId}`;
  const [row] = rows;
  if (!row) return undefined;
  const { seats, state, officerId, zone, enrolled } = row;
  const candidates = rows.flatMap((one): Candidate[] => {
    const { enrolmentId, enrolmentState, since, passedAt, offerId } = one;
    if (enrolmentId === null) return [];
    return [{ enrolmentId, state: enrolmentState, since: since ?? new Date(0), passedAt, offerId }];
  });
  return { seats, state, officerId, zone, enrolled: Number(enrolled), candidates };
}

/** Makes offers; resolves to their ids. */
export async function makeOffers(
  tx: Tx,
  { unitId, programmeId }: Of,
  enrolmentIds: readonly number[],
  when: { readonly offeredAt: Date; readonly lapsesAt: Date },
): Promise<number[]> {
  const made = await tx.seatOffer.createManyAndReturn({
    data: enrolmentIds.map((enrolmentId) => ({ unitId, programmeId, enrolmentId, ...when })),
    select: { id: true },
  });
  return made.map(({ id }) => id);
}

/** How many seats of a programme are kept by open offers, but for those to one enrolment. */
export async function countOffered(db: Reader, programmeId: number, but?: number): Promise<number> {
  const others = but === undefined ? {} : { enrolmentId: { not: but } };
  return db.seatOffer.count({ where: { programmeId, state: 'open', ...others } });
}

/** Closes open offers, of a programme all or those that lapse by a time; how many were still open. */
export async function closeOffers(
  tx: Tx,
  where: { readonly ids: readonly number[] } | { readonly programmeId: number; readonly lapsedBy?: Date },
  state: Exclude<SeatOfferState, 'open'>,
  by: { readonly at: Date; readonly personId: number | null },
): Promise<number> {
  const data = { state, closedAt: by.at, closedById: by.personId };
  if (!('ids' in where)) {
    const { programmeId, lapsedBy } = where;
    const which = { programmeId, state: 'open' as const, ...(lapsedBy && { lapsesAt: { lte: lapsedBy } }) };
    return (await tx.seatOffer.updateMany({ where: which, data })).count;
  }
  let closed = 0;
  for (const some of chunks(where.ids)) {
    const { count } = await tx.seatOffer.updateMany({ where: { id: { in: some }, state: 'open' }, data });
    closed += count;
  }
  return closed;
}

/**
 * Programmes in which time may have changed what is offered: with an open offer, or with somebody on the list of one
 * that takes people in. With their unit; of one unit or of all.
 */
export async function programmesToSettle(
  db: Reader,
  unitId?: number,
): Promise<{ id: number; unitId: number }[]> {
  return db.programme.findMany({
    where: {
      ...(unitId === undefined ? {} : { unitId }),
      OR: [
        { seatOffers: { some: { state: 'open' } } },
        { state: { in: ['open', 'running'] }, enrolments: { some: { state: 'waiting' } } },
      ],
    },
    select: { id: true, unitId: true },
    orderBy: { id: 'asc' },
  });
}

import type { Reader, Tx } from '../../../db/database.js';
import type { SeatOfferState } from '../../../generated/sqlite/enums.js';
import { inWaitingOrder, type OpenOffer, type Waiting } from './rules.js';

type Of = { readonly unitId: number; readonly programmeId: number };

/** Somebody on a waiting list, with what those see who may see names. */
export type WaitingEntry = Waiting & {
  readonly version: number;
  readonly participantId: number;
  readonly name: string;
  readonly registerNumber: string;
  readonly releaseExpectedOn: string | null;
};

/** A programme's waiting list in its order. */
export async function waitingList(db: Reader, of: Of): Promise<WaitingEntry[]> {
  const rows = await db.enrolment.findMany({
    where: { ...of, state: 'waiting' },
    select: {
      id: true,
      version: true,
      participantId: true,
      participant: { select: { name: true, registerNumber: true, releaseExpectedOn: true } },
      changes: { where: { until: null }, select: { from: true } },
      seatOffers: {
        where: { state: { in: ['lapsed', 'passedOver'] } },
        select: { closedAt: true },
        orderBy: { closedAt: 'desc' },
        take: 1,
      },
    },
  });
  return inWaitingOrder(
    rows.map(({ id, version, participantId, participant, changes, seatOffers }) => ({
      enrolmentId: id,
      version,
      participantId,
      ...participant,
      since: changes[0]?.from ?? new Date(0),
      passedAt: seatOffers[0]?.closedAt ?? null,
    })),
  );
}

/** A programme's open offers, the oldest first. */
export async function openOffers(
  db: Reader,
  programmeId: number,
): Promise<(OpenOffer & { readonly lapsesAt: Date })[]> {
  return db.seatOffer.findMany({
    where: { programmeId, state: 'open' },
    select: { id: true, enrolmentId: true, lapsesAt: true },
    orderBy: { id: 'asc' },
  });
}

/** How many seats of a programme are kept by open offers, but for those to one enrolment. */
export async function countOffered(db: Reader, programmeId: number, but?: number): Promise<number> {
  const others = but === undefined ? {} : { enrolmentId: { not: but } };
  return db.seatOffer.count({ where: { programmeId, state: 'open', ...others } });
}

/** Closes open offers; how many were still open. */
export async function closeOffers(
  tx: Tx,
  where: { readonly ids: readonly number[] } | { readonly programmeId: number; readonly lapsedBy: Date },
  state: Exclude<SeatOfferState, 'open'>,
  by: { readonly at: Date; readonly personId: number | null },
): Promise<number> {
  const which =
    'ids' in where
      ? { id: { in: [...where.ids] } }
      : { programmeId: where.programmeId, lapsesAt: { lte: where.lapsedBy } };
  const { count } = await tx.seatOffer.updateMany({
    where: { ...which, state: 'open' },
    data: { state, closedAt: by.at, closedById: by.personId },
  });
  return count;
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

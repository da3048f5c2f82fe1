import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db } from '../../../db/database.js';
import { lockProgramme, lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { type Given, given } from '../../../lib/given.js';
import { localDate } from '../../../lib/zoned.js';
import { holdsFrom } from '../dates/rules.js';
import { hasSeat } from '../enrolment/rules.js';
import { changeEnrolments } from '../enrolment/store.js';
import { standingOf, withStanding } from '../identity/store.js';
import { isOngoing } from '../life/rules.js';
import { countEnrolled } from '../programme/store.js';
import { leavesEarly } from '../seats/rules.js';
import { settleSeats } from '../seats/service.js';
import { closeOffers } from '../seats/store.js';

type Doing = { readonly actor: Actor; readonly ref: UpdateRef; readonly now: Date };

/** `full`: no seat is free any more; `stale`: the offer has been answered, has lapsed or fallen. */
export type OfferAnswered = {
  readonly outcome: 'taken' | 'passed' | 'full' | 'stale' | 'forbidden';
  readonly programmeId: number | null;
  readonly name: string;
};

/** The open offers of a programme, for those who may see names. `free`: seats that nobody holds or is offered. */
export type SeatsView = {
  readonly programme: { readonly id: number; readonly name: string; readonly version: number };
  readonly offers: readonly {
    readonly id: number;
    readonly name: string;
    readonly registerNumber: string;
    readonly lapsesAt: Date;
    readonly releaseExpectedOn: string | null;
    readonly early: boolean;
  }[];
  /** Who let an offer lapse when the present ones were made. */
  readonly lapsed: readonly string[];
  readonly free: number | null;
  readonly waiting: number;
};

type SeatsDeps = { readonly db: Db };

function may(actor: Actor, agencyId: number | null): boolean {
  const { unitId } = actor;
  return (
    can(actor, 'participant.view', { unitId, agencyId: null }) &&
    can(actor, 'programme.edit', { unitId, agencyId })
  );
}

async function answer(
  { db }: SeatsDeps,
  { actor, ref, now }: Doing,
  offerId: number,
  how: 'take' | 'pass',
): Promise<OfferAnswered> {
  const { unitId, personId } = actor;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, `offer.${how}`, now, async (): Promise<OfferAnswered> => {
      await lockUnit(tx, unitId);
      const offer = await tx.seatOffer.findFirst({
        where: { id: offerId, unitId },
        include: {
          programme: true,
          enrolment: {
            include: {
              participant: { select: withStanding },
              changes: { where: { until: null }, select: { from: true } },
            },
          },
        },
      });
      if (!offer || !may(actor, offer.programme.agencyId))
        return { outcome: 'forbidden', programmeId: null, name: '' };
      const { programme, programmeId, enrolment } = offer;
      const is = (result: OfferAnswered['outcome']) => ({
        outcome: result,
        programmeId,
        name: standingOf(enrolment.participant).name,
      });
      await lockProgramme(tx, programmeId);
      if (offer.state !== 'open' || enrolment.state !== 'waiting' || !isOngoing(programme.state))
        return is('stale');
      const by = { at: now, personId };
      if (how === 'take') {
        if (!hasSeat(programme.seats, await countEnrolled(tx, programmeId))) return is('full');
        const [since] = enrolment.changes;
        const held = holdsFrom(localDate(now, actor.zone), 'begins', {
          now,
          zone: actor.zone,
          after: since?.from,
        });
        await changeEnrolments(
          tx,
          [enrolment.id],
          { state: 'active', reason: null, at: held.ok ? held.at : now },
          { byId: personId, now },
        );
      }
      await closeOffers(tx, { ids: [offer.id] }, how === 'take' ? 'taken' : 'passedOver', by);
      await settleSeats(tx, { unitId, programmeId }, { now, actorId: personId, newRound: false });
      return is(how === 'take' ? 'taken' : 'passed');
    }),
  );
  return outcome;
}

/** Enrols who is offered the seat. */
function take(deps: SeatsDeps, doing: Doing, offerId: number) {
  return answer(deps, doing, offerId, 'take');
}

/** Passes somebody over: they go to the end of the list, and the next is offered the seat. */
function pass(deps: SeatsDeps, doing: Doing, offerId: number) {
  return answer(deps, doing, offerId, 'pass');
}

/** Begins a new round of offers, where seats are free and everybody has been passed over once. */
async function again(
  { db }: SeatsDeps,
  { actor, ref, now }: Doing,
  programmeId: number,
): Promise<'offered' | 'forbidden'> {
  const { unitId, personId: actorId } = actor;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'offer.again', now, async (): Promise<'offered' | 'forbidden'> => {
      await lockUnit(tx, unitId);
      await lockProgramme(tx, programmeId);
      const programme = await tx.programme.findFirst({ where: { id: programmeId, unitId } });
      if (!programme || !may(actor, programme.agencyId)) return 'forbidden';
      await settleSeats(tx, { unitId, programmeId }, { now, actorId, newRound: true });
      return 'offered';
    }),
  );
  return outcome;
}

/** What is offered now; undefined where it isn't theirs to see. Reads only. */
async function view({ db }: SeatsDeps, actor: Actor, programmeId: number): Promise<SeatsView | undefined> {
  const { unitId } = actor;
  const programme = await db.read.programme.findFirst({ where: { id: programmeId, unitId } });
  if (!programme || !may(actor, programme.agencyId)) return undefined;
  const [offers, waiting, enrolled] = await Promise.all([
    db.read.seatOffer.findMany({
      where: { programmeId, state: 'open' },
      orderBy: { id: 'asc' },
      include: { enrolment: { select: { participant: { select: withStanding } } } },
    }),
    db.read.enrolment.count({ where: { programmeId, state: 'waiting' } }),
    countEnrolled(db.read, programmeId),
  ]);
  const newest = offers.at(-1)?.offeredAt;
  const lapsed = newest
    ? await db.read.seatOffer.findMany({
        where: { programmeId, state: 'lapsed', closedAt: newest },
        select: { enrolment: { select: { participant: { select: withStanding } } } },
      })
    : [];
  const { id, name, version, seats, endsOn } = programme;
  return {
    programme: { id, name, version },
    offers: offers.map(({ id: offerId, lapsesAt, enrolment }) => {
      const { name: person, registerNumber, releaseExpectedOn } = standingOf(enrolment.participant);
      const early = leavesEarly(releaseExpectedOn, endsOn);
      return { id: offerId, lapsesAt, name: person, registerNumber, releaseExpectedOn, early };
    }),
    lapsed: lapsed.map(({ enrolment }) => standingOf(enrolment.participant).name),
    free: seats === null ? null : Math.max(0, seats - enrolled - offers.length),
    waiting,
  };
}

const useCases = { take, pass, again, view };

/** Free seats and the waiting list: who is offered a seat, and what becomes of it. */
export type SeatsService = Given<typeof useCases>;

export function createSeatsService(deps: SeatsDeps): SeatsService {
  return given(deps, useCases);
}

import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db } from '../../../db/database.js';
import { lockProgramme, lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { type Given, given } from '../../../lib/given.js';
import { recordsOf, STANDING } from '../identity/store.js';
import { isOngoing } from '../life/rules.js';
import { countEnrolled } from '../programme/store.js';
import { settleSeats } from '../seats/service.js';
import { countOffered } from '../seats/store.js';
import { type EndReason, type EnrolmentState, hasSeat, isEnrolled, mayMove, takesSeat } from './rules.js';
import { changeEnrolments, openEnrolments } from './store.js';

/**
 * `waiting`: every seat is taken, so the person stands on the waiting list; `reserved`: likewise, since the free ones
 * are offered to others. `exists`: there is an open enrolment. `closed`: the programme takes nobody in.
 */
type Enrolled = 'enrolled' | 'waiting' | 'reserved' | 'exists' | 'closed' | 'gone' | 'forbidden';
/**
 * `full`: no seat is free; `reserved`: the free ones are offered to others; `closed`: the programme takes nobody in;
 * `stale`: the enrolment has moved on.
 */
export type Moved = 'moved' | 'full' | 'reserved' | 'closed' | 'stale' | 'forbidden';

type Doing = { readonly actor: Actor; readonly ref: UpdateRef; readonly now: Date };
type MoveResult = { readonly outcome: Moved; readonly participantId: number | null };

type EnrolmentDeps = { readonly db: Db };

function may(actor: Actor, agencyId: number | null): boolean {
  const { unitId } = actor;
  const sees = can(actor, 'participant.view', { unitId, agencyId: null });
  return sees && can(actor, 'programme.edit', { unitId, agencyId });
}

/** Enrols from now on, or puts on the waiting list where no seat is to be had. */
async function enrol(
  { db }: EnrolmentDeps,
  { actor, ref, now }: Doing,
  who: { readonly participantId: number; readonly programmeId: number },
): Promise<Enrolled> {
  const { unitId, personId: byId } = actor;
  const { participantId, programmeId } = who;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'enrolment.open', now, async (): Promise<Enrolled> => {
      await lockUnit(tx, unitId);
      await lockProgramme(tx, programmeId);
      const programme = await tx.programme.findFirst({ where: { id: programmeId, unitId } });
      const present = { id: participantId, unitId, presentUntil: null, ...STANDING };
      const person = await tx.participant.findFirst({ where: present });
      if (!programme || !person) return 'gone';
      if (!may(actor, programme.agencyId)) return 'forbidden';
      if (!isOngoing(programme.state)) return 'closed';
      const open = { programmeId, endedAt: null, participantId: await recordsOf(tx, unitId, participantId) };
      if (await tx.enrolment.findFirst({ where: open })) return 'exists';
      const { seats } = programme;
      const enrolled = await countEnrolled(tx, programmeId);
      const free = hasSeat(seats, enrolled, await countOffered(tx, programmeId));
      const state = free ? 'active' : 'waiting';
      await openEnrolments(tx, { unitId, programmeId }, [{ participantId, state }], { byId, now });
      if (free) return 'enrolled';
      await settleSeats(tx, { unitId, programmeId }, { now, actorId: byId, newRound: false });
      return hasSeat(seats, enrolled) ? 'reserved' : 'waiting';
    }),
  );
  return outcome;
}

/**
 * Moves an enrolment that still has the version shown to another state, from now on. `override`: knowingly into a
 * seat that is offered to somebody else, whose offer falls then.
 */
async function move(
  { db }: EnrolmentDeps,
  { actor, ref, now }: Doing,
  to: {
    readonly enrolmentId: number;
    readonly version: number;
    readonly state: EnrolmentState;
    readonly reason?: EndReason;
    readonly override?: boolean;
  },
): Promise<MoveResult> {
  const { unitId, personId: byId } = actor;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'enrolment.move', now, async (): Promise<MoveResult> => {
      await lockUnit(tx, unitId);
      const where = { id: to.enrolmentId, unitId };
      const before = await tx.enrolment.findFirst({ where, include: { programme: true } });
      if (!before) return { outcome: 'stale', participantId: null };
      const { participantId, programme } = before;
      const is = (result: Moved) => ({ outcome: result, participantId });
      if (!may(actor, programme.agencyId)) return is('forbidden');
      await lockProgramme(tx, programme.id);
      if (before.version !== to.version || !mayMove(before.state, to.state)) return is('stale');
      if (to.state !== 'ended' && !isOngoing(programme.state)) return is('closed');
      if (takesSeat(before.state, to.state)) {
        const enrolled = await countEnrolled(tx, programme.id);
        if (!hasSeat(programme.seats, enrolled)) return is('full');
        const others = await countOffered(tx, programme.id, before.id);
        if (!to.override && !hasSeat(programme.seats, enrolled, others)) return is('reserved');
      }
      const reason = to.state === 'ended' ? (to.reason ?? 'unrecorded') : null;
      await changeEnrolments(tx, [before.id], { state: to.state, reason, at: now }, { byId, now });
      const newRound = isEnrolled(before.state) && !isEnrolled(to.state);
      await settleSeats(tx, { unitId, programmeId: programme.id }, { now, actorId: byId, newRound });
      return is('moved');
    }),
  );
  return outcome;
}

const useCases = { enrol, move };

/** Enrolling, and moving enrolments from state to state. */
export type EnrolmentService = Given<typeof useCases>;

export function createEnrolmentService(deps: EnrolmentDeps): EnrolmentService {
  return given(deps, useCases);
}

import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockProgramme, lockUnit, lockUnitAndProgramme } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { type Given, given } from '../../../lib/given.js';
import { type LocalDate, localDate } from '../../../lib/zoned.js';
import type { Closed, Months } from '../../months/index.js';
import { holdingOf, holdsFrom } from '../dates/rules.js';
import { mayTakeBack, stateBefore } from '../departure/rules.js';
import { recordsOf, STANDING, standingOf, withStanding } from '../identity/store.js';
import { isOngoing } from '../life/rules.js';
import { countEnrolled } from '../programme/store.js';
import { settleSeats } from '../seats/service.js';
import { countOffered } from '../seats/store.js';
import { type EndReason, type EnrolmentState, hasSeat, isEnrolled, mayMove, takesSeat } from './rules.js';
import { changeEnrolments, movable, openEnrolments } from './store.js';

/**
 * `waiting`: every seat is taken, so the person stands on the waiting list; `reserved`: likewise, since the free ones
 * are offered to others. `exists`: there is an open enrolment. `closed`: the programme takes nobody in. `future`: the
 * day is still to come; `older`: it is before the person came or their last enrolment there ended.
 */
export type Enrolled =
  | 'enrolled'
  | 'waiting'
  | 'reserved'
  | 'exists'
  | 'closed'
  | 'gone'
  | 'forbidden'
  | 'future'
  | 'older';
/**
 * `full`: no seat is free; `reserved`: the free ones are offered to others; `closed`: the programme takes nobody in;
 * `stale`: the enrolment has moved on. `future`: the day is still to come; `older`: its present state began after it.
 */
export type Moved = 'moved' | 'full' | 'reserved' | 'closed' | 'stale' | 'forbidden' | 'future' | 'older';

type At = { readonly actor: Actor; readonly now: Date };
type Doing = At & { readonly ref: UpdateRef };
type MoveResult = { readonly outcome: Moved; readonly participantId: number | null };

export type Enrolling = { readonly participantId: number; readonly programmeId: number };
export type Move = {
  readonly enrolmentId: number;
  readonly version: number;
  readonly state: EnrolmentState;
  readonly reason?: EndReason;
  /** Knowingly into a seat that is offered to somebody else, whose offer falls then. */
  readonly override?: boolean;
};

type EnrolmentDeps = { readonly db: Db; readonly months: Months };

/** `waiting`: the seat has been taken meanwhile, so that the person waits. `month`: it would change a closed month. */
type EndUndone =
  | { readonly outcome: 'active' | 'paused' | 'waiting' | 'applied'; readonly participantId: number }
  | { readonly outcome: 'stale' | 'forbidden' | 'late'; readonly participantId: number | null }
  | { readonly outcome: 'month'; readonly participantId: number; readonly closed: Closed };

function may(actor: Actor, agencyId: number | null): boolean {
  const { unitId } = actor;
  const sees = can(actor, 'participant.view', { unitId, agencyId: null });
  return sees && can(actor, 'programme.edit', { unitId, agencyId });
}

/** Enrols from a day on within the caller's transaction, or puts on the waiting list where no seat is to be had. */
export async function enrolOn(tx: Tx, { actor, now }: At, who: Enrolling, day: LocalDate): Promise<Enrolled> {
  const { unitId, zone, personId: byId } = actor;
  const { participantId, programmeId } = who;
  await lockUnitAndProgramme(tx, unitId, programmeId);
  const programme = await tx.programme.findFirst({ where: { id: programmeId, unitId } });
  const present = { id: participantId, unitId, presentUntil: null, ...STANDING };
  const person = await tx.participant.findFirst({ where: present });
  if (!programme || !person) return 'gone';
  if (!may(actor, programme.agencyId)) return 'forbidden';
  if (!isOngoing(programme.state)) return 'closed';
  const [last] = await tx.enrolment.findMany({
    where: { participantId: await recordsOf(tx, unitId, participantId), programmeId },
    select: { endedAt: true },
    orderBy: { endedAt: { sort: 'desc', nulls: 'first' } },
    take: 1,
  });
  if (last && last.endedAt === null) return 'exists';
  const { seats } = programme;
  const enrolled = await countEnrolled(tx, programmeId);
  const free = hasSeat(seats, enrolled, await countOffered(tx, programmeId));
  const state = free ? 'active' : 'waiting';
  const after = last?.endedAt && last.endedAt > person.presentFrom ? last.endedAt : person.presentFrom;
  const held = holdsFrom(day, holdingOf(state), { now, zone, after });
  if (!held.ok) return held.reason;
  const openings = [{ participantId, state, from: held.at } as const];
  await openEnrolments(tx, { unitId, programmeId }, openings, { byId, now });
  if (free) return 'enrolled';
  await settleSeats(tx, { unitId, programmeId }, { now, actorId: byId, newRound: false });
  return hasSeat(seats, enrolled) ? 'reserved' : 'waiting';
}

/** Enrols from today on. */
async function enrol({ db }: EnrolmentDeps, doing: Doing, who: Enrolling): Promise<Enrolled> {
  const { actor, ref, now } = doing;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'enrolment.open', now, () => enrolOn(tx, doing, who, localDate(now, actor.zone))),
  );
  return outcome;
}

/**
 * Moves an enrolment that still has the version shown to another state, from a day on, within the caller's transaction,
 * which holds the locks of unit and programme.
 */
export async function moveOn(tx: Tx, { actor, now }: At, to: Move, day: LocalDate): Promise<MoveResult> {
  const { unitId, zone, personId: byId } = actor;
  const before = await movable(tx, unitId, to.enrolmentId);
  if (!before) return { outcome: 'stale', participantId: null };
  const { participantId, programmeId } = before;
  const is = (result: Moved) => ({ outcome: result, participantId });
  if (!may(actor, before.agencyId)) return is('forbidden');
  if (before.version !== to.version || !mayMove(before.state, to.state)) return is('stale');
  if (to.state !== 'ended' && !isOngoing(before.programmeState)) return is('closed');
  if (takesSeat(before.state, to.state)) {
    const enrolled = await countEnrolled(tx, programmeId);
    if (!hasSeat(before.seats, enrolled)) return is('full');
    const others = await countOffered(tx, programmeId, to.enrolmentId);
    if (!to.override && !hasSeat(before.seats, enrolled, others)) return is('reserved');
  }
  const held = holdsFrom(day, holdingOf(to.state), { now, zone, after: before.since ?? undefined });
  if (!held.ok) return is(held.reason);
  const reason = to.state === 'ended' ? (to.reason ?? 'unrecorded') : null;
  await changeEnrolments(tx, [to.enrolmentId], { state: to.state, reason, at: held.at }, { byId, now });
  const newRound = isEnrolled(before.state) && !isEnrolled(to.state);
  await settleSeats(tx, { unitId, programmeId }, { now, actorId: byId, newRound });
  return is('moved');
}

/** Moves an enrolment that still has the version shown to another state, from today on. */
async function move({ db }: EnrolmentDeps, doing: Doing, to: Move): Promise<MoveResult> {
  const { actor, ref, now } = doing;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'enrolment.move', now, async () => {
      await lockUnitAndProgramme(tx, actor.unitId, { ofEnrolment: to.enrolmentId });
      return moveOn(tx, doing, to, localDate(now, actor.zone));
    }),
  );
  return outcome;
}

async function reopenEnded(
  tx: Tx,
  { actor, now }: At,
  ended: {
    readonly id: number;
    readonly programmeId: number;
    readonly seats: number | null;
    readonly at: Date;
  },
  before: Exclude<EnrolmentState, 'ended'>,
): Promise<Exclude<EnrolmentState, 'ended'>> {
  const { unitId, personId: byId } = actor;
  const { id, programmeId, seats, at } = ended;
  const seated = !isEnrolled(before) || hasSeat(seats, await countEnrolled(tx, programmeId));
  const to = seated ? { state: before, at } : { state: 'waiting' as const, at: now };
  await changeEnrolments(tx, [id], { ...to, reason: null }, { byId, now });
  await settleSeats(tx, { unitId, programmeId }, { now, actorId: byId, newRound: false });
  return to.state;
}

/**
 * Takes back an end that was noted by mistake: the enrolment goes on as if it had not ended, and the history keeps both.
 * Where the seat has been taken meanwhile, the person waits from now on. An officer may within some days, a head later.
 */
async function undoEnd(
  { db, months }: EnrolmentDeps,
  doing: Doing,
  which: { readonly enrolmentId: number; readonly version: number },
): Promise<EndUndone> {
  const { actor, ref, now } = doing;
  const { unitId } = actor;
  const { outcome: undone } = await db.write((tx) =>
    once(tx, ref, 'enrolment.undo', now, async (): Promise<EndUndone> => {
      await lockUnit(tx, unitId);
      const ended = await tx.enrolment.findFirst({
        where: { id: which.enrolmentId, unitId },
        include: { programme: true, changes: true, participant: { select: withStanding } },
      });
      if (!ended) return { outcome: 'stale', participantId: null };
      const { id, programme, endedAt: at, changes } = ended;
      const { id: participantId, presentUntil } = standingOf(ended.participant);
      const not = (outcome: 'stale' | 'forbidden' | 'late') => ({ outcome, participantId });
      if (!may(actor, programme.agencyId)) return not('forbidden');
      await lockProgramme(tx, programme.id);
      const records = await recordsOf(tx, unitId, participantId);
      const later = { participantId: records, programmeId: programme.id, id: { gt: id } };
      const before = at && stateBefore(changes, at);
      const gone = presentUntil !== null || !isOngoing(programme.state);
      if (
        !before ||
        gone ||
        ended.version !== which.version ||
        (await tx.enrolment.count({ where: later })) > 0
      )
        return not('stale');
      if (!mayTakeBack(at, now, can(actor, 'access.decide', { unitId, agencyId: null }))) return not('late');
      const of = { id, programmeId: programme.id, seats: programme.seats, at };
      const writing = { actor, now, matter: 'participants', action: 'enrolment.undo', from: at } as const;
      const written = await months.write(tx, writing, () => reopenEnded(tx, doing, of, before));
      return written.ok
        ? { outcome: written.value, participantId }
        : { outcome: 'month', participantId, closed: written.closed };
    }),
  );
  return undone;
}

const useCases = { enrol, move, undoEnd };

/** Enrolling, and moving enrolments from state to state. */
export type EnrolmentService = Given<typeof useCases>;

export function createEnrolmentService(deps: EnrolmentDeps): EnrolmentService {
  return given(deps, useCases);
}

import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Tx } from '../../../db/database.js';
import { lockProgramme, lockUnit } from '../../../db/locks.js';
import { hasSeat } from '../enrolment/rules.js';
import { openEnrolment } from '../enrolment/store.js';
import { isOngoing } from '../life/rules.js';
import { countEnrolled } from '../programme/store.js';
import { leavesEarly } from '../seats/rules.js';
import { settleSeats } from '../seats/service.js';
import { countOffered } from '../seats/store.js';
import { type NumbersRead, readNumbers } from './rules.js';

type Named = { readonly name: string; readonly registerNumber: string };

/** What became of a list of register numbers, in its order. `place`: on the waiting list, from 1. */
export type EnrolledMany = Pick<NumbersRead, 'unknown' | 'ambiguous'> & {
  readonly programme: { readonly id: number; readonly name: string };
  readonly enrolled: readonly Named[];
  readonly waiting: readonly (Named & { readonly place: number })[];
  /** Of the enrolled and waiting: to be released before the programme ends, with that day (YYYY-MM-DD). */
  readonly early: readonly (Named & { readonly releaseExpectedOn: string | null })[];
  readonly exists: readonly Named[];
  readonly left: readonly Named[];
};

/**
 * Enrols everybody on a typed list from now on, within the caller's transaction; those beyond the seats wait in
 * the list's order. The faulty ones are told and hinder nobody.
 */
async function enrol(
  tx: Tx,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
  programmeId: number,
  text: string,
): Promise<EnrolledMany | 'gone' | 'closed' | 'forbidden'> {
  const { unitId, personId: byId } = actor;
  await lockUnit(tx, unitId);
  await lockProgramme(tx, programmeId);
  const programme = await tx.programme.findFirst({ where: { id: programmeId, unitId } });
  if (!programme) return 'gone';
  const may =
    can(actor, 'participant.view', { unitId, agencyId: null }) &&
    can(actor, 'programme.edit', { unitId, agencyId: programme.agencyId });
  if (!may) return 'forbidden';
  if (!isOngoing(programme.state)) return 'closed';
  const people = await tx.participant.findMany({
    where: { unitId },
    select: {
      id: true,
      name: true,
      registerNumber: true,
      registerKey: true,
      presentUntil: true,
      releaseExpectedOn: true,
    },
    orderBy: { id: 'asc' },
  });
  const releases = new Map(people.map((one) => [one.id, one.releaseExpectedOn]));
  const gone = new Set(people.filter((one) => one.presentUntil).map(({ id }) => id));
  const { found, unknown, ambiguous } = readNumbers(text, people);
  const open = await tx.enrolment.findMany({
    where: { programmeId, endedAt: null },
    select: { participantId: true, state: true },
  });
  const inside = new Set(open.map(({ participantId }) => participantId));
  // Seats that are offered to those on the list are kept for them.
  const offered = await countOffered(tx, programmeId);
  let taken = await countEnrolled(tx, programmeId);
  let place = open.filter(({ state }) => state === 'waiting').length;
  const enrolled: Named[] = [];
  const waiting: (Named & { place: number })[] = [];
  const early: (Named & { releaseExpectedOn: string | null })[] = [];
  const exists: Named[] = [];
  const left: Named[] = [];
  for (const { id: participantId, name, registerNumber } of found) {
    const named = { name, registerNumber };
    if (gone.has(participantId)) left.push(named);
    else if (inside.has(participantId)) exists.push(named);
    else {
      const state = hasSeat(programme.seats, taken, offered) ? ('active' as const) : ('waiting' as const);
      await openEnrolment(tx, { unitId, programmeId, participantId, state }, { byId, now });
      const releaseExpectedOn = releases.get(participantId) ?? null;
      if (leavesEarly(releaseExpectedOn, programme.endsOn)) early.push({ ...named, releaseExpectedOn });
      if (state === 'active') {
        taken += 1;
        enrolled.push(named);
      } else {
        place += 1;
        waiting.push({ ...named, place });
      }
    }
  }
  await settleSeats(tx, { unitId, programmeId }, { now, actorId: byId, newRound: false });
  const { id, name } = programme;
  return { programme: { id, name }, enrolled, waiting, early, exists, left, unknown, ambiguous };
}

/** Enrolment of many at once. */
export type EnrolManyService = { readonly enrol: typeof enrol };

export function createEnrolManyService(): EnrolManyService {
  return { enrol };
}

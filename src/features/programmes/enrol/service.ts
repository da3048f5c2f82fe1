import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Tx } from '../../../db/database.js';
import { lockUnitAndProgramme } from '../../../db/locks.js';
import { hasSeat, isEnrolled } from '../enrolment/rules.js';
import { type Enrollable, enrollableIn, type Opening, openEnrolments } from '../enrolment/store.js';
import { isOngoing } from '../life/rules.js';
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

type At = { readonly actor: Actor; readonly now: Date };

/** Who of a list is enrolled, who waits, and who isn't taken in. */
type Sorted = Omit<EnrolledMany, 'programme' | 'unknown' | 'ambiguous'> & {
  readonly openings: readonly Opening[];
};

/** Deals out a programme's seats in the order of a list; those beyond them wait. `offered`: seats kept for others. */
function dealOut(
  programme: { readonly seats: number | null; readonly endsOn: string | null },
  people: readonly Enrollable[],
  found: readonly { readonly id: number }[],
  offered: number,
): Sorted {
  const byId = new Map(people.map((one) => [one.id, one]));
  let taken = people.filter(({ enrolment }) => enrolment !== null && isEnrolled(enrolment)).length;
  let place = people.filter(({ enrolment }) => enrolment === 'waiting').length;
  const openings: Opening[] = [];
  const enrolled: Named[] = [];
  const waiting: (Named & { place: number })[] = [];
  const early: (Named & { releaseExpectedOn: string | null })[] = [];
  const exists: Named[] = [];
  const left: Named[] = [];
  for (const { id: participantId } of found) {
    const person = byId.get(participantId);
    if (!person) continue;
    const { name, registerNumber, releaseExpectedOn } = person;
    const named = { name, registerNumber };
    if (person.presentUntil) left.push(named);
    else if (person.enrolment !== null) exists.push(named);
    else {
      const state = hasSeat(programme.seats, taken, offered) ? ('active' as const) : ('waiting' as const);
      openings.push({ participantId, state });
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
  return { openings, enrolled, waiting, early, exists, left };
}

/**
 * Enrols everybody on a typed list from now on, within the caller's transaction; those beyond the seats wait in the
 * list's order. The faulty ones are told and hinder nobody.
 */
export async function enrolMany(
  tx: Tx,
  { actor, now }: At,
  programmeId: number,
  text: string,
): Promise<EnrolledMany | 'gone' | 'closed' | 'forbidden'> {
  const { unitId, personId: byId } = actor;
  const of = { unitId, programmeId };
  await lockUnitAndProgramme(tx, unitId, programmeId);
  const programme = await tx.programme.findFirst({ where: { id: programmeId, unitId } });
  if (!programme) return 'gone';
  const may =
    can(actor, 'participant.view', { unitId, agencyId: null }) &&
    can(actor, 'programme.edit', { unitId, agencyId: programme.agencyId });
  if (!may) return 'forbidden';
  if (!isOngoing(programme.state)) return 'closed';
  const people = await enrollableIn(tx, of);
  const { found, unknown, ambiguous } = readNumbers(text, people);
  // Seats that are offered to those on the list are kept for them.
  const { openings, ...sorted } = dealOut(programme, people, found, await countOffered(tx, programmeId));
  await openEnrolments(tx, of, openings, { byId, now });
  await settleSeats(tx, of, { now, actorId: byId, newRound: false });
  const { id, name } = programme;
  return { programme: { id, name }, ...sorted, unknown, ambiguous };
}

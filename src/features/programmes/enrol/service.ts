import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockUnitAndProgramme } from '../../../db/locks.js';
import { type LocalDate, toInstant } from '../../../lib/zoned.js';
import type { ClosedRefusal, Impact, Months, Writing } from '../../months/index.js';
import { holdingOf, holdsFrom } from '../dates/rules.js';
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
  /** They came after the day that was said, or their last enrolment here ended after it. */
  readonly older: readonly Named[];
};

type At = { readonly actor: Actor; readonly now: Date };

/** Who of a list is enrolled, who waits, and who isn't taken in. */
type Sorted = Omit<EnrolledMany, 'programme' | 'unknown' | 'ambiguous'> & {
  readonly openings: readonly Opening[];
};

/**
 * Deals out a programme's seats in the order of a list; those beyond them wait. `offered`: seats kept for others;
 * `begins`: from when somebody may be in a state, if they may.
 */
function dealOut(
  programme: { readonly seats: number | null; readonly endsOn: string | null },
  people: readonly Enrollable[],
  found: readonly { readonly id: number }[],
  offered: number,
  begins: (person: Enrollable, state: 'active' | 'waiting') => Date | undefined,
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
  const older: Named[] = [];
  for (const { id: participantId } of found) {
    const person = byId.get(participantId);
    if (!person) continue;
    const { name, registerNumber, releaseExpectedOn } = person;
    const named = { name, registerNumber };
    if (person.presentUntil) left.push(named);
    else if (person.enrolment !== null) exists.push(named);
    else {
      const state = hasSeat(programme.seats, taken, offered) ? ('active' as const) : ('waiting' as const);
      const from = begins(person, state);
      if (!from) {
        older.push(named);
        continue;
      }
      openings.push({ participantId, state, from });
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
  return { openings, enrolled, waiting, early, exists, left, older };
}

/** A typed list of register numbers, and the day from which they take part. */
export type List = { readonly programmeId: number; readonly text: string; readonly day: LocalDate };

type ManyRefused = 'gone' | 'closed' | 'forbidden' | 'future';

async function enrolList(
  tx: Tx,
  { actor, now }: At,
  { programmeId, text, day }: List,
): Promise<EnrolledMany | ManyRefused> {
  const { unitId, zone, personId: byId } = actor;
  const of = { unitId, programmeId };
  const programme = await tx.programme.findFirst({ where: { id: programmeId, unitId } });
  if (!programme) return 'gone';
  const may =
    can(actor, 'participant.view', { unitId, agencyId: null }) &&
    can(actor, 'programme.edit', { unitId, agencyId: programme.agencyId });
  if (!may) return 'forbidden';
  if (!isOngoing(programme.state)) return 'closed';
  if (!holdsFrom(day, 'begins', { now, zone }).ok) return 'future';
  const people = await enrollableIn(tx, of);
  const { found, unknown, ambiguous } = readNumbers(text, people);
  const begins = ({ presentFrom, endedAt }: Enrollable, state: 'active' | 'waiting') => {
    const after = endedAt && endedAt > presentFrom ? endedAt : presentFrom;
    const held = holdsFrom(day, holdingOf(state), { now, zone, after });
    return held.ok ? held.at : undefined;
  };
  // Seats that are offered to those on the list are kept for them.
  const offered = await countOffered(tx, programmeId);
  const { openings, ...sorted } = dealOut(programme, people, found, offered, begins);
  await openEnrolments(tx, of, openings, { byId, now });
  await settleSeats(tx, of, { now, actorId: byId, newRound: false });
  const { id, name } = programme;
  return { programme: { id, name }, ...sorted, unknown, ambiguous };
}

type EnrolDeps = { readonly db: Db; readonly months: Months };

function writing({ actor, now }: At, { day }: List): Writing {
  const from = toInstant(day, { hour: 0, minute: 0 }, actor.zone);
  return { actor, now, matter: 'participants', action: 'enrolment.open', from };
}

/**
 * Enrols everybody on a typed list from a day on, within the caller's transaction; those beyond the seats wait in the
 * list's order. The faulty ones are told and hinder nobody.
 */
export async function enrolMany(
  { months }: Pick<EnrolDeps, 'months'>,
  tx: Tx,
  at: At,
  list: List,
): Promise<EnrolledMany | ManyRefused | ClosedRefusal> {
  await lockUnitAndProgramme(tx, at.actor.unitId, list.programmeId);
  const written = await months.write(tx, writing(at, list), () => enrolList(tx, at, list));
  return written.ok ? written.value : written;
}

/** What that would change of closed months. */
export function impactOfMany({ db, months }: EnrolDeps, at: At, list: List): Promise<readonly Impact[]> {
  return months.rehearse(db, writing(at, list), (tx) => enrolList(tx, at, list));
}

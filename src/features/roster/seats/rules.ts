import type { BulkChanges } from '../../programmes/index.js';
import { isEnrolled } from '../../programmes/index.js';
import type { KnownParticipant } from '../known/rules.js';

/** The programmes in which a plan's moves give up seats, whoever else takes one by it. */
export function vacated(
  moves: BulkChanges['moves'],
  participants: readonly KnownParticipant[],
): ReadonlySet<number> {
  const holders = participants.flatMap(({ enrolments }) =>
    enrolments.filter(({ state }) => isEnrolled(state)),
  );
  const held = new Map(holders.map(({ id, programmeId }) => [id, programmeId]));
  return new Set(
    moves.flatMap(({ enrolmentId, state }) => (isEnrolled(state) ? [] : (held.get(enrolmentId) ?? []))),
  );
}

/** A programme that a roster fills beyond its seats: `enrolled` is how many would hold one afterwards. */
export type Overfilled = { readonly name: string; readonly seats: number; readonly enrolled: number };

/**
 * The programmes that would hold more than their seats once a plan is applied, and more than now. It is said and not
 * forbidden: a roster tells what is, and the seats may be what is out of date.
 *
 * @param idOf The programme that a file's key means; undefined for one that is yet to be created, without a limit.
 */
export function overfilled(
  operations: BulkChanges,
  known: {
    readonly participants: readonly KnownParticipant[];
    readonly programmes: readonly {
      readonly id: number;
      readonly name: string;
      readonly seats: number | null;
    }[];
  },
  idOf: (key: string) => number | undefined,
): Overfilled[] {
  const before = new Map<number, number>();
  const change = new Map<number, number>();
  const add = (to: Map<number, number>, id: number, by: number) => to.set(id, (to.get(id) ?? 0) + by);
  const states = new Map<number, { programmeId: number; held: boolean }>();
  for (const { enrolments } of known.participants) {
    for (const { id, programmeId, state } of enrolments) {
      states.set(id, { programmeId, held: isEnrolled(state) });
      if (isEnrolled(state)) add(before, programmeId, 1);
    }
  }
  for (const { programme, state } of operations.enrolments) {
    const id = idOf(programme);
    if (id !== undefined && isEnrolled(state)) add(change, id, 1);
  }
  for (const { enrolmentId, state } of operations.moves) {
    const was = states.get(enrolmentId);
    if (was) add(change, was.programmeId, Number(isEnrolled(state)) - Number(was.held));
  }
  return known.programmes.flatMap(({ id, name, seats }) => {
    const more = change.get(id) ?? 0;
    const enrolled = (before.get(id) ?? 0) + more;
    return seats !== null && more > 0 && enrolled > seats ? [{ name, seats, enrolled }] : [];
  });
}
